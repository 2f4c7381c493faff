"""A stacked rule made ready to run: its patterns, times and meetings compiled once."""

from msgspec.structs import replace

from putright.core.duties.meeting import Meeting, compile_meeting
from putright.core.duties.plain import Plain, compile_first, names_parts
from putright.core.policy.counts import Counted, asks_count
from putright.core.policy.patterns import Setting, Test, compile_counted, compile_pattern
from putright.core.policy.rules import Dates, Pattern, Rule, RunsFrom
from putright.core.policy.stacked import Stacked
from putright.core.policy.times import DueFrom, by_level_only, compile_time
from putright.core.timeline.items import Item
from putright.core.workdays import Calendar, Span, parse_span


class Compiled:
    """One rule, compiled. Public fields are read by the verbs' modules; nothing changes them."""

    __slots__ = (
        "agreed",
        "always",
        "area",
        "by_acts",
        "claimed",
        "counted",
        "due",
        "due_when_raised",
        "during",
        "ends",
        "every",
        "every_when_raised",
        "excused",
        "extension",
        "extension_limit",
        "first",
        "given",
        "given_at_any_level",
        "late_extension",
        "meet",
        "moves",
        "paused_from",
        "paused_to",
        "plain",
        "rule",
        "runs_from_declared",
        "runs_from_last",
        "setting",
        "stacked",
        "start_acts",
        "trigger",
        "wakes",
        "when",
    )  # fmt: skip

    def __init__(self, stacked: Stacked, calendar: Calendar) -> None:
        """Compile what the rule says; a clause it leaves out stays None."""
        rule: Rule = stacked.rule
        pack = stacked.pack
        self.stacked = stacked
        self.rule = rule
        self.setting = Setting(
            levels=pack.kind_levels,
            calendar=calendar,
            order=pack.words.levels,
            opening=pack.opening,
        )
        self.start_acts = acts_of(rule.when)
        self.area = rule.area
        self.always = rule.in_force == Dates() == pack.header.in_force
        self.when = self._test(rule.when)
        self.trigger = self.when if asks_count(rule.when) else self._without_act(rule.when)
        self.counted: Counted | None = compile_counted(rule.when, self.setting)
        self.given = self._test(rule.given)
        self.given_at_any_level = self._test(
            replace(rule.given, level=()) if rule.given and rule.given.level else None
        )
        self.during = rule.during
        self.ends = self._test(rule.ends_with)
        self._compile_times(rule)
        self.meet = self._meeting(rule.by)
        self.by_acts = _only_acts(rule.by)
        self.claimed = compile_meeting(rule.by, self.setting, proof=False) if rule.by else None
        self._compile_unless(rule)
        self.plain = self._plain(rule)

    def _compile_times(self, rule: Rule) -> None:
        setting = self.setting
        self.due: DueFrom | None = compile_time(rule.within, setting)
        self.due_when_raised = compile_time(by_level_only(rule.within), setting)
        self.every: DueFrom | None = compile_time(rule.every, setting)
        self.every_when_raised = compile_time(by_level_only(rule.every), setting)
        runs: RunsFrom | None = rule.runs_from
        self.runs_from_declared = self._test(runs.declared if runs else None)
        self.runs_from_last = self._test(runs.last if runs else None)

    def _compile_unless(self, rule: Rule) -> None:
        unless = rule.unless
        self.first = self._meeting(unless.first)
        self.excused = self._meeting(unless.excused_by)
        self.wakes = self._test(unless.wakes_with)
        self.agreed = self._test(unless.agreed_by)
        extend = unless.extended_by
        self.extension = self._test(extend.by if extend else None)
        self.late_extension = self._test(_bare(extend.by) if extend else None)
        self.extension_limit: Span | None = (
            parse_span(extend.at_most) if extend and extend.at_most else None
        )
        self.paused_from = self._test(unless.paused.start if unless.paused else None)
        self.paused_to = self._test(unless.paused.end if unless.paused else None)
        movers = (self.due_when_raised, self.extension, self.excused, self.paused_from)
        self.moves = any(mover is not None for mover in movers)

    def _test(self, pattern: Pattern | None) -> Test | None:
        if pattern is None or pattern == Pattern():
            return None
        return compile_pattern(pattern, self.setting)

    def _without_act(self, pattern: Pattern) -> Test | None:
        """The rest of a trigger's test, for entries that were found by their act."""
        return self._test(replace(pattern, act=()))

    def _meeting(self, pattern: Pattern | None) -> Meeting | None:
        return compile_meeting(pattern, self.setting, proof=True) if pattern else None

    def _plain(self, rule: Rule) -> Plain | None:
        """What meets it, where nothing but its time says when it is due and its area ends it."""
        if self.due is None or self.moves or self.ends or rule.runs_from or rule.after_miss:
            return None
        first = compile_first(rule.by, self.setting)
        if first is None or rule.by is None:
            return None
        is_raised = rule.given is not None and rule.given.level
        return Plain(
            due=self.due,
            first=first,
            names_parts=names_parts(rule.by),
            of_each_entry=rule.for_each == "entry" and not rule.after and not is_raised,
        )

    def may_meet_itself(self, item: Item) -> bool:
        """Whether the entry that starts the duty could be one that meets it."""
        if self.by_acts:
            return not self.by_acts.isdisjoint(item.acts)
        by = self.rule.by
        return by is None or not by.answers or bool(item.entry.answers)

    def in_force(self, ordinal: int) -> bool:
        """Whether the rule and its pack were in force on that day."""
        return self.always or (
            self.rule.in_force.holds_on(ordinal)
            and (self.stacked.pack.header.in_force.holds_on(ordinal))
        )


def _only_acts(pattern: Pattern | None) -> frozenset[str]:
    """The acts of which one must be done to meet it; none where parts ask for acts besides."""
    if pattern is None or (pattern.act and (pattern.all or pattern.any)):
        return frozenset()
    return frozenset(acts_of(pattern))


def acts_of(pattern: Pattern) -> tuple[str, ...]:
    """The acts that an entry must do one of to match, where the pattern names them; else empty."""
    if pattern.act:
        return pattern.act
    if pattern.any:
        found = [acts_of(each) for each in pattern.any]
        return tuple(dict.fromkeys(a for acts in found for a in acts)) if all(found) else ()
    return ()


def _bare(notice: Pattern) -> Pattern:
    """A notice with whatever it lacks: too late is too late, and only a full one moves a day."""
    return replace(notice, contains=(), written=None, reason=None)
