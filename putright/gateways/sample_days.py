"""Days of a sample, counted from the day on which it is loaded: "-12d 14:30", "-3wd", "+2d"."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from putright.core.workdays import Calendar

LONDON = ZoneInfo("Europe/London")
COUNTED = re.compile(r"([+-]?\d+)(d|wd)(?: (\d\d:\d\d))?")
IN_TEXT = re.compile(r"\{([+-]?\d+(?:d|wd))\}")
PROSE = frozenset({"text", "what", "why", "note", "title", "asks", "reasons", "remedy", "reason"})
DAY_KEYS = frozenset(
    {
        "on", "at", "between", "recorded_on", "recorded_at", "incident_on", "due", "until",
        "received", "started",
    }
)  # fmt: skip
MEND = 'Write days back as "-12d", working days as "-3wd", days to come as "+2d"; a time after it.'


class Loading(Struct, frozen=True):
    """The moment of loading and the calendar that working days are counted by."""

    now: datetime
    calendar: Calendar

    @property
    def today(self) -> date:
        """The day of loading, in England."""
        return self.now.astimezone(LONDON).date()

    def day(self, number: int, unit: str) -> date:
        """The day so far from today; working days end on a working day, backwards too."""
        if unit == "d":
            return self.today + timedelta(days=number)
        if number > 0:
            return self.calendar.add(self.today, number)
        found = self.calendar.back(self.today, -number)
        while not self.calendar.is_working(found):
            found -= timedelta(days=1)
        return found

    def worked_out(self, text: str) -> date | datetime | str:
        """The day, or the moment, that such a text stands for; any other text as it is."""
        found = COUNTED.fullmatch(text)
        if found is None:
            return text
        day = self.day(int(found[1]), found[2])
        if found[3] is None:
            return day
        return datetime.combine(day, time.fromisoformat(found[3]), LONDON)

    def in_words(self, text: str) -> str:
        """The text with each "{-3wd}" in it as a weekday and date."""
        return IN_TEXT.sub(lambda found: self._long(found[1]), text)

    def _long(self, counted: str) -> str:
        day = self.worked_out(counted)
        return f"{day:%A} {day.day} {day:%B}" if isinstance(day, date) else counted


def with_days(raw: Any, loading: Loading, key: str = "") -> Any:
    """The same data with every day that is counted from loading worked out."""
    if isinstance(raw, dict):
        return {each: with_days(value, loading, each) for each, value in raw.items()}
    if isinstance(raw, list):
        return [with_days(value, loading, key) for value in raw]
    if not isinstance(raw, str):
        return raw
    return loading.in_words(raw) if key in PROSE else loading.worked_out(raw)


def not_days(raw: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Each text that stands where a day belongs and is none, with its key."""
    if isinstance(raw, dict):
        for each, value in raw.items():
            yield from not_days(value, each)
    elif isinstance(raw, list):
        for value in raw:
            yield from not_days(value, key)
    elif isinstance(raw, str) and key in DAY_KEYS and not COUNTED.fullmatch(raw):
        yield key, raw


def before_now(entries: list[dict[str, Any]], loading: Loading) -> None:
    """Move what today's entries place after now to the last minutes before it, in their order.

    Sample entries are written for an afternoon; loaded at breakfast, they still have happened.
    """
    timed = [entry for entry in entries if isinstance(entry.get("at"), datetime)]
    late = sorted((e for e in timed if e["at"] > loading.now), key=_at)
    latest = max((e["at"] for e in timed if e["at"] <= loading.now), default=None)
    for left, entry in zip(range(len(late), 0, -1), late, strict=True):
        moved = (loading.now - timedelta(minutes=left)).astimezone(LONDON)
        moved = moved.replace(second=0, microsecond=0)
        entry["at"] = moved if latest is None else max(moved, latest)


def _at(entry: dict[str, Any]) -> datetime:
    moment: datetime = entry["at"]
    return moment
