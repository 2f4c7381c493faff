"""`putright days` and `putright due`: the number, and a working that one can check."""

import pytest

from tests.cli.conftest import Answer, Run


def test_days_counts_as_the_ombudsman_does(answer: Answer) -> None:
    found = answer("days", "2023-09-18", "2023-11-02")

    assert found["working_days"] == 33
    assert len(found["working"]["counted"]) == 33
    assert {skip["why"] for skip in found["working"]["skipped"]} == {"Saturday", "Sunday"}


def test_a_bank_holiday_is_left_out_by_its_name(answer: Answer) -> None:
    found = answer("days", "2024-03-28", "2024-04-02")

    assert found["working_days"] == 1
    assert {"day": "2024-03-29", "why": "Good Friday"} in found["working"]["skipped"]


def test_a_count_back_is_below_nought(answer: Answer, run: Run) -> None:
    assert answer("days", "2024-03-20", "2024-03-12")["working_days"] == -6
    assert run("days", "2024-03-20", "2024-03-12").stdout.startswith("-6 working days\n")


def test_the_text_shows_every_week(run: Run) -> None:
    shown = run("days", "2024-03-20", "2024-04-12").stdout

    assert shown.startswith("15 working days\n")
    assert "29 Mar 2024 Good Friday" in shown
    assert " 8 Apr 2024    11   12   13   14   15" in shown


def test_a_long_count_is_not_shown_week_by_week(run: Run) -> None:
    shown = run("days", "2020-01-01", "2024-01-01").stdout

    assert "--json lists every day" in shown
    assert len(shown.splitlines()) < 30


def test_no_day_at_all_is_counted_from_a_day_to_itself(run: Run) -> None:
    assert run("days", "2024-03-20", "2024-03-20").stdout.startswith("0 working days\n")


@pytest.mark.parametrize(
    ("given", "mend"),
    [
        ("29/03/2024", "write it as 2024-03-29"),
        ("2024-02-30", "year-month-day"),
        ("20240329", "year-month-day"),
        ("99/99/2024", "year-month-day"),
        ("tomorrow", "year-month-day"),
    ],
)
def test_what_is_no_day_is_refused_with_its_mend(run: Run, given: str, mend: str) -> None:
    result = run("days", given, "2024-04-01")

    assert (result.exit_code, result.stdout) == (2, "")
    assert mend in result.stderr


def test_a_year_without_known_bank_holidays_is_refused(run: Run) -> None:
    result = run("days", "1999-01-01", "1999-02-01")

    assert result.exit_code == 2
    assert result.stderr.startswith("Error: 1999-01-01 is outside ")


@pytest.mark.parametrize(
    ("span", "due"),
    [
        ("10 working days", "2024-04-15"),
        ("8 calendar days", "2024-04-05"),
        ("4 weeks", "2024-04-25"),
        ("1 month", "2024-04-28"),
        ("less than 1 month", "2024-04-27"),
        ("less than 3 working days", "2024-04-03"),
        ("3 years", "2027-03-28"),
        ("same day", "2024-03-28"),
        ("28 calendar days beginning with the day", "2024-04-24"),
        ("2 working days beginning with the day", "2024-04-02"),
    ],
)
def test_due_finds_the_last_day_in_time(answer: Answer, span: str, due: str) -> None:
    found = answer("due", "2024-03-28", span)

    assert found["due"] == due
    assert "due_at" not in found
    assert found["working"]["counted"]


def test_due_shows_what_was_counted_and_what_was_not(answer: Answer, run: Run) -> None:
    working = answer("due", "2024-03-28", "10 working days")["working"]

    assert len(working["counted"]) == 10
    assert [skip["why"] for skip in working["skipped"]][:4] == [
        "Good Friday", "Saturday", "Sunday", "Easter Monday",
    ]  # fmt: skip
    assert "Due Monday 15 Apr 2024" in run("due", "2024-03-28", "10", "working", "days").stdout


def test_hours_run_through_the_night_the_clocks_change(answer: Answer, run: Run) -> None:
    found = answer("due", "2024-03-30T16:40", "24 hours")

    assert found["from"] == "2024-03-30T16:40"
    assert found["due_at"] == "2024-03-31T17:40:00+01:00"
    assert "earliest_due_at" not in found
    shown = run("due", "2024-03-30T16:40", "24 hours").stdout
    assert "Due Sunday 31 Mar 2024, 17:40 at the latest" in shown


def test_hours_from_a_day_alone_end_between_two_moments(answer: Answer, run: Run) -> None:
    found = answer("due", "2024-05-01", "24 hours")

    assert found["earliest_due_at"] == "2024-05-02T00:00:00+01:00"
    assert found["due_at"] == "2024-05-02T23:59:00+01:00"
    assert "from 2 May 2024, 00:00" in run("due", "2024-05-01", "24 hours").stdout


@pytest.mark.parametrize(
    ("start", "span", "says"),
    [
        ("2024-03-28", "5 days", 'write "5 working days" or "5 calendar days"'),
        ("2024-03-28", "10 wd", "write the unit in full"),
        ("2024-03-28", "9999 years", "is past the year 9999"),
        ("9999-12-31", "9999 hours", "is past the year 9999"),
        ("2024-03-28", "9999 working days", "later than"),
        ("2024-03-28T25:00", "1 month", "is no moment"),
        ("2024-03-31T01:30", "2 hours", "never happened in London"),
    ],
)
def test_due_refuses_what_it_cannot_count(run: Run, start: str, span: str, says: str) -> None:
    result = run("due", start, span)

    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    assert "could not work this out" not in result.stderr


def test_days_counted_backwards_say_so(run: Run) -> None:
    said = "TO lies before FROM"

    assert said in run("days", "2024-03-20", "2024-03-12").stdout
    assert said not in run("days", "2024-03-12", "2024-03-20").stdout
