"""The address of a letter stands where a window is, whichever way its language reads."""

import pytest
from msgspec.structs import replace

from putright.gateways.letter_pdf import pdf_of, what_is_missing
from putright.gateways.letter_sheet import Sheet
from tests.gateways.sheets import ARABIC, ENGLISH
from tests.gateways.window import in_window

pytestmark = pytest.mark.skipif(bool(what_is_missing()), reason="no PDF is drawn here")
LINES = ("Flat 12, Block C of the Old Rope Works", "Alder Row", "Norwick", "Cresset", "ZZ9 9ZZ")


@pytest.mark.parametrize(
    "sheet", [replace(ENGLISH, large_print=True), ARABIC], ids=["large", "from the right"]
)
def test_window_shows_the_whole_address_and_nothing_of_the_letter(sheet: Sheet) -> None:
    sheet = replace(sheet, reader_lines=LINES)

    assert in_window(pdf_of(sheet, for_window=True)) == [sheet.reader, *LINES]
