"""The lines of an action plan, each with what settled it: done, or given up with a reason."""

from collections.abc import Iterator

from putright.core.events.parts import Pledge
from putright.core.timeline.items import Item
from putright.core.timeline.timeline import Timeline

PLANNING = ("asb.plan_agreed", "asb.plan_reviewed")


def plan_entries(timeline: Timeline) -> tuple[Item, ...]:
    """The entries that are shown to have agreed or reviewed a plan."""
    return tuple(item for item in timeline.doing(PLANNING) if item.is_settled)


def plan_lines(timeline: Timeline) -> Iterator[tuple[Pledge, Item | None]]:
    """Each line, whoever was to do it, with what settled it; one said again is one line."""
    latest: dict[str, Pledge] = {}
    known: dict[str, set[str]] = {}
    since: dict[str, Item] = {}
    first_of: dict[str, str] = {}
    for item in plan_entries(timeline):
        for line in item.entry.promises:
            first = first_of.get(line.repeats, line.id)
            first_of[line.id] = first
            latest[first] = line
            since.setdefault(first, item)
            known.setdefault(first, set()).add(line.id)
    for first, line in latest.items():
        later = (i for i in timeline.items if i.when.last >= since[first].when.first)
        ids = known[first]
        yield (
            line,
            next((i for i in later if _keeps(i, since[first], line, ids) or _drops(i, ids)), None),
        )


def _keeps(item: Item, since: Item, line: Pledge, ids: set[str]) -> bool:
    if not item.proven:
        return False
    if not ids.isdisjoint(item.entry.keeps):
        return True
    return item is not since and not set(line.does).isdisjoint(item.proven)


def _drops(item: Item, ids: set[str]) -> bool:
    return item.is_settled and bool(item.entry.reason) and not ids.isdisjoint(item.entry.drops)
