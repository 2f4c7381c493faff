"""What was learned: a lesson folded from its entries, and the same measure before and after it.

A lesson is a stream of its own: ``learning.recorded`` with one pledge, then ``learning.done``,
``learning.measured``, ``learning.dropped``. Saying that something was done is no proof of it.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from putright.core.events.entry import Entry
from putright.core.timeline.timeline import when_of
from putright.core.workdays import to_datetime

CHANGE = "change"
"""The id of the one pledge of a lesson."""

SHARED = "shared"
"""That people were told of it: never proof that anything changed."""

ATTENDANCE = "attendance list"
"""What shows that people were trained; no other proof does."""

LONGEST, SHORTEST = 182, 28
"""Days that are compared at most, and that must have passed before anything is compared."""

SMALL = 5
"""A count below this, and above none, is not told outside."""

State = Literal["to do", "said", "done", "given up"]


class Failing(Struct, frozen=True):
    """What a lesson answers: a finding of a case (or its rule), or a place in a report."""

    case: str = ""
    code: str = ""
    source: str = ""

    def written(self) -> str:
        """As an entry holds it."""
        return f"case {self.case} {self.code}".strip() if self.case else f"source {self.source}"


class Window(Struct, frozen=True):
    """A run of days, both ends counted."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether a day is among them."""
        return self.first <= day <= self.last


class Tally(Struct, frozen=True):
    """How many promises of a kind fell due, and how many of them were kept in time."""

    due: int = 0
    kept: int = 0

    @property
    def failings(self) -> int:
        """Those that were kept late or not at all."""
        return self.due - self.kept

    @property
    def share(self) -> int | None:
        """Those kept, of a hundred; rounded down, so that 100 means all."""
        return self.kept * 100 // self.due if self.due else None


class Measured(Struct, frozen=True):
    """What was counted on a day: so many days before the lesson and after it was done."""

    on: date
    days: int
    before: Tally
    after: Tally


class Lesson(Struct, frozen=True, kw_only=True):
    """A lesson as its entries leave it. ``owner`` and ``people`` are keys of staff."""

    what: str
    why: str
    owner: str
    people: tuple[str, ...]
    due: date | None
    failings: tuple[Failing, ...]
    rules: tuple[str, ...]
    recorded_on: date
    state: State = "to do"
    said_done: str = ""
    shown_by: str = ""
    done_on: date | None = None
    given_up: str = ""
    measured: Measured | None = None

    def is_overdue(self, today: date) -> bool:
        """Whether its day is past and nothing shows that it was done."""
        return self.state in ("to do", "said") and self.due is not None and self.due < today


def lesson_of(entries: Sequence[Entry], *, proving: Collection[str]) -> Lesson:
    """Fold the entries of a lesson; ``proving`` are the kinds of evidence that are the thing.

    What it answers: cases in ``refs``, and in ``asks`` what somebody typed, which can be erased.
    """
    first, *rest = entries
    pledge = first.promises[0]
    lesson = Lesson(
        what=pledge.what,
        why=first.text,
        owner=str(first.facts.get("owner", "")),
        people=tuple(key for key in first.to if key != "landlord"),
        due=pledge.due,
        failings=(*map(_failing, first.refs), *(Failing(source=each) for each in first.asks)),
        rules=tuple(str(first.facts.get("measure", "")).split()),
        recorded_on=_day(first),
    )
    for entry in rest:
        lesson = _after(lesson, entry, proving)
    return lesson


def is_proof(
    lesson: Lesson, *, shown_by: str, kinds: Iterable[str], proving: Collection[str]
) -> bool:
    """Whether this shows that the change was made.

    Training is shown by who was there; telling people, minuted or not, shows no change at all.
    """
    if shown_by == SHARED or (lesson.people and shown_by != ATTENDANCE):
        return False
    return any(kind in proving and kind != "minutes" for kind in kinds)


def windows(*, recorded: date, done: date, today: date) -> tuple[Window, Window] | None:
    """Equal runs of days before the lesson and after it was done; None while it is too early."""
    days = min(LONGEST, (today - done).days)
    if days < SHORTEST:
        return None
    before = Window(recorded - timedelta(days=days), recorded - timedelta(days=1))
    return before, Window(done + timedelta(days=1), done + timedelta(days=days))


def tally(promises: Iterable[tuple[date, str]], window: Window) -> Tally:
    """Count promises by the day they fell due and what became of them; the excused count not."""
    became = [state for day, state in promises if window.holds(day)]
    kept = became.count("met")
    return Tally(due=kept + became.count("met late") + became.count("overdue"), kept=kept)


def is_small(count: int) -> bool:
    """Whether a count is so small that somebody could be known by it."""
    return 0 < count < SMALL


def may_tell_share(counted: Tally) -> bool:
    """Whether all of a count may be told outside: no part of it is small, nor can be worked out."""
    return not any(is_small(each) for each in (counted.due, counted.kept, counted.failings))


def _after(lesson: Lesson, entry: Entry, proving: Collection[str]) -> Lesson:
    """The lesson once this was added."""
    act = entry.does[0]
    if act == "learning.measured":
        return replace(lesson, measured=_measured(entry))
    if act == "learning.dropped":
        return replace(lesson, state="given up", given_up=entry.reason)
    if act != "learning.done" or lesson.state == "done":
        return lesson
    shown_by = str(entry.facts.get("shown_by", ""))
    kinds = [each.kind for each in entry.evidence]
    shown = is_proof(lesson, shown_by=shown_by, kinds=kinds, proving=proving)
    return replace(
        lesson,
        state="done" if shown else "said",
        said_done=entry.text,
        shown_by=shown_by,
        done_on=_day(entry),
    )


def _measured(entry: Entry) -> Measured:
    told = {name: int(value) for name, value in entry.facts.items()}
    return Measured(
        on=_day(entry),
        days=told["measured_days"],
        before=Tally(told["due_before"], told["kept_before"]),
        after=Tally(told["due_after"], told["kept_after"]),
    )


def _failing(text: str) -> Failing:
    kind, _space, rest = text.partition(" ")
    if kind == "source":
        return Failing(source=rest)
    case, _space, code = rest.partition(" ")
    return Failing(case=case, code=code)


def _day(entry: Entry) -> date:
    when = when_of(entry)
    assert when is not None
    return to_datetime(when.first).date()
