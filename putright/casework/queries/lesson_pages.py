"""The pages of lessons: what is overdue first, what each answers, whether it has worked."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor, user_of_key
from putright.casework.lessons import Promised, countable, rules_of, says_of, stack_of
from putright.casework.queries import lessons
from putright.casework.queries.case_files import FileSeen, files_of
from putright.casework.queries.case_open import open_for
from putright.casework.queries.cases import visible_to
from putright.casework.queries.lessons import Read
from putright.casework.queries.staff import Colleague, colleagues, names_of
from putright.casework.refused import Refused
from putright.core.events.entry import Entry
from putright.core.policy.stack import Stack
from putright.core.practice.lessons import (
    SHARED,
    SMALL,
    Failing,
    Lesson,
    Tally,
    is_small,
    may_tell_share,
    windows,
)
from putright.core.timeline.timeline import when_of
from putright.core.workdays import to_datetime
from putright.kit.dates import name_of_code, name_of_rule
from putright.kit.say import _
from putright.stores.record import readings
from putright.stores.record.ledger.erase import ERASING
from putright.stores.record.ledger.read import Kept


class Answered(Struct, frozen=True):
    """A failing that a lesson answers; ``case`` leads to it where it may be opened."""

    words: str
    case: UUID | None = None


class Line(Struct, frozen=True, kw_only=True):
    """A lesson in a list."""

    id: UUID
    lesson: Lesson
    owner: str
    answers: tuple[Answered, ...]


class Lessons(Struct, frozen=True, kw_only=True):
    """The list: overdue, still to be done, done, given up."""

    overdue: tuple[Line, ...]
    ahead: tuple[Line, ...]
    done: tuple[Line, ...]
    given_up: tuple[Line, ...]
    may_work: bool


class Step(Struct, frozen=True, kw_only=True):
    """One entry of a lesson."""

    on: date
    who: str
    did: str
    words: str
    files: tuple[FileSeen, ...]


class Side(Struct, frozen=True, kw_only=True):
    """One side of the comparison; the words are what may be told outside."""

    name: str
    tally: Tally
    due: str
    kept: str
    failings: str
    share: str


class OneLesson(Struct, frozen=True, kw_only=True):
    """A lesson's page; ``not_yet`` says why it cannot be measured now, "" where it can."""

    line: Line
    people: tuple[str, ...]
    counts: tuple[str, ...]
    steps: tuple[Step, ...]
    sides: tuple[Side, ...]
    is_little: bool
    not_yet: str
    head: int
    may_work: bool


class ToRaise(Struct, frozen=True, kw_only=True):
    """What the form begins with: who may see to it, what can be counted, where it came from."""

    staff: tuple[Colleague, ...]
    promises: tuple[Promised, ...]
    answers: str = ""
    rules: tuple[str, ...] = ()


def listed(actor: Actor, *, now: datetime) -> Lessons:
    """Every lesson that somebody may know of."""
    today = now.date()
    readings.note_list(landlord=actor.landlord_id, user=actor.user_id, what="lessons", at=now)
    lines = _lines(actor, lessons.all_seen(actor, stack := stack_of(actor.landlord_id)), stack, now)
    late = [one for one in lines if one.lesson.is_overdue(today)]
    return Lessons(
        overdue=tuple(late),
        ahead=tuple(
            one for one in lines if one.lesson.state in ("to do", "said") and one not in late
        ),
        done=tuple(one for one in lines if one.lesson.state == "done"),
        given_up=tuple(one for one in lines if one.lesson.state == "given up"),
        may_work=permissions.can(actor, "lesson.work"),
    )


def one(actor: Actor, lesson_id: UUID, *, now: datetime) -> OneLesson:
    """One lesson with all that was said of it."""
    stack = stack_of(actor.landlord_id)
    read = lessons.read(actor, lesson_id, stack)
    readings.note(landlord=actor.landlord_id, user=actor.user_id, what="lesson", at=now,
                  detail=str(lesson_id))  # fmt: skip
    names = names_of(actor.landlord_id)
    lesson = read.lesson
    return OneLesson(
        line=_lines(actor, [read], stack, now)[0],
        people=tuple(_name(key, names) for key in lesson.people),
        counts=says_of(lesson.rules, stack),
        steps=tuple(_steps(actor, read.kept, names)),
        sides=(sides := _sides(lesson)),
        is_little=any(each.tally.due < SMALL for each in sides),
        not_yet=_not_yet(lesson, now.date()),
        head=read.head,
        may_work=permissions.can(actor, "lesson.work"),
    )


