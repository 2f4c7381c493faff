"""Turns a pattern into one test of an entry, made once when a pack is stacked.

Only what the pattern mentions is tested; the cheap tests come first.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from putright.core.facts.facts import Facts
from putright.core.policy.counts import Counted, asks_count, count_test, counted_by
from putright.core.policy.entry_tests import entry_tests
from putright.core.policy.rules import Pattern
from putright.core.policy.setting import Setting, Test
from putright.core.timeline.items import Item, side_of

__all__ = ["Setting", "Test", "compile_counted", "compile_pattern", "concerned"]


def compile_pattern(pattern: Pattern, setting: Setting) -> Test:
    """One test for the whole pattern; a pattern that asks nothing holds for every entry."""
    tests = [
        *entry_tests(pattern),
        *_relation_tests(pattern),
        *_fact_tests(pattern, setting),
        *_nested_tests(pattern, setting),
    ]
    return together(tests)


def together(tests: Sequence[Test]) -> Test:
    """One test that holds where all of them do; calls in a row are faster than a loop."""
    if not tests:
        return lambda item, start, facts: True
    if len(tests) == 1:
        return tests[0]
    one, two, *more = tests
    if not more:
        return lambda item, start, facts: one(item, start, facts) and two(item, start, facts)
    rest = together(more)
    return lambda item, start, facts: (
        one(item, start, facts) and two(item, start, facts) and rest(item, start, facts)
    )


def concerned(start: Item) -> frozenset[str]:
    """The entries whose matter ``start`` is about: itself, and what it passes on or answers."""
    entry = start.entry
    keys = {start.id, *entry.responds_to}
    if entry.passes_on:
        keys.add(entry.passes_on)
    return frozenset(keys)


def _relation_tests(pattern: Pattern) -> list[Test]:
    tests: list[Test] = []
    if pattern.answers:
        tests.append(lambda item, start, facts: not concerned(start).isdisjoint(item.entry.answers))
    for name in pattern.same:
        tests.append(_SAME[name])
    if pattern.same_facts:
        keys = pattern.same_facts
        tests.append(
            lambda item, start, facts: all(
                key in start.entry.facts and item.entry.facts.get(key) == start.entry.facts[key]
                for key in keys
            )
        )
    if pattern.by_another:
        tests.append(lambda item, start, facts: item.entry.by != start.entry.by)
    return tests


def _same_agency(item: Item, start: Item, facts: Facts) -> bool:
    people = facts.timeline.people
    keys = (*start.entry.to, start.entry.by)
    theirs = {key for key in keys if side_of(key, people) != "landlord"}
    return not theirs.isdisjoint((*item.entry.to, item.entry.by))


def _same_works(item: Item, start: Item, facts: Facts) -> bool:
    """The order that it answers, or, where it answers none, any order of the same kind."""
    if item.entry.answers:
        return start.id in item.entry.answers
    return item.entry.safety == start.entry.safety


def _same_person(item: Item, start: Item, facts: Facts) -> bool:
    return start.entry.by in item.entry.to or start.entry.by == item.entry.by


_SAME: dict[str, Test] = {
    "complaint": lambda item, start, facts: item.entry.complaint == start.entry.complaint,
    "stage": lambda item, start, facts: item.entry.stage == start.entry.stage,
    "agency": _same_agency,
    "works": _same_works,
    "person": _same_person,
    "victim": lambda item, start, facts: (
        not set(start.entry.victims).isdisjoint(item.entry.victims)
    ),
    "against": lambda item, start, facts: (
        not set(start.entry.against).isdisjoint(item.entry.against)
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
    if pattern.change is not None:
        tests.append(_change_test(pattern.change, setting))
    if pattern.follows is not None:
        tests.append(_follows_test(compile_pattern(pattern.follows, setting)))
    return tests


def _change_test(change: str, setting: Setting) -> Test:
    def test(item: Item, start: Item, facts: Facts) -> bool:
        level = before = 0
        for minute, name in facts.level_changes(setting.levels):
            if minute > item.when.first:
                break
            before, level = level, setting.rank(name)
            if minute == item.when.first:
                return level > before if change == "raised" else level < before
        return False

    return test


def _follows_test(earlier: Test) -> Test:
    """Whether a settled entry like this came before, no sooner than the duty's own start."""

    def test(item: Item, start: Item, facts: Facts) -> bool:
        is_later = start is not item and item.when.first >= start.when.first
        since = start.when.first if is_later else -(10**12)
        return any(
            other.is_settled and other.when.last >= since and earlier(other, start, facts)
            for other in facts.items_before(item)
        )

    return test


def _level_test(wanted: frozenset[str], setting: Setting) -> Test:
    levels = setting.levels

    def test(item: Item, start: Item, facts: Facts) -> bool:
        if item.entry.level:
            return item.entry.level in wanted
        own = facts.level_of_kinds(item.entry.kinds, levels)
        return max(facts.level_at(item.when.first, levels), own, key=setting.rank) in wanted

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
    if asks_count(pattern):
        tests.append(count_test(pattern, compile_count(pattern, setting)))
    return tests


def compile_counted(pattern: Pattern, setting: Setting) -> Counted | None:
    """The function that finds what a pattern, or whichever of its ways holds, has counted.

    None where nothing is counted.
    """
    if asks_count(pattern):
        return compile_count(pattern, setting)
    if not any(asks_count(each) for each in pattern.any):
        return None
    ways = [
        (compile_pattern(each, setting), compile_count(each, setting) if asks_count(each) else None)
        for each in pattern.any
    ]

    def counted(item: Item, facts: Facts) -> list[Item]:
        held = [count for test, count in ways if test(item, item, facts)]
        found = [each for count in held if count for each in count(item, facts)]
        return list(dict.fromkeys([*found, item]))

    return counted


def compile_count(pattern: Pattern, setting: Setting) -> Counted:
    """The function that finds the entries that a counting pattern counts."""
    single = replace(
        pattern, in_window="", count=1, people=0, households=0, any=(), all=(), none=()
    )
    return counted_by(pattern, compile_pattern(single, setting), setting.calendar)
