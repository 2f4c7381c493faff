"""How many things an entry tells of, and how long something lasted: "five photos", "a week"."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from putright.core.claims.counts import number_of
from putright.core.claims.event import Event
from putright.core.claims.ground import Ground
from putright.core.claims.mark import Mark
from putright.core.claims.marking import Place, mark, named
from putright.core.claims.reading import UNIT_DAYS, Sentence, sentences
from putright.core.timeline.items import Item

FOR = frozenset({"for", "of", "full", "a", "remained", "lasted", "exactly"})
"""Words behind which a time is how long something lasted, and not by when."""
BESIDE = frozenset({"new", "more", "further", "separate", "different", "whole", "full", "entire"})
UNCOUNTED = frozenset({
    "time", "occasion", "hour", "minute", "year", "pound", "people", "point", "stage", "thing",
    "working", "day", "night", "week", "fortnight", "month", "us", "this", "was", "is", "has",
})  # fmt: skip
"""What another check counts, or nobody does."""
TO_COME = frozenset({"will", "would", "shall", "should", "could", "if", "can", "may", "within"})
NONE = frozenset({"no", "without", "unanswered", "nothing", "nobody"})
_LONG = 5
_SHOWN = 3


class Amount(Struct, frozen=True):
    """So many of a thing; or so many days that something lasted (``thing`` is then empty)."""

    number: int
    thing: str
    at: int


def other_amounts(
    text: str, sentence: Sentence, events: Sequence[Event], ground: Ground
) -> Iterator[Mark]:
    """Red where every entry with a record that tells of the thing tells of another number."""
    words = [word.text for word in sentence.words]
    if sentence.asks or not TO_COME.isdisjoint(words) or not NONE.isdisjoint(words):
        return
    acts = {act for event in events if event.voice == "said" for act in event.row.acts[:1]}
    for said in _amounts(words):
        told = [
            (item, amount.number)
            for item in ground.items
            if item.proven and (said.thing or _is_about(item, words, acts))
            for amount in _amounts_of(item)
            if amount.thing == said.thing
        ]
        if not told or any(number == said.number for _item, number in told):
            continue
        others = list(dict.fromkeys(item for item, _number in told))[:_SHOWN]
        first, last = sentence.words[said.at], sentence.words[said.at + 1]
        says = f"The entries tell of another number: {named(ground, others)}."
        yield mark("red", "count", says, Place(text, first.start, last.end), entries=others)


def _is_about(item: Item, words: Sequence[str], acts: set[str]) -> bool:
    """Whether an entry may be what a sentence speaks of: its act, or a long word of both."""
    if not acts.isdisjoint(item.acts):
        return True
    said = {_one(word) for word in words if len(word) >= _LONG}
    return any(_one(word) in said for word in item.entry.text.lower().split() if len(word) >= _LONG)


def _amounts_of(item: Item) -> list[Amount]:
    found: list[Amount] = []
    for sentence in sentences(item.entry.text):
        found += _amounts([word.text for word in sentence.words], is_entry=True)
    return found


def _amounts(words: Sequence[str], *, is_entry: bool = False) -> list[Amount]:
    found = []
    for at, word in enumerate(words[:-1]):
        number = 1 if word in ("a", "one") else number_of(word)
        noun = words[at + 1]
        if noun in BESIDE and at + 2 < len(words):
            noun = words[at + 2]
        days = UNIT_DAYS.get(_one(noun))
        if number is None:
            continue
        if days and (is_entry or (at and words[at - 1] in FOR)):
            found.append(Amount(number * days, "", at))
        elif not days and number > 1 and noun.endswith("s") and _one(noun) not in UNCOUNTED:
            found.append(Amount(number, _one(noun), at))
    return found


def _one(word: str) -> str:
    return word.strip(".,;:'").removesuffix("'s").rstrip("s")
