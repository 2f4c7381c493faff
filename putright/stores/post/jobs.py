"""Rows of jobs: what runs by itself, who holds it until when, and how it last went.

A job is held by a lease that its holder prolongs. Only whoever still holds it can say that it is
done, so of two that ran the same job one is refused, and what it wrote goes with its transaction.
Routines are due by the machine's clock, what was asked for once by the landlord's.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from msgspec import Struct

from putright.stores.post.models import Job

WAITING, DONE, STOPPED = "waiting", "done", "stopped"


class Held(Struct, frozen=True):
    """A job that somebody holds: ``lease`` is the name that this one holding goes by."""

    id: int
    name: str
    landlord: UUID | None
    args: dict[str, Any]
    every: int | None
    tries: int
    lease: str


class Shown(Struct, frozen=True):
    """How a job stands, for whoever keeps the service running."""

    id: int
    name: str
    landlord: UUID | None
    every: int | None
    due_at: datetime
    tries: int
    begun_at: datetime | None
    worked_at: datetime | None
    fault: str
    state: str
    held_until: datetime | None
    is_held: bool


class Planned(Struct, frozen=True):
    """A routine of one landlord, or of the installation, and how often it runs."""

    name: str
    landlord: UUID | None
    every: int

    @property
    def key(self) -> str:
        """What tells its row from those of other landlords."""
        return str(self.landlord or "")


def plan(planned: Iterable[Planned], *, due_at: datetime) -> None:
    """See that every routine has its row; one that is there keeps its time."""
    found = Job.objects.filter(every__isnull=False).values_list("name", "key", "every")
    known = {(name, key): every for name, key, every in found}
    new = []
    for each in planned:
        every = known.get((each.name, each.key))
        if every is None:
            told = {"key": each.key, "landlord_id": each.landlord, "every": each.every}
            new.append(Job(name=each.name, due_at=due_at, **told))
        elif every != each.every:
            Job.objects.filter(name=each.name, key=each.key).update(every=each.every)
    if new:
        Job.objects.bulk_create(new, ignore_conflicts=True)


def ask(*, name: str, key: str, landlord: UUID, args: dict[str, Any], due_at: datetime) -> bool:
    """Ask for something once; False where the same was asked before."""
    whole = f"{landlord}:{key}"
    if Job.objects.filter(name=name, key=whole).exists():
        return False
    row = Job(name=name, key=whole, landlord_id=landlord, args=args, due_at=due_at)
    Job.objects.bulk_create([row], ignore_conflicts=True)
    return True


def claim(
    *,
    names: Iterable[str],
    lease: str,
    now: datetime,
    machine: datetime,
    due_by: datetime,
    until: datetime,
) -> Held | None:
    """Hold the job that has waited longest, if one waits; no other worker gets the same.

    ``due_by`` is the machine's time by which a routine must have been due.
    """
    waiting = _claimable(names, now=now, due_by=due_by).filter(_free(machine))
    if not waiting.exists():
        return None
    with transaction.atomic():
        if connection.vendor == "postgresql":
            waiting = waiting.select_for_update(skip_locked=True)
        row = waiting.order_by("due_at", "id").first()
        if row is None:
            return None
        row.lease_by, row.lease_until, row.begun_at = lease, until, machine
        row.tries += 1
        row.save(update_fields=["lease_by", "lease_until", "begun_at", "tries"])
    return Held(row.id, row.name, row.landlord_id, row.args, row.every, row.tries, lease)


def prolong(held: Held, *, until: datetime) -> bool:
    """Hold it for longer; False where it is no longer held."""
    return _mine(held).update(lease_until=until) == 1


def done(held: Held, *, machine: datetime, next_at: datetime | None) -> bool:
    """It went well, and runs next at that time or never; False where it is no longer held."""
    changes: dict[str, Any] = {"state": DONE} if next_at is None else {"due_at": next_at}
    return _mine(held).update(
        lease_by="", lease_until=None, tries=0, worked_at=machine, fault="", **changes
    ) == 1  # fmt: skip


def failed(held: Held, *, fault: str, until: datetime | None) -> bool:
    """It did not go well: it is left alone until then, or stopped where that is None."""
    state = STOPPED if until is None else WAITING
    changed = _mine(held).update(lease_by="", lease_until=until, fault=fault[:300], state=state)
    return changed == 1


def wake(*, name: str, landlord: UUID, machine: datetime) -> None:
    """Let a routine of a landlord run by then, unless it runs, or failed and waits."""
    found = Job.objects.filter(name=name, landlord_id=landlord, every__isnull=False, tries=0)
    found.filter(_free(machine), due_at__gt=machine).update(due_at=machine)


def again(*, job: int, machine: datetime) -> bool:
    """Try it again at once, from the first try on; False where it runs, or is done."""
    found = Job.objects.filter(_unheld(machine), id=job, state__in=(WAITING, STOPPED))
    found.filter(every__isnull=False).update(due_at=machine)
    changed = found.update(state=WAITING, tries=0, lease_until=None, lease_by="")
    return changed == 1


def stop(*, job: int, machine: datetime) -> bool:
    """Try something that was asked for once no more; a routine cannot be stopped."""
    found = Job.objects.filter(_unheld(machine), id=job, state=WAITING, every__isnull=True)
    return found.update(state=STOPPED, fault="given up by hand") == 1


def shown(*, machine: datetime, landlord: UUID | None) -> list[Shown]:
    """Routines, and what was asked for and is not done; of one landlord and of all together."""
    found = Job.objects.filter(Q(landlord_id=landlord) | Q(landlord=None)).exclude(state=DONE)
    return [_shown(row, machine) for row in found.order_by("name", "due_at", "id")]


def stood_since(*, name: str, landlord: UUID) -> datetime | None:
    """When a routine of a landlord last went well; else when it should first have run. None where
    nobody has planned it yet."""
    found = Job.objects.filter(name=name, landlord_id=landlord, every__isnull=False)
    row = found.values_list("worked_at", "due_at").first()
    return None if row is None else row[0] or row[1]


def forget_done(*, before: datetime) -> int:
    """What was done long ago need not be known any more."""
    return Job.objects.filter(state=DONE, worked_at__lt=before).delete()[0]


def forget_routines(*, besides: Iterable[str]) -> int:
    """Routines that this version no longer has."""
    return Job.objects.filter(every__isnull=False).exclude(name__in=list(besides)).delete()[0]


def _claimable(names: Iterable[str], *, now: datetime, due_by: datetime) -> QuerySet[Job]:
    is_due = Q(every__isnull=False, due_at__lte=due_by) | Q(every__isnull=True, due_at__lte=now)
    return Job.objects.filter(is_due, state=WAITING, name__in=list(names))


def _free(machine: datetime) -> Q:
    return Q(lease_until__isnull=True) | Q(lease_until__lte=machine)


def _unheld(machine: datetime) -> Q:
    """Nobody runs it: it may be left alone for a while all the same."""
    return Q(lease_by="") | _free(machine)


def _mine(held: Held) -> QuerySet[Job]:
    return Job.objects.filter(id=held.id, lease_by=held.lease, state=WAITING)


def _shown(row: Job, machine: datetime) -> Shown:
    is_held = bool(row.lease_by and row.lease_until and row.lease_until > machine)
    return Shown(
        id=row.id,
        name=row.name,
        landlord=row.landlord_id,
        every=row.every,
        due_at=row.due_at,
        tries=row.tries,
        begun_at=row.begun_at,
        worked_at=row.worked_at,
        fault=row.fault,
        state=row.state,
        held_until=row.lease_until,
        is_held=is_held,
    )
