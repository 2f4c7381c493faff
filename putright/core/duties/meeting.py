"""Finds what meets a duty: one entry, all of several parts, any of several ways, or a number."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from putright.core.duties.candidates import Among, candidates, in_one
from putright.core.events.entry import HOUSEHOLD
from putright.core.facts.facts import Facts
from putright.core.policy.patterns import Setting, Test, compile_pattern
from putright.core.policy.rules import Pattern
from putright.core.timeline.items import Item, in_order
from putright.core.workdays import Span, When, due_after, due_before, parse_span


class Met(Struct, frozen=True, gc=False):
    """What was found: when it was complete, the entries, and the parts that are missing."""

    done: When | None = None
    items: tuple[Item, ...] = ()
    missing: tuple[str, ...] = ()


NOTHING = Met()
Meeting = Callable[[Sequence[Item], Item, Facts], Met]
"""From entries in order, the starting item and the facts to what was met."""


def compile_meeting(pattern: Pattern, setting: Setting, *, proof: bool) -> Meeting:
    """The function that finds what meets ``pattern``; with ``proof`` only proven acts count."""
    if pattern.silent_for:
        rest = compile_meeting(replace(pattern, silent_for=""), setting, proof=proof)
        return _silence_after(rest, parse_span(pattern.silent_for), setting)
    if pattern.notice:
        rest = compile_meeting(replace(pattern, notice=""), setting, proof=proof)
        return _with_notice(rest, parse_span(pattern.notice), setting)
    if pattern.all or pattern.any:
        return _of_several(pattern, setting, proof)
    return _leaf(pattern, compile_pattern(bare_pattern(pattern), setting), setting, proof)


def _of_several(pattern: Pattern, setting: Setting, proof: bool) -> Meeting:
    """All parts or any way; what the pattern itself asks, it asks of each entry of them."""
    parts = [compile_meeting(p, setting, proof=proof) for p in pattern.all or pattern.any]
    joined = _any_of(parts)
    if pattern.all:
        joined = _in_order(parts) if pattern.in_order else _all_of(parts)
    own = replace(bare_pattern(pattern), all=(), any=(), in_order=False)
    if own == Pattern():
        return joined
    test = compile_pattern(own, setting)

    def meet(items: Sequence[Item], start: Item, facts: Facts) -> Met:
        return joined([item for item in items if test(item, start, facts)], start, facts)

    return meet


def _leaf(pattern: Pattern, test: Test, setting: Setting, proof: bool) -> Meeting:
    if pattern.count > 1:
        return _number_of(pattern, test, proof)
    acts = frozenset(pattern.act)
    among = candidates(pattern, proof=proof)
    in_part = _in_part(pattern, among, setting, proof)

    def meet(items: Sequence[Item], start: Item, facts: Facts) -> Met:
        lists = among(items, start)
        if len(lists) == 1:
            found = first_of(lists[0], start, facts)
        else:
            found = _earliest([first_of(each, start, facts) for each in lists])
        if found is None:
            return in_part(items, start, facts)
        return Met(found.when, (found,))

    def first_of(items: Sequence[Item], start: Item, facts: Facts) -> Item | None:
        for item in items:
            if test(item, start, facts) and _proves(item, acts, facts, proof):
                return item
        return None

    return meet


def _in_part(pattern: Pattern, among: Among, setting: Setting, proof: bool) -> Meeting:
    """Where the act was done and lacks content, the parts are named (semantics 13)."""
    acts = frozenset(pattern.act)
    nothing = Met(missing=(name_of(pattern),))
    bare = compile_pattern(replace(bare_pattern(pattern), contains=()), setting)

    def meet(items: Sequence[Item], start: Item, facts: Facts) -> Met:
        for item in in_one(among(items, start)):
            if _proves(item, acts, facts, proof) and bare(item, start, facts):
                lacks = tuple(each for each in pattern.contains if each not in item.entry.contains)
                return Met(items=(item,), missing=lacks)
        return nothing

    if not pattern.contains or not pattern.act:
        return lambda items, start, facts: nothing
    return meet


def _earliest(found: Sequence[Item | None]) -> Item | None:
    return min((item for item in found if item is not None), key=in_order, default=None)


def name_of(pattern: Pattern) -> str:
    """What a reader is told is missing: the part's own name, else its acts."""
    return pattern.name or " or ".join(pattern.act) or "an answer"


