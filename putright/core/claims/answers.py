"""Whether what a letter says was answered was, and whether its sums are those of the case."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from putright.core.claims.days import Said
from putright.core.claims.events import Event
from putright.core.claims.grammar import HERE
from putright.core.claims.ground import Ground, answered, fits, is_such, narrow
from putright.core.claims.mark import Mark
from putright.core.claims.marking import Place, mark, named
from putright.core.claims.placing import Dated
from putright.core.claims.reading import Sentence
from putright.core.events.entry import HOUSEHOLD
from putright.core.timeline.items import Item

_POUNDS = re.compile(r"£\s?(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.(\d\d))?(?![\d.,]*\d)")
_IN_ALL = re.compile(r"\b(?:in all|in total|altogether|all told|total of)\b", re.IGNORECASE)
_OFFERS = re.compile(
    r"\b(?:(?:are|am|is|now|like to|wish to|want to|pleased to|able to|decided to|can|hereby)"
    r" (?:now |also |therefore )?(?:offer|offering|increase (?:our|the) offer|raise (?:our|the)"
    r" offer)\b|we (?:now |therefore )?offer\b"
    r"|you(?: will|'ll) (?:also |then |now )?(?:get|receive|be (?:paid|given|sent|awarded))\b"
    r"|(?:we|i)(?: will|'ll) (?:also |then |now )?(?:pay|give|send|award|credit|refund)\b)",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:your|the) complaint (?:is|was|has been|is now|has now been|was then)"
    r" (?:also |fully |now )?(?:closed|answered|resolved|settled|concluded|upheld|decided)\b"
    r"|\b(?:we|i)(?: have|'ve)? (?:now |also )?(?:closed|answered|resolved|settled|concluded"
    r"|upheld|decided) your complaint\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:if|when|whenever|once|until|unless|whether|before|after|that|say|says)\b", re.IGNORECASE
)
_NO_SUM = re.compile(
    r"\b(?:up to|policy|between|more than|less than|at least|not)\b", re.IGNORECASE
)
ENDED = frozenset({"complaint.responded", "complaint.withdrawn", "complaint.refused"})
_ANSWERED = frozenset({"redress.accepted", "redress.refused"})
_WHOLLY = frozenset({"full", "fully", "both", "all", "each", "every"})
_LISTED = 4
_BESIDE = 3
"""So many signs may part a sum from the words that make it the whole."""


def not_answered(
    ground: Ground, place: Place, events: Sequence[Event], at: int, dated: Sequence[Dated]
) -> Iterator[Mark]:
    """ "We answered your email of 3 May": red where no entry of ours, with a record, answers it."""
    event = events[at]
    ours = event.who is not None and "landlord" in event.who.sides
    nouns = _named_after(events, at)
    if event.loose or not ours or event.voice != "said" or event.account or not nouns:
        return
    if not HERE.isdisjoint(one.text for one in place.words[event.end :]):
        return
    days = [day for one in dated if one.event in nouns for day in one.days]
    asked = [item for item in ground.items if item.by_side in HOUSEHOLD]
    rows = [events[noun].row for noun in nouns]
    if any(each.startswith("complaint.") for row in rows for each in row.theirs[:1]):
        return
    for row in rows:
        asked = narrow([item for item in asked if is_such(ground, item, row, None, None)], row)
    then = [day for one in dated if one.event == at for day in one.days if not day.whole]
    if _is_of_that_day(ground, then, {item.id for item in asked}):
        return
    if days:
        asked = [item for item in asked if any(fits(item, day) for day in days)]
    elif any(row.theirs[:1] == ("contact.received",) or not row.theirs for row in rows):
        asked = [item for item in asked if item.entry.asks]
    wholly = _is_whole(place, event)
    if asked and not any(answered(ground, item, wholly=wholly) for item in asked):
        says = f"No entry answers it: {named(ground, asked[:_LISTED])}."
        last = events[nouns[-1]]
        where = place.with_words(last.start, last.end)
        yield mark("red", "question", says, where, entries=asked[:_LISTED])


def _is_of_that_day(ground: Ground, days: Sequence[Said], asked: set[str]) -> bool:
    """Whether an entry of ours that answers one of those is of the day that is told."""
    return any(
        item.from_landlord and item.proven and not asked.isdisjoint(item.entry.answers)
        for day in days
        for item in ground.items
        if fits(item, day)
    )


def _is_whole(place: Place, event: Event) -> bool:
    """Whether it says more than that something was sent in reply."""
    last = place.words[event.end - 1].text
    return last == "answered" or any(one.text in _WHOLLY for one in place.words)


def _named_after(events: Sequence[Event], at: int) -> list[int]:
    """The things named behind the verb that are not ours: "your questions", "your email"."""
    found = []
    for here in range(at + 1, len(events)):
        one = events[here]
        if not one.loose or (one.who is not None and "landlord" in one.who.sides):
            break
        found.append(here)
    return found


def sums_marked(
    text: str, sentence: Sentence, event: Event, ground: Ground, dated: Sequence[Dated] = ()
) -> Iterator[Mark]:
    """Money said to have been offered or paid: red where the case has no such sum."""
    ours = event.who is not None and "landlord" in event.who.sides
    if not ours and not event.account and _ANSWERED.intersection(event.row.theirs):
        yield from _sums_in(text, sentence, ground)
        return
    if not ours or event.account or not {"redress.paid", "redress.offered"} & set(event.row.acts):
        return
    if event.row.theirs:
        return
    marks = list(_sums_in(text, sentence, ground))
    yield from marks
    if not marks and event.row.acts == ("redress.paid",):
        yield from _not_paid(text, sentence, dated, ground)


def _not_paid(
    text: str, sentence: Sentence, dated: Sequence[Dated], ground: Ground
) -> Iterator[Mark]:
    """A sum said to have been paid on a day, which the payments of that day do not come to."""
    sums = list(_POUNDS.finditer(text, sentence.start, sentence.end))
    days = [day for one in dated if one.how == "on" for day in one.days]
    paid = [item for item in ground.items if item.proven and _paid(item)]
    if days:
        paid = [item for item in paid if any(fits(item, day) for day in days)]
    each = [_paid(item) for item in paid]
    if len(sums) == 1 and paid and _amount(sums[0]) not in {*each, sum(each, Decimal(0))}:
        says = f"The payments on record are other sums: {named(ground, paid[:_LISTED])}."
        yield mark("red", "sum", says, Place(text, *sums[0].span()), entries=paid[:_LISTED])


def complaints_marked(text: str, sentence: Sentence, ground: Ground) -> Iterator[Mark]:
    """A complaint said to be closed or answered: red where the case has none."""
    found = _DONE.search(text, sentence.start, sentence.end)
    if found is None or sentence.asks or ground.to != "resident":
        return
    if _SUPPOSED.search(text, sentence.start, found.start()):
        return
    if not any(ENDED.intersection(item.acts) for item in ground.items):
        says = "No entry of the case answers or closes a complaint."
        yield mark("red", "act", says, Place(text, *found.span()))


def offers_marked(text: str, sentence: Sentence, ground: Ground) -> Iterator[Mark]:
    """Money that the letter offers or promises: red where no offer, nor its own, is it."""
    said = text[sentence.start : sentence.end]
    if _OFFERS.search(said) and not sentence.asks and not _NO_SUM.search(said):
        yield from _sums_in(text, sentence, ground)


def _sums_in(text: str, sentence: Sentence, ground: Ground) -> Iterator[Mark]:
    """Each sum is one of the case; one said to be the whole is what it came to in all."""
    each, whole = _sums(ground), _in_all(ground)
    found = list(_POUNDS.finditer(text, sentence.start, sentence.end))
    in_all = _IN_ALL.search(text, sentence.start, sentence.end)
    amounts = [_amount(one) for one in found]
    if sum(amounts, Decimal(0)) in {2 * amount for amount in amounts if amount in each | whole}:
        return  # one sum of the case, and the parts that it is made up of
    for one, amount in zip(found, amounts, strict=True):
        is_whole = in_all is not None and (len(found) == 1 or _is_near(one, in_all))
        known = whole if is_whole else each | whole if in_all else each
        if amount not in known:
            items = _money(ground)
            says = f"The case has no such sum: {named(ground, items[:_LISTED]) or 'none at all'}."
            place = Place(text, one.start(), one.end())
            yield mark("red", "sum", says, place, entries=items[:_LISTED])


def _amount(found: re.Match[str]) -> Decimal:
    return Decimal(found[1].replace(",", "") + "." + (found[2] or "00"))


def _is_near(amount: re.Match[str], words: re.Match[str]) -> bool:
    return 0 <= words.start() - amount.end() <= _BESIDE or (
        0 <= amount.start() - words.end() <= _BESIDE
    )


def _money(ground: Ground) -> list[Item]:
    return [item for item in ground.items if item.entry.offers or item.entry.costs
            or "redress.paid" in item.acts]  # fmt: skip


def _in_all(ground: Ground) -> set[Decimal]:
    """What the offers came to, with and without what the resident spent."""
    total = Decimal(0)
    for item in ground.items:
        for one in item.entry.offers:
            total = (
                one.amount
                if one.how == "in all"
                else total + (one.amount if one.how == "adds" else 0)
            )
    spent = sum((one.amount for item in ground.items for one in item.entry.costs), Decimal(0))
    paid = sum((_paid(item) for item in ground.items), Decimal(0))
    return {total, total + spent, spent, paid}


def _paid(item: Item) -> Decimal:
    said = str(item.entry.facts.get("amount", ""))
    is_sum = "redress.paid" in item.acts and re.fullmatch(r"\d{1,9}(?:\.\d\d)?", said)
    return Decimal(said) if is_sum else Decimal(0)


def _sums(ground: Ground) -> set[Decimal]:
    """Every sum of the case: each offer, what offers came to, costs, orders."""
    found: set[Decimal] = set()
    total = Decimal(0)
    for item in ground.items:
        entry = item.entry
        offered = [one.amount for one in entry.offers]
        total += sum((one.amount for one in entry.offers if one.how == "adds"), Decimal(0))
        spent = [one.amount for one in entry.costs]
        pledges = [one.amount for one in entry.pledges]
        found.update((*offered, sum(offered, Decimal(0)), total))
        found.update((*spent, sum(spent, Decimal(0)), total + sum(spent, Decimal(0))))
        found.update(one for one in pledges if one is not None)
        said = str(entry.facts.get("amount", ""))
        if re.fullmatch(r"\d{1,9}(?:\.\d\d)?", said):
            found.add(Decimal(said))
    return found | _left(ground)


def _left(ground: Ground) -> set[Decimal]:
    """What is left to pay of each order, and of all orders of one decision."""
    paid: dict[str, Decimal] = {}
    for item in ground.items:
        head = str(item.entry.facts.get("head", ""))
        paid[head] = paid.get(head, Decimal(0)) + _paid(item)
    found: set[Decimal] = set()
    for item in ground.items:
        ordered: dict[str, Decimal] = {}
        for one in item.entry.orders:
            ordered[one.head] = ordered.get(one.head, Decimal(0)) + (one.amount or Decimal(0))
        found.update(amount - paid.get(head, Decimal(0)) for head, amount in ordered.items())
        found.add(sum(ordered.values(), Decimal(0)) - sum(paid.values(), Decimal(0)))
    return found
