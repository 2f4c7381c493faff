"""Duties with a time: an act that must happen once, within so long of what started it."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from putright.core.duties.compiled import Compiled
from putright.core.duties.duty import Duty
from putright.core.duties.foreach import EACH, concerned_by, reaching
from putright.core.duties.meeting import NOTHING, Met
from putright.core.duties.moves import Moved, moved_due, runs_from
from putright.core.duties.plain import Plain
from putright.core.duties.run import Run
from putright.core.policy.patterns import Test
from putright.core.timeline.items import Item
from putright.core.workdays import When, when_on

NOBODY = ("",)
UNMOVED = Moved(due=None)


class Start(Struct, frozen=True, gc=False):
    """What starts a duty: its entry, the first of its chain, the moment the clock runs from.

    ``timed_by`` is the entry whose words choose the time.
    """

    item: Item
    root: Item
    when: When
    timed_by: Item


def duties_once(compiled: Compiled, run: Run) -> list[Duty]:
    """The duties of one `do` with a time: for each entry, once, or once while one is unmet."""
    plain = compiled.plain
    if plain is not None and plain.of_each_entry:
        return _plain_duties(compiled, plain, run)
    found: list[Duty] = []
    counted_for: set[str] = set()
    for_each = compiled.rule.for_each
    holds, over_several = for_each in ("once", "case"), for_each in EACH
    for start in _starts(compiled, run):
        if holds and found and _holds_back(compiled, run, found[-1], start.item):
            continue
        each = _each(compiled, run, start, counted_for) if over_several else NOBODY
        for person in each:
            duty = _duty(compiled, run, start, person)
            if duty is not None:
                found.append(duty)
    return found


def _each(compiled: Compiled, run: Run, start: Start, counted_for: set[str]) -> Iterator[str]:
    """Who each has a duty of their own; where entries are counted, each person once."""
    for key in concerned_by(compiled, run, start.item):
        if compiled.counted is None or key not in counted_for:
            counted_for.add(key)
            yield key


def _holds_back(compiled: Compiled, run: Run, open_duty: Duty, item: Item) -> bool:
    """Whether the open duty stands for this entry too; a new case is a new start (semantics 14)."""
    ended = run.end_of(compiled.area, open_duty.root, item.when)
    if ended is not None and ended.when.first <= item.when.first:
        return False
    if compiled.rule.for_each == "once":
        return True
    done = open_duty.done
    return open_duty.excused_by is None and (done is None or done.first > item.when.first)


def _starts(compiled: Compiled, run: Run) -> list[Start]:
    rule = compiled.rule
    if rule.after_miss:
        missed = run.duties.get(rule.after_miss, ())
        return [start for duty in missed for start in _after_miss(compiled, run, duty)]
    if rule.after:
        steps = run.duties.get(rule.after, ())
        found = [_after_step(compiled, run, step) for step in steps]
        return [start for start in found if start is not None]
    starts = [Start(item, item, item.when, item) for item in run.starting(compiled)]
    if compiled.given is not None and rule.given is not None and rule.given.level:
        starts += _once_raised(compiled, run, compiled.given, rule.given.level)
    if len(starts) > 1:
        starts.sort(key=lambda start: (start.when.first, start.item.id))
    return starts


def _place(item: Item) -> tuple[int, str]:
    return (item.when.first, item.id)


def _once_raised(
    compiled: Compiled, run: Run, given: Test, levels: tuple[str, ...]
) -> Iterator[Start]:
    """New duties that begin when the level of an open case is raised to theirs (semantics 10).

    The entry that raised it times them; the report that told of the matter is their root.
    """
    facts = run.facts
    for item in run.triggering(compiled):
        if not compiled.in_force(item.when.day) or given(item, item, facts):
            continue
        other = compiled.given_at_any_level
        if other is not None and not other(item, item, facts):
            continue
        ended = run.end_of(compiled.area, item, None)
        rank = compiled.setting.rank
        before = -1
        for cause, level in facts.level_items(compiled.setting.levels):
            raised, before = rank(level) > before, rank(level)
            if not raised or cause.when.first <= item.when.first or level not in levels:
                continue
            if ended is None or cause.when.first < ended.when.first:
                yield Start(item=cause, root=item, when=cause.when, timed_by=cause)
            break


def _after_step(compiled: Compiled, run: Run, step: Duty) -> Start | None:
    """A chain never hangs: it starts at the step done or due, the earlier (semantics 7).

    The landlord's bare word that it took the step binds it here, though it does not meet the step.
    """
    root = step.root
    if step.excused_by or not compiled.in_force(root.when.day) or not _given(compiled, run, root):
        return None
    done_item = step.met_by[-1] if step.done is not None and step.met_by else None
    item = done_item if done_item and compiled.rule.dated_from == "step" else root
    when = step.done
    for other in (_claimed_done(run, step), _day_of(step.due)):
        if other is not None and (when is None or other.first < when.first):
            when = other
    return Start(item, root, when, item) if when is not None else None


def _claimed_done(run: Run, step: Duty) -> When | None:
    compiled = run.compiled[id(step.rule)]
    claimed, acts = compiled.claimed, compiled.by_acts
    if claimed is None:
        return None
    if acts and run.timeline.shelves.claiming.keys().isdisjoint(acts):
        return step.done  # nobody says it without proof
    return claimed(run.from_then(step.root), step.root, run.facts).done


def _after_miss(compiled: Compiled, run: Run, missed: Duty) -> Iterator[Start]:
    """A second chance or a chaser: once overdue, at an entry like `when` where one is asked."""
    due = missed.due
    if due is None or not missed.is_breached(run.now) or not compiled.in_force(due.last_day):
        return
    root, until = missed.root, missed.done
    if compiled.when is None:
        if compiled.given is None or compiled.given(root, root, run.facts):
            yield Start(item=root, root=root, when=due, timed_by=root)
        return
    for item in run.starting(compiled):
        if item.when.last > due.last and (until is None or item.when.first <= until.last):
            yield Start(item=item, root=root, when=item.when, timed_by=root)
            return


def _given(compiled: Compiled, run: Run, root: Item) -> bool:
    when, given, facts = compiled.when, compiled.given, run.facts
    return (when is None or when(root, root, facts)) and (given is None or given(root, root, facts))


def _day_of(due: When | None) -> When | None:
    return when_on(due.last_date) if due is not None else None


def _plain_duties(compiled: Compiled, plain: Plain, run: Run) -> list[Duty]:
    items = run.starting(compiled)
    if len(items) > 1:
        items.sort(key=_place)
    found: list[Duty] = []
    for item in items:
        duty = _plain_duty(compiled, plain, run, item, item, item.when, item)
        if duty is not None:
            found.append(duty)
    return found


def _plain_duty(
    compiled: Compiled, plain: Plain, run: Run, item: Item, root: Item, when: When, timed_by: Item
) -> Duty | None:
    """The duty of a plain rule; what meets itself, or in part, is found in the general way."""
    due = plain.due(timed_by, when, run.facts)
    if due is None:
        return None
    met_itself = compiled.may_meet_itself(item)
    found = None if met_itself else plain.first(root, run.facts)
    met = NOTHING if found is None else Met(found.when, (found,))
    if met_itself or (found is None and plain.names_parts):
        met = _met(compiled, run, item, root, run.from_then(root), alone=True)
    return Duty(
        rule=compiled.stacked,
        item=item,
        root=root,
        starts=when,
        due=due,
        done=met.done,
        met_by=met.items,
        missing=met.missing if met.items else (),
        ended_by=run.end_of(compiled.area, root, due) if compiled.area in run.endings else None,
    )


def _duty(compiled: Compiled, run: Run, start: Start, person: str) -> Duty | None:
    item, root = start.item, start.root
    when = start.when
    if compiled.plain is not None and not person:
        return _plain_duty(compiled, compiled.plain, run, item, root, when, start.timed_by)
    if compiled.rule.runs_from is not None:
        when = runs_from(compiled, run, when, start.timed_by)
    due = compiled.due(start.timed_by, when, run.facts) if compiled.due else None
    if compiled.due is not None and due is None:
        return None
    after = run.from_then(item if compiled.rule.after_miss else root)
    reached = reaching(after, person, compiled, run) if person else after
    met = _met(compiled, run, item, root, reached, alone=not person)
    moved = UNMOVED
    if compiled.moves:
        moved = moved_due(compiled, run, root, due, after, met)
        due = moved.due
    return Duty(
        rule=compiled.stacked,
        item=item,
        root=root,
        person=person,
        starts=when,
        due=due,
        done=met.done,
        met_by=met.items,
        missing=met.missing if met.items else (),
        excused_by=moved.excused_by,
        ended_by=_ended(compiled, run, root, due),
        extended_by=moved.extended_by,
        late_notice=moved.late_notice,
    )


def _met(
    compiled: Compiled, run: Run, item: Item, root: Item, after: Sequence[Item], *, alone: bool
) -> Met:
    """What meets it; an entry can meet the duty it starts: a report handled in the same call."""
    if compiled.meet is None:
        return NOTHING
    if alone and compiled.may_meet_itself(item):
        itself = compiled.meet([item], item, run.facts)
        if itself.done is not None:
            return itself
    return compiled.meet(after, root, run.facts)


def _ended(compiled: Compiled, run: Run, root: Item, due: When | None) -> Item | None:
    """The first entry that ends what is not yet due: of the area, or as the rule says."""
    found = run.end_of(compiled.area, root, due) if compiled.area in run.endings else None
    if compiled.ends is None:
        return found
    for item in run.from_then(root):
        if item.is_settled and compiled.ends(item, root, run.facts):
            return item if found is None or item.when.first < found.when.first else found
    return found
