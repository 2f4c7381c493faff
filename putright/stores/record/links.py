"""How cases stand to each other, as somebody said: rows that are added to and never changed.

The newest row of two cases and one ``what`` counts: joined, parted again, or refused as not the
same. Neither case's own timeline tells of it, as not everybody who reads one may know the other.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import Max, Q
from msgspec import Struct

from putright.stores.record.models import CaseLink, StoredEntry

What = Literal[
    "same incident", "same home", "same people", "counter report", "follows a closed case", "patch"
]
Says = Literal["joined", "parted", "refused"]
INCIDENT: What = "same incident"
HOME: What = "same home"
PEOPLE: What = "same people"
COUNTER: What = "counter report"
FOLLOWS: What = "follows a closed case"
PATCH: What = "patch"
WHATS: tuple[What, ...] = (INCIDENT, HOME, PEOPLE, COUNTER, FOLLOWS, PATCH)


class NewLink(Struct, frozen=True, kw_only=True):
    """What is said of two cases; where one follows the other, ``case`` is the later one."""

    case: UUID
    other: UUID
    what: str
    says: Says = "joined"
    why: str = ""


class Link(Struct, frozen=True, kw_only=True):
    """What was last said of two cases."""

    case: UUID
    other: UUID
    what: str
    says: str
    why: str
    by: UUID | None
    at: datetime

    def far(self, near: UUID) -> UUID:
        """The one of the two that is not ``near``."""
        return self.other if self.case == near else self.case


def write(*, landlord: UUID, link: NewLink, by: UUID | None, now: datetime) -> None:
    """Add what somebody says of two cases."""
    CaseLink.objects.create(
        landlord_id=landlord,
        case_id=link.case,
        other_id=link.other,
        what=link.what,
        says=link.says,
        why=link.why[:400],
        actor_id=by,
        at=now,
    )


def of_cases(*, landlord: UUID, cases: Iterable[UUID]) -> list[Link]:
    """What was last said of any of these cases and any other, the oldest first."""
    ids = list(cases)
    found = CaseLink.objects.filter(landlord_id=landlord)
    found = found.filter(Q(case_id__in=ids) | Q(other_id__in=ids)).order_by("id")
    last: dict[tuple[frozenset[UUID], str], Link] = {}
    for row in found:
        key = (frozenset((row.case_id, row.other_id)), row.what)
        last.pop(key, None)
        last[key] = Link(
            case=row.case_id,
            other=row.other_id,
            what=row.what,
            says=row.says,
            why=row.why,
            by=row.actor_id,
            at=row.at,
        )
    return list(last.values())


def told_between(
    *, landlord: UUID, cases: Any, acts: Iterable[str], since: datetime, until: datetime
) -> list[UUID]:
    """Those of the cases in which something of that kind happened then, the newest first."""
    rows = StoredEntry.objects.filter(
        landlord_id=landlord,
        stream_id__in=cases,
        kind__in=list(acts),
        happened_at__gte=since,
        happened_at__lte=until,
    )
    newest = rows.values("stream_id").annotate(last=Max("happened_at"))
    return list(newest.order_by("-last", "stream_id").values_list("stream_id", flat=True))
