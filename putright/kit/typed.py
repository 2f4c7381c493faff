"""Reads days and times the way people type them."""

import re
from datetime import date, time

from putright.kit.dates import months, short_months

IN_FIGURES = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4})")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
IN_WORDS = re.compile(r"(?:\w+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([^\W\d]+)\.?,?\s+(\d{4})")
CLOCK = re.compile(r"(\d{1,2})(?:[:.\s]?(\d{2}))?\s*([ap])?\.?(?:m\.?)?")
ASCII_TYPED = 40
"""Nobody types a day or a time longer than this."""


def day_from(typed: str) -> date | None:
    """The day that was typed, day before month; None where it is none."""
    text = " ".join(typed.split())[:ASCII_TYPED]
    year_first = ISO.fullmatch(text)
    if year_first:
        return _day(*(int(part) for part in year_first.groups()))
    if found := IN_FIGURES.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
        return _day(year, month, day)
    if found := IN_WORDS.fullmatch(text):
        month = _month(found[2])
        return _day(int(found[3]), month, int(found[1])) if month else None
    return None


def time_from(typed: str) -> time | None:
    """The time of day that was typed; None where it is none."""
    text = " ".join(typed.split()).lower()[:ASCII_TYPED]
    if text in {"noon", "midday", "12 noon", "12 midday"}:
        return time(12)
    found = CLOCK.fullmatch(text)
    if not found or not (found[2] or found[3]):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3] == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int:
    """The number of a month by its name or the first three letters of it; 0 where it is none."""
    typed = word.casefold()
    for number, (name, short) in enumerate(zip(months(), short_months(), strict=True), 1):
        if typed in {name.casefold(), short.casefold()} or (number == 9 and typed == "sept"):
            return number
    return 0
