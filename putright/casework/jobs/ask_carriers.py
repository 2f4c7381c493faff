"""Asks the services that carry texts and letters what became of them."""

from datetime import datetime
from uuid import UUID

from putright.casework.jobs import Routine
from putright.casework.operations import outbox


def _run(landlord: UUID, now: datetime) -> None:
    outbox.ask_all(landlord=landlord)


ROUTINE = Routine(name="ask carriers", every=600, run=_run)
