"""The clock of tests and demonstrations: set, moved on, let run, given back to the machine."""

from datetime import datetime, timedelta

from django.conf import settings
from msgspec import Struct

from putright.casework.operations.refusals import CannotRun
from putright.gateways import clock


class ClockShown(Struct, frozen=True):
    """What time the application takes it to be, and whose time that is."""

    now: datetime
    is_set: bool
    runs: bool


def show() -> ClockShown:
    """The time as the application has it."""
    told = clock.set_time()
    return ClockShown(clock.now(), told is not None, told is None or told.runs)


def stand(at: datetime) -> ClockShown:
    """Let the clock stand still at a moment."""
    return _write(at, runs=False)


def run(at: datetime | None) -> ClockShown:
    """Let the clock run on from a moment, or from where it stands."""
    return _write(at or clock.now(), runs=True)


def move(by: timedelta) -> ClockShown:
    """Move the clock on; it then stands or runs as it did."""
    told = clock.set_time()
    return _write(clock.now() + by, runs=told is not None and told.runs)


def give_back() -> ClockShown:
    """Go by the machine's own clock again."""
    clock.forget_time(settings.CLOCK_FILE)
    return show()


def _write(at: datetime, *, runs: bool) -> ClockShown:
    if settings.PRODUCTION:
        raise CannotRun(
            "The clock cannot be set by hand in production: dates that residents were told would "
            "come out wrong."
        )
    clock.write_time(settings.CLOCK_FILE, at=at, runs=runs)
    return show()
