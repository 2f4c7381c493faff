"""What happened to accounts and rights, one row each: ids and verbs, no names and no words."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from putright.stores.accounts.models import SecurityEvent


def write(
    what: str,
    *,
    landlord: UUID | None,
    at: datetime,
    actor: UUID | None = None,
    subject: UUID | None = None,
    detail: dict[str, str] | None = None,
) -> None:
    """Put one event into the log; nothing changes or deletes it."""
    SecurityEvent.objects.create(
        landlord_id=landlord,
        at=at,
        what=what,
        actor_id=actor,
        subject_id=subject,
        detail=detail or {},
    )


def of_kinds(landlord: UUID, kinds: Iterable[str], *, since: datetime) -> list[SecurityEvent]:
    """The landlord's events of these kinds since then, oldest first."""
    found = SecurityEvent.objects.filter(landlord_id=landlord, what__in=kinds, at__gte=since)
    return list(found.order_by("at", "id"))
