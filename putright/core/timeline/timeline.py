"""The timeline: every entry of a case in order, with its evidence state and its indexes.

Two views: ``as_of`` a day (what had happened by then, whenever it was written down) and
``known_by`` a minute (what was in the books by then).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from putright.core.events.entry import Entry, Person
from putright.core.events.words import Words
from putright.core.timeline.defaults import with_defaults
from putright.core.timeline.items import Item, proven_acts
from putright.core.workdays import When, day_end, when_at, when_between, when_on

NOTE_IS_LATE_AFTER_DAYS = 7
"""A note written down more than a week later is a memory, not a record (semantics 26)."""


class Timeline:
    """Items in order of when they happened, then of their place in the file."""

    def __init__(self, items: Sequence[Item], people: dict[str, Person], words: Words) -> None:
        """Index the items by id and by act."""
        self.items = tuple(items)
        self.people = people
        self.words = words
        self.by_id = {item.id: item for item in self.items}
        by_act: dict[str, list[Item]] = defaultdict(list)
        for item in self.items:
            for act in item.acts:
                by_act[act].append(item)
        self.by_act = dict(by_act)

    def doing(self, acts: Iterable[str]) -> list[Item]:
        """Items that do any of these acts, in order."""
        acts = tuple(acts)
        if len(acts) == 1:
            return self.by_act.get(acts[0], [])
        found = {item.number: item for act in acts for item in self.by_act.get(act, ())}
        return sorted(found.values(), key=_order)

    def as_of(self, day: date) -> "Timeline":
        """What had happened by the end of ``day``; what is known of it is kept (semantics 25)."""
        end = day_end(day.toordinal())
        return Timeline(
            [item for item in self.items if item.when.first <= end], self.people, self.words
        )

    def known_by(self, minute: int) -> "Timeline":
        """What was in the books by that minute, with the evidence judged from those alone."""
        return build_timeline(
            [item.entry for item in self.items if item.known <= minute],
            people=self.people.values(),
            words=self.words,
        )


def build_timeline(entries: Iterable[Entry], *, people: Iterable[Person], words: Words) -> Timeline:
    """Place entries in time, judge their evidence, and sort them.

    An undated entry (``told_in`` only) stands at the moment of its first teller: it happened some
    day before, and that is the only day anybody can show.
    """
    known_people = {person.id: person for person in people}
    listed = with_defaults(entries, known_people)
    by_id = {entry.id: entry for entry in listed}
    items = [
        _place(entry, number, by_id, known_people) for number, entry in enumerate(listed, start=1)
    ]
    placed = {item.id: item for item in items}
    for item in items:
        _judge(item, placed, words)
    _mark_disputes(items, placed)
    items.sort(key=_order)
    return Timeline(items, known_people, words)


def _order(item: Item) -> tuple[int, int, str]:
    return (item.when.first, item.when.last, item.id)


def when_of(entry: Entry) -> When | None:
    """When an entry happened, as a range of minutes; None where no day is given at all."""
    if entry.at is not None:
        return when_at(entry.at)
    if entry.on is not None:
        return when_on(entry.on)
    if entry.between is not None:
        return when_between(*entry.between)
    return None


def _place(entry: Entry, number: int, by_id: dict[str, Entry], people: dict[str, Person]) -> Item:
    tellers = [by_id[key] for key in entry.told_in if key in by_id]
    told = [when for teller in tellers if (when := when_of(teller)) is not None]
    when = when_of(entry) or (min(told) if told else when_on(date(1970, 1, 1)))
    item = Item(
        entry=entry, number=number, when=when, known=_known(entry, when, told), people=people
    )
    item.undated = when_of(entry) is None
    return item


def _known(entry: Entry, when: When, told: list[When]) -> int:
    if entry.recorded_at is not None:
        return when_at(entry.recorded_at).first
    if entry.recorded_on is not None:
        return when_on(entry.recorded_on).first
    if told and not entry.evidence:
        return max(min(moment.first for moment in told), when.first)
    return when.first


def _judge(item: Item, placed: dict[str, Item], words: Words) -> None:
    entry = item.entry
    item.proven = proven_acts(
        entry,
        written=item.written,
        from_landlord=item.from_landlord,
        late_note=_noted_late(entry, item.when),
        words=words,
    )
    tellers = {placed[key].by_side for key in entry.told_in if key in placed}
    item.claimed_by = frozenset(tellers or {item.by_side, "landlord"} & {"landlord"})
    item.admitted = not item.from_landlord and "landlord" in tellers and not item.proven


def _noted_late(entry: Entry, when: When) -> bool:
    if entry.recorded_at is not None:
        noted = when_at(entry.recorded_at).day
    elif entry.recorded_on is not None:
        noted = entry.recorded_on.toordinal()
    else:
        return False
    return noted - when.last_day > NOTE_IS_LATE_AFTER_DAYS


def _mark_disputes(items: list[Item], placed: dict[str, Item]) -> None:
    for item in items:
        for key in item.entry.disputes:
            if disputed := placed.get(key):
                disputed.disputed_by = (*disputed.disputed_by, item.id)
