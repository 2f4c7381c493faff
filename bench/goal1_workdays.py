"""Goal 1: counting and adding working days, one date at a time and in columns, against peers.

Each peer is handed its own prepared calendar, and dates moved beforehand to suit its convention
(numpy counts from the first day to before the last; to count, bizdays wants working days at both
ends).
"""

import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import bizdays
import holidays
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.batch_days import BatchDays
from bench.timing import Row, compare, show
from putright.core.workdays import Calendar

FIRST, LAST = date(2003, 1, 1), date(2032, 12, 31)
DAY = timedelta(days=1)
ONES, COLUMN = 1_000, 1_000_000


def thirty_years() -> Calendar:
    known = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST.year, LAST.year + 1))
    return Calendar("England and Wales", "bench", dict(known.items()), FIRST, LAST)


@dataclass(frozen=True)
class Work:
    """Random starts, later ends and numbers of working days to add, as arrays."""

    starts: Any
    ends: Any
    numbers: Any

    @classmethod
    def of(cls, size: int) -> "Work":
        chance = np.random.default_rng(20240830)
        day = np.timedelta64(1, "D")
        starts = np.datetime64(FIRST) + chance.integers(7, (LAST - FIRST).days - 400, size) * day
        ends = starts + chance.integers(0, 365, size) * day
        return cls(starts, ends, chance.integers(1, 60, size))


def run(*, quick: bool = False) -> list[Row]:
    calendar = thirty_years()
    theirs = np.busdaycalendar(holidays=[np.datetime64(day) for day in calendar.holidays])
    one_by_one, column = Work.of(ONES), Work.of(COLUMN // 10 if quick else COLUMN)
    return [
        *against_numpy(calendar, theirs, one_by_one),
        *against_bizdays(calendar, one_by_one),
        *against_numpys_columns(BatchDays(calendar), theirs, column),
    ]


def against_numpy(calendar: Calendar, theirs: np.busdaycalendar, work: Work) -> list[Row]:
    starts, ends, numbers = work.starts.tolist(), work.ends.tolist(), work.numbers.tolist()
    pairs, sums = list(zip(starts, ends, strict=True)), list(zip(starts, numbers, strict=True))
    moved = [(start + DAY, end + DAY) for start, end in pairs]
    count, add = calendar.count, calendar.add
    np_count, np_offset = np.busday_count, np.busday_offset
    return [
        compare(
            1,
            "count, dates, numpy scalar busday_count",
            lambda: [count(start, end) for start, end in pairs],
            lambda: [np_count(start, end, busdaycal=theirs) for start, end in moved],
            10,
        ),
        compare(
            1,
            "add, dates, numpy scalar busday_offset",
            lambda: [add(start, n) for start, n in sums],
            lambda: [np_offset(start, n, roll="preceding", busdaycal=theirs) for start, n in sums],
            10,
            same=lambda ours, theirs: ours == [day.item() for day in theirs],
        ),
    ]


def against_bizdays(calendar: Calendar, work: Work) -> list[Row]:
    theirs = bizdays.Calendar(
        list(calendar.holidays), ["Saturday", "Sunday"], FIRST.isoformat(), LAST.isoformat()
    )
    starts, ends, numbers = work.starts.tolist(), work.ends.tolist(), work.numbers.tolist()
    moved = map(theirs.preceding, starts), map(theirs.preceding, ends)
    pairs, sums = list(zip(*moved, strict=True)), list(zip(starts, numbers, strict=True))
    count, add = calendar.count, calendar.add
    their_count, their_offset = theirs.bizdays, theirs.offset
    return [
        compare(
            1,
            "count, dates, bizdays",
            lambda: [count(start, end) for start, end in pairs],
            lambda: [their_count(start, end) for start, end in pairs],
            20,
        ),
        compare(
            1,
            "add, dates, bizdays",
            lambda: [add(start, n) for start, n in sums],
            lambda: [their_offset(start, n) for start, n in sums],
            20,
        ),
    ]


def against_numpys_columns(ours: BatchDays, theirs: np.busdaycalendar, work: Work) -> list[Row]:
    starts, ends, numbers = work.starts, work.ends, work.numbers
    day = np.timedelta64(1, "D")
    moved_starts, moved_ends = starts + day, ends + day
    return [
        compare(
            1,
            f"count, {len(work.starts):,} pairs, numpy busday_count",
            lambda: ours.count(starts, ends),
            lambda: np.busday_count(moved_starts, moved_ends, busdaycal=theirs),
            5,
            same=np.array_equal,
        ),
        compare(
            1,
            f"add, {len(work.starts):,} sums, numpy busday_offset",
            lambda: ours.add(starts, numbers),
            lambda: np.busday_offset(starts, numbers, roll="preceding", busdaycal=theirs),
            5,
            same=np.array_equal,
        ),
    ]


if __name__ == "__main__":
    show(run(quick="--quick" in sys.argv))
