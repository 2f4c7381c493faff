"""Tests of one entry by itself: its act, sides, words, flags, and the time of day and year."""

from collections.abc import Callable

from putright.core.facts.facts import Facts
from putright.core.policy.opening import day_of_year, minutes_of
from putright.core.policy.rules import Pattern
from putright.core.policy.setting import Test
from putright.core.timeline.items import Item
from putright.core.workdays import When, day_start


def entry_tests(pattern: Pattern) -> list[Test]:
    """The tests that a pattern makes of the entry itself, the cheap ones first."""
    return [*_entry_tests(pattern), *_moment_tests(pattern), *_flag_tests(pattern)]


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


def _moment_tests(pattern: Pattern) -> list[Test]:
    tests: list[Test] = []
    if pattern.season:
        first, last = (day_of_year(text) for text in pattern.season)
        tests.append(lambda item, start, facts: _in_season(item.when, first, last))
    if pattern.hours:
        begin, end = minutes_of(pattern.hours)
        tests.append(lambda item, start, facts: _in_hours(item.when, begin, end))
    return tests


def _in_season(when: When, first: tuple[int, int], last: tuple[int, int]) -> bool:
    """Whether it fell between two days of the year, both included; the season may pass New Year."""
    day = (when.date.month, when.date.day)
    if first <= last:
        return first <= day <= last
    return day >= first or day <= last


def _in_hours(when: When, first: int, last: int) -> bool:
    """Whether it can have happened in these hours; the last minute is the closing itself."""
    midnight = day_start(when.day)
    return when.last >= midnight + first and when.first < midnight + last


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


def _is_preferred(item: Item, facts: Facts) -> bool:
    """Whether it came by a channel that each receiver prefers, where a preference is on file."""
    people = facts.timeline.people
    wishes = [people[key].prefers for key in item.entry.to if key in people]
    return all(item.entry.channel in wish for wish in wishes if wish)


def _word_back_answered(item: Item, facts: Facts) -> bool:
    """Whether whatever came back to an entry was dealt with by the landlord."""
    items = facts.timeline.items
    back = [other.id for other in items if item.id in other.entry.replies_to]
    answered = {key for other in items if other.proven for key in other.entry.answers}
    return answered.issuperset(back)


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
    "preferred_channel": lambda item, facts: _is_preferred(item, facts),
    "names_day": lambda item, facts: item.entry.until is not None,
    "word_back_answered": lambda item, facts: _word_back_answered(item, facts),
    "on_record": lambda item, facts: facts.case_on_record(item.when.first - 1),
    "needs": lambda item, facts: facts.needs_known(item.when.last),
    "child": lambda item, facts: facts.has_child(),
}
