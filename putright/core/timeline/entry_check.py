"""Holds each entry of a case against the words it may use and against what it refers to."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Protocol

from putright.core.events.entry import Entry, Person
from putright.core.events.words import Words
from putright.core.timeline.items import BUILT_IN
from putright.core.timeline.timeline import when_of
from putright.core.workdays import parse_span

EARLIEST, LATEST = date(2015, 1, 1), date(2032, 12, 31)


class Collects(Protocol):
    """Whoever has entries checked: it knows the words and takes each fault."""

    words: Words

    def entry_fault(self, index: int, entry: Entry, key: str, what: str, mend: str) -> None:
        """Take one fault of one entry."""


class EntryChecker:
    """Holds every word and every reference of the entries against what exists."""

    def __init__(
        self,
        reader: Collects,
        people: list[Person],
        entries: list[Entry],
        heads: Iterable[str] = (),
    ) -> None:
        """Note what there is to refer to."""
        self.reader = reader
        self.words = reader.words
        self.people = {person.id for person in people} | set(BUILT_IN)
        self.sides = {**BUILT_IN, **{person.id: person.side for person in people}}
        self.entries = entries
        self.ids = {entry.id for entry in entries}
        self.heads = set(heads)
        self.points = {point.id for entry in entries for point in entry.points}
        self.pledges = {pledge.id for entry in entries for pledge in entry.pledges}

    def check(self) -> None:
        """Report every fault of every entry to the reader."""
        seen: set[str] = set()
        for index, entry in enumerate(self.entries):
            if entry.id in seen:
                self.reader.entry_fault(
                    index, entry, "id", "stands twice", "Give each entry an id of its own."
                )
            seen.add(entry.id)
            for key, what, mend in self._faults(entry):
                self.reader.entry_fault(index, entry, key, what, mend)

    def _faults(self, entry: Entry) -> Iterator[tuple[str, str, str]]:
        yield from self._time(entry)
        yield from self._words(entry)
        yield from self._actors(entry)
        yield from self._inside(entry)
        yield from self._level(entry)
        yield from self._named(entry)

    def _named(self, entry: Entry) -> Iterator[tuple[str, str, str]]:
        """Entries, promises and people that it names and that are not there."""
        for key, used in self._references(entry):
            for word in used:
                if word and word not in self.ids:
                    yield key, f"names {word!r}, which is no entry", "Use the id of an entry."
        for key in ("keeps", "drops"):
            for word in getattr(entry, key):
                if word not in self.pledges:
                    yield (
                        key,
                        f"names {word!r}, which is no promise, want or order",
                        "Use one's id.",
                    )
        for key, keys in (
            ("by", (entry.by,)), ("to", entry.to), ("against", entry.against),
            ("victims", entry.victims), ("about_staff", entry.about_staff),
        ):  # fmt: skip
            for word in keys:
                if word not in self.people:
                    yield key, f"{word!r} is nobody in the case", "Add a [[person]] with that id."

    def _time(self, entry: Entry) -> Iterator[tuple[str, str, str]]:
        given = [k for k in ("on", "at", "between") if getattr(entry, k) is not None]
        if len(given) > 1:
            yield given[1], f"stands beside {given[0]}", "Give one of on, at, between."
        if not given and not entry.told_in:
            yield (
                "on", "is missing", "Say when it happened, or told_in which entry it is known from."
            )  # fmt: skip
        if entry.between and entry.between[0] > entry.between[1]:
            yield "between", "ends before it begins", "Put the earlier day first."
        strays = [(key, day) for key, day in _days(entry) if not EARLIEST <= day <= LATEST]
        for key, day in strays:
            mend = f"Use a day from {EARLIEST} to {LATEST}, for which there are bank holidays."
            yield key, f"{day} cannot be counted from", mend
        if strays:
            return
        yield from self._spans(entry)
        if not entry.does:
            yield "does", "is empty", "Name at least one act."
        try:
            happened, written = when_of(entry), entry.recorded_on
        except ValueError as error:
            yield "at", "is no moment", str(error)
            return
        if happened and written and written.toordinal() < happened.day:
            yield "recorded_on", "is before it happened", "Put the day it was written down."

    def _spans(self, entry: Entry) -> Iterator[tuple[str, str, str]]:
        """Times that are written out: a rhythm agreed, the time of a promise."""
        pledges = entry.pledges
        for key, text in (("every", entry.every), *(("within", p.within) for p in pledges)):
            try:
                if text:
                    parse_span(text)
            except ValueError as error:
                yield key, f"says {text!r}", str(error)

    def _inside(self, entry: Entry) -> Iterator[tuple[str, str, str]]:
        """What the parts of an entry name: headings, points, promises, acts."""
        pledges = entry.pledges
        named = [("repeats", p.repeats, self.pledges, "no promise, want or order") for p in pledges]
        named += [("does", act, set(self.words.acts), "no act") for p in pledges for act in p.does]
        if self.points:
            named += [("point", d.point, self.points, "no point raised") for d in entry.decides]
        if self.heads:
            heads = [*(o.head for o in entry.offers), *(p.head for p in pledges)]
            named += [("head", head, self.heads, "no heading of the case") for head in heads]
        for key, word, known, what in named:
            if word and word not in known:
                yield key, f"names {word!r}, which is {what}", _nearest(word, known)

    def _words(self, entry: Entry) -> Iterator[tuple[str, str, str]]:
        words = self.words
        checks: tuple[tuple[str, Iterable[str], Mapping[str, Any]], ...] = (
            ("does", entry.does, words.acts),
            ("kinds", entry.kinds, words.kinds),
            ("channel", (entry.channel,) if entry.channel else (), words.channels),
            ("contains", entry.contains, words.contents),
            ("gives", entry.gives, words.contents),
            ("about", entry.about, words.abouts),
            ("evidence", (each.kind for each in entry.evidence), words.evidence),
            ("held_up_by", (entry.held_up_by,) if entry.held_up_by else (), words.hold_ups),
            ("level", (entry.level,) if entry.level else (), dict.fromkeys(words.levels)),
            ("facts", entry.facts, words.facts),
            ("claims", (c.did for c in entry.claims if c.did), {**words.acts, **words.steps}),
            ("claims", (c.none for c in entry.claims if c.none), words.acts),
        )
        for key, used, known in checks:
            for word in used:
                if word not in known:
                    yield key, f"{word!r} is not a word it knows", _nearest(word, known)

    def _level(self, entry: Entry) -> Iterator[tuple[str, str, str]]:
        """A level without an assessment changes nothing (semantics 10)."""
        if entry.level and "asb.risk_assessed" not in entry.does:
            mend = "Give it on an asb.risk_assessed; a report's level comes from its kinds."
            yield "level", "stands on an act that sets none", mend

    def _actors(self, entry: Entry) -> Iterator[tuple[str, str, str]]:
        """An act that only one side can do is done by nobody else; others are left open."""
        side = self.sides.get(entry.by)
        for name in entry.does:
            act = self.words.acts.get(name)
            if act and side and len(act.by) == 1 and side not in act.by:
                yield (
                    "by", f"says that the {side} did {name!r}, an act of the {act.by[0]}",
                    f"Name who of the {act.by[0]} did it, or another act.",
                )  # fmt: skip

    def _references(self, entry: Entry) -> Iterator[tuple[str, Iterable[str]]]:
        yield "told_in", entry.told_in
        yield "answers", entry.answers
        yield "replies_to", entry.replies_to
        yield "disputes", entry.disputes
        yield "contradicts", entry.contradicts
        yield "repeats", (entry.repeats,)
        yield "passes_on", (entry.passes_on,)
        yield "corrects", (entry.corrects,)
        yield "claims", (claim.of for claim in entry.claims)
        yield "promises", (pledge.after for pledge in entry.promises)
        for count in entry.counts:
            yield "counts", (count.start, count.end)


def _days(entry: Entry) -> Iterator[tuple[str, date]]:
    """Every day on which an entry says that it happened or was written down, with its key."""
    for key in ("on", "recorded_on"):
        if (day := getattr(entry, key)) is not None:
            yield key, day
    for key in ("at", "recorded_at"):
        if (moment := getattr(entry, key)) is not None:
            yield key, moment.date()
    for day in entry.between or ():
        yield "between", day


def _nearest(word: str, known: Iterable[str]) -> str:
    listed = sorted(known)
    near = difflib.get_close_matches(word, listed, n=3, cutoff=0.4)
    if near:
        return f"Did you mean {' or '.join(near)}?"
    return f"Use one of: {', '.join(listed[:12])}."
