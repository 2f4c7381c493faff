"""Phrases of the packs, found word by word: ``a/b`` is either word, ``_`` any one word or none."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from putright.core.claims.reading import Word

T = TypeVar("T")
Piece = frozenset[str] | None
_STOPS = frozenset(".;:,()!?\n")
MONEY = "£"


@lru_cache(maxsize=8192)
def pieces(phrase: str) -> tuple[Piece, ...]:
    """A phrase as what each of its words may be."""
    return tuple(
        None if one == "_" else frozenset(one.split("/")) for one in phrase.lower().split()
    )


class Phrases(Generic[T]):
    """Many phrases, each with what it stands for; the longest that begins at a word is found."""

    def __init__(self, listed: Iterable[tuple[str, T]]) -> None:
        """Index them by their first words."""
        self._by_first: dict[str, list[tuple[tuple[Piece, ...], T]]] = {}
        for phrase, meant in listed:
            parts = pieces(phrase)
            for first in parts[0] or ():
                self._by_first.setdefault(first, []).append((parts, meant))

    def at(self, words: Sequence[Word], place: int) -> tuple[int, T] | None:
        """The longest phrase that begins at this word: the place after it, and its meaning."""
        found = self.all_at(words, place)
        return found[0] if found else None

    def all_at(self, words: Sequence[Word], place: int) -> list[tuple[int, T]]:
        """Every phrase that begins at this word, the longest first."""
        first = words[place].text
        key = MONEY if first.startswith(MONEY) else first
        found = [
            (end, meant)
            for parts, meant in self._by_first.get(key, ())
            if (end := matched(words, place, parts)) > place
        ]
        return sorted(found, key=lambda one: -one[0])

    def ending(self, words: Sequence[Word], place: int, longest: int = 6) -> tuple[int, T] | None:
        """The longest phrase whose last word is this one: its first place, and its meaning."""
        for start in range(max(0, place - longest + 1), place + 1):
            found = self.at(words, start)
            if found is not None and found[0] == place + 1:
                return start, found[1]
        return None


def matched(words: Sequence[Word], place: int, parts: tuple[Piece, ...]) -> int:
    """The place after the phrase where it begins at this word; -1 where it does not."""
    here = place
    for at, part in enumerate(parts):
        if part is None:
            rest = parts[at + 1 :]
            near = matched(words, here, rest)
            return near if near >= 0 else matched(words, here + 1, rest) if rest else here
        if here >= len(words) or not _is(words[here].text, part):
            return -1
        if here > place and not _STOPS.isdisjoint(words[here].gap):
            return -1
        here += 1
    return here


def _is(word: str, part: frozenset[str]) -> bool:
    return word in part or (MONEY in part and word.startswith(MONEY))


def anywhere_from(words: Sequence[Word], place: int, phrase: str) -> int:
    """The place after a phrase that begins at this word; 0 where it does not."""
    end = matched(words, place, pieces(phrase))
    return end if end > place else 0


def anywhere(words: Sequence[Word], phrase: str) -> tuple[int, int] | None:
    """Where a phrase first stands among the words."""
    parts = pieces(phrase)
    for place in range(len(words)):
        end = matched(words, place, parts)
        if end > place:
            return place, end
    return None
