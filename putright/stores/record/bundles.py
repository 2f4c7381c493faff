"""Rows of bundles for the Ombudsman: what was asked for, how far it is, the file made of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from putright.stores.record.models import Bundle

TEXT, PIXELS = "text", "pixels"
"""What a bundle was searched in for the words withheld from it: its text, or its drawn pages too.
"""
WAITS, ASKED, READY, FAILED, GONE = "agree", "asked", "ready", "failed", "gone"


class Row(Struct, frozen=True, kw_only=True):
    """One bundle."""

    id: UUID
    case_id: UUID
    is_unredacted: bool
    told: dict[str, Any]
    state: str
    asked_by: UUID
    asked_at: datetime
    agreed_by: UUID | None
    agreed_at: datetime | None
    done: int
    total: int
    fault: str
    blob: str
    size: int
    pages: int
    sha256: str
    searched: str
    ready_at: datetime | None


class File(Struct, frozen=True, kw_only=True):
    """What was made: its name on the disk, and what it is known by."""

    blob: str
    size: int
    pages: int
    sha256: str
    searched: str = ""


def ask(
    *, landlord: UUID, case: UUID, told: dict[str, Any], is_unredacted: bool,
    needs_second: bool, user: UUID, now: datetime,
) -> UUID:  # fmt: skip
    """Ask for a bundle; it may have to wait for a second person."""
    state = WAITS if needs_second else ASKED
    row = Bundle.objects.create(
        landlord_id=landlord, case_id=case, told=told, is_unredacted=is_unredacted, state=state,
        asked_by_id=user, asked_at=now,
    )  # fmt: skip
    return row.id


def agree(*, landlord: UUID, bundle: UUID, user: UUID, now: datetime) -> bool:
    """A second person agrees; False where it does not wait for one, or they asked for it."""
    found = Bundle.objects.filter(landlord_id=landlord, id=bundle, state=WAITS)
    changed = found.exclude(asked_by_id=user).update(
        state=ASKED, agreed_by_id=user, agreed_at=now
    )  # fmt: skip
    return changed == 1


def of_case(*, landlord: UUID, case: UUID) -> list[Row]:
    """The bundles of a case, the newest first."""
    found = Bundle.objects.filter(landlord_id=landlord, case_id=case)
    return [_row(row) for row in found.order_by("-asked_at", "id")]


def one(*, landlord: UUID, case: UUID, bundle: UUID) -> Row | None:
    """A bundle of a case."""
    row = Bundle.objects.filter(landlord_id=landlord, case_id=case, id=bundle).first()
    return _row(row) if row else None


def to_make(*, landlord: UUID) -> list[Row]:
    """Those that are still to be made, the oldest first."""
    found = Bundle.objects.filter(landlord_id=landlord, state=ASKED).order_by("asked_at", "id")
    return [_row(row) for row in found]


def ended(*, landlord: UUID, before: datetime) -> list[Row]:
    """Those whose time is over."""
    found = Bundle.objects.filter(landlord_id=landlord, state=READY, ready_at__lt=before)
    return [_row(row) for row in found]


def progress(*, landlord: UUID, bundle: UUID, done: int, total: int) -> None:
    """How far it is."""
    Bundle.objects.filter(landlord_id=landlord, id=bundle).update(done=done, total=total)


def ready(*, landlord: UUID, bundle: UUID, file: File, now: datetime) -> bool:
    """It is made; False where it is no longer wanted."""
    changed = Bundle.objects.filter(landlord_id=landlord, id=bundle, state=ASKED).update(
        state=READY, blob=file.blob, size=file.size, pages=file.pages, sha256=file.sha256,
        searched=file.searched, ready_at=now,
    )  # fmt: skip
    return changed == 1


def failed(*, landlord: UUID, bundle: UUID, fault: str) -> None:
    """It cannot be made, and why."""
    found = Bundle.objects.filter(landlord_id=landlord, id=bundle, state=ASKED)
    found.update(state=FAILED, fault=fault[:400])


def forget(*, landlord: UUID, bundle: UUID, kept: dict[str, Any]) -> None:
    """It has ended: that it was made, by whom and with which digest stays, its words do not."""
    Bundle.objects.filter(landlord_id=landlord, id=bundle).update(
        state=GONE, told=kept, blob="", fault=""
    )


def addresses(*, landlord: UUID) -> list[tuple[UUID, str]]:
    """The case, and the name on the disk, of every made file."""
    found = Bundle.objects.filter(landlord_id=landlord).exclude(blob="")
    return list(found.values_list("case_id", "blob"))


def _row(row: Bundle) -> Row:
    return Row(
        id=row.id, case_id=row.case_id, is_unredacted=row.is_unredacted, told=row.told,
        state=row.state, asked_by=row.asked_by_id, asked_at=row.asked_at,
        agreed_by=row.agreed_by_id, agreed_at=row.agreed_at, done=row.done, total=row.total,
        fault=row.fault, blob=row.blob, size=row.size, pages=row.pages, sha256=row.sha256,
        searched=row.searched, ready_at=row.ready_at,
    )  # fmt: skip
