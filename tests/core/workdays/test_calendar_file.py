"""The calendar's file: its shape, and whether it knows every bank holiday."""

from datetime import date, timedelta
from typing import Any

import holidays
import pytest

from putright.core.workdays import Calendar, CalendarFault, calendar_from_data

GOOD = {
    "name": "Short",
    "version": "1",
    "first": date(2024, 1, 1),
    "last": date(2025, 6, 30),
    "holiday": [{"day": date(2024, 3, 29), "name": "Good Friday"}],
}


@pytest.mark.parametrize("year", range(2015, 2033))
def test_each_year_has_the_holidays_that_the_library_knows(calendar: Calendar, year: int) -> None:
    library = holidays.country_holidays("GB", subdiv="ENG", years=year)

    known = {day for day in library if day.weekday() < 5}

    assert {day for day in calendar.holidays if day.year == year} == known


@pytest.mark.parametrize("day", ["2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08"])
def test_holidays_proclaimed_once_are_known(calendar: Calendar, day: str) -> None:
    assert not calendar.is_working(date.fromisoformat(day))


def test_the_late_may_holiday_moved_to_june_2022(calendar: Calendar) -> None:
    assert calendar.is_working(date(2022, 5, 30))


def test_file_says_its_version_and_source(calendar: Calendar, calendar_data: Any) -> None:
    assert calendar.name == "England and Wales"
    assert calendar.version == calendar_data["version"]
    assert calendar_data["source"]


def test_file_ends_more_than_a_year_from_today(calendar: Calendar) -> None:
    today = date.today()  # noqa: DTZ011, TID251

    assert calendar.last - today > timedelta(days=366), "run tools/make_calendar.py --last-year"
    assert max(calendar.holidays).year == calendar.last.year


@pytest.mark.parametrize(
    ("change", "mend"),
    [
        ({"version": 1}, r"Expected `str`, got `int` - at `\$.version`; it needs name, version"),
        ({"holiday": [{"day": "29 March", "name": "X"}]}, r"at `\$.holiday\[0\].day`"),
        ({"holidays": []}, "unknown field `holidays`"),
        ({"holiday": GOOD["holiday"] * 2}, "2024-03-29 is listed twice; keep one"),
        ({"last": date(2023, 1, 1)}, "swap `first` and `last`"),
        ({"last": date(2024, 3, 1)}, "2024-03-29 is outside .*; widen that range"),
        ({"last": date(2025, 12, 31)}, "2025 has no bank holiday; list them, or end before it"),
    ],
)
def test_a_faulty_file_is_refused_with_its_mend(change: dict[str, Any], mend: str) -> None:
    with pytest.raises(CalendarFault, match=mend):
        calendar_from_data(GOOD | change)


def test_a_year_that_is_only_begun_needs_no_holiday() -> None:
    assert calendar_from_data(GOOD).last == date(2025, 6, 30)
