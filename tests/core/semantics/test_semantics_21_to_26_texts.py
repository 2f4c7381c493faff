"""Meanings 21 to 26: her windows, what may be lost, strictest, versions, two times of knowing."""

from typing import Any

import pytest

from putright.core.events.entry import Entry
from putright.core.policy.packs import Pack
from tests.core.build import (
    audit,
    codes,
    day,
    duties,
    entry,
    minute,
    pack,
    rule,
    shipped,
    state,
    the_duty,
    timeline,
)

STAGE_2 = pack(
    rule(
        "complaints.ask_for_stage_2",
        """
when = { act = "complaint.responded", stage = 1, contains = ["how to go on"] }
within = "20 working days"
by = { act = "complaint.escalated" }
""",
        verb="may",
    )
)


def answered(**given: Any) -> Entry:
    fields = {"stage": 1, "channel": "letter", "contains": ["how to go on"], **given}
    return entry("answer", "complaint.responded", "2026-03-02", **fields)


def test_semantics_21_a_window_is_shown_with_its_last_day_and_the_clock_refuses_nothing() -> None:
    asked_late = entry("asked", "complaint.escalated", "2026-05-01", by="helper")

    window = the_duty([answered()], STAGE_2, now="2026-03-20")

    assert window.due is not None
    assert window.due.last_date == day("2026-03-30")
    assert window.state_at(minute("2026-03-20")) == "open"
    assert state([answered()], STAGE_2, now="2026-05-01") == "past"
    assert state([answered(), asked_late], STAGE_2, now="2026-05-02") == "for a person"
    assert codes(audit([answered(), asked_late], STAGE_2, as_of="2026-05-02")) == []


@pytest.mark.parametrize(
    "given", [{"evidence": []}, {"contains": []}], ids=["never sent", "lacked it"]
)
def test_semantics_21_the_window_never_opens_without_the_letter_that_opens_it(
    given: dict[str, object],
) -> None:
    assert duties([answered(**given)], STAGE_2, now="2026-05-01") == []


def test_semantics_22_what_may_be_lost_is_a_warning_before_and_never_an_act_after() -> None:
    deemed = pack(
        rule(
            "moves.priority_may_be_lost",
            """
when = { act = "move.decided" }
within = "42 calendar days"
by = { act = "move.requested" }
""",
            verb="may",
        ),
        rule(
            "moves.what_was_lost",
            """
when = { act = "move.decided" }
question = "Was the priority lost, and should it be?"
""",
            verb="judge",
        ),
    )
    decided = entry("decided", "move.decided", "2026-03-02", channel="letter")

    found = audit([decided], deemed, as_of="2026-08-01")

    assert codes(found) == []
    assert [review.what for review in found.for_review] == [
        "Was the priority lost, and should it be? (Decided on the move)"
    ]


def response(within: str, **more: str) -> str:
    extra = "\n".join(more.values())
    return rule(
        "complaints.response",
        f"""
when = {{ act = "complaint.raised" }}
within = "{within}"
by = {{ act = "complaint.responded" }}
then = {{ finding = "late-response" }}
{extra}
""",
    )


RAISED = entry("complaint", "complaint.raised", "2026-03-02", complaint="c1")


def test_semantics_23_the_earlier_due_binds_one_finding_names_every_rule_behind_it() -> None:
    slack = pack(response("20 working days"))
    code = pack(response("10 working days"), name="code", rank="code")
    practice = pack(response("1 working day"), name="practice", rank="practice")

    found = audit([RAISED], slack, code, practice, as_of="2026-05-01")

    (finding,) = found.findings
    assert finding.due == day("2026-03-16")
    assert finding.rules == ("code:complaints.response", "landlord:complaints.response")


def test_semantics_23_which_is_stricter_is_computed_for_this_case() -> None:
    hours = pack(response("24 hours"))
    days = pack(response("1 working day"), name="code", rank="code")
    on_friday = entry("complaint", "complaint.raised", "2026-03-06 12:00")
    before_night = entry("complaint", "complaint.raised", "2026-03-03 23:00")

    assert the_duty([on_friday], hours, days, now="2026-03-06 13:00").rule.pack.header.name == (
        "landlord"
    )
    binding = the_duty([before_night], hours, days, now="2026-03-03 23:30")
    assert binding.rule.pack.header.name == "landlord"
    assert [other.is_replaced for other in binding.beside] == [True]


