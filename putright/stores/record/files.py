"""Rows of kept files: whose they are, what they are, whether they were scanned."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from putright.stores.record.models import File


class NewFile(Struct, frozen=True, kw_only=True):
    """A file whose bytes are on the disk already."""

    name: str
    media_type: str
    kind: str
    size: int
    blob: str
    salt: bytes
    digest: str
    scan: str


class FileRow(Struct, frozen=True, kw_only=True):
    """What the record says of a kept file; of a lesson's, ``case_id`` is the lesson."""

    id: UUID
    case_id: UUID
    is_of_lesson: bool = False
    name: str
    media_type: str
    kind: str
    size: int
    blob: str
    digest: str
    scan: str
    kept_at: datetime
    kept_by: UUID


def make(
    *, landlord: UUID, file: NewFile, user: UUID, now: datetime,
    case: UUID | None = None, lesson: UUID | None = None,
) -> UUID:  # fmt: skip
    """The row of a file that was kept for a case, or for a lesson."""
    made = File.objects.create(
        landlord_id=landlord,
        case_id=case,
        lesson=lesson,
        name=file.name,
        media_type=file.media_type,
        kind=file.kind,
        size=file.size,
        blob=file.blob,
        salt=file.salt,
        digest=bytes.fromhex(file.digest),
        scan=file.scan,
        kept_at=now,
        kept_by=user,
    )
    return made.id


def named(*, landlord: UUID, files: Iterable[UUID]) -> dict[UUID, FileRow]:
    """The rows of these files, by their id."""
    found = File.objects.filter(landlord_id=landlord, id__in=list(files))
    return {row.id: _row(row) for row in found}


def kept_by(*, landlord: UUID, case: UUID, user: UUID, files: Iterable[UUID]) -> list[FileRow]:
    """Those of these files that somebody kept for a case, in the order they were kept."""
    found = File.objects.filter(
        landlord_id=landlord, case_id=case, kept_by=user, id__in=list(files)
    )
    return [_row(row) for row in found.order_by("kept_at", "id")]


def not_scanned(*, landlord: UUID) -> list[FileRow]:
    """The files that a scanner has not answered for."""
    found = File.objects.filter(landlord_id=landlord, scan="not scanned")
    return [_row(row) for row in found.order_by("kept_at", "id")]


def scanned(*, landlord: UUID, file: UUID, scan: str) -> None:
    """Keep what the scanner said."""
    File.objects.filter(landlord_id=landlord, id=file).update(scan=scan)


def _row(row: File) -> FileRow:
    return FileRow(
        id=row.id,
        case_id=row.kept_for,
        is_of_lesson=row.lesson is not None,
        name=row.name,
        media_type=row.media_type,
        kind=row.kind,
        size=row.size,
        blob=row.blob,
        digest=bytes(row.digest).hex(),
        scan=row.scan,
        kept_at=row.kept_at,
        kept_by=row.kept_by,
    )


class FileToCheck(Struct, frozen=True):
    """Where the bytes of a file lie, and what its salted digest is made with."""

    case_id: UUID
    blob: str
    salt: bytes


def to_check(*, landlord: UUID, file: UUID) -> FileToCheck | None:
    """What verifying a file takes."""
    row = File.objects.filter(landlord_id=landlord, id=file).first()
    return FileToCheck(row.kept_for, row.blob, bytes(row.salt)) if row else None


def addresses(*, landlord: UUID) -> list[tuple[UUID, str]]:
    """The case or lesson, and the name on the disk, of every file."""
    return [(row.kept_for, row.blob) for row in File.objects.filter(landlord_id=landlord)]
