"""A CSV file is read however a spreadsheet saved it, and refused in words where it cannot be."""

import pytest

from putright.casework.importing.table import read

KNOWN = ("name", "phone")


def table(data: bytes | str):
    sent = data.encode() if isinstance(data, str) else data
    return read(sent, known=KNOWN, needed=("name",))


def cells(data: bytes | str) -> list[dict[str, str]]:
    return [dict(row.cells) for row in table(data).rows]


@pytest.mark.parametrize(
    "data",
    [
        "name,phone\nZoë,1\n".encode(),
        "\ufeffname,phone\r\nZoë,1\r\n".encode(),
        "name;phone\nZoë;1\n".encode("cp1252"),
        "name\tphone\rZoë\t1\r".encode("utf-16"),
        '"Name "," PHONE"\n"Zoë","1"\n\n,\n'.encode(),
    ],
    ids=["utf-8", "mark", "windows", "utf-16", "quoted"],
)
def test_whatever_a_spreadsheet_saves_reads_the_same(data: bytes) -> None:
    assert cells(data) == [{"name": "Zoë", "phone": "1"}]


def test_windows_text_is_said_to_be_read_so() -> None:
    assert "not UTF-8" in table("name\nZoë\n".encode("cp1252")).warnings[0]


def test_a_column_that_is_not_known_is_warned_about_and_left_unread() -> None:
    found = table("name,shoe size\nA,9\n")

    assert "shoe_size" in found.warnings[0] and not found.faults


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"PK\x03\x04rest of a workbook", "no CSV file"),
        (b"name\n\x81\x8d\x9d", "cannot be read"),
        (b"\xff\xfen\x00a", "cannot be read"),
        (b"phone\n1\n", "column is missing"),
        (b"name,name\nA,B\n", "there twice"),
        (b"name\n", "no rows below"),
        (b"x" * 200_000, "column is missing"),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_breaks_nothing(data: bytes, says: str) -> None:
    found = table(data)

    assert says in found.faults[0].reason and found.faults[0].row <= 1 and not found.rows


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("A\0B,1", "no text"),
        ("A,1,2", "more cells than columns"),
        ("A", "ends before its last column"),
        ('"' + "x" * 10_000_000 + '",1', "far too long"),
    ],
    ids=["nul", "long", "short", "ten megabytes"],
)
def test_a_bad_row_is_named_and_those_around_it_are_read(row: str, says: str) -> None:
    found = table(f"name,phone\nFirst,1\n{row}\nLast,2\n")

    assert [(fault.row, says in fault.reason) for fault in found.faults] == [(3, True)]
    assert [one.cells["name"] for one in found.rows if one.number != 3] == ["First", "Last"]


def test_a_quotation_mark_that_is_never_closed_is_named_or_ends_the_file() -> None:
    found = table('name,phone\nA,1\n"B,2\nC,3\n')

    assert found.faults[0].row == 3


def test_a_guard_against_formulas_that_we_wrote_is_taken_off_again() -> None:
    assert cells("name,phone\n'=A,'+44 7700\nO'Hare,1\n") == [
        {"name": "=A", "phone": "+44 7700"},
        {"name": "O'Hare", "phone": "1"},
    ]
