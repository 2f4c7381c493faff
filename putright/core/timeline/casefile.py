"""A case as a file: header, people, headings and entries, read from TOML with every fault named."""

import tomllib
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import Struct, field

from putright.core.events.entry import Entry, Person
from putright.core.events.faults import Fault, FileFault, Lines, explain
from putright.core.events.words import Words
from putright.core.timeline.entry_check import EntryChecker
from putright.core.timeline.timeline import Timeline, build_timeline, when_of


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
        else:
            tidied[key] = tidy(value)
    return tidied


def read_case(
    name: str, text: str, *, words: Words, data: dict[str, Any] | None = None
) -> CaseFile:
    """A case from the text of its file.

    ``data`` is what the text holds, where somebody has worked days out in it already; the text
    then serves to find lines. Raises ``FileFault`` with every fault found, each with its line,
    field and mend.
    """
    reader = _Reader(name, text, words, data)
    return reader.case()


class _Reader:
    """Reads one case file and collects its faults."""

    def __init__(self, name: str, text: str, words: Words, data: dict[str, Any] | None) -> None:
        self.name = name
        self.words = words
        self.faults: list[Fault] = []
        self.lines = Lines(text)
        self.data = self._parsed(text) if data is None else data

    def _parsed(self, text: str) -> dict[str, Any]:
        try:
            return tomllib.loads(text, parse_float=Decimal)
        except tomllib.TOMLDecodeError as error:
            fault = Fault(0, "file", f"is not TOML: {error}", "Mend the line it names.")
            raise FileFault(self.name, [fault]) from error

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
        EntryChecker(self, people, entries, [heading.id for heading in headings]).check()
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
                    field=" ".join(filter(None, (table, named, key))),
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
