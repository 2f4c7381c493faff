"""Keeping what somebody is writing, so that no crash and no time-out loses it."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.queries import cases
from putright.casework.queries.drafts import was_sent
from putright.casework.refused import Refused
from putright.kit.say import _
from putright.stores.record import drafts

PLACE = re.compile(r"[a-z][a-z.-]{0,39}(?::(?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))?")
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "once", "seen", "kept_files"})
ENOUGH = 20
"""A text of this many letters or fewer is quicker written again than found."""
MOST = 200_000


def keep(
    *, actor: Actor, place: str, fields: Mapping[str, Sequence[str]], now: datetime,
    case: UUID | None = None,
) -> bool:  # fmt: skip
    """Keep what is being written; False where there is too little of it, or it was saved already.

    ``case`` is asked for, so that nobody keeps words about a case that they may not see. A draft
    can come while or after the form it was typed in is saved: so that is asked before and after.
    """
    permissions.check(actor, "draft.keep")
    if not PLACE.fullmatch(place):
        raise Refused(_("There is no such place to write in."))
    if case is not None:
        cases.near_to(actor, case, now=now)
    told = {
        name.replace("\0", ""): [value.replace("\0", "") for value in values]
        for name, values in fields.items()
        if name not in NOT_KEPT
    }
    letters = _letters(told)
    if letters > MOST:
        raise Refused(_("The text is too long to be kept as a draft. Save it soon."))
    if letters <= ENOUGH or _was_sent(actor, fields):
        return False
    drafts.keep(
        landlord=actor.landlord_id, user=actor.user_id, place=place, case=case, fields=told, now=now
    )
    if _was_sent(actor, fields):
        drafts.forget(landlord=actor.landlord_id, user=actor.user_id, place=place)
        return False
    return True


def _was_sent(actor: Actor, fields: Mapping[str, Sequence[str]]) -> bool:
    """Whether the form of these fields, by its one-use id, was saved."""
    try:
        form = UUID(next(iter(fields.get("once", ())), ""))
    except ValueError:
        return False
    return was_sent(actor, form)


def forget(*, actor: Actor, place: str) -> None:
    """The text was sent, or is not wanted; only its author can say so."""
    if not PLACE.fullmatch(place):
        return
    drafts.forget(landlord=actor.landlord_id, user=actor.user_id, place=place)


def case_of(place: str) -> UUID | None:
    """The case that a place of writing belongs to; a new report belongs to none yet."""
    found = PLACE.fullmatch(place)
    if found is None or found["id"] is None or place.startswith("report:"):
        return None
    return UUID(found["id"])


def _letters(told: Mapping[str, Any]) -> int:
    return sum(len(value) for values in told.values() for value in values)
