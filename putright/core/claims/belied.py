"""What the entries surely deny though its verb was not read: a day, a length of time, a number."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from msgspec import Struct

from putright.core.claims.counts import number_of
from putright.core.claims.days import Said
from putright.core.claims.grammar import (
    COLLEAGUES,
    COUNTED,
    HAPPENED,
    IN_ALL,
    INSIDE,
    LATE,
    LISTED,
    NEAR,
    ON_TOP,
    OTHERS,
    RAISED,
    SET,
    SMALL,
    STANDING,
    WENT_THERE,
)
from putright.core.claims.ground import TRIES, Ground
from putright.core.claims.lengths import Length, length_of, units_of
from putright.core.claims.lexicon import bare
from putright.core.claims.likeness import PLEDGED, Told, Weighed, stem
from putright.core.claims.marking import in_words, named
from putright.core.claims.nearby import OURS, YOURS, fits
from putright.core.claims.spans import SHOWN, Spans, Stretch, minutes_of, when_of, when_said
from putright.core.claims.stated import Stated
from putright.core.claims.subjects import REPORTED
from putright.core.timeline.items import Item

KNOWN_SHARE, KNOWN_LEAST = 0.3, 1.0
"""So much of the words, and so much in all, the likest entry must bear to know what is meant."""
FAR_LIKE = 0.6
"""So nearly as like the words an entry before "by" a day must be to be meant of it."""
NEAR_BY = 0.8
"""Every entry so nearly as like the words as the likest may be what was late."""
STAY = "move.stay"
STOOD = 5
"""So few words before "since" a day say how something has been."""
WIDE = 0.35
"""Every entry so nearly as like the words as the likest may be an end of a length of time."""
MANY, MANY_ENDS = 30, 80
"""Of more entries or moments than these nobody can say which are meant."""


class Denial(Struct, frozen=True):
    """Why something stated is surely wrong, with the entries that say so."""

    kind: str
    says: str
    items: tuple[Item, ...] = ()


class Belied(Spans):
    """The things stated in one sentence that no entry can bear out, however they are read."""

    def denial(self, one: Stated) -> Denial | None:
        """Why it is surely wrong; None where a person has to look."""
        if self.owns or self.clause(one).denied:
            return None
        if one.sort == "number":
            return self._of_number(one)
        if self.is_theirs(one) or (one.sort == "day" and self._is_to_be(one)):
            return None
        if one.sort == "day":
            return self._of_day(one)
        return self._of_span(one) if one.sort == "span" else None

    def is_theirs(self, one: Stated) -> bool:
        """Whether it stands in what somebody told us."""
        return any(first < one.first < last for first, last in self.theirs)

    def _is_to_be(self, one: Stated) -> bool:
        """Whether it is in a list of what will be done, or of what somebody is to do."""
        clause = self.clause(one)
        if one.dated is not None and one.dated.how == "until":
            return any(word.text == "to" for word in self.words[clause.first : one.first])
        return not clause.past and not self.is_standing(one)

    # --- days

    def _of_day(self, one: Stated) -> Denial | None:
        day, dated = one.day, one.dated
        if day is None or dated is None or dated.account or day.wrong or self._is_set(one):
            return None
        how = "until" if dated.how == "since" and self.is_standing(one) else dated.how
        if how not in ("on", "until") or (day.relative and not self._is_near(one)):
            return None
        if day.last < min(each.first for each in self.likeness.told):  # before the case began
            return None
        own = [each for each in self.ranked(one) if each.told.own and self.may_be(one, each.told)]
        if not own or not _is_known(own[0]) or self._is_done_by_others(one, own[0].told.item):
            return None
        if any(fits(each.told, day, how) for each in own if _is_rival(each, own[0], how)):
            return None
        named_by = bool(one.first) and self.words[one.first - 1].text in ("of", "dated")
        on = [each for each in self.likeness.told if fits(each, day, "on")]
        if how == "on" and any(_may_tell(each) or (named_by and each.own) for each in on):
            return None
        likest = tuple(each.told.item for each in own[:SHOWN])
        says = (f"No entry with a record is of {_in_words(day, self.read.text)}. "
                f"The likest: {named(self.ground, likest[:1])}.")  # fmt: skip
        return Denial("date", says, likest)

    def is_standing(self, one: Stated) -> bool:
        """Whether it tells how something has been since it was done: "it has been up since"."""
        words = {word.text for word in self.words[max(0, one.first - STOOD) : one.first]}
        led = [word.text for word in self.words[max(0, one.first - 3) : one.first]]
        return "been" in words and (
            led == ["been", "in", "since"] or not words.isdisjoint(STANDING)
        )

    def _is_set(self, one: Stated) -> bool:
        """Whether the day may be one that was only set or told, or that of what happened."""
        clause = self.clause(one)
        words = {word.text for word in self.words[clause.first : one.first]}
        behind = {word.text for word in self.words[one.last : clause.last]}
        if clause.moot or not words.isdisjoint(SET | HAPPENED) or not behind.isdisjoint(SET):
            return True
        led = {word.text for word in self.words[max(0, clause.first - 4) : clause.first]}
        return not led.isdisjoint(SET) or self._is_within(clause.first, one.first)

    def _is_within(self, first: int, last: int) -> bool:
        """Whether it was said to somebody of our own: "I spoke to the officer"."""
        texts = [word.text for word in self.words[first:last]]
        return any(
            one in ("to", "with") and not COLLEAGUES.isdisjoint(texts[at + 1 : at + 3])
            for at, one in enumerate(texts)
        )

    def _is_done_by_others(self, one: Stated, item: Item) -> bool:
        """Whether it tells of what others did, and the likest entry of what we did."""
        clause = self.clause(one)
        texts = [bare(word.text) for word in self.words[clause.first : clause.last]]
        whose = next((word for word in texts if word in OTHERS | OURS | YOURS), "")
        return whose in OTHERS and (item.from_landlord or not WENT_THERE.isdisjoint(texts))

    def _is_near(self, one: Stated) -> bool:
        """Whether it is told by a weekday or from the letter's own day: "yesterday"."""
        words = {word.text for word in self.words[one.first : one.last]}
        return not words.isdisjoint(NEAR)

    # --- lengths of time

    def _of_span(self, one: Stated) -> Denial | None:
        said = self.read.text[one.start : one.end].lower()
        behind = [word.text for word in self.words[one.last : one.last + 2]]
        is_of = behind[:1] == ["of"] and behind[-1] not in YOURS and not behind[-1].endswith("ing")
        if is_of or (one.first and self.words[one.first - 1].text == "all"):
            return self._of_sheets(one, units_of(said))
        length = length_of(said)
        if length is None or not self.clause(one).past or self._is_part(one):
            return None
        ranked = self.ends(one)
        if not ranked or ranked[0].share < KNOWN_SHARE:
            return None
        if late := self._of_late(one, ranked, length):
            return late
        wide = [each for each in ranked if each.score >= WIDE * ranked[0].score]
        is_stay = any(_is_stay(each.told.item) for each in wide)
        if len(wide) > MANY or (self._is_given(one, said) and not is_stay):
            return None
        ends = {*self._ends(one, wide, length)}
        if len(ends) > MANY_ENDS or _any_lies(ends, length):
            return None
        items = _once(each.told.item for each in wide)
        says = f"No two entries that may be meant lie so far apart: {named(self.ground, items)}."
        return Denial("date", says, items)

    def _of_late(self, one: Stated, ranked: Sequence[Weighed], length: Length) -> Denial | None:
        """ "Three days after the date in your plan": held against the days by which it was due."""
        clause = self.clause(one)
        texts = {stem(bare(word.text)) for word in self.words[clause.first :]}
        if texts.isdisjoint(LATE) or any(each.day for each in self.read.stated):
            return None
        near = [
            each for each in ranked if each.told.own and each.score >= NEAR_BY * ranked[0].score
        ]
        due = [(each.told.item, when) for each in near for when in self.due(each.told.item)]
        if not due or near[0].told.item is not due[0][0]:
            return None
        if any(length.lies(*sorted((when_of(item), when))) for item, when in due):
            return None
        items = _once(item for item, _when in due)
        says = f"It was not so long after the day that was set: {named(self.ground, items)}."
        return Denial("date", says, items)

    def _of_sheets(self, one: Stated, told: str) -> Denial | None:
        """ "Twenty-one days of diary sheets", where the entry tells of fourteen."""
        unit, ranked = told.partition(" ")[2], [each for each in self.ranked(one) if each.told.own]
        near = (each for each in ranked if each.score >= FAR_LIKE * ranked[0].score)
        counted = (each for each in near if any(_counts(key, unit) for key in each.told.stems))
        best = next(counted, None)
        if best is None or best.share < KNOWN_SHARE:
            return None
        item = best.told.item
        says = f"The entry tells of another number: {named(self.ground, [item])}."
        return Denial("count", says, (item,))

    def _is_given(self, one: Stated, said: str) -> bool:
        """Whether it is how long something is to last: "an order for two years"."""
        led = self.words[one.first - 1].text if one.first else ""
        return "for" in (led, said.partition(" ")[0]) or "-" in said

    def _is_part(self, one: Stated) -> bool:
        """Whether it is a stretch in which something was done, or so long again."""
        led = {word.text for word in self.words[max(0, one.first - 2) : one.first + 1]}
        return not led.isdisjoint(INSIDE | ON_TOP)

    def _ends(self, one: Stated, wide: Sequence[Weighed], length: Length) -> Iterator[Stretch]:
        """When that was which may be meant: the likest entries, what they answer, days named."""
        for each in wide:
            told = each.told
            yield when_of(told.item) if length.minutes else minutes_of(told.first, told.last)
            yield from (when_of(item) for item in self.linked(told.item))
            yield from self.due(told.item)
        yield from (when_of(item) for item in self._of_same(wide[0].told.item))
        for event in self.read.events:
            yield from (when_of(item) for item in self.shown(event))
        for day in (each.day for each in self.read.stated if each.day):
            yield when_said(day)
        yield minutes_of(self.ground.on, self.ground.on)

    def _of_same(self, item: Item) -> Iterator[Item]:
        """What is of the same complaint, or passed between us and the same agency."""
        them = _agency(item, self.ground)
        for other in self.ground.items:
            alike = item.entry.complaint and other.entry.complaint == item.entry.complaint
            if not other.undated and (alike or (them and _agency(other, self.ground) == them)):
                yield other

    # --- numbers

    def _of_number(self, one: Stated) -> Denial | None:
        number, things = self.number_of_what(one)
        if number is None or not things:
            return None
        if things[0] == "incident" and (denial := self._of_incidents(number)):
            return denial
        thing, told = self._tally(things[:2])
        numbers = {int(key.partition(" ")[0]) for key in told}
        if not numbers or number in _sums(numbers):
            return None
        if number < max(numbers) and not self._is_of_all(one, thing):
            return None
        places = [at for key in told for at in self.likeness.by_stem[key]]
        items = _once(self.likeness.told[at].item for at in places)
        says = f"The entries tell of another number: {named(self.ground, items)}."
        return Denial("count", says, items)

    def _is_of_all(self, one: Stated, thing: str) -> bool:
        """Whether all that were raised are meant, and not some of them."""
        words = {word.text for word in self.words}
        some = not words.isdisjoint(IN_ALL) or self.words[one.last].text == "of"
        return thing in LISTED and not some and not words.isdisjoint(RAISED)

    def _of_incidents(self, number: int) -> Denial | None:
        """Twice as many incidents as anybody reported."""
        told = tuple(
            item for item in self.ground.items if REPORTED in item.acts and not item.is_apart
        )
        if not told or number < 2 * len(told) or number < len(told) + 2:
            return None
        says = f"The entries tell of fewer reports: {named(self.ground, told[:SHOWN])}."
        return Denial("count", says, told[:SHOWN])

    def _tally(self, things: Iterable[str]) -> tuple[str, list[str]]:
        """The first of the things of which any entry tells a number, with those numbers."""
        for thing in things:
            if told := [key for key in self.likeness.by_stem if _counts(key, thing)]:
                return thing, told
        return "", []

    def number_of_what(self, one: Stated) -> tuple[int | None, list[str]]:
        """A number, with the stems of what may be counted behind it."""
        word = self.words[one.first].text
        behind = (each.text for each in self.words[one.last : one.last + 4])
        things = [stem(each) for each in behind if each not in SMALL]
        return COUNTED.get(word, number_of(word)), things


