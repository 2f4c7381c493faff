"""The nightly count: everything that came in stands on a timeline or with somebody who is here.

Both sides are counted apart: what was kept as it came, and where each of it stands now. Whatever
stands nowhere is named by its id: an item that nobody has, or a row that something took away. The
page of the service's health shows it, and the ladder tells those who lead (``queries.waits``).
"""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from msgspec import Struct

from putright.casework.queries.triage_who import standings
from putright.stores.post import counts, items
from putright.stores.post.models import Arrival, Item
from putright.stores.record.ledger.read import keys_there

READING = timedelta(minutes=30)
"""What came in so lately is being read; after that it should have been."""
TIMELINE, QUEUE, ENDED, TWICE, NEW = (
    "on a timeline", "with somebody", "ended with a reason", "came twice", "being read",
)  # fmt: skip
IN_CASES = ("on a case", "new case", "complaint")


class Found(Struct, frozen=True):
    """Both sides of a count, and what stands nowhere."""

    came: dict[str, int]
    stands: dict[str, int]
    missing: list[str]


def count(*, landlord: UUID, now: datetime) -> Found:
    """Count both sides; nothing is written."""
    places = _places(landlord, now)
    came: Counter[str] = Counter()
    stands: Counter[str] = Counter()
    missing: list[str] = []
    counted: set[UUID] = set()
    for key, door, state, at, item in _arrivals(landlord):
        came[door] += 1
        counted.add(key)
        place = _of_arrival(state, at, places.get(item) if item else None, now)
        if place:
            stands[place] += 1
        else:
            missing.append(f"arrival:{key}")
    without = Item.objects.filter(landlord_id=landlord).order_by("came_at", "id")
    for key, door, arrival in without.values_list("id", "door", "arrival").iterator():
        if arrival in counted:
            continue
        came[door] += 1
        if place := places[key]:
            stands[place] += 1
        else:
            missing.append(f"item:{key}")
    return Found(dict(came), dict(stands), missing)


def reconcile(*, landlord: UUID, now: datetime) -> Found:
    """Count, and keep what was counted: the page of health and the ladder draw on it."""
    found = count(landlord=landlord, now=now)
    counts.add(
        landlord=landlord, came=found.came, stands=found.stands, missing=found.missing, now=now
    )
    return found


def _arrivals(landlord: UUID) -> Iterator[tuple[UUID, str, str, datetime, UUID | None]]:
    rows = Arrival.objects.filter(landlord_id=landlord).order_by("came_at", "id")
    yield from rows.values_list("id", "door", "state", "came_at", "item").iterator()


def _of_arrival(state: str, at: datetime, place: str | None, now: datetime) -> str:
    """Where something stands that was kept as it came; "" for nowhere."""
    if state == "kept":
        return NEW if now - at < READING else ""
    if state == "twice":
        return TWICE if place else ""
    return place or ""


def _places(landlord: UUID, now: datetime) -> dict[UUID, str]:
    """Where each item stands; "" for one that nobody has, or whose entry is not there."""
    rows = items.open_ones(landlord=landlord)
    found = standings(landlord, rows, now=now)
    told = {row.id: QUEUE if found[row.id].acting.user else "" for row in rows}
    done = Item.objects.filter(landlord_id=landlord, done_at__isnull=False)
    columns = ("id", "outcome", "case_id", "entry")
    ended = list(done.order_by("id").values_list(*columns))
    there = _entries_there(landlord, ended)
    for key, outcome, case, entry in ended:
        if outcome in IN_CASES:
            told[key] = TIMELINE if (case, entry) in there else ""
        else:
            told[key] = ENDED
    return told


def _entries_there(
    landlord: UUID, ended: Collection[tuple[UUID, str, UUID | None, str]]
) -> set[tuple[UUID, str]]:
    asked = [(case, entry) for _id, outcome, case, entry in ended
             if outcome in IN_CASES and case is not None]  # fmt: skip
    return keys_there(landlord=landlord, keys=asked)
