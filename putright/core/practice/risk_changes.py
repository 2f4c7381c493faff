"""What a level of risk changes: the promises of the packs in force whose time depends on it."""

from collections.abc import Iterator

from msgspec import Struct

from putright.core.policy.rules import Pattern, Rule, TimeClause
from putright.core.policy.stack import Stack


class Change(Struct, frozen=True):
    """A promise at a level: how long it leaves, and whether it comes round again and again."""

    rule: str
    promise: str
    cited: str
    time: str
    comes_round: bool


def changes_at(stack: Stack, level: str) -> tuple[Change, ...]:
    """Every promise whose time, or whether it holds at all, depends on the level of risk."""
    return tuple(
        Change(
            rule=stacked.rule.id,
            promise=stacked.rule.promise,
            cited=stacked.cited,
            time=time,
            comes_round=bool(stacked.rule.every),
        )
        for stacked in stack.rules
        if stacked.rule.verb == "do"
        for time in _times(stacked.rule, level)
    )


def _times(rule: Rule, level: str) -> Iterator[str]:
    clause = rule.within or rule.every
    if isinstance(clause, tuple):
        yield from _speed(clause, level)
    elif isinstance(clause, str) and level in _levels_of(rule):
        yield clause


def _speed(clause: TimeClause, level: str) -> Iterator[str]:
    """The time of the first condition that the level fits, where the level is what decides."""
    speeds = clause if isinstance(clause, tuple) else ()
    if not any(each.when.level for each in speeds):
        return
    fits = [each.time for each in speeds if _fits(each.when, level)]
    yield from (time for time in fits[:1] if isinstance(time, str))


def _levels_of(rule: Rule) -> tuple[str, ...]:
    """The levels at which alone a rule holds."""
    given = rule.given.level if rule.given else ()
    return (*given, *rule.when.level)


def _fits(pattern: Pattern, level: str) -> bool:
    return pattern in (Pattern(), Pattern(level=pattern.level)) and (
        not pattern.level or level in pattern.level
    )
