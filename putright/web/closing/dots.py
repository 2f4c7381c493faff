"""Reports as dots on the six months that count today, for the picture of the case review."""

from datetime import date

from msgspec import Struct

from putright.casework.queries.case_review import VictimSeen
from putright.kit.dates import list_day, short_months
from putright.kit.picture.shapes import Scale
from putright.kit.say import _

MONTHS = 6
APART = 16.0
"""Dots nearer than this stand one above the other."""


class Dot(Struct, frozen=True):
    """One report: its place, whether it counts, and what it says when asked."""

    x: float
    y: float
    counts: bool
    says: str


class Tick(Struct, frozen=True):
    """The first day of a month."""

    x: float
    word: str


class Dots(Struct, frozen=True):
    """The picture, and the same in one sentence."""

    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    height: float
    says: str


def drawn(victim: VictimSeen, *, today: date) -> Dots:
    """The six months up to today, with a dot for each report told in them."""
    start = _months_before(today)
    scale = Scale(start, today)
    dots: list[Dot] = []
    for report in victim.reports:
        if report.told_on < start:
            continue
        x = scale.x(report.told_on)
        y = 46.0 + 18.0 * sum(abs(dot.x - x) < APART for dot in dots)
        words = _("told on {day}").format(day=list_day(report.told_on))
        says = words if report.counts else f"{words}; {report.why_not}"
        dots.append(Dot(x, y, report.counts, says))
    height = max([dot.y for dot in dots], default=46.0) + 40.0
    said = _("{count} of the reports told since {day} count today; {needed} are needed.").format(
        count=victim.count, day=list_day(start), needed=victim.needed
    )
    return Dots(tuple(dots), _ticks(start, today, scale), height, said)


def _ticks(start: date, end: date, scale: Scale) -> tuple[Tick, ...]:
    """The first day of each month between."""
    found: list[Tick] = []
    year, month = start.year, start.month
    while (day := date(year, month, 1)) <= end:
        if day >= start:
            found.append(Tick(scale.x(day), short_months()[month - 1]))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return tuple(found)


def _months_before(day: date) -> date:
    """The first day of six months that end with this one, or the first of the month after."""
    year, month = divmod(12 * day.year + day.month - 1 - MONTHS, 12)
    return date(year, month + 1, min(day.day, 28))
