"""The second corpus in four formats: the same answer of each, with all that a real file has."""

import io
import os
from html import escape
from typing import Any

import pytest
from docx import Document

from putright.core.determinations import read
from putright.gateways import files
from putright.gateways.determination_child import take
from tests.core.determinations.answers import known, told
from tests.factories.report_second import second_report
from tests.factories.second_files import WRITERS, as_styled, as_whole_page

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "full"
COUNTS = {"html": 60, "docx": 60, "pdf": 60} if THOROUGH else {"html": 12, "docx": 3, "pdf": 4}
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


@pytest.mark.parametrize("number", [0, 1])
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


def as_pre(made: Any) -> tuple[str, bytes]:
    """The text of a report on a page as it stands."""
    return "html", f"<html><body><pre>{escape(as_styled(made))}</pre></body></html>".encode()


def as_lines(made: Any) -> tuple[str, bytes]:
    """A Word document of plain lines, the numbers typed and set in by spaces."""
    document, out = Document(), io.BytesIO()
    for line in as_styled(made).splitlines():
        document.add_paragraph(line)
    document.save(out)
    return "docx", out.getvalue()


def as_typed(made: Any) -> tuple[str, bytes]:
    """A PDF in a typewriter's letters, whose lines go back to the margin."""
    import weasyprint

    page = f"<pre style='white-space:pre-wrap'>{escape(as_styled(made))}</pre>"
    return "pdf", weasyprint.HTML(string=page).write_pdf() or b""


def as_spread(made: Any) -> tuple[str, bytes]:
    """A PDF whose lines are spread to the edge."""
    import weasyprint

    page = as_whole_page(made).split("<article>")[1].split("</article>")[0]
    style = "<style>@page{size:A5}p,li{text-align:justify;hyphens:none}</style>"
    return "pdf", weasyprint.HTML(string=style + page).write_pdf() or b""


@pytest.mark.parametrize("number", range(30) if THOROUGH else [0])
@pytest.mark.parametrize("write", [as_pre, as_lines, as_typed, as_spread])
def test_a_report_set_in_another_way_is_read_alike(write: Any, number: int) -> None:
    made = second_report(number)
    if made.is_new and write is not as_pre:
        pytest.skip("the tables of the newer layout are tried as tables")

    report = read(take(*write(made)), calendar=files.load_calendar())

    assert told(report) == known(made)
