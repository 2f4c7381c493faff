"""What an OpenDocument text shows, as text; of what it hides, how much. Runs in the process apart.

What was deleted and is still in the file as a change, comments, and what is set not to be seen are
not handed on, nor are drawings.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO

from lxml import etree

from putright.gateways.bundle_child import CannotMake, Made

MOST_UNPACKED = 120_000_000
MOST_STYLES = 20
CONTENT, STYLES = "content.xml", "styles.xml"
_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TEXT, _TABLE, _DRAW, _STYLE = (
    _OASIS % one for one in ("office", "text", "table", "drawing", "style")
)
_LINES = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
_NOT_SHOWN = frozenset({f"{_TEXT}tracked-changes", f"{_TEXT}sequence-decls", f"{_OFFICE}forms"})
_HIDDEN = frozenset({f"{_TEXT}hidden-text", f"{_TEXT}hidden-paragraph", f"{_DRAW}image"})
_BLANK = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_DISPLAY = f"{_TEXT}display"
_SPACE = re.compile(r"[ \t\r\n]+")


def text_of(raw: bytes) -> Made:
    """The text of a document. Raises ``CannotMake``."""
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        members = [one for one in archive.infolist() if one.filename in (CONTENT, STYLES)]
        if sum(one.file_size for one in members) > MOST_UNPACKED:
            raise CannotMake("unpacks to far more than can be printed here")
        read = {one.filename: _parsed(archive.read(one)) for one in members}
    body = read[CONTENT].find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise CannotMake("is no text")
    shown = _Shown(read.values())
    text = "".join(shown.of(body, is_said=False)).strip("\n")
    return Made(text=text, comments=shown.comments, hidden=shown.hidden)


def _parsed(raw: bytes) -> etree._Element:
    return etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True))


class _Shown:
    """Reads what is seen, and counts what is not."""

    def __init__(self, documents: Iterable[etree._Element]) -> None:
        self.comments = self.hidden = 0
        self.styles = {
            str(style.get(f"{_STYLE}name")): style
            for document in documents
            for style in document.iter(f"{_STYLE}style")
        }

    def of(self, element: etree._Element, *, is_said: bool) -> Iterator[str]:
        """The text of an element, a line for each paragraph; what is between these is not said."""
        is_said = is_said or element.tag in _LINES
        yield _plain(element.text, is_said)
        for one in element:
            if isinstance(one.tag, str) and not self._is_left_out(one):
                yield from self._part(one, is_said)
            yield _plain(one.tail, is_said)
        if element.tag in _LINES:
            yield "\n"

    def _part(self, one: etree._Element, is_said: bool) -> Iterator[str]:
        if one.tag == f"{_TEXT}s":
            yield " " * min(int(one.get(f"{_TEXT}c", "1")), 80)
        elif one.tag in _BLANK:
            yield _BLANK[one.tag]
        elif one.tag == f"{_TEXT}note":
            yield f" ({' '.join(''.join(self.of(one, is_said=is_said)).split())})"
        else:
            yield from self.of(one, is_said=is_said)

    def _is_left_out(self, one: etree._Element) -> bool:
        if one.tag == f"{_OFFICE}annotation":
            self.comments += 1
            return True
        is_hidden = (
            one.tag in _HIDDEN or self._is_unseen(one.get(f"{_TEXT}style-name"))
            or (one.tag == f"{_TEXT}section" and one.get(_DISPLAY) not in (None, "true"))
        )  # fmt: skip
        self.hidden += is_hidden
        return is_hidden or one.tag in _NOT_SHOWN

    def _is_unseen(self, name: str | None) -> bool:
        """Whether a style, or the nearest one that it stands on and that says so, is not shown."""
        for _step in range(MOST_STYLES):
            style = self.styles.get(str(name))
            if style is None:
                return False
            for one in style.iter(f"{_STYLE}text-properties"):
                if one.get(_DISPLAY) is not None:
                    return bool(one.get(_DISPLAY) == "none")
            name = style.get(f"{_STYLE}parent-style-name")
        return False


def _plain(text: str | None, is_said: bool) -> str:
    return _SPACE.sub(" ", text) if text and is_said else ""
