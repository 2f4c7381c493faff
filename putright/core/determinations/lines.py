"""The lines of a report as they were found: what stands at their head, and how far in they stand.

Whatever a file was, a gateway hands it over as such lines. Spaces of every kind are plain ones
here, and a row of a table is one line for each cell.
"""

import re

from msgspec import Struct

from putright.core.determinations.wrapped import unwrapped

_SPACES = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_NOTHING = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad\x00-\x08\x0e-\x1b\x7f]")
_CELLS = re.compile(r"\t+|\s+\|\s+")
_TORN = re.compile(r"(?<![\w’'])([B-HJ-Z]) (?=[a-z]{2})")
_MARK = re.compile(
    r"(?P<mark>\d{1,3}(?:\.\d{1,3})+|\d{1,3}|[a-z]|[ivx]{2,5})(?:[.)](?=\s|$)|(?<=\.\d)(?=\s))\s*"
    r"|\((?P<round>[a-z]|[ivx]{1,5}|\d{1,2})\)\s+|(?P<bullet>[-–•·▪◦*o])(?:\s+|$)"
)
_HINT = re.compile(r"#{1,6}\s+")


class Line(Struct, frozen=True):
    """One line: its text without what stands at its head; ``mark`` is a number, letter or dash."""

    text: str
    indent: int = 0
    mark: str = ""
    hinted: bool = False
    """Whether the file itself says that it is a heading."""


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text that hold anything, a number alone joined to what follows it."""
    found: list[Line] = []
    for raw in unwrapped(clean(text), _MARK).splitlines():
        indent = len(raw) - len(raw.lstrip())
        for cell in _CELLS.split(raw.strip().strip("|").strip()):
            line = _line(cell.strip(), indent)
            if found and found[-1].mark not in ("", "-") and not found[-1].text and line.text:
                before = found.pop()
                line = Line(_written(line), before.indent, before.mark)
            if line.text or line.mark:
                found.append(line)
    return tuple(found)


def clean(text: str) -> str:
    """A text with plain spaces, and without capitals torn from their words."""
    return _TORN.sub(r"\1", _NOTHING.sub("", _SPACES.sub(" ", text)))


def _line(text: str, indent: int) -> Line:
    if hint := _HINT.match(text):
        return Line(text[hint.end() :].strip("* "), indent, hinted=True)
    text = text.strip("*") if text.startswith("**") else text
    found = _MARK.match(text)
    if found is None:
        return Line(" ".join(text.split()), indent)
    mark = found["mark"] or found["round"] or "-"
    return Line(" ".join(text[found.end() :].split()), indent, mark)


def _written(line: Line) -> str:
    """A line after a number that stood alone: a mark of its own is part of the text."""
    return line.text if line.mark in ("", "-") else f"{line.mark}. {line.text}"
