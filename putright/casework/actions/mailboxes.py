"""Setting mailboxes up, and trying them by a message that really goes out and comes in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.queries.mailboxes import NONE
from putright.casework.queries.posting import house_of
from putright.casework.refused import NotRight, NotThere, Refused
from putright.gateways import clock, sealed
from putright.kit.say import _
from putright.stores.accounts import security_log, setting_up
from putright.stores.post import jobs, mailboxes, outbox
from putright.stores.post.mailboxes import IMAP

Told = mailboxes.Told
TRIAL = "trial"
"""The purpose of a test message: what comes in under its message id ends by itself."""
WOKEN = ("send", "fetch")
"""The routines that a test does not wait for."""
ON_ITS_WAY = timedelta(seconds=4)
"""Time for a test message to get from the one mail server to the other."""


def add(*, actor: Actor, told: Told, password: str, now: datetime) -> UUID:
    """A mailbox more; its password is sealed at once."""
    with _written(actor, "added", now) as landlord:
        _check(landlord, told)
        if told.way == IMAP and not password:
            raise NotRight(_("Type the password of the mailbox"), field="password")
        made = mailboxes.add(landlord=landlord, told=told, sealed=sealed.seal(password), now=now)
        _note(actor, now)
        return made


def change(
    *, actor: Actor, mailbox: UUID, told: Told, password: str, now: datetime
) -> None:  # fmt: skip
    """Say something else of a mailbox; without a new password it keeps the one that it has."""
    with _written(actor, "changed", now) as landlord:
        before = mailboxes.one(landlord=landlord, mailbox=mailbox)
        if before is None:
            raise NotThere
        _check(landlord, told, but=mailbox)
        if (told.host, told.user) != (before.host, before.user) and told.way == IMAP:
            _ask_for(password)
        mailboxes.change(
            landlord=landlord, mailbox=mailbox, told=told, sealed=sealed.seal(password), now=now
        )


def switch(*, actor: Actor, mailbox: UUID, on: bool, now: datetime) -> None:
    """Read it from now on, or no more."""
    with _written(actor, "switched on" if on else "switched off", now) as landlord:
        if mailboxes.one(landlord=landlord, mailbox=mailbox) is None:
            raise NotThere
        mailboxes.switch(landlord=landlord, mailbox=mailbox, on=on, now=now)


def none_yet(*, actor: Actor, now: datetime) -> None:
    """There is no mailbox to be read: what comes in is typed in or comes by the forms."""
    with _written(actor, "none", now) as landlord:
        if any(each.is_active for each in mailboxes.every(landlord=landlord)):
            raise Refused(_("There is a mailbox that is read. Switch it off first."))
        _note(actor, now, none=True)


def try_out(*, actor: Actor, mailbox: UUID, now: datetime) -> None:
    """Send a message to the mailbox, under its own address, and fetch at once."""
    with _written(actor, "tried", now) as landlord:
        box = mailboxes.one(landlord=landlord, mailbox=mailbox)
        if box is None or not box.is_active:
            raise NotThere
        house = house_of(landlord, mailbox=mailbox)
        post = outbox.NewPost(
            way="email", purpose=TRIAL, to=[box.address], mailbox=house.mailbox,
            subject=_("Test of the mailbox {name}").format(name=box.name),
            body=_("This message was sent to see whether post goes out and comes in. "
                   "Nothing needs to be done."),
            message_id=f"<trial.{uuid4()}@{box.address.rpartition('@')[2]}>",
        )  # fmt: skip
        sent = outbox.put(landlord=landlord, post=post, now=now)
        mailboxes.tried_with(landlord=landlord, mailbox=mailbox, post=sent)
    machine = clock.machine()
    jobs.wake(name="send", landlord=landlord, machine=machine)
    jobs.wake(name="fetch", landlord=landlord, machine=machine + ON_ITS_WAY)


def look_now(*, actor: Actor) -> None:
    """Fetch at once, for somebody who looks whether the test has come in."""
    permissions.check(actor, "post.mailbox")
    for name in WOKEN:
        jobs.wake(name=name, landlord=actor.landlord_id, machine=clock.machine())


def _check(landlord: UUID, told: Told, but: UUID | None = None) -> None:
    if told.team not in setting_up.team_names(landlord):
        raise NotThere
    others = [each for each in mailboxes.every(landlord=landlord) if each.id != but]
    if setting_up.same(told.address, [each.address for each in others]):
        raise NotRight(_("There is another mailbox of that address"), field="address")


def _ask_for(password: str) -> None:
    """A password goes to the server that it was typed for, and to no other."""
    if not password:
        words = _("Type the password again: it was given for another server or user")
        raise NotRight(words, field="password")


def _note(actor: Actor, now: datetime, *, none: bool = False) -> None:
    value = {"on": now.date().isoformat(), "by": str(actor.user_id), NONE: none}
    setting_up.note(actor.landlord_id, "mailboxes", value)


@contextmanager
def _written(actor: Actor, what: str, now: datetime) -> Iterator[UUID]:
    """One change in one transaction, with a line in the log of rights."""
    permissions.check(actor, "post.mailbox")
    with transaction.atomic():
        yield actor.landlord_id
        security_log.write(
            "post.mailbox", landlord=actor.landlord_id, at=now, actor=actor.user_id,
            detail={"what": what},
        )  # fmt: skip
