"""How easy a letter is to read: the age that it asks for, and its longest sentences.

The age comes from the Flesch-Kincaid grade (Kincaid, Fishburne, Rogers and Chissom, "Derivation of
new readability formulas", US Navy research report 8-75, 1975): 0.39 words a sentence plus 11.8
syllables a word less 15.59, and five years for the age at which that school year begins. It was
made for English, and is given for no other language. It measures length, not sense: a help, never a
reason to stop a letter.
"""

import re
from functools import cache, lru_cache

import pyphen
from msgspec import Struct

from putright.gateways.letter_text import Part, parts

AIM = 20
"""Most words of a sentence to a resident."""
SCHOOL = 5
_ENDS = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9£])|\n")
_TITLES = re.compile(r"\b(Mr|Mrs|Ms|Dr|Prof|St|No|e\.g|i\.e)\.(?=\s)")
_WORD = re.compile(r"[^\W_][\w'’.,/@:-]*")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?<=[^aeiouyl])e[sd]?$")


class Sentence(Struct, frozen=True):
    """A sentence and how many words it has."""

    text: str
    words: int


class Reading(Struct, frozen=True):
    """What a letter asks of its reader; ``age`` is 0 where it has no sentence or is not English."""

    age: int
    grade: float
    sentences: int
    words: int
    longest: tuple[Sentence, ...]


def reading_of(body: str, *, language: str = "en") -> Reading:
    """The reading age of a body (Markdown) and its sentences over the aim, the longest first."""
    found = [one for part in parts(body) if part.kind != "heading" for one in _sentences(part)]
    words = sum(one.words for one in found)
    longest = sorted((one for one in found if one.words > AIM), key=lambda one: -one.words)
    grade = 0.0
    if words and language.partition("-")[0] == "en":
        syllables = sum(map(syllables_of, _words(" ".join(one.text for one in found))))
        grade = 0.39 * words / len(found) + 11.8 * syllables / words - 15.59
    return Reading(
        age=max(SCHOOL, round(grade) + SCHOOL) if grade else 0,
        grade=round(grade, 1),
        sentences=len(found),
        words=words,
        longest=tuple(longest),
    )


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of some plain words."""
    kept = _TITLES.sub(lambda found: found[1].replace(".", "\0") + "\0", text)
    told = (piece.replace("\0", ".").strip() for piece in _ENDS.split(kept))
    return tuple(Sentence(piece, len(_words(piece))) for piece in told if _words(piece))


@lru_cache(maxsize=4096)
def syllables_of(word: str) -> int:
    """How many syllables a word has: by its hyphens or its vowels, whichever finds more."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    if not plain:
        return 1
    vowels = len(_VOWELS.findall(_SILENT.sub("", plain)))
    return max(1, vowels, len(_hyphens().positions(plain)) + 1)


def _sentences(part: Part) -> tuple[Sentence, ...]:
    return sentences_of(part.text)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB")
