"""By when an order is to be kept: the day that it names, or one worked out from the report's own.

Weeks and months run from the day of the report, as its orders say. A time that runs from something
else (a letter's receipt, an inspection) gives no day: the words stand in its place.
"""

import re
from datetime import date

from msgspec import Struct

from putright.core.determinations.dates import dates_in
from putright.core.workdays import Calendar, OutsideCalendar, due_after, parse_span, when_on

_NUMBERS = {
    name: number
    for number, name in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(),  # noqa: SIM905
        start=1,
    )
} | {"twenty": 20, "twenty-eight": 28, "a": 1}
_NUMBER = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_WITHIN = re.compile(
    rf"\bwithin (?:a period of |the next )?(?P<number>\d ?\d?\d?|{_NUMBER})(?: \(\d+\))?[ -]"
    r"(?P<unit>working |calendar )?(?P<what>days?|weeks?|months?)\b[’']?"
    r"(?P<rest>[^.;:]{0,60})",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"^ ?,? ?(?:of|from|after|following) (?:(?:the |this )?dates? (?:of|on) )?(?:(?:the|this|"
    r"our|its) )?"
    r"(?:issue of (?:the|this) )?(?:(?:final|investigation|date of) )?"
    r"(?:(?:investigation )?report|determination|decision|order|letter|today)\b",
    re.IGNORECASE,
)
_DATED = re.compile(r"^ ?of (?:the|this) date\b", re.IGNORECASE)
_OTHER = re.compile(r"^ ?,? ?(?:of|from|after|following|upon)\b", re.IGNORECASE)
_RECEIPT = re.compile(r"\b(?:receipt|receiving)\b", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|no later than|before|on or before)\b[^.;]{0,12}$", re.IGNORECASE)


class Deadline(Struct, frozen=True):
    """By when: the day where it can be said, the words, and what leaves it in doubt."""

    day: date | None
    text: str
    doubt: str = ""


def deadline_in(text: str, day: date | None, calendar: Calendar) -> Deadline | None:
    """The first deadline that a text sets, for a report of that day."""
    within = _WITHIN.search(text)
    for found in dates_in(text):
        if found.is_day and _BY.search(text[: found.start]) and not _is_before(within, found.start):
            start = _BY.search(text[: found.start])
            return Deadline(found.first, text[start.start() if start else 0 : found.end])
    return _within(within, day, calendar) if within else None


def _is_before(within: re.Match[str] | None, at: int) -> bool:
    return within is not None and within.start() < at


def _within(found: re.Match[str], day: date | None, calendar: Calendar) -> Deadline:
    rest = found["rest"]
    if _RECEIPT.search(rest):
        words = found[0].strip()
        return Deadline(None, words, "It runs from a day that the report does not give.")
    runs = _REPORT.match(rest) or _DATED.match(rest)
    words = (found[0][: found.start("rest") - found.start()] + (runs[0] if runs else "")).strip()
    if not runs and _OTHER.match(rest):
        return Deadline(
            None, found[0].strip(), "It runs from something else than the report's day."
        )
    if day is None:
        return Deadline(None, words, "It runs from the report's day, which could not be read.")
    due = _after(found, day, calendar)
    if due is None:
        return Deadline(None, words, "The day could not be worked out.")
    doubt = "" if runs else "From which day it runs is not said; counted from the report's."
    return Deadline(due, words, doubt)


def _after(found: re.Match[str], day: date, calendar: Calendar) -> date | None:
    number = found["number"].replace(" ", "").lower()
    count = _NUMBERS.get(number) or int(number)
    unit = (found["unit"] or "").strip().lower()
    what = found["what"].lower().rstrip("s")
    kind = f"{unit} day" if unit else "calendar day" if what == "day" else what
    try:
        return due_after(parse_span(f"{count} {kind}s"), when_on(day), calendar).last_date
    except (OutsideCalendar, OverflowError, ValueError):
        return None
