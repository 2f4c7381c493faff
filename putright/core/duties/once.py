"""Duties with a time: an act that must happen once, within so long of what started it."""

from collections.abc import Iterator, Sequence

from putright.core.duties.compiled import Compiled
from putright.core.duties.duty import Duty
from putright.core.duties.meeting import NOTHING, Met
from putright.core.duties.run import Run
from putright.core.events.parts import Pledge
from putright.core.timeline.items import Item
from putright.core.workdays import When, day_end, due_after, parse_span, when_on


def duties_once(compiled: Compiled, run: Run) -> Iterator[Duty]:
    """The duties of one `do` with a time: for each entry, once, or once while one is unmet."""
    open_duty: Duty | None = None
    for item, root, start in _starts(compiled, run):
        if open_duty is not None and _holds_back(compiled, open_duty, item):
            continue
        duty = _duty(compiled, run, item=item, root=root, start=start)
        if duty is not None:
            open_duty = duty
            yield duty


def _holds_back(compiled: Compiled, open_duty: Duty, item: Item) -> bool:
    if compiled.rule.for_each == "once":
        return True
    if compiled.rule.for_each != "case":
        return False
    done = open_duty.done
    return open_duty.excused_by is None and (done is None or done.first > item.when.first)


def _starts(compiled: Compiled, run: Run) -> Iterator[tuple[Item, Item, When]]:
    if not compiled.rule.after:
        for item in run.starting(compiled):
            yield item, item, item.when
        return
    for step in run.duties.get(compiled.rule.after, ()):
        yield from _after_step(compiled, run, step)


def _after_step(compiled: Compiled, run: Run, step: Duty) -> Iterator[tuple[Item, Item, When]]:
    """A chain never hangs: it starts at the step done or due, the earlier (semantics 7)."""
    root = step.root
    rule = compiled.rule
    holds = rule.in_force.holds_on(root.when.day) and (
        compiled.stacked.pack.header.in_force.holds_on(root.when.day)
    )
    if not holds or step.excused_by or not _is_given(compiled, run, root):
        return
    done_item = step.met_by[-1] if step.done is not None and step.met_by else None
    item = done_item if done_item and rule.dated_from == "step" else root
    starts = [when for when in (step.done, _day_of(step.due)) if when is not None]
    if starts:
        yield item, root, min(starts, key=lambda when: when.first)


def _is_given(compiled: Compiled, run: Run, root: Item) -> bool:
    tests = (compiled.when, compiled.given)
    return all(test is None or test(root, root, run.facts) for test in tests)


def _day_of(due: When | None) -> When | None:
    return when_on(due.last_date) if due is not None else None


def _duty(compiled: Compiled, run: Run, *, item: Item, root: Item, start: When) -> Duty | None:
    due = compiled.due(item, start, run.facts) if compiled.due else None
    if compiled.due is not None and due is None:
        return None
    after = run.from_then(root)
    met = compiled.meet(after, root, run.facts) if compiled.meet else NOTHING
    if met.done is None and compiled.meet is not None:
        met = _met_by_itself(compiled, run, item, met)
    due, extended, late_notice = _extended(compiled, run, root, due, after, met)
    due = _paused(compiled, run, root, due, after)
    return Duty(
        rule=compiled.stacked,
        item=item,
        root=root,
        due=due,
        done=met.done,
        met_by=met.items,
        missing=met.missing if met.items else (),
        excused_by=_excuse(compiled, run, root, due, after),
        ended_by=run.end_of(compiled.rule.area, root),
        extended_by=extended,
        late_notice=late_notice,
    )


def _met_by_itself(compiled: Compiled, run: Run, item: Item, met: Met) -> Met:
    """An entry can meet the duty it starts: a report handled in the same call."""
    if compiled.meet is None:
        return met
    alone = compiled.meet([item], item, run.facts)
    return alone if alone.done is not None else met


def _excuse(
    compiled: Compiled, run: Run, root: Item, due: When | None, after: Sequence[Item]
) -> Item | None:
    """Only what was given before the due moment excuses (semantics 16)."""
    if compiled.excused is None or due is None:
        return None
    found = compiled.excused(after, root, run.facts)
    if found.done is None or found.done.first > due.last:
        return None
    return found.items[-1]


def _extended(
    compiled: Compiled, run: Run, root: Item, due: When | None, after: Sequence[Item], met: Met
) -> tuple[When | None, Item | None, Item | None]:
    """The due moment after valid extensions, the last valid one, and the first late notice."""
    test, limit = compiled.extension, compiled.extension_limit
    if test is None or limit is None or due is None:
        return due, None, None
    extend = compiled.rule.unless.extended_by
    left = extend.times if extend else 0
    valid: Item | None = None
    late: Item | None = None
    for item in after:
        if not item.proven or not test(item, root, run.facts):
            continue
        if met.done is not None and item.when.first > met.done.last:
            break
        furthest = due_after(limit, when_on(due.last_date), run.calendar)
        until = item.entry.until
        in_time = item.when.first <= due.last
        if in_time and left and until and until.toordinal() <= furthest.last_day:
            due, valid, left = when_on_end(until.toordinal()), item, left - 1
        elif not in_time:
            late = late or item
    return due, valid, late


def when_on_end(ordinal: int) -> When:
    """The end of a day as a due moment."""
    end = day_end(ordinal)
    return When(first=end, last=end, day=ordinal, last_day=ordinal)


def _paused(
    compiled: Compiled, run: Run, root: Item, due: When | None, after: Sequence[Item]
) -> When | None:
    """The due moment moved on by the days between the two entries of a pause (semantics 18)."""
    if compiled.paused_from is None or compiled.paused_to is None or due is None:
        return due
    begun: Item | None = None
    for item in after:
        if not item.is_settled:
            continue
        if begun is None and item.when.first <= due.last:
            if compiled.paused_from(item, root, run.facts):
                begun = item
        elif begun is not None and compiled.paused_to(item, root, run.facts):
            due = when_on_end(due.last_day + item.when.day - begun.when.day)
            begun = None
    return None if begun is not None else due


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
        return when_on_end(pledge.due.toordinal())
    if pledge.within:
        return due_after(parse_span(pledge.within), start, run.calendar)
    found = compiled.due(item, start, run.facts) if compiled.due else None
    return found or when_on_end(start.last_day)


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
