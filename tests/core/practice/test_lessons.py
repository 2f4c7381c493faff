"""A lesson is what its entries make it: said is not done, and told is not changed."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence, Pledge
from putright.core.practice.lessons import (
    Failing,
    Lesson,
    Tally,
    Window,
    is_small,
    lesson_of,
    may_tell_share,
    tally,
    windows,
)

PROVING = ("document", "photo", "minutes")
AT = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Europe/London"))


def recorded(**told: Any) -> Entry:
    facts = {"owner": "staff-1", "measure": "asb.first_action contact.call_back"}
    refs = ("case 7f late-action", "source Report 5, paragraph 12")
    return Entry(
        id="e1",
        does=("learning.recorded",),
        at=AT,
        text="Nobody rang at weekends.",
        promises=(Pledge(id="change", what="to staff Saturdays", due=date(2026, 4, 1)),),
        refs=refs,
        facts=facts,
        **({"to": ("landlord",)} | told),
    )


def done(shown_by: str, *kinds: str, on: date = date(2026, 3, 20)) -> Entry:
    shown = tuple(Evidence(kind=kind) for kind in kinds)
    facts: dict[str, str | int | bool] = {"shown_by": shown_by}
    return Entry(id="d", does=("learning.done",), on=on, text="Rota.", evidence=shown, facts=facts)


def fold(*entries: Entry) -> Lesson:
    return lesson_of(entries, proving=PROVING)


def test_a_new_lesson_is_to_do_and_knows_what_it_answers() -> None:
    lesson = fold(recorded())

    assert (lesson.state, lesson.what, lesson.owner) == ("to do", "to staff Saturdays", "staff-1")
    assert lesson.rules == ("asb.first_action", "contact.call_back")
    assert lesson.recorded_on == date(2026, 3, 2)
    assert lesson.people == ()
    told = Failing(case="7f", code="late-action"), Failing(source="Report 5, paragraph 12")
    assert lesson.failings == told
    assert [each.written() for each in told] == list(recorded().refs)
    assert Failing(case="7f").written() == "case 7f"


def test_what_was_typed_is_kept_where_words_are_and_can_be_erased() -> None:
    first = replace(recorded(), refs=("case 7f",), asks=("Report 5, paragraph 12",))

    assert fold(first).failings == (Failing(case="7f"), Failing(source="Report 5, paragraph 12"))


@pytest.mark.parametrize(
    ("shown_by", "kinds", "state"),
    [
        ("changed document", ["document"], "done"),
        ("changed document", [], "said"),
        ("changed document", ["note"], "said"),
        ("shared", ["document"], "said"),
        ("changed document", ["minutes"], "said"),
    ],
)
def test_done_without_proof_is_only_said(shown_by: str, kinds: list[str], state: str) -> None:
    lesson = fold(recorded(), done(shown_by, *kinds))

    assert lesson.state == state
    assert (lesson.done_on, lesson.said_done) == (date(2026, 3, 20), "Rota.")


def test_training_is_shown_by_who_was_there() -> None:
    training = recorded(to=("staff-2", "staff-3"))

    assert fold(training).people == ("staff-2", "staff-3")
    assert fold(training, done("changed document", "document")).state == "said"
    assert fold(training, done("attendance list", "document")).state == "done"


def test_proof_that_comes_later_makes_it_done_and_what_is_said_after_that_changes_nothing() -> None:
    said, shown = done("shared"), done("changed document", "photo", on=date(2026, 5, 1))

    assert fold(recorded(), said, shown, done("shared")).state == "done"
    assert fold(recorded(), said, shown).done_on == date(2026, 5, 1)


def test_it_is_overdue_until_something_shows_that_it_was_done() -> None:
    late = date(2026, 4, 2)

    assert fold(recorded()).is_overdue(late)
    assert fold(recorded(), done("shared")).is_overdue(late)
    assert not fold(recorded()).is_overdue(date(2026, 4, 1))
    assert not fold(recorded(), done("changed document", "photo")).is_overdue(late)


def test_giving_up_keeps_the_reason() -> None:
    gone = Entry(id="x", does=("learning.dropped",), on=date(2026, 5, 1), reason="The team moved.")

    lesson = fold(recorded(), gone)

    assert (lesson.state, lesson.given_up) == ("given up", "The team moved.")


def test_the_last_measure_stands() -> None:
    def measured(kept: int) -> Entry:
        facts: dict[str, str | int | bool] = {
            "measured_days": 60, "due_before": 20, "kept_before": 5, "due_after": 10,
            "kept_after": kept,
        }  # fmt: skip
        return Entry(id="m", does=("learning.measured",), on=date(2026, 6, 1), facts=facts)

    found = fold(recorded(), measured(3), measured(9)).measured

    assert found is not None
    assert (found.on, found.days) == (date(2026, 6, 1), 60)
    assert (found.before.share, found.after.share, found.after.failings) == (25, 90, 1)
    assert Tally().share is None


def test_windows_are_equal_and_wait_until_there_is_something_to_see() -> None:
    start, end = date(2026, 3, 2), date(2026, 3, 20)

    assert windows(recorded=start, done=end, today=date(2026, 4, 16)) is None
    found = windows(recorded=start, done=end, today=date(2026, 4, 17))
    assert found == (
        Window(date(2026, 2, 2), date(2026, 3, 1)),
        Window(date(2026, 3, 21), date(2026, 4, 17)),
    )
    longest = windows(recorded=start, done=end, today=date(2028, 1, 1))
    assert longest is not None
    assert {(each.last - each.first).days for each in longest} == {181}


def test_only_what_fell_due_in_the_window_and_was_owed_counts() -> None:
    window = Window(date(2026, 3, 1), date(2026, 3, 31))
    day = date(2026, 3, 31)
    promises = [
        (day, "met"), (day, "met late"), (day, "overdue"), (day, "excused"), (day, "due"),
        (date(2026, 4, 1), "met"),
    ]  # fmt: skip

    assert tally(promises, window) == Tally(due=3, kept=1)


def test_small_counts_are_not_told_outside() -> None:
    assert [is_small(count) for count in (0, 1, 4, 5)] == [False, True, True, False]
    assert may_tell_share(Tally(due=20, kept=10))
    assert may_tell_share(Tally(due=20, kept=20))
    assert not may_tell_share(Tally(due=20, kept=17))
