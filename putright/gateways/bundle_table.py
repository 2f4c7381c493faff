"""Long tables as pages, each piece of them marked for the tags: a hundred rows in a blink.

What is said is text and never markup. Rows stay whole where a page has room for them; the head of a
table stands on each of its pages.
"""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Literal

from msgspec import Struct
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from putright.gateways.bundle_faces import BOLD, REGULAR, Cut, can_set, plain

SIDE, TOP, FOOT = 18 * mm, 20 * mm, 22 * mm
SIZES = {"H2": 12.5, "H3": 11.0, "P": 10.5}
SIZE, LINE, MOST_KEPT = SIZES["P"], 14.7, 20
"""Letters and lines in points; so many lines of a row a page must have room for, for what stands
above the row to begin on it."""
ABOVE, BESIDE, RISE, BEHIND = 1.5 * mm, 3 * mm, 10.9, 6 * mm
"""Room above and below the lines of a cell and beside them; how far its letters stand below; how
far a cell stands in that is behind the one above it."""
WIDEST = 38 * mm
"""What a column takes at most, but for the one that takes the rest."""
Box = tuple[float, float, float, float]


class Cell(Struct, frozen=True):
    """Words, line by line, the address that they lead to, and what they are."""

    words: str
    link: str = ""
    kind: Literal["", "when", "behind", "long"] = ""


class Said(Struct, frozen=True):
    """A heading or a paragraph."""

    kind: Literal["H2", "H3", "P"]
    words: str


class Table(Struct, frozen=True, kw_only=True):
    """A table; the column numbered ``rest`` takes the room that the others leave."""

    heads: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    rest: int


Part = Said | Table


class Piece(Struct):
    """Where words came to stand: pages and marks on them; and pages and places that lead on."""

    kind: str
    words: str
    marks: list[tuple[int, int]] = []
    link: str = ""
    places: list[tuple[int, Box]] = []


class Drawn(Struct, frozen=True, kw_only=True):
    """The pages of some parts, and what is on them: pieces, and the rows of tables."""

    pdf: bytes
    parts: list[Piece | list[list[Piece]]]


def can_draw(parts: Iterable[Part]) -> bool:
    """Whether our typefaces have every letter, each standing by itself."""
    return can_set("\n".join(words for part in parts for words in _said(part)))


def draw(parts: Sequence[Part]) -> Drawn:
    """The pages of parts of which ``can_draw`` is true; the same bytes each time."""
    pages, told = _Pages(), []
    for at, one in enumerate(parts):
        pages.begin(parts[at:])
        told.append(pages.said(one) if isinstance(one, Said) else pages.table(one))
    return Drawn(pdf=pages.ended(), parts=told)


def _said(part: Part) -> Iterator[str]:
    if isinstance(part, Said):
        yield part.words
        return
    yield from part.heads
    yield from (cell.words for row in part.rows for cell in row)


class _Columns:
    """Where the columns of a table begin, and how wide their words may be."""

    def __init__(self, table: Table, text: Cut, bold: Cut) -> None:
        self.heads = [Cell(one) for one in table.heads]
        self.widths = [
            min(WIDEST, max([bold.width(head), *map(text.width, _words(table, at))])) + 1
            for at, head in enumerate(table.heads)
        ]
        room = A4[0] - 2 * SIDE - BESIDE * (len(self.widths) - 1)
        self.widths[table.rest] += room - sum(self.widths)
        self.lefts = [SIDE + sum(self.widths[:at]) + BESIDE * at for at in range(len(self.widths))]


def _words(table: Table, at: int) -> set[str]:
    """The different lines of a column; of the one that takes the rest nobody asks."""
    if at == table.rest:
        return set()
    return {plain(line) for row in table.rows for line in row[at].words.split("\n")}


