"""Rows of cases: made, assigned, restricted, with the parts people play. The desk calls this."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from msgspec import Struct

from putright.stores.record.models import Case, Clearance, Party

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No letter that is read as another; a reference tells nothing of how many cases there are."""


class NewParty(Struct, frozen=True, kw_only=True):
    """Who plays which part in a case; ``core`` is what an imported file said of the person."""

    key: str
    side: str
    role: str = ""
    person: UUID | None = None
    user: UUID | None = None
    core: dict[str, Any] = {}


class NewCase(Struct, frozen=True, kw_only=True):
    """What a case begins with."""

    id: UUID
    title: str
    team: UUID
    officer: UUID | None = None
    home: UUID | None = None
    reference: str = ""
    is_restricted: bool = False
    imported: dict[str, Any] = {}
    opened_at: datetime | None = None


def make(*, landlord: UUID, prefix: str, case: NewCase, now: datetime) -> Case:
    """A case with a reference of its own."""
    return Case.objects.create(
        id=case.id,
        landlord_id=landlord,
        reference=case.reference or _reference(landlord, prefix),
        title=case.title,
        home_id=case.home,
        team_id=case.team,
        officer_id=case.officer,
        is_restricted=case.is_restricted,
        imported=case.imported,
        opened_at=case.opened_at or now,
    )


def add_party(*, landlord: UUID, case: UUID, party: NewParty) -> None:
    """Somebody plays a part; a key that is there already stays as it was."""
    Party.objects.get_or_create(
        landlord_id=landlord,
        case_id=case,
        key=party.key,
        defaults={
            "side": party.side,
            "role": party.role,
            "person_id": party.person,
            "user_id": party.user,
            "core": party.core,
        },
    )


def name_party(
    *, landlord: UUID, case: UUID, key: str, person: UUID, role: str, core: dict[str, Any]
) -> None:
    """Say who plays a part that nobody was known to play."""
    parts = Party.objects.filter(landlord_id=landlord, case_id=case, key=key, person__isnull=True)
    parts.update(person_id=person, role=role, core=core)


def forget_names(*, landlord: UUID, case: UUID, keys: Iterable[str]) -> None:
    """Take the names away that are kept for these parts of a case alone."""
    _without_names(Party.objects.filter(landlord_id=landlord, case_id=case, key__in=list(keys)))


def cases_of(*, landlord: UUID, person: UUID) -> list[UUID]:
    """The cases in which a person plays a part."""
    found = Party.objects.filter(landlord_id=landlord, person_id=person)
    return list(found.order_by("case_id").values_list("case_id", flat=True).distinct())


def forget_names_of(*, landlord: UUID, person: UUID) -> None:
    """Take the names away that are kept for the parts of one person."""
    _without_names(Party.objects.filter(landlord_id=landlord, person_id=person))


def _without_names(parts: QuerySet[Party]) -> None:
    for part in parts.filter(core__has_key="name"):
        part.core = {name: value for name, value in part.core.items() if name != "name"}
        part.save(update_fields=["core"])


def clear(
    *,
    landlord: UUID,
    case: UUID,
    user: UUID,
    now: datetime,
    until: datetime | None = None,
    given_by: UUID | None = None,
    broke_glass: bool = False,
    why: str = "",
) -> None:
    """Let somebody see a restricted case."""
    Clearance.objects.create(
        landlord_id=landlord,
        case_id=case,
        user_id=user,
        starts_at=now,
        ends_at=until,
        given_by_id=given_by,
        broke_glass=broke_glass,
        why=why,
    )


def end_clearance(*, landlord: UUID, case: UUID, user: UUID, now: datetime) -> None:
    """From now on that person sees a restricted case no more, nor by the reason they gave."""
    held = Clearance.objects.filter(landlord_id=landlord, case_id=case, user_id=user)
    held.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now)).update(ends_at=now)


def assign(*, landlord: UUID, case: UUID, officer: UUID | None, team: UUID) -> None:
    """Whose case it is from now on."""
    Case.objects.filter(landlord_id=landlord, id=case).update(officer_id=officer, team_id=team)


def team_of(*, landlord: UUID, case: UUID) -> UUID:
    """The team that a case is with."""
    return Case.objects.values_list("team_id", flat=True).get(landlord_id=landlord, id=case)


def restrict(*, landlord: UUID, case: UUID, is_restricted: bool) -> None:
    """Draw the circles round a case, or take them away."""
    Case.objects.filter(landlord_id=landlord, id=case).update(is_restricted=is_restricted)


def _reference(landlord: UUID, prefix: str) -> str:
    while True:
        drawn = "".join(secrets.choice(LETTERS) for _ in range(5))
        reference = f"{prefix}-{drawn}"
        if not Case.objects.filter(landlord_id=landlord, reference=reference).exists():
            return reference
