"""A made bundle, opened again and searched for every word that must not be in it."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2

from putright.gateways.bundle_words import Withheld

CODINGS = ("utf-8", "utf-16-be", "utf-16-le")


def found_in(raw: bytes, words: tuple[str, ...]) -> tuple[str, ...]:
    """Where withheld words are still in a file: pages by number, and what else; nothing if none."""
    withheld = Withheld(words)
    if not withheld:
        return ()
    document = pypdfium2.PdfDocument(raw)
    found = [
        f"page {number}"
        for number, page in enumerate(document, 1)
        if withheld.is_in(page.get_textpage().get_text_range())
    ]
    with pikepdf.open(BytesIO(raw)) as whole:
        told = (text for one in (*whole.objects, whole.trailer) for text in _texts(one))
        if any(withheld.is_in(text) for text in told):
            found.append("its bookmarks, names or description")
    return tuple(found)


def _texts(found: Any) -> Iterator[str]:
    """All that an object says by itself; what it leads to is asked for by its own turn."""
    if isinstance(found, pikepdf.String | pikepdf.Name):
        yield str(found)
    elif isinstance(found, pikepdf.Stream):
        yield from _inside(dict(found.stream_dict.items()))
        yield from _words_in(found)
    elif isinstance(found, pikepdf.Dictionary):
        yield from _inside(dict(found.items()))
    elif isinstance(found, pikepdf.Array):
        for one in found:
            yield from _texts(one) if not getattr(one, "is_indirect", False) else ()


def _inside(found: dict[str, Any]) -> Iterator[str]:
    for key, one in found.items():
        yield key
        if not getattr(one, "is_indirect", False):
            yield from _texts(one)


def _words_in(stream: pikepdf.Stream) -> Iterator[str]:
    """What stands in a stream as plain text: descriptions, attachments, words for reading aloud."""
    try:
        raw = stream.read_bytes()
    except pikepdf.PdfError:
        raw = stream.read_raw_bytes()
    if stream.get("/Subtype") == pikepdf.Name.Image:
        raw = raw[:20_000]  # what a camera writes stands before the picture
    for coding in CODINGS:
        yield raw.decode(coding, "replace")
