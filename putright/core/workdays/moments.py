"""Moments as ranges: to the minute where known, a whole day for a bare date, wider for "about".

An instant is a whole number of minutes since 1970-01-01T00:00Z; a day is a proleptic ordinal in
Europe/London.
"""

import datetime as dt
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_EPOCH_DAY = _EPOCH.toordinal()
_MINUTE = dt.timedelta(minutes=1)
_DAY = 1440
_MOST_AHEAD = 120  # London was two hours ahead in the summers of the 1940s, never more


class When(NamedTuple):
    """When something happened or is due, as far as known: `first` to `last` minute, both possible.

    `day` and `last_day` are the London days of the two edges, as ordinals.
    """

    first: int
    last: int
    day: int
    last_day: int

    @property
    def is_exact(self) -> bool:
        """Whether it is known to the minute."""
        return self.first == self.last

    @property
    def date(self) -> dt.date:
        """The London date of the earliest minute."""
        return dt.date.fromordinal(self.day)

    @property
    def last_date(self) -> dt.date:
        """The London date of the latest minute."""
        return dt.date.fromordinal(self.last_day)


@cache
def day_start(ordinal: int) -> int:
    """The first minute (00:00 in London) of a day."""
    midnight = dt.datetime.combine(dt.date.fromordinal(ordinal), dt.datetime.min.time(), _london())
    return (ordinal - _EPOCH_DAY) * _DAY - _offset(midnight)


@cache
def day_end(ordinal: int) -> int:
    """The last minute (23:59 in London) of a day; days of clock changes are 23 or 25 hours long."""
    return day_start(ordinal + 1) - 1


def day_of(minute: int) -> int:
    """The London day, as an ordinal, in which a minute lies."""
    day = (minute + _MOST_AHEAD) // _DAY + _EPOCH_DAY
    return day if minute >= day_start(day) else day - 1


@cache
def whole_day(ordinal: int) -> When:
    """Some time on that London day, 00:00 to 23:59."""
    return When(day_start(ordinal), day_end(ordinal), ordinal, ordinal)


@cache
def end_of_day(ordinal: int) -> When:
    """The last minute of that London day, exactly."""
    return When(day_end(ordinal), day_end(ordinal), ordinal, ordinal)


def when_on(day: dt.date) -> When:
    """Some time on a London day whose hour is not known."""
    return whole_day(day.toordinal())


def when_between(first: dt.date, last: dt.date) -> When:
    """Some time from the start of one London day to the end of another.

    Raises ValueError if they are in the wrong order.
    """
    if last < first:
        msg = f"no moment lies from {first} to the earlier {last}; give the earlier date first"
        raise ValueError(msg)
    return When(
        day_start(first.toordinal()), day_end(last.toordinal()), first.toordinal(), last.toordinal()
    )


def when_at(moment: dt.datetime) -> When:
    """A moment known to the minute; seconds are dropped.

    A naive one is what a clock on a London wall showed. In the hour that comes twice in autumn it
    may be either, so the answer is the range of both; in the hour that spring leaves out it was on
    no clock, and ValueError is raised.
    """
    if moment.tzinfo is not None:
        return _between((moment - _EPOCH) // _MINUTE, (moment - _EPOCH) // _MINUTE)
    earlier = _offset(moment.replace(tzinfo=_london(), fold=0))
    later = _offset(moment.replace(tzinfo=_london(), fold=1))
    if earlier < later:
        msg = (
            f"{moment} never happened in London: the clocks went forward over it; "
            "write the time an hour later, or an hour earlier if that clock had not been changed"
        )
        raise ValueError(msg)
    wall = (moment.replace(tzinfo=dt.UTC) - _EPOCH) // _MINUTE
    return _between(wall - earlier, wall - later)


def to_datetime(minute: int) -> dt.datetime:
    """The minute as an aware datetime in London."""
    return (_EPOCH + minute * _MINUTE).astimezone(_london())


def iso_day(ordinal: int) -> str:
    """The day as 2024-03-29."""
    return dt.date.fromordinal(ordinal).isoformat()


@cache
def _london() -> ZoneInfo:
    """Found when first asked for: where the system knows no zones, a package is searched."""
    return ZoneInfo("Europe/London")


def _between(first: int, last: int) -> When:
    return When(first, last, day_of(first), day_of(last))


def _offset(moment: dt.datetime) -> int:
    ahead = moment.utcoffset() or dt.timedelta()
    return round(ahead / _MINUTE)
