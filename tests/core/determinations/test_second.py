"""Reports of the second corpus are read as they were made, and nothing is made up of any text."""

import os
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.core.determinations import NotAReport, Report, read
from putright.core.determinations.dates import dates_in
from putright.core.determinations.money import sums_in
from putright.core.workdays import Calendar
from putright.gateways import files
from tests.core.determinations.answers import known, told
from tests.factories.report_second import HEADS, STYLES, second_report, style_of
from tests.factories.second_files import as_styled, as_wrapped

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "full"
NUMBERS = range(400 if THOROUGH else 45)
PIECES = (
    "Any Homes (202312345)", "REPORT", "COMPLAINT 202312345", "1 May 2024", "Decision", "Case ID",
    "Landlord", "The complaint", "Background", "Determination", "Orders", "Recommendations",
    "What we found and why", "Complaint", "Finding", "The complaint procedure", "Service failure",
    "Order\tWhat the landlord must do\tDue date", "1\tApology order", "No later than", "4pm on 3",
    "Within 4 weeks", "1. Within four weeks of the date of this report, the landlord must:",
    "a. Pay the resident £1,200, made up of £700 for x and £ 5 00 for y.", "i. £40 it offered.",
    "1.1 There was no maladministration in its letters and severe maladministration in its calls.",
    "Paragraph 42.a of the Scheme", "- On 31 February 2023 it rained.", "(b) £", "• ", "3", ":",
    "Pay a further £20. If it has paid the £20 it may deduct £20 per week.", "Llythyr arall",
)  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS)
def test_a_report_of_another_hand_is_read_as_it_was_made(number, calendar: Calendar) -> None:
    made = second_report(number)

    report = read(as_styled(made), calendar=calendar)

    assert told(report) == known(made)
    assert made.days <= {one.first for one in report.events}


@pytest.mark.parametrize("number", range(200 if THOROUGH else 20))
def test_lines_broken_at_the_edge_of_pages_are_read_alike(number, calendar: Calendar) -> None:
    made = second_report(number)

    report = read(as_wrapped(made), calendar=calendar)

    assert told(report) == known(made)
    assert made.days <= {one.first for one in report.events}


def test_every_head_and_style_is_in_the_second_corpus() -> None:
    reports = [second_report(number) for number in NUMBERS]

    assert {one.mishap for one in reports if not one.is_new} == set(HEADS)
    assert {style_of(one) for one in reports} == set(STYLES)


@given(lines=st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=40))
def test_any_text_is_read_or_refused_and_nothing_is_made_up(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        report = read(text, calendar=files.load_calendar())
    except NotAReport:
        return

    assert_from(report, text)


@given(number=st.integers(0, 100_000))
def test_sums_and_days_of_a_report_stand_in_it(number: int) -> None:
    text = as_styled(second_report(number))

    assert_from(read(text, calendar=files.load_calendar()), text)


@settings(deadline=None)
@given(
    number=st.integers(0, 100_000),
    banners=st.permutations(["Menu", "Our decisions", "Home", "Read of case 202000001 (closed)."]),
)
def test_what_stands_before_a_report_changes_nothing(number: int, banners: list[str]) -> None:
    text = as_styled(second_report(number))
    calendar = files.load_calendar()

    assert read("\n".join([*banners, text]), calendar=calendar) == read(text, calendar=calendar)


def assert_from(report: Report, text: str) -> None:
    """Each sum is printed, or comes of sums that the order prints; each event's day is printed."""
    for one in (*report.orders, *report.recommendations):
        printed = {each.amount for each in sums_in(one.what)}
        assert set(_sums_of(one.award.parts)) <= printed
        if one.award.amount is not None:
            assert one.award.amount in _totals(printed)
    days = {one.first for one in dates_in(" ".join(text.split()))} | _years(text)
    days |= {each for line in report.paragraphs for each in _days(line.text)}
    days |= {each for one in report.events for each in _days(one.text) | _years(one.text)}
    assert {one.first for one in report.events} <= days


def _sums_of(parts: tuple) -> Iterator[Decimal]:
    return (part.amount for part in parts)


def _totals(printed: set[Decimal]) -> set[Decimal]:
    few = sorted(printed)[:8]
    return {sum(some, Decimal(0)) for size in range(1, 5) for some in combinations(few, size)} | {
        2 * one for one in printed
    }


def _days(text: str) -> set[date]:
    return {one.first for one in dates_in(text)}


def _years(text: str) -> set[date]:
    return {date(int(year), 1, 1) for year in re.findall(r"(?<!\d)(?:19\d\d|20[0-4]\d)", text)}
