"""The line of an entry in which the words were found, with the words marked."""

import re
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Q
from msgspec import Struct

from putright.stores.record.models import Wording
from putright.stores.worklist.search_hits import Hit
from putright.stores.worklist.search_words import Typed, fold

BEFORE, AFTER = 40, 100
ENDINGS = re.compile(r"(ations?|ments?|ings?|ers?|ed|es|ly|s|y|e|i)$")
SHORTEST_STEM = 3
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Part(Struct, frozen=True):
    """A piece of a line; ``is_match`` where it is one of the words that were looked for."""

    text: str
    is_match: bool = False


def lines_of(landlord: UUID, hits: Sequence[Hit], typed: Typed) -> dict[Hit, tuple[Part, ...]]:
    """The line of each entry found. An entry whose words were erased has none and is left out."""
    if not hits:
        return {}
    asked = Q()
    for hit in hits:
        asked |= Q(stream_id=hit.of, number=hit.number)
    found = Wording.objects.filter(asked, landlord_id=landlord)
    rows = found.values_list("stream_id", "number", "body")
    lines = {(stream, number): line_of(_texts(body), typed) for stream, number, body in rows}
    return {hit: lines[hit.of, hit.number] for hit in hits if (hit.of, hit.number) in lines}


def line_of(texts: Iterable[str], typed: Typed) -> tuple[Part, ...]:
    """The first of the texts that holds a word looked for, cut to what stands around it."""
    first: str = ""
    for text in texts:
        plain = " ".join(text.split())
        spans = [word.span() for word in WORD.finditer(plain) if _fits(word.group(), typed)]
        if spans:
            return tuple(_marked(plain, spans))
        first = first or plain
    return (Part(_cut(first, 0, BEFORE + AFTER)),) if first else ()


def _texts(body: str) -> list[str]:
    told: dict[str, Any] = msgspec.json.decode(body)
    texts = [each for value in told.values() for each in _listed(value)]
    return sorted(texts, key=lambda text: text != told.get("text"))


def _listed(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def _fits(word: str, typed: Typed) -> bool:
    """Whether a reader would see the word as one of those typed: its stem, or its beginning."""
    seen = fold(word)
    if seen.startswith(typed.words[-1]):
        return True
    return any(seen == word or _stem(seen) == _stem(word) for word in typed.words)


def _stem(word: str) -> str:
    short = ENDINGS.sub("", word)
    return short if len(short) >= SHORTEST_STEM else word


def _marked(text: str, spans: list[tuple[int, int]]) -> Iterable[Part]:
    start = max(0, spans[0][0] - BEFORE)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = min(len(text), spans[0][1] + AFTER)
    at = start
    if start:
        yield Part("… ")
    for first, last in spans:
        if first >= end:
            break
        if first > at:
            yield Part(text[at:first])
        yield Part(text[first:last], is_match=True)
        at = last
    if at < end:
        yield Part(_cut(text, at, end))


def _cut(text: str, start: int, end: int) -> str:
    """Up to a word's end, with a sign that more follows."""
    if end >= len(text):
        return text[start:]
    stop = text.find(" ", end)
    return text[start:] if stop < 0 else f"{text[start:stop]} …"
