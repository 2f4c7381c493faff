"""Each night it is counted whether everything that came in stands somewhere."""

from datetime import datetime, time
from uuid import UUID

from putright.casework.jobs import Routine
from putright.casework.operations.reconcile import reconcile


def _run(landlord: UUID, now: datetime) -> None:
    reconcile(landlord=landlord, now=now)


ROUTINE = Routine(name="reconcile", every=24 * 3600, run=_run, is_whole=True, at=time(2, 30))
