"""The draft of an answer to a complaint: shared by whoever works on it."""

from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from putright.core.events.entry import Entry
from putright.core.practice.complaints import RESPONDED
from putright.core.practice.response import Response
from putright.stores.record import drafts


class Found(Struct, frozen=True):
    """A draft, when it was last changed, and by whom."""

    response: Response
    saved_at: datetime
    by: UUID


def found(*, landlord: UUID, case: UUID, complaint: str, stage: int) -> Found | None:
    """The draft of a stage's answer, whoever of the staff wrote it last."""
    kept = drafts.shared(landlord=landlord, place=place_of(case, complaint, stage))
    if kept is None:
        return None
    return Found(msgspec.convert(kept.fields, Response), kept.saved_at, kept.by)


def keep(
    *, landlord: UUID, user: UUID, case: UUID, complaint: str, stage: int, response: Response,
    now: datetime,
) -> None:  # fmt: skip
    """Keep a draft in place of the one before it."""
    fields: dict[str, Any] = msgspec.to_builtins(response)
    place = place_of(case, complaint, stage)
    drafts.share(landlord=landlord, user=user, place=place, case=case, fields=fields, now=now)


def sent(*, landlord: UUID, case: UUID, entry: Entry) -> None:
    """What the draft became is on record: it is not kept a second time."""
    if RESPONDED in entry.does:
        drafts.forget_shared(landlord=landlord, place=place_of(case, entry.complaint, entry.stage))


def place_of(case: UUID, complaint: str, stage: int) -> str:
    """Where it lies: no place of writing of one person is ever called so."""
    named = sha256(complaint.encode()).hexdigest()[:16]
    return f"RESPONSE:{case}:{named}:{stage}"


def mark_of(response: Response) -> str:
    """What tells one state of a draft from another, for whoever writes over it."""
    return sha256(msgspec.json.encode(response)).hexdigest()[:16]
