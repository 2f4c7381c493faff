"""The words around what is stated, and the entries that they are like or may be meant of."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from msgspec import Struct

from putright.core.claims.counts import number_of
from putright.core.claims.days import Said
from putright.core.claims.event import Event
from putright.core.claims.grammar import GOT, PLANNED, SMALL, TRIED
from putright.core.claims.ground import TRIES, Ground, channels_of, matching, settled
from putright.core.claims.lexicon import bare
from putright.core.claims.likeness import Likeness, Told, Weighed, stem
from putright.core.claims.reading import Sentence
from putright.core.claims.stated import Clause, Sort, Stated, clause_of
from putright.core.claims.voices import accounts, unshown
from putright.core.claims.ways import way_of
from putright.core.events.entry import HOUSEHOLD
from putright.core.timeline.items import Item

FADE = 0.88
"""So much less a word weighs with each word between it and what is stated."""
ACROSS = 0.55
"""So much less with each clause between."""
OURS = frozenset({"we", "i", "our", "my"})
YOURS = frozenset({"you", "your"})
_ABOUT = timedelta(days=7)


class Borne(Struct, frozen=True):
    """A stretch that the check read and the entries bear out; ``sure`` where by these alone."""

    start: int
    end: int
    items: tuple[Item, ...] = ()
    sure: bool = True
    event: int = 0
    sort: Sort = "day"


class Read(Struct, frozen=True):
    """A sentence as far as it was read; ``text`` is all of the text."""

    text: str
    sentence: Sentence
    parts: Sequence[Clause]
    events: Sequence[Event]
    stated: Sequence[Stated]


class Nearby:
    """The things stated in one sentence, with the words and acts around each."""

    def __init__(self, ground: Ground, likeness: Likeness, read: Read) -> None:
        """Take a sentence that was read, with what its words are held against."""
        self.ground, self.likeness, self.read = ground, likeness, read
        self.words = read.sentence.words
        self.owns = unshown(self.words)
        self.theirs = accounts(self.words)
        told = {at for one in read.events for at in (*range(one.start, one.end), one.head)}
        self.known = {stem(bare(self.words[at].text)) for at in told}
        self.unread = [one for one in read.stated if one.sort == "act" and one.event is None]

    def clause(self, one: Stated) -> Clause:
        """The clause in which it stands."""
        return clause_of(self.read.parts, one.first)

    def ranked(self, one: Stated) -> list[Weighed]:
        """The entries by how like the words and acts around they are."""
        acts = ((self.items(each), self.near_event(one, each)) for each in self.read.events)
        return self.likeness.weighed(self.weights(one), acts, self.known)

    def weights(self, one: Stated) -> dict[str, float]:
        """The stems of the words around, with what each weighs by its nearness."""
        found: dict[str, float] = {}
        for at, word in enumerate(self.words):
            text = bare(word.text)
            if text in SMALL or self._is_time(at) or number_of(text):
                continue
            key = stem(text)
            found[key] = max(found.get(key, 0.0), self._nearness(one, at))
        return found

    def _is_time(self, at: int) -> bool:
        return any(o.sort in ("day", "span") and o.first <= at < o.last for o in self.read.stated)

    def _nearness(self, one: Stated, at: int) -> float:
        near, far = (at, one.first) if at < one.first else (one.last - 1, at)
        across = sum(1 for part in self.read.parts[1:] if near < part.first <= far)
        return FADE ** max(0, far - near - 1) * ACROSS**across

    def near_event(self, one: Stated, event: Event) -> float:
        """What an act weighs by its nearness."""
        return max(self._nearness(one, event.start), self._nearness(one, event.end - 1))

    def items(self, event: Event) -> list[Item]:
        """The entries that an act may be meant of, with a record where they are ours."""
        who = event.who if event.row.theirs or event.row.channels else None
        return matching(self.ground, event.row, who, event.whom)

    def shown(self, event: Event) -> list[Item]:
        """Those of them that have a day, and where they are ours a record."""
        return [one for one in settled(self.items(event), event.row) if not one.undated]

    def nearest(self, one: Stated) -> Event | None:
        """The act told of last before it, or else first behind, where all between was read."""
        events = self.read.events
        before = [each for each in events if each.end <= one.first]
        behind = next((each for each in events if each.start >= one.last), None)
        near = before[-1] if before else behind
        if near is None or near.account:
            return None
        first, last = (near.end, one.first) if before else (one.last, near.start)
        if near.loose:
            clause = clause_of(self.read.parts, near.head)
            first, last = min(first, clause.first), max(last, clause.last)
        return None if any(first <= each.first < last for each in self.unread) else near

    def of_nearest(self, one: Stated, day: Said, how: str) -> list[Item]:
        """The entries of that day that the nearest act may be meant of."""
        near = self.nearest(one)
        if near is None:
            return []
        solid = [each for each in self.read.events if each.end <= one.first and not each.loose]
        return [
            item
            for each in (near, *(solid[-1:] if near.loose else []))
            for item in self.shown(each)
            if fits(told_of(item), day, how) and self.may_be(one, told_of(item))
        ]

    def may_be(self, one: Stated, told: Told) -> bool:
        """Whether an entry may be meant: shown, of the right side, by the way that is named."""
        item, clause = told.item, self.clause(one)
        texts = [bare(word.text) for word in self.words[clause.first : clause.last]]
        if not item.proven and item.from_landlord:
            return False
        if set(item.acts) <= TRIES and TRIED.isdisjoint(word.text for word in self.words):
            return False
        if _is_to_others(item) and ("to", "you") in pairwise(texts):
            return False
        if _is_ours(texts) and told.own and not item.from_landlord:
            return False
        ways = way_of(self.words, clause.first, clause.last)
        return not ways or not (by := channels_of(item)) or bool(by & ways)

    def is_of_other(self, one: Stated, told: Told) -> bool:
        """Whether an entry is of another day that the sentence names."""
        others = (each.day for each in self.read.stated if each is not one and each.day)
        return any(day.holds(told.first, told.last) for day in others)

    def is_planned(self, one: Stated) -> bool:
        """Whether the clause speaks of a day that something was set for."""
        clause = self.clause(one)
        words = self.words[clause.first : clause.last]
        texts = [word.text for word in words]
        return clause.moot or not PLANNED.isdisjoint(texts) or ("to", "be") in pairwise(texts)


def _is_to_others(item: Item) -> bool:
    return item.from_landlord and bool(item.to_sides) and item.to_sides.isdisjoint(HOUSEHOLD)


def _is_ours(texts: Sequence[str]) -> bool:
    """Whether the first that is named are we, and nothing says that it came to us."""
    whose = next((word for word in texts if word in OURS or word in YOURS), "")
    return whose in OURS and GOT.isdisjoint(texts)


def told_of(item: Item) -> Told:
    """An entry with its own days alone."""
    return Told(item, item.when.date, item.when.last_date, frozenset())


def fits(told: Told, day: Said, how: str) -> bool:
    """Whether the days of an entry are as a letter says: on, by, since or about a day."""
    if how in ("until", "as of"):
        return told.first <= day.last
    if how in ("since", "after"):
        return told.last >= day.first
    if how == "about":
        return told.first <= day.last + _ABOUT and told.last >= day.first - _ABOUT
    return day.holds(told.first, told.last)
