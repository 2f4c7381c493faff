"""Rows of people, written from their streams. The desk calls this."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from putright.core.facts.people import Known
from putright.stores.people.models import Person

BATCH = 1_000


def rewrite(
    *, landlord: UUID, person: UUID, known: Known, known_from: datetime | None, now: datetime,
    home: UUID | None = None,
) -> None:  # fmt: skip
    """Make the row say what the stream says."""
    told = _told(known, known_from, now)
    if home is not None:
        told["home_id"] = home
    Person.objects.update_or_create(id=person, landlord_id=landlord, defaults=told)


def add_many(
    *, landlord: UUID, people: Iterable[tuple[UUID, Known, UUID | None]], now: datetime
) -> None:
    """Rows of people who are new, each with what the stream says and the home."""
    rows = [
        Person(id=person, landlord_id=landlord, home_id=home, **_told(known, None, now))
        for person, known, home in people
    ]
    Person.objects.bulk_create(rows, batch_size=BATCH)


def _told(known: Known, known_from: datetime | None, now: datetime) -> dict[str, Any]:
    details = msgspec.to_builtins(known.details)
    if known.checked_at is not None:
        details["checked_at"] = known.checked_at.isoformat()
    if known.barred_at is not None:
        details["barred_from"] = known.barred_at.date().isoformat()
    if known_from is not None:
        details["known_from"] = known_from.date().isoformat()
    return {
        "name": known.details.name or "",
        "kind": known.details.kind or "resident",
        "organisation": known.details.organisation or "",
        "reference": known.details.reference or "",
        "details": details,
        "erased_at": now if known.is_erased else None,
    }
