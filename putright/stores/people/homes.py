"""Rows of homes and tenancies, many at once: what an import reads and writes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from msgspec import Struct

from putright.stores.accounts.models import Patch
from putright.stores.people.models import Home, Member, Person, Tenancy

BATCH = 1_000
HOME_COLUMNS = ("uprn", "address", "postcode", "area", "patch_id")
TENANCY_COLUMNS = ("home_id", "starts_on", "ends_on")


class PersonNow(Struct, frozen=True):
    """A person as the row says, by its reference."""

    id: UUID
    reference: str
    name: str
    kind: str
    organisation: str
    home: UUID | None
    details: dict[str, Any]


def patches(*, landlord: UUID) -> dict[str, UUID]:
    """The patches by name, without regard to capitals."""
    found = Patch.objects.filter(landlord_id=landlord).values_list("name", "id")
    return {name.casefold(): id_ for name, id_ in found}


def homes_now(*, landlord: UUID) -> list[dict[str, Any]]:
    """Every home of the landlord."""
    found = Home.objects.filter(landlord_id=landlord)
    return [dict(row) for row in found.values("id", *HOME_COLUMNS)]


def homes_by_uprn(*, landlord: UUID) -> dict[str, UUID]:
    """The homes that have a national number."""
    found = Home.objects.filter(landlord_id=landlord).exclude(uprn="")
    return dict(found.values_list("uprn", "id"))


def people_by_reference(*, landlord: UUID) -> dict[str, UUID]:
    """The people who have a reference."""
    found = Person.objects.filter(landlord_id=landlord).exclude(reference="")
    return dict(found.values_list("reference", "id"))


def people_now(*, landlord: UUID) -> list[PersonNow]:
    """Everybody who has a reference, as the rows say."""
    found = Person.objects.filter(landlord_id=landlord, erased_at__isnull=True).exclude(
        reference=""
    )
    columns = ("id", "reference", "name", "kind", "organisation", "home_id", "details")
    return [PersonNow(*row) for row in found.values_list(*columns)]


def tenancies_now(*, landlord: UUID) -> list[dict[str, Any]]:
    """Every tenancy of the landlord."""
    found = Tenancy.objects.filter(landlord_id=landlord)
    return [dict(row) for row in found.values("id", "reference", *TENANCY_COLUMNS)]


def members_now(*, landlord: UUID) -> dict[tuple[UUID, UUID], str]:
    """Who lives under which tenancy, and as what."""
    found = Member.objects.filter(landlord_id=landlord)
    rows = found.values_list("tenancy_id", "person_id", "part")
    return {(tenancy, person): part for tenancy, person, part in rows}


def add_homes(*, landlord: UUID, homes: Iterable[Mapping[str, Any]]) -> list[UUID]:
    """Make homes."""
    rows = [Home(id=uuid4(), landlord_id=landlord, **home) for home in homes]
    Home.objects.bulk_create(rows, batch_size=BATCH)
    return [row.id for row in rows]


def change_homes(*, landlord: UUID, changes: Sequence[tuple[UUID, Mapping[str, Any]]]) -> None:
    """Change homes, each in what its mapping says."""
    for home, sets in changes:
        Home.objects.filter(landlord_id=landlord, id=home).update(**sets)


def add_tenancies(*, landlord: UUID, tenancies: Iterable[Mapping[str, Any]]) -> dict[str, UUID]:
    """Make tenancies; their ids by reference."""
    rows = [Tenancy(id=uuid4(), landlord_id=landlord, **told) for told in tenancies]
    Tenancy.objects.bulk_create(rows, batch_size=BATCH)
    return {row.reference: row.id for row in rows}


def change_tenancy(*, landlord: UUID, tenancy: UUID, sets: Mapping[str, Any]) -> None:
    """Change a tenancy in what the mapping says."""
    Tenancy.objects.filter(landlord_id=landlord, id=tenancy).update(**sets)


def add_members(*, landlord: UUID, members: Mapping[tuple[UUID, UUID], str]) -> None:
    """These people live under these tenancies, as the part says."""
    Member.objects.bulk_create(
        [
            Member(landlord_id=landlord, tenancy_id=tenancy, person_id=person, part=part)
            for (tenancy, person), part in members.items()
        ],
        batch_size=BATCH,
    )


def change_member(*, landlord: UUID, tenancy: UUID, person: UUID, part: str) -> None:
    """Somebody has another part in a tenancy now."""
    found = Member.objects.filter(landlord_id=landlord, tenancy_id=tenancy, person_id=person)
    found.update(part=part)
