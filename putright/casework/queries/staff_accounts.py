"""Accounts as an administrator sees them, and one's own settings. No case content."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.refused import NotThere
from putright.kit.say import _
from putright.stores.accounts import accounts, guesses, second_factors, security_log, sessions
from putright.stores.accounts.models import RoleHeld

ASKED, AGREED, DECLINED = "factor.reset_asked", "factor.reset_agreed", "factor.reset_declined"
STANDS_FOR = timedelta(days=1)
"""A request to take a lost second factor away is forgotten after a day."""


class RoleShown(Struct, frozen=True):
    """A role that somebody holds now or will."""

    number: int
    role: str
    team: str
    starts_on: date
    ends_on: date | None


class Account(Struct, frozen=True):
    """An account as it stands."""

    id: UUID
    name: str
    email: str
    is_active: bool
    is_self: bool
    has_password: bool
    has_factor: bool
    has_work_account: bool
    is_slowed: bool
    roles: tuple[RoleShown, ...]
    last_in: datetime | None


class Request(Struct, frozen=True):
    """Somebody's second factor is lost: one has asked, another has to agree."""

    user_id: UUID
    name: str
    asked_by: str
    asked_at: datetime
    may_decide: bool


class SessionShown(Struct, frozen=True):
    """One session that one is signed in on."""

    number: int
    device: str
    started_at: datetime
    is_this: bool


class OwnSettings(Struct, frozen=True):
    """How somebody wants the pages, and where they are signed in."""

    single_keys: bool
    initials_only: bool
    sessions: tuple[SessionShown, ...]


class Overview(Struct, frozen=True):
    """Everything on the page of accounts."""

    accounts: tuple[Account, ...]
    requests: tuple[Request, ...]
    teams: tuple[tuple[UUID, str], ...]
    has_own_passwords: bool


def overview(actor: Actor, *, now: datetime, machine: datetime) -> Overview:
    """Every account of the landlord, with what waits for a second person; ``machine`` is the
    machine's own time, by which wrong guesses are counted."""
    permissions.check(actor, "staff.account")
    return Overview(
        accounts=tuple(_accounts(actor, now=now, machine=machine)),
        requests=requests(actor, now=now),
        teams=tuple(accounts.teams(actor.landlord_id)),
        has_own_passwords=accounts.has_own_password(actor.landlord_id),
    )


def account(
    actor: Actor, user: UUID, *, now: datetime, machine: datetime
) -> tuple[Account, Overview]:
    """One account of the landlord, and what stands around it."""
    around = overview(actor, now=now, machine=machine)
    found = next((one for one in around.accounts if one.id == user), None)
    if found is None:
        raise NotThere
    return found, around


def requests(actor: Actor, *, now: datetime) -> tuple[Request, ...]:
    """The lost second factors that wait for somebody to agree."""
    permissions.check(actor, "staff.second_person")
    names = {user.id: user.name for user in accounts.everybody(actor.landlord_id)}
    return tuple(
        Request(
            user_id=subject,
            name=names.get(subject, ""),
            asked_by=names.get(asker, ""),
            asked_at=asked_at,
            may_decide=actor.user_id not in (asker, subject),
        )
        for subject, (asker, asked_at) in open_requests(actor.landlord_id, now=now).items()
    )


def open_requests(landlord: UUID, *, now: datetime) -> dict[UUID, tuple[UUID, datetime]]:
    """Whose second factor somebody asked to take away, who asked and when; undecided ones."""
    found: dict[UUID, tuple[UUID, datetime]] = {}
    kinds = (ASKED, AGREED, DECLINED)
    for event in security_log.of_kinds(landlord, kinds, since=now - STANDS_FOR):
        if event.what == ASKED and event.subject_id and event.actor_id:
            found[event.subject_id] = (event.actor_id, event.at)
        elif event.subject_id:
            found.pop(event.subject_id, None)
    return found


def own_settings(actor: Actor, *, session: str) -> OwnSettings:
    """One's own settings and sessions; ``session`` is the key of the one that asks."""
    keys, initials = accounts.preferences(actor.landlord_id, actor.user_id)
    held = sessions.of_user(actor.landlord_id, actor.user_id)
    return OwnSettings(
        single_keys=keys,
        initials_only=initials,
        sessions=tuple(
            SessionShown(
                one.pk, one.device or _("A device we could not name"), one.started_at,
                one.key == session,
            )
            for one in held
        ),
    )  # fmt: skip


def _accounts(actor: Actor, *, now: datetime, machine: datetime) -> list[Account]:
    roles: dict[UUID, list[RoleShown]] = defaultdict(list)
    for held in accounts.roles_of(actor.landlord_id, today=now.date()):
        roles[held.user_id].append(_role(held))
    everybody = accounts.everybody(actor.landlord_id)
    factors = second_factors.holders([user.id for user in everybody])
    linked = second_factors.linked([user.id for user in everybody])
    return [
        Account(
            id=user.id,
            name=user.name,
            email=user.email,
            is_active=user.is_active,
            is_self=user.id == actor.user_id,
            has_password=user.has_usable_password(),
            has_factor=user.id in factors,
            has_work_account=user.id in linked,
            is_slowed=guesses.is_slowed(user.email, now=machine),
            roles=tuple(roles[user.id]),
            last_in=user.last_login,
        )
        for user in everybody
    ]


def _role(held: RoleHeld) -> RoleShown:
    team = held.team.name if held.team else ""
    return RoleShown(held.pk, held.role, team, held.starts_on, held.ends_on)
