"""What a person said of the impact on the resident, heading by heading; the newest word counts."""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from putright.core.events.entry import Entry
from putright.core.timeline.casefile import Heading, Impact
from putright.core.timeline.timeline import when_of
from putright.core.workdays import to_datetime

ASSESSED = "redress.impact_assessed"
PART = "/"
"""Parts the key of a complaint from that of its point, where a point is a heading of its own."""


class Assessed(Struct, frozen=True, kw_only=True):
    """One assessment: the band of the guidance, the place on the landlord's matrix, who and when.

    ``band`` is a name of the guidance's bands, ``severity`` and ``impact`` are words of the matrix;
    any of them may be "".
    """

    head: str
    band: str
    severity: str
    impact: str
    by: str
    on: date
    entry: str


def assessed(entries: Iterable[Entry]) -> dict[str, Assessed]:
    """The newest assessment of each heading; one that a later entry corrected does not count."""
    listed = [entry for entry in entries if ASSESSED in entry.does]
    gone = {entry.corrects for entry in listed if entry.corrects}
    found: dict[str, Assessed] = {}
    for entry in listed:
        when = when_of(entry)
        head = str(entry.facts.get("head", ""))
        if entry.id in gone or when is None or not head:
            continue
        found[head] = Assessed(
            head=head,
            band=str(entry.facts.get("band", "")),
            severity=str(entry.facts.get("severity", "")),
            impact=str(entry.facts.get("impact", "")),
            by=entry.by,
            on=to_datetime(when.first).date(),
            entry=entry.id,
        )
    return found


def headings_assessed(headings: Sequence[Heading], entries: Sequence[Entry]) -> tuple[Heading, ...]:
    """The headings of a case with the impact that a person chose; points of a complaint that money
    was weighed for are headings too."""
    chosen = assessed(entries)
    known = {heading.id for heading in headings}
    used = [*chosen, *(offer.head for entry in entries for offer in entry.offers)]
    points = {heading.id: heading for heading in points_of(entries)}
    added = [points[key] for key in dict.fromkeys(used) if key in points and key not in known]
    return tuple(
        replace(each, impact=_impact(chosen[each.id]))
        if each.id in chosen and chosen[each.id].band
        else each
        for each in (*headings, *added)
    )


def points_of(entries: Iterable[Entry]) -> tuple[Heading, ...]:
    """Each point of a complaint as a heading of its own, as it was last put."""
    found = {
        f"{entry.complaint}{PART}{point.id}": point.what
        for entry in entries
        for point in entry.points
    }
    return tuple(Heading(id=key, title=what, areas=()) for key, what in found.items())


def _impact(chosen: Assessed) -> Impact:
    return Impact(band=chosen.band, by=chosen.by, on=chosen.on)
