"""What the renderer leaves out of a tagged PDF, put in before it is written.

Four things for whoever has the letter read out. A part in another language says which. What stands
at the foot of every sheet is no part of the letter, and is not read out between two sentences. The
last word of a line is parted from the first of the next. And where a script joins its letters, each
line says its words beside the joined shapes, which alone do not tell them.
"""

import re
from collections.abc import Iterator
from typing import Any

FURNITURE = "<</Type /Pagination>>"
JOINED = re.compile("[\u0590-\u0dff\ufb50-\ufefc]")


def finish(document: Any, pdf: Any, *, section_language: str) -> None:
    """Say languages, furniture and joined words in a document that is about to be written."""
    root = _at(pdf, pdf.catalog["StructTreeRoot"])
    read_out = set()
    for element in _within(pdf, root):
        read_out.add(element.number)
        if element["S"] == "/Sect":
            element["Lang"] = f"({section_language})"
    numbers = _at(pdf, root["ParentTree"])["Nums"]
    pages = zip(document.pages, pdf.page_references, numbers[1::2], strict=False)
    for page, reference, elements in pages:
        apart = {n for n, one in enumerate(elements) if _number(one) not in read_out}
        _say_words(page, [_at(pdf, one) for one in elements])
        _as_furniture(_at(pdf, _at(pdf, reference)["Contents"]).stream, apart)
        for n in apart:
            elements[n] = "null"


def _say_words(page: Any, elements: list[Any]) -> None:
    """Say the words of each text that its shapes do not tell, or that ends a line.

    The renderer numbers its elements as it walks through the texts of a page, so the texts in the
    order of that walk belong to the elements in the order of their numbers.
    """
    boxes = list(page._page_box.descendants(placeholders=True))
    texts = [box for box in boxes if _is_text(box)]
    ends = {id(last) for box in boxes if _is_line(box) for last in _texts_of(box)[-1:]}
    told = sorted(
        (element for element in elements if element["S"] == "/Span"),
        key=lambda element: int(element.number),
    )
    if len(told) != len(texts):  # a link has its words in itself; letters of ours have none
        return
    for element, box in zip(told, texts, strict=True):
        text = f"{box.text.rstrip()} " if id(box) in ends else box.text
        if text != box.text or JOINED.search(text):
            element["ActualText"] = f"<{_hex(text)}>"


def _is_line(box: Any) -> bool:
    return type(box).__name__ == "LineBox"


def _texts_of(line: Any) -> list[Any]:
    return [box for box in line.descendants(placeholders=True) if _is_text(box)]


def _as_furniture(drawn: list[Any], apart: set[int]) -> None:
    for n, step in enumerate(drawn):
        if isinstance(step, dict) and step.get("MCID") in apart:
            drawn[n - 1 : n + 1] = ["/Artifact", FURNITURE]


def _is_text(box: Any) -> bool:
    return isinstance(getattr(box, "text", None), str)


def _hex(text: str) -> str:
    return (b"\xfe\xff" + text.encode("utf-16-be")).hex()


def _within(pdf: Any, element: Any) -> Iterator[Any]:
    for kid in element["K"]:
        if isinstance(kid, bytes):
            found = _at(pdf, kid)
            yield found
            yield from _within(pdf, found)


def _at(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[_number(reference)]


def _number(reference: bytes) -> int:
    return int(reference.split()[0])
