"""Why somebody else's count of working days differs from ours.

People count by hand and with web calculators. The five ways they do it live here only, for
explaining figures that a report or a letter asserts; duties are never counted by any of them but A,
which is `Calendar.count`.
"""

from datetime import date

import msgspec

from putright.core.workdays.calendar import Calendar

CONVENTIONS = {
    "A": "start day left out, end day counted, bank holidays left out",
    "B": "both end days counted, bank holidays left out",
    "C": "start day left out, end day counted, bank holidays missed",
    "D": "both end days counted, bank holidays missed",
    "E": "both end days left out, bank holidays missed",
}


class Reconciled(msgspec.Struct, frozen=True):
    """Our count beside an asserted one.

    `explained_by` holds the letters of all the CONVENTIONS that give the asserted one.
    """

    computed: int
    asserted: int
    explained_by: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether the two figures are the same."""
        return self.computed == self.asserted


def reconcile(start: date, end: date, asserted: int, calendar: Calendar) -> Reconciled:
    """Compare the working days that somebody else counted from `start` to `end` with ours.

    Used only for figures somebody else asserted, never to work out a duty. Raises ValueError if
    `end` is before `start`, and OutsideCalendar.
    """
    if end < start:
        msg = f"no count runs from {start} to the earlier {end}; give the earlier date first"
        raise ValueError(msg)
    counts = _by_convention(start, end, calendar)
    return Reconciled(
        computed=counts["A"],
        asserted=asserted,
        explained_by=tuple(letter for letter in CONVENTIONS if counts[letter] == asserted),
    )


def _by_convention(start: date, end: date, calendar: Calendar) -> dict[str, int]:
    computed = calendar.count(start, end)
    after_start = _weekdays_to(end.toordinal()) - _weekdays_to(start.toordinal())
    return {
        "A": computed,
        "B": computed + calendar.is_working(start),
        "C": after_start,
        "D": after_start + _is_weekday(start),
        "E": max(0, after_start - _is_weekday(end)),
    }


def _weekdays_to(ordinal: int) -> int:
    """Mondays to Fridays up to and including a day; ordinal 1 was a Monday."""
    weeks, days = divmod(ordinal, 7)
    return 5 * weeks + min(days, 5)


def _is_weekday(day: date) -> bool:
    return day.weekday() < 5
