"""Meanings 27 to 32: one cause, agencies, money, judgement, organisations, states."""

import pytest
from msgspec import UNSET

from putright.core.events.entry import Entry
from tests.core.build import (
    audit,
    codes,
    day,
    duties,
    entry,
    minute,
    pack,
    person,
    rule,
    shipped,
    state,
)

REPORT = entry("report", "asb.reported", "2026-03-02")


def test_semantics_27_a_missed_step_and_one_promised_separately_are_two_findings() -> None:
    steps = pack(
        rule(
            "asb.risk_assessment",
            """
when = { act = "asb.reported" }
within = "1 working day"
by = { act = "asb.risk_assessed" }
then = { finding = "no-risk-assessment" }
""",
        ),
        rule(
            "asb.action_plan",
            """
after = "asb.risk_assessment"
within = "5 working days"
by = { act = "asb.plan_agreed" }
then = { finding = "no-action-plan" }
""",
        ),
    )

    assert codes(audit([REPORT], steps, as_of="2026-04-01")) == [
        "no-action-plan",
        "no-risk-assessment",
    ]


def test_semantics_27_no_record_of_a_call_and_a_call_not_returned_are_two() -> None:
    lost = entry("lost", "contact.received", "2026-03-02", asks=["a call"], told_in="letter")
    letter = entry("letter", "account.given", "2026-05-05")

    found = audit([lost, letter], shipped("good-practice"), as_of="2026-05-06")

    assert sorted(f.code for f in found.findings if f.entries[0] == "lost") == [
        "unanswered-contact",
        "unevidenced-claim",
    ]


def test_semantics_27_the_same_act_late_under_two_sources_is_one_finding() -> None:
    raised = entry("complaint", "complaint.raised", "2024-05-01", complaint="c1")

    found = audit([raised], shipped("hexagon"), shipped("code-2024"), as_of="2024-07-01")

    (late,) = [f for f in found.findings if f.code == "late-response"]
    assert len(late.rules) == 2


POLICE = person("police", "agency", area="", serves=["north"])


def test_semantics_28_the_landlord_answers_for_chasing_and_not_for_the_partners_silence() -> None:
    asked = entry("asked", "agency.requested", "2026-03-02", to="police")
    chased = entry("chased", "agency.chased", "2026-03-06", to="police")
    practice = shipped("good-practice")

    silent = audit([asked], practice, as_of="2026-04-01", people=[POLICE])
    chasing = audit([asked, chased], practice, as_of="2026-04-01", people=[POLICE])

    assert codes(silent) == ["not-chased"]
    assert codes(chasing) == []


def test_semantics_28_the_wrong_desk_is_a_finding_of_its_own() -> None:
    people = [POLICE, person("resident", "resident", area="south")]
    asked = entry("asked", "agency.requested", "2026-03-02", to="police")

    found = audit([asked], shipped("good-practice"), as_of="2026-03-03", people=people)

    assert codes(found) == ["wrong-agency"]


TARIFF = pack(
    rule(
        "works.done",
        """
when = { act = "works.raised" }
within = "5 working days"
by = { act = "works.done" }
then = { finding = "late-works" }
""",
    ),
    rule(
        "works.tariff",
        'of = "works.done"\nsum = { first = 10, then = 2, per = "day", at_most = 50 }',
        verb="owe",
    ),
)


@pytest.mark.parametrize(
    ("done", "pounds"), [("2026-03-10", "10"), ("2026-03-15", "20"), ("2026-06-01", "50")]
)
def test_semantics_29_a_sum_grows_with_the_days_to_its_cap_and_is_only_proposed(
    done: str, pounds: str
) -> None:
    entries = [
        entry("raised", "works.raised", "2026-03-02"),
        entry("done", "works.done", done),
    ]

    (owed,) = [d for d in duties(entries, TARIFF, now="2026-07-01") if d.verb == "owe"]

    assert owed.pounds == pounds
    assert owed.state_at(minute("2026-07-01")) == "owed"


def test_semantics_29_a_failing_that_did_not_happen_owes_nothing() -> None:
    entries = [
        entry("raised", "works.raised", "2026-03-02"),
        entry("done", "works.done", "2026-03-05"),
    ]

    assert [d for d in duties(entries, TARIFF, now="2026-07-01") if d.verb == "owe"] == []


JUDGE = pack(
    rule(
        "asb.tone",
        """
when = { act = "contact.made" }
question = "Was this kind?"
by = { act = "note.made", answers = true, reason = true }
""",
        verb="judge",
    )
)


