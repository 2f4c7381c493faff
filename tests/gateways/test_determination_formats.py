"""The second corpus in four formats: the same answer of each, with all that a real file has."""

import os
from typing import Any

import pytest

from putright.core.determinations import read
from putright.gateways import files
from putright.gateways.determination_child import take
from tests.core.determinations.answers import known, told
from tests.factories.report_second import second_report
from tests.factories.second_files import WRITERS, as_whole_page

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "full"
COUNTS = {"html": 60, "docx": 60, "pdf": 60} if THOROUGH else {"html": 18, "docx": 6, "pdf": 6}
SAMPLES = [(kind, number) for kind, count in COUNTS.items() for number in range(count)]


def text_of(kind: str, made: Any) -> str:
    """The text that is taken out of a report written as a file."""
    raw = WRITERS[kind](made)
    return take(kind, raw.encode() if isinstance(raw, str) else raw)


@pytest.mark.parametrize(("kind", "number"), SAMPLES)
def test_a_file_is_read_as_the_report_was_made(kind: str, number: int) -> None:
    made = second_report(number)

    report = read(text_of(kind, made), calendar=files.load_calendar())

    assert told(report) == known(made)
    assert made.days <= {one.first for one in report.events}


@pytest.mark.parametrize("number", [0, 1, 3])
def test_four_formats_of_a_report_give_one_answer(number: int) -> None:
    made, calendar = second_report(number), files.load_calendar()

    reports = [read(WRITERS["text"](made), calendar=calendar)]
    reports += [read(text_of(kind, made), calendar=calendar) for kind in ("html", "docx", "pdf")]

    assert [one.header for one in reports] == [reports[0].header] * 4
    assert [[each.award for each in one.orders] for one in reports] == [
        [each.award for each in reports[0].orders]
    ] * 4


def test_links_behind_a_report_are_no_part_of_it() -> None:
    made = second_report(0)

    text = take("html", as_whole_page(made).encode())

    assert "Related decisions" not in text and "Privacy" not in text
    assert text.rstrip().endswith(made.blocks[-1][2])
