"""Copies database and files into one archive while the service runs, and puts them back.

The database is copied first and the files after it: a file is on the disk before its row is, so no
row in the copy is without its file. The archive ends with a list of hashes, and nothing is put back
unless all of them agree. It is not encrypted: whoever keeps it does that, with the key elsewhere.
"""

import errno
import gzip
import hashlib
import json
import os
import re
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from putright.gateways.blobs import HALF, NO_ROOM, PIECE, make_private, sync_folder
from putright.gateways.postgres_tools import ToolFailed, dump_database

SQLITE_NAME = "database.sqlite3"
POSTGRES_NAME = "database.pgdump"
MANIFEST = "manifest.json"
FILES = "files/"
FORMAT = 1
LONGEST_MANIFEST = 1 << 30
PLAIN_NAME = re.compile(r"files(/(?!\.{1,2}(/|$))[^/\0]+)+")


class BackupFailed(Exception):
    """No copy was made, or none put back; in words for whoever looks after the service."""


class BackupBroken(BackupFailed):
    """The archive is not what was written: cut off, changed, or not one of ours."""


@dataclass(frozen=True)
class Progress:
    """How far a copy is: a word for the step, and files done of all (0 where not known)."""

    step: str
    done: int = 0
    total: int = 0


@dataclass(frozen=True, kw_only=True)
class Copied:
    """What an archive holds. ``erased_meanwhile`` are files that were erased during the copy."""

    made_at: str
    database: str
    files: int
    size: int
    erased_meanwhile: tuple[str, ...] = ()


Tell = Callable[[Progress], None]


def backup_sqlite(
    *, database: Path, files: Path, into: Path, now: datetime, tell: Tell = lambda _: None
) -> Copied:
    """Write database and files into one .tar.gz. Raises ``BackupFailed`` and leaves nothing."""
    if not database.is_file():
        raise BackupFailed(f"There is no database at {database}, so there is nothing to copy.")
    with _half_made(into) as (archive, work):
        tell(Progress("database"))
        _copy_sqlite(database, work / SQLITE_NAME)
        return _pack(archive, work / SQLITE_NAME, files, now, tell)


def backup_postgres(
    *, dsn: str, files: Path, into: Path, now: datetime, tell: Tell = lambda _: None
) -> Copied:
    """The same for PostgreSQL, by pg_dump, as a role that row-level security does not bind."""
    with _half_made(into) as (archive, work):
        tell(Progress("database"))
        dump_database(dsn=dsn, into=work / POSTGRES_NAME)
        return _pack(archive, work / POSTGRES_NAME, files, now, tell)


def verify_backup(*, archive: Path, tell: Tell = lambda _: None) -> Copied:
    """Read an archive to its end and compare every hash. Raises ``BackupBroken``."""
    return _checked(archive, None, tell)


def restore(*, archive: Path, into: Path, tell: Tell = lambda _: None) -> Copied:
    """Put database and files into an empty folder, or nothing where a single hash disagrees.

    A dump of PostgreSQL then lies there as database.pgdump, for ``load_database``.
    """
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise BackupFailed(f"{into} is not an empty folder. Nothing was put back: name a new one.")
    was_there = into.is_dir()
    make_private(into)
    halfway = into / ".restoring"
    try:
        halfway.mkdir(mode=0o700)
        copied = _checked(archive, halfway, tell)
        for part in sorted(halfway.iterdir()):
            part.rename(into / part.name)
        halfway.rmdir()
        sync_folder(into)
    except BaseException as error:
        shutil.rmtree(halfway, ignore_errors=True)
        if not was_there:
            with suppress(OSError):
                into.rmdir()
        _retold(error, f"Nothing was put back into {into}.")
        raise
    return copied


def _retold(error: BaseException, outcome: str) -> None:
    """Say a full disk and a failed program in words; let everything else pass."""
    if isinstance(error, OSError) and error.errno in NO_ROOM | {errno.EACCES, errno.EROFS}:
        raise BackupFailed(f"{error.strerror}: {error.filename or 'disk'}. {outcome}") from error
    if isinstance(error, ToolFailed):
        raise BackupFailed(f"{error} {outcome}") from error


@contextmanager
def _half_made(into: Path) -> Iterator[tuple[Path, Path]]:
    """A place to write to that becomes the archive only when it is whole."""
    if into.exists():
        raise BackupFailed(f"{into} is there already. Nothing was copied: name a new file.")
    half = into.with_name(f"{into.name}{HALF}")
    try:
        make_private(into.parent)
        half.unlink(missing_ok=True)
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=into.parent) as work:
            yield half, Path(work)
            half.rename(into)
        sync_folder(into.parent)
    except BaseException as error:
        half.unlink(missing_ok=True)
        _retold(error, "No copy was made.")
        raise


