"""The gaps of a case's file, each in a plain sentence, before anything goes to the Ombudsman."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from putright.casework.actor import Actor
from putright.casework.queries.case_entries import Entries, Pointer
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_open import Open, open_for
from putright.core.practice.evidence_gaps import KINDS, Gap, gaps_of
from putright.kit.dates import long_day, name_of_rule
from putright.kit.say import N_, _, ngettext

TITLES = {
    "no record": N_("No record"), "never done": N_("Owed, and no record that it was done"),
    "two accounts": N_("Two accounts"), "written late": N_("Written down late"),
}  # fmt: skip


class GapSeen(Struct, frozen=True, kw_only=True):
    """One gap: its entry, what it lacks in a sentence, the only sources that there are."""

    entry: Pointer
    says: str
    sources: tuple[Pointer, ...]


class GapGroup(Struct, frozen=True):
    """The gaps of one kind."""

    title: str
    gaps: tuple[GapSeen, ...]


class GapsPage(Struct, frozen=True, kw_only=True):
    """Everything that the file lacks, by kind."""

    around: Around
    groups: tuple[GapGroup, ...]
    count: int


def page(actor: Actor, case_id: UUID, *, now: datetime) -> GapsPage:
    """What the file of a case lacks as of now, of what its reader may read."""
    opened = open_for(actor, case_id, now=now, what="gaps")
    groups = groups_of(opened)
    count = sum(len(group.gaps) for group in groups)
    return GapsPage(around=around(opened, "ombudsman"), groups=groups, count=count)


def groups_of(opened: Open) -> tuple[GapGroup, ...]:
    """The gaps of an opened case, by kind."""
    entries, found = Entries(opened), gaps_of(opened.run)
    promises = {each.name: each.rule.promise for each in opened.live.engine.stack.rules}
    groups = []
    for kind in KINDS:
        seen = [
            _seen(one, pointer, entries, promises)
            for one in found
            if one.kind == kind and (pointer := entries.pointer(one.entry)) is not None
        ]
        if seen:
            groups.append(GapGroup(_(TITLES[kind]), tuple(seen)))
    return tuple(groups)


def _seen(
    gap: Gap, pointer: Pointer, entries: Entries, promises: dict[str, str]
) -> GapSeen:  # fmt: skip
    sources = tuple(one for key in gap.told_in if (one := entries.pointer(key)) is not None)
    return GapSeen(entry=pointer, says=_says(gap, bool(sources), promises), sources=sources)


def _says(gap: Gap, has_sources: bool, promises: dict[str, str]) -> str:
    day = long_day(gap.on)
    if gap.kind == "no record" and has_sources:
        return _("No record of it, on {day}. Only what is named here tells of it.").format(day=day)
    if gap.kind == "no record":
        return _("No record of it, on {day}. It rests on somebody's word.").format(day=day)
    if gap.kind == "two accounts":
        return _("Another account stands against it. The evidence settles neither.")
    if gap.kind == "written late":
        told = ngettext("Written down {n} day later.", "Written down {n} days later.", gap.days)
        return told
    promise = promises.get(gap.rule) or name_of_rule(gap.rule.rpartition(":")[2])
    return _("{promise} No record shows it, since {day}.").format(promise=promise, day=day)
