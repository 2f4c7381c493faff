"""The working behind a count: which days counted, which did not and why.

It is shown to residents and staff beside a due date, so that they can check it with a finger on the
calendar.
"""

from datetime import date, timedelta

import msgspec

from putright.core.workdays.calendar import Calendar

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Skipped(msgspec.Struct, frozen=True):
    """A day left out of a count: "Saturday", "Sunday" or the bank holiday's name."""

    day: date
    why: str


class Working(msgspec.Struct, frozen=True):
    """A count of working days and every day it looked at.

    `number` is negative when `end` is before `start`.
    """

    start: date
    end: date
    counted: tuple[date, ...]
    skipped: tuple[Skipped, ...]
    number: int

    @property
    def sentence(self) -> str:
        """The count in plain English."""
        days = f"{abs(self.number)} working {'day' if abs(self.number) == 1 else 'days'}"
        if self.start == self.end:
            return f"{_long(self.end)} is the day the count starts: {days}."
        order = "after" if self.start < self.end else "before"
        left_out = "; ".join(self._left_out())
        return f"{_long(self.end)} is {days} {order} {_long(self.start)}. Not counted: {left_out}."

    def _left_out(self) -> list[str]:
        weekend = sum(skip.why in _DAYS for skip in self.skipped)
        days = [f"{weekend} weekend {'day' if weekend == 1 else 'days'}"] if weekend else []
        holidays = [skip for skip in self.skipped if skip.why not in _DAYS]
        return [
            f"{_long(min(self.start, self.end))}, where the count starts",
            *days,
            *(f"{holiday.why}, {_long(holiday.day)}" for holiday in holidays),
        ]


def show_count(start: date, end: date, calendar: Calendar) -> Working:
    """`calendar.count(start, end)` with its working. Raises OutsideCalendar."""
    number = calendar.count(start, end)
    lower, upper = sorted((start, end))
    days = [lower + timedelta(days=step) for step in range(1, (upper - lower).days + 1)]
    reasons = [(day, calendar.why_off(day)) for day in days]
    return Working(
        start=start,
        end=end,
        counted=tuple(day for day, why in reasons if why is None),
        skipped=tuple(Skipped(day, why) for day, why in reasons if why is not None),
        number=number,
    )


def show_add(start: date, n: int, calendar: Calendar) -> Working:
    """`calendar.add(start, n)`, found in `end`, with its working. Raises as `Calendar.add`."""
    return show_count(start, calendar.add(start, n), calendar)


def _long(day: date) -> str:
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"
