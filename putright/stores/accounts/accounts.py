"""Writing accounts: who there is, what they may, and the way to a first or a new password."""

import uuid
from datetime import date
from uuid import UUID

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db.models import Q
from msgspec import Struct

from putright.stores.accounts.models import Landlord, RoleHeld, Team, User


class ResetTokens(PasswordResetTokenGenerator):
    """One-time keys to set a password by; any sign-in or new password makes older ones void."""

    key_salt = "putright.stores.accounts.ResetTokens"


class Made(Struct, frozen=True):
    """An account that was made, or how it stands."""

    user_id: UUID
    email: str
    name: str
    is_active: bool


class Holding(Struct, frozen=True):
    """A role held in a team, or (without) everywhere, from a day to a day."""

    role: str
    team: UUID | None
    starts_on: date
    ends_on: date | None


def make(*, landlord: UUID, email: str, name: str) -> Made:
    """An account without a password: its one-time link sets the first."""
    user = User(
        id=uuid.uuid4(), landlord_id=landlord, email=normal(email), name=name, is_active=True
    )
    user.username = str(user.id)
    user.set_unusable_password()
    user.save(force_insert=True)
    return _made(user)


def normal(email: str) -> str:
    """The way an email address is kept and compared."""
    return email.strip().lower()


def is_taken(landlord: UUID, email: str) -> bool:
    """Whether somebody at this landlord signs in by that address."""
    return User.objects.filter(landlord_id=landlord, email__iexact=normal(email)).exists()


def find(landlord: UUID, user: UUID) -> Made | None:
    """The account, if it is this landlord's; locked until the transaction ends."""
    found = User.objects.select_for_update().filter(landlord_id=landlord, id=user).first()
    return _made(found) if found else None


def set_active(landlord: UUID, user: UUID, *, active: bool) -> None:
    """Let somebody sign in, or stop them."""
    User.objects.filter(landlord_id=landlord, id=user).update(is_active=active)


def hold(landlord: UUID, user: UUID, holding: Holding) -> int:
    """Give a role; the number of its row."""
    made = RoleHeld.objects.create(
        landlord_id=landlord,
        user_id=user,
        role=holding.role,
        team_id=holding.team,
        starts_on=holding.starts_on,
        ends_on=holding.ends_on,
    )
    return int(made.pk)


def end_role(landlord: UUID, user: UUID, number: int, *, last_day: date) -> str | None:
    """Let a role end; its name, or None if nobody holds it so. It counts until that day is over."""
    held = RoleHeld.objects.filter(landlord_id=landlord, user_id=user, pk=number).first()
    if held is None:
        return None
    held.ends_on = last_day
    held.starts_on = min(held.starts_on, last_day)
    held.save(update_fields=["ends_on", "starts_on"])
    return str(held.role)


def roles_of(landlord: UUID, *, today: date) -> list[RoleHeld]:
    """The roles held today or later by anybody of the landlord."""
    found = RoleHeld.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today), landlord_id=landlord
    )
    return list(found.select_related("team").order_by("starts_on", "id"))


def administrators(landlord: UUID, *, today: date) -> set[UUID]:
    """Who can administer accounts now, with no last day in sight."""
    found = RoleHeld.objects.select_for_update().filter(
        landlord_id=landlord,
        role="administrator",
        starts_on__lte=today,
        ends_on__isnull=True,
        user__is_active=True,
    )
    return {held.user_id for held in found}


def teams(landlord: UUID) -> list[tuple[UUID, str]]:
    """The landlord's teams by name."""
    return list(
        Team.objects.filter(landlord_id=landlord).order_by("name").values_list("id", "name")
    )


def everybody(landlord: UUID) -> list[User]:
    """The landlord's accounts, those that may sign in first."""
    return list(User.objects.filter(landlord_id=landlord).order_by("-is_active", "name", "id"))


def set_preferences(landlord: UUID, user: UUID, *, single_keys: bool, initials_only: bool) -> None:
    """How somebody wants the pages to be."""
    User.objects.filter(landlord_id=landlord, id=user).update(
        single_keys=single_keys, initials_only=initials_only
    )


def preferences(landlord: UUID, user: UUID) -> tuple[bool, bool]:
    """Single-letter keys, and initials alone."""
    found = User.objects.get(landlord_id=landlord, id=user)
    return found.single_keys, found.initials_only


def reset_token(landlord: UUID, user: UUID) -> str:
    """A one-time key to set a password by, good for as long as the settings say."""
    return ResetTokens().make_token(User.objects.get(landlord_id=landlord, id=user))


def has_own_password(landlord: UUID) -> bool:
    """Whether this landlord's staff sign in here, not with their work account elsewhere."""
    oidc: dict[str, str] = settings.OIDC
    if not oidc:
        return True
    return not Landlord.objects.filter(id=landlord, slug=oidc["landlord"]).exists()


def active_by_email(email: str) -> list[User]:
    """Everybody who may sign in by this address and a password of ours, at whichever landlord."""
    found = User.objects.filter(email__iexact=normal(email), is_active=True)
    oidc: dict[str, str] = settings.OIDC
    if oidc:
        found = found.exclude(landlord__slug=oidc["landlord"])
    return list(found.select_related("landlord").order_by("landlord__slug"))


def _made(user: User) -> Made:
    return Made(user.id, user.email, user.name, user.is_active)
