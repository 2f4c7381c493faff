"""Keeps files on the disk: one folder per landlord and case, random names, nothing half-written.

A file is named at random, never after its content: one content under one name would join two cases,
tell that the other has it, and could not be erased for one of them (security.md R16).
"""

import errno
import hashlib
import os
import re
import secrets
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Literal
from uuid import UUID

NAME = re.compile(r"[0-9a-f]{32}")
FOLDER = re.compile(r"[0-9a-f]{32}")
HALF = ".part"
PIECE = 64 * 1024
SALT_BYTES = 32
LOOK_AT_DISK_EVERY = 8 * 1024 * 1024
# Uploads stop here, so that notes still fit on the disk (security.md F1).
FULL_AT = 0.9
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

Address = tuple[UUID, UUID, str]


class FileRefused(Exception):
    """A file that was not kept, in words for the one who sent it; nothing of it is left."""

    reason = "refused"


class EmptyFile(FileRefused):
    """There is nothing in it."""

    reason = "empty"

    def __init__(self) -> None:
        super().__init__(
            "This file is empty, so there is nothing to keep. Open it where it came from: if it is "
            "empty there too, ask whoever sent it to send it again."
        )


class TooLarge(FileRefused):
    """There is more in it than one file may have."""

    reason = "too large"

    def __init__(self, *, limit: int) -> None:
        self.limit = limit
        super().__init__(
            f"This file is larger than {megabytes(limit)}, the most that one file may have. "
            "Nothing of it was kept. Send it in parts, or hand it over on a stick or disc."
        )


class DiskFull(FileRefused):
    """There is no room for files, or only what notes need."""

    reason = "disk full"

    def __init__(self) -> None:
        super().__init__(
            "There is not enough room to keep files at the moment. Nothing of this file was kept; "
            "notes can still be saved. Keep the file where it is, and tell your administrator."
        )


class NoSuchFile(LookupError):
    """No file is kept for this case under this name."""


@dataclass(frozen=True, kw_only=True)
class KeptBlob:
    """A file that is on the disk. Only the salted digest may go into the record's chain."""

    name: str
    size: int
    sha256: str = field(repr=False)
    salt: bytes = field(repr=False)
    salted_digest: str


@dataclass(frozen=True, kw_only=True)
class Orphan:
    """A file on the disk that no row names, or that was never finished."""

    path: str
    size: int
    changed_at: datetime
    is_half: bool
    is_ours: bool


