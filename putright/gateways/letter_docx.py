"""A letter as a Word file, for landlords who need one: its words, headings, lists and languages.

Words go in as text, never as markup, and nothing in the file runs. The same sheet gives the same
bytes: no time of making is kept in it.
"""

import io
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from putright.gateways.letter_sheet import (
    FixedWords,
    Sheet,
    direction_of,
    fixed_words,
    in_order,
    line_direction,
    translated_words,
)
from putright.gateways.letter_text import Part, Run, clean, parts

FACE = "Arial"
"""On every machine that opens Word files; ours cannot be counted on there."""
INK, TEAL = RGBColor(0x1B, 0x23, 0x30), RGBColor(0x0B, 0x5D, 0x66)
ENGLISH = "en-GB"
DEEPEST = 3
"""How deep the lists of Word's own styles go."""


def docx_of(sheet: Sheet) -> bytes:
    """The letter as a Word file."""
    words = fixed_words(sheet.language)
    document = Document()
    _set_up(document, sheet)
    _foot(document, sheet, words)
    body = _Writer(document, sheet.language)
    around = _Writer(document, words.language)
    _head(body, around, sheet, words)
    body.add(sheet.title, "Heading 1")
    body.body(sheet.body)
    _sender(body, around, sheet, words)
    if sheet.english:
        _english(document, around, sheet)
    return _same_each_time(document)


class _Writer:
    """Adds paragraphs to a document in one language."""

    def __init__(self, document: Any, language: str) -> None:
        self.document, self.language = document, language

    def add(self, text: str, style: str = "Normal", *, language: str = "") -> Any:
        return self.runs((Run(clean(text)),), style, language=language)

    def line(self, text: str) -> Any:
        """A name or a line of an address, which reads the way of its own letters."""
        paragraph = self.add(text, language=ENGLISH if line_direction(text) == "ltr" else "")
        if direction_of(self.language) == "rtl" and line_direction(text) == "ltr":
            paragraph.alignment = 2
        return paragraph

    def runs(self, runs: tuple[Run, ...], style: str, *, language: str = "") -> Any:
        tag = language or self.language
        paragraph = self.document.add_paragraph(style=style)
        is_rtl = direction_of(tag) == "rtl"
        if is_rtl:
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for run in runs:
            made = paragraph.add_run(in_order(run.text, direction_of(tag)))
            made.bold = made.font.cs_bold = True if run.bold else None
            _speak(made, tag, is_rtl=is_rtl)
        return paragraph

    def body(self, body: str) -> None:
        told = parts(body)
        lists: dict[int, int] = {}
        for before, part in pairwise((None, *told)):
            if part is not None:
                self._part(before, part, lists)

    def _part(self, before: Part | None, part: Part, lists: dict[int, int]) -> None:
        style = {"heading": "Heading 2", "paragraph": "Normal"}.get(part.kind) or _listed(part)
        paragraph = self.runs(part.runs, style)
        if part.kind != "number" or part.goes_on:
            return
        begins = before is None or before.level < part.level or before.kind == "paragraph"
        if begins or part.level not in lists:
            lists[part.level] = _new_list(self.document, style, part.number)
        _number(paragraph, lists[part.level])


def _listed(part: Part) -> str:
    name = "List Continue" if part.goes_on else f"List {part.kind.title()}"
    deep = min(part.level, DEEPEST)
    return name if deep == 1 else f"{name} {deep}"


def _head(body: _Writer, around: _Writer, sheet: Sheet, words: FixedWords) -> None:
    landlord = body.line(sheet.landlord)
    for run in landlord.runs:
        run.bold, run.font.color.rgb = True, TEAL
    for line in sheet.landlord_lines:
        body.line(line)
    body.add("")
    for line in (sheet.reader, *sheet.reader_lines):
        body.line(line)
    body.add("")
    body.add(sheet.day)
    if sheet.reference:
        around.add(f"{words.reference}: {sheet.reference}")


def _sender(body: _Writer, around: _Writer, sheet: Sheet, words: FixedWords) -> None:
    around.add(words.closing)
    for line in (sheet.sender, sheet.landlord):
        body.line(line)
    if sheet.reach:
        around.add(words.reach.format(reach=sheet.reach))


