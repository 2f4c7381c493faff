"""How far each order is: in time, late, in part, not at all; said, shown, sent, accepted.

Nothing of it is stored: it is worked out from the entries, and from the payments on the page of
money, so that a payment is written down once.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from putright.core.practice.ombudsman import Order, orders
from putright.core.practice.ombudsman_replies import Reply, orders_named, replies
from putright.core.redress.ledger import HeadLedger, Ledger, Owed, Paid, ledger_of
from putright.core.redress.money import NOTHING, exact, total
from putright.core.timeline.casefile import Heading
from putright.core.timeline.items import Item
from putright.core.timeline.timeline import Timeline
from putright.core.workdays import Calendar, OutsideCalendar

PART_DONE, PAID = "order.part_done", "redress.paid"
DONE_BEFORE = "done before"
"""The fact ``how`` of an order that needed nothing, because it had been done a short time ago."""
RENT_ACCOUNT = "rent account"
FOUR_WEEKS = timedelta(days=28)
"""By when an order is carried out that names no day (guidance on remedies, part 9)."""
SOON = timedelta(days=7)
How = Literal["to do", "said", "in part", "done", "not needed"]
State = Literal[
    "not due", "due soon", "past", "said", "in part", "done", "done late", "proof past", "in time",
    "proof late", "more wanted", "accepted",
]  # fmt: skip


class Late(Struct, frozen=True):
    """By how many days; ``working`` of them, where the bank holidays are known."""

    days: int
    working: int | None = None


class Money(Struct, frozen=True, kw_only=True):
    """The sum of an order: what of it was paid before it was ordered, what since, what is left.

    ``left`` is from one sum to another where the order does not say whether offers are inside.
    ``to_rent`` went to a rent account since: that carries out no order.
    """

    ordered: Decimal
    before: Decimal
    left: Owed
    to_rent: Decimal
    payments: tuple[Paid, ...]

    @property
    def paid(self) -> Decimal:
        """What of the sum is paid for sure."""
        return self.ordered - self.left.high


class Compliance(Struct, frozen=True, kw_only=True):
    """One order: by when, how far, on which day, how late, what the Ombudsman says of it."""

    order: Order
    due: date
    how: How
    parts: tuple[Item, ...]
    done_on: date | None
    sent_on: date | None
    done_late: Late | None
    sent_late: Late | None
    open_late: Late | None
    is_soon: bool
    money: Money | None
    reply: Reply | None

    @property
    def is_done(self) -> bool:
        """Whether a record shows that it was carried out whole, or was not needed."""
        return self.how in ("done", "not needed")

    @property
    def state(self) -> State:
        """How it stands, in one word."""
        if self.reply is not None and self.is_done:
            return "accepted" if self.reply.is_satisfied else "more wanted"
        if self.is_done:
            return self._done()
        if self.how == "to do":
            return "past" if self.open_late else "due soon" if self.is_soon else "not due"
        return "said" if self.how == "said" else "in part"

    def _done(self) -> State:
        if self.done_late:
            return "done late"
        if self.sent_on is None:
            return "proof past" if self.open_late else "done"
        return "proof late" if self.sent_late else "in time"


def compliance(
    timeline: Timeline, headings: Sequence[Heading], *, today: date, calendar: Calendar,
    due: Mapping[str, date] | None = None,
) -> tuple[Compliance, ...]:  # fmt: skip
    """Every order as it stands; ``due`` are days that the duties of the orders name."""
    teller = _Teller(timeline, headings, today, calendar, due or {})
    return tuple(teller.tell(order) for order in orders(timeline))


class _Teller:
    def __init__(
        self, timeline: Timeline, headings: Sequence[Heading], today: date, calendar: Calendar,
        due: Mapping[str, date],
    ) -> None:  # fmt: skip
        self.timeline, self.headings, self.today = timeline, headings, today
        self.calendar, self.due = calendar, due
        self.ledger = ledger_of(timeline, headings)

    def tell(self, order: Order) -> Compliance:
        due = self._due(order)
        money = self._money(order)
        parts = tuple(_parts(self.timeline, order.order.id))
        shown = _shown(order, _head(self.ledger, order.order.head))
        how = _how(order, parts, money, shown)
        is_done = how in ("done", "not needed")
        done_on = _first(shown) if is_done else None
        sent_on = _first(order.sent) if is_done else None
        answered = replies(self.timeline, order.order.id)
        is_open = sent_on is None
        return Compliance(
            order=order, due=due, how=how, parts=parts, done_on=done_on, sent_on=sent_on,
            done_late=self._late(due, done_on), sent_late=self._late(due, sent_on),
            open_late=self._late(due, self.today) if is_open else None,
            is_soon=is_open and due - self.today <= SOON, money=money,
            reply=answered[-1] if answered else None,
        )  # fmt: skip

    def _due(self, order: Order) -> date:
        named = order.order.due or self.due.get(order.order.id)
        return named or order.item.when.date + FOUR_WEEKS

    def _late(self, due: date, on: date | None) -> Late | None:
        if on is None or on <= due:
            return None
        try:
            working = self.calendar.count(due, on)
        except OutsideCalendar:
            working = None
        return Late((on - due).days, working)

    def _money(self, order: Order) -> Money | None:
        amount = order.order.amount
        if amount is None:
            return None
        head = _head(self.ledger, order.order.head)
        since = _since(self.ledger, head, order)
        to_rent = min(total(each.amount for each in since if _is_rent(each)), exact(amount))
        return Money(
            ordered=exact(amount), before=head.early if head else NOTHING, to_rent=to_rent,
            left=_left(order, head, to_rent), payments=since,
        )  # fmt: skip


def _how(
    order: Order, parts: Sequence[Item], money: Money | None, shown: Sequence[Item]
) -> How:  # fmt: skip
    if shown and (money is None or not money.to_rent):
        before = any(one.entry.facts.get("how") == DONE_BEFORE for one in shown)
        return "not needed" if before else "done"
    if any(one.is_evidenced for one in parts) or (money and (money.paid or money.to_rent)):
        return "in part"
    said = [one for one in order.done if not one.is_evidenced]
    return "said" if said or parts else "to do"


def _shown(order: Order, head: HeadLedger | None) -> Sequence[Item]:
    """What shows that it was carried out; payments do where they come to the sum, and no word."""
    shown = [one for one in order.done if one.is_evidenced]
    amount = exact(order.order.amount or NOTHING)
    if head is None or not _is_newest(order, head) or head.counted >= amount:
        return shown
    return [one for one in shown if PAID not in one.acts]


def _is_newest(order: Order, head: HeadLedger) -> bool:
    """Whether no newer determination took the place of its sum."""
    return head.ordered is not None and head.ordered.item is order.item


def _parts(timeline: Timeline, order: str) -> Iterable[Item]:
    return (item for item in timeline.standing(PART_DONE) if order in orders_named(item))


def _first(items: Iterable[Item]) -> date | None:
    return min((one.when.date for one in items if one.is_evidenced), default=None)


def _head(ledger: Ledger, key: str) -> HeadLedger | None:
    return next((head for head in ledger.heads if head.head == key), None)


def _left(order: Order, head: HeadLedger | None, to_rent: Decimal) -> Owed:
    """What is left of one order: nothing where a record keeps it; else its part of the heading's.

    An older determination's order, which a newer one took the place of, is held to its own sum.
    """
    if _shown(order, head):
        return Owed(to_rent, to_rent)
    ordered = head.ordered if head else None
    amount = exact(order.order.amount or NOTHING)
    if head is None or ordered is None or not _is_newest(order, head):
        return Owed(amount, amount)
    key = order.order.id
    low = ordered.left_of(min(head.owed.low, ordered.amount))[key]
    high = ordered.left_of(min(head.owed.high, ordered.amount))[key]
    return Owed(min(low + to_rent, amount), min(high + to_rent, amount))


def _since(ledger: Ledger, head: HeadLedger | None, order: Order) -> tuple[Paid, ...]:
    """Payments since the day of the order of which any part is for its heading."""
    day, shares = order.item.when.date, head.shares if head else {}
    return tuple(
        each for each in ledger.payments if each.item.id in shares and each.item.when.date >= day
    )


def _is_rent(paid: Paid) -> bool:
    return paid.method == RENT_ACCOUNT
