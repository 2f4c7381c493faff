"""A CSV file as rows by the names of its columns, however a spreadsheet saved it."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from msgspec import Struct

from putright.kit.csv_text import unguarded
from putright.kit.say import _

SEPARATORS = (",", ";", "\t")
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
MARKS_16 = (b"\xff\xfe", b"\xfe\xff")


class Fault(Struct, frozen=True):
    """What is wrong: in which row as a spreadsheet counts them, in which column, and why.

    The heading is row 1; row 0 is the file as a whole.
    """

    row: int
    column: str
    reason: str


class Row(Struct, frozen=True):
    """A row of the file: its number, its cells by column, and as they stood."""

    number: int
    cells: Mapping[str, str]
    raw: tuple[str, ...]


class Table(Struct, frozen=True):
    """What was read of a file; ``warnings`` are no faults."""

    heading: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    faults: tuple[Fault, ...] = ()
    warnings: tuple[str, ...] = ()


def read(data: bytes, *, known: Sequence[str], needed: Sequence[str]) -> Table:
    """Read a file; what makes all of it unusable is a fault of row 0 or 1."""
    text, warnings = _text(data)
    if text is None:
        return Table((), faults=(Fault(0, "", warnings[0]),))
    first = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    numbered = _numbered(reader)
    raw = next(numbered, (1, [], ""))[1]
    names = [_name(cell) for cell in raw]
    faults = _faults_of_heading(names, needed)
    unknown = [each for each in names if each and each not in known]
    if unknown:
        words = _("These columns are not known and were left unread: {names}.")
        warnings.append(words.format(names=", ".join(each[:40] for each in unknown[:20])))
    if faults:
        return Table(tuple(raw), faults=tuple(faults), warnings=tuple(warnings))
    rows, faults = _rows(numbered, names)
    if not rows and not faults:
        faults = [Fault(0, "", _("There are no rows below the heading."))]
    return Table(tuple(raw), tuple(rows), tuple(faults), tuple(warnings))


def _text(data: bytes) -> tuple[str | None, list[str]]:
    if not data.strip():
        return None, [_("The file is empty.")]
    if data.startswith(SHEETS):
        words = _("This is no CSV file. Open it in the spreadsheet and save it as CSV UTF-8.")
        return None, [words]
    encodings = ("utf-16",) if data.startswith(MARKS_16) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        warned = [] if encoding != "cp1252" else [_WINDOWS]
        return text.replace("\r\n", "\n").replace("\r", "\n"), warned
    return None, [_("The letters cannot be read. Save the file again as CSV UTF-8.")]


_WINDOWS = _(
    "The file is not UTF-8; it was read as Windows text. Look whether names with accents are right."
)


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str], str]]:
    """Each row with its number; a row that cannot be read comes with the reason and no cells."""
    for number in count(1):
        try:
            yield number, next(reader), ""
        except StopIteration:
            return
        except csv.Error:
            yield number, [], _("a cell is far too long, or a quotation mark is never closed")


def _faults_of_heading(names: Sequence[str], needed: Sequence[str]) -> list[Fault]:
    twice = sorted({each for each in names if each and names.count(each) > 1})
    faults = [Fault(1, each[:40], _("this column is there twice")) for each in twice]
    return faults + [
        Fault(1, each, _("this column is missing")) for each in needed if each not in names
    ]


def _rows(
    numbered: Iterator[tuple[int, list[str], str]], names: Sequence[str]
) -> tuple[list[Row], list[Fault]]:
    rows, faults = [], []
    for number, raw, unread in numbered:
        if unread:
            faults.append(Fault(number, "", unread))
        elif any(cell.strip() for cell in raw):
            cells = dict(zip(names, (_clean(cell) for cell in raw), strict=False))
            rows.append(Row(number, cells, tuple(raw)))
            faults += _faults_of_row(number, raw, names)
    return rows, faults


def _faults_of_row(number: int, raw: Sequence[str], names: Sequence[str]) -> Iterator[Fault]:
    if len(raw) > len(names) and any(cell.strip() for cell in raw[len(names) :]):
        yield Fault(number, "", _("there are more cells than columns"))
    if len(raw) < len(names):
        yield Fault(number, "", _("the row ends before its last column"))
    for name, cell in zip(names, raw, strict=False):
        if name and NOT_TEXT.search(cell):
            yield Fault(number, name, _("there are signs in it that are no text"))


def _clean(cell: str) -> str:
    return " ".join(unguarded(cell).split())


def _name(cell: str) -> str:
    return re.sub(r"[\s_-]+", "_", cell.strip().casefold())
