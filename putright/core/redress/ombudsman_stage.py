"""How far a case is with the Ombudsman: its stage, what the landlord owes it, who spoke last.

An order that is open leads; then whatever the Ombudsman asked for after it decided; then how its
decision stands. A failure order, a review or a recommendation moves no stage: it is owed beside it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from putright.core.practice.ombudsman import (
    ANSWERED,
    APPROACHED,
    ASKED,
    DETERMINED,
    Wanted,
    wanted,
)
from putright.core.practice.ombudsman_replies import REVIEW_ASKED, SATISFIED
from putright.core.redress.compliance import Compliance, compliance
from putright.core.timeline.casefile import Heading
from putright.core.timeline.items import Item
from putright.core.timeline.timeline import Timeline
from putright.core.workdays import Calendar

BETWEEN = (APPROACHED, ASKED, ANSWERED, DETERMINED, SATISFIED, REVIEW_ASKED)
"""Acts between the Ombudsman and a case: any of them puts it on the list."""
Stage = Literal[
    "approached", "intervention", "information request", "further questions", "early resolution",
    "determined", "orders open", "complied",
]  # fmt: skip
ASKING: tuple[Stage, ...] = (
    "intervention", "information request", "further questions", "early resolution",
)  # fmt: skip
"""Steps before a decision; each is a stage of its own."""
OVER: tuple[Stage, ...] = ("determined", "complied")


class Standing(Struct, frozen=True, kw_only=True):
    """Where a case stands: its stage since an entry, what waits, the decision, the last word."""

    stage: Stage
    since: Item
    waiting: tuple[Wanted, ...]
    orders: tuple[Compliance, ...]
    determined: Item | None
    last: Item

    @property
    def open_orders(self) -> tuple[Compliance, ...]:
        """The orders that are not done, or of which the Ombudsman has no proof that satisfies."""
        return tuple(one for one in self.orders if is_open(one))

    @property
    def is_over(self) -> bool:
        """Whether the Ombudsman decided and nothing that it wants is open."""
        return self.stage in OVER and not self.waiting


def is_open(one: Compliance) -> bool:
    """Whether an order is still owed, or its proof, or more proof."""
    return not one.is_done or one.sent_on is None or one.state == "more wanted"


def standing(
    timeline: Timeline, headings: Sequence[Heading], *, today: date, calendar: Calendar,
    due: Mapping[str, date] | None = None,
) -> Standing | None:  # fmt: skip
    """How a case stands with the Ombudsman; None where it is not with it at all."""
    said = timeline.standing(*BETWEEN)
    if not said:
        return None
    made = [item for item in said if DETERMINED in item.acts]
    found = compliance(timeline, headings, today=today, calendar=calendar, due=due)
    stage, since = _stage(said, made, found)
    return Standing(
        stage=stage, since=since, orders=found, last=said[-1],
        waiting=tuple(one for one in wanted(timeline) if not one.is_answered),
        determined=made[-1] if made else None,
    )  # fmt: skip


def _stage(
    said: Sequence[Item], made: Sequence[Item], found: Sequence[Compliance]
) -> tuple[Stage, Item]:
    first = next((one for one in found if is_open(one)), None)
    if first is not None:
        return "orders open", first.order.item
    after = said[said.index(made[-1]) + 1 :] if made else said
    for item in reversed(after):
        step = item.entry.facts.get("step")
        if ASKED in item.acts and step in ASKING:
            return ASKING[ASKING.index(step)], item
    if made:
        return ("complied" if found else "determined"), made[-1]
    return "approached", said[0]
