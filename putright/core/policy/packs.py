"""A pack: one text's rules as data, read from TOML and refused whole if anything in it is wrong."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import Struct, field

from putright.core.events.faults import Fault, FileFault, Lines, explain
from putright.core.events.words import Words, join_words
from putright.core.policy.check import RuleChecker
from putright.core.policy.check import times_of as times_of
from putright.core.policy.opening import Opening, minutes_of
from putright.core.policy.practice import KINDS
from putright.core.policy.rules import Dates, Rank, Rule


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
    """What raises or lowers a level: findings of some codes, or acts (or of a complaint only)."""

    id: str
    says: str
    effect: str
    codes: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    at_least: int = 1
    in_complaint: bool = False
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
    opening: Opening | None = None
    practice: dict[str, tuple[Any, ...]] = {}

    @property
    def kind_levels(self) -> dict[str, str]:
        """Kinds of report, each with the level it gives."""
        return {kind: level for level, kinds in self.levels.items() for kind in kinds}


_TABLES = {
    "pack", "levels", "words", "opening", "rule", "for_person", "scale", "factor", *KINDS,
}  # fmt: skip
_LISTS = {
    "act", "by", "to", "channel", "kinds", "level", "contains", "about", "gives", "held_up_by",
    "evidence", "same", "covers", "gives_way_to", "opens_with",
    "same_facts",
}  # fmt: skip
_PRACTICE_LISTS = {"to", "facts", "none_owed", "not_open", "never_for", "prompts", "kinds", "means"}
_PRACTICE_PATTERNS = {
    "shown_by", "denied_by", "to_read", "after_last", "only_if", "tries", "each", "followed_by",
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
        self.opening: Opening | None = None
        self.rules: list[tuple[str, int, Rule]] = []
        self.extra: dict[str, list[Any]] = {"for_person": [], "scale": [], "factor": []}
        self.practice: dict[str, list[Any]] = {kind: [] for kind in KINDS}
        self.practice_at: list[tuple[str, int, str, Any]] = []

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
        if "opening" in data:
            self.opening = self._convert(file, lines, "opening", 0, data["opening"], Opening)
            self._check_opening(file, lines)
        self._read_lists(file, lines, data)

    def _check_opening(self, file: str, lines: Lines) -> None:
        for text in filter(None, self.opening.hours if self.opening else ()):
            try:
                minutes_of(text)
            except ValueError as error:
                line = lines.table("opening")
                self._fault(file, line, "opening", str(error), 'Write hours as "09:00-17:00".')

    def _read_lists(self, file: str, lines: Lines, data: dict[str, Any]) -> None:
        for key, kind in (("for_person", ForPerson), ("scale", Scale), ("factor", Factor)):
            for index, raw in enumerate(data.get(key, [])):
                if (value := self._convert(file, lines, key, index, raw, kind)) is not None:
                    self.extra[key].append(value)
        for key, shape in KINDS.items():
            for index, raw in enumerate(data.get(key, [])):
                value = self._convert(file, lines, key, index, practice_of(raw), shape)
                if value is not None:
                    self._keep_practice(file, lines.table(key, index), key, value)
        for index, raw in enumerate(data.get("rule", [])):
            rule = self._convert(file, lines, "rule", index, lists_of(raw), Rule)
            if rule is not None:
                self.rules.append((file, lines.table("rule", index), rule))

    def _keep_practice(self, file: str, line: int, key: str, value: Any) -> None:
        if any(value.id == other.id for other in self.practice[key]):
            self._fault(file, line, f"{key} {value.id}", "stands twice", "Give it another id.")
        self.practice[key].append(value)
        self.practice_at.append((file, line, key, value))

    def _convert(self, file: str, lines: Lines, table: str, index: int, raw: Any, kind: Any) -> Any:
        try:
            return msgspec.convert(raw, kind)
        except msgspec.ValidationError as error:
            what, key = explain(str(error))
            named = raw.get("id", "") if isinstance(raw, dict) else ""
            self._fault(
                file,
                lines.key(table, index, key.split(".")[-1].split("[")[0]),
                " ".join(filter(None, (table, named, key))),
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
        checker = RuleChecker(words, {rule.id for _, _, rule in self.rules}, self.opening)
        for file, line, table, row in self.practice_at:
            for key, what, mend in checker.check_practice(row):
                self._fault(file, line, f"{table} {row.id} {key}", what, mend)
        seen: dict[str, Rule] = {}
        for file, line, rule in self.rules:
            for key, what, mend in checker.check(rule):
                self._fault(file, line, f"rule {rule.id} {key}", what, mend)
            if rule.id in seen and not _may_stand_beside(seen[rule.id], rule):
                self._fault(
                    file, line, f"rule {rule.id}", "stands twice with no dates between",
                    "Give each version its in_force dates, its own source, or another id.",
                )  # fmt: skip
            seen[rule.id] = rule
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
            opening=self.opening,
            practice={kind: tuple(found) for kind, found in self.practice.items() if found},
        )


def _may_stand_beside(one: Rule, other: Rule) -> bool:
    """Two versions of a text, or two texts of one landlord: the stricter binds (semantics 23)."""
    return other.in_force != Dates() or one.source != other.source


def practice_of(raw: Any) -> Any:
    """The same for a row of daily practice, whose patterns alone are written like a rule's."""
    if isinstance(raw, list):
        return [practice_of(each) for each in raw]
    if not isinstance(raw, dict):
        return raw
    return {
        key: lists_of(value)
        if key in _PRACTICE_PATTERNS
        else [value]
        if key in _PRACTICE_LISTS and isinstance(value, str)
        else practice_of(value)
        for key, value in raw.items()
    }


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
