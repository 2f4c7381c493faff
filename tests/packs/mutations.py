"""Changes each figure and condition of each rule in turn: one of the rule's own examples must fail.

``python -m tests.packs.mutations PACK`` lists the changes that no example notices, with the rule
each is in, so that whoever writes the pack sees which example is missing.
"""

import re
import sys
import tomllib
import zlib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from putright.core.findings.checks import CHECKS
from putright.core.findings.examples import ExampleFault, run_examples, run_rule_examples
from putright.core.policy.check import RuleChecker
from putright.core.policy.packs import Header, Pack, lists_of
from putright.core.policy.rules import Dates, Rule
from putright.gateways import files

Raw = dict[str, Any]
Change = tuple[str, Any]
"""What was changed, in words, and the value instead; ``DROP`` takes the key away."""

DROP = object()
CONDITIONS = ("when", "if", "by", "unless", "while", "runs_from", "ends_with")
TIMES = (
    "within", "every", "at_most", "notice", "in_window", "silent_for", "time", "before", "season",
    "either", "sooner", "later",
)  # fmt: skip
CODES = ("finding", "late", "no_extension", "late_extension")
SWAPS = {
    "open": "closed", "closed": "open", "none": "open", "working day": "calendar day",
    "calendar day": "working day", "step": "root", "root": "step",
    "raised": "lowered", "lowered": "raised",
}  # fmt: skip
FOR_EACH = ("entry", "case", "once")
UNTOUCHED = ("name",)
"""Words for a reader, which decide nothing. How packs give way to each other (`covers`,
`gives_way_to`) is no condition of one rule; tests of the stack hold it."""


class Mutant(NamedTuple):
    """One changed rule (or the pack's own header or levels, where ``rule`` is empty)."""

    rule: str
    change: str
    pack: Pack | None
    """The pack with the change in it; None where the pack would be refused."""
    at: int = -1


def mutants_of(name: str) -> Iterator[Mutant]:
    """Every mutant of every rule of a pack, then those of its header and levels."""
    pack = files.load_pack(name)
    for at, raw in enumerate(raw_rules(name)):
        for change, mutated in rule_changes(raw):
            yield Mutant(raw["id"], change, _with_rule(pack, at, mutated), at)
    yield from _header_mutants(pack)
    yield from _level_mutants(pack)


def raw_rules(name: str) -> list[Raw]:
    """The rules of a pack as its files write them, in the order in which the pack holds them."""
    found = files.pack_files(files.find_pack(name))
    found.sort(key=lambda file: (file.name != "pack.toml", file.name))
    read = (tomllib.loads(f.read_text(encoding="utf-8"), parse_float=Decimal) for f in found)
    return [lists_of(raw) for data in read for raw in data.get("rule", [])]


def survives(mutant: Mutant, practice: Pack) -> bool:
    """Whether no example notices the change."""
    pack = mutant.pack
    if pack is None:
        return False
    known = {"calendar": files.load_calendar(), "words": files.load_words(), "practice": practice}
    if mutant.at < 0:
        return not run_examples(pack, **known)
    return not run_rule_examples(pack.rules[mutant.at], pack, **known)


def is_in_sample(mutant: Mutant, one_in: int) -> bool:
    """Whether a stable one in so many mutants holds this one."""
    return zlib.crc32(f"{mutant.rule} {mutant.change}".encode()) % one_in == 0


def _with_rule(pack: Pack, at: int, raw: Raw) -> Pack | None:
    try:
        rule = msgspec.convert(raw, Rule)
    except msgspec.ValidationError:
        return None
    checker = RuleChecker(pack.words, {each.id for each in pack.rules}, pack.opening)
    if list(checker.check(rule)):
        return None
    return replace(pack, rules=(*pack.rules[:at], rule, *pack.rules[at + 1 :]))


def _header_mutants(pack: Pack) -> Iterator[Mutant]:
    for change, dates in _date_changes(pack.header.in_force):
        header: Header = replace(pack.header, in_force=dates)
        yield Mutant("", f"in_force {change}", replace(pack, header=header))


def _date_changes(dates: Dates) -> Iterator[tuple[str, Dates]]:
    for key in ("start", "end"):
        day: date | None = getattr(dates, key)
        if day is None:
            continue
        yield f"{key} gone", replace(dates, **{key: None})
        for more in (-1, 1):
            yield f"{key} {more:+}", replace(dates, **{key: day + timedelta(more)})


def _level_mutants(pack: Pack) -> Iterator[Mutant]:
    for level, kinds in pack.levels.items():
        for kind in kinds:
            fewer = tuple(each for each in kinds if each != kind)
            levels = {**pack.levels, level: fewer}
            yield Mutant("", f"levels.{level} without {kind}", replace(pack, levels=levels))


def rule_changes(raw: Raw) -> Iterator[tuple[str, Raw]]:
    """Every change of one rule: what was changed, and the rule as it is then."""
    for key in (*CONDITIONS, "within", "every", "after", "after_miss", "check", "of", "opens_with"):
        if key in raw:
            yield from _inside(raw, key, [("gone", DROP), *_changes(key, raw[key])])
    if "in_force" in raw:
        yield from _inside(raw, "in_force", _raw_dates(raw["in_force"]))
    if "dated_from" in raw:
        yield from _inside(raw, "dated_from", [("other", SWAPS[raw["dated_from"]])])
    if "sum" in raw:
        yield from _inside(raw, "sum", _sums(raw["sum"]))
    yield from _inside(raw, "for_each", _for_each(raw.get("for_each", "")))
    yield from _inside(raw, "then", _codes(raw.get("then", {})))


