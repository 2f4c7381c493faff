"""What moves the due moment of a duty: a raised level, an extension, an obstacle, a pause."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from putright.core.duties.compiled import Compiled
from putright.core.duties.meeting import Met
from putright.core.duties.run import Run
from putright.core.policy.times import DueFrom
from putright.core.timeline.items import Item
from putright.core.workdays import When, day_end, day_of, due_after, parse_span, when_on

NEXT_DAY = parse_span("1 working day")


class Moved(Struct, frozen=True, gc=False):
    """A due moment, and the entries that moved it or lifted the duty."""

    due: When | None
    extended_by: Item | None = None
    late_notice: Item | None = None
    excused_by: Item | None = None


def moved_due(
    compiled: Compiled, run: Run, root: Item, due: When | None, after: Sequence[Item], met: Met
) -> Moved:
    """The due moment after all that the rule lets move it, among entries since the start."""
    if due is None:
        return Moved(due=None)
    due = when_raised(compiled.due_when_raised, compiled, run, root.when.last, due)
    moved = _extended(compiled, run, root, due, after, met)
    moved = _excused(compiled, run, root, moved, after)
    return replace(moved, due=_paused(compiled, run, root, moved.due, after))


def end_of(ordinal: int) -> When:
    """The end of a day as a due moment."""
    end = day_end(ordinal)
    return When(first=end, last=end, day=ordinal, last_day=ordinal)


def when_raised(time: DueFrom | None, compiled: Compiled, run: Run, since: int, due: When) -> When:
    """The due moment after the level was raised meanwhile: nearer, never further (semantics 10)."""
    if time is None:
        return due
    setting, rank = compiled.setting, 0
    for cause, level in run.facts.level_items(setting.levels):
        raised = setting.rank(level) > rank
        rank = setting.rank(level)
        if not raised or not since < cause.when.first <= due.last:
            continue
        sooner = time(cause, cause.when, run.facts)
        if sooner is not None and sooner.last < due.last:
            due = sooner
    return due


def runs_from(compiled: Compiled, run: Run, start: When, item: Item) -> When:
    """When all had come: as declared, or the last that came while the clock ran (P123)."""
    declared, last = compiled.runs_from_declared, compiled.runs_from_last
    if declared is None or last is None or compiled.due is None:
        return start
    due = compiled.due(item, start, run.facts)
    said: When | None = None
    for other in run.from_then(item):
        if due is None or other.when.first > due.last:
            break
        if other.can_start and declared(other, item, run.facts):
            if other.is_settled:
                return min(other.when, said or other.when)
            said = said or other.when
        if other.can_start and last(other, item, run.facts):
            start = other.when
            due = compiled.due(item, start, run.facts)
    return min(start, said) if said else start


def _extended(
    compiled: Compiled, run: Run, root: Item, due: When, after: Sequence[Item], met: Met
) -> Moved:
    """The due moment after valid extensions, the last valid one, and the first late notice."""
    extend = compiled.rule.unless.extended_by
    if compiled.extension is None or compiled.late_extension is None or extend is None:
        return Moved(due=due)
    left = extend.times
    moved = Moved(due=due)
    for item in _doing(extend.by.act, run, after):
        if not _says_longer(item) or not compiled.late_extension(item, root, run.facts):
            continue
        if met.done is not None and item.when.first > met.done.last:
            break
        if item.when.first > due.last:
            late = item if item.proven else None
            moved = replace(moved, late_notice=moved.late_notice or late)
        elif not compiled.extension(item, root, run.facts):
            continue
        elif left and (until := _valid_until(compiled, run, item, due)):
            left -= 1
            if item.proven:
                due = end_of(until)
                moved = replace(moved, due=due, extended_by=item)
    return moved


def _doing(acts: tuple[str, ...], run: Run, after: Sequence[Item]) -> Sequence[Item]:
    """Those that do any of these acts; in most cases nothing does."""
    if not acts:
        return after
    numbers = {item.number for item in run.timeline.doing(acts)}
    return [item for item in after if item.number in numbers] if numbers else ()


def _says_longer(item: Item) -> bool:
    """A notice that is shown; one that is only said to have gone is spent and moves nothing."""
    return bool(item.proven) or (item.from_landlord and not item.struck_by)


def _valid_until(compiled: Compiled, run: Run, item: Item, due: When) -> int:
    """The day to which it moves the due moment; 0 where it names none inside the limit."""
    until = item.entry.until.toordinal() if item.entry.until else 0
    if until <= due.last_day:
        return 0
    limit = compiled.extension_limit
    if limit is None:
        return until
    furthest = due_after(limit, when_on(due.last_date), run.calendar)
    return until if until <= furthest.last_day else 0


def _excused(
    compiled: Compiled, run: Run, root: Item, moved: Moved, after: Sequence[Item]
) -> Moved:
    """Only what was given before the due moment excuses; it wakes with the obstacle's end.

    Then a working day is left at least (semantics 15 and 16).
    """
    due = moved.due
    if compiled.excused is None or due is None:
        return moved
    while True:
        found = compiled.excused(after, root, run.facts)
        if found.done is None or found.done.first > due.last:
            return replace(moved, due=due)
        obstacle = found.items[-1]
        woken = _waking(compiled, run, root, obstacle, after)
        if woken is None:
            return replace(moved, due=due, excused_by=obstacle)
        later = due_after(NEXT_DAY, woken.when, run.calendar)
        due = later if later.last > due.last else due
        after = [item for item in after if item.when.first > woken.when.first]


def _waking(
    compiled: Compiled, run: Run, root: Item, obstacle: Item, after: Sequence[Item]
) -> Item | None:
    wakes = compiled.wakes
    if wakes is None:
        return None
    later = (i for i in after if i.when.last >= obstacle.when.first and i is not obstacle)
    return next((item for item in later if item.can_start and wakes(item, root, run.facts)), None)


def _paused(
    compiled: Compiled, run: Run, root: Item, due: When | None, after: Sequence[Item]
) -> When | None:
    """The due moment moved on by the time between the two entries of a pause (semantics 18).

    None while the clock stands still.
    """
    if compiled.paused_from is None or compiled.paused_to is None or due is None:
        return due
    begun: Item | None = None
    for item in after:
        if begun is None:
            in_time = item.proven and item.when.first <= due.last
            if in_time and compiled.paused_from(item, root, run.facts):
                begun = item
        elif item.can_start and compiled.paused_to(item, root, run.facts):
            due = _resumed(compiled, run, due, begun, item)
            begun = None
    return None if begun is not None else due


def _resumed(compiled: Compiled, run: Run, due: When, begun: Item, ended: Item) -> When:
    """Working days between the entries are given back as working days, all else as it ran."""
    text = compiled.rule.within if isinstance(compiled.rule.within, str) else ""
    if text.endswith(("hour", "hours")):
        stood = max(0, ended.when.last - begun.when.first)
        first, last = due.first + stood, due.last + stood
        return When(first=first, last=last, day=day_of(first), last_day=day_of(last))
    if "working day" in text:
        stood = run.calendar.count_ordinals(begun.when.day, ended.when.last_day)
        return end_of(run.calendar.add_ordinal(due.last_day, stood))
    return end_of(due.last_day + ended.when.last_day - begun.when.day)
