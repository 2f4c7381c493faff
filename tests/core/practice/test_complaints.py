"""What became of a complaint: received, answered, taken further, settled, back; by whom."""

from collections.abc import Iterable
from typing import Any

import pytest

from putright.core.events.entry import Entry, Person
from putright.core.practice.complaints import Complaint, complaints_of
from tests.core.build import entry, person, timeline

P1, P2 = {"id": "P1", "what": "Nobody rang."}, {"id": "P2", "what": "The lock."}


def told(key: str, act: str, when: str, **given: Any) -> Entry:
    """An entry of the complaint c1, by letter where it is ours."""
    named = {"complaint": "c1", "channel": "letter"} | given
    return entry(key, f"complaint.{act}", when, **named)


def complaint(*entries: Entry, key: str = "c1", people: Iterable[Person] = ()) -> Complaint:
    return complaints_of(timeline(entries, people))[key]


RAISED = told(
    "r", "raised", "2026-03-02", points=[P1], asks=["an apology"], about_staff=["officer"]
)
ANSWERED = told("a", "responded", "2026-03-16", decides=[{"point": "P1", "decision": "upheld"}])
FURTHER = told("e", "escalated", "2026-03-20")


def test_complaints_of_a_case_are_told_apart_and_questions_are_none() -> None:
    found = complaints_of(timeline([
        RAISED,
        told("q", "offered", "2026-03-03", complaint=""),
        told("s", "raised", "2026-03-04", complaint="c2"),
        entry("n", "contact.made", "2026-03-04", complaint="c2", channel="phone"),
        entry("x", "contact.made", "2026-03-04", channel="phone"),
    ]))  # fmt: skip
    assert {key: len(each.items) for key, each in found.items()} == {"c1": 1, "c2": 2}


def test_complaint_without_a_name_is_one_too() -> None:
    assert complaint(told("r", "raised", "2026-03-02", complaint=""), key="").is_open


def test_received_is_the_first_time_that_it_was_raised() -> None:
    found = complaint(told("again", "raised", "2026-03-09"), RAISED)
    assert found.received is not None and found.received.id == "r"
    assert complaint(told("l", "logged", "2026-03-09")).received is None


@pytest.mark.parametrize(
    ("more", "is_open", "stage"),
    [
        ([], True, 1),
        ([ANSWERED], False, 1),
        ([told("a", "responded", "2026-03-16", evidence=[])], True, 1),
        ([told("a", "withdrawn", "2026-03-16")], False, 1),
        ([told("a", "refused", "2026-03-16")], False, 1),
        ([ANSWERED, FURTHER], True, 2),
        ([ANSWERED, FURTHER, told("no", "escalation_refused", "2026-03-23")], False, 2),
        ([ANSWERED, FURTHER, told("f", "responded", "2026-04-20")], False, 2),
        ([ANSWERED, FURTHER, told("f", "responded", "2026-04-20"),
          told("p", "escalated", "2026-04-24", stage=3)], True, 3),
    ],
)  # fmt: skip
def test_complaint_is_open_while_somebody_waits_for_an_answer(
    more: list[Entry], is_open: bool, stage: int
) -> None:
    found = complaint(RAISED, *more)
    assert (found.is_open, found.stage) == (is_open, stage)


def test_only_logged_it_was_never_raised_and_nobody_waits() -> None:
    assert not complaint(told("l", "logged", "2026-03-09")).is_open


def test_each_stage_has_what_began_it_and_who_handled_and_decided_it() -> None:
    to_him = told("g", "assigned", "2026-03-03", to=["cy"], facts={"handler": "somebody"})
    found = complaint(
        RAISED,
        told("g", "assigned", "2026-03-03", facts={"handler": "ann"}),
        told("d", "decided_by", "2026-03-16", by="landlord"),
        ANSWERED, FURTHER,
        told("h", "assigned", "2026-03-23", facts={"handler": "bo"}),
    )  # fmt: skip
    assert complaint(RAISED, to_him, people=[person("cy", "landlord")]).handler(1) == "cy"
    begun = [item.id for stage in (1, 2, 3) if (item := found.begun(stage)) is not None]
    assert begun == ["r", "e"]
    assert [found.handler(stage) for stage in (1, 2, 3)] == ["ann", "bo", ""]
    assert found.decided_before(1) == frozenset() != found.decided_before(2)
    assert found.deciders(1) == {"landlord"} and found.deciders(2) == frozenset()


def test_points_and_outcomes_are_those_last_put_with_the_resident() -> None:
    found = complaint(
        RAISED,
        told("d", "defined", "2026-03-04", points=[P1 | {"what": "Nobody rang back."}, P2],
             asks=["a call each week"]),
    )  # fmt: skip
    assert [(one.id, one.what) for one in found.points] == [
        ("P1", "Nobody rang back."), ("P2", "The lock."),
    ]  # fmt: skip
    assert found.wants == ("a call each week",)
    assert found.about_staff == {"officer"}
    assert complaint(told("r", "raised", "2026-03-02")).wants == ()


def test_decision_on_a_point_is_the_last_one() -> None:
    second = [{"point": "P1", "decision": "partly upheld"}]
    found = complaint(
        RAISED, ANSWERED, FURTHER, told("f", "responded", "2026-04-20", decides=second)
    )
    last = found.decision("P1")
    assert last is not None
    assert (last[0].id, last[1].decision) == ("f", "partly upheld")
    assert found.decision("P9") is None


def test_first_shown_and_last_of_an_act_are_found_by_stage() -> None:
    claimed = told("k0", "acknowledged", "2026-03-03", evidence=[])
    found = complaint(RAISED, claimed, told("k1", "acknowledged", "2026-03-04"), ANSWERED, FURTHER)
    shown, last = found.shown("complaint.acknowledged"), found.last("complaint.acknowledged")
    assert shown is not None and last is not None and (shown.id, last.id) == ("k1", "k1")
    assert found.shown("complaint.acknowledged", stage=2) is None
    assert found.last("complaint.acknowledged", stage=2) is None


def test_entry_that_was_corrected_counts_no_more() -> None:
    put_right = told("a2", "updated", "2026-03-17", corrects="a")
    assert complaint(RAISED, ANSWERED, put_right).is_open
