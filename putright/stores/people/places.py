"""Rows of homes and tenancies."""

from datetime import date
from uuid import UUID

from putright.stores.people.models import Home, Member, Tenancy


def add_home(
    *, landlord: UUID, address: str, postcode: str, uprn: str = "", area: str = "",
    patch: UUID | None = None,
) -> UUID:  # fmt: skip
    """A home."""
    return Home.objects.create(
        landlord_id=landlord, uprn=uprn, address=address, postcode=postcode, area=area,
        patch_id=patch,
    ).id  # fmt: skip


def add_tenancy(
    *, landlord: UUID, reference: str, home: UUID, starts_on: date, ends_on: date | None = None
) -> UUID:
    """A tenancy of a home."""
    return Tenancy.objects.create(
        landlord_id=landlord, reference=reference, home_id=home, starts_on=starts_on,
        ends_on=ends_on,
    ).id  # fmt: skip


def add_member(*, landlord: UUID, tenancy: UUID, person: UUID, part: str) -> None:
    """Somebody lives under a tenancy."""
    Member.objects.get_or_create(
        landlord_id=landlord, tenancy_id=tenancy, person_id=person, defaults={"part": part}
    )
