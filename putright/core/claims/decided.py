"""How many points of a complaint a letter says were upheld, held against the answers on record."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from putright.core.claims.counts import number_of
from putright.core.claims.ground import Ground
from putright.core.claims.mark import Mark
from putright.core.claims.marking import Place, mark, named
from putright.core.claims.nearby import Borne
from putright.core.claims.reading import Sentence
from putright.core.timeline.items import Item

_POINTS = frozenset({"point", "points", "part", "parts", "matter", "matters", "heads"})
_PAST = frozenset({"was", "were", "been", "had", "did"})
_STAGE = re.compile(r"\bstage (?:1|one|2|two)\b|\b(?:first|second) stage\b", re.IGNORECASE)
_FIRST = ("1", "one", "first")
_MANY = {"both": 2, "none": 0, "neither": 0}
_PARTLY = frozenset({"part", "partly", "partially", "reasons"})
_STAGED = frozenset({"1", "2"})
"""Numbers of stages, in figures."""
_OF_ALL = frozenset({"the", "your", "these", "those"})
"""A number behind one of these tells how many there were: "two of the three points"."""
_FAR = 14


def upheld_marked(
    text: str, sentence: Sentence, ground: Ground, borne: list[Borne]
) -> Iterator[Mark]:
    """Red where the answers of that stage upheld another number of points than the letter says.

    Only what was decided before is looked at: "three were upheld at stage 1", never this answer.
    """
    words = [word.text for word in sentence.words]
    if "upheld" not in words or _POINTS.isdisjoint(words) or sentence.asks:
        return
    stage = _STAGE.search(text, sentence.start, sentence.end)
    if stage is None and _PAST.isdisjoint(words) and ("we", "upheld") not in pairwise(words):
        return
    firsts = {True, False} if stage is None else {any(one in stage[0].lower() for one in _FIRST)}
    answers = [item for item in ground.items if item.proven and item.entry.decides
               and (item.entry.stage in (0, 1)) in firsts]  # fmt: skip
    said = _said(words)
    if said is None or not answers:
        return
    numbers = {_upheld(item) for item in answers}
    wanted = {len(item.entry.decides) for item in answers} if said == "all" else {int(said)}
    place = Place(text, sentence.words[0].start, sentence.words[-1].end)
    if numbers.isdisjoint(wanted):
        says = f"The answer upheld {_in_words(numbers)}: {named(ground, answers[:2])}."
        yield mark("red", "count", says, place, entries=answers[:2])
    else:
        borne.append(Borne(place.start, place.end, tuple(answers), sort="number"))


def _said(words: Sequence[str]) -> str | None:
    """How many points: "all", a number as text, or None where the words do not tell."""
    at = words.index("upheld")
    if not _PARTLY.isdisjoint(words) or "not" in words[:at]:
        return None
    places = (at + 1, *range(max(0, at - _FAR), at + _FAR))
    told = [(place, many) for place in places
            if place < len(words) and (many := _many(words[place]))]  # fmt: skip
    of_all = [one for one in told if one[0] and words[one[0] - 1] in _OF_ALL]
    some = [one for one in told if one not in of_all] or of_all
    return some[0][1] if some else None


def _many(word: str) -> str | None:
    if word == "all":
        return word
    number = _MANY.get(word, None if word in _STAGED else number_of(word))
    return None if number is None else str(number)


def _upheld(item: Item) -> int:
    return sum(one.decision.startswith(("upheld", "partly")) for one in item.entry.decides)


def _in_words(numbers: set[int]) -> str:
    return " or ".join(str(one) for one in sorted(numbers))
