"""The ledger of a case's redress: what was offered over the stages, answered, ordered and paid.

Each offer is kept with what it changed, so that the sum of all changes is the total however they
are grouped: by heading, by stage, by entry. Only what a record shows counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from putright.core.events.parts import Pledge
from putright.core.redress.money import NOTHING, exact, pounds, total
from putright.core.redress.offers import PUT_TO_NOBODY, last_response
from putright.core.timeline.casefile import Heading
from putright.core.timeline.items import Item
from putright.core.timeline.timeline import Timeline

Standing = Literal["none", "open", "thinking", "accepted", "refused"]
ALL = Decimal("Infinity")
ANSWERS: Mapping[str, Standing] = {
    "redress.accepted": "accepted",
    "redress.refused": "refused",
    "redress.answered": "thinking",
}


class Step(Struct, frozen=True, kw_only=True):
    """One offer for one heading: what it says, and by how much it changed the total.

    An offer that nothing shows changes nothing. ``is_late`` says that it came only after somebody
    had gone to the Ombudsman, and in no answer to the complaint: that is no reasonable redress.
    """

    item: Item
    head: str
    amount: Decimal
    how: str
    change: Decimal
    total: Decimal
    stage: int
    is_shown: bool
    is_late: bool


class Row(Struct, frozen=True):
    """One order of money, as its determination has it."""

    pledge: str
    amount: Decimal


class Ordered(Struct, frozen=True, kw_only=True):
    """A sum ordered for a heading, of all ``rows`` of that determination that are for it.

    ``includes`` is None where the orders do not say, or do not say the same. ``instead`` is what
    older determinations ordered for the heading.
    """

    item: Item
    rows: tuple[Row, ...]
    includes: bool | None
    due: date | None
    instead: Decimal = NOTHING

    @property
    def amount(self) -> Decimal:
        """The sum of its rows."""
        return total(row.amount for row in self.rows)

    def left_of(self, left: Decimal) -> dict[str, Decimal]:
        """What is left of each order where so much is left of all: the first is paid first."""
        found: dict[str, Decimal] = {}
        for row in reversed(self.rows):
            found[row.pledge] = min(row.amount, left)
            left -= found[row.pledge]
        return found


class Owed(Struct, frozen=True):
    """What is still to be paid: one sum, or from one to another where an order leaves it open."""

    low: Decimal = NOTHING
    high: Decimal = NOTHING

    @property
    def is_known(self) -> bool:
        """Whether it is one sum."""
        return self.low == self.high


class Paid(Struct, frozen=True, kw_only=True):
    """Money that went to the resident; ``head`` is "" where it was paid for all that was owed."""

    item: Item
    head: str
    amount: Decimal
    method: str
    cleared: str


class Answered(Struct, frozen=True):
    """What the resident said of the offer that stood then."""

    item: Item
    says: Standing
    offer: Item | None


class HeadLedger(Struct, frozen=True, kw_only=True):
    """One heading: its offers, what was accepted, ordered and paid of it, and what is owed now.

    ``counted`` is what of the payments counts for what is owed, ``early`` what of that was paid
    before the order; ``shares`` are the payments that it is made of, by their entries.
    """

    head: str
    title: str
    steps: tuple[Step, ...]
    offered: Decimal
    accepted: Decimal
    ordered: Ordered | None
    paid: Decimal
    owed: Owed
    counted: Decimal
    early: Decimal
    shares: Mapping[str, Decimal]

    def room_on(self, day: date) -> Decimal:
        """How much of what is owed a payment of that day can count for."""
        return min(self.owed.high, _until_order(self.ordered, self.steps, day, self.early))


class Ledger(Struct, frozen=True, kw_only=True):
    """All headings, with the answers and payments; ``beyond`` was paid and is owed to no head."""

    heads: tuple[HeadLedger, ...]
    answers: tuple[Answered, ...]
    payments: tuple[Paid, ...]
    beyond: Decimal

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every offer, in the order in which they were made."""
        found = [step for head in self.heads for step in head.steps]
        return tuple(sorted(found, key=lambda step: step.item.when.first))

    @property
    def offered(self) -> Decimal:
        """What has been offered in all."""
        return total(head.offered for head in self.heads)

    @property
    def accepted(self) -> Decimal:
        """What the resident has said yes to."""
        return total(head.accepted for head in self.heads)

    @property
    def ordered(self) -> Decimal:
        """What was ordered in all."""
        return total(head.ordered.amount for head in self.heads if head.ordered)

    @property
    def paid(self) -> Decimal:
        """What has been paid in all."""
        return total(each.amount for each in self.payments)

    @property
    def owed(self) -> Owed:
        """What is still to be paid in all."""
        low = total(head.owed.low for head in self.heads)
        return Owed(low, total(head.owed.high for head in self.heads))

    @property
    def last_offer(self) -> Item | None:
        """The newest offer that a record shows."""
        shown = [step.item for step in self.steps if step.is_shown]
        return shown[-1] if shown else None

    @property
    def standing(self) -> Standing:
        """How the newest offer stands."""
        offer = self.last_offer
        if offer is None:
            return "none"
        return next((each.says for each in reversed(self.answers) if each.offer is offer), "open")


