"""A case as a file: header, people, headings and entries, read from TOML with every fault named."""

import difflib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

import msgspec
from msgspec import Struct, field

from putright.core.events.entry import Entry, Person
from putright.core.events.faults import Fault, FileFault, Lines, explain
from putright.core.events.words import Words
from putright.core.timeline.items import BUILT_IN
from putright.core.timeline.timeline import Timeline, build_timeline, when_of

EARLIEST, LATEST = date(2015, 1, 1), date(2032, 12, 31)


class Impact(Struct, frozen=True, forbid_unknown_fields=True):
    """The band of impact on the resident that a person chose for a heading: who, and when."""

    band: str
    by: str
    on: date


class Heading(Struct, frozen=True, forbid_unknown_fields=True):
    """A heading of complaint, with the areas of rule that fall under it."""

    id: str
    title: str
    areas: tuple[str, ...]
    impact: Impact | None = None


class LeftOut(Struct, frozen=True, forbid_unknown_fields=True):
    """A matter outside what is judged, from a day on, and why."""

    about: tuple[str, ...]
    why: str
    start: date | None = field(default=None, name="from")
    refs: tuple[str, ...] = ()


class Header(Struct, frozen=True, forbid_unknown_fields=True):
    """What a case file is of: title, landlord's pack, the day audited, and what is judged."""

    id: str
    title: str
    landlord: str
    source: str = ""
    as_of: date | None = None
    judged_to: date | None = None
    leaves_out: tuple[LeftOut, ...] = ()


class CaseFile(Struct, frozen=True):
    """A case file as read; nothing in it is a verdict."""

    header: Header
    people: tuple[Person, ...]
    headings: tuple[Heading, ...]
    entries: tuple[Entry, ...]

    def timeline(self, words: Words) -> Timeline:
        """Its entries as a timeline."""
        return build_timeline(self.entries, people=self.people, words=words)

    @property
    def audit_day(self) -> date:
        """The day that the file names, else the day of its last entry; never today."""
        if self.header.as_of is not None:
            return self.header.as_of
        last = max((when.last_day for e in self.entries if (when := when_of(e))), default=1)
        return date.fromordinal(last)


_LISTS = {
    "does", "to", "about", "refs", "told_in", "disputes", "contradicts", "answers", "replies_to",
    "keeps", "kinds", "against", "victims", "asks", "gives", "contains", "advice", "about_staff",
    "admits", "areas", "serves", "needs", "trained", "cannot_use", "prefers",
}  # fmt: skip
_TABLES = {"case", "person", "heading", "entry"}


def tidy(raw: Any) -> Any:
    """The same entry with a lone word made a list where a list is wanted; evidence by its kind."""
    if isinstance(raw, list):
        return [tidy(each) for each in raw]
    if not isinstance(raw, dict):
        return raw
    tidied: dict[str, Any] = {}
    for key, value in raw.items():
        if key == "facts":
            tidied[key] = value
        elif key in _LISTS and isinstance(value, str):
            tidied[key] = [value]
        elif key == "evidence":
            listed = value if isinstance(value, list) else [value]
            tidied[key] = [{"kind": each} if isinstance(each, str) else each for each in listed]
        elif isinstance(value, dict) and key == "in_force":
            tidied[key] = value
        else:
            tidied[key] = tidy(value)
    return tidied


def read_case(name: str, text: str, *, words: Words) -> CaseFile:
    """A case from the text of its file.

    Raises ``FileFault`` with every fault found, each with its line, field and mend.
    """
    reader = _Reader(name, text, words)
    return reader.case()


