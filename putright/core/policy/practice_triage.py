"""What a pack says of what comes in: words that sound urgent, and by when somebody looks at it."""

from typing import Literal

from msgspec import Struct

from putright.core.policy.rules import Dates, Source


class UrgentWords(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words of one sort that make what came in urgent; ``*`` at the end stands for any ending."""

    id: str
    says: str
    phrases: tuple[str, ...]
    in_force: Dates = Dates()


class TriageTime(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """By when what came in has a case, a person and a first step.

    With ``hours`` so many hours later, by day and by night; else by ``closes`` of the working day
    on which it came, or of the next where it came later than ``until``.
    """

    id: Literal["ordinary", "urgent"]
    source: Source
    hours: int = 0
    until: str = ""
    closes: str = ""
    illustrative: bool = False
    in_force: Dates = Dates()
