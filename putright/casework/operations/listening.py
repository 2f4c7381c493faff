"""What the listener for forwarded mail asks: whether an address is known, and to keep a message."""

import ssl
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connections

from putright.casework.actions.arrivals import keep as keep_arrival
from putright.casework.routing import staff_of_address
from putright.gateways import clock
from putright.gateways.blobs import DiskFull
from putright.gateways.listening import Handed, Listener, NoRoom
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.post import jobs, mailboxes
from putright.stores.post.mailboxes import FORWARDED, Box

DOOR = "forwarded"
UNDERSTAND = "understand"


def listener(
    *, host: str, port: int, lmtp: bool = False, tls: ssl.SSLContext | None = None
) -> Listener:
    """What listens for mail; ``start`` and ``stop`` it."""
    return Listener(host=host, port=port, knows=knows, keep=keep, lmtp=lmtp, tls=tls)


def knows(address: str) -> bool:
    """Whether mail for that address is kept here: nothing is passed on to any other."""
    with _apart():
        return _box_of(address) is not None


def keep(handed: Handed) -> None:
    """Keep a message for each landlord it is for. When this returns it is saved for good."""
    with _apart():
        boxes: defaultdict[UUID, list[tuple[Box, str]]] = defaultdict(list)
        for address in handed.recipients:
            box = _box_of(address)
            if box is None:
                raise LookupError("an address went while its message came")
            boxes[box.landlord].append((box, address))
        for landlord, named in boxes.items():
            _keep(landlord, named, handed)


def _keep(landlord: UUID, named: list[tuple[Box, str]], handed: Handed) -> None:
    box, now = named[0][0], clock.now()
    told = {"from": handed.sender, "to": [address for _box, address in named]}
    try:
        keep_arrival(
            landlord=landlord, mailbox=box.id, door=DOOR, raw=handed.raw, envelope=told, now=now
        )
    except DiskFull as full:
        raise NoRoom from full
    with landlord_scope(landlord):
        for each, _address in named:
            mailboxes.worked(landlord=landlord, mailbox=each.id, now=now)
        jobs.wake(name=UNDERSTAND, landlord=landlord, machine=clock.machine())


def _box_of(address: str) -> Box | None:
    """The forwarded mailbox of an address; of a member of staff's, one of that landlord's."""
    with landlord_scope(OPERATOR):
        box = mailboxes.of_address(address)
        if box is not None:
            return box if box.way == FORWARDED else None
        landlord = staff_of_address(address)
        if landlord is None:
            return None
        every = mailboxes.every(landlord=landlord)
        return next((each for each in every if each.is_active and each.way == FORWARDED), None)


@contextmanager
def _apart() -> Iterator[None]:
    """The listener's threads come and go: none leaves a connection behind."""
    try:
        yield
    finally:
        connections.close_all()
