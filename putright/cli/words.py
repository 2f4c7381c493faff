"""Days, sums and counts in words, as the screens of the command write them."""

import re
from datetime import date, datetime

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def short_day(day: date) -> str:
    """A day as 18 Sep 2023."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_day(day: date) -> str:
    """A day as Monday 18 Sep 2023."""
    return f"{DAYS[day.weekday()]} {short_day(day)}"


def several(number: int, noun: str, nouns: str = "") -> str:
    """A number and its noun, in the plural unless it is one."""
    return f"{number} {noun if abs(number) == 1 else nouns or f'{noun}s'}"


def money(amount: float) -> str:
    """A sum as £1,200 or £12.50."""
    return f"£{amount:,.2f}".removesuffix(".00")


ISO_DAY = re.compile(r"\b(\d{4}-\d\d-\d\d)\b")
LARGE_SUM = re.compile(r"£(\d{4,})\b")


def day_of(iso: str) -> str:
    """A day written as 2023-09-18 as 18 Sep 2023."""
    return short_day(date.fromisoformat(iso)) if iso else ""


def moment_of(iso: str) -> str:
    """A moment written as 2023-09-18T16:50 as 18 Sep 2023, 16:50."""
    moment = datetime.fromisoformat(iso)
    return f"{short_day(moment.date())}, {moment:%H:%M}"


def in_words(text: str) -> str:
    """The same sentence with any 2023-09-18 in it as 18 Sep 2023, and any £1200 as £1,200."""
    text = LARGE_SUM.sub(lambda found: f"£{int(found[1]):,}", text)
    return ISO_DAY.sub(lambda found: day_of(found[1]), text)


def with_version(pack: str) -> str:
    """The name of a pack and its version: "code-2024 2024" as "code-2024 (version 2024)"."""
    name, _space, version = pack.partition(" ")
    return f"{name} (version {version})" if version else name
