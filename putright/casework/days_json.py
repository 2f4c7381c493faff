"""Days counted and due moments found, with the working, as `days` and `due` print them."""

from datetime import date, datetime, timedelta
from typing import Annotated

from msgspec import UNSET, Meta, UnsetType, field

from putright.casework.shape import Shape
from putright.core.workdays import (
    Calendar,
    OutsideCalendar,
    Span,
    When,
    Working,
    due_after,
    show_count,
    to_datetime,
    when_at,
    when_on,
)
from putright.gateways import files


class SkippedJson(Shape, frozen=True):
    """A day that does not count, and why."""

    day: date
    why: Annotated[str, Meta(description="Saturday, Sunday, or the name of the bank holiday.")]


class WorkingJson(Shape, frozen=True):
    """The working: every day looked at, in order."""

    counted: tuple[date, ...]
    skipped: tuple[SkippedJson, ...]
    says: Annotated[str, Meta(description="The working in plain English.")]


class DaysJson(Shape, frozen=True):
    """The working days from one day to another: the first left out, the last counted."""

    start: date = field(name="from")
    end: date = field(name="to")
    working_days: Annotated[
        int, Meta(description="Below nought where `to` is before `from`: the mirror image.")
    ]
    working: WorkingJson
    calendar: Annotated[str, Meta(description="The list of bank holidays, with its version.")]


class DueJson(Shape, frozen=True, kw_only=True):
    """When a thing is due that must be done within a time."""

    start: Annotated[str, Meta(description="The day or moment it runs from.")] = field(name="from")
    span: Annotated[str, Meta(description="The time allowed.")]
    due: Annotated[date, Meta(description="The last day in time.")]
    due_at: Annotated[
        datetime | UnsetType, Meta(description="The last minute in time, for a clock in hours.")
    ] = UNSET
    earliest_due_at: Annotated[
        datetime | UnsetType,
        Meta(description="Where the start is known to the day only: due from this minute on."),
    ] = UNSET
    working: WorkingJson
    calendar: Annotated[str, Meta(description="The list of bank holidays, with its version.")]


def count_days(start: date, end: date) -> DaysJson:
    """The working days between two days. Raises ``OutsideCalendar``."""
    calendar = files.load_calendar()
    working = show_count(start, end, calendar)
    return DaysJson(
        start=start,
        end=end,
        working_days=working.number,
        working=_working(working, working.sentence),
        calendar=_named(calendar),
    )


def find_due(start: date | datetime, span: Span) -> DueJson:
    """When a thing is due within a span of a day or moment. Raises ``OutsideCalendar``."""
    try:
        return _due(start, span, files.load_calendar())
    except (OverflowError, ValueError) as error:
        if isinstance(error, OutsideCalendar):
            raise
        msg = f"{span} after {start:%Y-%m-%d} is past the year 9999; give a shorter time"
        raise OutsideCalendar(msg) from error


def _due(start: date | datetime, span: Span, calendar: Calendar) -> DueJson:
    when = when_at(start) if isinstance(start, datetime) else when_on(start)
    due = due_after(span, when, calendar)
    in_hours = span.unit == "hours"
    return DueJson(
        start=f"{start:%Y-%m-%dT%H:%M}" if isinstance(start, datetime) else start.isoformat(),
        span=str(span),
        due=due.last_date,
        due_at=to_datetime(due.last) if in_hours else UNSET,
        earliest_due_at=to_datetime(due.first) if in_hours and not due.is_exact else UNSET,
        working=_working_of(span, when, due.last_date, calendar),
        calendar=_named(calendar),
    )


def _working_of(span: Span, when: When, due_on: date, calendar: Calendar) -> WorkingJson:
    if span.unit == "working days":
        start = when.date - timedelta(days=1) if span.inclusive else when.date
        working = show_count(start, due_on + timedelta(days=span.less), calendar)
        return _working(working, f"{working.sentence}{_day_before(span)}")
    if span.unit == "hours":
        says = "Hours are clock hours: they run through nights, weekends and bank holidays."
        return WorkingJson(counted=(), skipped=(), says=says)
    first = 0 if span.inclusive or span.unit == "same day" else 1
    length = (due_on - when.date).days
    days = tuple(when.date + timedelta(days=step) for step in range(first, length + 1))
    says = {
        "days": "Calendar days: weekends and bank holidays count.",
        "weeks": "Weeks are of seven calendar days: weekends and bank holidays count.",
        "same day": "Due by midnight of the same day.",
    }.get(span.unit, "The same date of a later month, or its last day where it is shorter.")
    return WorkingJson(counted=days, skipped=(), says=f"{says}{_day_before(span)}")


def _day_before(span: Span) -> str:
    inclusive = " The start day is the first day." if span.inclusive else ""
    return inclusive + (' "Less than": due the day before that.' if span.less else "")


def _working(working: Working, says: str) -> WorkingJson:
    return WorkingJson(
        counted=working.counted,
        skipped=tuple(SkippedJson(day=each.day, why=each.why) for each in working.skipped),
        says=says,
    )


def _named(calendar: Calendar) -> str:
    return f"{calendar.name}, version {calendar.version}"
