"""What an entry can hold inside it: proof, pledges, claims, points, offers, others' counts."""

from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct


class Evidence(Struct, frozen=True, forbid_unknown_fields=True):
    """A thing that proves an entry: its kind, since when it can be shown, and who holds it."""

    kind: str
    received: date | None = None
    held_by: str = "landlord"


class Pledge(Struct, frozen=True, forbid_unknown_fields=True):
    """Something said to be done by a time: a promise, a demand with a date, or an order.

    ``due`` is the day that was named. ``after`` names the entry that must come first, where the
    promise was conditional. ``repeats`` names an earlier promise of the same thing: it keeps the
    first one's clock. ``does`` lists acts any of which keeps it; without, an entry says ``keeps``.

    A line of an action plan is a pledge too: ``who`` is somebody else than the landlord who is to
    do it (nothing of theirs is owed by the landlord), ``why`` what it is for, ``tool`` the tool of
    the toolkit that it uses. ``agency`` is the kind of agency that is to be asked, where the
    promise is to ask one; which request keeps it, only the entry itself can say.

    An order of money ``includes_offers`` or does not, and None where it leaves that unsaid. Of an
    order ``kind`` is the kind that a person chose, ``ref`` the paragraph in which it stands.
    """

    id: str
    what: str
    due: date | None = None
    within: str = ""
    after: str = ""
    repeats: str = ""
    does: tuple[str, ...] = ()
    head: str = ""
    amount: Decimal | None = None
    includes_offers: bool | None = None
    who: str = ""
    why: str = ""
    tool: str = ""
    agency: str = ""
    kind: str = ""
    ref: str = ""


class Claim(Struct, frozen=True, forbid_unknown_fields=True):
    """A statement of fact inside a letter or note, put so that a timeline can be held against it.

    One of three forms: ``of`` with ``on`` dates another entry; ``did`` says that an act (or any of
    a list of steps) was done; ``none`` says that no such act fell between ``start`` and ``end``
    (where ``kinds`` are given, none of those kinds).
    """

    what: str
    of: str = ""
    on: date | None = None
    did: str = ""
    none: str = ""
    kinds: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None


class Point(Struct, frozen=True, forbid_unknown_fields=True):
    """A point that a complaint raises."""

    id: str
    what: str


class Decision(Struct, frozen=True, forbid_unknown_fields=True):
    """What a response said on one point: the decision, the reasons and the remedy it gave."""

    point: str
    decision: Literal["upheld", "partly upheld", "not upheld", "none given"] = "none given"
    reasons: str = ""
    remedy: str = ""


class Offer(Struct, frozen=True, forbid_unknown_fields=True):
    """Money offered for one heading, in pounds: added to what was offered, or the whole of it."""

    head: str
    amount: Decimal
    how: Literal["adds", "in all", "repeats"] = "adds"


class Count(Struct, frozen=True, forbid_unknown_fields=True):
    """A count of working days that somebody else gave between two entries, kept beside ours."""

    start: str
    end: str
    days: int


class Answer(Struct, frozen=True, forbid_unknown_fields=True):
    """One answer of a set of questions (``Entry.form``): a risk question, a criterion for a move,
    a line of the closing checklist.

    ``answer`` is the key of the answer, ``says`` what the resident said or the reasons, in words,
    ``points`` what the answer counted by the question set of that day.
    """

    question: str
    answer: str
    says: str = ""
    points: int = 0


class ToolUse(Struct, frozen=True, forbid_unknown_fields=True):
    """What became of one tool of the toolkit, and why."""

    tool: str
    outcome: Literal["offered", "done", "refused", "not used"]
    reason: str = ""


class Cost(Struct, frozen=True, forbid_unknown_fields=True):
    """Money that somebody spent, in pounds: what for, and the day it was paid where known."""

    what: str
    amount: Decimal
    paid_on: date | None = None
