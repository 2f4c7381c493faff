"""Checks that hold statements against the timeline."""

from typing import Any

import pytest

from tests.core.build import audit, codes, day, entry, pack, person, rule, shipped

PRACTICE = shipped("good-practice")


def check(name: str, code: str, *, act: str = "", by: str = "landlord") -> Any:
    when = f'when = {{ act = "{act}", by = "{by}" }}' if act else f'when = {{ by = "{by}" }}'
    body = f'check = "{name}"\n{when}\nthen = {{ finding = "{code}" }}'
    return pack(rule("records.checked", body, verb="bar"))


def test_a_contact_that_only_others_hold_a_record_of_is_missing_from_the_landlords() -> None:
    bill = [{"kind": "call log", "held_by": "resident"}]
    call = entry("call", "contact.received", "2026-03-02", evidence=bill)

    assert codes(audit([call], PRACTICE, as_of="2026-03-03")) == ["contact-not-recorded"]


def test_an_entry_that_better_evidence_denies() -> None:
    note = entry("note", "asb.visited", "2026-03-02", to="resident", evidence="note")
    log = entry("log", "account.given", "2026-03-03", contradicts=["note", "gone"], by="landlord")
    word = entry(
        "word", "account.given", "2026-03-03", contradicts="note", by="resident", told_in="x"
    )

    denied = audit([note, log], PRACTICE, as_of="2026-03-04")

    assert [(f.code, f.entries) for f in denied.findings] == [
        ("record-contradicted", ("note", "log"))
    ]
    assert codes(audit([note, word], PRACTICE, as_of="2026-03-04")) == []


CLAIMS = check("claims-agree", "letter-contradicts-record", act="account.given")


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ({"of": "report", "on": day("2026-03-02")}, False),
        ({"of": "report", "on": day("2026-03-05")}, True),
        ({"of": "gone", "on": day("2026-03-05")}, False),
        ({"of": "report"}, False),
        ({"none": "asb.reported"}, True),
        ({"none": "asb.reported", "start": day("2026-03-03")}, False),
        ({"none": "asb.reported", "end": day("2026-03-01")}, False),
        ({"none": "asb.visited"}, False),
    ],
)
def test_a_dated_statement_is_held_against_the_timeline(
    claim: dict[str, object], found: bool
) -> None:
    report = entry("report", "asb.reported", "2026-03-02")
    letter = entry("letter", "account.given", "2026-04-01", claims=[{"what": "so", **claim}])

    assert codes(audit([report, letter], CLAIMS, as_of="2026-04-02")) == (
        ["letter-contradicts-record"] if found else []
    )


def test_a_statement_whose_day_is_still_to_come_is_not_judged_yet() -> None:
    about = entry(
        "letter",
        "account.given",
        "2026-04-01 to 2026-04-09",
        claims=[{"what": "so", "none": "asb.reported"}],
    )
    report = entry("report", "asb.reported", "2026-03-02")

    assert codes(audit([report, about], CLAIMS, as_of="2026-04-05")) == []
    assert codes(audit([report, about], CLAIMS, as_of="2026-04-09")) == [
        "letter-contradicts-record"
    ]


COMPLAINT = entry(
    "complaint",
    "complaint.raised",
    "2026-03-02",
    complaint="c1",
    points=[{"id": "a", "what": "the delay"}, {"id": "b", "what": "the tone"}],
)


def answer(when: str, **given: Any) -> Any:
    decides = [
        {"point": "a", "decision": "upheld", "reasons": "it was", "remedy": "sorry"},
        {"point": "b", "decision": "not upheld", "reasons": "it was not"},
    ]
    fields = {"complaint": "c1", "stage": 1, "decides": decides, **given}
    return entry("answer", "complaint.responded", when, **fields)


POINTS = check("points-answered", "points-unanswered", act="complaint.responded")
LATE = pack(
    rule(
        "complaints.stage_1_response",
        """
when = { act = "complaint.raised" }
within = "10 working days"
by = { act = "complaint.responded" }
then = { finding = "late-response" }
""",
    ),
    rule("complaints.closed", 'when = { act = "complaint.logged" }', verb="bar"),
    name="late",
)


