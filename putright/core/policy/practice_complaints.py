"""What a pack says of the stages of a complaint, and of when one may be refused.

Stages are no rules: they say which steps there are, who answers them and what comes next. The times
stay in the rules (``complaints.stage_1_response`` and its like). Each row has its dates, so that a
complaint is handled by the stages of the day on which it was made.
"""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from putright.core.policy.rules import Dates, Source

NO_THIRD_STAGE = date(2024, 4, 1)
"""From this day the Complaint Handling Code knows two stages and no more (5.3)."""
MOST_STAGES = 2


class ComplaintStage(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One stage: who answers it, and where somebody goes who is not content with the answer.

    ``final`` says that its answer is the landlord's last word. ``panel`` is a stage that people
    from outside the landlord's service hear.
    """

    id: str
    number: int
    name: str
    answered_by: str
    next: Literal["stage", "panel", "ombudsman"]
    final: bool = False
    panel: bool = False
    source: Source
    in_force: Dates = Dates()


class ExclusionGround(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A ground on which a complaint, or its next stage, may be refused.

    ``evidence`` is what must be on record first. ``discretion`` says that taking the complaint all
    the same has to be weighed by two people, and the weighing written down, before it is refused.
    ``on_file`` says that what shows it must be kept as a file: nobody's word for it is enough.
    """

    id: str
    says: str
    evidence: str
    discretion: bool = False
    on_file: bool = False
    source: Source
    in_force: Dates = Dates()


def faults_of(row: object) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a row as a pack has it: the key, the fault, how to mend it."""
    if isinstance(row, ComplaintStage) and row.number > MOST_STAGES:
        end = row.in_force.end
        if end is None or end >= NO_THIRD_STAGE:
            mend = "Give it in_force = { to = 2024-03-31 }, or take the stage out."
            yield ("in_force", "is a third stage in force after 31 March 2024, which the Complaint "
                   "Handling Code does not allow (5.3)", mend)  # fmt: skip
