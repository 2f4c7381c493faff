"""Rows of the directory of agencies."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from putright.stores.accounts.models import SecurityEvent
from putright.stores.people.models import Agency

CHANGED = "agency.changed"


class Desk(Struct, frozen=True, kw_only=True):
    """A desk of an agency as the directory has it."""

    id: UUID
    name: str
    kind: str
    areas: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    route: str = "email"
    address: str = ""
    higher: str = ""
    checked_on: date | None = None
    checked_by: UUID | None = None
    wrong_at: datetime | None = None
    wrong_why: str = ""


class Told(Struct, frozen=True, kw_only=True):
    """What somebody told of a desk."""

    name: str
    kind: str
    areas: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    route: str = "email"
    address: str = ""
    higher: str = ""


def listed(*, landlord: UUID) -> list[Desk]:
    """Every desk, by kind and name."""
    found = Agency.objects.filter(landlord_id=landlord).order_by("kind", "name")
    return [_desk(row) for row in found]


def find(*, landlord: UUID, agency: UUID) -> Desk | None:
    """One desk."""
    row = Agency.objects.filter(landlord_id=landlord, id=agency).first()
    return _desk(row) if row else None


def is_taken(*, landlord: UUID, name: str, by: UUID | None = None) -> bool:
    """Whether another desk has that name."""
    found = Agency.objects.filter(landlord_id=landlord, name__iexact=name)
    return found.exclude(id=by).exists() if by else found.exists()


def add(*, landlord: UUID, told: Told, user: UUID | None, now: datetime) -> UUID:
    """A desk that somebody has just looked up: it counts as checked today."""
    made = Agency.objects.create(
        landlord_id=landlord, **_columns(told), checked_on=now.date(), checked_by_id=user
    )
    _note(landlord, user, made.id, now)
    return made.id


def change(
    *, landlord: UUID, agency: UUID, told: Told, user: UUID | None, now: datetime
) -> None:  # fmt: skip
    """Put a desk right; that is a check too, and what was wrong with it is over."""
    found = Agency.objects.filter(landlord_id=landlord, id=agency)
    found.update(
        **_columns(told), checked_on=now.date(), checked_by_id=user, wrong_at=None, wrong_why=""
    )
    _note(landlord, user, agency, now)


def check(*, landlord: UUID, agency: UUID, user: UUID | None, now: datetime) -> None:
    """Somebody checked that all of it is right."""
    found = Agency.objects.filter(landlord_id=landlord, id=agency)
    found.update(checked_on=now.date(), checked_by_id=user, wrong_at=None, wrong_why="")
    _note(landlord, user, agency, now)


def mark_wrong(
    *, landlord: UUID, agency: UUID, why: str, user: UUID | None, now: datetime
) -> None:  # fmt: skip
    """Something about a desk is wrong."""
    found = Agency.objects.filter(landlord_id=landlord, id=agency)
    found.update(wrong_at=now, wrong_why=why[:400])
    _note(landlord, user, agency, now)


def _columns(told: Told) -> dict[str, Any]:
    return {
        "name": told.name,
        "kind": told.kind,
        "areas": list(told.areas),
        "postcodes": list(told.postcodes),
        "route": told.route,
        "address": told.address,
        "higher": told.higher,
    }


def _note(landlord: UUID, user: UUID | None, agency: UUID, now: datetime) -> None:
    """That the directory changed, by whom: a wrong address in it sends a case to strangers."""
    SecurityEvent.objects.create(
        landlord_id=landlord, at=now, what=CHANGED, actor_id=user, subject_id=agency
    )


def _desk(row: Agency) -> Desk:
    return Desk(
        id=row.id,
        name=row.name,
        kind=row.kind,
        areas=tuple(row.areas),
        postcodes=tuple(row.postcodes),
        route=row.route,
        address=row.address,
        higher=row.higher,
        checked_on=row.checked_on,
        checked_by=row.checked_by_id,
        wrong_at=row.wrong_at,
        wrong_why=row.wrong_why,
    )
