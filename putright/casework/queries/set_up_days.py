"""The list of bank holidays that everything is counted by: which, how far it goes, what comes."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Literal

from msgspec import Struct

from putright.core.workdays import Calendar
from putright.gateways import files
from putright.kit.dates import long_day
from putright.kit.say import _

A_YEAR = timedelta(days=365)
SHOWN = 10
State = Literal["not started", "in progress", "done", "problem"]


class DayOff(Struct, frozen=True):
    """A day that does not count; ``announced`` where it was proclaimed late."""

    day: date
    name: str
    announced: date | None = None


class CalendarSeen(Struct, frozen=True):
    """The list of bank holidays in use."""

    name: str
    version: str
    file: str
    is_own: bool
    first: date
    last: date
    next_off: tuple[DayOff, ...]
    problem: str = ""


def calendar_seen(*, today: date) -> CalendarSeen:
    """The list in use, until when it goes, and the next days off."""
    calendar = files.load_calendar()
    listed = files.calendar_files()
    fault = files.calendar_fault()
    in_use = listed[-1] if fault else listed[0]
    coming = sorted(day for day in calendar.holidays if day >= today)[:SHOWN]
    return CalendarSeen(
        name=calendar.name,
        version=calendar.version,
        file=str(in_use),
        is_own=len(listed) > 1 and not fault,
        first=calendar.first,
        last=calendar.last,
        next_off=tuple(
            DayOff(day, calendar.holidays[day], calendar.announced.get(day)) for day in coming
        ),
        problem=_problem(calendar, fault, str(listed[0]), today),
    )


def calendar_state(
    told: Mapping[str, Any], *, today: date
) -> tuple[State, tuple[str, ...]]:  # fmt: skip
    """How the step stands, given what it was told."""
    seen = calendar_seen(today=today)
    if seen.problem:
        return "problem", (seen.problem,)
    if not told:
        return "not started", ()
    if told["version"] != seen.version:
        return "in progress", (_("The list has changed since you looked at it."),)
    return "done", ()


def _problem(calendar: Calendar, fault: str, file: str, today: date) -> str:
    if fault:
        return _("The list at {file} cannot be read, so an older one is used. {fault}").format(
            file=file, fault=fault
        )
    if calendar.last < today + A_YEAR:
        return _("The list ends on {day}: promises that run past it cannot be counted.").format(
            day=long_day(calendar.last)
        )
    return ""
