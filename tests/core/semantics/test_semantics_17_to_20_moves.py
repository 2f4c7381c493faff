"""Meanings 17 to 20: extensions, pauses, withdrawal, promises in words."""

from typing import Any

import pytest

from putright.core.events.entry import Entry
from tests.core.build import (
    audit,
    codes,
    day,
    duties,
    entry,
    pack,
    rule,
    shipped,
    state,
    the_duty,
)

REPORT = entry("report", "asb.reported", "2026-03-02")

RESPONSE = pack(
    rule(
        "complaints.stage_1_response",
        """
when = { act = "complaint.raised" }
within = "10 working days"
by = { act = "complaint.responded", stage = 1 }
[rule.then]
finding = "late-response"
no_extension = "no-extension-notice"
late_extension = "late-extension-notice"
[rule.unless.extended_by]
at_most = "10 working days"
by = { act = "complaint.extended", written = true, reason = true, contains = ["ombudsman details"] }
""",
    )
)
COMPLAINT = entry("complaint", "complaint.raised", "2026-03-02", complaint="c1")


def extended(when: str, **given: Any) -> Entry:
    fields: dict[str, object] = {
        "complaint": "c1",
        "channel": "letter",
        "reason": "a visit is needed",
        "contains": ["ombudsman details"],
        "until": day("2026-03-20"),
    }
    return entry("longer", "complaint.extended", when, **(fields | given))


def test_semantics_17_a_valid_extension_moves_the_due_moment_to_its_date() -> None:
    answer = entry("answer", "complaint.responded", "2026-03-20", complaint="c1", stage=1)

    duty = the_duty([COMPLAINT, extended("2026-03-12"), answer], RESPONSE, now="2026-04-01")

    assert duty.due is not None
    assert duty.due.last_date == day("2026-03-20")
    assert not duty.was_late


@pytest.mark.parametrize(
    "given",
    [
        {"when": "2026-03-17"},
        {"reason": ""},
        {"channel": "phone"},
        {"until": None},
        {"until": day("2026-04-20")},
        {"contains": []},
        {"evidence": []},
        {"until": day("2026-03-10")},
    ],
    ids=[
        "late",
        "no reason",
        "not written",
        "no date",
        "too far",
        "no contacts",
        "claimed",
        "nearer",
    ],
)
def test_semantics_17_an_invalid_extension_leaves_the_due_moment(given: dict[str, object]) -> None:
    fields = {"when": "2026-03-12", **given}

    duty = the_duty([COMPLAINT, extended(**fields)], RESPONSE, now="2026-04-01")

    assert duty.due is not None
    assert duty.due.last_date == day("2026-03-16")


def test_semantics_17_a_second_extension_holds_only_where_the_text_says_so() -> None:
    again = entry(
        "again",
        "complaint.extended",
        "2026-03-18",
        complaint="c1",
        channel="letter",
        reason="more",
        contains=["ombudsman details"],
        until=day("2026-03-27"),
    )

    duty = the_duty([COMPLAINT, extended("2026-03-12"), again], RESPONSE, now="2026-04-01")

    assert duty.due is not None
    assert duty.due.last_date == day("2026-03-20")


def test_semantics_17_an_invalid_extension_is_a_promise_and_cures_nothing() -> None:
    answer = entry("answer", "complaint.responded", "2026-03-19", complaint="c1", stage=1)
    late = extended("2026-03-17")

    kept = audit([COMPLAINT, late, answer], RESPONSE, shipped("good-practice"), as_of="2026-03-30")
    broken = audit([COMPLAINT, late], RESPONSE, shipped("good-practice"), as_of="2026-03-30")

    assert "late-response" in codes(kept)
    assert "late-extension-notice" in codes(kept)
    assert "promise-not-kept" not in codes(kept)
    assert "promise-not-kept" in codes(broken)


def test_semantics_17_a_valid_extension_is_no_second_promise() -> None:
    found = audit(
        [COMPLAINT, extended("2026-03-12")],
        RESPONSE,
        shipped("good-practice"),
        as_of="2026-03-30",
    )

    assert "late-response" in codes(found)
    assert "promise-not-kept" not in codes(found)


