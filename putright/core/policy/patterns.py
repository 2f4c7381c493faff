"""Turns a pattern into one test of an entry, made once when a pack is stacked.

Only what the pattern mentions is tested; the cheap tests come first.
"""

from collections.abc import Callable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from putright.core.facts.facts import Facts
from putright.core.policy.rules import Pattern
from putright.core.timeline.items import Item
from putright.core.workdays import day_start, parse_span

Test = Callable[[Item, Item, Facts], bool]
"""Tests an item beside the item that started the duty (itself, for a trigger) and the facts."""


class Setting(Struct, frozen=True):
    """What a pattern needs to know of its pack: which kinds of report have which level."""

    levels: Mapping[str, str]


def compile_pattern(pattern: Pattern, setting: Setting) -> Test:
    """One test for the whole pattern; a pattern that asks nothing holds for every entry."""
    tests = [
        *_entry_tests(pattern),
        *_flag_tests(pattern),
        *_relation_tests(pattern),
        *_fact_tests(pattern, setting),
        *_nested_tests(pattern, setting),
    ]
    if not tests:
        return lambda item, start, facts: True
    if len(tests) == 1:
        return tests[0]
    if len(tests) == 2:
        one, two = tests
        return lambda item, start, facts: one(item, start, facts) and two(item, start, facts)
    every = tuple(tests)

    def test(item: Item, start: Item, facts: Facts) -> bool:
        return all(each(item, start, facts) for each in every)

    return test


def _entry_tests(pattern: Pattern) -> list[Test]:
    tests: list[Test] = []
    if pattern.act:
        acts = frozenset(pattern.act)
        if len(acts) == 1:
            only = pattern.act[0]
            tests.append(lambda item, start, facts: only in item.acts)
        else:
            tests.append(lambda item, start, facts: not acts.isdisjoint(item.acts))
    if pattern.by:
        tests.append(_who_test(frozenset(pattern.by)))
    if pattern.to:
        to = frozenset(pattern.to)
        tests.append(
            lambda item, start, facts: (
                not to.isdisjoint(item.to_sides) or not to.isdisjoint(_roles(item.entry.to, facts))
            )
        )
    for name in ("kinds", "about", "gives"):
        if wanted := getattr(pattern, name):
            tests.append(_any_of_test(name, frozenset(wanted)))
    for name in ("channel", "held_up_by"):
        if wanted := getattr(pattern, name):
            tests.append(_one_of_test(name, frozenset(wanted)))
    return tests


def _who_test(by: frozenset[str]) -> Test:
    def test(item: Item, start: Item, facts: Facts) -> bool:
        if item.by_side in by:
            return True
        person = facts.timeline.people.get(item.entry.by)
        return person is not None and person.role in by

    return test


def _roles(keys: tuple[str, ...], facts: Facts) -> set[str]:
    people = facts.timeline.people
    return {people[key].role for key in keys if key in people}


def _any_of_test(name: str, wanted: frozenset[str]) -> Test:
    return lambda item, start, facts: not wanted.isdisjoint(getattr(item.entry, name))


def _one_of_test(name: str, wanted: frozenset[str]) -> Test:
    return lambda item, start, facts: getattr(item.entry, name) in wanted


def _flag_tests(pattern: Pattern) -> list[Test]:
    tests: list[Test] = []
    for name, read in _FLAGS.items():
        wanted = getattr(pattern, name)
        if wanted is not None:
            tests.append(_flag_test(read, wanted))
    if pattern.stage is not None:
        stage = pattern.stage
        tests.append(lambda item, start, facts: item.entry.stage == stage)
    if pattern.contains:
        contains = frozenset(pattern.contains)
        tests.append(lambda item, start, facts: contains.issubset(item.entry.contains))
    if pattern.evidence:
        kinds = frozenset(pattern.evidence)
        tests.append(lambda item, start, facts: any(e.kind in kinds for e in item.entry.evidence))
    if pattern.facts:
        wanted_facts = dict(pattern.facts)
        tests.append(
            lambda item, start, facts: all(
                item.entry.facts.get(key) == value for key, value in wanted_facts.items()
            )
        )
    return tests


Read = Callable[[Item, Facts], bool]


def _flag_test(read: Read, wanted: bool) -> Test:
    if wanted:
        return lambda item, start, facts: read(item, facts)
    return lambda item, start, facts: not read(item, facts)


def _tells(item: Item, facts: Facts) -> bool:
    entry = item.entry
    return bool(entry.asks or entry.gives or "asb.reported" in entry.does)


