"""The order in which entries of one matter count, where only the day of some of them is known.

Nobody says of every call at which hour it was. What has no hour stands behind what was before it on
that day, and not at the day's first minute: an hour on record of the same day must not turn round
what came first.
"""

from collections.abc import Callable, Iterable

from putright.core.timeline.items import Item

Rank = tuple[int, ...]


def in_turn(items: Iterable[Item], rank: Callable[[Item], Rank]) -> list[tuple[int, Item]]:
    """Items in the order in which they count, each with the minute from which it does.

    Two entries that have their hour are told apart by it; else the one of the lower rank was first.
    """
    listed = [(item, rank(item)) for item in items]
    hours = [(item.when, found) for item, found in listed if _has_hour(item)]
    placed = []
    for item, own in listed:
        before = (
            when.first for when, found in hours if when.day == item.when.day and found < own
        ) if _is_of_a_day(item) else ()  # fmt: skip
        placed.append((max(before, default=item.when.first), item, own))
    return [(minute, item) for minute, item, _own in sorted(placed, key=_order)]


def as_written(items: Iterable[Item]) -> tuple[Item, ...]:
    """Items where, of a day without hours, what was written later counts as the later.

    A correction stands where what it puts right was written.
    """
    listed = list(items)
    places: dict[str, int] = {}
    for item in sorted(listed, key=lambda one: one.number):
        places[item.id] = places.get(item.entry.corrects, item.number)
    return tuple(item for _minute, item in in_turn(listed, lambda one: (places[one.id],)))


def _has_hour(item: Item) -> bool:
    return item.entry.at is not None


def _is_of_a_day(item: Item) -> bool:
    return item.entry.on is not None and item.entry.at is None


def _order(placed: tuple[int, Item, Rank]) -> tuple[int, bool, int, Rank, str]:
    minute, item, rank = placed
    if _is_of_a_day(item):
        return (minute, True, 0, rank, item.id)
    return (minute, False, item.when.last, (), item.id)
