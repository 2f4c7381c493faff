"""A letter as a Word file says the same, in its languages, and holds nothing but words."""

import io
import zipfile
from datetime import date
from xml.etree import ElementTree

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from putright.gateways.letter_docx import docx_of
from putright.gateways.letter_sheet import Sheet, day_of, plain_of
from tests.gateways.sheets import ARABIC, BODY, ENGLISH, POLISH

LETTERS = {"english": ENGLISH, "polish": POLISH, "arabic": ARABIC}


def opened(sheet: Sheet) -> Document:
    return Document(io.BytesIO(docx_of(sheet)))


def said(sheet: Sheet) -> str:
    return "\n".join(paragraph.text for paragraph in opened(sheet).paragraphs)


@pytest.mark.parametrize("sheet", LETTERS.values(), ids=LETTERS)
def test_word_file_has_title_language_headings_and_lists(sheet: Sheet) -> None:
    document = opened(sheet)
    styles = [paragraph.style.name for paragraph in document.paragraphs]

    assert document.core_properties.title == sheet.title
    assert document.core_properties.language == sheet.language
    assert styles.count("Heading 1") == (2 if sheet.english else 1)
    assert "Heading 2" in styles and "List Bullet" in styles


def test_numbers_of_each_list_begin_where_they_should() -> None:
    body = "1. a\n2. b\n\nThen\n\n3. c\n4. d\n\nThen\n\n1. e"
    document = opened(replace(ENGLISH, body=body))
    found = [p for p in document.paragraphs if p.style.name == "List Number"]
    lists = [p._p.pPr.numPr.numId.val for p in found]
    numbering = document.part.numbering_part.element
    starts = [
        numbering.num_having_numId(one).lvlOverride_lst[0].startOverride.val
        for one in dict.fromkeys(lists)
    ]

    assert [lists.count(one) for one in dict.fromkeys(lists)] == [2, 2, 1]
    assert starts == [1, 3, 1]


def test_large_print_is_large_in_every_script() -> None:
    for size, large in ((12, False), (16, True)):
        normal = opened(replace(ARABIC, large_print=large)).styles["Normal"]

        assert normal.font.size == Pt(size)
        assert normal.element.rPr.find(qn("w:szCs")).get(qn("w:val")) == str(2 * size)


def test_arabic_reads_from_the_right_and_its_english_from_the_left() -> None:
    paragraphs = opened(ARABIC).paragraphs
    by_text = {paragraph.text: paragraph for paragraph in paragraphs}
    arabic, english = by_text["ما حدث"], by_text["What happened"]

    assert arabic._p.pPr.find(qn("w:bidi")) is not None
    assert english._p.pPr.find(qn("w:bidi")) is None
    assert [run._r.rPr.find(qn("w:lang")).get(qn("w:bidi")) for run in arabic.runs] == ["ar"]
    assert [run._r.rPr.find(qn("w:lang")).get(qn("w:val")) for run in english.runs] == ["en-GB"]


def test_foot_of_each_sheet_has_the_reference_and_the_page() -> None:
    foot = opened(ENGLISH).sections[0].footer

    assert foot.paragraphs[0].text.startswith("Our reference: MB-26-0012")
    assert [one.text for one in foot._element.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("sheet", LETTERS.values(), ids=LETTERS)
def test_same_sheet_gives_the_same_word_file(sheet: Sheet) -> None:
    assert docx_of(sheet) == docx_of(sheet)
    with zipfile.ZipFile(io.BytesIO(docx_of(sheet))) as packed:
        assert {one.date_time[0] for one in packed.infolist()} == {1980}
        assert not any("thumbnail" in name for name in packed.namelist())


@settings(max_examples=25)
@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=60))
def test_hostile_words_stay_words_in_a_readable_file(text: str) -> None:
    hostile = f"<w:br/>{text}]]>&#0; {{{{ 7*7 }}}} end"

    made = docx_of(replace(ENGLISH, body=hostile, title=hostile, reader=hostile, reference=text))

    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        for name in packed.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(packed.read(name))
    written = "\n".join(each.text for each in Document(io.BytesIO(made)).paragraphs)
    assert written.count("<w:br/>") == 3
    assert written.count("{{ 7*7 }}") == 3


def test_word_file_says_what_the_mail_says() -> None:
    lines = [line.strip(" -123.–") for line in plain_of(ENGLISH).splitlines() if line.strip()]

    assert all(line in said(ENGLISH) for line in lines)


def test_deep_lists_keep_their_words() -> None:
    deep = "- a\n  - b\n    - c\n      - d\n\n        more of d\n\n" + BODY

    written = said(replace(ENGLISH, body=deep))

    assert all(word in written.splitlines() for word in ("a", "b", "c", "d", "more of d"))


def test_plain_text_has_the_translation_and_then_the_english() -> None:
    mail = plain_of(POLISH)

    assert mail.index("Co się stało") < mail.index("Amber Translations")
    assert mail.index("Amber Translations") < mail.index("This is the letter in English.")
    assert mail.index("This is the letter in English.") < mail.index("What happened")


def test_a_day_is_said_in_the_letters_language_or_in_figures() -> None:
    day = date(2026, 11, 22)

    assert [day_of(day, tag) for tag in ("en-GB", "pl", "ar", "so")] == [
        "22 November 2026",
        POLISH.day,
        ARABIC.day,
        "22/11/2026",
    ]
