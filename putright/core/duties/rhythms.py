"""Duties with a rhythm: contact again and again while a state lasts; each gap is one miss."""

from collections.abc import Iterator

from putright.core.duties.compiled import Compiled
from putright.core.duties.duty import Duty
from putright.core.duties.moves import end_of, when_raised
from putright.core.duties.run import Run
from putright.core.policy.rules import Pattern
from putright.core.timeline.items import Item
from putright.core.workdays import When, due_after, parse_span, when_on

FOREVER = 10**12
REOPENING = ("asb.case_reopened",)


def duties_in_rhythm(compiled: Compiled, run: Run) -> Iterator[Duty]:
    """One duty for each gap between contacts longer than the rhythm allows (semantics 9)."""
    covered_until = -FOREVER
    for item in _openings(compiled, run):
        if item.when.first < covered_until or not _runs_at(compiled, run, item.when.last):
            continue
        end = _end_of_state(compiled, run, item)
        covered_until = end
        yield from _gaps(compiled, run, item, end)


def _openings(compiled: Compiled, run: Run) -> list[Item]:
    """Entries that open the state; undoing a closing opens it again (semantics 14)."""
    opened = run.starting(compiled, ever=True)
    if not opened or compiled.during is None or compiled.during.case != "open":
        return opened
    since = opened[0].when.first
    undone = [i for i in run.timeline.doing(REOPENING) if i.can_start and i.when.first >= since]
    return sorted({*opened, *undone}, key=lambda item: (item.when.first, item.when.last, item.id))


def _gaps(compiled: Compiled, run: Run, opening: Item, end: int) -> Iterator[Duty]:
    last = opening
    resets = _resets(compiled, run, opening)
    while True:
        due = _due(compiled, run, last)
        if due is None:
            return
        following = next((item for item in resets if item.when.last > last.when.last), None)
        in_time = following is not None and following.when.first <= due.last
        if not in_time and due.last < end and compiled.in_force(last.when.day):
            until = min(end, run.now, following.when.first if following else FOREVER)
            yield Duty(
                rule=compiled.stacked,
                item=last,
                root=last,
                starts=last.when,
                due=due,
                done=following.when if following else None,
                met_by=(following,) if following else (),
                periods=_periods(compiled, run, last, due, until),
            )
        if following is None or following.when.first > end:
            return
        last = following


def _periods(compiled: Compiled, run: Run, last: Item, due: When, until: int) -> int:
    """How many times contact fell due in one gap: one finding, with the number (semantics 9)."""
    count, following = 1, _text_due(compiled, run, last, when_on(due.last_date))
    while following is not None and following.last < until:
        count += 1
        following = _text_due(compiled, run, last, when_on(following.last_date))
    return count


def _text_due(compiled: Compiled, run: Run, last: Item, since: When) -> When | None:
    return compiled.every(last, since, run.facts) if compiled.every else None


def _resets(compiled: Compiled, run: Run, opening: Item) -> list[Item]:
    meet = compiled.meet
    if meet is None:
        return []
    return [
        item
        for item in run.timeline.items
        if item.when.last >= opening.when.first
        and item.number != opening.number
        and meet([item], opening, run.facts).done is not None
    ]


def _due(compiled: Compiled, run: Run, last: Item) -> When | None:
    """The next due moment after a contact: by the rhythm agreed, else by the text's own."""
    due = _text_due(compiled, run, last, last.when)
    if due is not None:
        due = when_raised(compiled.every_when_raised, compiled, run, last.when.last, due)
    return _as_agreed(compiled, run, last, due)


def _as_agreed(compiled: Compiled, run: Run, last: Item, due: When | None) -> When | None:
    """The due moment by what was agreed with the resident before it, which works forwards only.

    Agreed during the period, the new rhythm begins on the day that the agreement names (`until`),
    else it runs from the agreement itself.
    """
    if compiled.agreed is None:
        return due
    for item in run.timeline.agreeing:
        if due is not None and item.when.first > due.last:
            break
        if not _binds(item) or not compiled.agreed(item, last, run.facts):
            continue
        meanwhile = item.when.first > last.when.last
        if meanwhile and item.entry.until is not None:
            found = end_of(item.entry.until.toordinal())
        else:
            begin = item.when if meanwhile else last.when
            found = due_after(parse_span(item.entry.every), begin, run.calendar)
        if item.proven or due is None or found.last < due.last:
            due = found
    return due


def _binds(item: Item) -> bool:
    """An agreement that is shown; the landlord's bare word binds it to a quicker rhythm only."""
    return bool(item.proven) or (item.from_landlord and not item.struck_by)


def _runs_at(compiled: Compiled, run: Run, minute: int) -> bool:
    during = compiled.during
    return during is None or _state_holds(during, compiled, run, minute)


def _state_holds(during: Pattern, compiled: Compiled, run: Run, minute: int) -> bool:
    facts = run.facts
    if during.case is not None and facts.case_is_open(minute) is not (during.case == "open"):
        return False
    if during.level and facts.level_at(minute, compiled.setting.levels) not in during.level:
        return False
    if during.complaint is not None:
        return facts.complaint_is_open(minute) is (during.complaint == "open")
    return True


def _end_of_state(compiled: Compiled, run: Run, opening: Item) -> int:
    """The first minute after the opening at which the state no longer holds."""
    ended = _ended_by_entry(compiled, run, opening)
    if compiled.during is None:
        return ended
    changes = {minute for minute, _ in run.facts.level_changes(compiled.setting.levels)}
    changes.update(run.facts.case_changes())
    changes.update(run.facts.complaint_changes())
    for minute in sorted(changes):
        if minute >= ended:
            break
        if minute > opening.when.first and not _runs_at(compiled, run, minute):
            return minute
    return ended


def _ended_by_entry(compiled: Compiled, run: Run, opening: Item) -> int:
    if compiled.ends is None:
        return FOREVER
    for item in run.from_then(opening):
        if item.is_settled and compiled.ends(item, opening, run.facts):
            return item.when.first
    return FOREVER
