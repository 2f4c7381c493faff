"""How far a case is with the Ombudsman: its stage, what the landlord owes it, who spoke last.

An order that is open leads; then whatever the Ombudsman asked for after it decided; then how its
decision stands. A failure order, a review or a recommendation moves no stage: it is owed beside it.
"""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from putright.core.practice.ombudsman import (
    ANSWERED,
    APPROACHED,
    ASKED,
    DETERMINED,
    Order,
    Wanted,
    orders,
    wanted,
)
from putright.core.timeline.items import Item
from putright.core.timeline.timeline import Timeline

BETWEEN = (APPROACHED, ASKED, ANSWERED, DETERMINED)
"""Acts between the Ombudsman and a case: any of them puts it on the list."""
Stage = Literal[
    "approached", "intervention", "information request", "further questions", "early resolution",
    "determined", "orders open", "complied",
]  # fmt: skip
ASKING: tuple[Stage, ...] = (
    "intervention", "information request", "further questions", "early resolution",
)  # fmt: skip
"""Steps before a decision; each is a stage of its own."""
OVER: tuple[Stage, ...] = ("determined", "complied")


class Standing(Struct, frozen=True, kw_only=True):
    """Where a case stands: its stage since an entry, what waits, the decision, the last word."""

    stage: Stage
    since: Item
    waiting: tuple[Wanted, ...]
    orders: tuple[Order, ...]
    determined: Item | None
    last: Item

    @property
    def open_orders(self) -> tuple[Order, ...]:
        """The orders of which no proof went to the Ombudsman."""
        return tuple(one for one in self.orders if one.state != "sent")

    @property
    def is_over(self) -> bool:
        """Whether the Ombudsman decided and nothing that it wants is open."""
        return self.stage in OVER and not self.waiting


def standing(timeline: Timeline) -> Standing | None:
    """How a case stands with the Ombudsman; None where it is not with it at all."""
    said = [item for item in timeline.doing(BETWEEN) if not item.struck_by]
    if not said:
        return None
    made = [item for item in said if DETERMINED in item.acts]
    found = orders(timeline)
    stage, since = _stage(said, made, found)
    return Standing(
        stage=stage, since=since, orders=found, last=said[-1],
        waiting=tuple(one for one in wanted(timeline) if not one.is_answered),
        determined=made[-1] if made else None,
    )  # fmt: skip


def _stage(
    said: Sequence[Item], made: Sequence[Item], found: Sequence[Order]
) -> tuple[Stage, Item]:
    if any(one.state != "sent" for one in found):
        return "orders open", next(one.item for one in found if one.state != "sent")
    after = said[said.index(made[-1]) + 1 :] if made else said
    for item in reversed(after):
        step = item.entry.facts.get("step")
        if ASKED in item.acts and step in ASKING:
            return ASKING[ASKING.index(step)], item
    if made:
        return ("complied" if found else "determined"), made[-1]
    return "approached", said[0]
