"""Who answers out of hours: the turns that are set, and the nights that nobody has."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.cover import Staffing
from putright.casework.cover_rules import can_answer
from putright.casework.queries.absence import Choice
from putright.casework.queries.board import teams_of
from putright.casework.queries.staff import names_of, staffing_of
from putright.gateways.clock import LONDON
from putright.kit.say import _
from putright.stores.accounts.models import Team
from putright.stores.post import turns
from putright.stores.post.turns import TurnRow, on_turn

NIGHTS = 14
EVENING = time(22, 0)
"""Whoever answers at this time of a day has the night."""


class TurnSeen(Struct, frozen=True, kw_only=True):
    """A turn: who, for whom, from when until when."""

    id: int
    who: str
    team: str
    starts_at: datetime
    ends_at: datetime
    is_now: bool


class Rota(Struct, frozen=True, kw_only=True):
    """The rota: the turns, who could take one, and the coming nights without anybody."""

    turns: tuple[TurnSeen, ...]
    nobody: tuple[date, ...]
    staff: tuple[Choice, ...]
    teams: tuple[tuple[UUID | None, str], ...]


def rota(actor: Actor, *, now: datetime) -> Rota:
    """The turns that somebody may set: of the teams they lead, and of every team."""
    permissions.check(actor, "staff.rota")
    here = staffing_of(actor.landlord_id, today=now.date())
    names = names_of(actor.landlord_id)
    found = turns.since(landlord=actor.landlord_id, now=now)
    mine = teams_for(actor, here)
    teams = dict(mine)
    staff = sorted((u for u in here.here if can_answer(here, u)), key=lambda u: names[u])
    return Rota(
        turns=tuple(
            TurnSeen(
                id=one.id, who=names.get(one.user, ""), team=teams[one.team],
                starts_at=one.starts_at.astimezone(LONDON), ends_at=one.ends_at.astimezone(LONDON),
                is_now=one.starts_at <= now,
            )
            for one in found if one.team in teams
        ),
        nobody=_without_anybody(_counting(found, here), [one for one in teams if one], now),
        staff=tuple(Choice(user, names[user]) for user in staff),
        teams=tuple(mine),
    )  # fmt: skip


def nights_without(actor: Actor, *, now: datetime) -> tuple[date, ...]:
    """The coming nights in which a team that somebody leads has nobody who answers."""
    permissions.check(actor, "staff.rota")
    here = staffing_of(actor.landlord_id, today=now.date())
    teams = [team for team, _name in teams_for(actor, here) if team]
    found = turns.since(landlord=actor.landlord_id, now=now)
    return _without_anybody(_counting(found, here), teams, now)


def _counting(found: list[TurnRow], here: Staffing) -> list[TurnRow]:
    """The turns of those who may act on what comes in: any other is as good as none."""
    return [one for one in found if can_answer(here, one.user)]


def teams_for(actor: Actor, here: Staffing) -> list[tuple[UUID | None, str]]:
    """For which teams somebody may set turns; None is every team."""
    ours = Team.objects.filter(landlord_id=actor.landlord_id, id__in=teams_of(actor, here))
    found: list[tuple[UUID | None, str]] = [(None, _("Every team"))]
    return [*found, *ours.order_by("name", "id").values_list("id", "name")]


def _without_anybody(found: list[TurnRow], teams: list[UUID], now: datetime) -> tuple[date, ...]:
    """The nights in which a team has nobody."""
    days = [now.date() + timedelta(days=ahead) for ahead in range(NIGHTS)]
    return tuple(day for day in days if not _is_held(found, teams, day))


def _is_held(found: list[TurnRow], teams: list[UUID], day: date) -> bool:
    night = datetime.combine(day, EVENING, LONDON)
    asked: list[UUID | None] = [*teams] if teams else [None]
    return all(on_turn(found, team=team, now=night) for team in asked)