def _inside(raw: Raw, key: str, changes: Iterator[Change] | list[Change]) -> Iterator[Change]:
    for change, value in changes:
        changed = {**raw, key: value}
        if value is DROP:
            del changed[key]
        yield f"{key} {change}" if not change.startswith(".") else f"{key}{change}", changed


def _changes(key: str, value: Any) -> Iterator[Change]:
    if key in TIMES and isinstance(value, str):
        yield from _times(value)
    elif key == "hours":
        yield from _hours(value)
    elif key == "check":
        yield from ((f"= {other}", other) for other in CHECKS if other != value)
    elif isinstance(value, bool):
        yield f"= {not value}", not value
    elif isinstance(value, int):
        yield from ((f"= {value + more}", value + more) for more in (-1, 1) if value + more > 0)
    elif isinstance(value, str) and value in SWAPS:
        yield f"= {SWAPS[value]}", SWAPS[value]
    elif isinstance(value, list):
        yield from _list_changes(key, value)
    elif isinstance(value, dict):
        yield from _table_changes(value)


def _table_changes(table: Mapping[str, Any]) -> Iterator[Change]:
    for key, value in table.items():
        if key in UNTOUCHED:
            continue
        inner = [("gone", DROP), *_changes(key, value)]
        yield from ((f".{change}", got) for change, got in _inside(dict(table), key, inner))


def _list_changes(key: str, listed: list[Any]) -> Iterator[Change]:
    for at, value in enumerate(listed):
        before, after = listed[:at], listed[at + 1 :]
        if len(listed) > 1:
            yield f"without {value if isinstance(value, str) else f'[{at}]'}", [*before, *after]
        inner = _changes(key, value) if key in TIMES else _nested(value)
        for change, got in inner:
            yield f"[{at}]{change}", [*before, got, *after]


def _nested(value: Any) -> Iterator[Change]:
    if isinstance(value, dict):
        yield from _table_changes(value)


def _times(text: str) -> Iterator[Change]:
    words = text.split()
    for at, word in enumerate(words):
        if word.isdigit():
            for more in (-1, 1):
                changed = " ".join([*words[:at], str(int(word) + more), *words[at + 1 :]])
                yield f"= {changed}", changed
    for unit in ("working day", "calendar day"):
        if unit in text:
            changed = text.replace(unit, SWAPS[unit])
            yield f"= {changed}", changed
    for extra in ("less than ", " beginning with the day"):
        if extra in text:
            yield f"without {extra.strip()}", text.replace(extra, "")
    if text == "same day":
        yield "= 1 calendar day", "1 calendar day"


def _hours(text: str) -> Iterator[Change]:
    for at, hour in enumerate(re.findall(r"\d\d(?=:)", text)):
        for more in (-1, 1):
            parts = text.split("-")
            parts[at] = f"{int(hour) + more:02}{parts[at][2:]}"
            yield f"= {'-'.join(parts)}", "-".join(parts)


def _raw_dates(dates: Raw) -> Iterator[Change]:
    yield "gone", DROP
    for key, day in dates.items():
        for more in (-1, 1):
            yield f"{key} {more:+}", {**dates, key: day + timedelta(more)}


def _sums(amounts: Raw) -> Iterator[Change]:
    for key, value in amounts.items():
        if key in ("first", "then", "at_most"):
            yield f".{key} gone", {k: v for k, v in amounts.items() if k != key}
            yield from ((f".{key} {m:+}", {**amounts, key: value + m}) for m in (-1, 1))
        if key == "per":
            yield from (
                (f".per {other}", {**amounts, key: other})
                for other in ("day", "week", "event")
                if other != value
            )


def _for_each(value: str) -> Iterator[Change]:
    if value:
        yield from ((f"= {other}", other) for other in FOR_EACH if other != value)


def _codes(then: Raw) -> Iterator[Change]:
    for key in CODES:
        if key in then:
            yield f".{key} gone", {k: v for k, v in then.items() if k != key}
            other = "for-review" if then[key] != "for-review" else "late-action"
            yield f".{key} = {other}", {**then, key: other}


EQUIVALENT: dict[tuple[str, str, str], str] = {}
"""Changes that change nothing, each with the reason: (pack, rule, change)."""


def check(name: str, *, one_in: int = 1) -> tuple[int, list[Mutant]]:
    """How many mutants were tried, and those that no example noticed."""
    practice = files.load_pack("good-practice")
    tried = [mutant for mutant in mutants_of(name) if is_in_sample(mutant, one_in)]
    left = [
        mutant
        for mutant in tried
        if (name, mutant.rule, mutant.change) not in EQUIVALENT and survives(mutant, practice)
    ]
    return len(tried), left


def failing(name: str) -> list[ExampleFault]:
    """The examples of a pack that do not come out as they say, before anything is changed."""
    return run_examples(
        files.load_pack(name),
        calendar=files.load_calendar(),
        words=files.load_words(),
        practice=files.load_pack("good-practice"),
    )


def main(names: list[str]) -> int:
    """Print, for each pack named (or every shipped one), what no example notices."""
    survivors = 0
    for name in names or files.shipped_packs():
        if faults := failing(name):
            print("\n".join(map(str, faults)))
            survivors += len(faults)
            continue
        tried, left = check(name)
        for mutant in left:
            print(f"{name}: {mutant.rule or '[pack]'}: {mutant.change}")
        print(f"{name}: {tried - len(left)} of {tried} changes are noticed by an example")
        survivors += len(left)
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
