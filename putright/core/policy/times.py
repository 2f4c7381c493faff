"""Turns a time clause into one function: from the start of a duty to its due moment as a range."""

from collections.abc import Callable

from putright.core.facts.facts import Facts
from putright.core.policy.patterns import Setting, compile_pattern
from putright.core.policy.rules import Speed, TimeClause, Times
from putright.core.timeline.items import Item
from putright.core.workdays import Calendar, When, due_after, parse_span

DueFrom = Callable[[Item, When, Facts], When | None]
"""From the starting item, the start and the facts to the due moment; None where none applies."""


def compile_time(clause: TimeClause, setting: Setting, calendar: Calendar) -> DueFrom | None:
    """The due function of a clause; None where the text names no time."""
    if not clause:
        return None
    if isinstance(clause, tuple):
        return _by_speed(clause, setting, calendar)
    if isinstance(clause, Times):
        return _several(clause, calendar)
    span = parse_span(clause)
    return lambda item, start, facts: due_after(span, start, calendar)


def _by_speed(clause: tuple[Speed, ...], setting: Setting, calendar: Calendar) -> DueFrom:
    speeds = [
        (compile_pattern(speed.when, setting), compile_time(speed.time, setting, calendar))
        for speed in clause
    ]

    def due(item: Item, start: When, facts: Facts) -> When | None:
        for test, time in speeds:
            if time is not None and test(item, item, facts):
                return time(item, start, facts)
        return None

    return due


def _several(clause: Times, calendar: Calendar) -> DueFrom:
    texts = clause.either or clause.sooner or clause.later
    spans = [parse_span(text) for text in texts]

    def due(item: Item, start: When, facts: Facts) -> When | None:
        moments = [due_after(span, start, calendar) for span in spans]
        low = min(moments, key=lambda when: when.last)
        high = max(moments, key=lambda when: when.last)
        if clause.sooner:
            return low
        if clause.later:
            return high
        return When(first=low.first, last=high.last, day=low.day, last_day=high.last_day)

    return due
