"""Sums that grow from an established failing; of a group only the highest stands (semantics 29)."""

from collections.abc import Iterator
from decimal import Decimal

from putright.core.duties.compiled import Compiled
from putright.core.duties.duty import Duty
from putright.core.duties.run import Run
from putright.core.policy.rules import Sum
from putright.core.timeline.items import Item


def sums_owed(compiled: Compiled, run: Run) -> Iterator[Duty]:
    """The sum that each breach of the named rule makes; where it was met by then, to that day."""
    amount = compiled.rule.sum
    if amount is None:
        return
    for breach in run.duties.get(compiled.rule.of, ()):
        if breach.due is None or not breach.is_breached(run.now):
            continue
        if not compiled.in_force(breach.due.last_day) or not _is_given(compiled, run, breach):
            continue
        pounds = _pounds(amount, _days_late(compiled, run, breach, breach.due.last_day))
        yield Duty(
            rule=compiled.stacked, item=breach.item, root=breach.root, due=breach.due,
            done=breach.done, person=breach.person, pounds=str(pounds),
        )  # fmt: skip


def keep_highest(run: Run) -> None:
    """Drop every sum that a higher one of its group, for the same failing, stands in for."""
    best: dict[tuple[str, str, str], Duty] = {}
    for duty in _grouped(run):
        key = _group(duty)
        if key not in best or Decimal(duty.pounds) > Decimal(best[key].pounds):
            best[key] = duty
    kept = {id(duty) for duty in best.values()}
    dropped = {id(duty) for duty in _grouped(run)} - kept
    for rule_id, duties in run.duties.items():
        run.duties[rule_id] = [duty for duty in duties if id(duty) not in dropped]


def _grouped(run: Run) -> list[Duty]:
    return [
        duty
        for duties in run.duties.values()
        for duty in duties
        if duty.rule.rule.sum is not None and duty.rule.rule.sum.highest_of
    ]


def _group(duty: Duty) -> tuple[str, str, str]:
    amount = duty.rule.rule.sum
    return (amount.highest_of if amount else "", duty.root.id, duty.person)


def _is_given(compiled: Compiled, run: Run, breach: Duty) -> bool:
    return compiled.given is None or compiled.given(breach.item, breach.item, run.facts)


def _pounds(amount: Sum, days: int) -> Decimal:
    """The first sum for the first day (or week, or the event), then so much for each after it."""
    units = {"day": days - 1, "week": (days - 1) // 7, "event": 0}[amount.per]
    pounds = amount.first + amount.then * max(0, units)
    return pounds if amount.at_most is None else min(pounds, amount.at_most)


def _days_late(compiled: Compiled, run: Run, breach: Duty, due: int) -> int:
    """Days after the due day, the day of the act not counted among those still to come."""
    until = breach.done.day if breach.done else run.timeline_day
    return until - due - _days_stood(compiled, run, breach, due, until)


def _days_stood(compiled: Compiled, run: Run, breach: Duty, due: int, until: int) -> int:
    """Days after the due day on which an obstacle of the rule's `paused` lasted."""
    start, end = compiled.paused_from, compiled.paused_to
    if start is None or end is None:
        return 0
    stood, begun = 0, None
    for item in run.from_then(breach.root):
        if not item.is_settled:
            continue
        if begun is None and start(item, breach.root, run.facts):
            begun = item
        elif begun is not None and end(item, breach.root, run.facts):
            stood += _overlap(begun, item.when.day, due, until)
            begun = None
    return stood + (_overlap(begun, until, due, until) if begun else 0)


def _overlap(begun: Item, ended: int, due: int, until: int) -> int:
    return max(0, min(ended, until) - max(begun.when.day, due))
