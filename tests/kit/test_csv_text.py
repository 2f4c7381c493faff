"""No cell of a file that we write is run by a spreadsheet."""

import csv
import io

import pytest

from putright.kit.csv_text import csv_text, guarded, unguarded


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "  =", "\t@"])
def test_a_cell_that_a_spreadsheet_would_work_out_is_guarded(begins: str) -> None:
    cell = f"{begins}1+1"

    assert guarded(cell) == f"'{cell}" and unguarded(guarded(cell)) == cell


@pytest.mark.parametrize("cell", ["", "Ann", "a=b", "O'Hare", "'quoted'", "3 - 4"])
def test_any_other_cell_is_left_as_it_is(cell: str) -> None:
    assert guarded(cell) == cell == unguarded(cell)


def test_each_line_of_a_cell_is_guarded_and_all_cells_are_quoted() -> None:
    text = csv_text([("name", "note"), ("=A", "fine\n@SUM(1)")])

    assert text.startswith('\ufeff"name","note"\r\n')
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert rows[1] == ["'=A", "fine\n'@SUM(1)"]
