"""Who answers out of hours: turns that are set and taken away again."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from msgspec import Struct

from putright.casework import permissions
from putright.casework.actions.staffing import Unfit
from putright.casework.actor import Actor
from putright.casework.cover import TimeAway
from putright.casework.cover_rules import can_answer
from putright.casework.queries.rota import teams_for
from putright.casework.queries.staff import names_of, staffing_of
from putright.casework.refused import NotThere
from putright.kit.say import _
from putright.stores.accounts import security_log
from putright.stores.post import turns

LONGEST = timedelta(days=31)


class NewTurn(Struct, frozen=True):
    """Somebody's turn, for a team (None: for every team)."""

    user: UUID
    team: UUID | None
    starts_at: datetime
    ends_at: datetime


@transaction.atomic
def add(*, actor: Actor, turn: NewTurn, now: datetime) -> None:
    """Somebody answers from then until then, whenever the office is shut."""
    permissions.check(actor, "staff.rota")
    here = staffing_of(actor.landlord_id, today=now.date())
    if turn.team not in {team for team, _name in teams_for(actor, here)}:
        raise NotThere
    if not can_answer(here, turn.user):
        words = _("Choose somebody who works here, in cases and on what comes in.")
        raise Unfit("officer", words)
    if why := _fault(actor, turn, now):
        raise Unfit("ends_on", why)
    away = next((one for one in here.away if one.user == turn.user and _meets(one, turn)), None)
    if away is not None:
        name = names_of(actor.landlord_id)[turn.user]
        raise Unfit("officer", _("{name} is away then. Choose somebody else.").format(name=name))
    turns.add(
        landlord=actor.landlord_id, team=turn.team, user=turn.user, starts_at=turn.starts_at,
        ends_at=turn.ends_at, by=actor.user_id,
    )  # fmt: skip
    _log(actor, "rota.set", turn.user, now)


@transaction.atomic
def drop(*, actor: Actor, turn: int, now: datetime) -> None:
    """Take a turn away that is not over."""
    permissions.check(actor, "staff.rota")
    here = staffing_of(actor.landlord_id, today=now.date())
    mine = {team for team, _name in teams_for(actor, here)}
    found = [one for one in turns.since(landlord=actor.landlord_id, now=now) if one.id == turn]
    if not found or found[0].team not in mine:
        raise NotThere
    turns.drop(landlord=actor.landlord_id, turn=turn)
    _log(actor, "rota.dropped", found[0].user, now)


def _fault(actor: Actor, turn: NewTurn, now: datetime) -> str:
    if turn.ends_at <= turn.starts_at:
        return _("The turn must end after it begins.")
    if turn.ends_at <= now:
        return _("That turn is over already.")
    if turn.ends_at - turn.starts_at > LONGEST:
        return _("A turn lasts 31 days at most. Set the next one apart.")
    for one in turns.since(landlord=actor.landlord_id, now=now):
        if one.team == turn.team and _overlap(one, turn):
            return _("Somebody has a turn then already. Take that away first, or choose other "
                     "times.")  # fmt: skip
    return ""


def _overlap(one: turns.TurnRow, turn: NewTurn) -> bool:
    return one.starts_at < turn.ends_at and turn.starts_at < one.ends_at


def _meets(away: TimeAway, turn: NewTurn) -> bool:
    days = (turn.ends_at.date() - turn.starts_at.date()).days
    return any(
        away.holds_on(turn.starts_at.date() + timedelta(days=day)) for day in range(days + 1)
    )


def _log(actor: Actor, what: str, user: UUID, now: datetime) -> None:
    security_log.write(what, landlord=actor.landlord_id, at=now, actor=actor.user_id, subject=user)
