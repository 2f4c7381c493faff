"""When things are due: the seeds' due dates, hours over clock changes, months, counting back."""

from datetime import date, datetime

import pytest

from putright.core.workdays import (
    Calendar,
    OutsideCalendar,
    SpanFault,
    When,
    due_after,
    due_before,
    is_late,
    may_be_late,
    parse_span,
    to_datetime,
    when_at,
    when_between,
    when_on,
)


def on(text: str) -> When:
    return when_on(date.fromisoformat(text))


def at(text: str) -> When:
    return when_at(datetime.fromisoformat(text))


def shown(minute: int) -> str:
    return to_datetime(minute).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("span", "trigger", "due"),
    [
        ("1 working day", "2023-09-18", "2023-09-19"),
        ("5 working days", "2024-07-29", "2024-08-05"),
        ("10 working days", "2024-07-29", "2024-08-12"),
        ("10 working days", "2024-08-05", "2024-08-19"),
        ("5 working days", "2024-09-15", "2024-09-20"),
        ("20 working days", "2024-09-15", "2024-10-11"),
        ("20 working days", "2024-09-20", "2024-10-18"),
        ("40 working days", "2024-09-20", "2024-11-15"),
        ("4 weeks", "2025-06-24", "2025-07-22"),
        ("5 working days", "2023-05-04", "2023-05-12"),
        ("10 working days", "2023-08-03", "2023-08-17"),
        ("5 working days", "2023-08-12", "2023-08-18"),
        ("20 working days", "2023-08-12", "2023-09-11"),
        ("10 working days", "2023-09-14", "2023-09-28"),
        ("4 weeks", "2025-01-15", "2025-02-12"),
        ("5 working days", "2025-12-22", "2025-12-31"),
        ("8 calendar days", "2024-07-29", "2024-08-06"),
        ("1 month", "2023-11-28", "2023-12-28"),
        ("less than 1 month", "2023-11-28", "2023-12-27"),
        ("1 month", "2026-01-31", "2026-02-28"),
        ("1 month", "2024-01-31", "2024-02-29"),
        ("less than 1 month", "2026-01-31", "2026-02-27"),
        ("13 months", "2023-12-31", "2025-01-31"),
        ("1 year", "2024-02-29", "2025-02-28"),
        ("4 years", "2024-02-29", "2028-02-29"),
        ("1 month beginning with the day", "2025-03-01", "2025-03-31"),
        ("1 month beginning with the day", "2025-01-15", "2025-02-14"),
        ("1 month beginning with the day", "2025-01-31", "2025-02-28"),
        ("6 months beginning with the day", "2025-08-31", "2026-02-28"),
        ("28 calendar days beginning with the day", "2025-06-24", "2025-07-21"),
        ("2 weeks beginning with the day", "2025-06-24", "2025-07-07"),
        ("1 working day beginning with the day", "2025-06-24", "2025-06-24"),
        ("less than 5 working days", "2025-06-23", "2025-06-29"),
        ("same day", "2025-06-24", "2025-06-24"),
    ],
)
def test_a_trigger_on_a_day_is_due_at_the_end_of_the_due_day(
    calendar: Calendar, span: str, trigger: str, due: str
) -> None:
    found = due_after(parse_span(span), on(trigger), calendar)

    assert found.is_exact
    assert shown(found.first) == f"{due} 23:59"
    assert found.date == found.last_date == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("due", "done", "number"),
    [
        ("2023-09-19", "2023-11-02", 32),
        ("2024-08-12", "2024-08-30", 13),
        ("2024-08-19", "2024-08-30", 8),
        ("2024-10-11", "2025-02-13", 86),
        ("2024-10-18", "2025-02-13", 81),
        ("2024-11-15", "2025-02-13", 61),
        ("2023-09-11", "2023-09-25", 10),
    ],
)
def test_lateness_is_counted_from_the_due_day(
    calendar: Calendar, due: str, done: str, number: int
) -> None:
    assert calendar.count(date.fromisoformat(due), date.fromisoformat(done)) == number


