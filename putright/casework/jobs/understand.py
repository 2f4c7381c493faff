"""Makes an item of each message that was kept; fetching and listening wake it."""

from datetime import datetime
from uuid import UUID

from putright.casework.actions.understanding import understand_waiting
from putright.casework.jobs import Routine


def _run(landlord: UUID, now: datetime) -> None:
    while understand_waiting(landlord, now):
        pass


ROUTINE = Routine(name="understand", every=20, run=_run)
