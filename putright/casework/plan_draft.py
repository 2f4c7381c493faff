"""The draft of an action plan: kept for all who work in the case; no plan until it is agreed."""

from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from putright.kit.say import _
from putright.stores.record import drafts

US = "us"
"""Who does a line of ours: the landlord, by the officer of the case."""


class Line(Struct, frozen=True, kw_only=True):
    """One line as it is being written; whatever is not settled yet is empty.

    ``who`` is ``us``, the key of somebody in the case, or a kind of agency. ``offered`` says that
    a resident offered to do it, unasked.
    """

    what: str
    who: str = ""
    due: date | None = None
    why: str = ""
    tool: str = ""
    offered: bool = False


class Draft(Struct, frozen=True, kw_only=True):
    """A plan as it is being written."""

    wants: str = ""
    cannot: str = ""
    advice: str = ""
    review_on: date | None = None
    lines: tuple[Line, ...] = ()


class Found(Struct, frozen=True):
    """A draft, when it was last changed, and by whom."""

    draft: Draft
    saved_at: datetime
    by: UUID


def found(*, landlord: UUID, case: UUID) -> Found | None:
    """The draft of a case, whoever of the staff wrote it last."""
    kept = drafts.shared(landlord=landlord, place=place_of(case))
    if kept is None:
        return None
    return Found(msgspec.convert(kept.fields, Draft), kept.saved_at, kept.by)


def keep(*, landlord: UUID, user: UUID, case: UUID, draft: Draft, now: datetime) -> None:
    """Keep a draft in place of the one before it."""
    fields: dict[str, Any] = msgspec.to_builtins(draft)
    drafts.share(
        landlord=landlord, user=user, place=place_of(case), case=case, fields=fields, now=now
    )


def forget(*, landlord: UUID, case: UUID) -> None:
    """The draft became a plan."""
    drafts.forget_shared(landlord=landlord, place=place_of(case))


def place_of(case: UUID) -> str:
    """Where it lies: no place of writing of one person is ever called so."""
    return f"PLAN:{case}"


def mark_of(draft: Draft) -> str:
    """What tells one state of a draft from another, for whoever agrees to what they read."""
    return sha256(msgspec.json.encode(draft)).hexdigest()[:16]


def lacks(draft: Draft, residents: frozenset[str], *, today: date) -> tuple[str, ...]:
    """What still keeps it from being agreed, in words; empty where nothing does."""
    said = [] if draft.lines else [_("It has no line yet.")]
    for number, line in enumerate(draft.lines, start=1):
        said += [_("Line {n}: {what}").format(n=number, what=each)
                 for each in _lacks(line, residents, today)]  # fmt: skip
    if draft.lines and draft.review_on is None:
        said.append(_("Say by which day you go through it together again."))
    if draft.review_on is not None and draft.review_on <= today:
        said.append(_("The day on which you go through it again must be still to come."))
    return tuple(said)


def _lacks(line: Line, residents: frozenset[str], today: date) -> list[str]:
    said = []
    if not line.who:
        said.append(_("say who does it."))
    if line.due is None:
        said.append(_("say by which day."))
    elif line.due < today:
        said.append(_("that day is over."))
    if line.who in residents and not line.offered:
        said.append(
            _("the resident owes us nothing for our help. Take it over, or say that they offered.")
        )
    return said
