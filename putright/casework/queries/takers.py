"""Colleagues who can take something on: here today, of the service, not kept out of the case."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from putright.casework.actor import Actor
from putright.casework.cover import Staffing, acting_on
from putright.casework.permissions import WORKERS
from putright.casework.queries.cases import visible_to
from putright.casework.queries.kept_out import KeptOut, kept_out
from putright.casework.queries.owed import Head, heads_of
from putright.casework.queries.staff import colleagues, staffing_of

ANYWHERE = ("complaints handler", "head of service")
"""Roles that work in the cases of every team."""


class Taker(Struct, frozen=True):
    """A colleague, with the parts that colleague plays."""

    id: UUID
    name: str
    roles: tuple[str, ...]


def takers(actor: Actor, cases: Collection[UUID], *, now: datetime) -> list[Taker]:
    """Who can take on promises of all these cases today, by name; never the asking person."""
    heads = heads_of(visible_to(actor, now=now).filter(id__in=cases))
    staffing = staffing_of(actor.landlord_id, today=now.date())
    able = able_in(heads, staffing, landlord=actor.landlord_id, now=now) - {actor.user_id}
    return [
        Taker(each.id, each.name, each.roles)
        for each in colleagues(actor, today=now.date())
        if each.id in able
    ]


def able_in(
    heads: Collection[Head], staffing: Staffing, *, landlord: UUID, now: datetime
) -> frozenset[UUID]:
    """Everybody who is here and could act in all of these cases."""
    restricted = [head.id for head in heads if head.is_restricted]
    walls = kept_out(landlord=landlord, restricted=restricted, now=now)
    able: frozenset[UUID] | None = None
    for head in heads:
        may = walls.may(
            staffing, case=head.id, officer=head.officer, is_restricted=head.is_restricted
        )
        here = frozenset(user for user in workers_of(staffing, head.team) if may(user))
        able = here if able is None else able & here
    return able or frozenset()


def next_officer(head: Head, staffing: Staffing, walls: KeptOut) -> UUID | None:
    """Who takes a case on: whom it went to or who stands in; the next who may see it, if not.

    A handover must not wait for a cover for whom the case does not exist.
    """
    post = next((one for one in staffing.posts if one.id == head.patch), None)
    may = walls.may(staffing, case=head.id, officer=head.officer, is_restricted=head.is_restricted)
    return acting_on(
        staffing, owner="", officer=head.officer, team=head.team, post=post,
        holder=head.handed_to, may=may,
    ).user  # fmt: skip


def workers_of(staffing: Staffing, team: UUID) -> Iterable[UUID]:
    """Who works in the cases of a team and is here today."""
    working = {user for role in WORKERS for user in staffing.holders.get(role, ())}
    found = {user for user in staffing.members.get(team, ()) if user in working}
    for role in ANYWHERE:
        found.update(staffing.holders.get(role, ()))
    return {user for user in found if staffing.is_here(user)}
