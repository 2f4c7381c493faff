"""Rows of landlords, staff, teams, patches and times away, written for the actions."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.contrib.auth.hashers import make_password
from django.db.models import Q
from msgspec import Struct

from putright.stores.accounts.models import Away, Landlord, Patch, RoleHeld, Team, User


class NewLandlord(Struct, frozen=True, kw_only=True):
    """What a landlord begins with."""

    slug: str
    name: str
    prefix: str
    pack: str = ""
    phone: str = ""
    is_sample: bool = False


def landlord_of(slug: str) -> UUID | None:
    """The landlord with that short name."""
    return Landlord.objects.filter(slug=slug).values_list("id", flat=True).first()


def landlords() -> list[tuple[UUID, str, bool]]:
    """Every landlord of the installation: id, name, whether it is a sample."""
    return list(Landlord.objects.order_by("name", "id").values_list("id", "name", "is_sample"))


def add_landlord(new: NewLandlord, *, id: UUID) -> UUID:  # noqa: A002 - the field's word
    """A landlord with nobody in it yet."""
    return Landlord.objects.create(
        id=id,
        **{name: getattr(new, name) for name in NewLandlord.__struct_fields__},
    ).id


def add_team(*, landlord: UUID, name: str) -> UUID:
    """A team."""
    return Team.objects.create(landlord_id=landlord, name=name).id


def add_user(
    *, landlord: UUID, name: str, email: str, skips_second_factor: bool = False,
    is_active: bool = True,
) -> UUID:  # fmt: skip
    """An account that nobody can sign in to until it has a password."""
    key = uuid4()
    User.objects.create(
        id=key,
        landlord_id=landlord,
        username=str(key),
        name=name,
        email=email.lower(),
        password=make_password(None),
        skips_second_factor=skips_second_factor,
        is_active=is_active,
    )
    return key


def set_password_of_samples(*, landlord: UUID, password: str) -> list[tuple[str, str]]:
    """Give every working account of a sample landlord that password; returns names and emails.

    Raises ``ValueError`` for a landlord that is not a sample.
    """
    if not Landlord.objects.filter(id=landlord, is_sample=True).exists():
        raise ValueError("only a sample landlord's accounts share a password")
    hashed = make_password(password)
    users = User.objects.filter(landlord_id=landlord, is_active=True, skips_second_factor=True)
    users.update(password=hashed)
    return list(users.order_by("name").values_list("name", "email"))


def give_role(
    *, landlord: UUID, user: UUID, role: str, starts_on: date, team: UUID | None = None,
    ends_on: date | None = None,
) -> None:  # fmt: skip
    """A role from a day on, in one team or everywhere."""
    RoleHeld.objects.create(
        landlord_id=landlord, user_id=user, role=role, team_id=team, starts_on=starts_on,
        ends_on=ends_on,
    )  # fmt: skip


def add_patch(*, landlord: UUID, name: str, team: UUID, officer: UUID | None, cover: UUID) -> UUID:
    """A patch; it cannot be without a cover."""
    return Patch.objects.create(
        landlord_id=landlord, name=name, team_id=team, officer_id=officer, cover_id=cover
    ).id


def set_patch(*, landlord: UUID, patch: UUID, officer: UUID | None, cover: UUID) -> None:
    """Who holds a patch (None: vacant) and who covers it."""
    Patch.objects.filter(landlord_id=landlord, id=patch).update(officer_id=officer, cover_id=cover)


def add_away(
    *, landlord: UUID, user: UUID, starts_on: date, ends_on: date | None, cover: UUID,
    told_by: UUID, told_at: datetime, is_leaving: bool = False,
) -> int:  # fmt: skip
    """Somebody is not there, and who acts meanwhile."""
    return Away.objects.create(
        landlord_id=landlord, user_id=user, starts_on=starts_on, ends_on=ends_on, cover_id=cover,
        told_by_id=told_by, told_at=told_at, is_leaving=is_leaving,
    ).pk  # fmt: skip


def end_away(*, landlord: UUID, away: int, now: datetime) -> None:
    """Back before the day: from now on the person acts again."""
    Away.objects.filter(landlord_id=landlord, id=away).update(ended_early_at=now)


def end_roles(*, landlord: UUID, user: UUID, last_day: date) -> None:
    """Let every role that somebody still holds end with that day."""
    held = RoleHeld.objects.filter(landlord_id=landlord, user_id=user)
    held.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=last_day)).update(ends_on=last_day)


def patch_of(*, landlord: UUID, patch: UUID) -> tuple[str, UUID, UUID | None, UUID] | None:
    """Name, team, officer and cover of a patch; None where there is none such."""
    found = Patch.objects.filter(landlord_id=landlord, id=patch)
    return found.values_list("name", "team_id", "officer_id", "cover_id").first()
