"""A landlord's rule that says nothing of extensions, dated by the edition of the Code that does."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from putright.core.policy.packs import Pack
from putright.core.policy.rules import Dates, Rule
from putright.core.policy.stacked import Stacked


def extended_as_the_code_says(stacked: Stacked, packs: Sequence[Pack]) -> Iterator[Stacked]:
    """The rule once for each edition of the Code whose rule of the same id can be extended.

    Where a landlord's own text is silent on longer times, those that the Code allows hold for it
    too (Code 6.4, 6.15); a rule that speaks of them, or of another matter, stays as it is.
    """
    rule = stacked.rule
    editions = _editions(rule, packs) if stacked.rank == "landlord" else []
    if rule.verb != "do" or rule.unless.extended_by is not None or not editions:
        yield stacked
        return
    begins = rule.in_force.start
    for held, code in editions:
        if held.start is not None and (begins is None or begins < held.start):
            before = Dates(start=begins, end=_day_before(held.start))
            yield _dated(stacked, rule, _both(rule.in_force, before))
        lent = replace(
            rule,
            unless=replace(rule.unless, extended_by=code.unless.extended_by),
            then=replace(
                rule.then,
                no_extension=code.then.no_extension,
                late_extension=code.then.late_extension,
            ),
        )
        yield _dated(stacked, lent, _both(rule.in_force, held))
        if held.end is None:
            return
        begins = held.end + timedelta(days=1)
    yield _dated(stacked, rule, _both(rule.in_force, Dates(start=begins)))


def _editions(rule: Rule, packs: Sequence[Pack]) -> list[tuple[Dates, Rule]]:
    found = [
        (_both(pack.header.in_force, each.in_force), each)
        for pack in packs
        if pack.header.rank == "code"
        for each in pack.rules
        if each.id == rule.id and each.unless.extended_by is not None
    ]
    return sorted(found, key=lambda pair: pair[0].start or date.min)


def _dated(stacked: Stacked, rule: Rule, dates: Dates) -> Stacked:
    return replace(stacked, rule=replace(rule, in_force=dates))


def _day_before(day: date) -> date:
    return day - timedelta(days=1)


def _both(one: Dates, other: Dates) -> Dates:
    """The days on which both are in force."""
    starts = [day for day in (one.start, other.start) if day is not None]
    ends = [day for day in (one.end, other.end) if day is not None]
    return Dates(start=max(starts, default=None), end=min(ends, default=None))
