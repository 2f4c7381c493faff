"""Trying a job again by hand, and giving one up."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.refused import NotThere
from putright.gateways import clock
from putright.stores.accounts import security_log
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.post import jobs, outbox


def again(*, actor: Actor, job: int, now: datetime) -> bool:
    """Try it at once, from the first try on; False where it runs at this moment, or is done."""
    return _do(actor, job, "tried again", jobs.again, now)


def stop(*, actor: Actor, job: int, now: datetime) -> bool:
    """Try it no more; False where it runs or is done. Routines cannot be stopped."""
    return _do(actor, job, "given up", jobs.stop, now)


def send_now(*, actor: Actor, now: datetime) -> None:
    """Try at once what waits to be sent after a failed try."""
    permissions.check(actor, "post.mailbox")
    machine, landlord = clock.machine(), actor.landlord_id
    with transaction.atomic():
        for row in outbox.troubled(landlord=landlord, most=1000):
            outbox.again(landlord=landlord, post=row.id, machine=machine)
        jobs.wake(name="send", landlord=landlord, machine=machine)
        _log(actor, "sent at once", now)


def _do(actor: Actor, job: int, what: str, change: Callable[..., bool], now: datetime) -> bool:
    permissions.check(actor, "post.mailbox")
    machine = clock.machine()
    with transaction.atomic():
        with landlord_scope(OPERATOR):  # those of the installation are no landlord's
            known = {each.id for each in jobs.shown(machine=machine, landlord=actor.landlord_id)}
            if job not in known:
                raise NotThere
            is_done = change(job=job, machine=machine)
        if is_done:
            _log(actor, what, now)
    return is_done


def _log(actor: Actor, what: str, now: datetime) -> None:
    landlord: UUID = actor.landlord_id
    security_log.write(
        "post.jobs", landlord=landlord, at=now, actor=actor.user_id, detail={"what": what}
    )
