"""When something is due, and whether an act was late: warn early, accuse late.

A due moment is a range like any other. Live work looks at its earliest minute; an audit calls an
act late only when its earliest possible minute is after the latest possible due minute. In between
it may be late, and a person decides.
"""

from calendar import monthrange
from datetime import date
from functools import cache

from putright.core.workdays.calendar import Calendar
from putright.core.workdays.moments import When, day_end, day_of, end_of_day
from putright.core.workdays.spans import Span, SpanFault


def due_after(span: Span, start: When, calendar: Calendar) -> When:
    """When a thing is due that must be done within `span` of `start`.

    Hours are real ones, through nights, holidays and clock changes. Everything else is due by the
    end (23:59) of a day: the n-th working or calendar day after the start day, or the same date of
    a later month, clamped to its end. Nothing rolls to a working day. Raises OutsideCalendar when
    working days run out of known bank holidays.
    """
    if span.unit == "hours":
        return _shifted(start, 60 * span.number - span.less)
    day = _last_day(span, start.day, calendar)
    if start.day == start.last_day:
        return end_of_day(day)
    return _ends(day, _last_day(span, start.last_day, calendar))


def due_before(span: Span, act: When, calendar: Calendar, *, clear: bool) -> When:
    """The latest moment for a thing that must be done at least `span` before `act`.

    With `clear` (live work) neither day counts, so 5 days before Friday 20 March is the 14th;
    without (audit) it is the plain difference, the 15th. Hours count back to the minute either way.
    Raises SpanFault for "less than", "beginning with" and "same day", which do not say how to count
    back (`Span.can_count_back` tells beforehand), and OutsideCalendar.
    """
    if not span.can_count_back:
        msg = f'"{span}" cannot be counted back; write a plain span, as in "5 calendar days"'
        raise SpanFault(msg)
    if span.unit == "hours":
        return _shifted(act, -60 * span.number)
    return _ends(
        _day_before(span, act.day - clear, calendar),
        _day_before(span, act.last_day - clear, calendar),
    )


def is_late(act: When, due: When) -> bool:
    """Whether the act was certainly late: its earliest minute is after the latest due minute."""
    return act.first > due.last


def may_be_late(act: When, due: When) -> bool:
    """Whether the act may be late and may not: a question for a person, never an accusation."""
    return act.last > due.first and act.first <= due.last


def _last_day(span: Span, start: int, calendar: Calendar) -> int:
    unit = span.unit
    if unit == "working days":
        return calendar.add_ordinal(start - span.inclusive, span.number) - span.less
    if unit == "days":
        return start + span.number - span.inclusive - span.less
    if unit == "weeks":
        return start + 7 * span.number - span.inclusive - span.less
    if unit == "same day":
        return start
    months = span.number if unit == "months" else 12 * span.number
    return _months_later(start, months, span.inclusive) - span.less


def _day_before(span: Span, end: int, calendar: Calendar) -> int:
    if span.unit == "working days":
        return calendar.back_ordinal(end, span.number)
    if span.unit in ("days", "weeks"):
        return end - span.number * (7 if span.unit == "weeks" else 1)
    months = span.number if span.unit == "months" else 12 * span.number
    return _months_later(end, -months, inclusive=False)


@cache
def _months_later(start: int, months: int, inclusive: bool) -> int:
    """Same date of another month, or its last day if shorter; "beginning with": the day before.

    A month beginning with 31 January ends with 28 February, not the day before that.
    """
    day = date.fromordinal(start)
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    length = monthrange(year, month + 1)[1]
    if day.day > length:
        return date(year, month + 1, length).toordinal()
    return date(year, month + 1, day.day).toordinal() - inclusive


def _shifted(moment: When, minutes: int) -> When:
    first = moment.first + minutes
    last = moment.last + minutes
    day = day_of(first)
    return When(first, last, day, day if first == last else day_of(last))


def _ends(day: int, last_day: int) -> When:
    return When(day_end(day), day_end(last_day), day, last_day)