def to_write(actor: Actor, lesson_id: UUID, *, now: datetime) -> OneLesson:
    """A lesson for whoever may say something of it, while it is still to be done."""
    found = one(actor, lesson_id, now=now)
    permissions.check(actor, "lesson.work")
    if found.line.lesson.state in ("done", "given up"):
        raise Refused(_("This lesson is over: record a new one for anything more."))
    return found


def to_raise(
    actor: Actor, *, now: datetime, case_id: UUID | None = None, code: str = ""
) -> ToRaise:
    """What raising one needs; from a case, only where that case may be opened."""
    permissions.check(actor, "lesson.work")
    stack = stack_of(actor.landlord_id)
    here = [each for each in colleagues(actor, today=now.date()) if each.is_active]
    answers = ""
    if case_id is not None:
        opened = open_for(actor, case_id, now=now, what="lesson")
        answers = f"{opened.case.reference} {code}".strip()
    return ToRaise(
        staff=tuple(here),
        promises=countable(stack),
        answers=answers,
        rules=rules_of(code, stack)[:2],
    )


def _lines(actor: Actor, reads: Sequence[Read], stack: Stack, now: datetime) -> list[Line]:
    names = names_of(actor.landlord_id)
    asked = {each.case for read in reads for each in read.lesson.failings if each.case}
    seen = visible_to(actor, now=now).filter(id__in=asked) if asked else []
    references = {str(case.id): case.reference for case in seen}
    return [
        Line(
            id=read.id,
            lesson=read.lesson,
            owner=_name(read.lesson.owner, names),
            answers=tuple(_answered(each, references, stack) for each in read.lesson.failings),
        )
        for read in reads
    ]


def _answered(failing: Failing, references: dict[str, str], stack: Stack) -> Answered:
    if not failing.case:
        return Answered(failing.source)
    is_rule = "." in failing.code
    named = name_of_rule(failing.code) if is_rule else name_of_code(failing.code)
    if failing.case not in references:
        return Answered(_("{what}, in a case that you may not open").format(what=named or _("One")))
    reference = references[failing.case]
    return Answered(f"{reference}: {named}" if named else reference, UUID(failing.case))


def _steps(actor: Actor, kept: Iterable[Kept], names: dict[UUID, str]) -> Iterable[Step]:
    kept = tuple(kept)
    files = files_of(actor, [file for each in kept for file in each.files])
    for each in kept:
        when, entry = when_of(each.entry), each.entry
        assert when is not None
        is_first = entry.does[0] == "learning.recorded"  # whose words head the page already
        yield Step(
            on=to_datetime(when.first).date(),
            who=_name(entry.by, names),
            did=_did(entry),
            words="" if is_first else entry.text or entry.reason,
            files=tuple(files[file] for file in each.files if file in files),
        )


def _did(entry: Entry) -> str:
    """What an entry of a lesson says, and no more than it shows."""
    said = {
        "learning.recorded": _("recorded the lesson"),
        "learning.measured": _("counted before and after"),
        "learning.dropped": _("gave the change up"),
        ERASING: _("erased words of it under a rule"),
    }
    if entry.does[0] in said:
        return said[entry.does[0]]
    if entry.facts.get("shown_by") == SHARED:
        return _("said that people were told")
    return _("showed that it was done") if entry.evidence else _("said that it was done")


def _sides(lesson: Lesson) -> tuple[Side, ...]:
    if lesson.measured is None:
        return ()
    found = lesson.measured
    named = ((_("Before"), found.before), (_("After"), found.after))
    return tuple(_side(name, tally) for name, tally in named)


def _side(name: str, tally: Tally) -> Side:
    """Outside no small count is told, nor what it could be worked out from."""
    tells = may_tell_share(tally)
    return Side(
        name=name,
        tally=tally,
        due=_outside(tally.due),
        kept=str(tally.kept) if tells else _("not given"),
        failings=str(tally.failings) if tells else _("fewer than 5, or not given"),
        share=f"{tally.share}%" if tells and tally.share is not None else _("not given"),
    )


def _outside(count: int) -> str:
    return _("fewer than 5") if is_small(count) else str(count)


def _not_yet(lesson: Lesson, today: date) -> str:
    if not lesson.rules:
        return _("Nothing was chosen to be counted, so nobody can tell whether it worked.")
    if lesson.state != "done" or lesson.done_on is None:
        return _("It is measured once something shows that it was done.")
    if windows(recorded=lesson.recorded_on, done=lesson.done_on, today=today) is None:
        return _("It is measured when four weeks have passed since it was done.")
    return ""


def _name(key: str, names: dict[UUID, str]) -> str:
    user = user_of_key(key)
    return names.get(user, _("A member of staff")) if user else _("A member of staff")
