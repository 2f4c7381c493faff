"""What a workbook shows, as rows of text; of what it hides, how much. Runs in the process apart.

A call log comes as one more often than as anything else. What a person does not see when it is
opened is not handed on: hidden sheets, rows and columns, comments, pictures.
"""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.dimensions import Dimension
from openpyxl.worksheet.worksheet import Worksheet

from putright.gateways.bundle_child import CannotMake, Made, Table

MOST_CELLS = 60_000
MOST_UNPACKED = 120_000_000
DRAWN = ("xl/media/", "xl/charts/chart")


def tables_of(raw: bytes) -> Made:
    """The sheets of a workbook with the values that were last worked out. Raises ``CannotMake``."""
    hidden = _drawn(raw)
    shown, told = (load_workbook(BytesIO(raw), data_only=one) for one in (True, False))
    tables = []
    for sheet in shown.worksheets:
        if sheet.sheet_state != "visible":
            hidden += 1
            continue
        if sheet.max_row * sheet.max_column > MOST_CELLS:
            raise CannotMake("is longer than can be printed here")
        hidden += sum(one.hidden for one in _lines_of(sheet))
        tables.append(Table(title=sheet.title, rows=tuple(_rows(sheet, told))))
    comments = sum(bool(cell.comment) for sheet in shown.worksheets for cell in _cells(sheet))
    return Made(tables=tuple(tables), comments=comments, hidden=hidden)


def _drawn(raw: bytes) -> int:
    """How many pictures and charts a workbook has, looked up before anything is unpacked."""
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        members = archive.infolist()
    if sum(one.file_size for one in members) > MOST_UNPACKED:
        raise CannotMake("unpacks to far more than can be printed here")
    return sum(one.filename.startswith(DRAWN) for one in members)


def _lines_of(sheet: Worksheet) -> Iterator[Dimension]:
    yield from sheet.row_dimensions.values()
    yield from sheet.column_dimensions.values()


def _hidden_columns(sheet: Worksheet) -> frozenset[int]:
    """One description may stand for many columns beside each other."""
    return frozenset(
        number
        for one in sheet.column_dimensions.values() if one.hidden
        for number in range(one.min, one.max + 1)
    )  # fmt: skip


def _rows(sheet: Worksheet, told: Workbook) -> Iterator[tuple[str, ...]]:
    """Each row that is shown and not empty, without the columns that are not."""
    hidden, formulas = _hidden_columns(sheet), told[sheet.title]
    for row in sheet.iter_rows():
        if sheet.row_dimensions[row[0].row].hidden:
            continue
        said = tuple(
            _said(cell.value, formulas[cell.coordinate])
            for cell in row if cell.column not in hidden
        )  # fmt: skip
        if any(said):
            yield said


def _cells(sheet: Worksheet) -> Iterator[Cell]:
    for row in sheet.iter_rows():
        yield from row


def _said(value: object, formula: Cell) -> str:
    """A value as it would be read; where none was ever worked out, the formula itself."""
    if value is None:
        return "" if formula.value is None else str(formula.value)
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}" if value.time() == time() else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)
