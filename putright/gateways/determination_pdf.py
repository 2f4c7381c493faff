"""The text of a PDF: the lines of its pages joined to paragraphs by where they stand."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import pypdfium2
from msgspec import Struct

from putright.gateways.determination_child import CannotTake

MOST_PAGES = 300
LEAST_CHARACTERS = 200
_STEP = 9.0
_MARK = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*[.)]|\(?[a-z]{1,4}[.)]|[-–•·▪◦])\s+\S|\d{1,3}[.)]$")
_FOLIO = re.compile(r"(?:page )?\d{1,3}(?: (?:of|/) \d{1,3})?", re.IGNORECASE)
_ENDS = re.compile(r"[.;:?!][”’\"')]?$")


class _Row(Struct):
    """A line of a page: its text, where it begins and ends, and how high it stands."""

    text: str
    left: float
    right: float
    top: float
    page: int


def pdf_text(raw: bytes) -> str:
    """The text of a document. Raises ``CannotTake``."""
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        locked = "assword" in str(error)
        says = (
            "is locked with a password"
            if locked
            else "is a PDF that cannot be opened: it is broken"
        )
        raise CannotTake(says) from error
    if len(document) > MOST_PAGES:
        raise CannotTake(f"has more than {MOST_PAGES} pages")
    rows = [row for number in range(len(document)) for row in _rows(document[number], number)]
    text = _joined(_without_folios(rows))
    if len(text) < LEAST_CHARACTERS:
        raise CannotTake(
            "has no text in it: it is a picture of a page. Have its text recognised first"
        )
    return text


def _rows(page: pypdfium2.PdfPage, number: int) -> list[_Row]:
    textpage = page.get_textpage()
    found, at = [], 0
    for line in textpage.get_text_range().split("\n"):
        plain = line.rstrip("\r")
        said = plain.replace("\ufffe", "").replace("\x02", "").strip()
        if said:
            first = at + len(plain) - len(plain.lstrip())
            last = at + len(plain.rstrip()) - 1
            left, _bottom, _right, top = textpage.get_charbox(first)
            right = textpage.get_charbox(last)[2]
            found.append(_Row(said, left, right, top, number))
        at += len(line) + 1
    return found


def _without_folios(rows: Sequence[_Row]) -> list[_Row]:
    """The lines without the numbers of the pages, and without what heads or ends each of them."""
    edges: dict[str, set[int]] = {}
    pages = {row.page for row in rows}
    ends = {id(row) for before, row in pairwise(rows) if before.page != row.page}
    ends |= {id(before) for before, row in pairwise(rows) if before.page != row.page}
    ends |= {id(row) for row in (rows[:1] and [rows[0], rows[-1]])}
    for row in rows:
        if id(row) in ends:
            edges.setdefault(row.text, set()).add(row.page)
    said = {text for text, on in edges.items() if len(on) > 2 and len(on) > len(pages) / 2}
    return [
        row
        for row in rows
        if not (id(row) in ends and (row.text in said or _FOLIO.fullmatch(row.text)))
    ]


def _joined(rows: Sequence[_Row]) -> str:
    """Paragraphs: a line goes on with the one above, unless a number or a gap parts them."""
    if not rows:
        return ""
    start = min(row.left for row in rows)
    width = max(row.right for row in rows) - start
    steps = [above.top - row.top for above, row in pairwise(rows) if above.page == row.page]
    pitch = median([step for step in steps if step > 0] or [12.0])
    lines: list[str] = []
    for at, row in enumerate(rows):
        above = rows[at - 1] if at else None
        if above and _goes_on(above, row, start + width, pitch):
            lines[-1] = f"{lines[-1]} {row.text}"
        else:
            lines.append(" " * round((row.left - start) / _STEP) + row.text)
    return "\n".join(lines)


def _goes_on(above: _Row, row: _Row, edge: float, pitch: float) -> bool:
    if _MARK.match(row.text):
        return False
    is_full = above.right > edge - max(90.0, (edge - above.left) * 0.22)
    if above.page != row.page:
        return is_full and (not _ENDS.search(above.text) or row.text[:1].islower())
    step = above.top - row.top
    if step < pitch * 0.5:
        return abs(step) < pitch * 0.5 and row.left > above.right
    return is_full and step < pitch * 1.45