class _Pages:
    def __init__(self) -> None:
        self.out = BytesIO()
        self.text, self.bold = Cut(REGULAR, SIZE), Cut(BOLD, SIZE)
        self.canvas = Canvas(
            self.out, pagesize=A4, invariant=1, pageCompression=0,
            initialFontName=self.text.own, initialFontSize=SIZE,
        )  # fmt: skip
        self.page = self.marks = 0
        self.down = A4[1] - TOP
        self.rules: list[Box] = []
        self.columns: _Columns | None = None
        self.known: dict[int, _Columns] = {}

    def begin(self, parts: Sequence[Part]) -> None:
        """See that no heading, and no head of a table, stands alone at the foot of a page."""
        if self.down < A4[1] - TOP and self._room() < self._needed(parts):
            self._turn()

    def _needed(self, parts: Sequence[Part]) -> int:
        """How many lines belong together from here: headings, a head and its first row."""
        total = 0
        for part in parts:
            if isinstance(part, Table):
                columns = self._columns(part)
                first = [len(one) for row in part.rows[:1] for one in self._lines(columns, row)]
                return total + 3 + min(max(first, default=0), MOST_KEPT)
            total += 2
            if part.kind == "P":
                break
        return total

    def _columns(self, table: Table) -> _Columns:
        key = id(table)
        if key not in self.known:
            self.known[key] = _Columns(table, self.text, self.bold)
        return self.known[key]

    def ended(self) -> bytes:
        """All of it."""
        self._end_page()
        self.canvas.save()
        return self.out.getvalue()

    def said(self, one: Said) -> Piece:
        """A heading, not at the very foot of a page, or a paragraph."""
        piece = Piece(one.kind, one.words)
        cut = Cut(REGULAR if one.kind == "P" else BOLD, SIZES[one.kind])
        lines = cut.lines(plain(one.words), A4[0] - 2 * SIDE)
        if one.kind != "P":
            self.down -= 0 if self.down == A4[1] - TOP else LINE / 2
        while lines:
            if self._room() < 1:
                self._turn()
            here, lines = lines[: self._room()], lines[self._room() :]
            self._put(piece, cut, here, SIDE)
            self.down -= LINE * len(here)
        self.down -= ABOVE
        return piece

    def table(self, table: Table) -> list[list[Piece]]:
        """A table, its head first."""
        columns = self._columns(table)
        rows = [self._row(columns, columns.heads, self.bold, "TH")]
        self.columns = columns  # from now on each page begins with its head
        rows += [self._row(columns, row, self.text, "TD") for row in table.rows]
        self.columns = None
        self.down -= 2 * ABOVE
        return rows

    def _row(
        self, columns: _Columns, row: Sequence[Cell], cut: Cut, kind: str
    ) -> list[Piece]:  # fmt: skip
        pieces = [Piece(kind, cell.words, link=cell.link) for cell in row]
        lines = self._lines(columns, row, cut)
        total, at = max(map(len, lines)), 0
        if self._room() < total <= _room_of(A4[1] - TOP - LINE - 2 * ABOVE):
            self._turn()
        while at < total:
            if self._room() < 1:
                self._turn()
            count = min(total - at, self._room())
            here = [one[at : at + count] for one in lines]
            self._part(zip(pieces, row, columns.lefts, here, strict=True), cut)
            self.down -= LINE * count + 2 * ABOVE
            self.rules.append((SIDE, self.down, A4[0] - SIDE, self.down))
            at += count
        return pieces

    def _lines(
        self, columns: _Columns, row: Sequence[Cell], cut: Cut | None = None
    ) -> list[list[str]]:  # fmt: skip
        """The lines of each cell of a row."""
        return [
            [line for told in cell.words.split("\n")
             for line in (cut or self.text).lines(plain(told), width - _in(cell))]
            for cell, width in zip(row, columns.widths, strict=True)
        ]  # fmt: skip

    def _room(self) -> int:
        """How many lines of a row fit from here to the foot of the page."""
        return _room_of(self.down)

    def _part(self, cells: Iterable[tuple[Piece, Cell, float, Sequence[str]]], cut: Cut) -> None:
        """So many lines of a row as stand on this page."""
        self.down -= ABOVE
        for piece, cell, left, lines in cells:
            self._put(piece, cut, lines, left + _in(cell))
            if cell.link:
                widths = [cut.width(one.rstrip()) for one in lines]
                self._lead(piece, widths, left + _in(cell))
        self.down += ABOVE

    def _put(self, piece: Piece, cut: Cut, lines: Sequence[str], left: float) -> None:
        """Lines in their place, with a mark that tells what they are."""
        if not any(lines):
            return
        if piece.kind:
            self.canvas.addLiteral(f"/{piece.kind} <</MCID {self.marks}>> BDC")
            piece.marks.append((self.page, self.marks))
            self.marks += 1
        else:
            self.canvas.addLiteral("/Artifact BMC")
        told = self.canvas.beginText(left, self.down - RISE)
        for line in lines:
            for face, run in cut.runs(line):
                told.setFont(face, cut.size, LINE)
                told.textOut(run)
            told.textLine("")
        self.canvas.drawText(told)
        self.canvas.addLiteral("EMC")

    def _lead(self, piece: Piece, widths: list[float], left: float) -> None:
        """Each line of a cell leads to its address, and is underlined."""
        for at, width in enumerate(widths):
            if not width:
                continue
            base = self.down - RISE - LINE * at
            self.rules.append((left, base - 1.2, left + width, base - 1.2))
            piece.places.append((self.page, (left, base - 3, left + width, base + SIZE)))

    def _turn(self) -> None:
        """Begin a new page; inside a table with its head, which is no part of it again."""
        self._end_page()
        self.page += 1
        self.marks = 0
        self.down = A4[1] - TOP
        if self.columns:
            self._row(self.columns, self.columns.heads, self.bold, "")

    def _end_page(self) -> None:
        self.canvas.addLiteral("/Artifact BMC")
        self.canvas.setLineWidth(0.5)
        self.canvas.setStrokeGray(0.4)
        self.canvas.lines(self.rules)
        self.canvas.addLiteral("EMC")
        self.rules = []
        self.canvas.showPage()


def _in(cell: Cell) -> float:
    return BEHIND if cell.kind == "behind" else 0.0


def _room_of(down: float) -> int:
    return int((down - FOOT - 2 * ABOVE) / LINE)
