"""Puts the lanes of a case under each other, with the months above and below them."""

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from putright.core.findings.audit import Audit
from putright.kit.dates import long_day, short_months
from putright.kit.picture import lanes
from putright.kit.picture.lanes import Built, Row
from putright.kit.picture.promises import other_failings, promise_lane, promises
from putright.kit.picture.shapes import WIDTH, Lane, Scale, bottom
from putright.kit.say import _

Builder = Callable[[Audit, float, Scale], Built | None]
BUILDERS: tuple[Builder, ...] = (
    lanes.from_resident,
    lanes.to_resident,
    lanes.helpers,
    lanes.silent,
    lanes.complaint,
    lanes.ombudsman,
    lanes.money,
    other_failings,
    promise_lane,
)
TOP = 60.0
MONTH_FROM = 29.0
"""A month narrower than this on the axis is not named; its quarter is."""
SHOWN_AFTER = timedelta(days=2 * 365)
"""The day of the audit is on the axis unless it lies longer than this after the last entry."""


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a month on the axis."""

    x: float
    label: str
    year: str
    new_year: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole picture, ready to be written as SVG."""

    width: float
    height: float
    title: str
    says: str
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    rows: tuple[Row, ...]
    as_of_x: float
    as_of: str
    repeats: tuple[float, ...]


def draw(audit: Audit) -> Picture | None:
    """The picture of a case; None where nothing in it has a day."""
    if not audit.run.timeline.items:
        return None
    scale = _scale(audit)
    built = list(_stack(audit, scale))
    end = bottom(one.lane for one in built)
    shown = _("from {start} to {end}").format(start=long_day(scale.start), end=long_day(scale.end))
    return Picture(
        width=WIDTH,
        height=end + 34,
        title=_("The case in one picture, {shown}").format(shown=shown),
        says=_("Time runs from left to right, {shown}. Lanes, from the top: {lanes}. "
               "The table below the picture says the same in words.").format(
            shown=shown, lanes="; ".join(one.lane.title for one in built)
        ),
        ticks=tuple(_ticks(scale)),
        lanes=tuple(one.lane for one in built),
        rows=tuple(row for one in built for row in one.rows),
        as_of_x=scale.x(audit.as_of),
        as_of=_("audited as of {day}").format(day=long_day(audit.as_of)),
        repeats=(6.0, 356.0, 690.0),
    )  # fmt: skip


def _stack(audit: Audit, scale: Scale) -> Iterator[Built]:
    y = TOP
    for builder in BUILDERS:
        built = builder(audit, y, scale)
        if built is not None:
            y += built.lane.height
            yield built


def _scale(audit: Audit) -> Scale:
    items = audit.run.timeline.items
    days = [item.when.date for item in items] + [item.when.last_date for item in items]
    for promise in promises(audit):
        days += [promise.start, promise.due, promise.done or promise.due]
    first, last = min(days), max(days)
    if audit.as_of <= max(item.when.last_date for item in items) + SHOWN_AFTER:
        last = max(last, audit.as_of)
    last_day = calendar.monthrange(last.year, last.month)[1]
    return Scale(first.replace(day=1), last.replace(day=last_day))


def _ticks(scale: Scale) -> Iterator[Tick]:
    names = short_months()
    wide = scale.month_width
    year, month = scale.start.year, scale.start.month
    first = True
    while (day := date(year, month, 1)) <= scale.end:
        named = wide >= MONTH_FROM or (month % 3 == 1 and wide >= MONTH_FROM / 3)
        opens = first or month == 1
        label = names[month - 1] if named and wide >= MONTH_FROM / 3 else ""
        is_tight = first and month == 12 and wide < 40
        shown = str(year) if opens and not is_tight else ""
        yield Tick(scale.x(day), label, shown, month == 1)
        first = False
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
