"""What the pages of lessons say: states in words, facts, the comparison and its picture."""

from datetime import date

from msgspec import Struct

from putright.casework.queries.lesson_pages import Lessons, Line, OneLesson, Side
from putright.core.practice.lessons import Lesson
from putright.kit.dates import list_day
from putright.kit.say import _
from putright.kit.shown import Column, Fact

WIDE, LEFT, GAP = 200, 62, 8
"""How wide a hundred in a hundred is drawn, where bars begin, and how far off their words stand."""

INSIDE = (
    Column(key="name", word=_("When"), is_heading=True),
    Column(key="days", word=_("Days")),
    Column(key="due", word=_("Fell due"), is_number=True),
    Column(key="kept", word=_("Kept in time"), is_number=True),
    Column(key="failings", word=_("Late or not at all"), is_number=True),
    Column(key="share", word=_("Share kept"), is_number=True),
)
OUTSIDE = (
    Column(key="name", word=_("When"), is_heading=True),
    Column(key="due_told", word=_("Fell due")),
    Column(key="kept_told", word=_("Kept in time")),
    Column(key="failings_told", word=_("Late or not at all")),
    Column(key="share_told", word=_("Share kept")),
)


class Group(Struct, frozen=True):
    """Lessons under a heading."""

    id: str
    heading: str
    lines: tuple[Line, ...]


class Row(Struct, frozen=True, kw_only=True):
    """One side of the comparison as rows of both tables."""

    name: str
    days: str
    due: str
    kept: str
    failings: str
    share: str
    due_told: str
    kept_told: str
    failings_told: str
    share_told: str


class Bar(Struct, frozen=True, kw_only=True):
    """One bar of the picture: where it stands, how long it is, what it says."""

    y: int
    name: str
    width: int
    says: str
    is_drawn: bool

    @property
    def whole(self) -> int:
        """How wide all of it would be."""
        return WIDE

    @property
    def says_at(self) -> int:
        """Where its words begin."""
        return LEFT + (WIDE + GAP if self.is_drawn else 0)


def groups(page: Lessons) -> tuple[Group, ...]:
    """The list's headings, those with nothing under them left out."""
    found = (
        Group("overdue", _("Overdue"), page.overdue),
        Group("ahead", _("Still to be done"), page.ahead),
        Group("done", _("Done, and shown"), page.done),
        Group("given-up", _("Given up"), page.given_up),
    )
    return tuple(one for one in found if one.lines)


def state(lesson: Lesson, today: date) -> str:
    """How it stands, in words."""
    late = lesson.is_overdue(today)
    if lesson.state == "said":
        said = _("Said to be done, and nothing shows it")
        return _("{said}. Overdue").format(said=said) if late else said
    words = {
        "to do": _("Overdue") if late else _("To be done"),
        "done": _("Done, and shown"),
        "given up": _("Given up"),
    }
    return words[lesson.state]


def facts(page: OneLesson) -> tuple[Fact, ...]:
    """What was promised, as a list."""
    lesson = page.line.lesson
    due = list_day(lesson.due) if lesson.due else _("No day")
    told = [
        Fact(name=_("Who sees to it"), value=page.line.owner),
        Fact(name=_("By when"), value=due),
        Fact(name=_("Recorded"), value=list_day(lesson.recorded_on)),
    ]
    if page.people:
        told.append(Fact(name=_("Who is to be trained"), value=", ".join(page.people)))
    if lesson.done_on:
        word = _("Done") if lesson.state == "done" else _("Said to be done")
        told.append(Fact(name=word, value=list_day(lesson.done_on)))
    if lesson.given_up:
        told.append(Fact(name=_("Why it was given up"), value=lesson.given_up))
    return tuple(told)


def rows(page: OneLesson) -> tuple[Row, ...]:
    """The comparison, as it is and as it may be told outside."""
    measured = page.line.lesson.measured
    return tuple(_row(one, measured.days if measured else 0) for one in page.sides)


def bars(page: OneLesson) -> tuple[Bar, ...]:
    """The picture of the shares."""
    return tuple(_bar(34 * place, one) for place, one in enumerate(page.sides))


def _bar(y: int, one: Side) -> Bar:
    share = one.tally.share
    return Bar(
        y=y, name=one.name, width=WIDE * (share or 0) // 100, says=_share(one),
        is_drawn=share is not None,
    )  # fmt: skip


def _row(one: Side, days: int) -> Row:
    return Row(
        name=one.name,
        days=str(days),
        due=str(one.tally.due),
        kept=str(one.tally.kept),
        failings=str(one.tally.failings),
        share=_share(one),
        due_told=one.due,
        kept_told=one.kept,
        failings_told=one.failings,
        share_told=one.share,
    )


def _share(one: Side) -> str:
    return _("nothing fell due") if one.tally.share is None else f"{one.tally.share}%"
