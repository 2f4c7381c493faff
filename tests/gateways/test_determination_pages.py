"""Odd pages and documents: lists within lists, lost ends, letters, cells that are joined."""

import io

import pytest
from docx import Document

from putright.gateways.determination_child import CannotTake
from putright.gateways.determination_docx import docx_text
from putright.gateways.determination_page import page_text
from putright.gateways.determination_pdf import pdf_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<ol><li>a<ol><li>b</li></ol>and c</li></ol>", "  1. a and c\n    1. b"),
        ("<ol><li><p>a</p><ol><li>b</li></ol>c</li></ol>", "  1. a c\n    1. b"),
        ("<ol start='5'><li>a</li><ol type='a'><li>b</li></ol></ol>", "  5. a\n    a. b"),
        ("<ol start='x'><li>a</li></ol>", "  1. a"),
        ("<p>one<br>two <b>three</b></p>", "one\ntwo three"),
        ("<div>words <span>more<p>inside</p></span> after</div>", "words\nmore\ninside\nafter"),
        ("<h3>Orders</h3><ul><li>x</li></ul>", "# Orders\n  - x"),
        ("<p>caf\u00e9</p>", "caf\u00e9"),
    ],
)
def test_a_page_keeps_its_numbers_and_its_order(html: str, text: str) -> None:
    assert page_text(html.encode("utf-8")) == text
    assert page_text(html.encode("cp1252")) == text


@pytest.mark.parametrize("html", ["<ol><li>" * 80 + "x", "<div>" * 80 + "x", "<script>x</script>"])
def test_a_page_beyond_reason_is_refused(html: str) -> None:
    with pytest.raises(CannotTake):
        page_text(html.encode())


def test_a_document_has_its_headings_bullets_and_cells_once() -> None:
    document = Document()
    document.add_heading("Orders", level=1)
    document.add_paragraph("")
    document.add_paragraph("First", style="List Bullet")
    document.add_paragraph("Second", style="List Number")
    row = document.add_table(rows=1, cols=2).rows[0]
    row.cells[0].merge(row.cells[1]).text = "joined"
    out = io.BytesIO()
    document.save(out)

    assert docx_text(out.getvalue()).splitlines() == [
        "# Orders", "  - First", "  1. Second", "joined",
    ]  # fmt: skip


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(CannotTake, match="broken"):
        pdf_text(b"%PDF-1.7 and nothing")
