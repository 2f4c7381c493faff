"""A letter's text cut into sentences and words, each with its place; quotes are set aside."""

import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

_SIGNS = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u00b4": "'", "`": "'", "\u201f": '"',
    "\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
    "\u00a0": " ", "\u202f": " ", "\u2007": " ", "\t": " ", "\r": " ",
})  # fmt: skip
_QUOTES = re.compile(
    r"\u201c[^\u201c\u201d]{1,1500}\u201d|\"[^\"\n]{1,1500}\"|\u2018[^\u2018\u2019\n]{1,300}\u2019(?!\w)"
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_WORD = re.compile(
    rf"\b(?:{_TENS})-(?:one|two|three|four|five|six|seven|eight|nine)\b|£?[^\W_]+(?:'[^\W_]+)*",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?]+[)\"'\u201d]*(?=\s|$)|\n+")
_SHORT = frozenset({"mr", "mrs", "ms", "dr", "no", "st", "e.g", "i.e", "eg", "ie", "tel", "ref"})
LONGEST = 120
"""A sentence of more words than this is read in pieces, so that no text takes long."""
WRAPPED = 60
"""A line of more signs than this that ends without a stop goes on in the next one."""
_ITEM = re.compile(r"\s*(?:[-*\u2022]|\d{1,2}[.)])\s+")


UNIT_DAYS = {"night": 1, "day": 1, "week": 7, "fortnight": 14, "month": 30}
"""Days that a unit of time comes to; a month is taken roughly."""


MAY_MONTH = "may-month"
"""The month, told apart from what may be."""


class Word(Struct, frozen=True, gc=False):
    """One word, in small letters, and where it stands; ``gap`` is what stands before it."""

    text: str
    start: int
    end: int
    gap: str = ""


class Sentence(Struct, frozen=True):
    """One sentence: its place, its words, whether it asks, whether it is a line of a list.

    ``stem`` are the words of the line that a list stands under ("We then:").
    """

    start: int
    end: int
    words: tuple[Word, ...]
    asks: bool = False
    item: bool = False
    stem: tuple[Word, ...] = ()


def folded(text: str) -> str:
    """The same text, sign for sign, with one kind of apostrophe, dash and space, no accents."""
    plain = text.translate(_SIGNS)
    if plain.isascii():
        return plain
    return "".join(sign if sign.isascii() else _plain(sign) for sign in plain)


def _plain(sign: str) -> str:
    if sign in "\u201c\u201d":
        return sign
    return unicodedata.normalize("NFKD", sign)[:1] or sign


def without_quotes(text: str) -> str:
    """The text with what stands in quotation marks blanked: somebody else's words."""
    return _QUOTES.sub(lambda found: '"' + "_" * (len(found[0]) - 2) + '"', text)


def words_of(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words between two places."""
    found: list[Word] = []
    last = start
    for each in _WORD.finditer(text, start, end):
        told = MAY_MONTH if found and each[0] == "May" else each[0].lower()
        found.append(Word(told, each.start(), each.end(), text[last : each.start()]))
        last = each.end()
    return tuple(found)


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a folded text whose quotes are set aside, in order."""
    found: list[Sentence] = []
    stem: tuple[Word, ...] = ()
    for start, end in _cut(text):
        words = words_of(text, start, end)
        if not words:
            continue
        item = bool(_ITEM.match(text, start, end))
        if not item:
            stem = ()
        ends = text[start:end].rstrip()
        asks = ends.endswith("?")
        for at in range(0, len(words), LONGEST):
            part = words[at : at + LONGEST]
            first = start if at == 0 else part[0].start
            last = end if at + LONGEST >= len(words) else words[at + LONGEST].start
            found.append(Sentence(first, last, part, asks=asks, item=item, stem=stem))
        if ends.endswith(":"):
            stem = words[:LONGEST]
    return tuple(found)


def _cut(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _END.finditer(text):
        if _goes_on(text, found):
            continue
        yield start, found.end()
        start = found.end()
    yield start, len(text)


def _goes_on(text: str, end: re.Match[str]) -> bool:
    """Whether the sentence does not end here: a dot of a short form, a line that was wrapped."""
    if end[0][0] == ".":
        return _is_short(text, end.start())
    if end[0] != "\n" or _ITEM.match(text, end.end()):
        return False
    return end.start() - text.rfind("\n", 0, end.start()) > WRAPPED


def _is_short(text: str, dot: int) -> bool:
    """Whether a dot ends no sentence: after "Mr", a single letter, a list's number."""
    before = re.search(r"[\w.]{1,4}$", text[max(0, dot - 5) : dot])
    if before is None:
        return False
    word = before[0].lower()
    line = text.rfind("\n", 0, dot) + 1
    return word in _SHORT or (word.isdigit() and not text[line:dot].strip(" 0123456789"))
