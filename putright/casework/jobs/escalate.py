"""Tells people that something waits for them, every minute."""

from datetime import datetime
from uuid import UUID

from putright.casework import escalation
from putright.casework.jobs import Routine


def _run(landlord: UUID, now: datetime) -> None:
    escalation.escalate(landlord=landlord, now=now)


ROUTINE = Routine(name="escalate", every=60, run=_run, is_whole=True)
