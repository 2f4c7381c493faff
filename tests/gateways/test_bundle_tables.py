"""Workbooks made pages: what they show, row by row, and how much they hide."""

from datetime import date, datetime, time
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from putright.gateways.bundle_sources import Pages, pages_of, words_left
from putright.gateways.bundle_words import INSTEAD, Withheld
from putright.gateways.letter_pdf import what_is_missing
from tests.gateways.test_bundle_sources import text_of

MISSING = what_is_missing()
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"no PDF is drawn here: {MISSING}")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NONE = Withheld(())


def log_of_calls() -> Workbook:
    made = Workbook()
    sheet = made.active
    sheet.title = "Calls in May"
    sheet.append(["Day", "At", "Who", "Answered?", "Minutes"])
    sheet.append([date(2026, 5, 4), time(9, 5), "Ann Quillfeather", False, 3])
    seen = datetime(2026, 5, 6, 14, 30)  # noqa: DTZ001 (a workbook knows no zone)
    sheet.append([seen, None, "The officer", True, "=SUM(E2:E2)"])
    return made


def saved(made: Workbook) -> bytes:
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def of(raw: bytes, withheld: Withheld = NONE) -> Pages:
    return pages_of(title="A call log", media_type=XLSX, raw=raw, withheld=withheld)


def test_a_workbook_is_printed_sheet_by_sheet_with_days_and_times_as_one_reads_them() -> None:
    made = of(saved(log_of_calls()))
    said = text_of(made.pdf)
    for word in ("Calls in May", "04/05/2026", "09:05", "06/05/2026 14:30", "Ann Quillfeather",
                 "=SUM(E2:E2)"):  # fmt: skip
        assert word in said
    assert (made.comments, made.hidden) == (0, 0)


def test_what_a_workbook_hides_is_counted_and_not_printed() -> None:
    book = log_of_calls()
    sheet = book.active
    sheet["C2"].comment = Comment("Bramble wrote this", "Bramble")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["E"].hidden = True
    secret = book.create_sheet("Secret")
    secret.sheet_state = "hidden"
    secret.append(["Bramble"])
    made = of(saved(book))
    said = text_of(made.pdf)
    assert (made.comments, made.hidden) == (1, 3)
    for word in ("Bramble", "Secret", "The officer", "Minutes"):
        assert word not in said


@pytest.mark.parametrize("names", [["Ann Quillfeather", ""], ["Ann", "Quillfeather"]])
def test_a_withheld_name_is_gone_though_it_stands_over_two_cells(names: list[str]) -> None:
    book, withheld = log_of_calls(), Withheld(("Ann Quillfeather",))
    book.active.append([None, None, *names])
    made = of(saved(book), withheld)
    assert INSTEAD in text_of(made.pdf)
    assert not withheld.is_in(text_of(made.pdf)) and words_left(made.pdf, withheld) == ()


def test_a_workbook_that_is_too_large_or_none_says_so_and_gives_no_pages() -> None:
    book = log_of_calls()
    book.active["XFD1048576"] = "far away"
    assert of(saved(book)).fault == "is longer than can be printed here"
    broken = of(saved(log_of_calls())[:-900])
    assert broken.pdf == b"" and broken.why == "cannot" and "broken" in broken.fault
