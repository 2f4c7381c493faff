"""A pack: one text's rules as data, read from TOML and refused whole if anything in it is wrong."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import Struct, field

from putright.core.events.faults import Fault, FileFault, Lines, explain
from putright.core.events.words import Words, join_words
from putright.core.policy.rules import Dates, Pattern, Rank, Rule, TimeClause, Times
from putright.core.workdays import parse_span


class Header(Struct, frozen=True, forbid_unknown_fields=True):
    """What a pack is: its name, title, rank, whose it is, when in force, and its version."""

    name: str
    title: str
    rank: Rank
    version: str
    landlord: str = ""
    always: bool = False
    in_force: Dates = Dates()
    note: str = ""


class ForPerson(Struct, frozen=True, forbid_unknown_fields=True):
    """A provision that no rule can settle: who must look at it, and why."""

    provision: str
    says: str
    who: str
    why: str


class Band(Struct, frozen=True, forbid_unknown_fields=True):
    """A band of a remedies scale, in pounds; ``to`` left out means and over."""

    name: str
    low: Decimal = field(name="from")
    high: Decimal | None = field(default=None, name="to")
    levels: tuple[str, ...] = ()
    describes: str = ""


class Scale(Struct, frozen=True, forbid_unknown_fields=True):
    """A remedies scale in force between two days, chosen by the day of the decision."""

    name: str
    source: str
    in_force: Dates
    bands: tuple[Band, ...] = ()


class Factor(Struct, frozen=True, forbid_unknown_fields=True):
    """What raises or lowers a level: counted from findings, words on entries, or needs."""

    id: str
    says: str
    effect: str
    codes: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    needs: bool = False
    at_least: int = 1
    source: str = ""


class Pack(Struct, frozen=True):
    """A pack as read: header, levels, words of its own, rules, scales, what needs a person."""

    header: Header
    rules: tuple[Rule, ...]
    levels: dict[str, tuple[str, ...]]
    words: Words
    for_person: tuple[ForPerson, ...]
    scales: tuple[Scale, ...]
    factors: tuple[Factor, ...]
    where: dict[str, tuple[str, int]]

    @property
    def kind_levels(self) -> dict[str, str]:
        """Kinds of report, each with the level it gives."""
        return {kind: level for level, kinds in self.levels.items() for kind in kinds}


_TABLES = {"pack", "levels", "words", "rule", "for_person", "scale", "factor"}
_LISTS = {
    "act", "by", "to", "channel", "kinds", "level", "contains", "about", "gives", "held_up_by",
    "evidence", "same", "covers", "gives_way_to", "opens_with",
}  # fmt: skip


def read_pack(name: str, files: Mapping[str, str], *, words: Words) -> Pack:
    """A pack from the texts of its files (name of file to text).

    ``words`` is the vocabulary that holds before the pack adds its own. Raises ``FileFault`` with
    every fault that was found, each with its line and mend; then nothing is loaded.
    """
    reader = _Reader(name, words)
    for file, text in sorted(files.items(), key=lambda pair: (pair[0] != "pack.toml", pair[0])):
        reader.read(file, text)
    return reader.pack()


class _Reader:
    """Collects the tables of a pack's files and the faults in them."""

    def __init__(self, name: str, words: Words) -> None:
        self.name = name
        self.base = words
        self.faults: list[tuple[str, Fault]] = []
        self.header: Header | None = None
        self.levels: dict[str, tuple[str, ...]] = {}
        self.words = Words()
        self.rules: list[tuple[str, int, Rule]] = []
        self.extra: dict[str, list[Any]] = {"for_person": [], "scale": [], "factor": []}

    def read(self, file: str, text: str) -> None:
        lines = Lines(text)
        try:
            data = tomllib.loads(text, parse_float=Decimal)
        except tomllib.TOMLDecodeError as error:
            self._fault(file, 0, "file", f"is not TOML: {error}", "Mend the line it names.")
            return
        for table in sorted(set(data) - _TABLES):
            known = ", ".join(sorted(_TABLES))
            self._fault(file, lines.table(table), table, "is no table of a pack", f"Use: {known}.")
        if "pack" in data:
            self.header = self._convert(file, lines, "pack", 0, data["pack"], Header)
        if "levels" in data:
            kind_of_levels = dict[str, tuple[str, ...]]
            found = self._convert(file, lines, "levels", 0, data["levels"], kind_of_levels)
            self.levels = found or {}
        if "words" in data:
            self.words = self._convert(file, lines, "words", 0, data["words"], Words) or Words()
        self._read_lists(file, lines, data)

    def _read_lists(self, file: str, lines: Lines, data: dict[str, Any]) -> None:
        for key, kind in (("for_person", ForPerson), ("scale", Scale), ("factor", Factor)):
            for index, raw in enumerate(data.get(key, [])):
                if (value := self._convert(file, lines, key, index, raw, kind)) is not None:
                    self.extra[key].append(value)
        for index, raw in enumerate(data.get("rule", [])):
            rule = self._convert(file, lines, "rule", index, lists_of(raw), Rule)
            if rule is not None:
                self.rules.append((file, lines.table("rule", index), rule))

    def _convert(self, file: str, lines: Lines, table: str, index: int, raw: Any, kind: Any) -> Any:
        try:
            return msgspec.convert(raw, kind)
        except msgspec.ValidationError as error:
            what, key = explain(str(error))
            named = raw.get("id", "") if isinstance(raw, dict) else ""
            self._fault(
                file,
                lines.key(table, index, key.split(".")[-1].split("[")[0]),
                f"{table} {named} {key}".strip(),
                what,
                "See docs/reference/policy-language.md for the keys and what each takes.",
            )
            return None

    def _fault(self, file: str, line: int, key: str, what: str, mend: str) -> None:
        self.faults.append((file, Fault(line=line, field=key, what=what, mend=mend)))

    def pack(self) -> Pack:
        if self.header is None and not self.faults:
            self._fault("pack.toml", 0, "pack", "is missing", "Begin with a [pack] table.")
        words = join_words([self.base, self.words])
        checker = _Checker(words, {rule.id for _, _, rule in self.rules})
        seen: set[str] = set()
        for file, line, rule in self.rules:
            for key, what, mend in checker.check(rule):
                self._fault(file, line, f"rule {rule.id} {key}", what, mend)
            if rule.id in seen and rule.in_force == Dates():
                self._fault(
                    file, line, f"rule {rule.id}", "stands twice with no dates between",
                    "Give each version its in_force dates, or another id.",
                )  # fmt: skip
            seen.add(rule.id)
        if self.faults or self.header is None:
            files = sorted({file for file, _ in self.faults})
            named = f"{self.name}/{files[0]}" if len(files) == 1 else self.name
            raise FileFault(named, [fault for _, fault in self.faults])
        return Pack(
            header=self.header,
            rules=tuple(rule for _, _, rule in self.rules),
            levels=self.levels,
            words=words,
            for_person=tuple(self.extra["for_person"]),
            scales=tuple(self.extra["scale"]),
            factors=tuple(self.extra["factor"]),
            where={rule.id: (file, line) for file, line, rule in self.rules},
        )


