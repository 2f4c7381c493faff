"""The log of who looked at what: added to, and never anything else (security R7)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from msgspec import Struct

from putright.stores.record.models import Reading


class Read(Struct, frozen=True):
    """One line of the log."""

    at: datetime
    user_id: UUID
    what: str
    case_id: UUID | None
    person_id: UUID | None
    detail: str
    why: str


def note(
    *,
    landlord: UUID,
    user: UUID,
    what: str,
    at: datetime,
    case: UUID | None = None,
    person: UUID | None = None,
    detail: str = "",
    why: str = "",
) -> None:
    """Write that somebody looked. If this fails, what was asked for is not shown."""
    Reading.objects.create(
        landlord_id=landlord,
        at=at,
        user_id=user,
        what=what,
        case_id=case,
        person_id=person,
        detail=detail.replace("\0", "")[:200],
        why=why[:400],
    )


def note_list(*, landlord: UUID, user: UUID, what: str, at: datetime) -> None:
    """Write that somebody looked at a list: the list, not each case on it."""
    note(landlord=landlord, user=user, what=what, at=at)


def of_case(*, landlord: UUID, case: UUID, most: int = 500) -> Sequence[Read]:
    """Who looked at a case, the newest first."""
    found = Reading.objects.filter(landlord_id=landlord, case_id=case).order_by("-at", "-id")
    return [
        Read(r.at, r.user_id, r.what, r.case_id, r.person_id, r.detail, r.why) for r in found[:most]
    ]


def recent_cases(*, landlord: UUID, user: UUID, now: datetime, most: int = 8) -> list[UUID]:
    """The cases that somebody opened last, newest first."""
    found = Reading.objects.filter(
        landlord_id=landlord, user_id=user, what="case", at__gte=now - timedelta(days=30)
    ).order_by("-at", "-id")
    opened = found.values_list("case_id", flat=True)[:200]
    return list(dict.fromkeys(case for case in opened if case is not None))[:most]
