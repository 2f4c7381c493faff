"""Turns a time clause into one function: from the start of a duty to its due moment as a range."""

from collections.abc import Callable
from datetime import date

from putright.core.facts.facts import Facts
from putright.core.policy.opening import due_in_opening, needs_opening, same_day
from putright.core.policy.patterns import compile_pattern
from putright.core.policy.rules import Speed, TimeClause, Times
from putright.core.policy.setting import Setting
from putright.core.timeline.items import Item
from putright.core.workdays import (
    Calendar,
    Span,
    When,
    day_end,
    due_after,
    due_before,
    end_of_day,
    parse_span,
    when_on,
)

DueFrom = Callable[[Item, When, Facts], When | None]
"""From the starting item, the start and the facts to the due moment; None where none applies."""


def compile_time(clause: TimeClause, setting: Setting) -> DueFrom | None:
    """The due function of a clause; None where the text names no time."""
    if not clause:
        return None
    if isinstance(clause, tuple):
        return _by_speed(clause, setting)
    if isinstance(clause, Times):
        return _named_day(clause, setting) or _several(clause, setting)
    return compile_span(clause, setting)


def by_level_only(clause: TimeClause) -> TimeClause:
    """The speeds of a clause that hang on the level: those that a change of level can bring."""
    if not isinstance(clause, tuple):
        return ""
    return tuple(speed for speed in clause if speed.when.level)


def compile_span(text: str, setting: Setting) -> DueFrom:
    """The due function of one time."""
    opening, calendar = setting.opening, setting.calendar
    if opening is not None and needs_opening(text):
        return lambda item, start, facts: due_in_opening(text, start, opening, calendar)
    span = parse_span(text)
    if opening is not None and span.unit == "same day":
        return lambda item, start, facts: same_day(start, opening, calendar)
    if span.unit != "working days" or span.less or span.inclusive:
        return lambda item, start, facts: due_after(span, start, calendar)
    return _in_working_days(span, calendar)


def _in_working_days(span: Span, calendar: Calendar) -> DueFrom:
    """The time that most promises have, by the shortest way for a start on one day."""
    number, add = span.number, calendar.add_ordinal

    def due(item: Item, start: When, facts: Facts) -> When:
        if start.day == start.last_day:
            return end_of_day(add(start.day, number))
        return due_after(span, start, calendar)

    return due


def _by_speed(clause: tuple[Speed, ...], setting: Setting) -> DueFrom:
    speeds = [
        (compile_pattern(speed.when, setting), compile_time(speed.time, setting))
        for speed in clause
    ]

    def due(item: Item, start: When, facts: Facts) -> When | None:
        for test, time in speeds:
            if time is not None and test(item, item, facts):
                return time(item, start, facts)
        return None

    return due


def _named_day(clause: Times, setting: Setting) -> DueFrom | None:
    """The day that the entry names, or so long before; live a clear day earlier (semantics 5)."""
    if not clause.before and not clause.on_named_day:
        return None
    span = parse_span(clause.before) if clause.before else None

    def due(item: Item, start: When, facts: Facts) -> When | None:
        day = _day_named(item, facts)
        if day is None:
            return None
        named = when_on(day)
        if span is None:
            end = day_end(named.day)
            return When(first=end, last=end, day=named.day, last_day=named.day)
        clear = due_before(span, named, setting.calendar, clear=True)
        return _reach(clear, due_before(span, named, setting.calendar, clear=False))

    return due


def _day_named(item: Item, facts: Facts) -> date | None:
    """The day that the entry names, else one that the entries it answers name."""
    if item.entry.until is not None:
        return item.entry.until
    by_id = facts.timeline.by_id
    answered = (by_id.get(key) for key in item.entry.responds_to)
    return next((each.entry.until for each in answered if each and each.entry.until), None)


def _several(clause: Times, setting: Setting) -> DueFrom:
    texts = clause.either or clause.sooner or clause.later
    times = [compile_span(text, setting) for text in texts]

    def due(item: Item, start: When, facts: Facts) -> When | None:
        moments = [when for time in times if (when := time(item, start, facts)) is not None]
        low = min(moments, key=lambda when: when.last)
        high = max(moments, key=lambda when: when.last)
        if clause.sooner:
            return low
        if clause.later:
            return high
        return _reach(low, high)

    return due


def _reach(low: When, high: When) -> When:
    return When(first=low.first, last=high.last, day=low.day, last_day=high.last_day)
