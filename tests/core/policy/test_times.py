"""Forms of time: the sooner and the later, named days, opening hours, parts of day and year."""

from typing import Any

import pytest

from tests.core.build import audit, codes, day, duties, entry, minute, pack, rule, the_duty

OPENING = '[opening]\nmonday = "09:00-17:00"\ntuesday = "09:00-17:00"\nfriday = "09:00-17:00"\n'


def timed(within: str, *, when: str = "", head: str = "") -> Any:
    return pack(
        rule(
            "asb.visit",
            f"""
when = {{ act = "asb.reported"{when} }}
within = {within}
by = {{ act = "asb.visited" }}
then = {{ finding = "missed-visit" }}
""",
        ),
        head=head,
    )


REPORT = entry("report", "asb.reported", "2026-03-02", until=day("2026-03-20"))


@pytest.mark.parametrize(
    ("within", "due"),
    [
        ('{ sooner = ["1 week", "3 working days"] }', "2026-03-05"),
        ('{ later = ["1 week", "3 working days"] }', "2026-03-09"),
        ('{ before = "5 calendar days" }', "2026-03-15"),
        ("{ on_named_day = true }", "2026-03-20"),
        ('[{ time = { later = ["1 week", "3 working days"] }, if = {} }]', "2026-03-09"),
    ],
)
def test_which_of_several_times_binds(within: str, due: str) -> None:
    duty = the_duty([REPORT], timed(within), now="2026-03-02")

    assert duty.due is not None
    assert duty.due.last_date == day(due)


@pytest.mark.parametrize("within", ['{ before = "5 calendar days" }', "{ on_named_day = true }"])
def test_a_day_that_the_entry_does_not_name_makes_no_duty(within: str) -> None:
    unnamed = entry("report", "asb.reported", "2026-03-02")

    assert duties([unnamed], timed(within), now="2026-03-30") == []


def test_a_speed_that_fits_none_makes_no_duty() -> None:
    only_threats = timed('[{ time = "1 week", if = { kinds = "threat" } }]')

    assert duties([REPORT], only_threats, now="2026-03-30") == []


@pytest.mark.parametrize(
    ("within", "reported", "due"),
    [
        ('"before closing"', "2026-03-02 10:00", "2026-03-02 17:00"),
        ('"before closing"', "2026-03-03 18:00", "2026-03-06 17:00"),
        ('"4 open hours"', "2026-03-02 15:00", "2026-03-03 11:00"),
        ('"4 open hours"', "2026-03-02 08:00", "2026-03-02 13:00"),
        ('"same day"', "2026-03-02 10:00", "2026-03-02 23:59"),
        ('"same day"', "2026-03-03 18:00", "2026-03-06 23:59"),
    ],
)
def test_opening_hours_are_counted_only_where_the_text_counts_in_them(
    within: str, reported: str, due: str
) -> None:
    report = entry("report", "asb.reported", reported)

    duty = the_duty([report], timed(within, head=OPENING), now="2026-03-03")

    assert duty.due is not None
    assert duty.due.last == minute(due)


def test_an_office_that_never_opens_again_leaves_a_far_day() -> None:
    days = [f"2026-03-{n:02}" for n in range(2, 32)] + [f"2026-04-{n:02}" for n in range(1, 31)]
    days.append("2026-05-01")
    more = f"{OPENING}shut = [{', '.join(days)}]\n"
    report = entry("report", "asb.reported", "2026-03-02 10:00")

    far = the_duty([report], timed('"before closing"', head=more), now="2026-03-02")
    same = the_duty([report], timed('"same day"', head=more), now="2026-03-02")

    assert far.due is not None
    assert far.due.last_date == day("2026-05-01")
    assert same.due is not None
    assert same.due.last_date == day("2026-03-02")


@pytest.mark.parametrize(
    ("season", "when", "starts"),
    [
        ('["31 October", "1 May"]', "2026-01-10", True),
        ('["31 October", "1 May"]', "2026-07-10", False),
        ('["1 May", "31 October"]', "2026-07-10", True),
        ('["1 May", "31 October"]', "2026-11-10", False),
    ],
)
def test_a_season_may_pass_new_year(season: str, when: str, starts: bool) -> None:
    report = entry("report", "asb.reported", when)

    found = duties([report], timed('"1 week"', when=f", season = {season}"), now="2026-12-01")

    assert bool(found) is starts


@pytest.mark.parametrize(
    ("when", "starts"), [("2026-03-02 20:00", True), ("2026-03-02 09:00", False)]
)
def test_a_part_of_the_day(when: str, starts: bool) -> None:
    report = entry("report", "asb.reported", when)

    found = duties([report], timed('"1 week"', when=', hours = "19:00-23:00"'), now="2026-12-01")

    assert bool(found) is starts


def test_both_tests_of_a_rule_with_one_time_must_hold() -> None:
    threat_by_helper = timed('"1 week"', when=', kinds = "threat", by = "helper"')
    report = entry("report", "asb.reported", "2026-03-02", kinds="threat")

    assert codes(audit([report], threat_by_helper, as_of="2026-04-01")) == []