def lists_of(raw: Any) -> Any:
    """The same data with a lone word made a list wherever a rule or pattern takes a list."""
    if isinstance(raw, dict):
        return {
            key: [value]
            if key in _LISTS and isinstance(value, str)
            else value
            if key in ("facts", "example")
            else lists_of(value)
            for key, value in raw.items()
        }
    if isinstance(raw, list):
        return [lists_of(each) for each in raw]
    return raw


Problem = tuple[str, str, str]


class _Checker:
    """Holds every word and time of a rule against the vocabulary and the units."""

    def __init__(self, words: Words, ids: set[str]) -> None:
        self.words = words
        self.ids = ids

    def check(self, rule: Rule) -> Iterator[Problem]:
        yield from self._shape(rule)
        for key, clause in (("within", rule.within), ("every", rule.every)):
            for text in times_of(clause):
                yield from self._span(key, text)
        for pattern in patterns_of(rule):
            yield from self._pattern(pattern)
        codes = (
            rule.then.finding, rule.then.late, rule.then.no_extension, rule.then.late_extension,
        )  # fmt: skip
        for code in codes:
            if code and code not in self.words.codes:
                yield ("then", f"{code!r} is no code of a finding", _one_of(self.words.codes))

    def _shape(self, rule: Rule) -> Iterator[Problem]:
        if "." not in rule.id:
            yield ("id", "has no area", 'Write "area.promise", as in "asb.first_action".')
        if rule.verb == "do" and rule.by is None and not rule.check:
            yield ("by", "is missing", "Say which act meets a `do`.")
        if rule.verb == "do" and rule.within and rule.every:
            yield ("every", "stands beside within", "A duty has a time or a rhythm, not both.")
        if rule.verb == "owe" and (rule.sum is None or not rule.of):
            yield ("sum", "or `of` is missing", "An `owe` needs the sum and the rule it follows.")
        if rule.verb == "judge" and not rule.question:
            yield ("question", "is missing", "Say what a person must decide.")
        if rule.verb != "owe" and rule.when == Pattern() and not rule.after and not rule.check:
            yield ("when", "is missing", "Say which act starts it, or `after` which rule.")

    def _span(self, key: str, text: str) -> Iterator[Problem]:
        try:
            parse_span(text)
        except ValueError as error:
            yield (key, f"says {text!r}", str(error))

    def _pattern(self, pattern: Pattern) -> Iterator[Problem]:
        lists: tuple[tuple[str, Iterable[str], Mapping[str, Any]], ...] = (
            ("act", pattern.act, self.words.acts),
            ("kinds", pattern.kinds, self.words.kinds),
            ("channel", pattern.channel, self.words.channels),
            ("contains", pattern.contains, self.words.contents),
            ("about", pattern.about, self.words.abouts),
            ("held_up_by", pattern.held_up_by, self.words.hold_ups),
            ("evidence", pattern.evidence, self.words.evidence),
            ("level", pattern.level, {level: "" for level in self.words.levels}),
            ("facts", pattern.facts, self.words.facts),
        )
        for key, used, known in lists:
            for word in used:
                if word not in known:
                    mend = f"Add it to [words], or use {_one_of(known)}"
                    yield (key, f"{word!r} is in no list", mend)
        for text in (pattern.notice, pattern.in_window, pattern.silent_for):
            if text:
                yield from self._span("time", text)