def _once(items: Iterable[Item]) -> tuple[Item, ...]:
    """The first of them to be shown, each once."""
    return tuple({item.id: item for item in items}.values())[:SHOWN]


def _in_words(day: Said, text: str) -> str:
    return text[day.start : day.end] if day.whole else in_words(day.first)


def _counts(key: str, thing: str) -> bool:
    number, _space, what = key.partition(" ")
    return what == thing and number.isdecimal()


def _sums(numbers: Iterable[int]) -> set[int]:
    """Every number that some of them add up to."""
    found = {0}
    for one in numbers:
        found |= {one + each for each in found}
    return found - {0}


def _any_lies(ends: Iterable[Stretch], length: Length) -> bool:
    return any(length.lies(*sorted(two)) for two in combinations(ends, 2))


def _is_known(best: Weighed) -> bool:
    return best.share >= KNOWN_SHARE and best.score >= KNOWN_LEAST


def _is_rival(one: Weighed, best: Weighed, how: str) -> bool:
    """Whether it may be the entry meant: any of the very day, but of "by" a day only a like one."""
    return how == "on" or one.score >= FAR_LIKE * best.score


def _agency(item: Item, ground: Ground) -> str:
    """The agency that an entry is by or to; "" where there is none."""
    people = ground.timeline.people
    keys = (item.entry.by, *item.entry.to)
    return next((key for key in keys if key in people and people[key].side == "agency"), "")


def _is_stay(item: Item) -> bool:
    return any(act.startswith(STAY) for act in item.acts)


def _may_tell(told: Told) -> bool:
    """Whether it may bear out a day in another way: a day named inside it, or an attempt."""
    if told.own:
        return set(told.item.acts) <= TRIES and bool(told.item.proven)
    return not told.stems >= PLEDGED
