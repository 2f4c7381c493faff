"""How long a letter says that something took: so many days at least and at most, or minutes."""

import re
from datetime import date

from msgspec import Struct

from putright.core.claims.counts import number_of
from putright.core.claims.days import working_between

_UNITS = {"day": 1, "night": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365, "weekend": 3}
_TIMES = {"minute": 1, "hour": 60}
_SLACK = {"day": 0, "night": 1, "week": 1, "fortnight": 1, "month": 5, "year": 20, "weekend": 1}
_UNDER = re.compile(r"\b(?:within|inside|less than|under|no more than|up to|in)\b", re.IGNORECASE)
_OVER = re.compile(r"\b(?:over|more than|at least|upwards of)\b", re.IGNORECASE)
_NEARLY = re.compile(
    r"\b(?:nearly|almost|about|some|around|not quite|roughly|just (?:over|under))\b", re.IGNORECASE
)
_LENGTH = re.compile(
    r"\b(?P<n>\w+-\w+|\w+|a couple of|a few|half an)[ -]"
    r"(?:(?:full|whole|next|following|same|clear|calendar|further|more|short|long|good"
    r"|consecutive|solid)[ -])*"
    r"(?P<w>working[ -])?(?P<u>minute|hour|day|night|weekend|week|fortnight|month|year)s?\b",
    re.IGNORECASE,
)
_SOME = {"a": 1, "an": 1, "the": 1, "same": 0, "very": 0, "couple of": 2, "a couple of": 2,
         "half an": 1, "next": 1, "following": 1}  # fmt: skip


class Length(Struct, frozen=True):
    """Days (or ``minutes``) from one thing to another, at least and at most."""

    low: int
    high: int
    minutes: bool = False
    working: bool = False

    def lies(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        """Whether two moments, in minutes at least and at most, lie so far apart."""
        if self.minutes:
            exact = one[0] == one[1] and other[0] == other[1]
            return exact and self.low <= other[0] - one[0] <= self.high
        first, last = (date.fromordinal(each[0] // 1440) for each in (one, other))
        end = date.fromordinal(other[1] // 1440)
        if self.working:
            few, many = working_between(first, last)
            return few <= self.high and many >= self.low
        return (last - first).days <= self.high and self.low <= (end - first).days


def length_of(words: str) -> Length | None:
    """The length that a stretch of words names; None where it names none."""
    found = _LENGTH.search(words)
    if found is None:
        return None
    said = found["n"].lower()
    number = _SOME.get(said, number_of(said))
    if number is None:
        return None
    unit = found["u"].lower()
    if unit in _TIMES:
        return _in_minutes(30 if said == "half an" else number * _TIMES[unit], words)
    return _with_slack(words, number * _UNITS[unit], unit, bool(found["w"]))


def _in_minutes(minutes: int, words: str) -> Length:
    low = 0 if _UNDER.search(words) else minutes - max(3, minutes // 10)
    return Length(low, minutes + max(3, minutes // 10), minutes=True)


def units_of(words: str) -> str:
    """The number and unit as an entry's words may hold them: "2 night"."""
    led, _space, unit = words.rpartition(" ")
    said = led.rpartition(" ")[2]
    return f"{_SOME.get(said, number_of(said))} {unit.rstrip('s')}"


def _with_slack(words: str, days: int, unit: str, working: bool) -> Length:
    low = high = days
    slack = _SLACK[unit]
    if _UNDER.search(words):
        low = 0
    elif _OVER.search(words):
        high = days + max(days // 4, 1) + slack
    elif _NEARLY.search(words):
        low, high = days - max(days // 6, 1), days + max(days // 6, 1)
    else:
        low, high = days - slack, days + slack
    return Length(max(low, 0), high, working=working)