PAUSED = pack(
    rule(
        "access.answer",
        """
when = { act = "contact.received" }
within = "1 month"
by = { act = "contact.made" }
unless = { paused = { from = { act = "form.sent" }, to = { act = "asb.diary_returned" } } }
then = { finding = "late-reply" }
""",
    )
)


def test_semantics_18_a_clock_stands_still_between_two_entries_that_are_shown() -> None:
    asked = entry("asked", "contact.received", "2026-03-02")
    sent = entry("sent", "form.sent", "2026-03-10")
    returned = entry("returned", "asb.diary_returned", "2026-03-20")

    duty = the_duty([asked, sent, returned], PAUSED, now="2026-04-01")

    assert duty.due is not None
    assert duty.due.last_date == day("2026-04-12")
    assert the_duty([asked, sent], PAUSED, now="2026-05-01").due is None
    claimed = entry("sent", "form.sent", "2026-03-10", evidence=[])
    unpaused = the_duty([asked, claimed, returned], PAUSED, now="2026-04-01")
    assert unpaused.due is not None
    assert unpaused.due.last_date == day("2026-04-02")


def test_semantics_18_the_codes_clocks_have_no_pause() -> None:
    pauses = [
        each.id
        for name in ("code-2022", "code-2024")
        for each in shipped(name).rules
        if each.unless.paused
    ]

    assert pauses == []


def test_semantics_19_withdrawn_before_it_was_due_is_no_late_answer_though_one_came_late() -> None:
    withdrawn = entry("withdrawn", "complaint.withdrawn", "2026-03-10", complaint="c1")
    answer = entry("answer", "complaint.responded", "2026-03-30", complaint="c1", stage=1)

    assert codes(audit([COMPLAINT, withdrawn, answer], RESPONSE, as_of="2026-04-01")) == []
    assert state([COMPLAINT, withdrawn, answer], RESPONSE, now="2026-04-01") == "withdrawn"


def test_semantics_19_a_breach_before_the_withdrawal_stands() -> None:
    withdrawn = entry("withdrawn", "complaint.withdrawn", "2026-03-20", complaint="c1")

    assert "late-response" in codes(audit([COMPLAINT, withdrawn], RESPONSE, as_of="2026-04-01"))


def test_semantics_19_the_landlords_word_that_she_withdrew_ends_nothing() -> None:
    told = entry("withdrawn", "complaint.withdrawn", "2026-03-10", complaint="c1", told_in="letter")
    letter = entry("letter", "account.given", "2026-03-20")

    assert state([COMPLAINT, told, letter], RESPONSE, now="2026-04-01") == "overdue"


def test_semantics_19_renewed_it_has_a_new_received_day_and_the_old_one_is_shown() -> None:
    withdrawn = entry("withdrawn", "complaint.withdrawn", "2026-03-10", complaint="c1")
    renewed = entry("renewed", "complaint.raised", "2026-04-06", complaint="c1")

    found = duties([COMPLAINT, withdrawn, renewed], RESPONSE, now="2026-04-07")

    assert [(d.root.id, str(d.due.last_date)) for d in found if d.due] == [
        ("complaint", "2026-03-16"),
        ("renewed", "2026-04-20"),
    ]


def test_semantics_19_a_withdrawn_complaint_stops_no_risk_assessment() -> None:
    withdrawn = entry("withdrawn", "complaint.withdrawn", "2026-03-03", complaint="c1")

    found = codes(audit([REPORT, withdrawn], shipped("good-practice"), as_of="2026-04-20"))

    assert "no-risk-assessment" in found


def promising(key: str, when: str, **pledge: Any) -> Entry:
    return entry(
        key,
        "contact.made",
        when,
        to="resident",
        promises=[{"id": key, "what": "to ring", **pledge}],
    )


def promised(*entries: Entry, now: str = "2026-06-01") -> list[tuple[str, str, str]]:
    found = duties(entries, shipped("good-practice"), now=now)
    return [
        (d.item.id, str(d.due.last_date), str(d.done.date) if d.done else "")
        for d in found
        if d.id == "promises.kept" and d.due
    ]