def bare_pattern(pattern: Pattern) -> Pattern:
    """The pattern of one entry, without its name and the number that is asked for."""
    return replace(pattern, count=1, on_days=1, channels=1, name="")


def _proves(item: Item, acts: frozenset[str], facts: Facts, proof: bool) -> bool:
    """Whether it counts: shown, or said by the landlord where its bare word will do.

    What was sent by a channel that the person had said she cannot use reached nobody (semantics 8).
    """
    if item.struck_by or not (proof or item.proven or item.from_landlord):
        return False
    if facts.timeline.bars_channels and item.from_landlord and went_astray(item, facts):
        return False
    if not proof:
        return True
    return bool(item.proven) if not acts else not acts.isdisjoint(item.proven)


def went_astray(item: Item, facts: Facts) -> bool:
    """Whether it went by a channel that whom it was for had said she cannot use."""
    return item.entry.channel in facts.channels_barred(item.entry.to, item.when.first)


def _with_notice(rest: Meeting, notice: Span, setting: Setting) -> Meeting:
    """Only what came so long before the starting act; the audit's plain count (semantics 5)."""

    def meet(items: Sequence[Item], start: Item, facts: Facts) -> Met:
        latest = due_before(notice, start.when, setting.calendar, clear=False)
        found = rest([item for item in items if item.when.first <= latest.last], start, facts)
        if found.done is None and rest(items, start, facts).done is not None:
            return Met(missing=(f"notice of {notice}",))
        return found

    return meet


def _silence_after(rest: Meeting, span: Span, setting: Setting) -> Meeting:
    """What was done since the resident was last heard, and so long a silence after it (P071)."""

    def meet(items: Sequence[Item], start: Item, facts: Facts) -> Met:
        words = [item.when.first for item in items if _is_word_of_hers(item, start)]
        heard = max(words, default=None)
        found = rest([i for i in items if heard is None or i.when.last > heard], start, facts)
        if found.done is None:
            was_met = heard is not None and rest(items, start, facts).done is not None
            return Met(missing=("the resident's silence",)) if was_met else found
        if start.when.last <= due_after(span, found.done, setting.calendar).last:
            return Met(missing=("the time to answer",))
        return found

    return meet


def _is_word_of_hers(item: Item, start: Item) -> bool:
    return item is not start and item.by_side in HOUSEHOLD


def _in_order(parts: list[Meeting]) -> Meeting:
    """Each part after the one before it, so that the second may lie on the first one's day."""

    def meet(items: Sequence[Item], start: Item, facts: Facts) -> Met:
        used: tuple[Item, ...] = ()
        done: When | None = None
        for part in parts:
            found = part(items, start, facts)
            used += found.items
            if found.done is None:
                return Met(items=used, missing=found.missing)
            done = found.done
            items = [i for i in items if i not in found.items and i.when.last >= done.first]
        return Met(done=done, items=used)

    return meet


def _all_of(parts: list[Meeting]) -> Meeting:
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
    among = candidates(pattern, proof=proof)

    def meet(items: Sequence[Item], start: Item, facts: Facts) -> Met:
        found: list[Item] = []
        for item in in_one(among(items, start)):
            if _proves(item, acts, facts, proof) and test(item, start, facts):
                found.append(item)
                days = {each.when.day for each in found}
                channels = {each.entry.channel for each in found}
                enough = len(found) >= pattern.count and len(days) >= pattern.on_days
                if enough and len(channels) >= pattern.channels:
                    return Met(done=item.when, items=tuple(found))
        return Met(items=tuple(found), missing=(name_of(pattern),))

    return meet
