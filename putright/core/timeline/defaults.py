"""Fills in what goes without saying: the matter, whom it went to, the stage of a complaint.

A caseworker who leaves these out means the plain thing; nothing here judges anything.
"""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from putright.core.events.entry import Entry, Person
from putright.core.timeline.items import side_of

MATTERS = {
    "asb": "asb",
    "contact": "asb",
    "agency": "asb",
    "safeguarding": "asb",
    "complaint": "complaint",
    "redress": "complaint",
    "works": "works",
    "move": "move",
}
TO_RESIDENT = (
    "contact.", "complaint.", "apology.", "redress.", "form.", "asb.closure_", "asb.visit",
    "asb.interviewed", "asb.plan_", "asb.diary_answered", "asb.followed_up",
)  # fmt: skip
STAGES_BEGUN_BY = ("complaint.escalated",)


def with_defaults(entries: Iterable[Entry], people: Mapping[str, Person]) -> tuple[Entry, ...]:
    """The same entries with what was left unsaid filled in; what was said stays."""
    listed = tuple(entries)
    resident = next((p.id for p in people.values() if p.side == "resident"), "resident")
    escalations = [e for e in listed if not set(STAGES_BEGUN_BY).isdisjoint(e.does)]
    return tuple(_filled(entry, dict(people), resident, escalations) for entry in listed)


def _filled(
    entry: Entry, people: dict[str, Person], resident: str, escalations: list[Entry]
) -> Entry:
    about = entry.about or _matter(entry)
    to = entry.to or _receiver(entry, side_of(entry.by, people), resident)
    stage = entry.stage or _stage(entry, escalations)
    if (about, to, stage) == (entry.about, entry.to, entry.stage):
        return entry
    return replace(entry, about=about, to=to, stage=stage)


def _matter(entry: Entry) -> tuple[str, ...]:
    if entry.complaint:
        return ("complaint",)
    found = (MATTERS.get(act.split(".", 1)[0]) for act in entry.does)
    return tuple(dict.fromkeys(matter for matter in found if matter))


def _receiver(entry: Entry, side: str, resident: str) -> tuple[str, ...]:
    if side != "landlord":
        return ("landlord",)
    return (resident,) if any(act.startswith(TO_RESIDENT) for act in entry.does) else ()


def _stage(entry: Entry, escalations: list[Entry]) -> int:
    """The stage that a complaint had reached when the entry was made: 2 once it was escalated."""
    if not entry.complaint and not any(act.startswith("complaint.") for act in entry.does):
        return 0
    day = _day(entry)
    begun = any(
        other.complaint == entry.complaint and (start := _day(other)) is not None and start <= day
        for other in escalations
        if day is not None
    )
    return 2 if begun else 1


def _day(entry: Entry) -> int | None:
    if entry.at is not None:
        return entry.at.toordinal()
    if entry.on is not None:
        return entry.on.toordinal()
    return entry.between[0].toordinal() if entry.between else None
