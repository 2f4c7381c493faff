"""Days and months in a text: misspelt, torn apart, dotted, in lists; none is made up.

A day without a year takes the year of the list that it stands in ("11, 18 and 20 October 2022").
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from difflib import get_close_matches

from msgspec import Struct

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_SHORT = {name[:3]: number for number, name in enumerate(MONTHS, start=1)} | {"sept": 9}
_WORD = r"[A-Z][a-z]{1,9}(?: [a-z]{1,8})?"
_DAY = r"(?:0|[0-3] ?)?\d ?(?:st|nd|rd|th)?"
_DAYS = re.compile(
    rf"(?<![\d£./])(?P<days>(?:{_DAY}(?: (?P<own>{_WORD}))?"
    rf"(?:,| and| to| or| until| ?[-–&]) ?){{0,9}}"
    rf"{_DAY})\s*(?:of )?(?P<month>{_WORD}),? ?(?P<year>2 ?0 ?[0-4] ?\d|19\d\d)(?!\d)"
)
_ONE = re.compile(
    rf"(?P<day>[0-3] ?\d|\d)(?!\d) ?(?:st|nd|rd|th)?(?:\s*(?:of )?(?P<month>{_WORD}))?"
)
_DOTTED = re.compile(r"(?<![\d£./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)(?![\d/])")
_MONTHS = re.compile(
    rf"(?:\b(?P<first>{_WORD})(?: and | or | to |[/-]))?\b(?P<month>{_WORD}),? (?:of )?"
    r"(?P<year>20[0-4]\d|19\d\d)(?!\d)"
)
_AFTER_DAY = re.compile(r"\d ?(?:st|nd|rd|th)? ?(?:of )?$")
_TO = re.compile(r"\b(?:to|until)\b|[-–]")
_RANGE = re.compile(r"\b(?:between|from)\b[^.;]{0,12}$", re.IGNORECASE)


class Dated(Struct, frozen=True):
    """A day, or the first and last of a month or a time between; and where it stands."""

    first: date
    last: date
    start: int
    end: int

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last


def dates_in(text: str) -> tuple[Dated, ...]:
    """Every day and month that the text names with its year, in the order of the text."""
    found = [*_full(text), *_dotted(text), *_months(text)]
    return tuple(sorted(found, key=lambda one: (one.start, one.first)))


def day_in(text: str) -> date | None:
    """The first whole day that the text names."""
    return next((one.first for one in dates_in(text) if one.is_day), None)


def month_number(word: str) -> int:
    """The number of a month by its name, short, torn or misspelt; 0 where it is none."""
    for part in (word.replace(" ", ""), word.split(" ")[0]):
        plain = part.lower()
        near = get_close_matches(plain, MONTHS, n=1, cutoff=0.75)
        if plain in _SHORT or (near and len(plain) > 2):
            return _SHORT[plain] if plain in _SHORT else MONTHS.index(near[0]) + 1
    return 0


def _full(text: str) -> Iterator[Dated]:
    for found in _DAYS.finditer(text):
        year, month = _year(found["year"]), month_number(found["month"])
        days = [one for one in _ONE.finditer(found["days"])]
        own = [month_number(one["month"] or "") for one in days]
        for number, one in reversed(list(enumerate(days))):
            month = own[number] or month
            day = _day(year, month, one["day"])
            if day:
                yield Dated(day, day, found.start() + one.start(), found.end())


def _dotted(text: str) -> Iterator[Dated]:
    for found in _DOTTED.finditer(text):
        year = found[4] if len(found[4]) == 4 else f"20{found[4]}"
        day = _day(int(year), int(found[3]), found[1])
        if day:
            yield Dated(day, day, found.start(), found.end())


def _months(text: str) -> Iterator[Dated]:
    for found in _MONTHS.finditer(text):
        month, year = month_number(found["month"]), int(found["year"])
        if month and not _AFTER_DAY.search(text[: found.start()]):
            earlier = month_number(found["first"] or "")
            if earlier:
                yield _month(year, earlier, found.start("first"), found.end())
            yield _month(year, month, found.start("month"), found.end())


def _month(year: int, month: int, start: int, end: int) -> Dated:
    following = date(year + month // 12, month % 12 + 1, 1)
    return Dated(date(year, month, 1), following - timedelta(days=1), start, end)


def _year(text: str) -> int:
    return int(text.replace(" ", ""))


def _day(year: int, month: int, day: str) -> date | None:
    try:
        return date(year, month, int(day.replace(" ", "")))
    except ValueError:
        return None


def is_range(text: str, first: Dated, second: Dated) -> bool:
    """Whether two days are the ends of a time: "between 4 May 2023 and 6 June 2023"."""
    between = text[first.end : second.start] if first.end < second.start else ""
    joined = first.end == second.end or between.strip() in ("and", "to", "until", "-", "–")
    leads = _RANGE.search(text[: first.start]) or _TO.search(text[first.start : second.start])
    return joined and leads is not None
