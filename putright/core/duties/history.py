"""The state of every duty on every past day, in one pass over the duties of one run.

Nothing is evaluated again: a duty changes its state at a few moments of its own only, so that each
stretch of days in one state is found once.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from putright.core.duties.duty import Duty
from putright.core.workdays import day_end, day_of


class Stretch(Struct, frozen=True, gc=False):
    """Days, as ordinals and both included, at the end of which a duty stood in one state."""

    duty: Duty
    state: str
    first: int
    last: int


def history(duties: Iterable[Duty], *, until: int) -> list[Stretch]:
    """Every duty's states up to the end of day ``until``, in the order in which they began.

    What came later is not held against a day: a duty met on Friday was still due on Thursday.
    """
    found = [stretch for duty in duties for stretch in _stretches(duty, until)]
    found.sort(key=lambda stretch: stretch.first)
    return found


def states_on(stretches: Iterable[Stretch], day: int) -> list[tuple[Duty, str]]:
    """The duties there were at the end of a day, each with its state."""
    return [(each.duty, each.state) for each in stretches if each.first <= day <= each.last]


def _stretches(duty: Duty, until: int) -> Iterator[Stretch]:
    state, begun = "", 0
    for day in sorted(_turning_days(duty)):
        if day > until:
            break
        turned = _state_then(duty, day_end(day))
        if turned == state:
            continue
        if state:
            yield Stretch(duty, state, begun, day - 1)
        state, begun = turned, day
    if state:
        yield Stretch(duty, state, begun, until)


def _turning_days(duty: Duty) -> set[int]:
    """The days on which its state can change, the first of them the day that set it going."""
    begun = duty.item.when.day
    turns = {begun}
    for entry in (duty.excused_by, duty.ended_by):
        if entry is not None:
            turns.add(entry.when.day)
    if duty.starts is not None:
        turns.add(duty.starts.day)
    if duty.done is not None:
        turns.add(duty.done.day)
    if duty.due is not None:
        due = duty.due
        turns.update((due.day, day_of(due.first + 1), day_of(due.last + 1)))
    return {day for day in turns if day >= begun}


def _state_then(duty: Duty, now: int) -> str:
    """Its state by what had happened by then: later entries have not met or lifted it yet."""
    later = {
        name: None
        for name, entry in (("excused_by", duty.excused_by), ("ended_by", duty.ended_by))
        if entry is not None and entry.when.first > now
    }
    if duty.done is not None and duty.done.first > now:
        then = replace(duty, done=None, met_by=(), missing=(), **later)
    else:
        then = replace(duty, **later) if later else duty
    return then.state_at(now)
