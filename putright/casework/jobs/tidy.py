"""What was done once, long ago, need not be known any more; its key may then be asked again."""

from datetime import datetime, timedelta
from uuid import UUID

from putright.casework import jobs as registry
from putright.casework.jobs import Routine
from putright.gateways import clock
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.post import jobs

KEPT_FOR = timedelta(days=90)


def _run(landlord: UUID, now: datetime) -> None:
    with landlord_scope(OPERATOR):
        jobs.forget_done(before=clock.machine() - KEPT_FOR)
        jobs.forget_routines(besides=registry.routines())


ROUTINE = Routine(name="tidy", every=86400, run=_run, over="installation")
