"""Days are found in every usual wording, worked out against the day of the letter."""

from datetime import date

import pytest

from putright.core.claims.days import ahead, days_in
from putright.core.claims.reading import folded

THURSDAY = date(2025, 6, 12)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("on 3 May 2025", "2025-05-03"),
        ("on the 3rd of May", "2025-05-03"),
        ("on 3/5/25", "2025-05-03"),
        ("on 3/5", "2025-05-03"),
        ("on 03.05.2025", "2025-05-03"),
        ("on 2025-05-03", "2025-05-03"),
        ("on the third of May", "2025-05-03"),
        ("on the twenty-first of March 2024", "2024-03-21"),
        ("on May the third, 2025", "2025-05-03"),
        ("on May 3rd", "2025-05-03"),
        ("on Saturday 3 May", "2025-05-03"),
        ("on 3 May last year", "2024-05-03"),
        ("on 3 May this year", "2025-05-03"),
        ("on 3 May '25", "2025-05-03"),
        ("on 20 December", "2024-12-20"),
        ("last Tuesday", "2025-06-10"),
        ("on Tuesday", "2025-06-10"),
        ("next Tuesday", "2025-06-17"),
        ("yesterday", "2025-06-11"),
        ("the day before yesterday", "2025-06-10"),
        ("today", "2025-06-12"),
        ("last night", "2025-06-11"),
        ("this morning", "2025-06-12"),
        ("three days ago", "2025-06-09"),
        ("on the 9th", "2025-06-09"),
        ("on the 20th", "2025-05-20"),
        ("on 3 May and the next day", "2025-05-03 2025-05-04"),
        ("on 3 May and that same day", "2025-05-03 2025-05-03"),
        ("on 3 May and two days later", "2025-05-03 2025-05-05"),
        ("on 3 May, having rung the day before", "2025-05-03 2025-05-02"),
        ("on 5, 9 and 12 May", "2025-05-05 2025-05-09 2025-05-12"),
        ("on 29 February 2024", "2024-02-29"),
    ],
)
def test_a_day_is_found_however_it_is_worded(text: str, said: str) -> None:
    found = days_in(folded(text), THURSDAY)
    assert " ".join(each.first.isoformat() for each in found) == said
    assert all(each.first == each.last for each in found)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in May", "2025-05-01", "2025-05-31"),
        ("in early October", "2024-10-01", "2024-10-15"),
        ("in mid-October 2024", "2024-10-08", "2024-10-23"),
        ("at the end of October", "2024-10-17", "2024-10-31"),
        ("from 3 to 9 May", "2025-05-03", "2025-05-09"),
        ("last week", "2025-06-02", "2025-06-08"),
        ("last weekend", "2025-06-07", "2025-06-08"),
        ("last month", "2025-05-01", "2025-05-31"),
        ("this week", "2025-06-09", "2025-06-12"),
        ("this month", "2025-06-01", "2025-06-12"),
        ("two weeks ago", "2025-05-27", "2025-05-31"),
        ("a month ago", "2025-05-03", "2025-05-23"),
    ],
)
def test_a_stretch_of_days_has_its_first_and_its_last(text: str, first: str, last: str) -> None:
    (found,) = days_in(folded(text), THURSDAY)
    assert found.whole
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "we may ring 3 times", "flat 3, 12 may be", "£3.50 and 24/7", "version 3.5",
        "30 February", "31/2/2025", "the next day", "two days later", "from 9 to 3 May",
        "the previous Monday", "they march 12 times", "June is her name", "2025-13-40",
        "31 to 31 February", "on 31.2.2025", "30/2",
    ],
)  # fmt: skip
def test_what_is_no_day_is_left_alone(text: str) -> None:
    assert days_in(folded(text), THURSDAY) == []


def test_a_weekday_that_does_not_fit_is_told_and_one_of_next_year_may() -> None:
    (wrong,) = days_in("Tuesday 3 May 2025", THURSDAY)
    assert wrong.wrong == "Tuesday"
    assert ahead(wrong).wrong == "Tuesday"
    (coming,) = days_in("Tuesday 17 June", THURSDAY)
    assert coming.wrong
    assert ahead(coming).wrong == ""
    (leap,) = days_in("Monday 29 February 2024", THURSDAY)
    assert leap.wrong == "Monday"
    (open_leap,) = days_in("Monday 29 February", date(2024, 3, 9))
    assert ahead(open_leap).wrong == "Monday"


def test_a_day_that_no_calendar_has_is_no_fault() -> None:
    assert all(each.whole for each in days_in("on February 30th, and in February", THURSDAY))
    assert len(days_in("on 20 June 2025, and two days later", THURSDAY)) == 1


def test_last_friday_may_be_the_one_before() -> None:
    (found,) = days_in("last Friday", THURSDAY)
    assert found.holds(date(2025, 6, 6), date(2025, 6, 6))
    assert found.holds(date(2025, 5, 30), date(2025, 5, 30))
    assert not found.holds(date(2025, 5, 29), date(2025, 5, 29))


def test_on_a_day_like_the_letters_own_it_may_be_that_day() -> None:
    (found,) = days_in("on Thursday", THURSDAY)
    assert found.holds(THURSDAY, THURSDAY)
    assert found.first == date(2025, 6, 5)


def test_working_days_later_may_cross_weekends() -> None:
    found = days_in("on 2 May 2025, and three working days later", THURSDAY)
    assert found[-1].holds(date(2025, 5, 7), date(2025, 5, 7))


def test_the_next_working_day_after_a_friday_is_the_monday() -> None:
    found = days_in("on 2 May 2025. The next working day", THURSDAY)
    assert found[-1].holds(date(2025, 5, 5), date(2025, 5, 5))
