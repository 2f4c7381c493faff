"""A long table as pages, each piece of it marked for the tags: a hundred rows in a blink.

What is in a cell is text and never markup. Rows stay whole where a page has room for them; the head
stands on each page.
"""

from collections.abc import Sequence
from io import BytesIO

from msgspec import Struct
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from putright.gateways.bundle_faces import BOLD, REGULAR, Cut, can_set, plain

SIDE, TOP, FOOT = 18 * mm, 20 * mm, 22 * mm
SIZE, HEADING, LINE = 10.5, 12.5, 14.7
ABOVE, BESIDE, RISE = 1.5 * mm, 3 * mm, 10.9
"""Room above and below the lines of a cell, and beside them; how far its letters stand below."""
WIDEST = 38 * mm
"""What a column takes at most, but for the one that takes the rest."""


class Cell(Struct, frozen=True):
    """Words, and the address that they lead to, or none."""

    words: str
    link: str = ""


class Table(Struct, frozen=True, kw_only=True):
    """A table under its title; the column numbered ``rest`` takes what the others leave."""

    title: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    rest: int


class Piece(Struct):
    """Where words came to stand: pages and marks on them; of links, pages and which of theirs."""

    kind: str
    marks: list[tuple[int, int]]
    links: list[tuple[int, int]]
    words: str = ""


class Drawn(Struct, frozen=True, kw_only=True):
    """The pages of a table, and what on them is its title, its head and its rows."""

    pdf: bytes
    title: Piece
    rows: list[list[Piece]]


def can_draw(table: Table) -> bool:
    """Whether our typefaces have every letter of it, each standing by itself."""
    letters = set(table.title).union(*table.heads)
    for row in table.rows:
        letters.update(*(cell.words for cell in row))
    return can_set(set(plain("".join(sorted(letters)))))


def draw(table: Table) -> Drawn:
    """The pages of a table of which ``can_draw`` is true; the same bytes each time."""
    return _Pages(table).drawn()


class _Pages:
    def __init__(self, table: Table) -> None:
        self.table, self.out = table, BytesIO()
        self.text, self.bold = Cut(REGULAR, SIZE), Cut(BOLD, SIZE)
        self.canvas = Canvas(
            self.out, pagesize=A4, invariant=1, pageCompression=0,
            initialFontName=self.text.own, initialFontSize=SIZE,
        )  # fmt: skip
        self.page = self.marks = self.links = 0
        self.down = A4[1] - TOP
        self.rules: list[tuple[float, float, float, float]] = []
        self.lefts, self.widths = self._columns()

    def drawn(self) -> Drawn:
        """All of it."""
        table = self.table
        title = self._title()
        rows = [self._row([Cell(one) for one in table.heads], self.bold, "TH")]
        rows += [self._row(row, self.text, "TD") for row in table.rows]
        self._end_page()
        self.canvas.save()
        return Drawn(pdf=self.out.getvalue(), title=title, rows=rows)

    def _columns(self) -> tuple[list[float], list[float]]:
        """Where columns begin, and how wide their words may be."""
        taken = [
            min(WIDEST, max([self.bold.width(head), *map(self.text.width, self._words(at))])) + 1
            for at, head in enumerate(self.table.heads)
        ]
        room = A4[0] - 2 * SIDE - BESIDE * (len(taken) - 1)
        taken[self.table.rest] = room - sum(taken) + taken[self.table.rest]
        lefts = [SIDE + sum(taken[:at]) + BESIDE * at for at in range(len(taken))]
        return lefts, taken

    def _words(self, at: int) -> set[str]:
        """The different words of a column; of the one that takes the rest nobody asks."""
        return set() if at == self.table.rest else {plain(row[at].words) for row in self.table.rows}

    def _title(self) -> Piece:
        cut, piece = Cut(BOLD, HEADING), Piece("H2", [], [])
        lines = cut.lines(plain(self.table.title), A4[0] - 2 * SIDE)
        self._put(piece, cut, lines, SIDE)
        self.down -= LINE * len(lines) + 2 * ABOVE
        return piece

    def _row(self, row: Sequence[Cell], cut: Cut, kind: str) -> list[Piece]:
        pieces = [Piece(kind, [], [], cell.words) for cell in row]
        lines = [
            cut.lines(plain(cell.words), width)
            for cell, width in zip(row, self.widths, strict=True)
        ]
        total, at = max(map(len, lines)), 0
        if self._room() < total <= self._room(A4[1] - TOP - LINE - 2 * ABOVE):
            self._turn()
        while at < total:
            if self._room() < 1:
                self._turn()
            count = min(total - at, self._room())
            self._part(pieces, row, cut, [one[at : at + count] for one in lines])
            at += count
        return pieces

    def _room(self, down: float | None = None) -> int:
        """How many lines fit from here, or from there, to the foot of the page."""
        return int(((self.down if down is None else down) - FOOT - 2 * ABOVE) / LINE)

    def _part(
        self, pieces: list[Piece], row: Sequence[Cell], cut: Cut, lines: list[list[str]]
    ) -> None:
        """So many lines of a row as stand on this page."""
        self.down -= ABOVE
        for piece, cell, left, said in zip(pieces, row, self.lefts, lines, strict=True):
            self._put(piece, cut, said, left)
            if cell.link:
                self._lead(piece, cell.link, [cut.width(one) for one in said], left)
        self.down -= LINE * max(map(len, lines)) + ABOVE
        self.rules.append((SIDE, self.down, A4[0] - SIDE, self.down))

    def _put(self, piece: Piece, cut: Cut, lines: list[str], left: float) -> None:
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

    def _lead(self, piece: Piece, link: str, widths: list[float], left: float) -> None:
        """Each of some lines leads to an address, and is underlined."""
        for at, width in enumerate(widths):
            if not width:
                continue
            base = self.down - RISE - LINE * at
            self.canvas.linkURL(link, (left, base - 3, left + width, base + SIZE), thickness=0)
            self.rules.append((left, base - 1.2, left + width, base - 1.2))
            piece.links.append((self.page, self.links))
            self.links += 1

    def _turn(self) -> None:
        """Begin a new page with the head of the table."""
        self._end_page()
        self.page += 1
        self.marks = self.links = 0
        self.down = A4[1] - TOP
        self._row([Cell(one) for one in self.table.heads], self.bold, "")

    def _end_page(self) -> None:
        self.canvas.addLiteral("/Artifact BMC")
        self.canvas.setLineWidth(0.5)
        self.canvas.setStrokeGray(0.4)
        self.canvas.lines(self.rules)
        self.canvas.addLiteral("EMC")
        self.rules = []
        self.canvas.showPage()
