"""Rows of turns: who answers out of hours, for one team or for every team."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from putright.stores.post.models import Turn


class TurnRow(Struct, frozen=True):
    """Somebody's turn, of a team (None: of every team)."""

    id: int
    team: UUID | None
    user: UUID
    starts_at: datetime
    ends_at: datetime


def since(*, landlord: UUID, now: datetime) -> list[TurnRow]:
    """The turns that are not over, the next one first."""
    found = Turn.objects.filter(landlord_id=landlord, ends_at__gt=now).order_by("starts_at", "id")
    return [TurnRow(*row) for row in found.values_list("id", "team_id", "user_id", "starts_at",
                                                       "ends_at")]  # fmt: skip


def on_turn(turns: Sequence[TurnRow], *, team: UUID | None, now: datetime) -> list[UUID]:
    """Whose turn it is: those of the team first, then those of every team."""
    held = [one for one in turns if one.starts_at <= now < one.ends_at]
    own = [one.user for one in held if team is not None and one.team == team]
    return [*own, *(one.user for one in held if one.team is None)]


def add(
    *, landlord: UUID, team: UUID | None, user: UUID, starts_at: datetime, ends_at: datetime,
    by: UUID,
) -> int:  # fmt: skip
    """A turn more."""
    return Turn.objects.create(
        landlord_id=landlord, team_id=team, user_id=user, starts_at=starts_at, ends_at=ends_at,
        set_by=by,
    ).pk  # fmt: skip


def drop(*, landlord: UUID, turn: int) -> bool:
    """Take a turn away."""
    return Turn.objects.filter(landlord_id=landlord, id=turn).delete()[0] > 0
