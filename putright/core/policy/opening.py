"""Opening hours: times that a text counts in hours of the office, or to its closing (semantics 4).

Clock hours and working days never look at them.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from putright.core.workdays import Calendar, When, day_end, day_start

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
BEFORE_CLOSING = "before closing"
LONGEST_SHUT = 60
"""Days without an open hour after which the opening hours are taken to have ended."""
_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
_OPEN = re.compile(r"([1-9]\d?) open hours?")


class Opening(Struct, frozen=True, forbid_unknown_fields=True):
    """When the office is open: hours by day of the week ("09:00-17:00"), and days it is shut.

    It is shut on bank holidays unless ``bank_holidays`` says otherwise.
    """

    monday: str = ""
    tuesday: str = ""
    wednesday: str = ""
    thursday: str = ""
    friday: str = ""
    saturday: str = ""
    sunday: str = ""
    shut: tuple[date, ...] = ()
    bank_holidays: bool = False

    @property
    def hours(self) -> tuple[str, ...]:
        """The hours of each day of the week, from Monday; empty where it is shut."""
        return tuple(getattr(self, day) for day in DAYS)

    def on(self, ordinal: int, calendar: Calendar) -> tuple[int, int] | None:
        """The first and last open minute of a day; None where it is shut."""
        day = date.fromordinal(ordinal)
        text = self.hours[day.weekday()]
        if not text or day in self.shut or (not self.bank_holidays and day in calendar.holidays):
            return None
        first, last = minutes_of(text)
        return day_start(ordinal) + first, day_start(ordinal) + last


def minutes_of(text: str) -> tuple[int, int]:
    """Hours of the day as minutes after midnight. Raises ValueError."""
    form = _HOURS.fullmatch(text)
    if form is None:
        msg = f'"{text}" is no part of a day; write it as "09:00-17:00"'
        raise ValueError(msg)
    hour, minute, to_hour, to_minute = (int(each) for each in form.groups())
    first, last = 60 * hour + minute, 60 * to_hour + to_minute
    if first >= last:
        msg = f'"{text}" ends before it begins; write the earlier hour first'
        raise ValueError(msg)
    return first, last


def day_of_year(text: str) -> tuple[int, int]:
    """Month and day of "31 October". Raises ValueError."""
    number, _, name = text.partition(" ")
    if name in MONTHS and number.isdigit():
        month = MONTHS.index(name) + 1
        if 1 <= int(number) <= monthrange(2024, month)[1]:
            return month, int(number)
    msg = f'"{text}" is no day of the year; write it as "31 October"'
    raise ValueError(msg)


def needs_opening(text: str) -> bool:
    """Whether a time can be counted only where the opening hours are known."""
    return text == BEFORE_CLOSING or _OPEN.fullmatch(text) is not None


def due_in_opening(text: str, start: When, opening: Opening, calendar: Calendar) -> When:
    """The due moment of a time in open hours, or before closing."""
    form = _OPEN.fullmatch(text)
    length = 60 * int(form[1]) if form else None
    first = _after_open_minutes(start.first, start.day, length, opening, calendar)
    last = _after_open_minutes(start.last, start.last_day, length, opening, calendar)
    return When(first=first[0], last=last[0], day=first[1], last_day=last[1])


def same_day(start: When, opening: Opening, calendar: Calendar) -> When:
    """The end of the day; of the next open one, as its late edge, where it came when shut."""
    hours = opening.on(start.last_day, calendar)
    late = start.last_day
    if hours is None or start.last > hours[1]:
        following = next(_open_days(late + 1, opening, calendar), None)
        late = following[0] if following else late
    return When(day_end(start.day), day_end(late), start.day, late)


def _open_days(
    day: int, opening: Opening, calendar: Calendar
) -> Iterator[tuple[int, tuple[int, int]]]:
    for ordinal in range(day, day + LONGEST_SHUT):
        hours = opening.on(ordinal, calendar)
        if hours is not None:
            yield ordinal, hours


def _after_open_minutes(
    minute: int, day: int, length: int | None, opening: Opening, calendar: Calendar
) -> tuple[int, int]:
    """The minute after so many open ones, or of the next closing, and its day."""
    left = length
    for ordinal, (first, last) in _open_days(day, opening, calendar):
        begin = max(minute, first)
        if begin > last:
            continue
        if left is None:
            return last, ordinal
        if begin + left <= last:
            return begin + left, ordinal
        left -= last - begin
    return day_end(day + LONGEST_SHUT), day + LONGEST_SHUT
