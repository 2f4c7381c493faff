"""Offers of money: added up for each heading, and held against a band or an order."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from putright.core.policy.packs import Band, Scale
from putright.core.timeline.casefile import Heading
from putright.core.timeline.items import Item
from putright.core.timeline.timeline import Timeline

FINAL_STAGE = 2
"""The last stage of a complaint under the Code: what it leaves unoffered stays unoffered."""

PUT_TO_NOBODY = frozenset(
    {"redress.approval_asked", "redress.approved", "redress.approval_refused"}
)
"""Acts that speak of an offer inside the landlord: it has not been made to the resident."""


class Total(Struct, frozen=True):
    """What had been offered for one heading in all once an entry was made."""

    head: str
    item: Item
    amount: Decimal


class Shortfall(Struct, frozen=True):
    """An offer, or the lack of one at the last response, below what it is held against."""

    head: str
    item: Item
    offered: Decimal
    wanted: Decimal
    why: str
    others: tuple[str, ...] = ()


def running_totals(timeline: Timeline, head: str) -> list[Total]:
    """The total offered for a heading after each evidenced offer (semantics 29)."""
    total = Decimal(0)
    found: list[Total] = []
    for item in timeline.items:
        if not item.from_landlord or not item.proven or not PUT_TO_NOBODY.isdisjoint(item.acts):
            continue
        for offer in item.entry.offers:
            if offer.head == head:
                total = total + offer.amount if offer.how == "adds" else offer.amount
                found.append(Total(head=head, item=item, amount=total))
    return found


def last_response(timeline: Timeline) -> Item | None:
    """The last proven response to a complaint: what is offered after it lifts no finding."""
    responses = [i for i in timeline.doing(("complaint.responded",)) if i.proven]
    return responses[-1] if responses else None


def _final_stage_response(timeline: Timeline) -> Item | None:
    responses = timeline.doing(("complaint.responded",))
    return next((i for i in responses if i.proven and i.entry.stage >= FINAL_STAGE), None)


def scale_on(scales: Sequence[Scale], ordinal: int) -> Scale | None:
    """The remedies scale in force on the day of a decision."""
    return next((scale for scale in scales if scale.in_force.holds_on(ordinal)), None)


def band_named(scale: Scale | None, name: str) -> Band | None:
    """The band of that name on the scale."""
    return next((b for b in scale.bands if b.name == name), None) if scale else None


class Headings(Struct, frozen=True):
    """The headings of a case, for adding up its offers."""

    headings: tuple[Heading, ...]

    def shortfalls(self, timeline: Timeline, scales: Sequence[Scale]) -> Iterator[Shortfall]:
        """Offers below the band a person chose for the impact, or below the sum ordered."""
        for heading in self.headings:
            yield from _shortfalls_of(heading, timeline, scales)


def ordered_for(timeline: Timeline, head: str) -> tuple[Decimal, str] | None:
    """The sum ordered for a heading and the entry that orders it, once it has been."""
    for item in timeline.items:
        for order in item.entry.orders:
            if order.head == head and order.amount is not None:
                return order.amount, item.id
    return None


def _shortfalls_of(
    heading: Heading, timeline: Timeline, scales: Sequence[Scale]
) -> Iterator[Shortfall]:
    """Each total below what is wanted; nothing at all offered counts from the final stage on."""
    final = last_response(timeline)
    if final is None:
        return
    offered = running_totals(timeline, heading.id)
    totals = [total for total in offered if total.item.when.first <= final.when.first]
    closing = _final_stage_response(timeline)
    if closing and not any(total.item.when.first <= closing.when.first for total in totals):
        totals.insert(0, Total(head=heading.id, item=closing, amount=Decimal(0)))
    for total in totals:
        wanted = _wanted(heading, timeline, scales, total.item)
        if wanted is None or total.amount >= wanted[0]:
            continue
        amount, against, others = wanted
        yield Shortfall(
            head=heading.id,
            item=total.item,
            offered=total.amount,
            wanted=amount,
            why=f"£{total.amount} in all for {heading.title}, below {against}",
            others=others,
        )


def _wanted(
    heading: Heading, timeline: Timeline, scales: Sequence[Scale], item: Item
) -> tuple[Decimal, str, tuple[str, ...]] | None:
    """What an offer is held against: the sum ordered or the band chosen, whichever is more."""
    ordered = ordered_for(timeline, heading.id)
    scale = scale_on(scales, item.when.day)
    band = band_named(scale, heading.impact.band) if heading.impact else None
    if scale and band and (ordered is None or band.low > ordered[0]):
        against = f"the {band.name} band, from £{band.low}, of the {scale.name}"
        return band.low, against, ()
    if ordered is not None:
        return ordered[0], f"the £{ordered[0]} that was ordered", (ordered[1],)
    return None
