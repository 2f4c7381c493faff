"""Which entries the words of a letter are most like: what tells of the same, whatever its verb."""

import math
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from msgspec import Struct

from putright.core.claims.counts import number_of
from putright.core.claims.days import ahead, days_in
from putright.core.claims.grammar import SMALL
from putright.core.claims.ground import Ground, channels_of
from putright.core.claims.reading import folded, sentences
from putright.core.timeline.items import Item

_UNITS = frozenset({"day", "days", "night", "nights", "week", "weeks", "month", "months"})
_ENDS = ("ingly", "edly", "ings", "ing", "ied", "ies", "ed", "ly", "es", "s", "e")
_SHORTEST = 3
_ALIKE = {"telephone": "phone", "telephoned": "phone", "mobile": "phone", "rang": "ring",
          "rung": "ring", "wrote": "write", "written": "write", "saw": "see", "met": "meet",
          "meeting": "meet", "gave": "give", "given": "give", "took": "take", "paid": "pay",
          "payment": "pay", "told": "tell", "photograph": "photo", "photographs": "photos",
          "e-mail": "email", "flat": "home", "house": "home", "reply": "answer",
          "hotel": "stay", "guest": "stay", "lodging": "stay", "lodgings": "stay"}  # fmt: skip
_ASKED = ("question", "query", "thing")
_POINTS = ("point", "part", "thing", "matter", "issue", "concern")
_PROMISED = ("thing", "action", "step", "promis")
PLEDGED = frozenset({"promis", "plan", "due", "date", "gave", "giv", "said", "agre", "should"})


class Told(Struct, frozen=True, eq=False, gc=False):
    """An entry, or a day inside one, with the stems of all that is said of it.

    ``first`` and ``last`` are its days; ``own`` says that they are those of the entry itself.
    """

    item: Item
    first: date
    last: date
    stems: frozenset[str]
    own: bool = True


class Weighed(Struct, frozen=True, eq=False, gc=False):
    """How like some words an entry is: ``score`` to rank by, ``share`` of the words it bears."""

    score: float
    share: float
    told: Told


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A word without its ending: "fitted" and "fitting" are one."""
    word = _ALIKE.get(word, word.removesuffix("'s"))
    for end in _ENDS:
        if word.endswith(end) and len(word) - len(end) >= _SHORTEST:
            word = word[: -len(end)]
            break
    word = word.removesuffix("i") if len(word) > _SHORTEST else word
    return word[:-1] if len(word) > _SHORTEST and word[-1] == word[-2] else word


def stems(text: str) -> Iterator[str]:
    """The stems of a text's words, without the small ones."""
    for sentence in sentences(folded(text)):
        yield from (stem(one.text) for one in sentence.words if one.text not in SMALL)


def counted(text: str) -> Iterator[str]:
    """Numbers in a text with what they count: "five photos" is "5 photo"."""
    for sentence in sentences(folded(text)):
        words = sentence.words
        for at, one in enumerate(words):
            number = number_of(one.text)
            if number is not None and one.text != "single":
                behind = [w.text for w in words[at + 1 : at + 4] if not w.gap.strip()]
                yield from (f"{number} {stem(w)}" for w in behind if w not in SMALL or w in _UNITS)


class Likeness:
    """The entries of a case, indexed by the stems of what they tell."""

    def __init__(self, ground: Ground) -> None:
        """Index what had happened by the letter's day."""
        self.ground = ground
        self.told = [one for item in ground.items for one in self._told(item)]
        self.by_stem: dict[str, list[int]] = {}
        self.of_item: dict[str, list[int]] = {}
        for at, one in enumerate(self.told):
            self.of_item.setdefault(one.item.id, []).append(at)
            for each in one.stems:
                self.by_stem.setdefault(each, []).append(at)

    def _told(self, item: Item) -> Iterator[Told]:
        own = frozenset(self._stems(item))
        if not item.undated:
            yield Told(item, item.when.date, item.when.last_date, own)
        entry = item.entry
        for pledge in entry.pledges:
            if pledge.due is not None:
                said = PLEDGED | own | frozenset(stems(pledge.what))
                yield Told(item, pledge.due, pledge.due, said, own=False)
        named = {entry.incident_on, entry.until, entry.recorded_on}
        named |= {cost.paid_on for cost in entry.costs}
        named |= self._named(item)
        for day in named:
            if day is not None:
                yield Told(item, day, day, own, own=False)

    def _named(self, item: Item) -> set[date | None]:
        if not item.entry.text or item.undated:
            return set()
        said = days_in(folded(item.entry.text), item.when.last_date)
        return {one.first for day in said if not day.relative for one in (day, ahead(day))}

    def _stems(self, item: Item) -> Iterator[str]:
        entry, words = item.entry, self.ground.timeline.words
        yield from stems(entry.text)
        for act in item.acts:
            yield from stems(words.acts[act].says if act in words.acts else "")
            yield from stems(act.replace(".", " ").replace("_", " "))
        people = self.ground.timeline.people
        for key in (entry.by, *entry.to, *entry.against):
            person = people.get(key)
            yield from stems(f"{key.replace('-', ' ')} {person.role if person else ''}")
        lists = (entry.contains, entry.kinds, entry.gives, entry.asks, entry.about, entry.advice)
        for listed in lists:
            yield from stems(" ".join(listed).replace("_", " "))
        yield from stems(" ".join((entry.level, entry.every, entry.reason, *channels_of(item))))
        yield from counted(entry.text)
        lists_told = ((entry.asks, _ASKED), (entry.points, _POINTS), (entry.promises, _PROMISED))
        for told, nouns in lists_told:
            yield from (one for noun in nouns if told for one in (noun, f"{len(told)} {noun}"))
        for point in entry.points:
            yield from stems(point.what)
        for decision in entry.decides:
            yield from stems(f"{decision.decision} {decision.reasons} {decision.remedy}")
        yield from (f"£{one.amount}" for one in entry.offers)

    def rarity(self, many: int) -> float:
        """How much it tells that something is of so many entries."""
        return math.log((len(self.told) + 1) / (many + 0.5))

    def weighed(
        self,
        words: Mapping[str, float],
        acts: Iterable[tuple[Sequence[Item], float]],
        known: Container[str] = (),
    ) -> list[Weighed]:
        """The entries by how like the words they are, the likest first.

        ``words`` are stems with what each weighs; ``acts`` are the entries of each act that was
        read, with its weight. What is ``known`` does not count against them where none tells of it.
        """
        scores: dict[int, float] = {}
        whole = 0.0
        for word, weight in words.items():
            hits = self.by_stem.get(word, [])
            worth = weight * self.rarity(len(hits) or 1)
            whole += worth if hits or word not in known else 0.0
            for at in hits:
                scores[at] = scores.get(at, 0.0) + worth
        for items, weight in acts:
            places = [at for item in items for at in self.of_item.get(item.id, ())]
            worth = weight * max(0.0, self.rarity(len(places))) if places else 0.0
            whole += worth
            for at in places:
                scores[at] = scores.get(at, 0.0) + worth
        found = [
            Weighed(score, score / whole if whole else 0.0, self.told[at])
            for at, score in scores.items()
        ]
        return sorted(found, key=lambda one: (-one.score, one.told.item.id))
