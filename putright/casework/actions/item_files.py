"""Keeps what came with an item: its bytes on the disk, what it is, what a scanner says of it."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings

from putright.casework.actions.files import blobs
from putright.gateways.scanner import scanner_at
from putright.gateways.sniffing import name_to_hand_out, sniff
from putright.stores.post.items import NewItemFile

PATIENCE = 20.0
"""Seconds for the scanner: what it has not looked at by then is held until it has."""


def keep(*, landlord: UUID, item: UUID, name: str, content: bytes | Iterable[bytes]) -> NewItemFile:
    """A file of an item, on the disk and looked into. Raises ``FileRefused``."""
    store = blobs()
    chunks = [content] if isinstance(content, bytes) else content
    blob = store.keep(
        landlord=landlord, case=item, chunks=chunks, limit=settings.MOST_BYTES_OF_A_FILE
    )
    with store.open(landlord=landlord, case=item, name=blob.name) as kept:
        sniffed = sniff(name=name, file=kept)
        kept.seek(0)
        scan = scanner_at(address=settings.SCANNER, seconds=PATIENCE).scan(stream=kept)
    return NewItemFile(
        name=name_to_hand_out(name=name, sniffed=sniffed), media_type=sniffed.media_type,
        kind=sniffed.kind, size=blob.size, blob=blob.name, salt=blob.salt,
        digest=blob.salted_digest, scan=scan,
    )  # fmt: skip


def drop(*, landlord: UUID, item: UUID, files: list[NewItemFile]) -> None:
    """No item was made after all: nothing of its files stays."""
    for each in files:
        blobs().erase(landlord=landlord, case=item, name=each.blob)
