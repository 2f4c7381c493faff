"""Every made report is read as it was made, whatever its layout and its mishap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.core.determinations import read
from putright.core.workdays import Calendar
from putright.gateways import files
from tests.core.determinations.answers import known, told
from tests.factories.report_files import as_flat, as_text
from tests.factories.report_made import MISHAPS, NEW_MISHAPS
from tests.factories.reports import made_report

NUMBERS = range(72)
"""Enough for every mishap of both layouts twice over."""


@pytest.mark.parametrize("write", [as_text, as_flat])
@pytest.mark.parametrize("number", NUMBERS)
def test_a_made_report_is_read_as_it_was_made(number, write, calendar: Calendar) -> None:
    made = made_report(number)

    report = read(write(made), calendar=calendar)

    assert told(report) == known(made)
    assert made.days <= {one.first for one in report.events}
    assert report.header.is_new == made.is_new


def test_every_mishap_is_among_the_made_reports() -> None:
    reports = [made_report(number) for number in NUMBERS]

    assert {one.mishap for one in reports if not one.is_new} == set(MISHAPS)
    assert {one.mishap for one in reports if one.is_new} == set(NEW_MISHAPS)
    assert len({one.reference for one in reports}) >= 40


@given(number=st.integers(0, 1_000_000), write=st.sampled_from([as_text, as_flat]))
def test_any_report_is_read_as_it_was_made(number, write) -> None:
    made = made_report(number)

    report = read(write(made), calendar=files.load_calendar())

    assert told(report) == known(made)


@given(number=st.integers(0, 1_000_000))
def test_both_renderings_of_a_page_are_read_alike(number: int) -> None:
    made = made_report(number)
    calendar = files.load_calendar()

    numbered, flat = (read(write(made), calendar=calendar) for write in (as_text, as_flat))

    assert [one.text for one in numbered.paragraphs] == [one.text for one in flat.paragraphs] or (
        made.is_new
    )
    assert numbered.findings == flat.findings
    assert [one.due for one in numbered.orders] == [one.due for one in flat.orders]


@given(number=st.integers(0, 1_000_000), cut=st.floats(0, 1), noise=st.text(max_size=40))
def test_a_cut_or_spoilt_report_ends_in_no_other_fault(number, cut, noise) -> None:
    from putright.core.determinations import NotAReport

    text = as_text(made_report(number))
    spoilt = text[: int(len(text) * cut)] + noise

    try:
        report = read(spoilt, calendar=files.load_calendar())
    except NotAReport:
        return

    assert report.header.landlord or report.unread