def test_hours_from_a_day_without_an_hour_warn_early_and_accuse_late(calendar: Calendar) -> None:
    due = due_after(parse_span("24 hours"), on("2022-08-04"), calendar)

    assert shown(due.first) == "2022-08-05 00:00"
    assert shown(due.last) == "2022-08-05 23:59"
    assert not is_late(on("2022-08-05"), due)
    assert may_be_late(on("2022-08-05"), due)
    assert is_late(on("2022-08-06"), due)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2025-03-29T09:00", "2025-03-30 10:00"),
        ("2025-10-25T09:00", "2025-10-26 08:00"),
        ("2024-12-24T23:59", "2024-12-25 23:59"),
    ],
)
def test_24_hours_are_24_real_hours_over_clock_changes_and_holidays(
    calendar: Calendar, start: str, due: str
) -> None:
    found = due_after(parse_span("24 hours"), at(start), calendar)

    assert found.is_exact
    assert shown(found.first) == due


def test_less_than_hours_is_due_a_minute_earlier(calendar: Calendar) -> None:
    found = due_after(parse_span("less than 2 hours"), at("2025-06-24T09:00"), calendar)

    assert shown(found.first) == "2025-06-24 10:59"


def test_a_report_at_a_minute_to_midnight_on_a_friday_has_friday_as_day_nought(
    calendar: Calendar,
) -> None:
    found = due_after(parse_span("1 working day"), at("2024-08-23T23:59"), calendar)

    assert found.date == date(2024, 8, 27)


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        ("5 working days", "2023-09-25", "2023-10-06"),
        ("8 calendar days", "2023-09-26", "2023-10-08"),
        ("same day", "2023-09-18", "2023-09-30"),
        ("1 month", "2023-10-18", "2023-10-30"),
    ],
)
def test_a_doubtful_trigger_has_a_due_range(
    calendar: Calendar, span: str, first: str, last: str
) -> None:
    about = when_between(date(2023, 9, 18), date(2023, 9, 30))

    due = due_after(parse_span(span), about, calendar)

    assert (shown(due.first), shown(due.last)) == (f"{first} 23:59", f"{last} 23:59")


@pytest.mark.parametrize(
    ("span", "clear", "plain"),
    [
        ("5 calendar days", "2026-03-14", "2026-03-15"),
        ("1 week", "2026-03-12", "2026-03-13"),
        ("5 working days", "2026-03-12", "2026-03-15"),
        ("1 month", "2026-02-19", "2026-02-20"),
        ("1 year", "2025-03-19", "2025-03-20"),
    ],
)
def test_days_before_a_panel_warn_for_clear_days_and_find_on_the_difference(
    calendar: Calendar, span: str, clear: str, plain: str
) -> None:
    panel = on("2026-03-20")

    warned = due_before(parse_span(span), panel, calendar, clear=True)
    found = due_before(parse_span(span), panel, calendar, clear=False)

    assert shown(warned.first) == shown(warned.last) == f"{clear} 23:59"
    assert shown(found.first) == shown(found.last) == f"{plain} 23:59"


def test_a_month_before_the_31st_is_the_last_of_a_shorter_month(calendar: Calendar) -> None:
    found = due_before(parse_span("1 month"), on("2026-03-31"), calendar, clear=False)

    assert found.date == date(2026, 2, 28)


def test_hours_before_an_act_count_back_to_the_minute(calendar: Calendar) -> None:
    visit = at("2025-10-26T10:00")

    for clear in (True, False):
        found = due_before(parse_span("24 hours"), visit, calendar, clear=clear)
        assert shown(found.first) == shown(found.last) == "2025-10-25 11:00"


@pytest.mark.parametrize("span", ["same day", "less than 1 week", "2 weeks beginning with the day"])
def test_a_span_that_cannot_count_back_is_refused(calendar: Calendar, span: str) -> None:
    with pytest.raises(SpanFault, match="cannot be counted back; write a plain span"):
        due_before(parse_span(span), on("2026-03-20"), calendar, clear=True)


def test_a_due_day_after_the_calendars_end_is_refused(calendar: Calendar) -> None:
    with pytest.raises(OutsideCalendar, match="add the bank holidays of 2033"):
        due_after(parse_span("10 working days"), on("2032-12-24"), calendar)


def test_an_act_in_the_due_minute_is_kept_and_in_the_next_is_late(calendar: Calendar) -> None:
    due = due_after(parse_span("2 hours"), at("2025-06-24T09:00"), calendar)

    assert not is_late(at("2025-06-24T11:00"), due)
    assert not may_be_late(at("2025-06-24T11:00"), due)
    assert is_late(at("2025-06-24T11:01"), due)
    assert not may_be_late(at("2025-06-24T11:01"), due)
