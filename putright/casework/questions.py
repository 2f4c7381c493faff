"""Quiet questions: words in a note that sound like a promise, or like several tries in one.

They only ask. A person answers; nothing is recorded by guessing.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

PROMISING = re.compile(
    r"\b(i['’]?ll|we['’]?ll|i (?:will|shall)|we (?:will|shall)|i am going to|i['’]m going to|"
    r"we are going to|we['’]re going to|promised?|get back to (?:her|him|them|you))\b",
    re.IGNORECASE,
)
NOT_PROMISING = re.compile(
    r"\b(i|we)(?:['’]?ll| will| shall) (?:not|never)\b|\bnot promised?\b", re.IGNORECASE
)
SEVERAL = re.compile(
    r"\b(several|many|multiple|numerous|a few|a couple of|some|two|three|four|five|\d+)"
    r"\s+(?:more\s+)?(?:times|attempts|tries|calls|visits)\b"
    r"|\b(twice|repeatedly|again and again)\b",
    re.IGNORECASE,
)
LONGEST = 160


class Question(Struct, frozen=True):
    """Something to ask whoever wrote a note, "is that a promise?": the words that raised it."""

    words: str


def questions_in(text: str, *, promised: int = 0) -> list[Question]:
    """What the words of a note ask, each once.

    ``promised`` is how many promises were recorded with it: where the words hold no more than
    that, they were answered already.
    """
    sentences = list(dict.fromkeys(_sentences(text)))
    promising = [one for one in sentences if _promises(one)]
    return [Question(one) for one in promising if len(promising) > promised]


def says_several(text: str) -> str:
    """The words by which a note makes several attempts out of one; "" where it does not."""
    found = SEVERAL.search(text)
    return found.group(0) if found else ""


def _promises(sentence: str) -> bool:
    return bool(PROMISING.search(sentence)) and not NOT_PROMISING.search(sentence)


def _sentences(text: str) -> Iterator[str]:
    for part in re.split(r"(?<=[.!?])\s+|\n+", text):
        words = " ".join(part.split()).rstrip(".")
        if words:
            yield words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"
