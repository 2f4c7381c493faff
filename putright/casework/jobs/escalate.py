"""Tells people that something waits for them, every minute."""

from datetime import datetime, timedelta
from uuid import UUID

from putright.casework import escalation
from putright.casework.jobs import Routine
from putright.gateways import clock
from putright.stores.post import jobs

NAME = "escalate"
STOOD_STILL = timedelta(minutes=10)
"""Since nothing ran for so long, no mailbox was read: that is known in a minute, and no alarm."""


def _run(landlord: UUID, now: datetime) -> None:
    escalation.escalate(landlord=landlord, now=now, is_back=_stood_still(landlord))


def _stood_still(landlord: UUID) -> bool:
    machine = clock.machine()
    found = [
        job.worked_at
        for job in jobs.shown(machine=machine, landlord=landlord)
        if job.name == NAME and job.landlord == landlord
    ]
    return any(at is not None and machine - at > STOOD_STILL for at in found)


ROUTINE = Routine(name=NAME, every=60, run=_run, is_whole=True)
