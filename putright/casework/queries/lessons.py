"""Which lessons somebody may know of, and one of them as its entries leave it.

Whoever a complaint names finds no lesson that answers a failing of that case (security T12).
"""

from collections.abc import Sequence
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.lessons import folded, stack_of
from putright.casework.refused import NotThere
from putright.core.policy.stack import Stack
from putright.core.practice.lessons import Lesson
from putright.stores.record import lessons
from putright.stores.record.ledger.read import Kept, entries_of
from putright.stores.record.lessons import LessonRow
from putright.stores.worklist.models import Card


class Read(Struct, frozen=True):
    """A lesson with its entries."""

    id: UUID
    lesson: Lesson
    kept: tuple[Kept, ...]

    @property
    def head(self) -> int:
        """The number of its last entry."""
        return self.kept[-1].number


def all_seen(actor: Actor, stack: Stack) -> list[Read]:
    """Every lesson that somebody may know of, the first due first."""
    permissions.check(actor, "lesson.see")
    rows = _not_walled(actor, lessons.listed(landlord=actor.landlord_id))
    ids = [row.id for row in rows]
    kept = entries_of(landlord=actor.landlord_id, streams=ids)
    return [Read(each, folded(kept[each], stack), tuple(kept[each])) for each in ids]


def read(actor: Actor, lesson_id: UUID, stack: Stack | None = None) -> Read:
    """One lesson; raises ``NotThere`` where it does not exist for this person."""
    may_see(actor, lesson_id)
    kept = entries_of(landlord=actor.landlord_id, streams=[lesson_id])[lesson_id]
    return Read(lesson_id, folded(kept, stack or stack_of(actor.landlord_id)), tuple(kept))


def may_see(actor: Actor, lesson_id: UUID) -> None:
    """Raise ``NotThere`` unless there is such a lesson for this person."""
    permissions.check(actor, "lesson.see")
    row = lessons.find(landlord=actor.landlord_id, lesson=lesson_id)
    if row is None or not _not_walled(actor, [row]):
        raise NotThere


def _not_walled(actor: Actor, rows: Sequence[LessonRow]) -> list[LessonRow]:
    asked = {case for row in rows for case in row.cases}
    cards = Card.objects.filter(landlord_id=actor.landlord_id, case_id__in=asked)
    me = str(actor.user_id)
    hidden = {str(case) for case, away in cards.values_list("case_id", "kept_from") if me in away}
    return [row for row in rows if hidden.isdisjoint(row.cases)]
