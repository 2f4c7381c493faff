"""Meanings 6 to 8: what starts a clock, chains that never hang, and what counts."""

import pytest

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
    the_duty,
)

ACTION = pack(
    rule(
        "asb.first_action",
        """
when = { act = "asb.reported" }
within = "2 working days"
by = { act = "contact.made", by = "landlord", to = "resident" }
then = { finding = "late-action" }
""",
    )
)
ANSWER = pack(
    rule(
        "contact.answer",
        """
when = { act = "contact.received", asks = true }
within = "5 working days"
by = { by = "landlord", answers = true }
then = { finding = "unanswered-contact", late = "late-reply" }
""",
    )
)


@pytest.mark.parametrize("by", ["helper", "agency", "landlord"])
def test_semantics_06_anybodys_report_starts_the_duties_towards_the_resident(by: str) -> None:
    report = entry("report", "asb.reported", "2026-03-02", by=by)

    assert codes(audit([report], ACTION, as_of="2026-03-05")) == ["late-action"]


def test_semantics_06_the_clock_runs_from_receipt_and_not_from_the_book() -> None:
    report = entry("report", "asb.reported", "2026-03-02", recorded_on=day("2026-03-06"))

    assert the_duty([report], ACTION, now="2026-03-20").due.date == day("2026-03-04")


def test_semantics_06_a_report_by_the_other_party_sets_nothing_going_towards_her() -> None:
    people = [person("neighbour", "other party"), person("tenant", "resident")]
    counter = entry("counter", "asb.reported", "2026-03-02", by="neighbour", against="tenant")
    relayed = entry("relayed", "asb.reported", "2026-03-02", by="agency", against="tenant")

    assert duties([counter, relayed], ACTION, now="2026-04-01", people=people) == []
    found = duties([counter], shipped("good-practice"), now="2026-04-01", people=people)
    assert [duty.id for duty in found if duty.verb == "do"] == []


def test_semantics_06_an_anonymous_report_is_acted_on_and_nobody_is_owed_an_answer() -> None:
    report = entry("report", "asb.reported", "2026-03-02", by="anonymous", kinds="noise")

    found = {
        duty.id for duty in duties([report], ACTION, shipped("good-practice"), now="2026-04-01")
    }

    assert {"asb.case_opened", "asb.risk_assessment"} <= found
    assert not {"asb.first_action", "contact.reply"} & found


def test_semantics_06_an_anonymous_report_that_names_its_victim_is_a_report_for_her() -> None:
    report = entry("report", "asb.reported", "2026-03-02", by="anonymous", victims="resident")

    assert [duty.id for duty in duties([report], ACTION, now="2026-04-01")] == ["asb.first_action"]


def test_semantics_06_an_incident_told_late_starts_on_the_day_it_was_told() -> None:
    report = entry("report", "asb.reported", "2026-03-02", incident_on=day("2026-01-10"))

    assert the_duty([report], ACTION, now="2026-03-03").due.date == day("2026-03-04")


def test_semantics_06_a_letters_wrong_date_moves_nothing() -> None:
    report = entry("report", "asb.reported", "2026-03-02")
    letter = entry(
        "letter",
        "account.given",
        "2026-04-01",
        by="landlord",
        claims=[
            {"what": "that she reported it on 20 March", "of": "report", "on": day("2026-03-20")}
        ],
    )

    found = audit([report, letter], ACTION, shipped("good-practice"), as_of="2026-04-02")

    dues = {f.code: f for f in found.findings}
    assert dues["late-action"].on == day("2026-03-02")
    assert dues["letter-contradicts-record"].entries == ("letter", "report")


def test_semantics_06_her_unproved_word_about_an_earlier_contact_starts_nothing_back_then() -> None:
    earlier = entry(
        "earlier", "contact.received", "2026-02-02", asks=["to be rung"], told_in="complaint"
    )
    complaint = entry("complaint", "contact.received", "2026-03-02", asks=["an answer"])

    found = audit([earlier, complaint], ANSWER, as_of="2026-04-01")

    assert [(f.code, f.entries[0]) for f in found.findings] == [("unanswered-contact", "complaint")]
    assert [(each.entry, each.told_by) for each in found.unsettled] == [("earlier", "resident")]


