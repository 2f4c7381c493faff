"""A hundred thousand random pairs over thirty years: the same answers as numpy's calendar."""

from datetime import date

import holidays
import numpy as np
import pytest

from putright.core.workdays import Calendar

FIRST, LAST = date(2003, 1, 1), date(2032, 12, 31)
PAIRS = 100_000
DAY = np.timedelta64(1, "D")


@pytest.fixture(scope="module")
def thirty_years() -> Calendar:
    known = holidays.country_holidays("GB", subdiv="ENG", years=range(2003, 2033))
    return Calendar("Thirty years", "1", dict(known.items()), FIRST, LAST)


@pytest.fixture(scope="module")
def numpys(thirty_years: Calendar) -> np.busdaycalendar:
    return np.busdaycalendar(holidays=[np.datetime64(day) for day in thirty_years.holidays])


def random_days(seed: int, until: date) -> np.ndarray:
    width = (until - FIRST).days + 1
    return np.datetime64(FIRST) + np.random.default_rng(seed).integers(0, width, PAIRS) * DAY


def test_counts_agree_with_numpy(thirty_years: Calendar, numpys: np.busdaycalendar) -> None:
    a, b = random_days(1, LAST), random_days(2, LAST)
    forward = np.busday_count(np.minimum(a, b) + DAY, np.maximum(a, b) + DAY, busdaycal=numpys)

    count = thirty_years.count
    ours = [count(start, end) for start, end in zip(a.tolist(), b.tolist(), strict=True)]

    assert np.array_equal(ours, np.where(a <= b, forward, -forward))


def test_sums_agree_with_numpy(thirty_years: Calendar, numpys: np.busdaycalendar) -> None:
    starts = random_days(3, date(2031, 12, 31))
    numbers = np.random.default_rng(4).integers(1, 250, PAIRS)
    theirs = np.busday_offset(starts, numbers, roll="preceding", busdaycal=numpys)

    add = thirty_years.add
    ours = [add(start, n) for start, n in zip(starts.tolist(), numbers.tolist(), strict=True)]

    assert ours == theirs.tolist()
