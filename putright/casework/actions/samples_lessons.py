"""Lessons of the invented landlord, recorded and shown by the same doors as real ones."""

from collections.abc import Mapping
from datetime import date, datetime, time
from uuid import UUID

from putright.casework.actions import lessons
from putright.casework.actions.lessons import Done, Raised, Upload
from putright.casework.actor import Actor
from putright.casework.queries.case_open import open_for
from putright.gateways.sample_values import SampleLesson


def write(
    *, actor: Actor, lesson: SampleLesson, staff: Mapping[str, UUID], case_id: UUID | None,
    now: datetime,
) -> None:  # fmt: skip
    """Record a lesson on its day, and what was done of it on that day; count if it is time."""
    recorded = _at(lesson.recorded, now)
    told = Raised(
        what=lesson.what, why=lesson.why, owner=staff[lesson.owner], due=lesson.due,
        answers=_answers(actor, lesson, case_id, now), rules=lesson.measure,
        people=tuple(staff[key] for key in lesson.people),
    )  # fmt: skip
    made = lessons.raise_lesson(actor=actor, told=told, now=recorded)
    if lesson.done is None:
        return
    done = Done(on=lesson.done, says=lesson.says, shown_by=lesson.shown_by)
    proof = [Upload("shows-it.txt", [lesson.proof.encode()])] if lesson.proof else []
    then = _at(lesson.done, now)
    lessons.done(actor=actor, lesson_id=made, told=done, now=then, uploads=proof)
    if lesson.proof:
        lessons.measure(actor=actor, lesson_id=made, now=now)


def _answers(actor: Actor, lesson: SampleLesson, case_id: UUID | None, now: datetime) -> str:
    if case_id is None:
        return ""
    opened = open_for(actor, case_id, now=now)
    return f"{opened.case.reference} {lesson.code}".strip()


def _at(day: date, now: datetime) -> datetime:
    return datetime.combine(day, time(9, 0), now.tzinfo)
