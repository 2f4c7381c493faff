"""Meanings 14 to 16: closing and reopening, consent, what excuses."""

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
PLAN = pack(
    rule(
        "asb.action_plan",
        """
when = { act = "asb.reported" }
for_each = "once"
within = "10 working days"
by = { act = "asb.plan_agreed" }
then = { finding = "no-action-plan" }
""",
    )
)
WEEKLY = pack(
    rule(
        "asb.rhythm",
        """
when = { act = "asb.reported" }
every = "1 week"
while = { case = "open" }
by = { act = "contact.made", to = "resident" }
then = { finding = "contact-gap" }
""",
    )
)


def closed(when: str, **given: Any) -> Entry:
    return entry("closing", "asb.case_closed", when, **given)


def test_semantics_14_a_closing_that_was_only_announced_ends_nothing() -> None:
    announced = entry("announced", "asb.closure_announced", "2026-03-04")
    taken_back = entry("back", "asb.closure_withdrawn", "2026-03-05")

    assert state([REPORT, announced, taken_back], PLAN, now="2026-03-20") == "overdue"


def test_semantics_14_a_real_closing_ends_what_is_not_yet_due() -> None:
    assert state([REPORT, closed("2026-03-10")], PLAN, now="2026-04-20") == "withdrawn"
    assert state([REPORT, closed("2026-03-20")], PLAN, now="2026-04-20") == "overdue"


def test_semantics_14_a_closing_that_nothing_shows_ends_nothing() -> None:
    claimed = closed("2026-03-10", evidence=[])

    assert state([REPORT, claimed], PLAN, now="2026-04-20") == "overdue"
    assert codes(audit([REPORT, claimed], WEEKLY, as_of="2026-04-20")) == ["contact-gap"]


def test_semantics_14_promises_and_orders_never_end_by_closing() -> None:
    promise = entry(
        "promise",
        "contact.made",
        "2026-03-03",
        to="resident",
        promises=[{"id": "p1", "what": "to mend the gate", "due": day("2026-03-30")}],
    )

    found = audit(
        [REPORT, promise, closed("2026-03-10")], shipped("good-practice"), as_of="2026-04-20"
    )

    assert "promise-not-kept" in codes(found)


def test_semantics_14_a_new_report_after_the_closing_is_a_new_case_with_fresh_clocks() -> None:
    plan = entry("plan", "asb.plan_agreed", "2026-03-05")
    again = entry("again", "asb.reported", "2026-05-05")

    within_one_case = [REPORT, plan, again]
    found = duties([*within_one_case, closed("2026-04-01")], PLAN, now="2026-05-06")

    assert [(d.root.id, str(d.due.last_date)) for d in found if d.due] == [
        ("report", "2026-03-16"),
        ("again", "2026-05-19"),
    ]
    assert len(duties(within_one_case, PLAN, now="2026-05-06")) == 1


def test_semantics_14_undoing_a_closing_is_the_same_case_and_restarts_the_rhythm() -> None:
    call = entry("call", "contact.made", "2026-03-06", to="resident")
    reopened = entry("reopened", "asb.case_reopened", "2026-04-01")
    again = entry("again", "asb.reported", "2026-04-02")
    entries = [REPORT, call, closed("2026-03-10"), reopened]

    (gap,) = audit(entries, WEEKLY, as_of="2026-04-20").findings

    assert (gap.on, gap.due) == (day("2026-04-01"), day("2026-04-08"))
    assert len(duties([*entries, again], PLAN, now="2026-04-20")) == 1


def test_semantics_14_a_closing_undone_before_the_due_day_ended_nothing() -> None:
    reopened = entry("reopened", "asb.case_reopened", "2026-03-12")
    entries = [REPORT, closed("2026-03-10"), reopened]

    assert state(entries, PLAN, now="2026-04-20") == "overdue"


def test_semantics_14_complaint_and_case_never_close_each_other() -> None:
    complaint = entry("complaint", "complaint.raised", "2026-03-03", complaint="c1")

    found = duties(
        [REPORT, complaint, closed("2026-03-04")], shipped("code-2024"), now="2026-05-01"
    )

    assert {d.ended_by for d in found} == {None}


CONSENT = pack(
    rule(
        "agency.referred",
        """
when = { act = "asb.reported" }
within = "5 working days"
by = { act = "referral.made" }
then = { finding = "late-referral" }
[rule.unless]
excused_by = { act = "asb.consent_refused" }
wakes_with = { act = "asb.consent_given" }
""",
    ),
    rule(
        "agency.consent_first",
        """
when = { act = "referral.made" }
unless = { first = { act = "asb.consent_given", name = "her consent" } }
then = { finding = "step-out-of-order" }
""",
        verb="bar",
    ),
)


def test_semantics_15_consent_not_asked_never_lifts_and_refused_does() -> None:
    refused = entry("refused", "asb.consent_refused", "2026-03-04")

    assert state([REPORT], CONSENT, now="2026-04-01") == "overdue"
    assert state([REPORT, refused], CONSENT, now="2026-04-01") == "excused"


def test_semantics_15_consent_given_late_leaves_a_working_day() -> None:
    refused = entry("refused", "asb.consent_refused", "2026-03-04")
    given = entry("given", "asb.consent_given", "2026-03-12")

    duty = the_duty([REPORT, refused, given], CONSENT, now="2026-03-12")

    assert duty.due is not None
    assert duty.due.last_date == day("2026-03-13")


def test_semantics_15_an_act_without_the_consent_it_needs_is_barred() -> None:
    referral = entry("referral", "referral.made", "2026-03-04")
    given = entry("given", "asb.consent_given", "2026-03-03")

    assert codes(audit([REPORT, referral], CONSENT, as_of="2026-03-05")) == ["step-out-of-order"]
    assert codes(audit([REPORT, given, referral], CONSENT, as_of="2026-03-05")) == []


@pytest.mark.parametrize(
    ("when", "given", "expected"),
    [
        ("2026-03-06", {}, "excused"),
        ("2026-03-11", {}, "overdue"),
        ("2026-03-06", {"told_in": "letter"}, "overdue"),
    ],
    ids=["in time", "only after it was due", "only the landlord says so"],
)
def test_semantics_16_only_what_is_shown_and_in_time_excuses(
    when: str, given: dict[str, object], expected: str
) -> None:
    refused = entry("refused", "asb.consent_refused", when, **given)
    letter = entry("letter", "account.given", "2026-03-20")

    assert state([REPORT, refused, letter], CONSENT, now="2026-04-01") == expected


def test_semantics_16_being_away_or_short_of_staff_excuses_nothing() -> None:
    away = entry("away", "staff.unavailable", "2026-03-03", held_up_by="absence")

    assert state([REPORT, away], PLAN, now="2026-04-01") == "overdue"