_FLAGS: dict[str, Read] = {
    "asks": lambda item, facts: bool(item.entry.asks),
    "tells": _tells,
    "advises": lambda item, facts: bool(item.entry.advice),
    "dissatisfied": lambda item, facts: item.entry.dissatisfied,
    "against": lambda item, facts: bool(item.entry.against),
    "safety": lambda item, facts: item.entry.safety,
    "first": lambda item, facts: not item.entry.repeats,
    "written": lambda item, facts: item.written,
    "recorded": lambda item, facts: bool(item.proven),
    "reason": lambda item, facts: bool(item.entry.reason),
    "for_receiver": lambda item, facts: (
        not item.entry.for_whom or item.entry.for_whom in item.entry.to
    ),
    "complained_of": lambda item, facts: item.entry.by in facts.staff_complained_of(item.when.last),
    "allowed_channel": lambda item, facts: (
        item.entry.channel not in facts.channels_barred(item.entry.to, item.when.first)
    ),
    "on_record": lambda item, facts: facts.case_on_record(item.when.first - 1),
    "needs": lambda item, facts: facts.needs_known(item.when.last),
    "child": lambda item, facts: facts.has_child(),
}


def concerned(start: Item) -> frozenset[str]:
    """The entries whose matter ``start`` is about: itself, and what it passes on or answers."""
    entry = start.entry
    keys = {start.id, *entry.answers, *entry.replies_to}
    if entry.passes_on:
        keys.add(entry.passes_on)
    return frozenset(keys)


def _relation_tests(pattern: Pattern) -> list[Test]:
    tests: list[Test] = []
    if pattern.answers:
        tests.append(lambda item, start, facts: not concerned(start).isdisjoint(item.entry.answers))
    for name in pattern.same:
        tests.append(_SAME[name])
    if pattern.by_another:
        tests.append(lambda item, start, facts: item.entry.by != start.entry.by)
    return tests


def _same_agency(item: Item, start: Item, facts: Facts) -> bool:
    theirs = {*start.entry.to, start.entry.by} - {"landlord"}
    return not theirs.isdisjoint({*item.entry.to, item.entry.by})


def _same_person(item: Item, start: Item, facts: Facts) -> bool:
    return start.entry.by in item.entry.to or start.entry.by == item.entry.by


_SAME: dict[str, Test] = {
    "complaint": lambda item, start, facts: item.entry.complaint == start.entry.complaint,
    "stage": lambda item, start, facts: item.entry.stage == start.entry.stage,
    "agency": _same_agency,
    "person": _same_person,
    "victim": lambda item, start, facts: (
        not set(start.entry.victims).isdisjoint(item.entry.victims)
    ),
}


def _fact_tests(pattern: Pattern, setting: Setting) -> list[Test]:
    tests: list[Test] = []
    if pattern.level:
        tests.append(_level_test(frozenset(pattern.level), setting))
    if pattern.case is not None:
        is_open = pattern.case == "open"
        tests.append(lambda item, start, facts: facts.case_is_open(item.when.last) is is_open)
    if pattern.complaint is not None:
        wanted = pattern.complaint == "open"
        tests.append(lambda item, start, facts: facts.complaint_is_open(item.when.first) is wanted)
    return tests


def _level_test(wanted: frozenset[str], setting: Setting) -> Test:
    levels = setting.levels

    def test(item: Item, start: Item, facts: Facts) -> bool:
        if item.entry.level:
            return item.entry.level in wanted
        own = facts.level_of_kinds(item.entry.kinds, levels)
        return own in wanted or facts.level_at(item.when.first, levels) in wanted

    return test


def _nested_tests(pattern: Pattern, setting: Setting) -> list[Test]:
    tests: list[Test] = []
    if pattern.any:
        options = tuple(compile_pattern(each, setting) for each in pattern.any)
        tests.append(lambda item, start, facts: any(test(item, start, facts) for test in options))
    if pattern.all:
        parts = tuple(compile_pattern(each, setting) for each in pattern.all)
        tests.append(lambda item, start, facts: all(test(item, start, facts) for test in parts))
    if pattern.none:
        barred = tuple(compile_pattern(each, setting) for each in pattern.none)
        tests.append(
            lambda item, start, facts: not any(test(item, start, facts) for test in barred)
        )
    if pattern.in_window or pattern.count > 1 or pattern.households:
        tests.append(_count_test(pattern, setting))
    return tests


def _count_test(pattern: Pattern, setting: Setting) -> Test:
    """The entry at which a number of like entries in a rolling window is reached (P136, P137)."""
    like = compile_pattern(_single(pattern), setting)
    window = _window_days(pattern.in_window)
    count, households = pattern.count, pattern.households

    def test(item: Item, start: Item, facts: Facts) -> bool:
        earliest = day_start(item.when.day - window) if window else -(10**12)
        incidents: set[str] = set()
        homes: set[str] = set()
        for other in facts.timeline.items:
            if other.when.first > item.when.first or other.when.first < earliest:
                continue
            if like(other, item, facts):
                incidents.add(other.entry.repeats or other.id)
                person = facts.timeline.people.get(other.entry.by)
                homes.add((person.household if person else "") or other.entry.by)
        return len(incidents) >= count and len(homes) >= households

    return test


def _single(pattern: Pattern) -> Pattern:
    return replace(pattern, in_window="", count=1, households=0, any=(), all=(), none=())


def _window_days(text: str) -> int:
    if not text:
        return 0
    span = parse_span(text)
    days = {"days": 1, "weeks": 7, "months": 31, "years": 366}
    return span.number * days.get(span.unit, 1)
