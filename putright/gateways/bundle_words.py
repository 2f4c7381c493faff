"""Finds words that are withheld, however a page spells them: broken, spaced, with accents."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

INSTEAD = "[withheld]"
SURE = 5
"""Letters from which a word is found inside others too: to withhold too much is the safe side."""
_SOFT = "\x02\\u00ad\\u200b-\\u200f\\u2060\\ufeff\\ufffe"
_WORD = re.compile(r"[^\W_]+")
_DIGIT, _LETTER = re.compile(r"\d"), re.compile(r"[^\W\d_]")
_PREFIX = re.compile(r"^(?:0044|44|0)0?")
"""What stands before a number of this country, there or from elsewhere."""


class Withheld:
    """Names and words that must not be in a file that is handed out."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(dict.fromkeys(one.strip() for one in words if _WORD.search(one)))
        found = [_pattern(one) for one in sorted(self.words, key=len, reverse=True)]
        self._any = re.compile("|".join(found)) if found else None

    def __bool__(self) -> bool:
        return self._any is not None

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where in a text they stand."""
        if self._any is None:
            return
        folded, at = _folded(text)
        for found in self._any.finditer(folded):
            yield at[found.start()], at[found.end() - 1] + 1

    def is_in(self, text: str) -> bool:
        """Whether any of them is in a text."""
        return any(True for _span in self.spans(text))

    def removed(self, text: str) -> str:
        """A text without them; that something was there is said."""
        pieces, end = [], 0
        for start, stop in self.spans(text):
            pieces += [text[end:start], INSTEAD]
            end = stop
        return "".join([*pieces, text[end:]])


def _folded(text: str) -> tuple[str, list[int]]:
    """A text without accents and capitals, and where each letter of it came from."""
    letters, at = [], []
    for number, each in enumerate(text):
        for one in unicodedata.normalize("NFKD", each.casefold()):
            if not unicodedata.combining(one):
                letters.append(one)
                at.append(number)
    return "".join(letters), at


def _number(words: str) -> str:
    """The digits of a telephone number that stay the same at home and from abroad; else ""."""
    digits = "".join(_DIGIT.findall(words))
    plain = _PREFIX.sub("", digits)
    is_number = not _LETTER.search(words) and plain != digits and len(plain) in (9, 10)
    return plain if is_number else ""


def _pattern(words: str) -> str:
    if number := _number(_folded(words)[0]):
        return rf"[\W_{_SOFT}]*".join(number)
    parts = _WORD.findall(_folded(words)[0])
    is_sure = sum(len(part) for part in parts) >= SURE
    between = rf"[\s{_SOFT}\-\u2010-\u2015]*" if is_sure else f"[{_SOFT}]*"
    inside = r"[\W_]*".join(between.join(part) for part in parts)
    return inside if is_sure else rf"(?<![^\W_]){inside}(?![^\W_])"
