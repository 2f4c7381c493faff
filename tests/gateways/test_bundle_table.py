"""Long tables: every word of them is read, copied and found by its tags, on pages that hold it."""

from collections import defaultdict
from io import BytesIO
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.gateways.bundle_faces import REGULAR, Cut, can_set, plain
from putright.gateways.bundle_sources import drawn as drawn_by_letters
from putright.gateways.bundle_table import FOOT, Cell, Part, Said, Table, can_draw, draw
from putright.gateways.bundle_tags import put_behind
from putright.gateways.letter_pdf import what_is_missing

HEADS = ("When", "What", "Page")
LONG = " ".join(f"word{n}" for n in range(1200))
MISSING = what_is_missing()


def table(*texts: str) -> list[Part]:
    rows = [(Cell(f"Day {n}"), Cell(text), Cell(str(n), f"bundle:p{n}"))
            for n, text in enumerate(texts, 1)]  # fmt: skip
    return [Said("H2", "What happened"), Table(heads=HEADS, rows=rows, rest=1)]


def told_on(raw: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(raw)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def words_by_mark(page: pikepdf.Page) -> dict[int, str]:
    """What stands under each mark of a page, where its letters are plain ones."""
    found: dict[int, str] = defaultdict(str)
    mark = -1
    for operands, operator in pikepdf.parse_content_stream(page):
        step = str(operator)
        if step == "BDC":
            mark = int(operands[1].get("/MCID", -1))
        elif step in ("EMC", "BMC"):
            mark = -1
        elif step == "Tj" and mark >= 0:
            found[mark] += bytes(operands[0]).decode("latin-1")
    return found


def said_by(element: pikepdf.Object, words: dict[tuple[int, int], dict[int, str]]) -> str:
    if "/S" not in element:
        marks = words.get(element.Pg.objgen, {})
        return marks[int(element.MCID)] if "/MCID" in element else ""
    return "".join(said_by(kid, words) for kid in element.K)


def test_each_page_has_the_head_and_no_row_is_lost_or_cut() -> None:
    made = draw(table(*(f"Entry number{n} said" for n in range(1, 90))))
    pages = told_on(made.pdf)
    assert len(pages) > 2 and all("When What Page" in page for page in pages)
    assert [page.count("What happened") for page in pages][:2] == [1, 0]
    for n in range(1, 90):
        assert sum(f"Day {n} Entry number{n} said {n}" in page for page in pages) == 1


def test_a_text_longer_than_a_page_goes_on_over_the_next_ones() -> None:
    made = draw(table("before", LONG, "after"))
    pages = told_on(made.pdf)
    assert len(pages) > 2
    told = " ".join(pages).replace(" ".join(HEADS), "")
    assert " ".join(word for word in told.split() if word.startswith("word")) == LONG
    document = pypdfium2.PdfDocument(made.pdf)
    for page in document:
        text = page.get_textpage()
        lowest = min(text.get_charbox(at)[1] for at in range(0, text.count_chars(), 40))
        assert lowest > FOOT - 5


@pytest.mark.parametrize("rows", range(26, 34))
def test_neither_a_heading_nor_a_head_stands_alone_at_the_foot_of_a_page(rows: int) -> None:
    tall = " ".join(["word"] * 90)
    parts = [*table(*["short"] * rows), Said("H2", "Next"), Said("H3", "First"), *table(tall)[1:]]
    pages = told_on(draw(parts).pdf)
    assert any("Next First When What Page Day 1 word" in page for page in pages)


def test_markup_in_what_is_told_stays_text() -> None:
    hostile = '<a href="http://x.example">&amp; <b>no</b> </table> %s (()) \\ 1 0 obj'
    assert hostile in " ".join(told_on(draw(table(hostile)).pdf))


@pytest.mark.parametrize(
    "words", ["Łódź, Gdańsk, świąt", "Ștefan și țară", "Київ і Одеса", "Ελλάδα", "Nguyễn Hữu Đạt",
              "£20 – “so” … café"],
)  # fmt: skip
def test_names_in_letters_of_other_languages_are_seen_and_copied(words: str) -> None:
    told = f"A neighbour, {words}, rang and said that the noise had begun again in the night."
    assert can_draw(table(told))
    assert words in " ".join(told_on(draw(table(told)).pdf))


def test_letters_of_two_cuts_of_a_typeface_are_not_mixed_up() -> None:
    made = [draw([Said("P", f"a{letter}a")]).pdf for letter in ("", "Ł", "Ș", "ź")]
    seen = [pypdfium2.PdfDocument(one)[0].render().to_pil().tobytes() for one in made]
    assert len(set(seen)) == 4


@pytest.mark.parametrize("words", ["قال علي", "আমার", "ਪੰਜਾਬੀ", "x\u0301", "🙂", "走"])
def test_what_our_faces_cannot_set_letter_by_letter_is_not_drawn_so(words: str) -> None:
    assert not can_draw(table("plain", words))


def test_the_same_rows_give_the_same_bytes() -> None:
    assert draw(table("one", LONG)).pdf == draw(table("one", LONG)).pdf


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("aWi łŻé\n\u00ad-Ж"), max_size=120), st.integers(20, 300))
def test_lines_hold_every_letter_and_are_no_wider_than_their_room(text: str, room: int) -> None:
    cut = Cut(REGULAR, 10.5)
    assert can_set(text)
    line = plain(text)
    lines = cut.lines(line, room)
    assert "".join(lines) == line
    assert all(cut.width(line.rstrip()) <= room + 0.01 for line in lines)
    for one, other in pairwise(lines):
        if one.endswith(" "):  # the next word would not have stood here
            assert cut.width(one + other.split()[0]) > room


@pytest.mark.skipif(bool(MISSING), reason=f"no PDF is drawn here: {MISSING}")
def test_tags_tell_each_cell_its_place_and_where_it_leads() -> None:
    parts = table("One was <here>", LONG, "Three")
    raw = put_behind(drawn_by_letters("Cover", "<p>Before</p>"), draw(parts))
    with pikepdf.open(BytesIO(raw)) as whole:
        words = {page.objgen: words_by_mark(page) for page in whole.pages}
        *_before, title, found = whole.Root.StructTreeRoot.K[0].K
        assert (str(title.S), said_by(title, words)) == ("/H2", "What happened")
        told = [[said_by(cell, words) for cell in row.K] for row in found.K]
        assert told == [
            list(HEADS), ["Day 1", "One was <here>", "1"], ["Day 2", LONG, "2"],
            ["Day 3", "Three", "3"],
        ]  # fmt: skip
        assert {str(cell.S) for cell in found.K[0].K} == {"/TH"}
        numbers = whole.Root.StructTreeRoot.ParentTree.Nums
        by_key = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
        for page in list(whole.pages)[1:]:
            marks = by_key[int(page.obj.StructParents)]
            assert len(marks) == len(words_by_mark(page))
            for link in page.obj.get("/Annots", []):
                assert by_key[int(link.StructParent)].S == "/Link"
                assert str(link.A.URI) == f"bundle:p{link.Contents}"