def _one_of(known: Iterable[str]) -> str:
    listed = sorted(known)
    shown = ", ".join(listed[:12])
    return f"one of: {shown}{' ...' if len(listed) > 12 else ''}."


def times_of(clause: TimeClause) -> Iterator[str]:
    """Every time that a clause names."""
    if isinstance(clause, str):
        if clause:
            yield clause
    elif isinstance(clause, Times):
        yield from (*clause.either, *clause.sooner, *clause.later)
    else:
        for speed in clause:
            yield from times_of(speed.time)


def patterns_of(rule: Rule) -> Iterator[Pattern]:
    """Every pattern that a rule holds, the nested ones too."""
    unless = rule.unless
    found = [rule.when, rule.given, rule.by, rule.during]
    found += [unless.first, unless.excused_by, unless.agreed_by]
    if unless.extended_by:
        found.append(unless.extended_by.by)
    if unless.paused:
        found += [unless.paused.start, unless.paused.end]
    for clause in (rule.within, rule.every):
        if isinstance(clause, tuple):
            found += [speed.when for speed in clause]
    for pattern in found:
        if pattern is not None:
            yield from _nested(pattern)


def _nested(pattern: Pattern) -> Iterator[Pattern]:
    yield pattern
    for each in (*pattern.all, *pattern.any, *pattern.none):
        yield from _nested(each)
