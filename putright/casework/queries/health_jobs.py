"""How what runs by itself stands: when it last ran, when next, what went wrong."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from msgspec import Struct

from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.post import jobs
from putright.stores.post.jobs import STOPPED, Shown

MOST_SLIPS = 3
"""Failing so often in a row is no slip any more."""
LATE_AFTER = timedelta(minutes=5)
ROUNDS = 3
"""A routine that missed so many of its rounds is late, and so is one with a few minutes."""


class JobLine(Struct, frozen=True, kw_only=True):
    """One job. ``state`` is one of well, running, retried, failing, late, stopped, waiting."""

    id: int
    name: str
    state: str
    every: int | None
    worked_at: datetime | None
    next_at: datetime
    tries: int
    fault: str

    @property
    def is_bad(self) -> bool:
        """Whether a person should look."""
        return self.state in ("failing", "late", "stopped")

    @property
    def can_stop(self) -> bool:
        """Whether it may be given up: what was asked for once and waits."""
        return self.every is None and self.state in ("retried", "failing", "waiting", "late")


def lines(landlord: UUID, *, machine: datetime) -> tuple[JobLine, ...]:
    """The jobs of a landlord and of the whole installation, by the machine's clock."""
    with landlord_scope(OPERATOR):
        found = jobs.shown(machine=machine, landlord=landlord)
    return tuple(_line(each, machine) for each in found)


def bad_ones(found: Iterable[JobLine]) -> list[JobLine]:
    """Those that a person should look at."""
    return [each for each in found if each.is_bad]


def _line(job: Shown, machine: datetime) -> JobLine:
    waits = job.held_until if job.held_until and not job.is_held else job.due_at
    return JobLine(
        id=job.id, name=job.name, state=_state(job, machine), every=job.every,
        worked_at=job.worked_at, next_at=max(waits, job.due_at), tries=job.tries,
        fault=job.fault,
    )  # fmt: skip


def _state(job: Shown, machine: datetime) -> str:
    if job.state == STOPPED:
        return "stopped"
    if job.is_held:
        return "running"
    if job.fault and job.tries:
        return "failing" if job.tries >= MOST_SLIPS else "retried"
    grace = max(LATE_AFTER, timedelta(seconds=(job.every or 0) * ROUNDS))
    if machine - job.due_at > grace:
        return "late"
    return "well" if job.worked_at else "waiting"
