"""Windows that open for somebody outside (`may`), and questions for a person (`judge`)."""

from collections.abc import Iterator

from putright.core.duties.compiled import Compiled
from putright.core.duties.duty import Duty
from putright.core.duties.run import Run
from putright.core.timeline.items import Item
from putright.core.workdays import When


def windows(compiled: Compiled, run: Run) -> Iterator[Duty]:
    """A window or a question for each entry that opens one; the clock refuses nothing."""
    for item, start in _openings(compiled, run):
        due = compiled.due(item, start, run.facts) if compiled.due else None
        if not _opens(compiled, item, due):
            continue
        used = compiled.meet(run.from_then(item), item, run.facts) if compiled.meet else None
        yield Duty(
            rule=compiled.stacked,
            item=item,
            root=item,
            due=due,
            done=used.done if used else None,
            met_by=used.items if used else (),
        )


def _openings(compiled: Compiled, run: Run) -> Iterator[tuple[Item, When]]:
    """What opens a window and when; with `after_miss` the moment another rule was missed."""
    if compiled.rule.after_miss:
        for missed in run.duties.get(compiled.rule.after_miss, ()):
            if missed.due is not None and missed.is_breached(run.now):
                yield missed.item, missed.due
        return
    for item in run.starting(compiled, ever=compiled.rule.verb == "may"):
        yield item, item.when


def _opens(compiled: Compiled, item: Item, due: When | None) -> bool:
    """By the text of the opening day, or a later one while it runs (semantics 24).

    A letter that opens a window and is only said to have gone opens none (semantics 21).
    """
    if compiled.rule.verb == "judge":
        return True
    if item.from_landlord and not item.is_settled:
        return False
    if compiled.in_force(item.when.day):
        return True
    start = compiled.rule.in_force.start
    return (
        start is not None
        and due is not None
        and (item.when.day < start.toordinal() <= due.last_day)
    )
