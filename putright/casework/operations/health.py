"""Whether the service is well: one line for each thing that can go wrong unseen."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from msgspec import Struct

from putright.casework.actions.files import blobs
from putright.casework.operations import copies, health_post, tables
from putright.gateways import clock, files
from putright.gateways.letter_pdf import what_is_missing
from putright.gateways.scanner import scanner_at

FULL_SOON = 0.8
BACKUP_AFTER = timedelta(days=2)
CALENDAR_AHEAD = timedelta(days=365)


class Told(Struct, frozen=True):
    """One thing looked at: whether it is well, and in words how it stands."""

    what: str
    is_well: bool
    says: str


def look(*, now: datetime) -> Iterator[Told]:
    """Look at everything; what cannot be looked at is not well."""
    try:
        connection.ensure_connection()
    except DatabaseError as fault:
        yield Told("database", False, f"not reached: {_first_line(fault)}")
        return
    for what, question in QUESTIONS.items():
        try:
            is_well, says = question(now)
        except (DatabaseError, OSError) as fault:
            is_well, says = False, _first_line(fault)
        yield Told(what, is_well, says)


def _database(now: datetime) -> tuple[bool, str]:
    if connection.vendor == "sqlite":
        return True, "embedded (SQLite)"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls, EXISTS (SELECT 1 FROM pg_class WHERE "
            "relname = 'record_entry' AND relowner = pg_roles.oid) FROM pg_roles "
            "WHERE rolname = current_user"
        )
        sees_all, owns = cursor.fetchone()
    if sees_all:
        return False, "the service's role sees every landlord's rows: give it one that does not"
    if owns:
        return False, "the service's role owns the tables: set DATABASE_OWNER_URL and another role"
    return True, "PostgreSQL, as a role that owns nothing"


def _tables(now: datetime) -> tuple[bool, str]:
    if found := tables.newer():
        return False, f"written by a newer version ({', '.join(found)})"
    if found := tables.pending():
        return False, f"{len(found)} changes are waiting: run `putright upgrade`"
    return True, "up to date"


def _settings(now: datetime) -> tuple[bool, str]:
    found = [each for each in checks.run_checks() if each.level >= checks.ERROR]
    if found:
        return False, "; ".join(each.msg for each in found)
    return True, "fit for production" if settings.PRODUCTION else "not for production"


def _files(now: datetime) -> tuple[bool, str]:
    settings.FILES.mkdir(parents=True, exist_ok=True, mode=0o700)
    probe = settings.FILES / ".health.part"
    probe.write_bytes(b"well")
    probe.unlink()
    full = blobs().fullness()
    return full < FULL_SOON, f"{settings.FILES} can be written; the disk is {full:.0%} full"


def _scanner(now: datetime) -> tuple[bool, str]:
    if not settings.SCANNER:
        return True, "none set: files are marked as not scanned"
    is_answering = scanner_at(address=settings.SCANNER).is_answering()
    return is_answering, "answers" if is_answering else "does not answer: new files are held"


def _backup(now: datetime) -> tuple[bool, str]:
    last = copies.last_backup()
    if last is None:
        return not settings.PRODUCTION, "none was made by `putright backup`"
    is_fresh = clock.machine() - last < BACKUP_AFTER
    return is_fresh, f"last made on {last:%Y-%m-%d at %H:%M}"


def _clock(now: datetime) -> tuple[bool, str]:
    told = clock.set_time()
    if told is None:
        return True, "the machine's own"
    how = "and runs" if told.runs else "and stands still"
    return not settings.PRODUCTION, f"set by hand {how}: it is {now:%Y-%m-%d %H:%M}"


def _calendar(now: datetime) -> tuple[bool, str]:
    last = files.load_calendar().last
    is_well = last - now.date() >= CALENDAR_AHEAD
    return is_well, f"bank holidays are known to {last}" + (
        "" if is_well else ": add the next ones"
    )


def _letters(now: datetime) -> tuple[bool, str]:
    if missing := what_is_missing():
        return not settings.PRODUCTION, missing
    return True, "can be drawn as PDF"


QUESTIONS: dict[str, Callable[[datetime], tuple[bool, str]]] = {
    "database": _database,
    "tables": _tables,
    "settings": _settings,
    "files": _files,
    "scanner": _scanner,
    "backup": _backup,
    "clock": _clock,
    "calendar": _calendar,
    "letters": _letters,
    "post": health_post.post,
    "jobs": health_post.jobs,
}


def _first_line(fault: Exception) -> str:
    return next(iter(str(fault).splitlines()), type(fault).__name__)
