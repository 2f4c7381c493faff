"""Who works here, who is here today, and who acts for whom."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db.models import Q
from msgspec import Struct

from putright.casework.actor import Actor
from putright.casework.cover import Post, Staffing, TimeAway
from putright.stores.accounts.models import Away, Patch, RoleHeld, User


class Colleague(Struct, frozen=True):
    """A member of staff as colleagues see one."""

    id: UUID
    name: str
    roles: tuple[str, ...]
    is_active: bool


def actor_of(user: User, *, today: date) -> Actor:
    """The actor that a signed-in account is today: its roles, teams, and whom it stands in for."""
    held = [role for role in _roles(user.landlord_id, today) if role.user_id == user.id]
    staffing = staffing_of(user.landlord_id, today=today)
    return Actor(
        user_id=user.id,
        landlord_id=user.landlord_id,
        name=user.name,
        roles=frozenset(role.role for role in held),
        everywhere=frozenset(role.role for role in held if role.team_id is None),
        teams=frozenset(role.team_id for role in held if role.team_id is not None),
        in_teams=frozenset((role.team_id, role.role) for role in held if role.team_id is not None),
        stands_in_for=frozenset(
            one.user
            for one in staffing.away
            if one.holds_on(today) and staffing.acting_for(one.user) == user.id
        ),
    )


def staffing_of(landlord: UUID, *, today: date) -> Staffing:
    """Everybody of a landlord as of today: what ``cover`` works out who acts from."""
    leaders: dict[UUID, list[UUID]] = defaultdict(list)
    holders: dict[str, list[UUID]] = defaultdict(list)
    members: dict[UUID, list[UUID]] = defaultdict(list)
    for role in _roles(landlord, today):
        holders[role.role].append(role.user_id)
        if role.role == "team leader" and role.team_id is not None:
            leaders[role.team_id].append(role.user_id)
        if role.team_id is not None:
            members[role.team_id].append(role.user_id)
    here = User.objects.filter(landlord_id=landlord, is_active=True).values_list("id", flat=True)
    return Staffing(
        day=today,
        here=frozenset(here),
        away=tuple(_times_away(landlord)),
        posts=tuple(_posts(landlord)),
        leaders={team: tuple(users) for team, users in leaders.items()},
        heads=tuple(holders["head of service"]),
        holders={role: tuple(users) for role, users in holders.items()},
        members={team: tuple(dict.fromkeys(users)) for team, users in members.items()},
    )


def colleagues(actor: Actor, *, today: date) -> list[Colleague]:
    """Everybody who works for the same landlord, by name."""
    return colleagues_of(actor.landlord_id, today=today)


def colleagues_of(landlord: UUID, *, today: date) -> list[Colleague]:
    """Everybody who works for a landlord, by name."""
    roles: dict[UUID, list[str]] = defaultdict(list)
    for held in _roles(landlord, today):
        roles[held.user_id].append(held.role)
    found = User.objects.filter(landlord_id=landlord).order_by("name", "id")
    return [Colleague(user.id, user.name, tuple(roles[user.id]), user.is_active) for user in found]


def names_of(landlord: UUID) -> dict[UUID, str]:
    """The name of each member of staff, also of those who left."""
    return dict(User.objects.filter(landlord_id=landlord).values_list("id", "name"))


def _roles(landlord: UUID, today: date) -> list[RoleHeld]:
    found = RoleHeld.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today),
        landlord_id=landlord,
        starts_on__lte=today,
        user__is_active=True,
    )
    return list(found.order_by("id"))


def _times_away(landlord: UUID) -> list[TimeAway]:
    found = Away.objects.filter(landlord_id=landlord, ended_early_at__isnull=True)
    return [
        TimeAway(
            away.user_id,
            away.starts_on,
            away.ends_on,
            away.cover_id,
            away.is_leaving,
            away.told_by_id,
            away.id,
        )
        for away in found.order_by("starts_on", "id")
    ]


def _posts(landlord: UUID) -> list[Post]:
    found = Patch.objects.filter(landlord_id=landlord).order_by("name", "id")
    return [
        Post(patch.id, patch.name, patch.team_id, patch.officer_id, patch.cover_id)
        for patch in found
    ]
