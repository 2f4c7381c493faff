"""Makes the bundles that were asked for.

A routine and no errand: making one takes minutes and tells how far it is, so it holds no
transaction. One that was cut short is begun again, and gives the same bytes.
"""

from datetime import datetime
from uuid import UUID

from putright.casework.jobs import Routine
from putright.casework.operations import bundling


def _run(landlord: UUID, now: datetime) -> None:
    bundling.make_all(landlord=landlord, now=now)


ROUTINE = Routine(name="bundles", every=60, run=_run)
