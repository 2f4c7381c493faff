"""A kept file: who may have it, whether it is held back, and its bytes."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core import signing
from msgspec import Struct

from putright.casework.actions.files import blobs
from putright.casework.actor import Actor
from putright.casework.live import load
from putright.casework.queries import cases, lessons
from putright.casework.queries.staff import actor_of
from putright.casework.refused import NotThere
from putright.casework.walls import withheld
from putright.gateways.blobs import NoSuchFile
from putright.kit.say import _
from putright.stores.accounts.models import User
from putright.stores.accounts.scope import landlord_scope
from putright.stores.record import files, readings
from putright.stores.record.files import FileRow

SALT = "putright.files.bytes"
SECONDS = 60
"""How long a link to the bytes of a file works (security V3.6)."""


class FileSeen(Struct, frozen=True, kw_only=True):
    """A file as a page shows it; ``held`` says why it is not handed out, "" where it is."""

    id: UUID
    case_id: UUID
    name: str
    media_type: str
    kind: str
    size: int
    held: str = ""
    note: str = ""


def files_of(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, FileSeen]:
    """The files that entries hold; whether the entries may be seen was asked before."""
    rows = files.named(landlord=actor.landlord_id, files=ids)
    return {key: _seen(row) for key, row in rows.items()}


def find_file(actor: Actor, file_id: UUID, *, now: datetime, what: str = "file") -> FileSeen:
    """A file, where its case or lesson may be seen and no wall stands before what holds it."""
    row = files.named(landlord=actor.landlord_id, files=[file_id]).get(file_id)
    if row is None:
        raise NotThere
    if row.is_of_lesson:
        lessons.may_see(actor, row.case_id)
        readings.note(landlord=actor.landlord_id, user=actor.user_id, what=what, at=now,
                      detail=str(file_id))  # fmt: skip
        return _seen(row)
    case, _near = cases.find(actor, row.case_id, now=now, what=what, detail=str(file_id))
    live = load(case)
    walled = withheld(actor, live)
    holders = {one.entry.id for one in live.kept if file_id in one.files}
    if not holders and row.kept_by != actor.user_id:
        raise NotThere
    if holders and holders <= walled:
        raise NotThere
    return _seen(row)


def token_for(actor: Actor, file: FileSeen) -> str:
    """What a link to the bytes carries: for this person and this file, for a minute."""
    told = [str(actor.landlord_id), str(actor.user_id), str(file.id)]
    return signing.dumps(told, salt=SALT)


def open_with(
    token: str, *, now: datetime, signed_in: UUID | None = None
) -> tuple[FileSeen, "Bytes"]:
    """The file that a link names, asked for anew: whoever may not see it by now gets nothing.

    ``signed_in`` is who holds the browser's session, if anybody does: a link is no one else's.
    """
    try:
        told = signing.loads(token, salt=SALT, max_age=SECONDS)
        landlord, user, file_id = (UUID(each) for each in told)
    except (signing.BadSignature, ValueError, TypeError):
        raise NotThere from None
    if signed_in is not None and signed_in != user:
        raise NotThere
    with landlord_scope(landlord):
        account = User.objects.filter(landlord_id=landlord, id=user, is_active=True).first()
        if account is None:
            raise NotThere
        file = find_file(actor_of(account, today=now.date()), file_id, now=now, what="file read")
        row = files.named(landlord=landlord, files=[file_id])[file_id]
    if file.held:
        raise NotThere
    try:
        blobs().size(landlord=landlord, case=row.case_id, name=row.blob)
    except NoSuchFile:
        raise NotThere from None
    return file, Bytes(landlord=landlord, case=row.case_id, blob=row.blob)


class Bytes(Struct, frozen=True, kw_only=True):
    """Where the bytes of a file lie; asking was done before."""

    landlord: UUID
    case: UUID
    blob: str

    def pieces(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """The bytes from ``start`` up to, not with, ``stop``; the file is open only meanwhile."""
        yield from blobs().read_range(
            landlord=self.landlord, case=self.case, name=self.blob, start=start, stop=stop
        )


def _seen(row: FileRow) -> FileSeen:
    held, note = _held(row.scan), ""
    if not held and row.scan == "not scanned":
        note = _("not scanned for viruses")
    return FileSeen(
        id=row.id,
        case_id=row.case_id,
        name=row.name,
        media_type=row.media_type,
        kind=row.kind,
        size=row.size,
        held=held,
        note=note,
    )


def _held(scan: str) -> str:
    """Why a file is not handed out; "" where nothing stands against it."""
    if scan == "infected":
        return _("held: the virus scanner found something in it")
    if scan != "clean" and settings.SCANNER:
        return _("held until the virus scanner has looked at it")
    return ""
