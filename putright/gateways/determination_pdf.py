"""The text of a PDF: the lines of its pages joined to paragraphs by where they stand."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from ctypes import c_double
from itertools import pairwise
from statistics import median

import pypdfium2
from msgspec import Struct

from putright.gateways.determination_child import CannotTake

MOST_PAGES = 300
LEAST_CHARACTERS = 200
_STEP = 9.0
_LETTER = r"(?:[a-z]|[ivx]{2,5})"
_NUMBER = r"\d{1,3}(?:\.\d{1,3})*[.)]|\d{1,3}(?:\.\d{1,2})+(?=\s)"
_MARK = re.compile(rf"(?:{_NUMBER}|\(?{_LETTER}[.)]|[-–•·▪◦])\s+\S|\d{{1,3}}[.)]$")
_ALONE = re.compile(rf"\(?(?:\d{{1,3}}|{_LETTER})[.)]|[-–•·▪◦]")
_WORDS = re.compile(rf"(?:{_NUMBER}|\(?{_LETTER}[.)]|[-–•·▪◦])\s+(?=\S)")
_LEVEL = 3.0
_COLUMN = 11.0
_FEW, _WIDER = 3, 2.5
"""The least gap between two columns; and so many times the least of a line that has some."""
_FOLIO = re.compile(r"(?:page )?\d{1,3}(?: (?:of|/)(?: \d{1,3})?)?", re.IGNORECASE)
_DEEP = 3
"""How many lines the head or the foot of a page may have."""
_ENDS = re.compile(r"[.;:?!][”’\"')]?$")


class _Row(Struct):
    """A line of a page: where it begins, where its words begin and end, and how high it stands."""

    text: str
    left: float
    words: float
    right: float
    base: float
    page: int
    look: tuple[int, int] = (0, 0)
    """How large and how heavy its first letter is."""


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
            left, base = _origin(textpage, first)
            right = textpage.get_charbox(last)[2]
            words = _WORDS.match(plain.strip())
            begins = textpage.get_charbox(first + words.end())[0] if words else left
            cells = _celled(textpage, plain, at, words.end() if words else 0)
            found.append(_Row(cells, left, begins, right, base, number, _look(textpage, first)))
        at += len(line) + 1
    return _without_late(_with_marks(found))


def _celled(textpage: pypdfium2.PdfTextPage, plain: str, at: int, start: int) -> str:
    """A line of a page, its cells parted where the gap between two words is a column's.

    A line that is spread to its edge has wide gaps too, but all of them alike.
    """
    gaps = {
        place: textpage.get_charbox(at + place + 1)[0] - textpage.get_charbox(at + place - 1)[2]
        for place, letter in enumerate(plain)
        if letter == " " and start < place < len(plain) - 1 and plain[place - 1] != " "
        and plain[place + 1] != " "
    }  # fmt: skip
    least = _COLUMN if len(gaps) < _FEW else max(_COLUMN, _WIDER * min(gaps.values()))
    said = "".join(
        "\t" if gaps.get(place, 0.0) > least else letter for place, letter in enumerate(plain)
    )
    return said.replace("\ufffe", "").replace("\x02", "").strip()


def _without_late(rows: list[_Row]) -> list[_Row]:
    """The lines of a page without a head that its writer put behind all else, and the foot."""
    if not rows:
        return rows
    top = max(row.base for row in rows)
    late = next((at for at, row in enumerate(rows) if at and row.base == top), 0)
    is_late = late and all(row.base < top - _LEVEL for row in rows[:late])
    return rows[:late] if is_late and len(rows) - late <= 2 * _DEEP else rows


def _origin(textpage: pypdfium2.PdfTextPage, at: int) -> tuple[float, float]:
    """Where a letter stands on its line."""
    x, y = c_double(), c_double()
    pypdfium2.raw.FPDFText_GetCharOrigin(textpage, at, x, y)
    return x.value, y.value


def _look(textpage: pypdfium2.PdfTextPage, at: int) -> tuple[int, int]:
    size = pypdfium2.raw.FPDFText_GetFontSize(textpage, at)
    return round(size * 2), pypdfium2.raw.FPDFText_GetFontWeight(textpage, at)


def _with_marks(rows: list[_Row]) -> list[_Row]:
    """The lines with their numbers, which some writers put after all the text of a page."""
    alone = [row for row in rows if _ALONE.fullmatch(row.text)]
    rest = [row for row in rows if not _ALONE.fullmatch(row.text)]
    for mark in alone:
        beside = [
            row for row in rest if abs(row.base - mark.base) < _LEVEL and row.left > mark.left
        ]
        if beside:
            row = min(beside, key=lambda one: one.left)
            row.text, row.left = f"{mark.text} {row.text}", mark.left
        else:
            rest.insert(min(rows.index(mark), len(rest)), mark)
    return rest


def _without_folios(rows: Sequence[_Row]) -> list[_Row]:
    """The lines without the numbers of the pages, and without what heads or ends each of them."""
    pages = {row.page for row in rows}
    ends, outer = (
        {id(row) for most in (max, min) for row in _edges(rows, most, deep)} for deep in (_DEEP, 1)
    )
    seen: dict[tuple[str, int], set[int]] = {}
    for row in rows:
        seen.setdefault(_place_of(row), set()).add(row.page)
    said = {key for key, on in seen.items() if len(on) > 1 and 2 * len(on) > len(pages)}
    return [
        row
        for row in rows
        if not (id(row) in ends and _place_of(row) in said)
        and not (id(row) in outer and _is_folio(row.text, len(pages)))
    ]


def _is_folio(text: str, pages: int) -> bool:
    """Whether a line is the number of a page; a figure beyond them is something else."""
    figures = re.findall(r"\d+", text) if _FOLIO.fullmatch(text) else []
    return bool(figures) and int(figures[0]) <= pages + _DEEP


def _place_of(row: _Row) -> tuple[str, int]:
    """What a line says but for its figures, and how high: the same on each page it runs over."""
    return re.sub(r"\d+", "0", row.text), round(row.base)


def _edges(
    rows: Sequence[_Row], most: Callable[[Iterable[float]], float], deep: int
) -> Iterator[_Row]:
    """The lines at the head, or the foot, of each page: the first heights that have any."""
    for page in {row.page for row in rows}:
        held = [row for row in rows if row.page == page]
        for _ in range(deep):
            if held:
                edge = most(row.base for row in held)
                yield from (row for row in held if abs(row.base - edge) < _LEVEL)
                held = [row for row in held if abs(row.base - edge) >= _LEVEL]


def _joined(rows: Sequence[_Row]) -> str:
    """Paragraphs: a line goes on with the one above, unless a number or a gap parts them."""
    if not rows:
        return ""
    start = min(row.left for row in rows)
    edges: dict[int, float] = {}
    for row in rows:
        column = round(row.words / _STEP)
        edges[column] = max(edges.get(column, 0.0), row.right)
    steps = [above.base - row.base for above, row in pairwise(rows) if above.page == row.page]
    pitch = median([step for step in steps if step > 0] or [12.0])
    lines: list[str] = []
    above: _Row | None = None
    for row in rows:
        if above and _goes_on(above, row, edges[round(above.words / _STEP)], pitch):
            lines[-1] = f"{lines[-1]} {row.text}"
        else:
            lines.append(" " * round((row.left - start) / _STEP) + row.text)
        above = row
    return "\n".join(lines)


def _goes_on(above: _Row, row: _Row, edge: float, pitch: float) -> bool:
    is_beside = abs(above.words - row.words) <= _STEP or _is_back(above, row)
    if _MARK.match(row.text) or "\t" in above.text + row.text or not is_beside:
        return False
    if above.look != row.look:
        return False
    if above.text.endswith(":") and not row.text[:1].islower():
        return False
    is_full = above.right > edge - max(60.0, (edge - above.words) * 0.22)
    if above.page != row.page:
        return is_full and (not _ENDS.search(above.text) or row.text[:1].islower())
    return is_full and 0 < above.base - row.base < pitch * 1.45


def _is_back(above: _Row, row: _Row) -> bool:
    """Whether a line goes on at the margin, left of the words that follow a number."""
    if above.left >= above.words or row.left > above.left + _LEVEL:
        return False
    return row.text[:1].islower() or not _ENDS.search(above.text)
