"""The calendar of working days: Monday to Friday without the bank holidays of England and Wales.

The day a thing happens is day 0, the next working day is day 1, and the last day counts: the way
the Ombudsman's determinations count. A trigger on a Sunday needs no rule of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, compress
from types import MappingProxyType
from typing import Any, NoReturn

import msgspec

_WEEKEND = {5: "Saturday", 6: "Sunday"}
_SHAPE = (
    "it needs name, version, first, last and [[holiday]] tables, "
    "each with a day (2025-12-25, without quotes) and a name"
)


class CalendarFault(ValueError):
    """The calendar's data cannot be used; the message says where and how to mend it."""


class OutsideCalendar(ValueError):
    """A day lies outside the years whose bank holidays are known, so counting would be guessing."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Calendar:
    """The working days from `first` to `last`, for one named, versioned list of bank holidays.

    `working_up_to[i]` is how many working days lie in `first`..`first + i` (both in);
    `working_days[k]` is the ordinal of the k-th of them, counted from 1. Everything else is a
    look-up in these two tables, which also serve batch work. `announced` holds the day on which a
    holiday was proclaimed, where that was late enough for somebody to have been told another date.
    """

    name: str
    version: str
    holidays: Mapping[date, str]
    first: date
    last: date
    announced: Mapping[date, date] = field(default_factory=dict)
    base: int = field(init=False)
    working_up_to: tuple[int, ...] = field(init=False)
    working_days: tuple[int, ...] = field(init=False)
    _numbers: dict[date, int] = field(init=False)  # both tables again, with dates at the edge:
    _dates: tuple[date, ...] = field(init=False)  # faster than turning each date into a number

    def __post_init__(self) -> None:
        """Check the range and build the two tables once."""
        _check_range(self.first, self.last, self.holidays)
        base = self.first.toordinal()
        off = {day.toordinal() for day in self.holidays}
        days = range(base, self.last.toordinal() + 1)
        dates = [date.fromordinal(ordinal) for ordinal in days]
        works = [(ordinal - 1) % 7 < 5 and ordinal not in off for ordinal in days]
        numbers = tuple(accumulate(map(int, works)))
        tables = {
            "holidays": MappingProxyType(dict(self.holidays)),
            "announced": MappingProxyType(dict(self.announced)),
            "base": base,
            "working_up_to": numbers,
            "working_days": (0, *compress(days, works)),
            "_numbers": dict(zip(dates, numbers, strict=True)),
            "_dates": (self.first, *compress(dates, works)),
        }
        for key, value in tables.items():
            object.__setattr__(self, key, value)

    def __repr__(self) -> str:
        """Name, version and range; the tables would fill the screen."""
        return f"Calendar({self.name!r}, {self.version!r}, {self.first}..{self.last})"

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to another process as the list it was made from."""
        told = (self.name, self.version, dict(self.holidays), self.first, self.last)
        return Calendar, (*told, dict(self.announced))

    def unknown_on(self, day: date) -> tuple[date, ...]:
        """Holidays that had not been proclaimed by the end of `day`, in order."""
        return tuple(sorted(off for off, told in self.announced.items() if told > day))

    def as_known_on(self, day: date) -> "Calendar":
        """The calendar as somebody had it who gave a date on `day`."""
        unknown = self.unknown_on(day)
        if not unknown:
            return self
        holidays = {off: name for off, name in self.holidays.items() if off not in unknown}
        version = f"{self.version} as known on {day}"
        return Calendar(self.name, version, holidays, self.first, self.last)

    def is_working(self, day: date) -> bool:
        """Whether `day` is a working day. Raises OutsideCalendar."""
        return self.why_off(day) is None

    def why_off(self, day: date) -> str | None:
        """The bank holiday's name, "Saturday" or "Sunday"; None for a working day.

        Raises OutsideCalendar.
        """
        if not self.first <= day <= self.last:
            self._refuse([day.toordinal()])
        return self.holidays.get(day) or _WEEKEND.get(day.weekday())

    def add(self, start: date, n: int) -> date:
        """The n-th working day after `start`, which is day 0; `start` itself for 0.

        Raises OutsideCalendar, and ValueError for a negative n (use `back`).
        """
        if n < 1:
            return date.fromordinal(self._nought(start.toordinal(), n))
        try:
            return self._dates[self._numbers[start] + n]
        except KeyError:
            self._refuse([start.toordinal()])
        except IndexError:
            self._refuse_sum(start.toordinal(), n)

    def count(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`.

        Negative, the mirror image, when `end` is earlier. `count(start, add(start, n)) == n` for
        any day. Raises OutsideCalendar.
        """
        numbers = self._numbers
        try:
            return numbers[end] - numbers[start]
        except KeyError:
            self._refuse([start.toordinal(), end.toordinal()])

    def add_ordinal(self, start: int, n: int) -> int:
        """As `add`, for proleptic ordinals."""
        if n < 1:
            return self._nought(start, n)
        at = start - self.base
        try:
            if at >= 0:
                return self.working_days[self.working_up_to[at] + n]
        except IndexError:
            pass
        self._refuse_sum(start, n)

    def count_ordinals(self, a: int, b: int) -> int:
        """As `count`, from ordinal `a` to ordinal `b`."""
        base = self.base
        table = self.working_up_to
        try:
            if a >= base <= b:
                return table[b - base] - table[a - base]
        except IndexError:
            pass
        self._refuse([a, b])

    def back(self, end: date, n: int) -> date:
        """The latest day from which n working days are counted to `end`; `end` itself for 0.

        So a Sunday does as well as the Friday before it. Raises OutsideCalendar, and ValueError for
        a negative n (use `add`).
        """
        return date.fromordinal(self.back_ordinal(end.toordinal(), n))

    def back_ordinal(self, end: int, n: int) -> int:
        """As `back`, for proleptic ordinals."""
        if n < 1:
            return self._nought(end, n)
        number = self.count_ordinals(self.base, end) + self.working_up_to[0] - n + 1
        day = self.working_days[number] - 1 if number > 0 else 0
        if day < self.base:
            sum_ = f"{n} working days before {date.fromordinal(end)}"
            msg = f"{sum_} is earlier than {self.first}, {self._mend(self.first.year - 1)}"
            raise OutsideCalendar(msg) from None
        return day

    def _nought(self, day: int, n: int) -> int:
        if n < 0:
            msg = f"{n} working days: a negative number; use `add` forwards and `back` backwards"
            raise ValueError(msg)
        if not 0 <= day - self.base < len(self.working_up_to):
            self._refuse([day])
        return day

    def _refuse(self, days: Iterable[int]) -> NoReturn:
        span = range(self.base, self.base + len(self.working_up_to))
        outside = next((ordinal for ordinal in days if ordinal not in span), None)
        if outside is None:
            raise TypeError("days are counted between dates; turn a datetime into its London day")
        day = date.fromordinal(outside)
        msg = f"{day} is outside {self.first}..{self.last}, {self._mend(day.year)}"
        raise OutsideCalendar(msg) from None

    def _refuse_sum(self, start: int, n: int) -> NoReturn:
        self._nought(start, 0)
        sum_ = f"{n} working days after {date.fromordinal(start)}"
        msg = f"{sum_} is later than {self.last}, {self._mend(self.last.year + 1)}"
        raise OutsideCalendar(msg) from None

    def _mend(self, year: int) -> str:
        return (
            f"the range of calendar {self.name}, version {self.version}; "
            f"add the bank holidays of {year} to the calendar file"
        )


class _Holiday(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    day: date
    name: str
    announced: date | None = None


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    version: str
    first: date
    last: date
    holiday: tuple[_Holiday, ...]
    source: str = ""


def calendar_from_data(data: Mapping[str, Any]) -> Calendar:
    """The calendar that a parsed TOML file describes.

    It holds name, version, first, last and [[holiday]] tables of day and name, with the day on
    which a late one was announced, and may hold its source. Raises CalendarFault for another
    shape, a day listed twice or out of range, or a whole year without a holiday.
    """
    try:
        file = msgspec.convert(data, _File)
    except msgspec.ValidationError as fault:
        msg = f"the calendar file is not in order: {fault}; {_SHAPE}"
        raise CalendarFault(msg) from fault
    holidays = {entry.day: entry.name for entry in file.holiday}
    if len(holidays) < len(file.holiday):
        days = [entry.day for entry in file.holiday]
        twice = next(day for day in holidays if days.count(day) > 1)
        msg = f"calendar {file.name}: {twice} is listed twice; keep one [[holiday]] for each day"
        raise CalendarFault(msg)
    _check_years(file.name, file.first, file.last, {day.year for day in holidays})
    announced = {entry.day: entry.announced for entry in file.holiday if entry.announced}
    return Calendar(file.name, file.version, holidays, file.first, file.last, announced)


def _check_years(name: str, first: date, last: date, years: set[int]) -> None:
    for year in range(first.year, last.year + 1):
        is_whole = first <= date(year, 1, 1) and date(year, 12, 31) <= last
        if is_whole and year not in years:
            msg = f"calendar {name}: {year} has no bank holiday; list them, or end before it"
            raise CalendarFault(msg)


def _check_range(first: date, last: date, holidays: Iterable[date]) -> None:
    if last < first:
        msg = f"the calendar would begin on {first} and end on {last}; swap `first` and `last`"
        raise CalendarFault(msg)
    for day in holidays:
        if not first <= day <= last:
            msg = f"the holiday {day} is outside {first}..{last}; widen that range, or take it out"
            raise CalendarFault(msg)
