"""Which of the entries since a start can be like a pattern at all, so that few need its test."""

from collections.abc import Callable, Sequence

from putright.core.policy.patterns import concerned
from putright.core.policy.rules import Pattern
from putright.core.timeline.items import Item, in_order
from putright.core.timeline.since import Since

Among = Callable[[Sequence[Item], Item], Sequence[Sequence[Item]]]
"""From entries in order and the starting item to lists of those that may be like the pattern.

Each list is in order; the pattern's own test still has the last word on every entry.
"""


def candidates(pattern: Pattern, *, proof: bool) -> Among:
    """How to narrow entries since a start: by what they answer, or by act and complaint."""
    if pattern.answers:
        return _that_answer
    if not pattern.act:
        return _all
    return _that_do(pattern.act, "complaint" in pattern.same, claimed=not proof)


def in_one(lists: Sequence[Sequence[Item]]) -> Sequence[Item]:
    """Several lists as one, each item once and in order."""
    if len(lists) == 1:
        return lists[0]
    return sorted({item.number: item for items in lists for item in items}.values(), key=in_order)


def _all(items: Sequence[Item], start: Item) -> Sequence[Sequence[Item]]:
    return (items,)


def _that_answer(items: Sequence[Item], start: Item) -> Sequence[Sequence[Item]]:
    if type(items) is not Since:
        return (items,)
    if start.entry.passes_on or start.entry.answers or start.entry.replies_to:
        return [items.answering(key) for key in concerned(start)]
    return (items.answering(start.id),)


def _that_do(acts: tuple[str, ...], of_complaint: bool, *, claimed: bool) -> Among:
    if len(acts) == 1 and not claimed and not of_complaint:
        (act,) = acts
        return lambda items, start: (items.proving(act) if type(items) is Since else items,)

    def among(items: Sequence[Item], start: Item) -> Sequence[Sequence[Item]]:
        if type(items) is not Since:
            return (items,)
        complaint = start.entry.complaint if of_complaint else ""
        found = [items.proving(act, complaint) for act in acts]
        if claimed:
            found += [items.claiming(act) for act in acts]
        return found

    return among
