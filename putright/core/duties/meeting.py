"""Finds what meets a duty: one entry, all of several parts, any of several ways, or a number."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from putright.core.facts.facts import Facts
from putright.core.policy.patterns import Setting, Test, compile_pattern
from putright.core.policy.rules import Pattern
from putright.core.timeline.items import Item
from putright.core.workdays import When

Candidates = Callable[[Item, Facts], Sequence[Item]]


class Met(Struct, frozen=True):
    """What was found: when it was complete, the entries, and the parts that are missing."""

    done: When | None = None
    items: tuple[Item, ...] = ()
    missing: tuple[str, ...] = ()


NOTHING = Met()
Meeting = Callable[[Sequence[Item], Item, Facts], Met]
"""From entries in order, the starting item and the facts to what was met."""


def compile_meeting(pattern: Pattern, setting: Setting, *, proof: bool) -> Meeting:
    """The function that finds what meets ``pattern``; with ``proof`` only proven acts count."""
    if pattern.all:
        return _all_of(pattern, [compile_meeting(p, setting, proof=proof) for p in pattern.all])
    if pattern.any:
        return _any_of([compile_meeting(p, setting, proof=proof) for p in pattern.any])
    test = compile_pattern(_bare(pattern), setting)
    if pattern.count > 1:
        return _number_of(pattern, test, proof)
    acts = frozenset(pattern.act)

    def meet(items: Sequence[Item], start: Item, facts: Facts) -> Met:
        for item in items:
            if _proves(item, acts, proof) and test(item, start, facts):
                return Met(done=item.when, items=(item,))
        return Met(missing=(name_of(pattern),))

    return meet


def name_of(pattern: Pattern) -> str:
    """What a reader is told is missing: the part's own name, else its acts."""
    return pattern.name or " or ".join(pattern.act) or "an answer"


def _bare(pattern: Pattern) -> Pattern:
    return replace(pattern, count=1, on_days=1, channels=1, name="", notice="", silent_for="")


def _proves(item: Item, acts: frozenset[str], proof: bool) -> bool:
    if not proof:
        return True
    if not acts:
        return bool(item.proven)
    return not acts.isdisjoint(item.proven) or (item.admitted and not acts.isdisjoint(item.acts))


def _all_of(pattern: Pattern, parts: list[Meeting]) -> Meeting:
    def meet(items: Sequence[Item], start: Item, facts: Facts) -> Met:
        found = [part(items, start, facts) for part in parts]
        missing = tuple(name for met in found for name in met.missing if met.done is None)
        used = tuple(item for met in found for item in met.items)
        if missing:
            return Met(items=used, missing=missing)
        last = max((met.done for met in found if met.done), key=lambda when: when.first)
        return Met(done=last, items=used)

    return meet


def _any_of(ways: list[Meeting]) -> Meeting:
    def meet(items: Sequence[Item], start: Item, facts: Facts) -> Met:
        found = [way(items, start, facts) for way in ways]
        done = [met for met in found if met.done is not None]
        if done:
            return min(done, key=lambda met: met.done.first if met.done else 0)
        return found[0]

    return meet


def _number_of(pattern: Pattern, test: Test, proof: bool) -> Meeting:
    acts = frozenset(pattern.act)

    def meet(items: Sequence[Item], start: Item, facts: Facts) -> Met:
        found: list[Item] = []
        for item in items:
            if _proves(item, acts, proof) and test(item, start, facts):
                found.append(item)
                days = {each.when.day for each in found}
                channels = {each.entry.channel for each in found}
                enough = len(found) >= pattern.count and len(days) >= pattern.on_days
                if enough and len(channels) >= pattern.channels:
                    return Met(done=item.when, items=tuple(found))
        return Met(items=tuple(found), missing=(name_of(pattern),))

    return meet
