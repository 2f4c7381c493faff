"""Days and moments as staff read them: the weekday beside the date, and never a midnight."""

from datetime import UTC, date, datetime, time

from putright.kit.dates import happened, iso, list_day, moment, short_day, time_of

AFTERNOON = datetime(2023, 9, 18, 16, 30, tzinfo=UTC)


def test_a_day_in_a_list_has_its_weekday() -> None:
    assert list_day(date(2023, 9, 18)) == "Mon 18 Sep 2023"
    assert short_day(date(2023, 9, 18)) == "Mon 18 Sep"


def test_a_moment_has_time_weekday_and_date() -> None:
    assert moment(AFTERNOON) == "4:30pm on Mon 18 Sep 2023"
    assert time_of(time(0, 5)) == "12:05am"


def test_a_midnight_is_the_last_minute_of_the_day_it_ends() -> None:
    assert moment(datetime(2023, 9, 18, tzinfo=UTC)) == "11:59pm on Sun 17 Sep 2023"


def test_an_unknown_hour_is_a_day_alone() -> None:
    assert happened(date(2023, 9, 18)) == "Mon 18 Sep 2023"
    assert happened(AFTERNOON) == "4:30pm on Mon 18 Sep 2023"


def test_machines_get_the_same_in_figures() -> None:
    assert iso(date(2023, 9, 18)) == "2023-09-18"
    assert iso(AFTERNOON) == "2023-09-18T16:30+00:00"
