"""Duties that were promised, wanted or ordered in words: each pledge inside an entry is one."""

from collections.abc import Iterator

from putright.core.duties.compiled import Compiled
from putright.core.duties.duty import Duty
from putright.core.duties.moves import end_of
from putright.core.duties.run import Run
from putright.core.events.parts import Pledge
from putright.core.timeline.items import Item
from putright.core.workdays import When, due_after, parse_span


def duties_of_pledges(compiled: Compiled, run: Run) -> Iterator[Duty]:
    """A duty for each promise, demand or order inside an entry (semantics 20)."""
    made = list(_told(compiled, run))
    for item, pledge, start, due, first in made:
        if item.can_start and (compiled.given is None or compiled.given(item, item, run.facts)):
            keeper = _keeper(run, item, pledge, first.known_as)
            dropped = _dropped(run, item, first.known_as) if keeper is None else None
            yield Duty(
                rule=compiled.stacked,
                item=item,
                root=first.item,
                pledge=pledge,
                starts=start,
                due=due,
                done=keeper.when if keeper else None,
                met_by=(keeper,) if keeper else (),
                ended_by=dropped,
            )


def _told(compiled: Compiled, run: Run) -> Iterator[tuple[Item, Pledge, When, When, "_First"]]:
    """Each telling of a pledge, with its start, its due moment and its first telling.

    Repeated, a pledge keeps the first one's clock; bettered, the earlier day binds.
    """
    first_of: dict[str, _First] = {}
    for item in run.triggering(compiled, disputed=True):
        if not compiled.in_force(item.when.day):
            continue
        for pledge in _pledges(compiled, run, item):
            start = _pledge_start(run, item, pledge)
            if start is None:
                continue
            own = _pledge_due(compiled, run, item, pledge, start)
            first = first_of.get(pledge.repeats) or _First(item, own)
            first.known_as.add(pledge.id)
            first_of[pledge.id] = first
            first.due = min(first.due, own, key=lambda when: when.last)
            yield item, pledge, start, first.due, first


class _First:
    """A promise as first made: its entry, its due moment, and every id it was repeated under."""

    def __init__(self, item: Item, due: When) -> None:
        self.item = item
        self.due = due
        self.known_as: set[str] = set()


def _pledges(compiled: Compiled, run: Run, item: Item) -> tuple[Pledge, ...]:
    """The pledges of an entry; a longer time not validly taken is one too (semantics 17)."""
    entry = item.entry
    if compiled.rule.for_each == "want":
        return entry.wants
    if compiled.rule.for_each == "order":
        return entry.orders
    ours = tuple(promise for promise in entry.promises if not promise.who)
    told = any("complaint.responded" in promise.does for promise in ours)
    if told or entry.until is None or "complaint.extended" not in item.acts:
        return ours
    valid = any(duty.extended_by is item for group in run.duties.values() for duty in group)
    answer = Pledge(
        id=f"{item.id}:until",
        what="the answer by the day that the notice named",
        due=entry.until,
        does=("complaint.responded",),
    )
    return ours if valid else (*ours, answer)


def _pledge_start(run: Run, item: Item, pledge: Pledge) -> When | None:
    if not pledge.after:
        return item.when
    condition = run.timeline.by_id.get(pledge.after)
    return condition.when if condition is not None else None


def _pledge_due(compiled: Compiled, run: Run, item: Item, pledge: Pledge, start: When) -> When:
    if pledge.due is not None:
        return end_of(pledge.due.toordinal())
    if pledge.within:
        return due_after(parse_span(pledge.within), start, run.calendar)
    found = compiled.due(item, start, run.facts) if compiled.due else None
    return found or end_of(start.last_day)


def _keeper(run: Run, item: Item, pledge: Pledge, known_as: set[str]) -> Item | None:
    """What kept it: after the promise, and after its condition where it has one (semantics 20)."""
    since = run.timeline.by_id.get(pledge.after, item)
    after = run.from_then(since)
    return next((other for other in after if _keeps(other, item, pledge, known_as)), None)


def _dropped(run: Run, item: Item, known_as: set[str]) -> Item | None:
    """The review that gave it up, shown and with a reason; what was missed by then stays missed."""
    return next(
        (
            other
            for other in run.from_then(item)
            if other.is_settled
            and other.entry.reason
            and not known_as.isdisjoint(other.entry.drops)
        ),
        None,
    )


def _keeps(other: Item, item: Item, pledge: Pledge, known_as: set[str]) -> bool:
    entry = other.entry
    if not other.proven:
        return False
    if not known_as.isdisjoint(entry.keeps):
        return True
    if set(pledge.does).isdisjoint(other.proven):
        return False
    same_complaint = not item.entry.complaint or entry.complaint == item.entry.complaint
    return same_complaint and item.entry.stage in (0, entry.stage)