class _Reader:
    """Reads one case file and collects its faults."""

    def __init__(self, name: str, text: str, words: Words) -> None:
        self.name = name
        self.words = words
        self.faults: list[Fault] = []
        self.lines = Lines(text)
        try:
            self.data: dict[str, Any] = tomllib.loads(text, parse_float=Decimal)
        except tomllib.TOMLDecodeError as error:
            fault = Fault(0, "file", f"is not TOML: {error}", "Mend the line it names.")
            raise FileFault(name, [fault]) from error

    def case(self) -> CaseFile:
        for table in sorted(set(self.data) - _TABLES):
            known = ", ".join(sorted(_TABLES))
            self._fault("", 0, table, "is no table of a case file", f"Use: {known}.")
        if "case" not in self.data:
            self._fault("case", 0, "case", "is missing", "Begin the file with a [case] table.")
        header = self._one("case", 0, self.data.get("case", {}), Header)
        people = self._all("person", Person)
        headings = self._all("heading", Heading)
        entries = self._all("entry", Entry)
        EntryChecker(self, people, entries).check()
        if self.faults or header is None:
            raise FileFault(self.name, self.faults)
        return CaseFile(
            header=header, people=tuple(people), headings=tuple(headings), entries=tuple(entries)
        )

    def _all(self, table: str, kind: type[Any]) -> list[Any]:
        found = [
            self._one(table, index, raw, kind) for index, raw in enumerate(self.data.get(table, []))
        ]
        return [value for value in found if value is not None]

    def _one(self, table: str, index: int, raw: Any, kind: type[Any]) -> Any:
        try:
            return msgspec.convert(tidy(raw), kind)
        except msgspec.ValidationError as error:
            what, key = explain(str(error))
            named = raw.get("id", "") if isinstance(raw, dict) else ""
            leaf = key.split(".")[-1].split("[")[0]
            self.faults.append(
                Fault(
                    line=self.lines.key(table, index, leaf),
                    field=f"{table} {named} {key}".strip(),
                    what=what,
                    mend="See docs/how-to/encode-a-case.md for what it takes.",
                )
            )
            return None

    def _fault(self, table: str, index: int, key: str, what: str, mend: str) -> None:
        line = self.lines.key(table, index, key) if table else self.lines.table(key)
        self.faults.append(Fault(line=line, field=key, what=what, mend=mend))

    def entry_fault(self, index: int, entry: Entry, key: str, what: str, mend: str) -> None:
        """A fault of one entry, at the line of its key."""
        self.faults.append(
            Fault(
                line=self.lines.key("entry", index, key),
                field=f"entry {entry.id} {key}",
                what=what,
                mend=mend,
            )
        )


class Collects(Protocol):
    """Whoever has entries checked: it knows the words and takes each fault."""

    words: Words

    def entry_fault(self, index: int, entry: Entry, key: str, what: str, mend: str) -> None:
        """Take one fault of one entry."""


class EntryChecker:
    """Holds every word and every reference of the entries against what exists."""

    def __init__(self, reader: Collects, people: list[Person], entries: list[Entry]) -> None:
        """Note what there is to refer to."""
        self.reader = reader
        self.words = reader.words
        self.people = {person.id for person in people} | set(BUILT_IN)
        self.sides = {**BUILT_IN, **{person.id: person.side for person in people}}
        self.entries = entries
        self.ids = {entry.id for entry in entries}
        self.pledges = {
            pledge.id
            for entry in entries
            for pledge in (*entry.promises, *entry.wants, *entry.orders)
        }

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
        for key, used in self._references(entry):
            for word in used:
                if word and word not in self.ids:
                    yield key, f"names {word!r}, which is no entry", "Use the id of an entry."
        for word in entry.keeps:
            if word not in self.pledges:
                yield (
                    "keeps", f"names {word!r}, which is no promise, want or order",
                    "Use the id of one.",
                )  # fmt: skip
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
        if not entry.does:
            yield "does", "is empty", "Name at least one act."
        happened, written = when_of(entry), entry.recorded_on
        if happened and written and written.toordinal() < happened.day:
            yield "recorded_on", "is before it happened", "Put the day it was written down."

    def _words(self, entry: Entry) -> Iterator[tuple[str, str, str]]:
        words = self.words
        checks: tuple[tuple[str, Iterable[str], Mapping[str, Any]], ...] = (
            ("does", entry.does, words.acts),
            ("kinds", entry.kinds, words.kinds),
            ("channel", (entry.channel,) if entry.channel else (), words.channels),
            ("contains", entry.contains, words.contents),
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
