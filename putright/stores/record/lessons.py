"""Rows of lessons, written from their streams: for the list, and to know whose they are."""

from datetime import date
from uuid import UUID

from msgspec import Struct

from putright.stores.record.models import Lesson


class LessonRow(Struct, frozen=True, kw_only=True):
    """What a list needs of a lesson."""

    id: UUID
    what: str
    owner: str
    due_on: date | None
    state: str
    cases: tuple[str, ...]
    recorded_on: date


def rewrite(*, landlord: UUID, row: LessonRow) -> None:
    """Make the row of a lesson say this."""
    told = {
        "landlord_id": landlord, "what": row.what, "owner": row.owner, "due_on": row.due_on,
        "state": row.state, "cases": list(row.cases), "recorded_on": row.recorded_on,
    }  # fmt: skip
    Lesson.objects.update_or_create(id=row.id, defaults=told)


def listed(*, landlord: UUID) -> list[LessonRow]:
    """Every lesson, the first due first."""
    found = Lesson.objects.filter(landlord_id=landlord)
    return [_row(one) for one in found.order_by("due_on", "recorded_on", "id")]


def find(*, landlord: UUID, lesson: UUID) -> LessonRow | None:
    """One lesson."""
    one = Lesson.objects.filter(landlord_id=landlord, id=lesson).first()
    return _row(one) if one else None


def _row(one: Lesson) -> LessonRow:
    return LessonRow(
        id=one.id,
        what=one.what,
        owner=one.owner,
        due_on=one.due_on,
        state=one.state,
        cases=tuple(one.cases),
        recorded_on=one.recorded_on,
    )
