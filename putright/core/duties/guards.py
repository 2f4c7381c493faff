"""What a rule bars: an act done without what must come first, or at all."""

from collections.abc import Iterator

from putright.core.duties.compiled import Compiled
from putright.core.duties.duty import Duty
from putright.core.duties.run import Run
from putright.core.timeline.items import Item
from putright.core.workdays import When, due_after, due_before


def barred_acts(compiled: Compiled, run: Run) -> Iterator[Duty]:
    """A duty for each act that the rule bars, with what should have come first."""
    for item in barred_candidates(compiled, run):
        missing = what_is_missing(compiled, run, item)
        if missing is None:
            continue
        if compiled.excused is not None:
            before = run.facts.items_before(item)
            if compiled.excused([*before, item], item, run.facts).done is not None:
                continue
        yield Duty(
            rule=compiled.stacked, item=item, root=item, due=None, done=item.when, missing=missing
        )


def barred_candidates(compiled: Compiled, run: Run) -> list[Item]:
    """Acts that the rule speaks of, claimed or not: the landlord's word against itself counts."""
    holds_on = compiled.rule.in_force.holds_on
    pack_holds_on = compiled.stacked.pack.header.in_force.holds_on
    acts = compiled.start_acts
    found = run.timeline.doing(acts) if acts else run.timeline.items
    return [
        item
        for item in found
        if holds_on(item.when.day)
        and pack_holds_on(item.when.day)
        and (compiled.when is None or compiled.when(item, item, run.facts))
        and (compiled.given is None or compiled.given(item, item, run.facts))
    ]


def what_is_missing(compiled: Compiled, run: Run, item: Item) -> tuple[str, ...] | None:
    """What should have come first and did not; None where the act was allowed."""
    if compiled.first is None:
        return ()
    before = [*run.facts.items_before(item), item]
    met = compiled.first(before, item, run.facts)
    if met.done is None:
        return met.missing or ("what must come first",)
    if compiled.notice is not None:
        latest = due_before(compiled.notice, item.when, run.calendar, clear=False)
        if met.done.first > latest.last:
            return (f"notice of {compiled.notice}",)
    if compiled.silent_for is not None:
        return _heard_meanwhile(compiled, run, item, met.done)
    return None


def _heard_meanwhile(
    compiled: Compiled, run: Run, item: Item, done: When
) -> tuple[str, ...] | None:
    """Whether the resident's silence lasted as long as the rule asks for (P071)."""
    if compiled.silent_for is None:
        return None
    until = due_after(compiled.silent_for, done, run.calendar)
    if item.when.last <= until.last:
        return ("the time to answer",)
    heard = any(
        other.by_side in ("resident", "helper") and done.first < other.when.first
        for other in run.facts.items_before(item)
    )
    return ("the resident's silence",) if heard else None