def test_semantics_23_only_the_text_that_was_broken_is_cited_as_broken() -> None:
    slack = pack(response("20 working days"))
    code = pack(response("10 working days"), name="code", rank="code")
    answer = entry("answer", "complaint.responded", "2026-03-20", complaint="c1")

    (finding,) = audit([RAISED, answer], slack, code, as_of="2026-05-01").findings

    assert finding.rule == "code:complaints.response"
    assert finding.source == "Policy, 1"
    assert len(finding.rules) == 2


def test_semantics_23_practice_fills_silence_and_tightens_nothing() -> None:
    landlord = pack(response("10 working days"))
    practice = pack(response("1 working day"), name="practice", rank="practice")

    assert the_duty([RAISED], landlord, practice, now="2026-03-03").due.date == day("2026-03-16")
    assert the_duty([RAISED], practice, now="2026-03-03").due.date == day("2026-03-03")


def test_semantics_23_what_several_bars_ask_for_is_all_wanted() -> None:
    def bar(act: str, name: str, rank: str) -> Pack:
        text = rule(
            "asb.closing",
            f"""
when = {{ act = "asb.case_closed" }}
unless = {{ first = {{ act = "{act}" }} }}
then = {{ finding = "premature-closure" }}
""",
            verb="bar",
        )
        return pack(text, name=name, rank=rank)

    packs = (bar("asb.risk_assessed", "a", "landlord"), bar("asb.closure_consulted", "b", "law"))
    closing = entry("closing", "asb.case_closed", "2026-03-02")

    (finding,) = audit([closing], *packs, as_of="2026-03-03").findings

    assert "asb.risk_assessed" in finding.what
    assert "asb.closure_consulted" in finding.what


def test_semantics_24_the_edition_is_that_of_the_day_each_stage_began() -> None:
    editions = (shipped("code-2022"), shipped("code-2024"))
    entries = [
        entry("complaint", "complaint.raised", "2024-03-20", complaint="c1"),
        entry("ack", "complaint.acknowledged", "2024-03-21", complaint="c1", stage=1),
        entry("answer", "complaint.responded", "2024-04-03", complaint="c1", stage=1),
        entry("further", "complaint.escalated", "2024-04-08", complaint="c1"),
    ]

    found = duties(entries, *editions, now="2024-04-09")

    by_edition = {(d.id, d.rule.pack.header.name) for d in found}
    assert ("complaints.stage_1_response", "code-2022") in by_edition
    assert ("complaints.stage_1_response", "code-2024") not in by_edition
    assert ("complaints.stage_2_response", "code-2024") in by_edition
    assert ("complaints.stage_2_response", "code-2022") not in by_edition


def test_semantics_24_a_rhythm_takes_the_text_of_the_day_on_which_each_period_began() -> None:
    def every(span: str, dates: str) -> str:
        return rule(
            "asb.rhythm",
            f"""
in_force = {{ {dates} }}
when = {{ act = "asb.reported" }}
every = "{span}"
by = {{ act = "contact.made" }}
then = {{ finding = "contact-gap" }}
""",
        )

    versions = pack(every("1 month", "to = 2026-03-31"), every("1 week", "from = 2026-04-01"))
    entries = [
        entry("report", "asb.reported", "2026-03-02"),
        entry("call-1", "contact.made", "2026-03-30"),
        entry("call-2", "contact.made", "2026-04-20"),
        entry("call-3", "contact.made", "2026-05-04"),
    ]

    (gap,) = audit(entries, versions, as_of="2026-05-05").findings

    assert (gap.on, gap.due) == (day("2026-04-20"), day("2026-04-27"))


def test_semantics_24_a_bar_is_that_of_the_day_of_the_act() -> None:
    later = pack(
        rule(
            "asb.closing",
            """
in_force = { from = 2026-04-01 }
when = { act = "asb.case_closed" }
then = { finding = "premature-closure" }
""",
            verb="bar",
        )
    )

    before = [entry("closing", "asb.case_closed", "2026-03-31")]
    after = [entry("closing", "asb.case_closed", "2026-04-01")]

    assert codes(audit(before, later, as_of="2026-05-01")) == []
    assert codes(audit(after, later, as_of="2026-05-01")) == ["premature-closure"]


