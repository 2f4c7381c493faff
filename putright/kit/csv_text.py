"""The one writer of CSV: every cell quoted, none that a spreadsheet would run (security V1.7)."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

RUNS = re.compile(r"^(?=[^\S\r\n]*[=+\-@\t\r\n])", re.MULTILINE)
GUARDED = re.compile(r"^'(?=[^\S\r\n]*[=+\-@\t\r\n])", re.MULTILINE)
MARK = "\ufeff"
"""Begins the file, so that a spreadsheet reads it as UTF-8."""


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """The rows as one CSV text."""
    into = io.StringIO(newline="")
    writer = csv.writer(into, quoting=csv.QUOTE_ALL)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return MARK + into.getvalue()


def guarded(cell: str) -> str:
    """The cell with an apostrophe before each line that a spreadsheet would work out."""
    return RUNS.sub("'", cell)


def unguarded(cell: str) -> str:
    """What ``guarded`` was given, when a file that we wrote comes back."""
    return GUARDED.sub("", cell)
