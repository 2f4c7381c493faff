"""Whether two entries, or a day and an entry, lie as far apart as a letter says."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, product

from putright.core.claims.counts import number_of
from putright.core.claims.days import Said
from putright.core.claims.grammar import PLANNED, SMALL
from putright.core.claims.lengths import Length, length_of, units_of
from putright.core.claims.lexicon import bare
from putright.core.claims.likeness import PLEDGED, Told, Weighed, stem, stems
from putright.core.claims.nearby import Nearby
from putright.core.claims.stated import Stated
from putright.core.timeline.items import Item

SHOWN = 3
FEW = 2
"""Of more entries than this nobody can say which is meant."""
SEVERAL = 8
ALIKE, MEANT_SHARE, MEANT = 0.85, 0.3, 3
"""How near the likest others count, the share of the words it must bear, and how many at most."""
SOON = 4
"""So many words may stand between "six days after" and the act."""
DAY = 1440
DUE = PLEDGED | {"late", "later", "earlier", "lat"}
LASTS = frozenset({"is", "have", "has", "ago", "now", "still", "since", "today"})
Stretch = tuple[int, int]
"""When something was, in minutes, at the earliest and at the latest."""
Pairs = Iterator[tuple[Stretch, Stretch]]


class Spans(Nearby):
    """The spans of time that a sentence states."""

    def bears_span(self, one: Stated) -> bool:
        """Whether the days named and the entries meant lie as far apart as it says."""
        said = self.read.text[one.start : one.end].lower()
        if said.startswith(("every", "each")) or said.endswith("ly"):
            return any(item.entry.every for item in self.ground.items) and self.is_planned(one)
        beside = self._is_beside(one, 4 if said.startswith("on ") else 1)
        length = length_of(said)
        if "same" in said and self._is_of_one_day(one):
            return True
        by_day = said.startswith("the ") and said.endswith(("after", "before"))
        if length is None or (said.startswith(("the ", "that ", "on ")) and not by_day):
            return beside or self._is_before(one, said)
        if units_of(said) in self.likeness.by_stem:
            return True
        pairs = (*self._pairs(one, length), *(self._across(one) if length.low else ()))
        return any(length.lies(*sorted(pair)) for pair in pairs if pair[0] != pair[1])

    def _pairs(self, one: Stated, length: Length) -> Pairs:
        left, right = self._left(one), self._right(one)
        named = [when for each in self.read.stated if each.day for when in self._anchor([each])]
        yield from ((a, b) for a in left for b in right)
        yield from ((a, b) for a in named for b in named)
        if self._lasts(one):
            today = minutes_of(self.ground.on, self.ground.on)
            yield from ((a, today) for a in (*left, *right))
        yield from self._with_days(one)
        yield from self._with_linked(one)
        if len(named) == 1 and not (left and right):
            yield from ((named[0], when) for when in self._likest(one))
        if length.minutes:
            yield from self._moments(one)
        if not DUE.isdisjoint(stem(word.text) for word in self.words):
            due = [minutes_of(each.first, each.last) for each in self.likeness.told if not each.own]
            yield from ((a, b) for a in (*left, *named) for b in due)

    def _across(self, one: Stated) -> Pairs:
        """What the stretches of the sentence on either side, and between its signs, tell of."""
        told = [self._meant(first, last) for first, last in self._stretches(one)]
        if self._lasts(one):
            told.append([minutes_of(self.ground.on, self.ground.on)])
        for some, others in combinations(told, 2):
            yield from product(some, others)

    def _is_of_one_day(self, one: Stated) -> bool:
        """Whether what its clause tells of was of the same day as something that came before."""
        clause = self.clause(one)
        told = self._meant(one.last, clause.last) or self._meant(clause.first, one.first)
        return bool(told) and all(
            any(when_of(item)[0] // DAY == when[0] // DAY for item in self.ground.items
                if not item.from_landlord and not item.undated)
            for when in told
        )  # fmt: skip

    def _stretches(self, one: Stated) -> Iterator[tuple[int, int]]:
        for part in self.read.parts:
            for first, last in ((part.first, min(part.last, one.first)),
                                (max(part.first, one.last), part.last)):  # fmt: skip
                if first < last:
                    yield first, last

    def _meant(self, first: int, last: int) -> list[Stretch]:
        """When that was which a stretch of words is most like, if only few entries are."""
        inside = [each for each in self.read.stated if first <= each.first < last and each.day]
        if inside:
            return self._anchor(inside)
        words = [bare(word.text) for word in self.words[first:last]]
        events = [each for each in self.read.events if first <= each.start < last]
        weights = {stem(word): 1.0 for word in words if word not in SMALL and not number_of(word)}
        acts = ((self.items(each), 1.0) for each in events)
        planned = not PLANNED.isdisjoint(words)
        ranked = [
            each
            for each in self.likeness.weighed(weights, acts, self.known)
            if (each.told.own and not _is_bare(each.told.item)) or (planned and not each.told.own)
        ]
        best = [each for each in ranked if each.score >= ALIKE * ranked[0].score]
        if not best or best[0].share < MEANT_SHARE or len(best) > (1 if planned else MEANT):
            return []
        return [minutes_of(each.told.first, each.told.last) for each in best]

    def _with_days(self, one: Stated) -> Pairs:
        """Days that are named, with their own ends and with the act behind the span."""
        for each in self.read.stated:
            if each.day is not None:
                first, last = when_said(each.day)
                yield (first, first), (last - DAY + 1, last)
                if last - first < DAY:
                    yield from (((first, last), when) for when in self._behind(one))

    def _with_linked(self, one: Stated) -> Pairs:
        """What the words are most like, with the day by which it was due and what it answers."""
        for each in self.ends(one)[:1]:
            item = each.told.item
            if each.share >= MEANT_SHARE and each.told.own:
                yield from ((when_of(item), due) for due in self.due(item))
                yield from ((when_of(item), when_of(other)) for other in self.linked(item))

    def _likest(self, one: Stated) -> list[Stretch]:
        best = self.ranked(one)[:1]
        return [when_of(each.told.item) for each in best if not self.is_of_other(one, each.told)]

    def _left(self, one: Stated) -> list[Stretch]:
        return self._anchor([each for each in self.read.stated if each.last <= one.first][::-1])

    def _right(self, one: Stated) -> list[Stretch]:
        return self._anchor([each for each in self.read.stated if each.first >= one.last])

    def _lasts(self, one: Stated) -> bool:
        """Whether it is told of a time that lasts until the letter: "you have waited"."""
        clause = self.clause(one)
        return any(word.text in LASTS for word in self.words[clause.first : clause.last + 1])

    def _moments(self, one: Stated) -> Pairs:
        """What others did, and what we did after it, as told nearest before."""
        near = [each for each in self.read.events if each.head <= one.first][-1:]
        done = [item for each in near or self.read.events[-1:] for item in self.shown(each)]
        for asked in self.ground.items:
            if not asked.from_landlord and not asked.undated:
                yield from (
                    (when_of(asked), when_of(item))
                    for item in done
                    if item.from_landlord and asked.when.first < item.when.first
                )

    def ends(self, one: Stated) -> list[Weighed]:
        """What a length of time may begin or end with, by how like its topic it is."""
        topic = {key: much for key, much in self.weights(one).items() if key not in DUE}
        acts = [(self.items(each), self.near_event(one, each)) for each in self.read.events]
        return [each for each in self.likeness.weighed(topic, acts) if _is_end(each.told)]

    def due(self, item: Item) -> Iterator[Stretch]:
        """The days by which what it did was to be done: as it says, else by what was promised."""
        every = [
            (pledge, minutes_of(pledge.due, pledge.due))
            for other in self.ground.items
            for pledge in other.entry.pledges
            if pledge.due is not None
        ]
        said = frozenset(stems(item.entry.text))
        kept = [when for each, when in every if each.id in item.entry.keeps]
        alike = [(each, when) for each, when in every if set(each.does) & set(item.acts)]
        near = [when for each, when in alike if not said.isdisjoint(stems(each.what))]
        yield from kept or near or (when for _each, when in alike)

    def linked(self, item: Item) -> Iterator[Item]:
        """What it answers, what answers it, and what keeps a promise in it."""
        entry = item.entry
        answered = set(entry.responds_to)
        pledged = {each.id for each in entry.promises}
        does = {act for each in entry.promises for act in each.does}
        for other in self.ground.items:
            theirs = set(other.entry.responds_to)
            kept = pledged & set(other.entry.keeps) or does & set(other.acts)
            if not other.undated and (other.id in answered or item.id in theirs or kept):
                yield other

    def _is_before(self, one: Stated, said: str) -> bool:
        """Whether what is told to be before the rest was: "before you complained"."""
        if not said.startswith(("before", "by the time")):
            return False
        return any(a[0] <= b[1] for a in self._left(one) for b in self._right(one))

    def _is_beside(self, one: Stated, far: int) -> bool:
        """Whether it is "the same day" with the day told beside it."""
        return any(each.day and 0 <= each.first - one.last <= far for each in self.read.stated)

    def _behind(self, one: Stated) -> list[Stretch]:
        """When the act behind "six days after" was, where only few entries may be meant."""
        behind = [each for each in self.read.events if 0 <= each.start - one.last <= SOON]
        items = [item for each in behind[:1] for item in self.shown(each)]
        return [when_of(item) for item in items] if len(items) <= SEVERAL else []

    def _anchor(self, near: Sequence[Stated]) -> list[Stretch]:
        """When the first of these was that is a day, or an act of which few entries tell."""
        for each in near:
            if each.day is not None and each.dated is not None:
                if (each.day.last - each.day.first).days <= FEW:
                    return [when_said(each.day)]
                items = self.of_nearest(each, each.day, each.dated.how)
                return [when_of(item) for item in items] if len(items) <= FEW else []
            event = self.read.events[each.event] if each.event is not None else None
            items = self.shown(event) if event is not None else []
            if 0 < len(items) <= FEW:
                return [when_of(item) for item in items]
        return []


def _is_bare(item: Item) -> bool:
    return item.from_landlord and not item.proven


def when_of(item: Item) -> Stretch:
    """In minutes of the same count as days have; to the minute where it is known so."""
    first, last = item.when.day * DAY, item.when.last_day * DAY + DAY - 1
    if item.when.is_exact:
        first = last = first + item.when.first % DAY
    return first, last


def minutes_of(first: date, last: date) -> Stretch:
    """The stretch from the first minute of a day to the last of another."""
    return first.toordinal() * DAY, last.toordinal() * DAY + DAY - 1


def when_said(day: Said) -> Stretch:
    """The stretch of a day, or of days, that a letter names."""
    return minutes_of(day.first, day.last)


def _is_end(told: Told) -> bool:
    """Whether it may be an end of a length of time: shown, theirs, or a day that was set."""
    return bool(told.item.proven) or not told.item.from_landlord or not told.own
