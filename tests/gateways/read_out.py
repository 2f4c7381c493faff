"""Reads a PDF out as a screen reader does: along its structure, by what its typefaces say."""

import re
from collections import defaultdict
from collections.abc import Iterator

import pikepdf

BLOCKS = {"/P", "/H1", "/H2", "/Lbl", "/LBody"}
PAIR = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


def read_out(pdf: pikepdf.Pdf) -> str:
    """What is read out, a line for each paragraph, heading and line of a list."""
    drawn = {page.objgen: _drawn(page) for page in pdf.pages}
    return "".join(
        piece for top in pdf.Root.StructTreeRoot.K for piece in _said(top, drawn)
    ).strip()


def _said(element: pikepdf.Object, drawn: dict[object, dict[int, str]]) -> Iterator[str]:
    if str(element.S) in BLOCKS:
        yield "\n"
    if "/ActualText" in element:
        yield str(element.ActualText)
        return
    for kid in element.K:
        if isinstance(kid, int):
            yield drawn[element.Pg.objgen][kid]
        elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _said(kid, drawn)


def _drawn(page: pikepdf.Page) -> dict[int, str]:
    """The words of each marked place of a page."""
    letters = {name: _letters(face) for name, face in page.Resources.Font.items()}
    found: dict[int, str] = defaultdict(str)
    mark, face = -1, ""
    for operands, operator in pikepdf.parse_content_stream(page):
        step = str(operator)
        if step == "BDC":
            mark = int(operands[1].get("/MCID", -1))
        elif step == "EMC":
            mark = -1
        elif step == "Tf":
            face = str(operands[0])
        elif step == "TJ":
            strings = [bytes(one) for one in operands[0] if isinstance(one, pikepdf.String)]
            found[mark] += "".join(_text(one, letters[face]) for one in strings)
    return found


def _text(code: bytes, letters: dict[int, str]) -> str:
    pairs = zip(code[::2], code[1::2], strict=True)
    return "".join(letters.get(high * 256 + low, "\ufffd") for high, low in pairs)


def _letters(face: pikepdf.Object) -> dict[int, str]:
    told = face.ToUnicode.read_bytes().decode("ascii")
    pairs = (PAIR.findall(part) for part in re.findall(r"beginbfchar(.*?)endbfchar", told, re.S))
    return {
        int(code, 16): bytes.fromhex(text).decode("utf-16-be")
        for part in pairs
        for code, text in part
    }
