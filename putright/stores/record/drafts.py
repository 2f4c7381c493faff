"""Rows of drafts: what somebody is writing, by the place where they write it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from putright.stores.record.models import Draft


class Kept(Struct, frozen=True):
    """A draft: where it was written, what, and when it was last kept."""

    place: str
    fields: dict[str, Any]
    saved_at: datetime


class Shared(Struct, frozen=True):
    """A draft that belongs to a case and not to one person: what, when, and by whom last."""

    fields: dict[str, Any]
    saved_at: datetime
    by: UUID


def keep(
    *, landlord: UUID, user: UUID, place: str, case: UUID | None, fields: dict[str, Any],
    now: datetime,
) -> None:  # fmt: skip
    """Keep what is being written there, in place of what was kept before."""
    Draft.objects.update_or_create(
        landlord_id=landlord,
        user_id=user,
        place=place,
        defaults={"case_id": case, "fields": fields, "saved_at": now},
    )


def of_place(*, landlord: UUID, user: UUID, place: str) -> Kept | None:
    """What that person was writing there."""
    row = Draft.objects.filter(landlord_id=landlord, user_id=user, place=place).first()
    return None if row is None else Kept(row.place, row.fields, row.saved_at)


def shared(*, landlord: UUID, place: str) -> Shared | None:
    """What colleagues wrote there together: the newest of theirs."""
    found = Draft.objects.filter(landlord_id=landlord, place=place).order_by("-saved_at", "-id")
    row = found.first()
    return None if row is None else Shared(row.fields, row.saved_at, row.user_id)


def share(
    *, landlord: UUID, user: UUID, place: str, case: UUID, fields: dict[str, Any], now: datetime
) -> None:
    """Keep a draft of a case in place of what any colleague kept there."""
    forget_shared(landlord=landlord, place=place)
    keep(landlord=landlord, user=user, place=place, case=case, fields=fields, now=now)


def forget_shared(*, landlord: UUID, place: str) -> None:
    """The draft of a case became an entry, or is not wanted."""
    Draft.objects.filter(landlord_id=landlord, place=place).delete()


def beginning(*, landlord: UUID, user: UUID, start: str) -> list[Kept]:
    """That person's drafts in all places whose name begins so, the newest first."""
    found = Draft.objects.filter(landlord_id=landlord, user_id=user, place__startswith=start)
    return [Kept(row.place, row.fields, row.saved_at) for row in found.order_by("-saved_at", "id")]


def forget(*, landlord: UUID, user: UUID, place: str) -> None:
    """What was written there was sent, or is not wanted."""
    Draft.objects.filter(landlord_id=landlord, user_id=user, place=place).delete()


def forget_cases(*, landlord: UUID, cases: Iterable[UUID]) -> None:
    """Words of these cases are erased: no draft of anybody keeps them."""
    Draft.objects.filter(landlord_id=landlord, case_id__in=list(cases)).delete()


def forget_items(*, landlord: UUID, items: Iterable[UUID]) -> None:
    """Words that came in are erased: so is every report that somebody began with them."""
    places = [report_of(item) for item in items]
    Draft.objects.filter(landlord_id=landlord, place__in=places).delete()


def report_of(item: UUID) -> str:
    """Where a report is written that was begun with something that came in."""
    return f"report:{item}"


def writers(*, landlord: UUID, case: UUID, since: datetime, besides: UUID) -> list[UUID]:
    """Who was writing in a case since then, without one of them."""
    found = Draft.objects.filter(landlord_id=landlord, case_id=case, saved_at__gte=since)
    others = found.exclude(user_id=besides).order_by("saved_at")
    return list(dict.fromkeys(others.values_list("user_id", flat=True)))
