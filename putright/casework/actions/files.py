"""Keeping a file with a case: its bytes go to the disk first, then its row, then an entry.

A file is on the disk whole before anything names it, so that no entry can name a file that is not
there (security F6). The entry that holds it is the caller's.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.permissions import Nearness
from putright.casework.refused import Refused
from putright.gateways.blobs import BlobStore, EmptyFile, FileRefused, NoSuchFile
from putright.gateways.file_names import clean_name
from putright.gateways.scanner import Scanner, scanner_at
from putright.gateways.sniffing import name_to_hand_out, sniff
from putright.kit.say import _
from putright.stores.post import arrivals, items
from putright.stores.record import files
from putright.stores.record.files import FileRow, NewFile
from putright.stores.record.ledger.translate import Attached

PROOFS = {"picture": "photo", "sound": "recording", "film": "recording"}
"""The kinds of evidence that files are; any other is a document."""

MOST_SCANNED = 200
"""Messages as they came that the scanner is shown at once: after an update there are many."""


class NotKept(Refused):
    """A file was not kept: why, in words for whoever sent it; the rest of the form stands."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(_("{name}: {reason}").format(name=clean_name(name=name), reason=reason))


def keep(
    *, actor: Actor, near: Nearness, name: str, chunks: Iterable[bytes], now: datetime,
    permission: str = "case.note",
) -> Attached:  # fmt: skip
    """Keep a file for a case; an entry is then made to hold what is returned.

    Raises ``NotKept`` where it is empty or too large, or the disk is full; nothing of it stays.
    """
    permissions.check(actor, permission, near)
    return _kept(actor, name, chunks, now, case=near.case_id)


def keep_for_lesson(
    *, actor: Actor, lesson: UUID, name: str, chunks: Iterable[bytes], now: datetime
) -> Attached:
    """Keep what shows that a change was made; whether there is such a lesson was asked before."""
    permissions.check(actor, "lesson.work")
    return _kept(actor, name, chunks, now, lesson=lesson)


def _kept(
    actor: Actor, name: str, chunks: Iterable[bytes], now: datetime, *,
    case: UUID | None = None, lesson: UUID | None = None,
) -> Attached:  # fmt: skip
    """The bytes on the disk, looked into and scanned, and their row."""
    store, landlord, folder = blobs(), actor.landlord_id, case or lesson
    assert folder is not None
    try:
        blob = store.keep(
            landlord=landlord, case=folder, chunks=chunks, limit=settings.MOST_BYTES_OF_A_FILE
        )
        with store.open(landlord=landlord, case=folder, name=blob.name) as kept:
            sniffed = sniff(name=name, file=kept)
            kept.seek(0)
            scan = scanner_at(address=settings.SCANNER).scan(stream=kept)
    except (EmptyFile, FileRefused) as refused:
        raise NotKept(name, str(refused)) from refused
    new = NewFile(
        name=name_to_hand_out(name=name, sniffed=sniffed),
        media_type=sniffed.media_type,
        kind=sniffed.kind,
        size=blob.size,
        blob=blob.name,
        salt=blob.salt,
        digest=blob.salted_digest,
        scan=scan,
    )
    user = actor.user_id
    made = files.make(landlord=landlord, case=case, lesson=lesson, file=new, user=user, now=now)
    return Attached(id=made, digest=blob.salted_digest)


def kept_before(*, actor: Actor, near: Nearness, ids: Iterable[UUID]) -> tuple[Attached, ...]:
    """Files that this person kept for this case a moment ago, when the form came back."""
    permissions.check(actor, "case.note", near)
    rows = _of_form(actor, near, ids)
    return tuple(Attached(id=row.id, digest=row.digest) for row in rows)


def names_kept(*, actor: Actor, near: Nearness, ids: Iterable[UUID]) -> dict[UUID, str]:
    """What those files are called, to say on the form that they are safe."""
    permissions.check(actor, "case.note", near)
    return {row.id: row.name for row in _of_form(actor, near, ids)}


def proof_kinds(*, actor: Actor, ids: Iterable[UUID]) -> tuple[str, ...]:
    """What kind of evidence kept files are, by what is in them."""
    rows = files.named(landlord=actor.landlord_id, files=ids)
    return tuple(dict.fromkeys(PROOFS.get(row.kind, "document") for row in rows.values()))


def scan_again(*, landlord: UUID) -> int:
    """Ask the scanner about all that it has not answered for; of how much it answered now.

    That is kept files, what came with post, and post as it came: what could not be read as well.
    """
    scanner = scanner_at(address=settings.SCANNER)
    if not settings.SCANNER or not scanner.is_answering():
        return 0
    waiting: list[tuple[UUID, str, Callable[[str], None]]] = [
        (row.case_id, row.blob, _told(files.scanned, landlord, "file", row.id))
        for row in files.not_scanned(landlord=landlord)
    ]
    waiting += [
        (came.item, came.blob, _told(items.scanned, landlord, "file", came.id))
        for came in items.files_not_scanned(landlord=landlord)
    ]
    waiting += [
        (key, blob, _told(arrivals.scanned, landlord, "arrival", key))
        for key, blob in arrivals.not_scanned(landlord=landlord, most=MOST_SCANNED)
    ]
    return sum(_scanned(scanner, landlord, *one) for one in waiting)


def _told(keep: Callable[..., None], landlord: UUID, what: str, key: UUID) -> Callable[[str], None]:
    return lambda scan: keep(landlord=landlord, scan=scan, **{what: key})


def _scanned(
    scanner: Scanner, landlord: UUID, folder: UUID, blob: str, told: Callable[[str], None]
) -> bool:
    try:
        with blobs().open(landlord=landlord, case=folder, name=blob) as kept:
            verdict = scanner.scan(stream=kept)
    except NoSuchFile:  # erased meanwhile
        return False
    if verdict != "not scanned":
        told(verdict)
    return verdict != "not scanned"


def blobs() -> BlobStore:
    """Where this installation keeps files."""
    return BlobStore(root=settings.FILES)


def _of_form(actor: Actor, near: Nearness, ids: Iterable[UUID]) -> list[FileRow]:
    return files.kept_by(
        landlord=actor.landlord_id, case=near.case_id, user=actor.user_id, files=ids
    )
