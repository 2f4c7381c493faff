"""The text of a Word document: automatic numbers counted, headings marked, tables cell by cell."""

import io
import zipfile
from collections.abc import Iterator

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from putright.gateways.determination_child import CannotTake

MOST_UNPACKED = 120_000_000
MOST_MEMBERS = 3000
MOST_RATIO = 200
_STEP = 7.0
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def docx_text(raw: bytes) -> str:
    """The text of a document. Raises ``CannotTake``."""
    _check(raw)
    document = Document(io.BytesIO(raw))
    numbers = _Numbers(document)
    return "\n".join(_lines(document, numbers))


def _check(raw: bytes) -> None:
    """Look at what the archive says it unpacks to, before any of it is unpacked."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        members = archive.infolist()
    names = {one.filename for one in members}
    if "word/document.xml" not in names:
        raise CannotTake("is an archive, but no Word document")
    unpacked = sum(one.file_size for one in members)
    packed = sum(one.compress_size for one in members) or 1
    too_dense = unpacked > 5_000_000 and unpacked / packed > MOST_RATIO
    if unpacked > MOST_UNPACKED or len(members) > MOST_MEMBERS or too_dense:
        raise CannotTake("unpacks to far more than a report holds")


def _lines(container: object, numbers: "_Numbers") -> Iterator[str]:
    for one in container.iter_inner_content():  # type: ignore[attr-defined]
        if isinstance(one, Paragraph):
            yield from _paragraph(one, numbers)
        elif isinstance(one, Table):
            for row in one.rows:
                seen: list[object] = []
                for cell in row.cells:
                    if cell._tc not in seen:
                        seen.append(cell._tc)
                        yield from _lines(cell, numbers)


def _paragraph(one: Paragraph, numbers: "_Numbers") -> Iterator[str]:
    text = " ".join(one.text.split())
    if not text:
        return
    inset = " " * (len(one.text) - len(one.text.lstrip()) + _steps_in(one))
    style = one.style.name if one.style is not None and one.style.name else ""
    mark, level = numbers.next_of(one)
    if mark:
        yield f"{'  ' * (level + 1)}{mark} {text}"
    elif style.startswith(("Heading", "Title")):
        yield f"# {text}"
    else:
        yield inset + text


def _steps_in(one: Paragraph) -> int:
    """How far in a paragraph stands that has no number of its own, in signs."""
    left = one.paragraph_format.left_indent
    return 0 if left is None else max(0, min(40, round(left.pt / _STEP)))


class _Numbers:
    """Counts the automatic numbers as Word would show them."""

    def __init__(self, document: object) -> None:
        self._counts: dict[tuple[str, int], int] = {}
        self._forms: dict[tuple[str, int], str] = {}
        part = getattr(document.part, "numbering_part", None)  # type: ignore[attr-defined]
        root = part.element if part is not None else None
        abstract = {}
        for one in root.findall(qn("w:abstractNum")) if root is not None else ():
            levels = {
                int(level.get(qn("w:ilvl")) or 0): level.find(qn("w:numFmt"))
                for level in one.findall(qn("w:lvl"))
            }
            abstract[one.get(qn("w:abstractNumId"))] = levels
        for num in root.findall(qn("w:num")) if root is not None else ():
            known = abstract.get(num.find(qn("w:abstractNumId")).get(qn("w:val")), {})
            for level, form in known.items():
                said = form.get(qn("w:val")) if form is not None else "decimal"
                self._forms[(num.get(qn("w:numId")), level)] = said

    def next_of(self, one: Paragraph) -> tuple[str, int]:
        """The number of a paragraph and how deep it stands; nothing where it has none."""
        found = self._list_of(one)
        if found is None:
            return "", 0
        list_id, level = found
        count = self._counts[(list_id, level)] = self._counts.get((list_id, level), 0) + 1
        for key in [key for key in self._counts if key[0] == list_id and key[1] > level]:
            del self._counts[key]
        return _written(self._forms.get((list_id, level), "decimal"), count), level

    @staticmethod
    def _list_of(one: Paragraph) -> tuple[str, int] | None:
        properties = [one._p.pPr]
        style = one.style
        while style is not None and len(properties) < 10:
            properties.append(style.element.find(qn("w:pPr")))
            style = style.base_style
        for held in properties:
            numbered = held.find(qn("w:numPr")) if held is not None else None
            if numbered is not None:
                list_id, level = numbered.find(qn("w:numId")), numbered.find(qn("w:ilvl"))
                known = list_id.get(qn("w:val")) if list_id is not None else "0"
                depth = int(level.get(qn("w:val")) or 0) if level is not None else 0
                return None if known == "0" else (known, min(depth, 8))
        return None


def _written(form: str, count: int) -> str:
    if form == "bullet":
        return "-"
    if form in ("lowerLetter", "upperLetter") and count <= 26:
        return f"{chr(96 + count)}."
    if form in ("lowerRoman", "upperRoman") and count <= len(_ROMAN):
        return f"{_ROMAN[count - 1]}."
    return f"{count}."
