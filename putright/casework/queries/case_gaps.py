"""Stretches in which no record shows that the landlord reached the resident."""

from datetime import date
from itertools import pairwise

from msgspec import Struct

from putright.casework.queries.case_open import Open
from putright.core.timeline.items import Item
from putright.core.workdays import to_datetime
from putright.kit.contacts import is_from_helper, is_from_resident, reached

DRAWN_FROM = 10
"""Working days from which a stretch is drawn; what was promised is in the promises, not here."""


class Gap(Struct, frozen=True):
    """From the last contact (or the first report) to the next; ``ends`` is the entry that is it."""

    start: date
    end: date
    workdays: int
    ends: str = ""


def gaps(opened: Open) -> list[Gap]:
    """The stretches worth drawing, the oldest first; the last one may still be going on."""
    run = opened.run
    first = next((item for item in run.timeline.items if _tells(item)), None)
    if first is None:
        return []
    since = _day(first)
    contacts = [(_day(item), item.id) for item in contacts_of(opened) if _day(item) >= since]
    stops = [(since, ""), *contacts]
    if _is_running(opened):
        stops.append((opened.at.date(), ""))
    found = []
    for (start, _start), (end, key) in pairwise(stops):
        days = run.calendar.count(start, end) if end > start else 0
        if days >= DRAWN_FROM:
            found.append(Gap(start, end, days, key))
    return found


def contacts_of(opened: Open) -> list[Item]:
    """The entries in which a record shows that the landlord reached the resident."""
    run = opened.run
    return [i for i in run.timeline.items if reached(i, run.words) and i.when.first <= run.now]


def last_contact(opened: Open) -> date | None:
    """The day on which the resident was last reached."""
    days = [_day(item) for item in contacts_of(opened)]
    return max(days, default=None)


def _is_running(opened: Open) -> bool:
    return opened.run.facts.case_is_open(opened.run.now)


def _tells(item: Item) -> bool:
    return (is_from_resident(item) or is_from_helper(item)) and item.can_start


def _day(item: Item) -> date:
    return to_datetime(item.when.first).date()