def ledger_of(timeline: Timeline, headings: Sequence[Heading]) -> Ledger:
    """The ledger as the timeline tells it; a head that no heading has is named by its own id."""
    steps = _steps(timeline)
    orders = _orders(timeline)
    titles = {heading.id: heading.title for heading in headings}
    keys = dict.fromkeys([*titles, *(step.head for step in steps), *orders])
    answers = _answers(timeline, steps)
    payments = tuple(_payments(timeline))
    agreed = _accepted(answers, steps)
    bare = {key: _owed_before(key, steps, orders.get(key), agreed) for key in keys}
    spread = _Spread(bare, orders, steps)
    beyond = spread.all_of(payments)
    heads = tuple(
        HeadLedger(
            head=key,
            title=titles.get(key, key),
            steps=tuple(step for step in steps if step.head == key),
            offered=_last_total(steps, key),
            accepted=agreed.get(key, NOTHING),
            ordered=orders.get(key),
            paid=total(spread.shares[key].values()),
            owed=_less(bare[key], spread.counted[key]),
            counted=spread.counted[key],
            early=spread.early[key],
            shares=spread.shares[key],
        )
        for key in keys
    )
    return Ledger(heads=heads, answers=answers, payments=payments, beyond=beyond)


def _steps(timeline: Timeline) -> list[Step]:
    """Offers in the order in which they were made, with the total that each came to."""
    too_late = _too_late_from(timeline)
    totals: dict[str, Decimal] = {}
    found: list[Step] = []
    for item in timeline.items:
        if item.struck_by or not PUT_TO_NOBODY.isdisjoint(item.acts):
            continue
        is_shown = item.from_landlord and bool(item.proven)
        for offer in item.entry.offers:
            before = totals.get(offer.head, NOTHING)
            after = before + offer.amount if offer.how == "adds" else exact(offer.amount)
            reached = after if is_shown else before
            totals[offer.head] = reached
            found.append(
                Step(
                    item=item,
                    head=offer.head,
                    amount=exact(offer.amount),
                    how=offer.how,
                    change=reached - before,
                    total=reached,
                    stage=item.entry.stage,
                    is_shown=is_shown,
                    is_late=too_late is not None and item.when.first > too_late,
                )
            )
    return found


def _too_late_from(timeline: Timeline) -> int | None:
    """The minute after which an offer comes too late to be reasonable redress.

    Somebody has gone to the Ombudsman, and the last answer to the complaint is behind it.
    """
    acts = ("ombudsman.approached", "ombudsman.asked", "ombudsman.determined")
    turned = next((item.when.first for item in timeline.standing(*acts)), None)
    last = last_response(timeline)
    return max(turned, last.when.first) if turned is not None and last else turned


def _orders(timeline: Timeline) -> dict[str, Ordered]:
    """The sum that the newest determination orders for each heading."""
    found: dict[str, Ordered] = {}
    for item in timeline.items:
        sums: dict[str, list[Pledge]] = {}
        for order in () if item.struck_by else item.entry.orders:
            if order.amount is not None:
                sums.setdefault(order.head, []).append(order)
        found |= {head: _ordered(item, rows, found.get(head)) for head, rows in sums.items()}
    return found


def _ordered(item: Item, orders: Sequence[Pledge], older: Ordered | None) -> Ordered:
    says = {order.includes_offers for order in orders}
    return Ordered(
        item=item,
        rows=tuple(Row(each.id, exact(each.amount)) for each in orders if each.amount is not None),
        includes=says.pop() if len(says) == 1 else None,
        due=min((order.due for order in orders if order.due), default=None),
        instead=older.amount + older.instead if older else NOTHING,
    )


def _answers(timeline: Timeline, steps: Sequence[Step]) -> tuple[Answered, ...]:
    """Each answer, with the offer that it names, else the newest before it."""
    offers = {step.item.id: step.item for step in steps if step.is_shown}
    found: list[Answered] = []
    for item in timeline.doing(tuple(ANSWERS)):
        if item.struck_by or not item.is_settled:
            continue
        named = [offers[key] for key in item.entry.answers if key in offers]
        before = [offer for offer in offers.values() if offer.when.first <= item.when.first]
        says = next(ANSWERS[act] for act in item.acts if act in ANSWERS)
        found.append(Answered(item, says, next(reversed(named or before), None)))
    return tuple(found)