def _copy_sqlite(database: Path, into: Path) -> None:
    """A copy as of one moment. In one go: in steps, each save would make it begin again."""
    into.touch(mode=0o600)
    try:
        with (
            closing(sqlite3.connect(f"file:{quote(str(database))}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(into)) as copy,
        ):
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            found = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as error:
        raise BackupFailed(f"The database could not be copied: {error}.") from error
    if found != "ok":
        raise BackupFailed(f"The database is damaged, so the copy was thrown away: {found}.")


def _pack(archive: Path, database: Path, files: Path, now: datetime, tell: Tell) -> Copied:
    listed = sorted(path for path in files.rglob("*") if _is_kept(path)) if files.is_dir() else []
    hashes: dict[str, dict[str, Any]] = {}
    erased = []
    handle = os.open(archive, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        with tarfile.open(fileobj=out, mode="w:gz", compresslevel=3) as tar:
            hashes[database.name] = _add(tar, database, database.name)
            for done, path in enumerate(listed):
                tell(Progress("files", done, len(listed)))
                name = f"{FILES}{path.relative_to(files).as_posix()}"
                try:
                    hashes[name] = _add(tar, path, name)
                except FileNotFoundError:
                    erased.append(name)
            says = {
                "format": FORMAT,
                "made_at": now.isoformat(),
                "holds": hashes,
                "erased_meanwhile": erased,
            }
            _add_bytes(tar, json.dumps(says, indent=1).encode(), MANIFEST)
        out.flush()
        os.fsync(out.fileno())
    tell(Progress("files", len(listed), len(listed)))
    return _copied(says)


def _is_kept(path: Path) -> bool:
    """Not folders, not links, and not what is still being written."""
    return path.is_file() and not path.is_symlink() and not path.name.endswith(HALF)


def _add(tar: tarfile.TarFile, path: Path, name: str) -> dict[str, Any]:
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
        stat = os.fstat(file.fileno())
        reader = _Hashing(file)
        tar.addfile(_member(name, stat.st_size, int(stat.st_mtime)), reader)
    return {"size": stat.st_size, "sha256": reader.seen.hexdigest()}


def _add_bytes(tar: tarfile.TarFile, content: bytes, name: str) -> None:
    tar.addfile(_member(name, len(content), 0), BytesIO(content))


def _member(name: str, size: int, changed: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = size, changed, 0o600
    return member


class _Hashing:
    """A file that is hashed while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.seen = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.file.read(size)
        self.seen.update(piece)
        return piece


def _checked(archive: Path, into: Path | None, tell: Tell) -> Copied:
    """Read all members, write them where asked, and compare with the list at the end."""
    found: dict[str, dict[str, Any]] = {}
    says: dict[str, Any] = {}
    try:
        with tarfile.open(archive, mode="r|gz") as tar:
            for member in tar:
                content = tar.extractfile(member) if member.isreg() else None
                if content is None or says or member.name in found or not _is_ours(member.name):
                    raise BackupBroken(f"{archive} holds {member.name!r}, which is not of ours.")
                if member.name == MANIFEST:
                    says = json.loads(content.read(LONGEST_MANIFEST))
                else:
                    found[member.name] = _taken(content, into and into / member.name)
                    tell(Progress("checking", len(found)))
        return _agreed(archive, found, says)
    except FileNotFoundError as error:
        raise BackupFailed(f"There is no archive at {archive}.") from error
    except (tarfile.TarError, EOFError, gzip.BadGzipFile, ValueError, KeyError, TypeError) as error:
        raise BackupBroken(f"{archive} is cut off or damaged: {error}.") from error


def _is_ours(name: str) -> bool:
    known = (SQLITE_NAME, POSTGRES_NAME, MANIFEST)
    return name in known or bool(PLAIN_NAME.fullmatch(name))


def _taken(content: IO[bytes], into: Path | None) -> dict[str, Any]:
    reader, size = _Hashing(content), 0
    out: IO[bytes] | None = None
    if into is not None:
        make_private(into.parent)
        out = os.fdopen(os.open(into, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    try:
        while piece := reader.read(PIECE):
            size += len(piece)
            if out:
                out.write(piece)
        if out:
            out.flush()
            os.fsync(out.fileno())
    finally:
        if out:
            out.close()
    return {"size": size, "sha256": reader.seen.hexdigest()}


def _agreed(archive: Path, found: dict[str, dict[str, Any]], says: dict[str, Any]) -> Copied:
    if not says:
        raise BackupBroken(f"{archive} is cut off: the list of hashes at its end is missing.")
    if says["format"] != FORMAT:
        raise BackupBroken(f"{archive} was written by a newer Putright: use that one to read it.")
    listed = says["holds"]
    wrong = sorted(name for name in found.keys() | listed if found.get(name) != listed.get(name))
    if wrong:
        more = f" and {len(wrong) - 3} more" if len(wrong) > 3 else ""
        raise BackupBroken(f"{archive} is damaged at {', '.join(wrong[:3])}{more}.")
    copied = _copied(says)
    if not copied.database:
        raise BackupBroken(f"{archive} holds no database.")
    return copied


def _copied(says: dict[str, Any]) -> Copied:
    holds = says["holds"]
    files = [name for name in holds if name.startswith(FILES)]
    return Copied(
        made_at=says["made_at"],
        database=next((name for name in holds if not name.startswith(FILES)), ""),
        files=len(files),
        size=sum(one["size"] for one in holds.values()),
        erased_meanwhile=tuple(says["erased_meanwhile"]),
    )
