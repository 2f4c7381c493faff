"""Whether what a letter says was answered was answered, and whether its sums are those of the case."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from putright.core.claims.events import Event
from putright.core.claims.ground import RESIDENT_SIDES, Ground, answered, fits, matching
from putright.core.claims.mark import Mark
from putright.core.claims.marking import Place, mark, named
from putright.core.claims.placing import Dated
from putright.core.claims.reading import Sentence
from putright.core.timeline.items import Item

_POUNDS = re.compile(r"£\s?(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.(\d\d))?(?![\d.,]*\d)")
_LISTED = 4


def not_answered(
    ground: Ground, place: Place, events: Sequence[Event], at: int, dated: Sequence[Dated]
) -> Iterator[Mark]:
    """ "We answered your email of 3 May": red where no entry of ours, with a record, answers it."""
    event = events[at]
    ours = event.who is not None and "landlord" in event.who.sides
    after = events[at + 1] if at + 1 < len(events) else None
    if not ours or event.voice != "said" or event.account or after is None:
        return
    if not after.loose or (after.who is not None and "landlord" in after.who.sides):
        return
    asked = [
        item
        for item in matching(ground, after.row, None, None)
        if item.by_side in RESIDENT_SIDES and (item.entry.asks or not _needs_asks(dated, at + 1))
    ]
    days = [day for one in dated if one.event == at + 1 for day in one.days]
    if days:
        asked = [item for item in asked if any(fits(item, day) for day in days)]
    if asked and not any(answered(ground, item) for item in asked):
        says = f"No entry answers it: {named(ground, asked[:_LISTED])}."
        yield mark("red", "question", says, _with(place, after), entries=asked[:_LISTED])


def _needs_asks(dated: Sequence[Dated], at: int) -> bool:
    return not any(one.event == at for one in dated)


def _with(place: Place, after: Event) -> Place:
    return place.with_words(after.start, after.end)


def sums_marked(
    text: str, sentence: Sentence, event: Event, ground: Ground
) -> Iterator[Mark]:
    """Money said to have been offered or paid: red where the case has no such sum."""
    ours = event.who is not None and "landlord" in event.who.sides
    if not ours or event.account or not {"redress.paid", "redress.offered"} & set(event.row.acts):
        return
    if event.row.theirs:
        return
    known = _sums(ground)
    for found in _POUNDS.finditer(text, sentence.start, sentence.end):
        amount = Decimal(found[1].replace(",", "") + "." + (found[2] or "00"))
        if amount not in known:
            items = _money(ground)
            says = f"The case has no such sum: {named(ground, items[:_LISTED]) or 'none at all'}."
            place = Place(text, found.start(), found.end())
            yield mark("red", "sum", says, place, entries=items[:_LISTED])


def _money(ground: Ground) -> list[Item]:
    return [item for item in ground.items if item.entry.offers or item.entry.costs
            or "redress.paid" in item.acts]  # fmt: skip


def _sums(ground: Ground) -> set[Decimal]:
    """Every sum of the case: each offer, each entry's together, what they came to, costs, orders."""
    found: set[Decimal] = set()
    total = Decimal(0)
    for item in ground.items:
        entry = item.entry
        offered = [one.amount for one in entry.offers]
        total += sum((one.amount for one in entry.offers if one.how == "adds"), Decimal(0))
        spent = [one.amount for one in entry.costs]
        pledges = [one.amount for one in (*entry.promises, *entry.wants, *entry.orders)]
        found.update((*offered, sum(offered, Decimal(0)), total))
        found.update((*spent, sum(spent, Decimal(0)), total + sum(spent, Decimal(0))))
        found.update(one for one in pledges if one is not None)
        said = str(entry.facts.get("amount", ""))
        if re.fullmatch(r"\d{1,9}(?:\.\d\d)?", said):
            found.add(Decimal(said))
    return found