def _english(document: Any, around: _Writer, sheet: Sheet) -> None:
    if told := translated_words(sheet):
        around.add(told)
    document.add_page_break()
    english = _Writer(document, ENGLISH)
    english.add(fixed_words("en").english)
    english.add(sheet.english_title or sheet.title, "Heading 1")
    english.body(sheet.english)


def _set_up(document: Any, sheet: Sheet) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = Mm(22)
    section.bottom_margin = Mm(24)
    size = 16 if sheet.large_print else 12
    for name, times in (("Normal", 1.0), ("Heading 1", 1.4), ("Heading 2", 1.15)):
        _dress(document.styles[name], size * times)
    document.styles["Normal"].paragraph_format.space_after = Pt(size * 0.6)
    for style in document.styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH and style.name.startswith("List "):
            style.paragraph_format.space_after = Pt(size * 0.3)
    _spoken(document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}"), sheet)
    package = document.part.package
    for key in [key for key, one in package.rels.items() if "thumbnail" in one.reltype]:
        del package.rels[key]
    told = document.core_properties
    told.title, told.author, told.language = (
        clean(sheet.title),
        clean(sheet.landlord),
        sheet.language,
    )
    told.comments, told.keywords, told.subject = "", "", clean(sheet.reference)
    for stamp in list(told._element):
        if stamp.tag in (qn("dcterms:created"), qn("dcterms:modified"), qn("cp:revision")):
            told._element.remove(stamp)


def _dress(style: Any, size: float) -> None:
    style.font.name, style.font.size, style.font.color.rgb = FACE, Pt(round(size, 1)), INK
    kinds = style.element.get_or_add_rPr()
    fonts = kinds.find(qn("w:rFonts"))
    for theme in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[theme]
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), FACE)
    joined = kinds.find(qn("w:szCs"))
    if joined is None:
        joined = OxmlElement("w:szCs")
        kinds.find(qn("w:sz")).addnext(joined)
    joined.set(qn("w:val"), str(round(size * 2)))


def _spoken(language: Any, sheet: Sheet) -> None:
    is_rtl = direction_of(sheet.language) == "rtl"
    language.set(qn("w:val"), ENGLISH if is_rtl else sheet.language)
    language.set(qn("w:bidi"), sheet.language if is_rtl else "ar-SA")


def _speak(run: Any, language: str, *, is_rtl: bool) -> None:
    kinds = run._r.get_or_add_rPr()
    if is_rtl:
        kinds.append(OxmlElement("w:rtl"))
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:bidi" if is_rtl else "w:val"), language)
    kinds.append(spoken)


def _foot(document: Any, sheet: Sheet, words: FixedWords) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    is_rtl = direction_of(words.language) == "rtl"
    if is_rtl:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    known = f"{words.reference}: {clean(sheet.reference)}\t\t" if sheet.reference else ""
    for piece in (known, *_pieces(words.page)):
        run = paragraph.add_run("" if piece in FIELDS else piece)
        _speak(run, words.language, is_rtl=is_rtl)
        if piece in FIELDS:
            _field(run, FIELDS[piece])


FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


def _pieces(page: str) -> Iterator[str]:
    for half in page.replace("{", "\0{").replace("}", "}\0").split("\0"):
        if half:
            yield half


def _field(run: Any, name: str) -> None:
    for kind in ("begin", "", "end"):
        made = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            made.set(qn("w:fldCharType"), kind)
        else:
            made.text = name
        run._r.append(made)


def _new_list(document: Any, style: str, start: int) -> int:
    """A list of its own, so that its numbers do not go on from the list before."""
    numbering = document.part.numbering_part.element
    known = document.styles[style].element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(known).abstractNumId.val
    made = numbering.add_num(abstract)
    made.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(made.numId)


def _number(paragraph: Any, number: int) -> None:
    numbered = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    numbered.get_or_add_ilvl().val = 0
    numbered.get_or_add_numId().val = number


def _same_each_time(document: Any) -> bytes:
    """The file without the moment at which it was packed."""
    packed, made = io.BytesIO(), io.BytesIO()
    document.save(packed)
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
