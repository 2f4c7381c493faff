"""Lists are right without this; it only makes them quick again after time has passed."""

from datetime import datetime
from uuid import UUID

from putright.casework.jobs import Routine
from putright.casework.operations import lists


def _run(landlord: UUID, now: datetime) -> None:
    lists.refresh(landlord=landlord, now=now)


ROUTINE = Routine(name="lists", every=60, run=_run, is_whole=True)