CALL = entry(
    "call",
    "contact.made",
    "2026-03-04",
    evidence=[{"kind": "call log", "received": day("2026-06-01")}],
    recorded_on=day("2026-03-05"),
)


def test_semantics_25_as_of_a_day_uses_all_knowledge_of_what_had_happened() -> None:
    whole = timeline([CALL, entry("later", "contact.made", "2026-03-09")])

    assert [item.id for item in whole.as_of(day("2026-03-04")).items] == ["call"]
    assert whole.as_of(day("2026-03-04")).items[0].is_evidenced
    assert whole.as_of(day("2026-03-03")).items == ()


def test_semantics_25_known_by_a_moment_uses_only_what_was_in_the_books() -> None:
    whole = timeline([CALL])

    assert whole.known_by(minute("2026-03-04")).items == ()
    (unproven,) = whole.known_by(minute("2026-03-20")).items
    assert unproven.state == "claimed"
    (proven,) = whole.known_by(minute("2026-06-02")).items
    assert proven.is_evidenced


def test_semantics_25_what_only_a_letter_tells_is_known_when_that_was_written_down() -> None:
    told = entry("told", "contact.received", told_in="letter")
    letter = entry("letter", "account.given", "2026-03-04", recorded_on=day("2026-03-09"))
    whole = timeline([told, letter])

    assert whole.known_by(minute("2026-03-05")).items == ()
    assert {item.id for item in whole.known_by(minute("2026-03-09")).items} == {"told", "letter"}


def test_semantics_26_a_note_written_down_late_is_the_landlords_word() -> None:
    visit = entry(
        "visit", "contact.made", "2026-03-02", evidence=["note"], recorded_on=day("2026-04-20")
    )
    heard = entry(
        "heard", "contact.received", "2026-03-02", evidence=["note"], recorded_on=day("2026-04-20")
    )

    states = {item.id: item.state for item in timeline([visit, heard]).items}

    assert states == {"visit": "claimed", "heard": "admitted"}


def test_semantics_26_proof_of_the_time_apart_from_memory_keeps_its_day() -> None:
    visit = entry(
        "visit", "contact.made", "2026-03-02", evidence=["call log"], recorded_on=day("2026-04-20")
    )

    assert timeline([visit]).items[0].is_evidenced


def test_semantics_26_a_note_of_the_time_still_shows_an_act_that_is_only_worded_anew() -> None:
    first = entry("first", "contact.made", "2026-03-02", evidence=["note"])
    told = {"evidence": ["note"], "corrects": "first", "recorded_on": day("2026-04-20")}
    worded = entry("worded", "contact.made", "2026-03-02", **told)
    moved = entry("moved", "contact.made", "2026-03-04", **told)

    assert timeline([first, worded]).by_id["worded"].is_evidenced
    assert timeline([first, moved]).by_id["moved"].state == "claimed"


def test_semantics_26_what_was_corrected_counts_no_more() -> None:
    action = pack(
        rule(
            "asb.first_action",
            """
when = { act = "asb.reported" }
within = "2 working days"
by = { act = "contact.made" }
then = { finding = "late-action" }
""",
        )
    )
    report = entry("report", "asb.reported", "2026-03-02")
    mistyped = entry("call", "contact.made", "2026-03-03")
    right = entry("right", "contact.made", "2026-03-13", corrects="call")
    claimed = entry("right", "contact.made", "2026-03-13", corrects="call", evidence=[])
    moved = entry("moved", "asb.reported", "2026-03-12", corrects="report", evidence=["note"])
    shown = entry("moved", "asb.reported", "2026-03-12", corrects="report", evidence=["email"])

    assert state([report, mistyped], action, now="2026-04-01") == "met"
    assert state([report, mistyped, right], action, now="2026-04-01") == "met late"
    assert state([report, mistyped, claimed], action, now="2026-04-01") == "overdue"
    assert len(duties([report, moved], action, now="2026-04-01")) == 2
    assert [d.root.id for d in duties([report, shown], action, now="2026-04-01")] == ["moved"]
