"""Duties over several: one for each person, household or agency that an entry concerns."""

from collections.abc import Iterable, Sequence

from putright.core.duties.compiled import Compiled
from putright.core.duties.run import Run
from putright.core.events.entry import HOUSEHOLD
from putright.core.policy.counts import household, teller
from putright.core.timeline.items import Item, side_of

EACH = frozenset({"person", "household", "agency"})


def concerned_by(compiled: Compiled, run: Run, item: Item) -> tuple[str, ...]:
    """Whom the starting entry concerns, one key for each duty it makes (semantics 12).

    People: whoever told of the entries counted, else whom the entry names (`for_whom`, `victims`)
    or is by. Households: the same, one of each home. Agencies: all that had a part by then.
    """
    if compiled.rule.for_each == "agency":
        return _agencies(run, item)
    people = _people(compiled, run, item)
    if compiled.rule.for_each == "household":
        homes = {household(key, run.facts): key for key in reversed(people)}
        return tuple(key for key in people if key in homes.values())
    return tuple(people)


def reaching(items: Sequence[Item], key: str, compiled: Compiled, run: Run) -> list[Item]:
    """The entries among these that are to or by that person, or about them."""
    keys = {key}
    if compiled.rule.for_each == "household":
        home = household(key, run.facts)
        keys |= {each for each in run.timeline.people if household(each, run.facts) == home}
    return [
        item
        for item in items
        if not keys.isdisjoint(
            {item.entry.by, item.entry.for_whom, *item.entry.to, *item.entry.victims}
        )
    ]


def _people(compiled: Compiled, run: Run, item: Item) -> list[str]:
    if compiled.counted is not None:
        told = [teller(each) for each in compiled.counted(item, run.facts)]
        return _once(key for key in told if _side(key, run) in HOUSEHOLD)
    entry = item.entry
    named = (entry.for_whom,) if entry.for_whom else entry.victims
    return _once(named or (entry.by,))


def _agencies(run: Run, item: Item) -> tuple[str, ...]:
    before = [*run.facts.items_before(item), item]
    met = (key for each in before for key in (each.entry.by, *each.entry.to))
    return tuple(_once(key for key in met if _side(key, run) == "agency"))


def _side(key: str, run: Run) -> str:
    return side_of(key, run.timeline.people)


def _once(keys: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(keys))
