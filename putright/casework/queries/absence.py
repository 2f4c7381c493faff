"""What the forms of absence, patches and load offer: whom, and who could cover."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.cover import Post, Staffing
from putright.casework.cover_rules import (
    Absence,
    can_stand_in,
    covers_for,
    suggested,
)  # fmt: skip
from putright.casework.queries.board import Reader, teams_of
from putright.casework.queries.cases import visible_to
from putright.casework.queries.owed import Head, heads_of
from putright.casework.queries.staff import names_of, staffing_of
from putright.casework.queries.takers import able_in
from putright.casework.refused import NotThere
from putright.stores.worklist.models import Owed


class Choice(Struct, frozen=True):
    """Somebody who can be chosen, and what to know before choosing."""

    id: UUID
    name: str
    note: str = ""


class ToSpread(Struct, frozen=True):
    """A case of somebody, with whom it would go to if load alone decided."""

    case: UUID
    reference: str
    title: str
    risk: str
    owed: int
    able: tuple[Choice, ...]
    proposed: UUID | None


class Spread(Struct, frozen=True):
    """A person's open cases, to be given to others."""

    name: str
    cases: tuple[ToSpread, ...]


def staff_to_set(actor: Actor, *, now: datetime) -> list[Choice]:
    """Those whose absence somebody may set, by name."""
    permissions.check(actor, "staff.away")
    staffing, names = _here(actor, now)
    if actor.holds("head of service", "administrator"):
        users = set(staffing.here)
    else:
        users = {user for team in teams_of(actor, staffing) for user in staffing.members[team]}
    return _choices(sorted(users, key=lambda user: names[user]), names)


def covers(actor: Actor, absence: Absence | None, *, now: datetime) -> list[Choice]:
    """Who can cover then; without days, everybody who does such work."""
    staffing, names = _here(actor, now)
    if absence is not None:
        return _choices(covers_for(staffing, absence, names), names)
    users = [user for user in staffing.here if can_stand_in(staffing, user, user)]
    return _choices(sorted(users, key=lambda user: names[user]), names)


def cover_today(actor: Actor, user: UUID, *, now: datetime) -> UUID | None:
    """Who covers a sudden absence: same team, here, with the least overdue."""
    staffing, names = _here(actor, now)
    today = now.date()
    absence = Absence(user=user, starts_on=today, ends_on=today)
    overdue: dict[UUID, int] = {}
    if permissions.can(actor, "board.see"):
        loads = Reader(actor, now).loads()
        overdue = {one: load.overdue for one, load in loads.items() if one is not None}
    return suggested(staffing, absence, names, overdue)


def name_of(actor: Actor, user: UUID) -> str:
    """A colleague's name; raises where there is none such."""
    names = names_of(actor.landlord_id)
    if user not in names:
        raise NotThere
    return names[user]


def leaves_on(actor: Actor, user: UUID, *, now: datetime) -> date | None:
    """The last day of somebody who is leaving or left."""
    staffing, _names = _here(actor, now)
    return next((one.starts_on for one in staffing.away if one.user == user and one.is_leaving),
                None)  # fmt: skip


def patch(actor: Actor, patch_id: UUID, *, now: datetime) -> tuple[Post, list[Choice]]:
    """A patch of one's teams, and who could hold or cover it."""
    permissions.check(actor, "staff.patch")
    staffing, names = _here(actor, now)
    post = next((one for one in staffing.posts if one.id == patch_id), None)
    if post is None or post.team not in teams_of(actor, staffing):
        raise NotThere
    users = [user for user in staffing.here if can_stand_in(staffing, user, user)]
    team = staffing.members.get(post.team, ())
    return post, _choices(sorted(users, key=lambda user: (user not in team, names[user])), names)


def spread(actor: Actor, user: UUID, *, now: datetime) -> Spread:
    """Somebody's open cases, the heaviest going to whoever of the team has least to do."""
    permissions.check(actor, "board.see")
    staffing, names = _here(actor, now)
    if user not in names:
        raise NotThere
    teams = teams_of(actor, staffing)
    cases = visible_to(actor, now=now).filter(
        officer_id=user, team_id__in=teams, card__is_open=True
    )
    heads = heads_of(cases)
    owed = _owed(actor.landlord_id, heads)
    loads = {one: load.owed for one, load in Reader(actor, now).loads().items() if one}
    rows = []
    for head in sorted(heads, key=lambda head: (-owed.get(head.id, 0), head.reference)):
        able = able_in([head], staffing, landlord=actor.landlord_id, now=now) - {user}
        team = [one for one in able if one in staffing.members.get(head.team, ())]
        proposed = min(team, key=lambda one: (loads.get(one, 0), names[one]), default=None)
        if proposed is not None:
            loads[proposed] = loads.get(proposed, 0) + owed.get(head.id, 0)
        choices = _choices(sorted(able, key=lambda one: names[one]), names)
        rows.append(
            ToSpread(
                case=head.id, reference=head.reference, title=head.title, risk=head.risk,
                owed=owed.get(head.id, 0), able=tuple(choices), proposed=proposed,
            )
        )  # fmt: skip
    return Spread(name=names[user], cases=tuple(rows))


def one_case(actor: Actor, case: UUID, *, now: datetime) -> ToSpread:
    """A case with who could take it."""
    staffing, names = _here(actor, now)
    heads = heads_of(visible_to(actor, now=now).filter(id=case))
    if not heads:
        raise NotThere
    head = heads[0]
    able = able_in(heads, staffing, landlord=actor.landlord_id, now=now)
    able -= {head.officer} if head.officer else set()
    choices = _choices(sorted(able, key=lambda one: names[one]), names)
    owed = _owed(actor.landlord_id, heads).get(case, 0)
    return ToSpread(case, head.reference, head.title, head.risk, owed, tuple(choices), None)


def _here(actor: Actor, now: datetime) -> tuple[Staffing, dict[UUID, str]]:
    return staffing_of(actor.landlord_id, today=now.date()), names_of(actor.landlord_id)


def _choices(users: Sequence[UUID], names: dict[UUID, str]) -> list[Choice]:
    return [Choice(user, names[user]) for user in users]


def _owed(landlord: UUID, heads: Sequence[Head]) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    rows = Owed.objects.filter(landlord_id=landlord, case_id__in=[head.id for head in heads])
    for case in rows.values_list("case_id", flat=True):
        found[case] = found.get(case, 0) + 1
    return found
