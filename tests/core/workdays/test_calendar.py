"""Counting and adding working days."""

import pickle
from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.core.workdays import Calendar, OutsideCalendar

GOOD_FRIDAY, EASTER_MONDAY = date(2024, 3, 29), date(2024, 4, 1)
EASTER = Calendar(
    "Easter 2024",
    "1",
    {GOOD_FRIDAY: "Good Friday", EASTER_MONDAY: "Easter Monday"},
    date(2024, 1, 1),
    date(2024, 12, 31),
)
days = st.dates(date(2015, 1, 1), date(2031, 12, 31))


@given(start=days, n=st.integers(0, 250))
def test_a_number_added_is_counted_back_to_the_same_number(
    calendar: Calendar, start: date, n: int
) -> None:
    end = calendar.add(start, n)

    assert calendar.count(start, end) == n
    assert n == 0 or calendar.is_working(end)


@given(start=days, end=days)
def test_a_count_backwards_is_the_mirror_of_the_count_forwards(
    calendar: Calendar, start: date, end: date
) -> None:
    assert calendar.count(end, start) == -calendar.count(start, end)


@given(start=days, end=days)
def test_ordinals_count_and_add_as_dates_do(calendar: Calendar, start: date, end: date) -> None:
    a, b = start.toordinal(), end.toordinal()
    count = calendar.count(start, end)

    assert calendar.count_ordinals(a, b) == count
    assert calendar.add_ordinal(a, 9) == calendar.add(start, 9).toordinal()


@given(end=st.dates(date(2016, 1, 1), date(2032, 12, 31)), n=st.integers(1, 200))
def test_counting_back_gives_the_latest_day_that_is_early_enough(
    calendar: Calendar, end: date, n: int
) -> None:
    day = calendar.back(end, n)

    assert calendar.count(day, end) == n
    assert calendar.count(day + timedelta(days=1), end) == n - 1


def test_each_single_day_is_counted_as_its_name_says(calendar: Calendar) -> None:
    day = calendar.first
    while day < calendar.last:
        yesterday, day = day, day + timedelta(days=1)
        assert calendar.count(yesterday, day) == (calendar.why_off(day) is None)


def test_friday_before_easter_counts_to_tuesday_as_one_day() -> None:
    maundy_thursday, tuesday = date(2024, 3, 28), date(2024, 4, 2)

    assert EASTER.add(maundy_thursday, 1) == tuesday
    assert EASTER.count(maundy_thursday, tuesday) == 1
    assert EASTER.back(tuesday, 1) == EASTER_MONDAY


def test_a_trigger_on_a_sunday_makes_monday_day_one() -> None:
    assert EASTER.add(date(2024, 6, 9), 1) == date(2024, 6, 10)


def test_no_days_added_or_taken_is_the_day_itself() -> None:
    assert EASTER.add(GOOD_FRIDAY, 0) == EASTER.back(GOOD_FRIDAY, 0) == GOOD_FRIDAY
    assert EASTER.add_ordinal(GOOD_FRIDAY.toordinal(), 0) == GOOD_FRIDAY.toordinal()


def test_a_day_off_says_why() -> None:
    assert EASTER.why_off(GOOD_FRIDAY) == "Good Friday"
    assert EASTER.why_off(date(2024, 3, 30)) == "Saturday"
    assert EASTER.why_off(date(2024, 3, 31)) == "Sunday"
    assert EASTER.why_off(date(2024, 4, 2)) is None
    assert not EASTER.is_working(GOOD_FRIDAY)
    assert EASTER.is_working(date(2024, 4, 2))


@pytest.mark.parametrize("year", [1, 2023, 2025, 9999])
def test_a_day_outside_is_refused_with_what_to_do(year: int) -> None:
    inside, outside = date(2024, 6, 3), date(year, 12, 31)
    mend = f"add the bank holidays of {year} to the calendar file"
    asked = [
        lambda: EASTER.is_working(outside),
        lambda: EASTER.add(outside, 0),
        lambda: EASTER.add(outside, 1),
        lambda: EASTER.add_ordinal(outside.toordinal(), 1),
        lambda: EASTER.count(outside, inside),
        lambda: EASTER.count(inside, outside),
        lambda: EASTER.count_ordinals(inside.toordinal(), outside.toordinal()),
        lambda: EASTER.count_ordinals(outside.toordinal(), inside.toordinal()),
        lambda: EASTER.back(outside, 0),
        lambda: EASTER.back(outside, 1),
    ]

    for ask in asked:
        with pytest.raises(OutsideCalendar, match=rf"{outside} is outside 2024-01-01.*{mend}"):
            ask()


def test_a_sum_that_leaves_the_calendar_names_the_year_to_add() -> None:
    late, early = date(2024, 12, 30), date(2024, 1, 2)

    with pytest.raises(OutsideCalendar, match=r"2 working days after 2024-12-30 .* of 2025 to"):
        EASTER.add(late, 2)
    with pytest.raises(OutsideCalendar, match=r"2 working days after 2024-12-30 .* of 2025 to"):
        EASTER.add_ordinal(late.toordinal(), 2)
    with pytest.raises(OutsideCalendar, match=r"5 working days before 2024-01-02 .* of 2023 to"):
        EASTER.back(early, 5)
    with pytest.raises(OutsideCalendar, match="2 working days before"):
        EASTER.back(early, 2)


def test_a_datetime_is_refused_because_its_day_depends_on_the_zone() -> None:
    late_evening = datetime(2024, 6, 3, 23, 30, tzinfo=UTC)

    with pytest.raises(TypeError, match="turn a datetime into its London day"):
        EASTER.count(late_evening, date(2024, 6, 4))
    with pytest.raises(TypeError, match="turn a datetime into its London day"):
        EASTER.add(late_evening, 1)


def test_a_negative_number_is_refused_with_the_other_way_round() -> None:
    for count in (EASTER.add, EASTER.back):
        with pytest.raises(ValueError, match=r"-3 working days.*use `add` forwards and `back`"):
            count(GOOD_FRIDAY, -3)


def test_a_calendar_cannot_be_changed_by_anybody() -> None:
    given_days = {GOOD_FRIDAY: "Good Friday"}
    kept = Calendar("Mine", "1", given_days, date(2024, 1, 1), date(2024, 12, 31))

    given_days[EASTER_MONDAY] = "Easter Monday"

    assert EASTER_MONDAY not in kept.holidays
    with pytest.raises(FrozenInstanceError):
        kept.version = "2"
    with pytest.raises(TypeError):
        kept.holidays[EASTER_MONDAY] = "Easter Monday"


def test_a_calendar_sent_to_another_process_counts_the_same() -> None:
    sent = pickle.loads(pickle.dumps(EASTER))

    assert repr(sent) == repr(EASTER) == "Calendar('Easter 2024', '1', 2024-01-01..2024-12-31)"
    assert sent.holidays == EASTER.holidays
    assert sent.working_up_to == EASTER.working_up_to


def test_a_holiday_proclaimed_late_is_not_in_the_calendar_as_it_was_known_before() -> None:
    late = date(2022, 9, 19)
    calendar = Calendar(
        "Test",
        "1",
        {late: "Funeral"},
        date(2022, 1, 1),
        date(2022, 12, 31),
        {late: date(2022, 9, 10)},
    )

    before, after = calendar.as_known_on(date(2022, 9, 9)), calendar.as_known_on(date(2022, 9, 10))

    assert before.add(date(2022, 9, 5), 10) == late
    assert calendar.add(date(2022, 9, 5), 10) == date(2022, 9, 20)
    assert after is calendar
    assert calendar.unknown_on(date(2022, 9, 9)) == (late,)
