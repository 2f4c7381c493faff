"""One entry of a timeline: what happened, when, between whom, and what shows it."""

from datetime import date, datetime
from typing import Literal

from msgspec import Struct, field

from putright.core.events.parts import (
    Answer,
    Claim,
    Cost,
    Count,
    Decision,
    Evidence,
    Offer,
    Pledge,
    Point,
    ToolUse,
)

Side = Literal["resident", "helper", "landlord", "agency", "other party", "ombudsman", "anonymous"]
HOUSEHOLD: frozenset[Side] = frozenset({"resident", "helper"})
"""The sides that a resident's words come from: hers, and whoever speaks for her."""


class Person(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody in the case, named by part played, never by name.

    ``side``: resident (she and her household), helper (support worker, councillor, relative),
    landlord, agency, other party (who is complained of), ombudsman, anonymous (somebody whom
    nobody can answer). ``needs`` and ``cannot_use`` are known since ``known_from``, the latter
    since ``barred_from`` where that is given. ``area`` is where the home is; ``serves`` lists the
    areas that an agency's desk covers.
    """

    id: str
    side: Side
    role: str = ""
    needs: tuple[str, ...] = ()
    child: bool = False
    known_from: date | None = None
    area: str = ""
    serves: tuple[str, ...] = ()
    grade: int = 0
    trained: tuple[str, ...] = ()
    cannot_use: tuple[str, ...] = ()
    barred_from: date | None = None
    prefers: tuple[str, ...] = ()
    household: str = ""


class Entry(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What happened once, as it goes into the timeline; never edited, only followed by others.

    When it happened is ``at`` (to the minute), ``on`` (a day) or ``between`` two days; an entry
    known only from another (``told_in``) may have none. When it was written down is
    ``recorded_at`` or ``recorded_on``, else the moment it happened. ``answers`` are entries whose
    matter this one deals with; ``replies_to`` those it responds to without dealing with them.
    ``form`` names the set of questions that ``given`` answers, with its version. ``drops`` are
    pledges that a review agreed to give up, with the reason.
    """

    id: str
    does: tuple[str, ...]
    text: str = ""
    on: date | None = None
    at: datetime | None = None
    between: tuple[date, date] | None = None
    recorded_on: date | None = None
    recorded_at: datetime | None = None
    by: str = "landlord"
    to: tuple[str, ...] = ()
    channel: str = ""
    about: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    # what shows it, and what it stands against
    evidence: tuple[Evidence, ...] = ()
    told_in: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    corrects: str = ""
    # how it hangs together with others
    answers: tuple[str, ...] = ()
    replies_to: tuple[str, ...] = ()
    repeats: str = ""
    passes_on: str = ""
    keeps: tuple[str, ...] = ()
    # what was told, asked, given
    kinds: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    victims: tuple[str, ...] = ()
    incident_on: date | None = None
    asks: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    dissatisfied: bool = False
    held_up_by: str = ""
    # assessment, works, forms, schedules
    level: str = ""
    every: str = ""
    safety: bool = False
    for_whom: str = ""
    reason: str = ""
    until: date | None = None
    # a set of questions answered, tools weighed, money spent, lines of a plan that fall away
    form: str = ""
    given: tuple[Answer, ...] = ()
    tools: tuple[ToolUse, ...] = ()
    costs: tuple[Cost, ...] = ()
    drops: tuple[str, ...] = ()
    # complaint
    complaint: str = ""
    stage: int = 0
    about_staff: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    decides: tuple[Decision, ...] = ()
    admits: tuple[str, ...] = ()
    # pledges and statements inside it
    promises: tuple[Pledge, ...] = ()
    wants: tuple[Pledge, ...] = ()
    orders: tuple[Pledge, ...] = ()
    claims: tuple[Claim, ...] = ()
    offers: tuple[Offer, ...] = ()
    counts: tuple[Count, ...] = ()
    # anything a pack of another duty asks for
    facts: dict[str, str | int | bool] = field(default_factory=dict)

    @property
    def responds_to(self) -> tuple[str, ...]:
        """The entries that it answers or replies to."""
        return (*self.answers, *self.replies_to)

    @property
    def pledges(self) -> tuple[Pledge, ...]:
        """What it promises, what was wanted, what was ordered."""
        return (*self.promises, *self.wants, *self.orders)
