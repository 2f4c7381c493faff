"""The timeline: every entry of a case in order, with its evidence state and its indexes.

Two views: ``as_of`` a day (what had happened by then, whenever it was written down) and
``known_by`` a minute (what was in the books by then).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from msgspec.structs import replace

from putright.core.events.entry import Entry, Person
from putright.core.events.words import Words
from putright.core.timeline.defaults import with_defaults
from putright.core.timeline.items import Item, in_order, proven_acts
from putright.core.timeline.since import Shelves
from putright.core.workdays import When, day_end, day_of, when_at, when_between, when_on

UNTOLD = date(1970, 1, 1)
"""Where an undated entry stands whose teller is not in the books."""

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
        self.by_act = _by_act(self.items)
        self.shelves = Shelves(self.items)
        self.bars_channels = any(person.cannot_use for person in people.values())

    @cached_property
    def starting(self) -> list[Item]:
        """Items that can set a duty going, in order."""
        return [item for item in self.items if item.can_start]

    @cached_property
    def counting(self) -> tuple[Item, ...]:
        """Items in which somebody gave a count of days."""
        return tuple(item for item in self.items if item.entry.counts)

    @cached_property
    def agreeing(self) -> tuple[Item, ...]:
        """Items in which a rhythm of contact was agreed."""
        return tuple(item for item in self.items if item.entry.every)

    @cached_property
    def _starting_by_act(self) -> dict[str, list[Item]]:
        return _by_act(self.starting)

    def doing(self, acts: Iterable[str]) -> list[Item]:
        """Items that do any of these acts, in order."""
        return _of_acts(self.by_act, tuple(acts))

    def standing(self, *acts: str) -> list[Item]:
        """Items that do any of these acts and that no later one struck out, in order."""
        return [item for item in self.doing(acts) if not item.struck_by]

    def starting_by(self, acts: tuple[str, ...]) -> list[Item]:
        """Items that can set a duty going and do any of these acts, in order."""
        return _of_acts(self._starting_by_act, acts)

    def as_of(self, day: date) -> "Timeline":
        """What had happened by the end of ``day``; what is known of it is kept (semantics 25)."""
        end = day_end(day.toordinal())
        return Timeline(
            [item for item in self.items if item.when.first <= end], self.people, self.words
        )

    def known_by(self, minute: int) -> "Timeline":
        """What was in the books by that minute, with the evidence that could be shown by then."""
        day = date.fromordinal(day_of(minute))
        written = sorted(self.items, key=lambda item: item.number)
        return build_timeline(
            [_shown_by(item.entry, day) for item in written if item.known <= minute],
            people=self.people.values(),
            words=self.words,
        )


def _by_act(items: Iterable[Item]) -> dict[str, list[Item]]:
    by_act: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        for act in item.acts:
            by_act[act].append(item)
    return dict(by_act)


def _of_acts(by_act: dict[str, list[Item]], acts: tuple[str, ...]) -> list[Item]:
    if len(acts) == 1:
        return by_act.get(acts[0], [])
    found = {item.number: item for act in acts for item in by_act.get(act, ())}
    return sorted(found.values(), key=in_order)


def _shown_by(entry: Entry, day: date) -> Entry:
    """The entry with only the evidence that had been received by that day."""
    if all(each.received is None or each.received <= day for each in entry.evidence):
        return entry
    kept = tuple(e for e in entry.evidence if e.received is None or e.received <= day)
    return replace(entry, evidence=kept)


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
    items.sort(key=in_order)
    _mark_disputes(items, placed)
    _strike(items, placed, words)
    return Timeline(items, known_people, words)


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
    given = when_of(entry)
    when = given or _told_when(entry, by_id, frozenset())
    item = Item(entry=entry, number=number, when=when, known=_known(entry, by_id), people=people)
    item.undated = given is None
    return item


def _told_when(entry: Entry, by_id: dict[str, Entry], seen: frozenset[str]) -> When:
    """The moment of the first entry that tells of an undated one, however many tellings away."""
    seen |= {entry.id}
    tellers = [by_id[key] for key in entry.told_in if key in by_id and key not in seen]
    told = [when_of(teller) or _told_when(teller, by_id, seen) for teller in tellers]
    return min(told, default=when_on(UNTOLD))


def _known(entry: Entry, by_id: dict[str, Entry], seen: frozenset[str] = frozenset()) -> int:
    """When it came into the books: written down, else told of, else as it happened."""
    if entry.recorded_at is not None:
        return when_at(entry.recorded_at).first
    if entry.recorded_on is not None:
        return when_on(entry.recorded_on).first
    when = when_of(entry)
    seen |= {entry.id}
    tellers = [by_id[key] for key in entry.told_in if key in by_id and key not in seen]
    if tellers and not entry.evidence:
        told = min(_known(teller, by_id, seen) for teller in tellers)
        return max(told, when.first) if when else told
    return when.first if when else when_on(UNTOLD).first


def _judge(item: Item, placed: dict[str, Item], words: Words) -> None:
    """What it proves, who says so, and whether the landlord says it against itself.

    A note written down late is no proof; it is the landlord's word (semantics 26).
    """
    entry = item.entry
    late = _noted_late(entry, item.when) and not _notes_the_same(item, placed)
    item.proven = proven_acts(entry, item=item, late_note=late, words=words)
    tellers = {placed[key].by_side for key in entry.told_in if key in placed}
    if late and any(evidence.kind == "note" for evidence in entry.evidence):
        tellers.add("landlord")
    item.claimed_by = frozenset(tellers or {item.by_side})
    item.admitted = not item.from_landlord and "landlord" in tellers and not item.proven


def _strike(items: list[Item], placed: dict[str, Item], words: Words) -> None:
    """What was corrected, or is denied by better evidence, stays and counts no more (semantics 26).

    The landlord's correction of its own act needs no proof: it speaks against itself. What others
    did is corrected only by the thing itself, so that no note moves a report.
    """
    for item in items:
        denied = item.entry.contradicts if item.is_settled else ()
        for key in (item.entry.corrects, *denied):
            struck = placed.get(key)
            if struck is None or struck is item:
                continue
            shown = any("itself" in words.evidence.get(e.kind, ()) for e in item.entry.evidence)
            if struck.from_landlord or shown:
                struck.struck_by = item.id
                struck.proven = frozenset()
                struck.admitted = False


def _noted_late(entry: Entry, when: When) -> bool:
    if entry.recorded_at is not None:
        noted = when_at(entry.recorded_at).day
    elif entry.recorded_on is not None:
        noted = entry.recorded_on.toordinal()
    else:
        return False
    return noted - when.last_day > NOTE_IS_LATE_AFTER_DAYS


def _notes_the_same(item: Item, placed: dict[str, Item]) -> bool:
    """Whether it only words anew what a note made at the time says: the same acts, then."""
    first = placed.get(item.entry.corrects)
    return (
        first is not None
        and first is not item
        and (first.acts, first.when, first.entry.by) == (item.acts, item.when, item.entry.by)
        and not _noted_late(first.entry, first.when)
    )


def _mark_disputes(items: list[Item], placed: dict[str, Item]) -> None:
    for item in items:
        for key in item.entry.disputes:
            if disputed := placed.get(key):
                disputed.disputed_by = (*disputed.disputed_by, item.id)
