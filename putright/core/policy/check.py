"""Holds each rule of a pack against the vocabulary, the units and the shape of its verb."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from putright.core.events.words import Words
from putright.core.policy.opening import Opening, day_of_year, minutes_of, needs_opening
from putright.core.policy.practice_complaints import faults_of
from putright.core.policy.rules import Pattern, Rule, TimeClause, Times
from putright.core.timeline.items import BUILT_IN
from putright.core.workdays import parse_span

Problem = tuple[str, str, str]
SPANS = frozenset({
    "within", "review_within", "chase_after", "lasts", "review", "pay_within", "open_for",
})  # fmt: skip
"""Keys of rows of daily practice that hold a time."""


class RuleChecker:
    """Holds every word and time of a rule against the vocabulary and the units."""

    def __init__(self, words: Words, ids: set[str], opening: Opening | None) -> None:
        """Take the words that hold, the ids of the pack's rules, and its opening hours."""
        self.words = words
        self.ids = ids
        self.opening = opening

    def check(self, rule: Rule) -> Iterator[Problem]:
        """Every problem of a rule: the key, what is wrong, how to mend it."""
        yield from self._shape(rule)
        yield from self._order(rule)
        for key, clause in (("within", rule.within), ("every", rule.every)):
            yield from self._clause(key, clause)
        for pattern in patterns_of(rule):
            yield from self._pattern(pattern)
        codes = (
            rule.then.finding, rule.then.late, rule.then.no_extension, rule.then.late_extension,
        )  # fmt: skip
        for code in codes:
            if code and code not in self.words.codes:
                yield ("then", f"{code!r} is no code of a finding", _one_of(self.words.codes))

    def check_practice(self, row: Any) -> Iterator[Problem]:
        """Every problem of a row of daily practice: its patterns, acts, levels and times."""
        yield from faults_of(row)
        for key, value in _parts_of(row):
            if isinstance(value, Pattern):
                yield from self._pattern(value)
            elif key in ("act", "offer_act") and value not in self.words.acts:
                yield (key, f"{value!r} is no act", _one_of(self.words.acts))
            elif key == "level" and value and value not in self.words.levels:
                yield (key, f"{value!r} is no level", _one_of(self.words.levels))
            elif key in SPANS and value:
                yield from self._span(key, value)

    def _shape(self, rule: Rule) -> Iterator[Problem]:
        if "." not in rule.id:
            yield ("id", "has no area", 'Write "area.promise", as in "asb.first_action".')
        pledged = rule.for_each in ("promise", "want", "order")
        if rule.verb == "do" and rule.by is None and not (rule.check or pledged):
            yield ("by", "is missing", "Say which act meets a `do`.")
        if rule.verb == "do" and rule.within and rule.every:
            yield ("every", "stands beside within", "A duty has a time or a rhythm, not both.")
        unless = rule.unless
        if rule.every and (unless.excused_by or unless.extended_by or unless.paused):
            mend = "A rhythm knows only `agreed_by`; put what counts as contact into `by`."
            yield ("unless", "does nothing beside every", mend)
        if rule.verb == "owe" and (rule.sum is None or not rule.of):
            yield ("sum", "or `of` is missing", "An `owe` needs the sum and the rule it follows.")
        if rule.verb == "judge" and not rule.question:
            yield ("question", "is missing", "Say what a person must decide.")
        starts = rule.when != Pattern() or rule.after or rule.after_miss or rule.check
        if rule.verb != "owe" and not starts:
            yield ("when", "is missing", "Say which act starts it, or `after` which rule.")

    def _order(self, rule: Rule) -> Iterator[Problem]:
        for key, named in (("of", rule.of), ("after_miss", rule.after_miss)):
            if named and named not in self.ids:
                yield (key, f"names {named!r}, which is no rule of the pack", "Use a rule's id.")
        if rule.unless.wakes_with and not rule.unless.excused_by:
            yield ("wakes_with", "has nothing to wake", "Say what excuses with `excused_by`.")
        if rule.sum and rule.sum.then and rule.sum.per == "event":
            yield ("sum", "grows per event", "Say `per` day or week where `then` is given.")

    def _clause(self, key: str, clause: TimeClause) -> Iterator[Problem]:
        if isinstance(clause, tuple):
            for speed in clause:
                yield from self._clause(key, speed.time)
            return
        if isinstance(clause, Times):
            forms = (clause.either, clause.sooner, clause.later, clause.before)
            if sum(map(bool, forms)) + clause.on_named_day != 1:
                mend = "Give one of either, sooner, later, before, on_named_day."
                yield (key, "is not one form of time", mend)
            if clause.before:
                yield from self._span(key, clause.before, back=True)
        for text in times_of(clause):
            yield from self._span(key, text)
        if self.opening is None and any(map(needs_opening, all_times_of(clause))):
            yield (key, "needs opening hours", "Add an [opening] table with the hours of each day.")

    def _span(self, key: str, text: str, *, back: bool = False) -> Iterator[Problem]:
        try:
            span = parse_span(text)
            if back and not span.can_count_back:
                yield (key, f"says {text!r}", 'It cannot be counted back; write "5 calendar days".')
        except ValueError as error:
            yield (key, f"says {text!r}", str(error))

    def _pattern(self, pattern: Pattern) -> Iterator[Problem]:
        lists: tuple[tuple[str, Iterable[str], Mapping[str, Any]], ...] = (
            ("act", pattern.act, self.words.acts),
            ("kinds", pattern.kinds, self.words.kinds),
            ("channel", pattern.channel, self.words.channels),
            ("contains", pattern.contains, self.words.contents),
            ("about", pattern.about, self.words.abouts),
            ("held_up_by", pattern.held_up_by, self.words.hold_ups),
            ("evidence", pattern.evidence, self.words.evidence),
            ("level", pattern.level, {level: "" for level in self.words.levels}),
            ("facts", pattern.facts, self.words.facts),
            ("by", pattern.by, {**BUILT_IN, **self.words.roles}),
            ("to", pattern.to, {**BUILT_IN, **self.words.roles}),
        )
        for key, used, known in lists:
            for word in used:
                if word not in known:
                    mend = f"Add it to [words], or use {_one_of(known)}"
                    yield (key, f"{word!r} is in no list", mend)
        for key, text in (("in_window", pattern.in_window), ("silent_for", pattern.silent_for)):
            if text:
                yield from self._span(key, text)
        if pattern.notice:
            yield from self._span("notice", pattern.notice, back=True)
        yield from _moments(pattern)