def test_semantics_20_a_named_day_binds_and_an_undated_promise_has_ten_working_days() -> None:
    named = promising("p1", "2026-03-02", due=day("2026-03-06"))
    undated = promising("p2", "2026-03-02")

    assert promised(named) == [("p1", "2026-03-06", "")]
    assert promised(undated) == [("p2", "2026-03-16", "")]


def test_semantics_20_repeated_it_keeps_the_first_clock_and_each_is_listed() -> None:
    first = promising("p1", "2026-03-02")
    second = promising("p2", "2026-03-20", repeats="p1")
    third = promising("p3", "2026-03-25", repeats="p2")

    assert promised(first, second, third) == [
        ("p1", "2026-03-16", ""),
        ("p2", "2026-03-16", ""),
        ("p3", "2026-03-16", ""),
    ]


def test_semantics_20_bettered_the_earlier_day_binds() -> None:
    first = promising("p1", "2026-03-02")
    better = promising("p2", "2026-03-03", repeats="p1", due=day("2026-03-06"))

    assert promised(first, better)[1] == ("p2", "2026-03-06", "")


def test_semantics_20_kept_by_the_act_whichever_telling_it_names_and_not_by_a_claim() -> None:
    first = promising("p1", "2026-03-02")
    second = promising("p2", "2026-03-05", repeats="p1")
    rung = entry("rung", "contact.made", "2026-03-10", to="resident", keeps=["p2"])
    claimed = entry("rung", "contact.made", "2026-03-10", to="resident", keeps=["p2"], evidence=[])

    assert [done for *_, done in promised(first, second, rung)] == ["2026-03-10", "2026-03-10"]
    assert [done for *_, done in promised(first, second, claimed)] == ["", ""]


def test_semantics_20_a_conditional_promise_starts_at_its_condition() -> None:
    conditional = promising("p1", "2026-03-02", after="papers")
    papers = entry("papers", "asb.diary_returned", "2026-04-07")

    assert promised(conditional) == []
    assert promised(conditional, papers) == [("p1", "2026-04-21", "")]


def test_semantics_17_an_extension_of_a_chained_stage_is_no_second_promise() -> None:
    told = entry(
        "told", "complaint.extended", "2026-03-16", complaint="c1", stage=1, channel="letter",
        reason="more to look at", until=day("2026-03-27"), contains="ombudsman details",
    )  # fmt: skip
    acknowledged = entry(
        "acknowledged", "complaint.acknowledged", "2026-03-05", complaint="c1", stage=1,
        channel="letter",
    )  # fmt: skip
    answer = entry("answer", "complaint.responded", "2026-03-31", complaint="c1", stage=1)

    found = audit(
        [COMPLAINT, acknowledged, told, answer],
        shipped("code-2024"),
        shipped("good-practice"),
        as_of="2026-04-30",
    )

    assert "late-response" in codes(found)
    assert "promise-not-kept" not in codes(found)


def test_semantics_20_a_conditional_promise_is_not_kept_before_its_condition() -> None:
    promise = {
        "id": "ring",
        "what": "to ring once the police answer",
        "after": "reply",
        "does": "contact.made",
    }
    told = entry("told", "contact.made", "2026-03-02", channel="phone", promises=[promise])
    early = entry("early", "contact.made", "2026-03-04", channel="phone")
    reply = entry("reply", "agency.replied", "2026-03-09")
    late = entry("late", "contact.made", "2026-03-12", channel="phone")

    (duty,) = [
        d
        for d in duties([told, early, reply, late], shipped("good-practice"), now="2026-04-30")
        if d.pledge
    ]

    assert [item.id for item in duty.met_by] == ["late"]


def test_semantics_17_another_promise_in_the_notice_does_not_hide_its_date() -> None:
    visit = {"id": "visit", "what": "to visit", "does": "asb.visited"}
    late = extended("2026-03-17", promises=[visit])

    found = audit([COMPLAINT, late], RESPONSE, shipped("good-practice"), as_of="2026-04-30")

    assert codes(found).count("promise-not-kept") == 2
