"""What a pack says of what comes in: words that sound urgent, by when somebody looks at it, and who
leads on the post of restricted cases.
"""

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


class PostCircle(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who may read new post of people of a restricted case, besides those cleared for the case.

    Somebody who leads must always see it: a sender can be forged, and whoever is cleared can be
    whom it is about.
    """

    id: Literal["restricted"]
    leads: Literal["head of service", "team leader"]
    source: Source
    illustrative: bool = False
    in_force: Dates = Dates()