@pytest.mark.parametrize(
    ("decides", "says"),
    [
        ([], "the delay (no decision); the tone (no decision)"),
        ([{"point": "a", "decision": "none given"}], "the delay (no decision)"),
        (
            [{"point": "a", "decision": "upheld"}],
            "the delay (no reasons); the delay (nothing to put it right)",
        ),
    ],
)
def test_a_response_that_leaves_a_point(decides: list[Any], says: str) -> None:
    found = audit([COMPLAINT, answer("2026-03-05", decides=decides)], POINTS, as_of="2026-04-01")

    assert says in found.findings[0].what


@pytest.mark.parametrize(
    ("admits", "found"),
    [([], True), (["complaints"], False), (["complaints.stage_1_response"], False)],
)
def test_a_late_response_owns_its_lateness(admits: list[str], found: bool) -> None:
    entries = [
        COMPLAINT,
        entry("logged", "complaint.logged", "2026-03-02"),
        answer("2026-04-01", admits=admits),
    ]

    left = codes(audit(entries, POINTS, LATE, as_of="2026-04-02"))

    assert ("points-unanswered" in left) is found


def test_the_lateness_of_another_complaint_is_not_this_ones_to_own() -> None:
    other = entry("other", "complaint.raised", "2026-01-05", complaint="c2")

    left = codes(audit([other, COMPLAINT, answer("2026-03-05")], POINTS, LATE, as_of="2026-04-02"))

    assert left == ["late-response"]


def test_a_step_out_of_order_and_the_same_act_under_two_rules_are_one_finding_each() -> None:
    twice = pack(
        *(
            rule(
                f"asb.{name}",
                'when = { act = "asb.warning_given" }\nthen = { finding = "step-out-of-order" }',
                verb="bar",
            )
            for name in ("first", "second")
        )
    )
    warning = entry("warning", "asb.warning_given", "2026-03-02")

    (one,) = audit([warning], twice, as_of="2026-03-03").findings

    assert one.rules == ("landlord:asb.first", "landlord:asb.second")
    assert "step-out-of-order" in codes(audit([warning], PRACTICE, as_of="2026-03-03"))


def test_an_order_that_was_not_carried_out_in_four_weeks() -> None:
    order = entry(
        "order", "ombudsman.determined", "2026-03-02", orders=[{"id": "o1", "what": "to say sorry"}]
    )
    told = entry("told", "complaint.updated", "2026-03-03")
    done = entry("done", "order.carried_out", "2026-03-30", keeps=["o1"])

    assert codes(audit([order, told], PRACTICE, as_of="2026-03-31")) == ["order-not-complied"]
    assert codes(audit([order, told, done], PRACTICE, as_of="2026-03-31")) == []


def test_a_case_closed_without_a_letter_that_gives_reasons() -> None:
    silent = entry("closing", "asb.case_closed", "2026-03-02")
    told = entry("closing", "asb.case_closed", "2026-03-02", channel="letter", contains=["reasons"])

    assert "no-closing-letter" in codes(audit([silent], PRACTICE, as_of="2026-04-01"))
    assert "no-closing-letter" not in codes(audit([told], PRACTICE, as_of="2026-04-01"))


def test_a_corrected_entry_is_neither_a_claim_nor_unsettled() -> None:
    people = [person("resident", "resident")]
    wrong = entry("wrong", "contact.made", "2026-03-02", to="resident", evidence=[])
    right = entry("right", "contact.made", "2026-03-04", to="resident", corrects="wrong")

    found = audit([wrong, right], PRACTICE, as_of="2026-03-20", people=people)

    assert codes(found) == []
    assert found.unsettled == ()


def test_learning_that_nobody_can_show_is_neither_a_failing_nor_a_credit() -> None:
    told = entry("told", "note.made", "2026-03-09")
    learned = entry("learned", "learning.recorded", told_in="told")

    found = audit([told, learned], shipped("good-practice"), as_of="2026-03-30")

    assert codes(found) == []
    assert found.done_well == ()