def _parts_of(row: Any) -> Iterator[tuple[str, Any]]:
    """Every field of a row and of the rows inside it, by name."""
    for name in row.__struct_fields__:
        value = getattr(row, name)
        for each in value if isinstance(value, tuple) else (value,):
            yield name, each
            if hasattr(each, "__struct_fields__") and not isinstance(each, Pattern):
                yield from _parts_of(each)


def _moments(pattern: Pattern) -> Iterator[Problem]:
    try:
        if pattern.hours:
            minutes_of(pattern.hours)
        for text in pattern.season:
            day_of_year(text)
    except ValueError as error:
        yield ("season" if pattern.season else "hours", "cannot be read", str(error))
    if len(pattern.season) not in (0, 2):
        yield ("season", "is not two days", 'Write ["31 October", "1 May"].')


def _one_of(known: Iterable[str]) -> str:
    listed = sorted(known)
    shown = ", ".join(listed[:12])
    return f"one of: {shown}{' ...' if len(listed) > 12 else ''}."


def times_of(clause: TimeClause) -> Iterator[str]:
    """Every span of time that a clause names; times in opening hours are no spans."""
    return (text for text in all_times_of(clause) if not needs_opening(text))


def all_times_of(clause: TimeClause) -> Iterator[str]:
    """Every time that a clause names."""
    if isinstance(clause, str):
        if clause:
            yield clause
    elif isinstance(clause, Times):
        yield from (*clause.either, *clause.sooner, *clause.later)
    else:
        for speed in clause:
            yield from all_times_of(speed.time)


def patterns_of(rule: Rule) -> Iterator[Pattern]:
    """Every pattern that a rule holds, the nested ones too."""
    unless = rule.unless
    found = [rule.when, rule.given, rule.by, rule.during, rule.ends_with]
    found += [unless.first, unless.excused_by, unless.wakes_with, unless.agreed_by]
    if rule.runs_from:
        found += [rule.runs_from.declared, rule.runs_from.last]
    if unless.extended_by:
        found.append(unless.extended_by.by)
    if unless.paused:
        found += [unless.paused.start, unless.paused.end]
    for clause in (rule.within, rule.every):
        if isinstance(clause, tuple):
            found += [speed.when for speed in clause]
    for pattern in found:
        if pattern is not None:
            yield from _nested(pattern)


def _nested(pattern: Pattern) -> Iterator[Pattern]:
    yield pattern
    inner = (pattern.follows,) if pattern.follows else ()
    for each in (*pattern.all, *pattern.any, *pattern.none, *inner):
        yield from _nested(each)
