"""What was learned: committing to a change, showing that it was made, measuring, giving it up."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from msgspec import Struct

from putright.casework import desk, permissions
from putright.casework.actions.adding import When, dated
from putright.casework.actions.files import keep_for_lesson, proof_kinds
from putright.casework.actor import Actor, staff_key
from putright.casework.lessons import countable, is_known, prefix_of, row_of, stack_of
from putright.casework.queries import lessons
from putright.casework.queries.cases import visible_to
from putright.casework.queries.lesson_measure import counted
from putright.casework.queries.lessons import Read
from putright.casework.queries.staff import colleagues, names_of
from putright.casework.refused import NotRight
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence, Pledge
from putright.core.policy.stack import Stack
from putright.core.practice.lessons import ATTENDANCE, CHANGE, SHARED, Failing, windows
from putright.core.practice.naming import named_in
from putright.kit.say import _
from putright.stores.record.ledger.read import Kept
from putright.stores.record.lessons import LessonRow

PERMISSION = "lesson.work"
MOST_LINES, LONGEST_LINE = 20, 200


class Raised(Struct, frozen=True, kw_only=True):
    """A change to commit to: what, why, who sees to it, by when, what it answers, what counts."""

    what: str
    why: str
    owner: UUID
    due: date
    answers: str
    rules: tuple[str, ...] = ()
    people: tuple[UUID, ...] = ()


class Done(Struct, frozen=True, kw_only=True):
    """What was done about a lesson, and what shows it."""

    on: date
    says: str
    shown_by: str


class Upload(Struct, frozen=True):
    """A file that came with a form."""

    name: str
    chunks: Iterable[bytes]


def raise_lesson(*, actor: Actor, told: Raised, now: datetime, form: UUID | None = None) -> UUID:
    """Commit to a change; whoever sees to it is named, and so is the day."""
    permissions.check(actor, PERMISSION)
    stack = stack_of(actor.landlord_id)
    _check(actor, told, stack, now)
    _name_nobody(actor, what=told.what, why=told.why)
    failings = _failings(actor, told.answers, stack, now)
    people = tuple(staff_key(each) for each in told.people)
    facts: dict[str, Any] = {"owner": staff_key(told.owner)}
    if told.rules:
        facts["measure"] = " ".join(told.rules)
    entry = Entry(
        id="",
        does=("learning.recorded",),
        at=now,
        by=actor.key,
        to=people or ("landlord",),
        text=told.why,
        refs=tuple(each.written() for each in failings if each.case),
        asks=tuple(each.source for each in failings if not each.case),
        promises=(Pledge(id=CHANGE, what=told.what, due=told.due, does=("learning.done",)),),
        evidence=(Evidence(kind="system record"),),
        facts=facts,
    )
    return _write(actor, uuid4(), entry, now, is_new=True, form=form)


def done(
    *, actor: Actor, lesson_id: UUID, told: Done, now: datetime, seen: int | None = None,
    form: UUID | None = None, uploads: Sequence[Upload] = (),
) -> None:  # fmt: skip
    """Say what was done about it; without a file that shows it, that is a claim."""
    read = _open(actor, lesson_id)
    desk.check_fresh(actor=actor, head=read.head, seen=seen, form=form)
    if told.shown_by not in (SHARED, ATTENDANCE) and read.lesson.people:
        wanted = _("Training is shown by the list of who was there")
        raise NotRight(wanted, field="shown_by")
    if told.on < read.lesson.recorded_on:
        early = _("Which day was it done? The lesson was recorded only after that")
        raise NotRight(early, field="on")
    _name_nobody(actor, says=told.says)
    files = [
        keep_for_lesson(actor=actor, lesson=lesson_id, name=one.name, chunks=one.chunks, now=now)
        for one in uploads
    ]
    kinds = proof_kinds(actor=actor, ids=[each.id for each in files]) if files else ()
    entry = dated(
        When(on=told.on).by(now),
        does=("learning.done",),
        by=actor.key,
        text=told.says,
        keeps=(CHANGE,),
        facts={"shown_by": told.shown_by},
        evidence=tuple(Evidence(kind=kind) for kind in kinds),
    )
    _write(actor, lesson_id, entry, now, seen=seen, form=form, files=tuple(files))


def give_up(
    *, actor: Actor, lesson_id: UUID, reason: str, now: datetime, seen: int | None = None,
    form: UUID | None = None,
) -> None:  # fmt: skip
    """Give a change up, with the reason; what was promised stays to be read."""
    _open(actor, lesson_id)
    _name_nobody(actor, reason=reason)
    entry = dated(When(on=now.date(), at=now), does=("learning.dropped",), by=actor.key,
                  reason=reason)  # fmt: skip
    _write(actor, lesson_id, entry, now, seen=seen, form=form)


def measure(*, actor: Actor, lesson_id: UUID, now: datetime) -> None:
    """Count the same promises before and after, and keep the figures as of today."""
    permissions.check(actor, PERMISSION)
    lesson = lessons.read(actor, lesson_id).lesson
    if not lesson.rules or lesson.state != "done" or lesson.done_on is None:
        raise NotRight(_("A lesson is measured once something shows that it was done."))
    spans = windows(recorded=lesson.recorded_on, done=lesson.done_on, today=now.date())
    if spans is None:
        raise NotRight(_("It is too early: four weeks must have passed since it was done."))
    before, after = counted(actor, frozenset(lesson.rules), spans, now=now)
    days = (spans[0].last - spans[0].first).days + 1
    facts: dict[str, Any] = {
        "measured_days": days, "due_before": before.due, "kept_before": before.kept,
        "due_after": after.due, "kept_after": after.kept,
    }  # fmt: skip
    entry = dated(When(on=now.date(), at=now), does=("learning.measured",), by=actor.key,
                  facts=facts)  # fmt: skip
    _write(actor, lesson_id, entry, now)


def _open(actor: Actor, lesson_id: UUID) -> Read:
    """A lesson that is still to be done, for whoever may say something of it."""
    permissions.check(actor, PERMISSION)
    read = lessons.read(actor, lesson_id)
    if read.lesson.state in ("done", "given up"):
        raise NotRight(_("This lesson is over: record a new one for anything more."))
    return read


def _write(actor: Actor, lesson_id: UUID, entry: Entry, now: datetime, **told: Any) -> UUID:
    stack = stack_of(actor.landlord_id)

    def row(lesson: UUID, kept: Sequence[Kept]) -> LessonRow:
        return row_of(lesson, kept, stack)

    return desk.write_lesson(
        actor=actor, lesson=lesson_id, entry=entry, now=now, row_of=row, **told
    )


def _check(actor: Actor, told: Raised, stack: Stack, now: datetime) -> None:
    here = {one.id for one in colleagues(actor, today=now.date()) if one.is_active}
    if told.owner not in here:
        raise NotRight(_("Who sees to it? Choose somebody who works here"), field="owner")
    if not here.issuperset(told.people):
        raise NotRight(_("Who is trained? Choose people who work here"), field="people")
    if told.due < now.date():
        raise NotRight(_("By when? That day has passed"), field="due")
    if not {one.rule for one in countable(stack)}.issuperset(told.rules):
        raise NotRight(_("What is counted? Choose one of the promises here"), field="measure")


def _name_nobody(actor: Actor, **texts: str) -> None:
    """A lesson is the landlord's: it names no member of staff, also none who left."""
    names = tuple(names_of(actor.landlord_id).values())
    for field, text in texts.items():
        if named := named_in(text, names):
            words = _("This names {name}. Name nobody: say what we did not do, and what changes.")
            raise NotRight(words.format(name=named), field=field)


def _failings(actor: Actor, text: str, stack: Stack, now: datetime) -> tuple[Failing, ...]:
    """What each line names: a finding of a case that one may open, or a place in a report."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
        raise NotRight(_("Which failings does it answer? Write less, one on a line"),
                       field="answers")  # fmt: skip
    return tuple(_failing(actor, line, stack, now) for line in lines)


def _failing(actor: Actor, line: str, stack: Stack, now: datetime) -> Failing:
    reference, _space, code = line.partition(" ")
    case = visible_to(actor, now=now).filter(reference=reference).first()
    if case is None:
        if reference.startswith(f"{prefix_of(actor.landlord_id)}-"):
            none = _("{reference}: there is no such case that you may open")
            raise NotRight(none.format(reference=reference), field="answers")
        return Failing(source=line)
    code = code.strip()
    if code and not is_known(code, stack):
        raise NotRight(_("{code}: no finding or rule has that name").format(code=code),
                       field="answers")  # fmt: skip
    return Failing(case=str(case.id), code=code)