def test_semantics_30_a_question_is_open_until_a_person_answers_and_never_a_finding() -> None:
    contact = entry("contact", "contact.made", "2026-03-02", to="resident")
    judged = entry("judged", "note.made", "2026-03-09", answers="contact", reason="it was")

    asked = audit([contact], JUDGE, as_of="2026-05-01")
    decided = audit([contact, judged], JUDGE, as_of="2026-05-01")

    assert codes(asked) == []
    assert [(review.on, review.entries[0]) for review in asked.for_review] == [
        (day("2026-03-02"), "contact")
    ]
    assert decided.for_review == ()


def test_semantics_31_an_organisations_duty_is_the_same_verb_with_its_own_acts() -> None:
    review = pack(
        rule(
            "org.policy_review",
            """
when = { act = "policy.revised" }
every = "3 years"
by = { act = "policy.revised" }
then = { finding = "late-assessment" }
""",
        )
    )
    first = entry("first", "policy.revised", "2022-04-01")
    second = entry("second", "policy.revised", "2025-06-01")

    (late,) = audit([first, second], review, as_of="2025-07-01").findings

    assert (late.due, late.done) == (day("2025-04-01"), day("2025-06-01"))


VISIT = """
when = { act = "asb.reported" }
within = "5 working days"
by = { all = [{ act = "asb.visited" }, { act = "asb.statement_taken" }] }
unless = { excused_by = { act = "asb.offer_refused" } }
then = { finding = "missed-visit" }
"""
PROMISE = pack(rule("asb.visit", VISIT))


def on(key: str, act: str, when: str) -> Entry:
    return entry(key, act, when)


@pytest.mark.parametrize(
    ("expected", "now", "more"),
    [
        ("due", "2026-03-03", []),
        ("part met", "2026-03-04", [("v", "asb.visited", "2026-03-04")]),
        (
            "met",
            "2026-03-20",
            [("v", "asb.visited", "2026-03-04"), ("s", "asb.statement_taken", "2026-03-04")],
        ),
        (
            "met late",
            "2026-03-20",
            [("v", "asb.visited", "2026-03-04"), ("s", "asb.statement_taken", "2026-03-18")],
        ),
        ("overdue", "2026-03-20", [("v", "asb.visited", "2026-03-04")]),
        ("excused", "2026-03-20", [("r", "asb.offer_refused", "2026-03-04")]),
        ("withdrawn", "2026-03-20", [("c", "asb.case_closed", "2026-03-04")]),
    ],
)
def test_semantics_32_the_states_of_a_duty(
    expected: str, now: str, more: list[tuple[str, str, str]]
) -> None:
    assert state([REPORT, *(on(*each) for each in more)], PROMISE, now=now) == expected


def test_semantics_32_due_soon_depends_on_how_soon_is_asked() -> None:
    (duty,) = duties([REPORT], PROMISE, now="2026-03-08")

    assert duty.state_at(minute("2026-03-08"), soon=3 * 1440) == "due soon"
    assert duty.state_at(minute("2026-03-08"), soon=60) == "due"


def test_semantics_32_what_a_stricter_text_replaced_keeps_its_own_miss() -> None:
    strict = pack(
        rule("asb.visit", VISIT.replace("5 working", "2 working")), name="law", rank="law"
    )

    (duty,) = duties([REPORT], PROMISE, strict, now="2026-03-05")

    (replaced,) = duty.beside
    assert duty.state_at(minute("2026-03-05")) == "overdue"
    assert replaced.state_at(minute("2026-03-05")) == "replaced"
    assert replaced.state_at(minute("2026-03-20")) == "overdue"


def test_semantics_32_a_duty_whose_text_names_no_time_is_for_a_person() -> None:
    timeless = pack(
        rule("asb.plan", 'when = { act = "asb.reported" }\nby = { act = "asb.plan_agreed" }')
    )

    assert state([REPORT], timeless, now="2026-03-20") == "for a person"


def test_semantics_32_her_word_alone_is_unsettled() -> None:
    told = entry("told", "asb.reported", "2026-01-05", told_in="report")

    found = audit([REPORT, told], PROMISE, as_of="2026-03-03")

    assert [each.entry for each in found.unsettled] == ["told"]
    assert {duty.root.id for duty in found.duties} == {"report"}


def test_semantics_32_overdue_stays_until_it_is_met_late() -> None:
    (overdue,) = audit([REPORT], PROMISE, as_of="2027-03-20").findings

    assert overdue.done is UNSET
