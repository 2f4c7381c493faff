"""Who works here, who is here today, and who acts for whom."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q
from msgspec import Struct

from putright.casework.actor import Actor
from putright.casework.cover import Post, Staffing, TimeAway
from putright.stores.accounts.models import Away, Landlord, Patch, RoleHeld, User

Role = tuple[UUID, str, UUID | None]
"""Who holds it, the role, and in which team (None: everywhere)."""
Account = tuple[UUID, str, bool]
"""Somebody who works or worked here, the name, and whether the account works."""


class Colleague(Struct, frozen=True):
    """A member of staff as colleagues see one."""

    id: UUID
    name: str
    roles: tuple[str, ...]
    is_active: bool


class AtWork(Struct, frozen=True):
    """What one request needs of who works here, read once: lists draw on it too."""

    actor: Actor
    staffing: Staffing
    names: Mapping[UUID, str]
    pack: str


def at_work(user: User, *, today: date) -> AtWork:
    """Who asks, who is here today and what everybody is called, in as few queries as one has."""
    roles, users = _roles(user.landlord_id, today), _users(user.landlord_id)
    staffing = _staffing(user.landlord_id, today, roles, users)
    return _at_work(_actor(user, roles, staffing), staffing, users, user.landlord.pack)


def at_work_of(actor: Actor, *, today: date) -> AtWork:
    """The same for somebody whose request did not read it."""
    users = _users(actor.landlord_id)
    staffing = _staffing(actor.landlord_id, today, _roles(actor.landlord_id, today), users)
    pack = Landlord.objects.values_list("pack", flat=True).get(id=actor.landlord_id)
    return _at_work(actor, staffing, users, pack)


def _at_work(actor: Actor, staffing: Staffing, users: Sequence[Account], pack: str) -> AtWork:
    return AtWork(actor, staffing, {user: name for user, name, _is_active in users}, pack)


def actor_of(user: User, *, today: date) -> Actor:
    """The actor that a signed-in account is today: its roles, teams, and whom it stands in for."""
    roles = _roles(user.landlord_id, today)
    return _actor(user, roles, _staffing(user.landlord_id, today, roles, _users(user.landlord_id)))


def _actor(user: User, roles: Sequence[Role], staffing: Staffing) -> Actor:
    held = [(team, role) for holder, role, team in roles if holder == user.id]
    return Actor(
        user_id=user.id,
        landlord_id=user.landlord_id,
        name=user.name,
        roles=frozenset(role for _team, role in held),
        everywhere=frozenset(role for team, role in held if team is None),
        teams=frozenset(team for team, _role in held if team is not None),
        in_teams=frozenset((team, role) for team, role in held if team is not None),
        stands_in_for=frozenset(
            one.user
            for one in staffing.away
            if one.holds_on(staffing.day) and staffing.acting_for(one.user) == user.id
        ),
    )


def staffing_of(landlord: UUID, *, today: date) -> Staffing:
    """Everybody of a landlord as of today: what ``cover`` works out who acts from."""
    return _staffing(landlord, today, _roles(landlord, today), _users(landlord))


def _staffing(
    landlord: UUID, today: date, roles: Sequence[Role], users: Sequence[Account]
) -> Staffing:
    leaders: dict[UUID, list[UUID]] = defaultdict(list)
    holders: dict[str, list[UUID]] = defaultdict(list)
    members: dict[UUID, list[UUID]] = defaultdict(list)
    for user, role, team in roles:
        holders[role].append(user)
        if role == "team leader" and team is not None:
            leaders[team].append(user)
        if team is not None:
            members[team].append(user)
    return Staffing(
        day=today,
        here=frozenset(user for user, _name, is_active in users if is_active),
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
    for user, role, _team in _roles(landlord, today):
        roles[user].append(role)
    found = User.objects.filter(landlord_id=landlord).order_by("name", "id")
    return [Colleague(user.id, user.name, tuple(roles[user.id]), user.is_active) for user in found]


def names_of(landlord: UUID) -> dict[UUID, str]:
    """The name of each member of staff, also of those who left."""
    return dict(User.objects.filter(landlord_id=landlord).values_list("id", "name"))


def _users(landlord: UUID) -> list[Account]:
    """Everybody who works or worked here: name, and whether the account works."""
    found = User.objects.filter(landlord_id=landlord)
    return list(found.values_list("id", "name", "is_active"))


def _roles(landlord: UUID, today: date) -> list[Role]:
    found = RoleHeld.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today),
        landlord_id=landlord,
        starts_on__lte=today,
        user__is_active=True,
    )
    return list(found.order_by("id").values_list("user_id", "role", "team_id"))


def _times_away(landlord: UUID) -> list[TimeAway]:
    found = Away.objects.filter(landlord_id=landlord, ended_early_at__isnull=True)
    names = ("user_id", "starts_on", "ends_on", "cover_id", "is_leaving", "told_by_id", "id")
    return [TimeAway(*row) for row in found.order_by("starts_on", "id").values_list(*names)]


def _posts(landlord: UUID) -> list[Post]:
    found = Patch.objects.filter(landlord_id=landlord).order_by("name", "id")
    rows = found.values_list("id", "name", "team_id", "officer_id", "cover_id")
    return [Post(*row) for row in rows]
