"""Which cases look as if they belong to one: the same people, incident, home or patch.

Every case that is looked at is one that the reader may open, without what a wall keeps from them.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from msgspec import Struct

from putright.casework.live import load_all
from putright.casework.queries import cases
from putright.casework.queries.case_links import closed_on, is_open
from putright.casework.queries.case_open import Open
from putright.casework.queries.people import NEAR_SIDES, known_people
from putright.casework.walls import seen_by
from putright.core.timeline.items import Item
from putright.core.workdays import to_datetime
from putright.kit.say import _
from putright.stores.record.links import (
    COUNTER,
    FOLLOWS,
    HOME,
    INCIDENT,
    PATCH,
    PEOPLE,
    What,
    told_between,
)
from putright.stores.record.models import Case, Party

REPORTED = ("asb.reported",)
NEAR = timedelta(hours=24)
"""Reports of one incident come within this of each other, where no day of it was told."""
LATELY = timedelta(days=28)
MOST_READ = 20
"""Cases whose timelines are read for one page."""
ORDER: tuple[What, ...] = (COUNTER, INCIDENT, PEOPLE, FOLLOWS, HOME, PATCH)
Found = dict[UUID, dict[What, str]]


class Reason(Struct, frozen=True):
    """Why a case may belong here: what one would join it as, and the words for a page."""

    what: What
    words: str


def alike(opened: Open, *, now: datetime) -> list[tuple[Case, tuple[Reason, ...]]]:
    """The cases that may belong to an opened one, each with its reasons, the likeliest first."""
    seen = cases.visible_to(opened.actor, now=now).exclude(id=opened.case.id)
    found: Found = defaultdict(dict)
    _same_people(opened, seen, found)
    _same_home(opened, seen, found)
    _same_place(opened, seen, found, now)
    whole = seen.filter(id__in=list(found)).select_related("landlord", "home", "card")
    by_id = {case.id: case for case in whole}
    _followed(opened, by_id, found)
    told = [(case, _reasons(found[key])) for key, case in by_id.items()]
    return sorted(told, key=lambda one: (ORDER.index(one[1][0].what), one[0].reference))


def _reasons(found: dict[What, str]) -> tuple[Reason, ...]:
    return tuple(Reason(what, found[what]) for what in ORDER if what in found)


def _same_people(opened: Open, seen: QuerySet[Case], found: Found) -> None:
    """Somebody who stands in both; on the two sides of them, it may be a counter report."""
    mine = {
        row.person_id: row.side
        for row in opened.rows
        if row.person_id is not None and row.side in NEAR_SIDES
    }
    known = dict(known_people(opened.actor).filter(id__in=mine).values_list("id", "name"))
    parts = Party.objects.filter(case__in=seen, person_id__in=known, side__in=NEAR_SIDES)
    for case, person, side in parts.order_by("id").values_list("case_id", "person_id", "side"):
        if (mine[person] == "other party") != (side == "other party"):
            words = _("{name} is on one side here and on the other side there.")
            found[case][COUNTER] = words.format(name=known[person])
        else:
            found[case].setdefault(PEOPLE, _("{name} is in both.").format(name=known[person]))


def _same_home(opened: Open, seen: QuerySet[Case], found: Found) -> None:
    home = opened.case.home_id
    if home is None:
        return
    for case in seen.filter(home_id=home).values_list("id", flat=True):
        found[case][HOME] = _("Both are about the same home.")


def _same_place(opened: Open, seen: QuerySet[Case], found: Found, now: datetime) -> None:
    """The same incident told by neighbours; and what was lately told of the same kind nearby."""
    mine = opened.live.timeline.standing(*REPORTED)
    home = opened.case.home
    if home is None or not mine:
        return
    near = Q(home__postcode=home.postcode)
    if home.patch_id is not None:
        near |= Q(home__patch_id=home.patch_id)
    neighbours = seen.filter(near).exclude(home_id=home.id)
    for case, theirs in _told_nearby(opened, neighbours, mine, now):
        if any(_is_same(one, other) for one in mine for other in theirs):
            words = _("Neighbours: both told of the same kind of incident at the same time.")
            found[case.id][INCIDENT] = words
        elif is_open(case) and any(_is_late(one, other, now) for one in mine for other in theirs):
            found[case.id][PATCH] = _(
                "The same kind of incident was told of nearby in the last four weeks."
            )


def _told_nearby(
    opened: Open, neighbours: QuerySet[Case], mine: Sequence[Item], now: datetime
) -> Iterator[tuple[Case, list[Item]]]:
    """The neighbours' cases with a report from about the same time, and lately, with their
    reports; the newest first, and not more than a page can read."""
    first = min(to_datetime(each.when.first) for each in mine) - NEAR - LATELY
    told = told_between(
        landlord=opened.actor.landlord_id, cases=neighbours.values("id"), acts=REPORTED,
        since=first, until=now,
    )  # fmt: skip
    whole = neighbours.filter(id__in=told[:MOST_READ]).select_related("landlord", "home", "card")
    for live in load_all(list(whole)):
        yield live.case, seen_by(opened.actor, live).live.timeline.standing(*REPORTED)


def _is_same(one: Item, other: Item) -> bool:
    """Whether two reports tell of one incident: of a kind, on a day, or within a day of it."""
    if not _is_of_a_kind(one, other):
        return False
    if one.entry.incident_on and other.entry.incident_on:
        return one.entry.incident_on == other.entry.incident_on
    apart = to_datetime(one.when.first) - to_datetime(other.when.first)
    return abs(apart) <= NEAR


def _is_late(one: Item, other: Item, now: datetime) -> bool:
    recent = all(now - to_datetime(each.when.first) <= LATELY for each in (one, other))
    return recent and _is_of_a_kind(one, other)


def _is_of_a_kind(one: Item, other: Item) -> bool:
    return not set(one.entry.kinds).isdisjoint(other.entry.kinds)


def _followed(opened: Open, others: dict[UUID, Case], found: Found) -> None:
    """A case of the same people or home that was closed before this one began."""
    began = opened.case.opened_at.date()
    likely = [
        case
        for case in others.values()
        if not is_open(case) and not found[case.id].keys().isdisjoint((PEOPLE, HOME))
    ]
    for live in load_all(likely[:MOST_READ]):
        day = closed_on(opened.actor, live)
        if day is not None and day <= began:
            found[live.case.id][FOLLOWS] = _("It was closed before this case began.")