def _accepted(answers: Sequence[Answered], steps: Sequence[Step]) -> dict[str, Decimal]:
    """What the last yes said yes to: the totals as they stood with that offer."""
    yes = [each.offer for each in answers if each.says == "accepted" and each.offer is not None]
    if not yes:
        return {}
    until = yes[-1].when.first
    return {step.head: step.total for step in steps if step.item.when.first <= until}


def _last_total(steps: Sequence[Step], head: str) -> Decimal:
    return next((step.total for step in reversed(steps) if step.head == head), NOTHING)


def _owed_before(
    head: str, steps: Sequence[Step], ordered: Ordered | None, agreed: dict[str, Decimal]
) -> Owed:
    """What is owed for a heading before anything was paid: what was ordered, else agreed to."""
    if ordered is None:
        sum_ = agreed.get(head, NOTHING)
        return Owed(sum_, sum_)
    with_offers = ordered.amount + _last_total(steps, head)
    low = with_offers if ordered.includes is False else ordered.amount
    high = ordered.amount if ordered.includes else with_offers
    return Owed(low, high)


def _less(owed: Owed, paid: Decimal) -> Owed:
    return Owed(max(owed.low - paid, NOTHING), max(owed.high - paid, NOTHING))


def _payments(timeline: Timeline) -> Iterable[Paid]:
    """Payments that a record shows; one whose sum cannot be read is no payment of any sum."""
    for item in timeline.doing(("redress.paid",)):
        facts = item.entry.facts
        if item.struck_by or "redress.paid" not in item.proven:
            continue
        try:
            amount = pounds(str(facts.get("amount", "")))
        except ValueError:
            continue
        yield Paid(
            item=item,
            head=str(facts.get("head", "")),
            amount=amount,
            method=str(facts.get("method", "")),
            cleared=str(facts.get("cleared", "")),
        )


class _Spread:
    """What was paid for each heading: what names one first, the rest as far as each is owed."""

    def __init__(
        self, owed: Mapping[str, Owed], orders: Mapping[str, Ordered], steps: Sequence[Step]
    ) -> None:
        self.owed, self.orders = owed, orders
        self.steps = {key: [step for step in steps if step.head == key] for key in owed}
        self.counted = dict.fromkeys(owed, NOTHING)
        self.early = dict.fromkeys(owed, NOTHING)
        self.shares: dict[str, dict[str, Decimal]] = {key: {} for key in owed}

    def all_of(self, payments: Sequence[Paid]) -> Decimal:
        """Give each payment to its heading; what is owed to none comes back."""
        for each in payments:
            if each.head in self.owed:
                self._give(each, each.head, each.amount, each.amount)
        return total(self._rest(each) for each in payments if each.head not in self.owed)

    def _rest(self, paid: Paid) -> Decimal:
        left = paid.amount
        for head, owed in self.owed.items():
            open_ = max(owed.high - self.counted[head], NOTHING)
            part = min(left, open_, self._counts(paid, head))
            if part > NOTHING:
                self._give(paid, head, part, part)
            left -= part
        return left

    def _give(self, paid: Paid, head: str, amount: Decimal, most: Decimal) -> None:
        counts = min(most, self._counts(paid, head))
        self.shares[head][paid.item.id] = amount
        self.counted[head] += counts
        if _is_before(self.orders.get(head), paid.item.when.date):
            self.early[head] += counts

    def _counts(self, paid: Paid, head: str) -> Decimal:
        day, order = paid.item.when.date, self.orders.get(head)
        return _until_order(order, self.steps[head], day, self.early[head], paid.amount)


def _is_before(ordered: Ordered | None, day: date) -> bool:
    """Whether a payment of that day is older than the determination."""
    return ordered is not None and day < ordered.item.when.date


def _until_order(
    ordered: Ordered | None, steps: Sequence[Step], day: date, had: Decimal, most: Decimal = ALL
) -> Decimal:
    """How much a payment of that day can count for: before the order, only what was offered then.

    Where the order takes in what was offered, it takes in what an older one ordered as well.
    """
    if ordered is None or not _is_before(ordered, day):
        return most
    shown = [s for s in steps if s.is_shown and s.item.when.first < ordered.item.when.first]
    offered = shown[-1].total if any(s.item.when.date <= day for s in shown) else NOTHING
    if ordered.includes:
        offered += ordered.instead
    return min(most, max(offered - had, NOTHING))
