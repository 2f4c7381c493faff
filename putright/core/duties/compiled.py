"""A stacked rule made ready to run: its patterns, times and meetings compiled once."""

from collections.abc import Callable

from putright.core.duties.meeting import Meeting, compile_meeting
from putright.core.policy.patterns import Setting, Test, compile_pattern
from putright.core.policy.rules import Pattern, Rule
from putright.core.policy.stacked import Stacked
from putright.core.policy.times import DueFrom, compile_time
from putright.core.workdays import Calendar, Span, parse_span

Compile = Callable[[Pattern], Test]


class Compiled:
    """One rule, compiled. Public fields are read by the verbs' modules; nothing changes them."""

    __slots__ = (
        "agreed", "due", "during", "every", "excused", "extension", "extension_limit",
        "first", "given", "meet", "notice", "paused_from", "paused_to", "rule",
        "setting", "silent_for", "stacked", "start_acts", "when",
    )  # fmt: skip

    def __init__(self, stacked: Stacked, calendar: Calendar) -> None:
        """Compile what the rule says; a clause it leaves out stays None."""
        rule: Rule = stacked.rule
        self.stacked = stacked
        self.rule = rule
        self.setting = Setting(levels=stacked.pack.kind_levels)
        self.start_acts = acts_of(rule.when)
        self.when = self._test(rule.when)
        self.given = self._test(rule.given)
        self.during = rule.during
        self.due: DueFrom | None = compile_time(rule.within, self.setting, calendar)
        self.every: DueFrom | None = compile_time(rule.every, self.setting, calendar)
        self.meet = self._meeting(rule.by, proof=True)
        unless = rule.unless
        self.first = self._meeting(unless.first, proof=True)
        self.notice: Span | None = _span(unless.first.notice if unless.first else "")
        self.silent_for: Span | None = _span(unless.first.silent_for if unless.first else "")
        self.excused = self._meeting(unless.excused_by, proof=True)
        self.agreed = self._test(unless.agreed_by)
        extend = unless.extended_by
        self.extension = self._test(extend.by if extend else None)
        self.extension_limit: Span | None = _span(extend.at_most if extend else "")
        self.paused_from = self._test(unless.paused.start if unless.paused else None)
        self.paused_to = self._test(unless.paused.end if unless.paused else None)

    def _test(self, pattern: Pattern | None) -> Test | None:
        if pattern is None or pattern == Pattern():
            return None
        return compile_pattern(pattern, self.setting)

    def _meeting(self, pattern: Pattern | None, *, proof: bool) -> Meeting | None:
        return compile_meeting(pattern, self.setting, proof=proof) if pattern else None


def _span(text: str) -> Span | None:
    return parse_span(text) if text else None


def acts_of(pattern: Pattern) -> tuple[str, ...]:
    """The acts that an entry must do one of to match, where the pattern names them; else empty."""
    if pattern.act:
        return pattern.act
    if pattern.any:
        found = [acts_of(each) for each in pattern.any]
        return tuple(dict.fromkeys(a for acts in found for a in acts)) if all(found) else ()
    return ()
