"""Minutes, London days, and the two nights a year when the clocks change."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.core.workdays import (
    day_end,
    day_of,
    day_start,
    iso_day,
    to_datetime,
    when_at,
    when_between,
    when_on,
)

LONDON = ZoneInfo("Europe/London")
WINTER, SUMMER = date(2024, 1, 15), date(2024, 7, 15)
FORWARD, BACK = date(2025, 3, 30), date(2025, 10, 26)
EPOCH_DAY = date(1970, 1, 1).toordinal()


def minute(text: str) -> int:
    moment = datetime.fromisoformat(text)
    return int(moment.timestamp()) // 60


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (WINTER, "2024-01-15T00:00Z", "2024-01-15T23:59Z"),
        (SUMMER, "2024-07-14T23:00Z", "2024-07-15T22:59Z"),
        (FORWARD, "2025-03-30T00:00Z", "2025-03-30T22:59Z"),
        (BACK, "2025-10-25T23:00Z", "2025-10-26T23:59Z"),
    ],
)
def test_a_day_runs_from_midnight_to_midnight_in_london(day: date, first: str, last: str) -> None:
    when = when_on(day)

    assert (when.first, when.last) == (minute(first), minute(last))
    assert when.date == when.last_date == day
    assert not when.is_exact


def test_days_of_clock_changes_have_23_and_25_hours() -> None:
    lengths = [when_on(day).last - when_on(day).first + 1 for day in (FORWARD, BACK, WINTER)]

    assert lengths == [23 * 60, 25 * 60, 24 * 60]


@given(ordinal=st.integers(date(1800, 1, 1).toordinal(), date(2200, 1, 1).toordinal()))
def test_days_follow_each_other_without_gap_or_overlap(ordinal: int) -> None:
    assert day_end(ordinal) + 1 == day_start(ordinal + 1)
    assert day_of(day_start(ordinal)) == day_of(day_end(ordinal)) == ordinal


@given(at=st.integers(minute("1900-01-01T00:00Z"), minute("2100-01-01T00:00Z")))
def test_a_minute_lies_in_the_day_that_london_clocks_showed(at: int) -> None:
    shown = to_datetime(at)

    assert day_of(at) == shown.date().toordinal()
    assert when_at(shown).first == when_at(shown).last == at


def test_a_time_in_summer_is_an_hour_ahead_of_greenwich() -> None:
    when = when_at(datetime.fromisoformat("2024-07-15T09:30:59"))

    assert when.first == minute("2024-07-15T08:30Z")
    assert when.is_exact
    assert to_datetime(when.first).isoformat() == "2024-07-15T09:30:00+01:00"


def test_an_aware_time_from_elsewhere_is_moved_to_the_london_day() -> None:
    new_york = timezone(timedelta(hours=-4))

    when = when_at(datetime(2024, 7, 15, 20, 0, tzinfo=new_york))

    assert when.date == date(2024, 7, 16)
    assert when_at(datetime(2024, 7, 15, 23, 30, tzinfo=UTC)).date == date(2024, 7, 16)


def test_a_time_in_the_hour_that_comes_twice_may_be_either() -> None:
    when = when_at(datetime.fromisoformat("2025-10-26T01:30"))

    assert (when.first, when.last) == (minute("2025-10-26T00:30Z"), minute("2025-10-26T01:30Z"))
    assert when.date == when.last_date == BACK


def test_a_time_with_its_zone_in_that_hour_is_exact() -> None:
    second = datetime(2025, 10, 26, 1, 30, tzinfo=LONDON, fold=1)

    assert when_at(second).first == when_at(second).last == minute("2025-10-26T01:30Z")


def test_a_time_the_clocks_jumped_over_is_refused() -> None:
    with pytest.raises(ValueError, match=r"never happened in London.*write the time"):
        when_at(datetime.fromisoformat("2025-03-30T01:30"))


def test_a_moment_between_two_days_reaches_over_both() -> None:
    about = when_between(WINTER, SUMMER)

    assert (about.first, about.last) == (when_on(WINTER).first, when_on(SUMMER).last)
    assert (about.date, about.last_date) == (WINTER, SUMMER)
    assert when_between(WINTER, WINTER) == when_on(WINTER)


def test_a_moment_between_days_in_the_wrong_order_is_refused() -> None:
    with pytest.raises(ValueError, match="give the earlier date first"):
        when_between(SUMMER, WINTER)


def test_minutes_are_counted_from_1970_in_greenwich() -> None:
    assert to_datetime(0).astimezone(UTC) == datetime(1970, 1, 1, tzinfo=UTC)
    assert day_of(0) == EPOCH_DAY
    assert iso_day(EPOCH_DAY) == "1970-01-01"
