"""Our typefaces for pages that are set letter by letter: how wide words are, where lines end.

Only letters that stand by themselves are set so. Scripts that join or move their letters are left
to the renderer of letters, and so is whatever our own faces do not have.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import groupby

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

from putright.gateways.letter_fonts import plain_faces, unpacked

REGULAR, BOLD = 400, 700
_HYPHENS = str.maketrans("\u2010\u2011", "--")


def plain(text: str) -> str:
    """A text in one line, without what is not seen."""
    line = " ".join(text.split())
    if line.isascii() and line.isprintable():
        return line
    seen = (one for one in unicodedata.normalize("NFC", text) if one.isprintable() or one.isspace())
    return " ".join("".join(seen).translate(_HYPHENS).split())


def can_set(text: str) -> bool:
    """Whether every letter of a text can be set, in either weight."""
    return all(_face_of(one, weight) for one in set(plain(text)) for weight in (REGULAR, BOLD))


class Cut:
    """One weight of our typefaces at one size."""

    def __init__(self, weight: int, size: float) -> None:
        self.weight, self.size = weight, size
        self.own = _face_of(" ", weight)
        self.space = self.width(" ")
        self._widths: dict[str, float] = {}

    def width(self, text: str) -> float:
        """How wide a text is."""
        return float(sum(_fonts[on].stringWidth(run, self.size) for on, run in self.runs(text)))

    def runs(self, text: str) -> Iterator[tuple[str, str]]:
        """A text in pieces of one face each."""
        if text.isascii():
            yield self.own, text
            return
        for face, letters in groupby(text, lambda one: _face_of(one, self.weight)):
            yield face, "".join(letters)

    def lines(self, text: str, width: float) -> list[str]:
        """A text in lines that are no wider; a word that is wider is broken.

        The blank between two lines stays at the end of the first, for whoever hears them read.
        """
        found: list[str] = []
        line: list[str] = []
        used = 0.0
        for word in text.split():
            wide = self._wide(word)
            if line and used + self.space + wide > width:
                found.append(" ".join([*line, ""]))
                line, used = [], 0.0
            if wide > width:
                *broken, word = self._broken(word, width)
                found += broken
                wide = self._wide(word)
            used += wide + (self.space if line else 0.0)
            line.append(word)
        return [*found, " ".join(line)]

    def _wide(self, word: str) -> float:
        known = self._widths.get(word)
        if known is None:
            known = self._widths[word] = self.width(word)
        return known

    def _broken(self, word: str, width: float) -> Iterator[str]:
        start, used = 0, 0.0
        for at, letter in enumerate(word):
            wide = self._wide(letter)
            if used + wide > width and at > start:
                yield word[start:at]
                start, used = at, 0.0
            used += wide
        yield word[start:]


_fonts: dict[str, TTFont] = {}


@cache
def _face_of(letter: str, weight: int) -> str:
    """The name of the face that a letter is set in; "" where there is none."""
    if unicodedata.combining(letter):
        return ""
    for address in plain_faces(letter, weight):
        if ord(letter) in _font(address).face.charToGlyph:
            return address
    return ""


def _font(address: str) -> TTFont:
    if address not in _fonts:
        made = TTFont(address, BytesIO(unpacked(address)), shapable=False)
        # cuts of one typeface share a name in their files, by which a document would mix them up
        made.face.name = address.partition(":")[2].encode()
        registerFont(made)
        _fonts[address] = made
    return _fonts[address]
