"""Days counted, shown so that one can check them with a finger on the calendar."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from putright.casework.days_json import DaysJson, DueJson, WorkingJson
from putright.cli.words import long_day, several, short_day

MOST_WEEKS = 60
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def counted_days(answer: DaysJson) -> Iterator[RenderableType]:
    """The answer of `putright days`."""
    yield Text(several(answer.working_days, "working day"), style="bold")
    if answer.end < answer.start:
        yield Text(
            "TO lies before FROM: the days are counted backwards, so the number is negative."
        )
    yield Text(answer.working.says)
    yield _holidays(answer.calendar)
    yield from _working(answer.working)


def found_due(answer: DueJson) -> Iterator[RenderableType]:
    """The answer of `putright due`."""
    head = Text.assemble("Due ", (long_day(answer.due), "bold"))
    if answer.due_at:
        head.append(f", {answer.due_at:%H:%M} at the latest")
    if answer.earliest_due_at:
        first = answer.earliest_due_at
        head.append(f" (from {short_day(first.date())}, {first:%H:%M}, as the hour is unsaid)")
    yield head
    yield Text(answer.working.says)
    if "working day" in answer.span:
        yield _holidays(answer.calendar)
    yield from _working(answer.working)


def _holidays(calendar: str) -> Text:
    return Text(f"Bank holidays: {calendar}.", style="dim")


def _working(working: WorkingJson) -> Iterator[RenderableType]:
    if not working.counted:
        return
    numbers = {day: str(place) for place, day in enumerate(working.counted, start=1)}
    reasons = {skip.day: skip.why for skip in working.skipped}
    looked_at = sorted([*numbers, *reasons])
    weeks = 1 + (_monday(looked_at[-1]) - _monday(looked_at[0])).days // 7
    if weeks > MOST_WEEKS:
        yield Text(f"{weeks} weeks are too many to show day by day; --json lists every day.")
        return
    yield _weeks(numbers, reasons, _monday(looked_at[0]), weeks)


def _weeks(
    numbers: Mapping[date, str], reasons: Mapping[date, str], monday: date, weeks: int
) -> Table:
    table = Table("Week of", *WEEKDAYS, "Not counted", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for column in table.columns[1:8]:
        column.justify = "right"
    for week in range(weeks):
        days = [monday + timedelta(days=7 * week + step) for step in range(7)]
        marks = [numbers.get(day, "-" if day in reasons else "") for day in days]
        why = [
            f"{short_day(day)} {reasons[day]}"
            for day in days
            if reasons.get(day, "Saturday") not in ("Saturday", "Sunday")
        ]
        table.add_row(short_day(days[0]), *marks, "; ".join(why))
    return table


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
