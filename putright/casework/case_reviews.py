"""Who can ask for an ASB Case Review: the reports of a case, and of those that were joined with it.

A report after a closing is a case of its own; for the review it counts with the ones before. Only
cases that the reader may open are read.
"""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from msgspec import Struct

from putright.casework.queries.case_links import linked
from putright.casework.queries.case_open import Open, open_for
from putright.core.practice.case_review import Standing, Told, standings
from putright.stores.record.links import COUNTER


class Counted(Struct, frozen=True):
    """How somebody stands, with the case that each of the reports is in."""

    standing: Standing
    cases: tuple[Open, ...]


def counted(opened: Open) -> tuple[Counted, ...]:
    """How each victim of a case stands today."""
    today = opened.at.date()
    told = {key: [(each, opened) for each in reports] for key, reports in _told(opened, today)}
    people: dict[UUID | None, str] = {
        part.person: key for key, part in opened.parts.items() if part.person is not None
    }
    for other in _joined(opened):
        for key, reports in _told(other, today):
            own = people.get(_person(other, key), "")
            if own in told:
                told[own] += [(each, other) for each in reports]
    return tuple(_counted(key, found) for key, found in told.items())


def _counted(victim: str, found: list[tuple[Told, Open]]) -> Counted:
    found.sort(key=lambda pair: pair[0].told_on)
    standing = Standing(victim=victim, reports=tuple(told for told, _case in found))
    return Counted(standing, tuple(case for _told, case in found))


def _told(opened: Open, today: date) -> Iterator[tuple[str, tuple[Told, ...]]]:
    run = opened.run
    for each in standings(run.timeline, run.calendar, today=today):
        yield each.victim, each.reports


def _person(opened: Open, key: str) -> UUID | None:
    part = opened.parts.get(key)
    return part.person if part is not None else None


def _joined(opened: Open) -> Iterator[Open]:
    """The cases joined with this one that the reader may open, but for the other side's."""
    ids = {
        each.other.id: each
        for each in linked(opened.actor, opened.case, now=opened.at)
        if each.what != COUNTER
    }
    for case_id in ids:
        yield open_for(opened.actor, case_id, now=opened.at, what="case review")
