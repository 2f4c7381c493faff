"""Keeps mail as it came in, byte for byte and once, before anybody tries to understand it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.crypto import salted_hmac

from putright.casework.actions.files import blobs
from putright.gateways.mail_likeness import Likeness
from putright.stores.accounts.scope import landlord_scope
from putright.stores.post import arrivals
from putright.stores.post.arrivals import NewArrival

MOST_BYTES = 1_000_000_000
"""No mail server sends a message as large as this on."""
NOTHING = b"\r\n"
"""What is kept of a message without a single byte."""


def keep(
    *, landlord: UUID, mailbox: UUID, door: str, raw: bytes | Iterable[bytes], now: datetime,
    numbering: int | None = None, uid: int | None = None,
    envelope: Mapping[str, object] | None = None,
) -> UUID:  # fmt: skip
    """Keep a message; when this returns it is on the disk and its row is saved for good.

    ``numbering`` and ``uid`` are its place in a mailbox that is read: the same place is kept once,
    whoever is killed and whenever. Outside of a transaction; raises ``DiskFull``.
    """
    if (before := _before(landlord, mailbox, numbering, uid)) is not None:
        return before
    arrival, likeness = uuid4(), Likeness()
    pieces = [raw] if isinstance(raw, bytes) else raw
    blob = blobs().keep(
        landlord=landlord, case=arrival, chunks=likeness.through(_some(pieces)), limit=MOST_BYTES
    )
    keyed = salted_hmac("putright.likeness", likeness.value(), algorithm="sha256")
    new = NewArrival(
        id=arrival, door=door, mailbox=mailbox, numbering=numbering, uid=uid, blob=blob.name,
        size=blob.size, salt=blob.salt, digest=blob.salted_digest, likeness=keyed.digest(),
        envelope=envelope or {}, came_at=now,
    )  # fmt: skip
    with landlord_scope(landlord), transaction.atomic():
        is_new = arrivals.add(landlord=landlord, new=new)
    if is_new:
        return arrival
    blobs().erase(landlord=landlord, case=arrival, name=blob.name)
    first = _before(landlord, mailbox, numbering, uid)
    assert first is not None
    return first


def raw_of(*, landlord: UUID, arrival: UUID, blob: str) -> bytes:
    """Every byte of what was kept. Raises ``NoSuchFile``."""
    return b"".join(blobs().read_range(landlord=landlord, case=arrival, name=blob))


def _before(landlord: UUID, mailbox: UUID, numbering: int | None, uid: int | None) -> UUID | None:
    if numbering is None or uid is None:
        return None
    with landlord_scope(landlord):
        return arrivals.of_place(landlord=landlord, mailbox=mailbox, numbering=numbering, uid=uid)


def _some(pieces: Iterable[bytes]) -> Iterator[bytes]:
    is_empty = True
    for piece in pieces:
        is_empty = is_empty and not piece
        yield piece
    if is_empty:
        yield NOTHING
