"""The working shown beside a due date."""

from datetime import date

from putright.core.workdays import Calendar, Skipped, show_add, show_count


def test_a_count_shows_each_day_counted_and_each_left_out(calendar: Calendar) -> None:
    working = show_count(date(2024, 8, 22), date(2024, 8, 28), calendar)

    assert working.number == 3
    assert working.counted == (date(2024, 8, 23), date(2024, 8, 27), date(2024, 8, 28))
    assert working.skipped == (
        Skipped(date(2024, 8, 24), "Saturday"),
        Skipped(date(2024, 8, 25), "Sunday"),
        Skipped(date(2024, 8, 26), "Summer bank holiday"),
    )


def test_a_count_reads_as_a_sentence(calendar: Calendar) -> None:
    working = show_count(date(2024, 8, 22), date(2024, 8, 28), calendar)

    assert working.sentence == (
        "Wednesday 28 August 2024 is 3 working days after Thursday 22 August 2024. "
        "Not counted: Thursday 22 August 2024, where the count starts; 2 weekend days; "
        "Summer bank holiday, Monday 26 August 2024."
    )


def test_one_day_later_reads_in_the_singular(calendar: Calendar) -> None:
    assert show_add(date(2024, 9, 3), 1, calendar).sentence == (
        "Wednesday 4 September 2024 is 1 working day after Tuesday 3 September 2024. "
        "Not counted: Tuesday 3 September 2024, where the count starts."
    )


def test_a_start_on_saturday_leaves_out_one_weekend_day(calendar: Calendar) -> None:
    working = show_add(date(2024, 9, 7), 1, calendar)

    assert working.end == date(2024, 9, 9)
    assert "; 1 weekend day." in working.sentence


def test_a_count_to_an_earlier_day_is_shown_from_that_day(calendar: Calendar) -> None:
    working = show_count(date(2024, 9, 6), date(2024, 9, 4), calendar)

    assert working.number == -2
    assert working.counted == (date(2024, 9, 5), date(2024, 9, 6))
    assert working.sentence == (
        "Wednesday 4 September 2024 is 2 working days before Friday 6 September 2024. "
        "Not counted: Wednesday 4 September 2024, where the count starts."
    )


def test_a_count_of_no_days_says_so(calendar: Calendar) -> None:
    assert show_count(date(2024, 9, 6), date(2024, 9, 6), calendar).sentence == (
        "Friday 6 September 2024 is the day the count starts: 0 working days."
    )
