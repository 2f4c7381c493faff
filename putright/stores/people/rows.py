"""Rows of people, written from their streams. The desk calls this."""

from datetime import datetime
from uuid import UUID

import msgspec

from putright.core.facts.people import Known
from putright.stores.people.models import Person


def rewrite(
    *, landlord: UUID, person: UUID, known: Known, known_from: datetime | None, now: datetime,
    home: UUID | None = None,
) -> None:  # fmt: skip
    """Make the row say what the stream says."""
    details = msgspec.to_builtins(known.details)
    if known.checked_at is not None:
        details["checked_at"] = known.checked_at.isoformat()
    if known_from is not None:
        details["known_from"] = known_from.date().isoformat()
    told = {
        "name": known.details.name or "",
        "kind": known.details.kind or "resident",
        "organisation": known.details.organisation or "",
        "reference": known.details.reference or "",
        "details": details,
        "erased_at": now if known.is_erased else None,
    }
    if home is not None:
        told["home_id"] = home
    Person.objects.update_or_create(id=person, landlord_id=landlord, defaults=told)
