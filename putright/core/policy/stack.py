"""Packs stacked: landlord, Code and law of the day, good practice where all are silent."""

from collections.abc import Iterable, Sequence
from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import Any

import msgspec
from msgspec import Struct

from putright.core.events.words import Words, join_words
from putright.core.policy.editions import extended_as_the_code_says
from putright.core.policy.packs import Factor, Pack, Scale
from putright.core.policy.rules import Then
from putright.core.policy.stacked import Stacked

ORDER = {"landlord": 0, "code": 1, "law": 2, "practice": 3}


class Stack(Struct, frozen=True):
    """All rules that hold for a case, in an order in which a chain's step comes before its user."""

    rules: tuple[Stacked, ...]
    packs: tuple[Pack, ...]
    words: Words

    @property
    def scales(self) -> tuple[Scale, ...]:
        """Every remedies scale of the packs."""
        return tuple(scale for pack in self.packs for scale in pack.scales)

    @property
    def factors(self) -> tuple[Factor, ...]:
        """Every factor that raises or lowers a level."""
        return tuple(factor for pack in self.packs for factor in pack.factors)

    def practice(self, kind: str) -> tuple[Any, ...]:
        """The rows of a table of daily practice (``putright.core.policy.practice``).

        The first pack that has any gives them all: the landlord's own before good practice.
        """
        return next((found for pack in self.packs if (found := pack.practice.get(kind))), ())

    def practice_on(self, kind: str, day: date) -> tuple[Any, ...]:
        """The same of a table whose rows have dates: those in force that day."""
        ordinal = day.toordinal()
        for pack in self.packs:
            rows = pack.practice.get(kind, ())
            if found := tuple(row for row in rows if row.in_force.holds_on(ordinal)):
                return found
        return ()


def stack_packs(packs: Sequence[Pack], *, words: Words) -> Stack:
    """Stack packs: landlord, Code, law, and good practice only where the others are silent.

    A landlord's rule that names no time, or no way to be met, borrows them from the good-practice
    rule of the same id (semantics 23: practice fills silence and tightens nothing).
    """
    ordered = sorted(packs, key=lambda pack: ORDER[pack.header.rank])
    practice = {
        rule.id: Stacked(rule=rule, pack=pack)
        for pack in ordered
        if pack.header.rank == "practice"
        for rule in pack.rules
    }
    covered = {
        covers
        for pack in ordered
        if pack.header.rank != "practice"
        for rule in pack.rules
        for covers in rule.covers
    }
    stacked = [
        version
        for pack in ordered
        for rule in pack.rules
        if not (pack.header.rank == "practice" and rule.id in covered)
        for version in extended_as_the_code_says(
            _lend(Stacked(rule=rule, pack=pack), practice), ordered
        )
    ]
    return Stack(
        rules=tuple(_in_order_of_steps(stacked)),
        packs=tuple(ordered),
        words=join_words([words, *(pack.words for pack in ordered)]),
    )


def _lend(stacked: Stacked, practice: dict[str, Stacked]) -> Stacked:
    rule, lender = stacked.rule, practice.get(stacked.rule.id)
    if lender is None or stacked.rank == "practice" or rule.verb != "do":
        return stacked
    if rule.within or rule.every:
        return stacked
    source = lender.rule
    lent = msgspec.structs.replace(
        rule,
        within=source.within,
        every=source.every,
        then=rule.then if rule.then != Then() else source.then,
        owner=rule.owner or source.owner,
        theme=rule.theme or source.theme,
    )
    return Stacked(rule=lent, pack=stacked.pack, lent_by=lender)


def _in_order_of_steps(stacked: Iterable[Stacked]) -> list[Stacked]:
    """Rules grouped by id, each id behind every id that one of its rules waits for.

    Rules that wait for each other in a ring keep the order in which they stand.
    """
    groups: dict[str, list[Stacked]] = {}
    for each in stacked:
        groups.setdefault(each.rule.id, []).append(each)
    waits = {
        rule_id: [
            step
            for each in group
            for step in (each.rule.after, each.rule.after_miss, each.rule.of)
            if step in groups and step != rule_id
        ]
        for rule_id, group in groups.items()
    }
    extendable = [i for i, g in groups.items() if any(e.rule.unless.extended_by for e in g)]
    for rule_id, group in groups.items():
        if any(each.rule.for_each == "promise" for each in group):
            waits[rule_id] += [i for i in extendable if i != rule_id]
    try:
        order = list(TopologicalSorter(waits).static_order())
    except CycleError:
        order = list(groups)
    return [each for rule_id in order for each in groups[rule_id]]
