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
    made: dict[str, Duty] = {}
    field = {"promise": "promises", "want": "wants", "order": "orders"}[compiled.rule.for_each]
    for item in run.starting(compiled):
        for pledge in getattr(item.entry, field):
            start = _pledge_start(run, item, pledge)
            if start is None:
                continue
            own = _pledge_due(compiled, run, item, pledge, start)
            first = made.get(pledge.repeats)
            due = first.due if first and first.due and first.due.last < own.last else own
            root = first.root if first else item
            duty = _pledge_duty(compiled, run, item=item, root=root, pledge=pledge, due=due)
            made[pledge.id] = duty
            yield duty


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


def _pledge_duty(
    compiled: Compiled, run: Run, *, item: Item, root: Item, pledge: Pledge, due: When
) -> Duty:
    keeper = next((o for o in run.from_then(item) if o.proven and _keeps(o, item, pledge)), None)
    return Duty(
        rule=compiled.stacked,
        item=item,
        root=root,
        pledge=pledge,
        due=due,
        done=keeper.when if keeper else None,
        met_by=(keeper,) if keeper else (),
    )


def _keeps(other: Item, item: Item, pledge: Pledge) -> bool:
    entry = other.entry
    if pledge.id in entry.keeps or (pledge.repeats and pledge.repeats in entry.keeps):
        return True
    if not pledge.does or set(pledge.does).isdisjoint(other.proven):
        return False
    same_complaint = not item.entry.complaint or entry.complaint == item.entry.complaint
    return same_complaint and (not item.entry.stage or entry.stage == item.entry.stage)
