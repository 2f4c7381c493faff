"""Spans of time as a policy writes them: a number and a unit that leaves no doubt.

"5 days" is refused: reports and policies have meant both working and calendar days by it.
"""

import re
from typing import Literal, get_args

import msgspec

Unit = Literal["working days", "hours", "days", "weeks", "months", "years", "same day"]

_NAMES: dict[str, Unit] = {
    "working day": "working days",
    "calendar day": "days",
    "hour": "hours",
    "week": "weeks",
    "month": "months",
    "year": "years",
    "same day": "same day",
}
_FORM = re.compile(
    r"(less than )?(\d{1,4}) (working day|calendar day|hour|week|month|year)s?"
    r"( beginning with the day)?"
)
_SHORT = re.compile(r"(\d+) ?(h|hrs?|wds?|business days?|w|wks?|mths?|mos?|y|yrs?)\.?", re.I)
_UNSAID = re.compile(r"(\d+) ?(d|days?)", re.IGNORECASE)
_FULL = {"h": "hours", "b": "working days", "m": "months", "y": "years"}
_FORMS = (
    '"10 working days", "8 calendar days", "24 hours", "4 weeks", "1 month", "less than 1 month", '
    '"3 years", "same day" or "28 calendar days beginning with the day"'
)


class SpanFault(ValueError):
    """A span that cannot be read or makes no sense; the message says how to write it."""


class Span(msgspec.Struct, frozen=True):
    """A length of time.

    `days` are calendar days; `number` is 0 for "same day" and at least 1 for all others. `less`
    means "less than": due the day before (the minute before, for hours). `inclusive` is the
    statutes' "beginning with the day": the start day is the first of the days. Raises SpanFault.
    """

    number: int
    unit: Unit
    less: bool = False
    inclusive: bool = False

    def __post_init__(self) -> None:
        """Refuse what could not be counted."""
        if fault := _fault(self):
            raise SpanFault(fault)

    @property
    def can_count_back(self) -> bool:
        """Whether it can be counted back from an act, as in "at least 5 calendar days before"."""
        return not (self.less or self.inclusive or self.unit == "same day")

    def __str__(self) -> str:
        """As a policy writes it; `parse_span` reads it back."""
        if self.unit == "same day":
            return self.unit
        unit = "calendar days" if self.unit == "days" else self.unit
        words = f"{self.number} {unit.removesuffix('s') if self.number == 1 else unit}"
        before = "less than " if self.less else ""
        after = " beginning with the day" if self.inclusive else ""
        return f"{before}{words}{after}"


def parse_span(text: str) -> Span:
    """The span that a text names. Raises SpanFault, saying how to write it, if in any doubt."""
    if text == "same day":
        return Span(0, "same day")
    form = _FORM.fullmatch(text)
    if form is None:
        msg = f'"{text}" is not a span of time: {_mend(text)}'
        raise SpanFault(msg)
    less, number, unit, inclusive = form.groups()
    return Span(int(number), _NAMES[unit], less=bool(less), inclusive=bool(inclusive))


def _fault(span: Span) -> str | None:
    if span.unit not in _NAMES.values():
        return f'"{span.unit}" is not a unit; write one of: {", ".join(get_args(Unit))}'
    if span.unit == "same day" and (span.number != 0 or span.less or span.inclusive):
        return '"same day" takes no number and no condition; write only "same day"'
    if span.unit != "same day" and span.number < 1:
        return f'{span.number} {span.unit} is no time to act in; write 1 or more, or "same day"'
    if span.unit == "hours" and span.inclusive:
        return 'hours run from the minute, not from a day; leave out "beginning with the day"'
    return None


def _mend(text: str) -> str:
    if unsaid := _UNSAID.fullmatch(text):
        choice = f'"{unsaid[1]} working days" or "{unsaid[1]} calendar days"'
        return f"it does not say which days; write {choice}"
    if short := _SHORT.fullmatch(text):
        return f'write the unit in full, as in "{short[1]} {_unit_in_full(short[2].lower())}"'
    if text.startswith("-"):
        return "it cannot be negative; write the number without its sign"
    return f"write the number in figures and the unit in full, as in {_FORMS}"


def _unit_in_full(short: str) -> str:
    if short.startswith("w"):
        return "working days" if short.startswith("wd") else "weeks"
    return _FULL[short[0]]
