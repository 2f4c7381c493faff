"""Runs what runs by itself: takes up a job that is due, holds it while it runs, says how it went.

Any number of these may run, in threads of the service and in processes of their own. One that is
killed leaves a lease that runs out, and another takes the job up.
"""

import logging
import os
import socket
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, connections, transaction

from putright.casework import jobs as registry
from putright.casework.operations.chains import landlords
from putright.gateways import clock
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.post import jobs

LEASE = timedelta(seconds=30)
BEAT = 10.0
"""Seconds between two signs of life of whoever holds a job."""
PAUSE = 1.0
"""Seconds between two looks when nothing is due."""
AFTER_TROUBLE = 5.0
PLAN_EVERY = 60.0
"""Seconds between two looks for landlords and routines that have no row yet."""
MOST_FAULTS = 3
"""After so many an errand is stopped and shown (F13); a routine goes on, at the longest wait."""
MOST_TRIES = 5
"""So often whoever runs an errand may be killed: that need not be the errand's fault."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=10)

log = logging.getLogger("putright.jobs")


class NotMine(Exception):
    """The job went to somebody else meanwhile: what was written for it must not stand."""


class OutsideScope(Exception):
    """A routine asked the database without saying for which landlord."""


def plan() -> None:
    """See that every routine has its row, for every landlord or for the installation."""
    everybody: list[UUID | None] = [landlord for landlord, _name in landlords()]
    planned = [
        jobs.Planned(each.name, landlord, each.every)
        for each in registry.routines().values()
        for landlord in (everybody if each.over == "landlord" else [None])
    ]
    with landlord_scope(OPERATOR):
        jobs.plan(planned, due_at=clock.machine())


def run_one(
    *, lease: timedelta = LEASE, beat: float = BEAT, due_by: datetime | None = None
) -> bool:
    """Take up one job that is due and run it; False where none was."""
    machine = clock.machine()
    with landlord_scope(OPERATOR):
        held = jobs.claim(
            names=[*registry.routines(), *registry.errands()],
            lease=f"{socket.gethostname()[:30]} {os.getpid()} {uuid.uuid4().hex[:16]}",
            now=clock.now(),
            machine=machine,
            due_by=due_by or machine,
            until=machine + lease,
        )
    if held is None:
        return False
    with _beating(held, lease, beat):
        _try(held)
    return True


def work(stop: threading.Event, *, pause: float = PAUSE) -> None:
    """Run jobs until told to stop. A database that is gone for a while does not end it."""
    planned = -PLAN_EVERY
    while not stop.is_set():
        try:
            if clock.monotonic() - planned >= PLAN_EVERY:
                plan()
                planned = clock.monotonic()
            while run_one() and not stop.is_set():
                pass
            wait = pause
        except Exception:
            log.exception("no job could be taken up; trying again soon")
            wait = AFTER_TROUBLE
        finally:
            connections.close_all()
        stop.wait(wait)


def start(number_of: int) -> tuple[threading.Event, list[threading.Thread]]:
    """Run jobs in so many threads of this process, until the event that is returned is set."""
    stop = threading.Event()
    made = [
        threading.Thread(target=work, args=(stop,), daemon=True, name=f"jobs-{number}")
        for number in range(number_of)
    ]
    for each in made:
        each.start()
    return stop, made


def run_due() -> int:
    """Run what is due now, and nothing that falls due meanwhile twice; returns how many."""
    plan()
    since, count = clock.machine(), 0
    while run_one(due_by=since):
        count += 1
    return count


def _try(held: jobs.Held) -> None:
    told = {"what": held.name, "landlord": str(held.landlord or "")}
    try:
        if held.every is None:
            _errand(held)
        else:
            _routine(held)
    except NotMine:
        log.warning("a job went to another worker", extra=told)
    except Exception as fault:
        log.exception("a job failed", extra=told)
        _failed(held, fault)


def _errand(held: jobs.Held) -> None:
    """What it writes, and that it is done, stand together or not at all."""
    if held.tries > MOST_TRIES:
        raise RuntimeError("whoever ran it was killed each time")
    assert held.landlord is not None
    with transaction.atomic(), landlord_scope(held.landlord):
        registry.errands()[held.name].run(held.landlord, held.args, clock.now())
        if not jobs.done(held, machine=clock.machine(), next_at=None):
            raise NotMine


def _routine(held: jobs.Held) -> None:
    routine = registry.routines()[held.name]
    landlord = held.landlord or registry.NOBODY
    now = clock.now()
    if held.landlord is None:
        routine.run(landlord, now)
    elif routine.is_whole:
        with landlord_scope(landlord):
            routine.run(landlord, now)
    else:
        with connection.execute_wrapper(_in_scope):
            routine.run(landlord, now)
    with landlord_scope(OPERATOR):
        if not jobs.done(held, machine=clock.machine(), next_at=_next(routine)):
            raise NotMine


def _next(routine: registry.Routine) -> datetime:
    machine = clock.machine()
    if routine.at is None:
        return machine + timedelta(seconds=routine.every)
    today = machine.replace(hour=routine.at.hour, minute=routine.at.minute, second=0, microsecond=0)
    return today if today > machine else today + timedelta(days=1)


def _failed(held: jobs.Held, fault: Exception) -> None:
    is_poison = held.every is None and held.tries >= MOST_FAULTS
    wait = min(FIRST_WAIT * 4 ** min(held.tries - 1, 10), LONGEST_WAIT)
    with landlord_scope(OPERATOR):
        jobs.failed(held, fault=_where(fault), until=None if is_poison else clock.machine() + wait)


def _where(fault: Exception) -> str:
    """What kind of fault, and where: never its words, which may hold what people wrote."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(fault).__name__
    file = os.path.basename(trace.tb_frame.f_code.co_filename)
    return f"{type(fault).__name__} in {file}, line {trace.tb_lineno}"


@contextmanager
def _beating(held: jobs.Held, lease: timedelta, beat: float) -> Iterator[None]:
    """Prolong the lease from a thread of its own while the job runs."""
    is_over = threading.Event()
    thread = threading.Thread(target=_beat, args=(held, lease, beat, is_over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def _beat(held: jobs.Held, lease: timedelta, beat: float, is_over: threading.Event) -> None:
    try:
        while not is_over.wait(beat):
            try:
                with landlord_scope(OPERATOR):
                    if not jobs.prolong(held, until=clock.machine() + lease):
                        return
            except Exception:
                log.exception("a lease was not prolonged", extra={"what": held.name})
    finally:
        connections.close_all()


def _in_scope(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
    """On PostgreSQL such a question would be answered with no rows, and nobody would notice."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        raise OutsideScope("open landlord_scope(landlord) around it")
    return execute(sql, params, many, context)