def test_semantics_06_a_contact_that_the_landlord_admits_starts_the_duty() -> None:
    lost = entry("lost", "contact.received", "2026-02-02", asks=["to be rung"], told_in="answer")
    answer = entry("answer", "account.given", "2026-03-02", by="landlord")

    found = audit([lost, answer], ANSWER, shipped("good-practice"), as_of="2026-04-01")

    of_the_call = {f.code for f in found.findings if f.entries[0] == "lost"}
    assert {"unanswered-contact", "unevidenced-claim"} <= of_the_call


CHAIN = pack(
    rule(
        "complaints.stage_1_acknowledgement",
        """
when = { act = "complaint.raised" }
within = "5 working days"
by = { act = "complaint.acknowledged", by = "landlord" }
then = { finding = "no-acknowledgement" }
""",
    ),
    rule(
        "complaints.stage_1_response",
        """
after = "complaints.stage_1_acknowledgement"
dated_from = "root"
within = "10 working days"
by = { act = "complaint.responded", by = "landlord" }
then = { finding = "late-response" }
""",
    ),
)
RAISED = entry("complaint", "complaint.raised", "2024-07-29", complaint="c1")


def response_due(*more: Entry) -> str:
    found = duties([RAISED, *more], CHAIN, now="2024-10-01")
    (response,) = [duty for duty in found if duty.id == "complaints.stage_1_response"]
    return str(response.due.last_date if response.due else None)


def test_semantics_07_never_acknowledged_the_answer_runs_from_the_day_that_fell_due() -> None:
    assert response_due() == "2024-08-19"


def test_semantics_07_acknowledged_in_time_the_answer_runs_from_that() -> None:
    early = entry("ack", "complaint.acknowledged", "2024-07-30", complaint="c1")

    assert response_due(early) == "2024-08-13"


def test_semantics_07_an_acknowledgement_that_is_only_claimed_binds_the_landlord() -> None:
    claimed = entry("ack", "complaint.acknowledged", "2024-07-30", complaint="c1", evidence=[])

    found = {d.id: d for d in duties([RAISED, claimed], CHAIN, now="2024-10-01")}

    assert response_due(claimed) == "2024-08-13"
    assert found["complaints.stage_1_acknowledgement"].done is None


def test_semantics_07_acknowledged_late_the_answer_still_runs_from_the_day_that_fell_due() -> None:
    late = entry("ack", "complaint.acknowledged", "2024-09-02", complaint="c1")

    assert response_due(late) == "2024-08-19"


def test_semantics_07_before_its_step_is_done_or_due_the_next_duty_is_to_come() -> None:
    found = {d.id: d for d in duties([RAISED], CHAIN, now="2024-07-30 09:00")}
    now = minute("2024-07-30 09:00")
    assert found["complaints.stage_1_response"].state_at(now) == "future"
    assert found["complaints.stage_1_acknowledgement"].state_at(now) == "due"


def test_semantics_07_the_level_of_a_report_never_assessed_is_that_of_its_kind() -> None:
    by_level = pack(
        rule(
            "asb.first_action",
            """
when = { act = "asb.reported" }
within = [{ time = "1 working day", if = { level = "high" } }, { time = "9 working days", if = {} }]
by = { act = "contact.made" }
then = { finding = "late-action" }
""",
        ),
        head='[levels]\nhigh = ["threat"]\n',
    )
    threat = entry("threat", "asb.reported", "2026-03-02", kinds="threat")
    noise = entry("noise", "asb.reported", "2026-03-02", kinds="noise")

    assert the_duty([threat], by_level, now="2026-03-02").due.date == day("2026-03-03")
    assert the_duty([noise], by_level, now="2026-03-02").due.date == day("2026-03-13")


REPORT = entry("report", "asb.reported", "2026-03-02")


