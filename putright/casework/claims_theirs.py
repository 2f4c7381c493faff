"""Words of the household that stand in a letter of ours: what they told us is no claim of ours."""

import re
from collections.abc import Iterable, Iterator

from putright.casework.live import Live
from putright.core.claims import Mark
from putright.core.claims.reading import folded, sentences
from putright.core.events.entry import HOUSEHOLD, Entry
from putright.core.practice.complaints import DEFINED, ESCALATED, RAISED

FEWEST = 3
"""So many words at least: fewer may stand in a letter without being theirs."""
OURS = frozenset({"other side", "conflict"})
"""What nobody may learn from us is not to be told in their words either."""
_WE = re.compile(r"\b(?:we|i)\b", re.IGNORECASE)


def without_theirs(
    text: str, marks: Iterable[Mark], live: Live, complaint: str, entries: Iterable[Entry]
) -> Iterator[Mark]:
    """The marks of a text that are not about words which the household said."""
    said = folded(text)
    spans = [span for words in _theirs(live, complaint, entries) for span in _places(said, words)]
    for mark in marks:
        if mark.kind in OURS or not any(_is_of(said, mark, span) for span in spans):
            yield mark


def _is_of(said: str, mark: Mark, span: tuple[int, int]) -> bool:
    """Whether a mark is about those words, and about nothing that we say around them."""
    start, end = span
    if mark.start >= mark.end or mark.end <= start or mark.start >= end:
        return False
    around = said[mark.start : max(mark.start, start)] + " " + said[min(mark.end, end) : mark.end]
    return not _WE.search(around)


def _theirs(live: Live, complaint: str, entries: Iterable[Entry]) -> set[str]:
    """Points, outcomes and words of theirs, of the complaint and of what the letter will write."""
    found: set[str] = set()
    for entry in (*entries, *(one.entry for one in live.kept if one.entry.complaint)):
        if complaint and entry.complaint not in ("", complaint):
            continue
        by_them = live.side_of(entry.by) in HOUSEHOLD
        found.update(point.what for point in entry.points)
        if by_them or not {RAISED, DEFINED, ESCALATED}.isdisjoint(entry.does):
            found.update(entry.asks)
            found.update(each.what for each in entry.wants)
        if by_them:
            found.update(_told(entry.text))
    return found


def _told(text: str) -> Iterator[str]:
    yield text
    yield from (text[each.start : each.end] for each in sentences(folded(text)))


def _places(said: str, words: str) -> Iterator[tuple[int, int]]:
    listed = re.findall(r"[^\s\"\u201c\u201d]+", folded(words).rstrip(' .!?"\u201d\n'))
    if len(listed) < FEWEST:
        return
    sought = r"[\s\"\u201c\u201d]+".join(re.escape(word) for word in listed)
    for found in re.finditer(rf"(?<!\w){sought}(?!\w)", said, re.IGNORECASE):
        yield found.span()
