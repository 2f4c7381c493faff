"""Rows about people that are no part of a stream: safe addresses, and stakes of staff."""

from datetime import date, datetime
from uuid import UUID

from putright.stores.accounts.models import SecurityEvent
from putright.stores.people.models import Interest, SafeAddress


def set_safe_address(
    *, landlord: UUID, person: UUID, address: str, since: date, how: str, user: UUID | None,
    now: datetime,
) -> None:  # fmt: skip
    """From now on the person is kept safe at that address; the one before is ended, not lost."""
    end_safe_address(landlord=landlord, person=person, now=now)
    SafeAddress.objects.create(
        landlord_id=landlord, person_id=person, address=address, since=since, how=how,
        told_by_id=user, told_at=now,
    )  # fmt: skip


def end_safe_address(*, landlord: UUID, person: UUID, now: datetime) -> bool:
    """The person's address is held back no longer; whether there was one."""
    found = SafeAddress.objects.filter(
        landlord_id=landlord, person_id=person, ended_at__isnull=True
    )
    return bool(found.update(ended_at=now))


def tell_interest(
    *, landlord: UUID, user: UUID, why: str, now: datetime,
    person: UUID | None = None, home: UUID | None = None,
) -> None:  # fmt: skip
    """A member of staff has a stake in a person or a home: for them their cases are not there."""
    Interest.objects.create(
        landlord_id=landlord, user_id=user, person_id=person, home_id=home, why=why, told_at=now
    )
    SecurityEvent.objects.create(
        landlord_id=landlord, at=now, what="interest.told", actor_id=user, subject_id=person or home
    )


def note_import(
    *, landlord: UUID, user: UUID | None, now: datetime, counts: dict[str, str | int]
) -> None:
    """That a file was brought in, and how much it did."""
    SecurityEvent.objects.create(
        landlord_id=landlord, at=now, what="people.imported", actor_id=user, detail=counts
    )
