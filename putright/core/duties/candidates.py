"""Which of the entries since a start can be like a pattern at all, so that few need the test."""

from collections.abc import Callable, Sequence

from putright.core.policy.patterns import concerned
from putright.core.policy.rules import Pattern
from putright.core.timeline.items import Item, in_order
from putright.core.timeline.since import Since

Among = Callable[[Sequence[Item], Item], Sequence[Item]]
"""From entries in order and the starting item to those that may be like the pattern, in order."""


def candidates(pattern: Pattern, *, proof: bool) -> Among:
    """How to narrow the entries for a pattern: by what they answer, their complaint, their act.

    Only entries since a start are narrowed; the pattern's own test still has the last word.
    """
    if pattern.answers:
        return _that_answer
    if "complaint" in pattern.same:
        return _of_its_complaint
    if proof and pattern.act:
        return _that_prove(pattern.act)
    return _all


def _all(items: Sequence[Item], start: Item) -> Sequence[Item]:
    return items


def _that_answer(items: Sequence[Item], start: Item) -> Sequence[Item]:
    keys = concerned(start)
    if type(items) is not Since or len(keys) > 1:
        return items
    return items.answering(start.id)


def _of_its_complaint(items: Sequence[Item], start: Item) -> Sequence[Item]:
    key = start.entry.complaint
    return items.of_complaint(key) if key and type(items) is Since else items


def _that_prove(acts: tuple[str, ...]) -> Among:
    if len(acts) == 1:
        (act,) = acts
        return lambda items, start: items.proving(act) if type(items) is Since else items

    def among(items: Sequence[Item], start: Item) -> Sequence[Item]:
        if type(items) is not Since:
            return items
        found = {item.number: item for act in acts for item in items.proving(act)}
        return sorted(found.values(), key=in_order)

    return among
