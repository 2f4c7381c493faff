"""Backing up while the service runs, and putting a backup back."""

import json
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from putright.casework.operations import tables
from putright.casework.operations.refusals import CannotRun
from putright.gateways import backup
from putright.gateways.backup import POSTGRES_NAME, SQLITE_NAME, BackupFailed, Copied, Progress
from putright.gateways.postgres_tools import ToolFailed, load_database

LAST = "last-backup.json"
"""Beside the database: when the last copy was made, for ``putright health``."""

Step = Callable[[str], None]


def back_up(*, into: Path, now: datetime, dsn: str = "", step: Step = tables.quiet) -> Copied:
    """Copy database and files into one archive; ``dsn`` is for PostgreSQL, of a role that sees all.

    Raises ``CannotRun`` and leaves nothing behind where it fails.
    """
    try:
        copied = _copy(into, now, dsn, step)
    except BackupFailed as fault:
        raise CannotRun(str(fault)) from fault
    told = {"at": now.isoformat(), "archive": str(into.absolute())}
    (settings.HOME / LAST).write_text(json.dumps(told), encoding="utf-8")
    return copied


def last_backup() -> datetime | None:
    """When the last copy was made from here."""
    try:
        told = json.loads((settings.HOME / LAST).read_text(encoding="utf-8"))
        return datetime.fromisoformat(told["at"])
    except (FileNotFoundError, ValueError, KeyError):
        return None


def put_back(*, archive: Path, dsn: str = "", step: Step = tables.quiet) -> Copied:
    """Put database and files into an installation that has none, or nothing at all."""
    database, files = _places(dsn)
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=settings.HOME) as work:
        try:
            copied = backup.restore(archive=archive, into=Path(work) / "copy", tell=_told(step))
            _load(Path(work) / "copy", database, dsn)
        except (BackupFailed, ToolFailed) as fault:
            raise CannotRun(str(fault)) from fault
        if (kept := Path(work) / "copy" / "files").is_dir():
            if files.exists():
                files.rmdir()
            shutil.move(kept, files)
    connections.close_all()
    tables.upgrade(step=step)
    return copied


def _copy(into: Path, now: datetime, dsn: str, step: Step) -> Copied:
    tell = _told(step)
    if connection.vendor == "sqlite":
        database = Path(connection.settings_dict["NAME"])
        return backup.backup_sqlite(
            database=database, files=settings.FILES, into=into, now=now, tell=tell
        )
    if not dsn:
        raise CannotRun(
            "Say as whom to copy: DATABASE_BACKUP_URL must name a role that row-level security "
            "does not bind (BYPASSRLS), or the copy would be empty. Nothing was copied."
        )
    return backup.backup_postgres(dsn=dsn, files=settings.FILES, into=into, now=now, tell=tell)


def _places(dsn: str) -> tuple[Path | None, Path]:
    """Where database and files are to go; both must be free."""
    files = settings.FILES
    if files.exists() and any(files.iterdir()):
        raise CannotRun(f"{files} holds files. Nothing was put back: name an empty PUTRIGHT_HOME.")
    if connection.vendor != "sqlite":
        if not dsn:
            raise CannotRun("Set DATABASE_OWNER_URL: the role that is to own the tables.")
        return None, files
    database = Path(connection.settings_dict["NAME"])
    if database.exists():
        raise CannotRun(f"{database} is there already. Nothing was put back over it.")
    return database, files


def _load(copy: Path, database: Path | None, dsn: str) -> None:
    if database is not None:
        if not (copy / SQLITE_NAME).exists():
            raise CannotRun("This is a copy of a PostgreSQL database: set DATABASE_URL for it.")
        shutil.move(copy / SQLITE_NAME, database)
        return
    if not (copy / POSTGRES_NAME).exists():
        raise CannotRun(
            "This is a copy of an embedded database: put it back without DATABASE_URL, then use "
            "`putright move-database`."
        )
    load_database(dump=copy / POSTGRES_NAME, dsn=dsn, keep_owners=False)


def _told(step: Step) -> Callable[[Progress], None]:
    def tell(progress: Progress) -> None:
        step(f"{progress.step} {progress.done}" if progress.done else progress.step)

    return tell
