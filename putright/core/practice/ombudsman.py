"""The Ombudsman's case as the timeline tells it: what was asked, what was ordered, what was proven.

An order is done when an entry with a record carries it out, and over when the Ombudsman was sent
the proof (remedies and determinations, part 9). A recommendation binds nobody and is kept apart.
"""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from msgspec import Struct

from putright.core.events.parts import Pledge
from putright.core.timeline.items import Item
from putright.core.timeline.timeline import Timeline

ASKED, ANSWERED = "ombudsman.asked", "ombudsman.answered"
DETERMINED, CARRIED_OUT = "ombudsman.determined", "order.carried_out"
APPROACHED = "ombudsman.approached"
STEPS = (
    "intervention", "information request", "further questions", "early resolution",
    "failure order", "review", "recommendation", "other",
)  # fmt: skip
"""What the Ombudsman may ask for, in the order in which it usually comes."""
OrderState = Literal["to do", "said to be done", "done, not sent", "sent"]


class Wanted(Struct, frozen=True, kw_only=True):
    """One thing that the Ombudsman asked for; ``answered`` are the entries that answer it."""

    item: Item
    want: Pledge
    step: str
    answered: tuple[Item, ...]

    @property
    def is_answered(self) -> bool:
        """Whether an entry with a record answers it."""
        return self.answered_on is not None

    @property
    def answered_on(self) -> date | None:
        """The day on which a record shows it answered."""
        days = [one.when.date for one in self.answered if one.is_evidenced]
        return min(days, default=None)


class Order(Struct, frozen=True, kw_only=True):
    """One order with what was done about it, and when its proof went to the Ombudsman."""

    item: Item
    order: Pledge
    done: tuple[Item, ...]
    sent: tuple[Item, ...]

    @property
    def state(self) -> OrderState:
        """How far it is; said without a record is not done."""
        shown = [one for one in self.done if one.is_evidenced]
        if not shown:
            return "said to be done" if self.done else "to do"
        return "sent" if any(one.is_evidenced for one in self.sent) else "done, not sent"

    @property
    def done_on(self) -> date | None:
        """The day on which a record shows it done."""
        days = [one.when.date for one in self.done if one.is_evidenced]
        return min(days, default=None)


def wanted(timeline: Timeline) -> tuple[Wanted, ...]:
    """Everything that the Ombudsman asked for, the oldest first."""
    return tuple(
        Wanted(item=item, want=want, step=str(item.entry.facts.get("step", "other")),
               answered=tuple(_answering(timeline, item, want)))
        for item in timeline.standing(ASKED)
        for want in item.entry.wants
    )  # fmt: skip


def orders(timeline: Timeline) -> tuple[Order, ...]:
    """Every order, with its proof; whatever was sent after naming the entry that carried it out."""
    found = []
    for item in timeline.standing(DETERMINED):
        for order in item.entry.orders:
            done = tuple(_keeping(timeline, order.id))
            keys = {one.id for one in done}
            sent = tuple(
                one for one in timeline.standing(ANSWERED) if keys & set(one.entry.answers)
            )
            found.append(Order(item=item, order=order, done=done, sent=sent))
    return tuple(found)


def determined_on(timeline: Timeline, day: date) -> bool:
    """Whether a determination of that day is on record: the same one is not recorded twice."""
    return any(item.when.date == day for item in timeline.standing(DETERMINED))


def _answering(timeline: Timeline, asked: Item, want: Pledge) -> Iterable[Item]:
    """What says that it keeps it, and what does since then what was wanted."""
    named = list(_keeping(timeline, want.id))
    done = (
        item
        for item in timeline.standing(*want.does)
        if item.from_landlord and item.when.first >= asked.when.first
    )
    return [*named, *(item for item in done if item not in named)]


def _keeping(timeline: Timeline, pledge: str) -> Iterable[Item]:
    return (
        item for item in timeline.items if pledge in item.entry.keeps and not item.struck_by
    )  # fmt: skip