@dataclass(frozen=True)
class BlobStore:
    """The kept files of every landlord, below one folder of the disk."""

    root: Path
    full_at: float = FULL_AT

    def keep(self, *, landlord: UUID, case: UUID, chunks: Iterable[bytes], limit: int) -> KeptBlob:
        """Write a file to the disk so that a power cut leaves it whole or leaves none.

        Raises ``EmptyFile``, ``TooLarge`` or ``DiskFull``, and then nothing of it stays.
        """
        if self.is_full():
            raise DiskFull
        try:
            return self._keep(self._folder(landlord, case), chunks, limit)
        except OSError as error:
            if error.errno in NO_ROOM:
                raise DiskFull from error
            raise

    def open(self, *, landlord: UUID, case: UUID, name: str) -> BinaryIO:
        """The kept file, to read. Raises ``NoSuchFile``."""
        try:
            handle = os.open(self._path(landlord, case, name), os.O_RDONLY | os.O_NOFOLLOW)
        except FileNotFoundError as error:
            raise NoSuchFile(name) from error
        return os.fdopen(handle, "rb")

    def size(self, *, landlord: UUID, case: UUID, name: str) -> int:
        """How many bytes the kept file has. Raises ``NoSuchFile``."""
        with self.open(landlord=landlord, case=case, name=name) as file:
            return os.fstat(file.fileno()).st_size

    def read_range(
        self, *, landlord: UUID, case: UUID, name: str, start: int = 0, stop: int | None = None
    ) -> Iterator[bytes]:
        """The bytes from ``start`` up to, not with, ``stop``, in pieces. Raises ``NoSuchFile``."""
        if start < 0 or (stop is not None and stop < start):
            raise ValueError(f"bytes {start} to {stop} are no range")
        return _pieces(self.open(landlord=landlord, case=case, name=name), start, stop)

    def erase(self, *, landlord: UUID, case: UUID, name: str) -> bool:
        """Take the file off the disk for good; False where it was gone already."""
        path = self._path(landlord, case, name)
        try:
            path.unlink()
        except FileNotFoundError:
            return False
        sync_folder(path.parent)
        return True

    def check(
        self, *, landlord: UUID, case: UUID, name: str, salt: bytes, digest: str
    ) -> Literal["same", "changed", "missing"]:
        """Whether the file on the disk is the one whose salted digest the record holds."""
        found = hashlib.sha256(salt)
        try:
            for piece in self.read_range(landlord=landlord, case=case, name=name):
                found.update(piece)
        except NoSuchFile:
            return "missing"
        return "same" if secrets.compare_digest(found.hexdigest(), digest) else "changed"

    def orphans(self, *, known: Collection[Address]) -> list[Orphan]:
        """What lies below the root and no row names, the unfinished included.

        A file is on the disk before its row is: one that is younger than a day may still get it.
        """
        named = {self._path(*address) for address in known}
        found = (path for path in sorted(self.root.rglob("*")) if not path.is_dir())
        seen = (self._orphan(path) for path in found if path not in named)
        return [orphan for orphan in seen if orphan is not None]

    def sweep(self, *, orphans: Iterable[Orphan], before: datetime) -> list[str]:
        """Erase those orphans that were last written before then and bear a name that we give."""
        old = [one.path for one in orphans if one.is_ours and one.changed_at < before]
        for path in old:
            (self.root / path).unlink(missing_ok=True)
            sync_folder((self.root / path).parent)
        return old

    def is_full(self) -> bool:
        """Whether the disk holds so much that what is left is for notes."""
        return self.fullness() >= self.full_at

    def fullness(self) -> float:
        """The used share of the disk that a service may use, from 0 to 1."""
        disk = os.statvfs(_nearest(self.root))
        used = disk.f_blocks - disk.f_bfree
        return used / ((used + disk.f_bavail) or 1)

    def _keep(self, folder: Path, chunks: Iterable[bytes], limit: int) -> KeptBlob:
        name = secrets.token_hex(16)
        half = folder / f"{name}{HALF}"
        try:
            blob = self._write(half, name, chunks, limit)
            half.rename(folder / name)
        except BaseException:
            with suppress(FileNotFoundError):
                half.unlink()
            raise
        sync_folder(folder)
        return blob

    def _write(self, half: Path, name: str, chunks: Iterable[bytes], limit: int) -> KeptBlob:
        salt = secrets.token_bytes(SALT_BYTES)
        bare, salted = hashlib.sha256(), hashlib.sha256(salt)
        size = looked_at = 0
        handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise TooLarge(limit=limit)
                if size - looked_at >= LOOK_AT_DISK_EVERY:
                    looked_at = size
                    if self.is_full():
                        raise DiskFull
                bare.update(chunk)
                salted.update(chunk)
                file.write(chunk)
            if not size:
                raise EmptyFile
            file.flush()
            os.fsync(file.fileno())
        return KeptBlob(
            name=name,
            size=size,
            sha256=bare.hexdigest(),
            salt=salt,
            salted_digest=salted.hexdigest(),
        )

    def _folder(self, landlord: UUID, case: UUID) -> Path:
        """The folder of a case, made when its first file comes."""
        folder = self.root / landlord.hex / case.hex
        make_private(folder)
        return folder

    def _path(self, landlord: UUID, case: UUID, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise NoSuchFile(name)
        return self.root / landlord.hex / case.hex / name

    def _orphan(self, path: Path) -> Orphan | None:
        try:
            stat = path.lstat()
        except FileNotFoundError:
            return None
        place = path.relative_to(self.root)
        *folders, name = place.parts
        in_place = len(folders) == 2 and all(FOLDER.fullmatch(part) for part in folders)
        return Orphan(
            path=place.as_posix(),
            size=stat.st_size,
            changed_at=datetime.fromtimestamp(stat.st_mtime, UTC),
            is_half=name.endswith(HALF),
            is_ours=in_place and bool(NAME.fullmatch(name.removesuffix(HALF))),
        )


def make_private(folder: Path) -> None:
    """Make a folder and what is missing above it, for this user alone, so that it stays made."""
    if folder.is_dir():
        return
    make_private(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Have the disk remember which files are in a folder, not only what is in the files."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def megabytes(size: int) -> str:
    """A size as people say it."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f}".removesuffix(".0") + " MB"


def _pieces(file: BinaryIO, start: int, stop: int | None) -> Iterator[bytes]:
    with file:
        file.seek(start)
        left = stop - start if stop is not None else None
        while left is None or left > 0:
            piece = file.read(PIECE if left is None else min(PIECE, left))
            if not piece:
                return
            yield piece
            left = None if left is None else left - len(piece)


def _nearest(path: Path) -> Path:
    """The path itself or the first folder above it that is there."""
    return next(place for place in (path.absolute(), *path.absolute().parents) if place.exists())
