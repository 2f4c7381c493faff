"""Counts of like entries in a rolling window: by one person, by several, by households."""

from collections.abc import Callable, Sequence

from putright.core.facts.facts import Facts
from putright.core.policy.rules import Pattern
from putright.core.policy.setting import Test
from putright.core.timeline.items import Item
from putright.core.workdays import Calendar, due_after, parse_span

Counted = Callable[[Item, Facts], Sequence[Item]]
"""From an entry and the facts to the like entries in the window that ends with it."""


def asks_count(pattern: Pattern) -> bool:
    """Whether a pattern asks for several entries."""
    return bool(
        pattern.in_window or pattern.count > 1 or pattern.people > 1 or pattern.households > 1
    )


def counted_by(pattern: Pattern, like: Test, calendar: Calendar) -> Counted:
    """The function that finds the like entries; the same incident told twice is one of them."""
    span = parse_span(pattern.in_window) if pattern.in_window else None

    def counted(item: Item, facts: Facts) -> list[Item]:
        found: dict[str, Item] = {}
        for other in facts.timeline.items:
            if other.when.first > item.when.first:
                break
            if span and due_after(span, other.when, calendar).last < item.when.first:
                continue
            if other.can_start and like(other, item, facts):
                found.setdefault(first_told(other, facts), other)
        return list(found.values())

    return counted


def first_told(item: Item, facts: Facts) -> str:
    """The entry that first told of what this one tells of."""
    seen = {item.id}
    while item.entry.repeats and item.entry.repeats not in seen:
        seen.add(item.entry.repeats)
        earlier = facts.timeline.by_id.get(item.entry.repeats)
        if earlier is None:
            return item.entry.repeats
        item = earlier
    return item.id


def count_test(pattern: Pattern, counted: Counted) -> Test:
    """Whether so many entries, people and households are reached with an entry, itself counted."""

    def test(item: Item, start: Item, facts: Facts) -> bool:
        found = counted(item, facts)
        people = {teller(each) for each in found}
        homes = {household(key, facts) for key in people}
        return (
            item in found
            and len(found) >= pattern.count
            and len(people) >= pattern.people
            and len(homes) >= pattern.households
        )

    return test


def teller(item: Item) -> str:
    """Whose report it is: the person it was made for, where somebody else told of it."""
    entry = item.entry
    return entry.victims[0] if item.by_side != "resident" and entry.victims else entry.by


def household(key: str, facts: Facts) -> str:
    """The household of a person; one who belongs to none stands alone."""
    person = facts.timeline.people.get(key)
    return (person.household if person else "") or key
