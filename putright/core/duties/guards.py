"""What a rule bars: an act done without what must come first, or at all."""

from collections.abc import Iterator

from putright.core.duties.compiled import Compiled
from putright.core.duties.duty import Duty
from putright.core.duties.run import Run
from putright.core.timeline.items import Item


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
    """Acts that the rule speaks of, claimed or not: the landlord's word against itself counts.

    An act whose day is in doubt is judged once every day it can have been is past.
    """
    acts = compiled.start_acts
    found = run.timeline.doing(acts) if acts else run.timeline.items
    return [
        item
        for item in found
        if not item.struck_by
        and item.when.last_day <= run.timeline_day
        and compiled.in_force(item.when.day)
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
    return None
