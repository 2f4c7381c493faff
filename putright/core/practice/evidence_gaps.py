"""What a file lacks before it goes to the Ombudsman: said first, and filled by nothing made up.

Four kinds: *no record* (only somebody's word, or only another entry of ours tells of it), *never
done* (owed by a day, and no record shows it), *two accounts*, and *written late* (later than the
day after). A gap is told as it is; whatever is made to fill it is dated the day it is made.
"""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from putright.core.duties.run import Run
from putright.core.timeline.items import Item
from putright.core.workdays import to_datetime

Kind = Literal["no record", "never done", "two accounts", "written late"]
KINDS: tuple[Kind, ...] = ("no record", "never done", "two accounts", "written late")
LATE_DAYS = 1
"""Days after which a thing that was written down counts as written late."""


class Gap(Struct, frozen=True, kw_only=True):
    """One gap: its kind, its day, the entry it is about, and what else tells of that.

    ``told_in`` are entries of ours that are the only source; ``rule`` what was owed.
    """

    kind: Kind
    on: date
    entry: str
    told_in: tuple[str, ...] = ()
    rule: str = ""
    days: int = 0


def gaps_of(run: Run) -> tuple[Gap, ...]:
    """Every gap as of the run's moment, by kind and then by day."""
    found = [*_of_items(run), *_never_done(run)]
    return tuple(sorted(found, key=lambda one: (KINDS.index(one.kind), one.on, one.entry)))


def _of_items(run: Run) -> Iterator[Gap]:
    for item in run.timeline.items:
        if item.struck_by or item.when.first > run.now:
            continue
        if not item.proven:
            yield Gap(kind="no record", on=item.when.date, entry=item.id,
                      told_in=item.entry.told_in)  # fmt: skip
        if item.disputed_by:
            yield Gap(kind="two accounts", on=item.when.date, entry=item.id,
                      told_in=item.disputed_by)  # fmt: skip
        days = _written_after(item)
        if item.from_landlord and days > LATE_DAYS:
            yield Gap(kind="written late", on=item.when.date, entry=item.id, days=days)


def _never_done(run: Run) -> Iterator[Gap]:
    for duties in run.duties.values():
        for duty in duties:
            if duty.verb == "do" and duty.is_breached(run.now) and duty.done is None:
                yield Gap(kind="never done", on=duty.item.when.date, entry=duty.item.id,
                          rule=duty.rule.name)  # fmt: skip


def _written_after(item: Item) -> int:
    """How many days after it happened an entry was in the books."""
    return (to_datetime(item.known).date() - item.when.last_date).days
