"""An action plan folded from its entries."""

from datetime import date
from typing import Any

from putright.core.events.entry import Entry
from putright.core.practice.plan import PlanLine, plan_lines
from tests.core.build import entry, timeline


def agreed(*lines: dict[str, Any], **given: Any) -> Entry:
    return entry("plan", "asb.plan_agreed", "2026-03-02", promises=[*lines], **given)


LOCK = {"id": "lock", "what": "to fit a lock", "due": date(2026, 3, 13)}
DIARY = {"id": "diary", "what": "to keep a diary", "who": "resident", "due": date(2026, 3, 13)}


def lines(*entries: Entry) -> tuple[PlanLine, ...]:
    return plan_lines(timeline(entries).items)


def test_a_plan_has_its_lines_in_the_order_in_which_they_were_agreed() -> None:
    found = lines(agreed(LOCK, DIARY, given=[{"question": "offered", "answer": "diary"}]))

    assert [(line.pledge.id, line.is_ours, line.is_offered) for line in found] == [
        ("lock", True, False),
        ("diary", False, True),
    ]


def test_what_was_promised_elsewhere_is_no_line() -> None:
    call = entry("call", "contact.made", "2026-03-02", promises=[LOCK])

    assert lines(call) == ()


def test_a_line_that_a_record_shows_done_is_done_and_a_bare_word_only_says_so() -> None:
    said = entry("said", "asb.plan_action_done", "2026-03-09", keeps=["lock"], evidence=[])
    done = entry("done", "asb.plan_action_done", "2026-03-10", keeps=["lock"])
    again = entry("again", "asb.plan_action_done", "2026-03-11", keeps=["lock", "unknown"])

    (claimed,) = lines(agreed(LOCK), said)
    (shown,) = lines(agreed(LOCK), said, done, again)

    assert claimed.is_open
    assert claimed.said is not None
    assert not shown.is_open
    assert shown.done is not None
    assert shown.done.id == "done"


def test_a_new_day_keeps_the_first_one_in_sight() -> None:
    later = LOCK | {"id": "lock-2", "due": date(2026, 3, 27), "repeats": "lock"}
    moved = entry("moved", "asb.plan_reviewed", "2026-03-10", promises=[later])

    (line,) = lines(agreed(LOCK), moved)

    assert (line.pledge.due, line.first_due) == (date(2026, 3, 27), date(2026, 3, 13))
    assert line.known_as == {"lock", "lock-2"}


def test_a_line_is_dropped_by_a_review_with_a_reason_and_a_record_and_not_once_done() -> None:
    done = entry("done", "asb.plan_action_done", "2026-03-09", keeps=["lock"])
    drop = entry("drop", "asb.plan_reviewed", "2026-03-10", drops=["lock", "gone"], reason="Moved.")
    silent = entry("drop", "asb.plan_reviewed", "2026-03-10", drops=["lock"])

    assert not lines(agreed(LOCK), drop)[0].is_open
    assert lines(agreed(LOCK), silent)[0].is_open
    assert lines(agreed(LOCK), done, drop)[0].dropped is None


def test_a_plan_that_was_corrected_counts_as_corrected_and_hers_needs_a_record() -> None:
    again = entry("again", "asb.plan_agreed", "2026-03-02", promises=[DIARY], corrects="plan")
    hers = entry("hers", "asb.plan_agreed", "2026-03-03", promises=[DIARY], by="resident",
                 evidence=[])  # fmt: skip

    assert [line.pledge.id for line in lines(agreed(LOCK), again)] == ["diary"]
    assert lines(hers) == ()


def test_a_review_of_the_same_day_without_an_hour_comes_after_what_was_agreed() -> None:
    plan = entry("plan", "asb.plan_agreed", "2026-03-02 14:00", promises=[LOCK])
    later = LOCK | {"id": "lock-2", "due": date(2026, 3, 27), "repeats": "lock"}
    moved = entry("moved", "asb.plan_reviewed", "2026-03-02", promises=[later])
    done = entry("done", "asb.plan_action_done", "2026-03-02", keeps=["lock"])

    (line,) = lines(plan, moved, done)

    assert (line.pledge.id, line.is_open) == ("lock-2", False)
