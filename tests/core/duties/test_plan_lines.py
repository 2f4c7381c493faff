"""Lines of an action plan: ours are promises, others' are none, a dropped one is withdrawn."""

from datetime import date
from typing import Any

from putright.core.events.entry import Entry
from tests.core.build import duties, entry, minute, person, shipped

NEIGHBOUR = person("neighbour", "other party")


def plan(*lines: dict[str, Any]) -> Entry:
    return entry(
        "plan", "asb.plan_agreed", "2026-03-02", to="resident", contains="target dates",
        promises=[{"what": "to fit a lock", "due": date(2026, 3, 13), **line} for line in lines],
    )  # fmt: skip


def review(when: str, **given: Any) -> Entry:
    return entry("review", "asb.plan_reviewed", when, to="resident", **given)


def lines_owed(*entries: Entry, now: str = "2026-04-30") -> list[tuple[str, str]]:
    """Each line that is owed, with its state at the end of that day."""
    found = duties(entries, shipped("good-practice"), now=now, people=[NEIGHBOUR])
    return [
        (duty.pledge.id, duty.state_at(minute(now)))
        for duty in found
        if duty.id == "promises.kept" and duty.pledge
    ]


def test_a_line_of_ours_is_owed_by_its_day_and_one_of_somebody_else_owes_nothing() -> None:
    agreed = plan(
        {"id": "lock"}, {"id": "diary", "who": "resident"}, {"id": "patrol", "who": "police"}
    )

    assert lines_owed(agreed, now="2026-03-13") == [("lock", "due soon")]
    assert lines_owed(agreed, now="2026-03-14") == [("lock", "overdue")]


def test_a_line_dropped_before_its_day_is_withdrawn() -> None:
    dropped = review("2026-03-12", drops=["lock"], reason="She has moved the door herself.")

    assert lines_owed(plan({"id": "lock"}), dropped) == [("lock", "withdrawn")]


def test_a_line_dropped_after_its_day_stays_missed() -> None:
    dropped = review("2026-03-16", drops=["lock"], reason="She has moved the door herself.")

    assert lines_owed(plan({"id": "lock"}), dropped) == [("lock", "overdue")]


def test_a_line_is_dropped_neither_without_a_reason_nor_without_a_record() -> None:
    silent = review("2026-03-12", drops=["lock"])
    claimed = review("2026-03-12", drops=["lock"], reason="Not needed.", evidence=[])

    assert lines_owed(plan({"id": "lock"}), silent) == [("lock", "overdue")]
    assert lines_owed(plan({"id": "lock"}), claimed) == [("lock", "overdue")]


def test_dropping_one_line_leaves_the_others() -> None:
    dropped = review("2026-03-12", drops=["lock"], reason="Not needed.")

    found = lines_owed(plan({"id": "lock"}, {"id": "lamp"}), dropped)

    assert found == [("lock", "withdrawn"), ("lamp", "overdue")]


def test_a_line_with_a_new_day_keeps_its_first_clock_and_is_dropped_under_either_name() -> None:
    moved = entry(
        "moved", "asb.plan_reviewed", "2026-03-10", to="resident",
        promises=[{"id": "lock-2", "what": "to fit a lock", "due": date(2026, 3, 27),
                   "repeats": "lock"}],
    )  # fmt: skip
    dropped = review("2026-03-12", drops=["lock-2"], reason="Not needed.")
    agreed = plan({"id": "lock"})

    assert lines_owed(agreed, moved, now="2026-03-20") == [
        ("lock", "overdue"),
        ("lock-2", "overdue"),
    ]
    assert lines_owed(agreed, moved, dropped) == [("lock", "withdrawn"), ("lock-2", "withdrawn")]


def test_a_line_that_was_done_is_kept_whatever_a_later_review_drops() -> None:
    done = entry("done", "asb.plan_action_done", "2026-03-11", keeps=["lock"])
    dropped = review("2026-03-12", drops=["lock"], reason="Done.")

    assert lines_owed(plan({"id": "lock"}), done, dropped) == [("lock", "met")]


def test_doing_it_without_a_record_keeps_no_line() -> None:
    said = entry("done", "asb.plan_action_done", "2026-03-11", keeps=["lock"], evidence=[])

    assert lines_owed(plan({"id": "lock"}), said) == [("lock", "overdue")]
