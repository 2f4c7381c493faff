"""The shortest way to the duties of a plain promise: one act in one time, nothing that moves it.

Most rules are like this. What the general way would find is found here without what it needs for
the rest: parts and ways, moves, ends of the rule's own.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from putright.core.duties.meeting import bare_pattern, went_astray
from putright.core.facts.facts import Facts
from putright.core.policy.counts import asks_count
from putright.core.policy.patterns import Setting, Test, compile_pattern, concerned
from putright.core.policy.rules import Pattern
from putright.core.policy.times import DueFrom
from putright.core.timeline.items import Item, in_order
from putright.core.timeline.since import EVER, Shelf, Shelves

First = Callable[[Item, Facts], Item | None]
"""From the starting entry and the facts to the first other entry that is like a pattern."""


class Plain(Struct, frozen=True):
    """When a plain duty is due and what meets it.

    ``names_parts`` says that an entry may meet a part of it, ``of_each_entry`` that each entry like
    the rule's `when` starts one.
    """

    due: DueFrom
    first: First
    names_parts: bool
    of_each_entry: bool


OnShelves = Callable[[Shelves, Item], Sequence[Shelf | None]]


def compile_first(pattern: Pattern | None, setting: Setting) -> First | None:
    """The function that finds the first entry that meets a plain pattern; None for another one.

    An entry stands on its shelf for its act or for what it answers: that is not asked again.
    """
    if pattern is None:
        return None
    if pattern.any and replace(bare_pattern(pattern), any=()) == Pattern():
        return _first_way([compile_first(each, setting) for each in pattern.any])
    if _is_of_several(pattern) or not (pattern.act or pattern.answers):
        return None
    on_shelves = _that_answer if pattern.answers else _that_prove(pattern)
    like = _like(pattern, setting)

    def first(start: Item, facts: Facts) -> Item | None:
        best: Item | None = None
        timeline, minute = facts.timeline, EVER if start.undated else start.when.first
        bars = timeline.bars_channels
        for shelf in on_shelves(timeline.shelves, start):
            for item in shelf.near(minute) if shelf is not None else ():
                if item is start or item.when.last < minute or not like(item, start, facts):
                    continue
                if not (bars and item.from_landlord and went_astray(item, facts)):
                    best = item if best is None else min(best, item, key=in_order)
                    break
        return best

    return first


def _first_way(ways: Sequence[First | None]) -> First | None:
    """Whichever way came first, of two at one moment the one that is named first."""
    plain = [way for way in ways if way is not None]
    if len(plain) < len(ways):
        return None

    def first(start: Item, facts: Facts) -> Item | None:
        found = [item for way in plain if (item := way(start, facts)) is not None]
        return min(found, key=lambda item: item.when.first, default=None)

    return first


def _is_of_several(pattern: Pattern) -> bool:
    asks_span = pattern.silent_for or pattern.notice
    return bool(pattern.all or pattern.any or asks_span or asks_count(pattern))


def _like(pattern: Pattern, setting: Setting) -> Test:
    """The rest of the test; what stands on a shelf for its answer may yet prove nothing."""
    acts = frozenset(pattern.act)
    bare = bare_pattern(pattern)
    if not pattern.answers:
        return compile_pattern(replace(bare, act=()), setting)
    test = compile_pattern(replace(bare, answers=None), setting)
    return lambda item, start, facts: (
        bool(item.proven if not acts else not acts.isdisjoint(item.proven))
        and test(item, start, facts)
    )


def names_parts(pattern: Pattern) -> bool:
    """Whether an act that lacks content is named as a part of what was asked."""
    return bool(pattern.act and pattern.contains) or any(map(names_parts, pattern.any))


def _that_answer(shelves: Shelves, start: Item) -> Sequence[Shelf | None]:
    entry = start.entry
    if entry.passes_on or entry.answers or entry.replies_to:
        return [shelves.answering.get(key) for key in concerned(start)]
    return (shelves.answering.get(start.id),)


def _that_prove(pattern: Pattern) -> OnShelves:
    acts = pattern.act
    if "complaint" in pattern.same:
        return lambda shelves, start: [
            shelves.proving.get((act, start.entry.complaint)) for act in acts
        ]
    keys = [(act, "") for act in acts]
    if len(keys) == 1:
        (key,) = keys
        return lambda shelves, start: (shelves.proving.get(key),)
    return lambda shelves, start: [shelves.proving.get(key) for key in keys]