@pytest.mark.parametrize(
    "given",
    [
        {"to": "helper"},
        {"evidence": []},
        {"channel": "letter", "evidence": ["note"]},
        {"channel": "voicemail", "evidence": ["note"]},
        {"channel": "letter"},
    ],
    ids=["to her helper", "no record", "no copy", "voicemail with a note", "barred channel"],
)
def test_semantics_08_what_is_no_contact(given: dict[str, object]) -> None:
    people = [person("resident", "resident", cannot_use=["letter"])]
    contact = entry("contact", "contact.made", "2026-03-03", **{"to": "resident", **given})

    assert state([REPORT, contact], ACTION, now="2026-03-20", people=people) == "overdue"


@pytest.mark.parametrize(
    "given",
    [{"channel": "phone", "evidence": ["note"]}, {"channel": "email"}, {"channel": "voicemail"}],
    ids=["a call noted then", "an email kept", "a voicemail with its log"],
)
def test_semantics_08_what_is_a_contact(given: dict[str, object]) -> None:
    contact = entry("contact", "contact.made", "2026-03-03", to="resident", **given)

    assert state([REPORT, contact], ACTION, now="2026-03-20") == "met"


def test_semantics_08_a_channel_barred_later_does_not_undo_an_earlier_contact() -> None:
    people = [person("resident", "resident", cannot_use="letter", known_from=day("2026-06-01"))]
    letter = entry("letter", "contact.made", "2026-03-03", to="resident", channel="letter")

    assert state([REPORT, letter], ACTION, now="2026-03-20", people=people) == "met"


def test_semantics_08_an_attempt_is_no_contact_and_a_contact_no_answer() -> None:
    question = entry("question", "contact.received", "2026-03-02", asks=["which officer"])
    tried = entry("tried", "contact.attempted", "2026-03-03", to="resident")
    please_ring = entry(
        "ring", "contact.made", "2026-03-04", to="resident", replies_to=["question"]
    )
    answer = entry("answer", "contact.made", "2026-03-20", to="resident", answers=["question"])

    assert state([REPORT, tried], ACTION, now="2026-03-20") == "overdue"
    assert state([question, please_ring], ANSWER, now="2026-03-25") == "overdue"
    assert state([question, please_ring, answer], ANSWER, now="2026-03-25") == "met late"


THREE_TRIES = pack(
    rule(
        "asb.last_tries",
        """
when = { act = "asb.case_closed" }
then = { finding = "premature-closure" }
[rule.unless.first]
act = "contact.attempted"
count = 3
on_days = 2
channels = 2
""",
        verb="bar",
    )
)


@pytest.mark.parametrize(
    ("tries", "found"),
    [
        (["2026-03-02 09:00", "2026-03-02 09:20", "2026-03-02 09:40"], ["premature-closure"]),
        (["2026-03-02 09:00", "2026-03-03 09:20", "2026-03-04 09:40"], []),
    ],
)
def test_semantics_08_three_calls_in_an_hour_are_not_three_attempts(
    tries: list[str], found: list[str]
) -> None:
    channels = ["phone", "email", "phone"]
    attempts = [
        entry(f"try{n}", "contact.attempted", when, channel=channels[n])
        for n, when in enumerate(tries)
    ]
    closing = entry("closing", "asb.case_closed", "2026-04-01")

    assert codes(audit([*attempts, closing], THREE_TRIES, as_of="2026-04-02")) == found


def test_semantics_08_a_claimed_entry_meets_excuses_and_pauses_nothing() -> None:
    works = pack(
        rule(
            "works.done",
            """
when = { act = "works.raised" }
within = "5 working days"
by = { act = "works.done" }
then = { finding = "late-works" }
[rule.unless]
excused_by = { act = "asb.offer_refused" }
paused = { from = { act = "works.no_access" }, to = { act = "contact.received" } }
""",
        )
    )
    entries = [
        entry("raised", "works.raised", "2026-03-02"),
        entry("refused", "asb.offer_refused", "2026-03-03", told_in="letter"),
        entry("no-access", "works.no_access", "2026-03-03", evidence=[]),
        entry("done", "works.done", "2026-03-04", evidence=[]),
        entry("letter", "account.given", "2026-03-20", by="landlord"),
    ]

    assert state(entries, works, now="2026-04-01") == "overdue"
