"""The one place that asks what time it is. Everyone else is handed the answer.

For tests and demonstrations a file can set the time: standing still, or running on from a given
moment. Only a service that is told of such a file looks for one; production never is.
"""

import json
import os
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct

LONDON = ZoneInfo("Europe/London")


class SetTime(Struct, frozen=True):
    """A time set by hand: ``at`` is what "now" was when the machine's own clock said ``since``."""

    at: datetime
    since: datetime
    runs: bool


class _Source:
    """Where the time comes from: the machine, or a file that sets it."""

    path: Path | None = None
    seen: tuple[int, SetTime | None] = (0, None)


def now() -> datetime:
    """This moment in the landlord's own time zone: the machine's, or the one that was set."""
    real = datetime.now(LONDON)
    told = set_time()
    if told is None:
        return real
    passed = real - told.since if told.runs else timedelta(0)
    return (told.at + passed).astimezone(LONDON)


def machine() -> datetime:
    """This moment by the machine's own clock, whatever was set by hand: how long a sign-in lasts
    and guesses are counted by it, never anything that goes on record."""
    return datetime.now(LONDON)


def today() -> date:
    """Return the day it is in England, whatever zone the machine keeps."""
    return now().date()


def monotonic() -> float:
    """Seconds that only go forward, to measure how long a thing took."""
    return time.monotonic()


def use_file(path: Path | None) -> None:
    """Look into that file for a time set by hand; None: the machine's clock and nothing else."""
    _Source.path = path
    _Source.seen = (0, None)


def set_time() -> SetTime | None:
    """The time set by hand, or None; read again when its file changes."""
    if _Source.path is None:
        return None
    try:
        stamp = _Source.path.stat().st_mtime_ns
    except FileNotFoundError:
        return None
    if stamp != _Source.seen[0]:
        told = json.loads(_Source.path.read_text(encoding="utf-8"))
        _Source.seen = (
            stamp,
            SetTime(
                at=datetime.fromisoformat(told["at"]),
                since=datetime.fromisoformat(told["since"]),
                runs=bool(told["runs"]),
            ),
        )
    return _Source.seen[1]


def write_time(path: Path, *, at: datetime, runs: bool) -> None:
    """Set the time for every process that uses the file: whole or not at all."""
    told = {"at": at.isoformat(), "since": datetime.now(LONDON).isoformat(), "runs": runs}
    new = path.with_suffix(".new")
    new.write_text(json.dumps(told), encoding="utf-8")
    os.replace(new, path)


def forget_time(path: Path) -> None:
    """Go back to the machine's own clock."""
    path.unlink(missing_ok=True)
