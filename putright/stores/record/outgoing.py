"""Rows of letters and messages that are being written, until they are sent or dropped."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from msgspec import Struct

from putright.stores.record.models import Outgoing

OPEN = ("writing", "asked", "agreed")
"""States in which a letter can still go out."""


class Begun(Struct, frozen=True, kw_only=True):
    """A letter as it is begun: what it says, to whom, and what sending it writes down."""

    case: UUID
    kind: str
    party: str
    title: str
    body: str
    entries: Sequence[dict[str, Any]]
    permission: str
    channel: str = ""
    language: str = "en"
    needs_second: bool = False
    complaint: str = ""
    leads_to: str = ""
    english: UUID | None = None


def begin(*, landlord: UUID, user: UUID, begun: Begun, now: datetime) -> UUID:
    """Keep a new letter; returns its id."""
    row = Outgoing.objects.create(
        id=uuid4(),
        landlord_id=landlord,
        case_id=begun.case,
        kind=begun.kind,
        language=begun.language,
        party=begun.party,
        channel=begun.channel,
        title=begun.title,
        body=begun.body,
        entries=list(begun.entries),
        permission=begun.permission,
        needs_second=begun.needs_second,
        complaint=begun.complaint,
        leads_to=begun.leads_to,
        english_id=begun.english,
        begun_by_id=user,
        changed_by_id=user,
        changed_at=now,
    )
    return row.id
