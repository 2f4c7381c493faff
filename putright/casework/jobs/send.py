"""Sends what is queued, every few seconds."""

from datetime import datetime
from uuid import UUID

from putright.casework.jobs import Routine
from putright.casework.operations import outbox


def _run(landlord: UUID, now: datetime) -> None:
    outbox.send_all(landlord=landlord)


ROUTINE = Routine(name="send", every=5, run=_run)
