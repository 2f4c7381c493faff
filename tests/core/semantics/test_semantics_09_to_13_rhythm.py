"""Meanings 9 to 13: rhythms, changes of level, one act for several, for each, parts."""

from typing import Any

import pytest

from putright.core.duties.duty import families
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
    state,
    the_duty,
)

LEVELS = '[levels]\nhigh = ["threat"]\n'
RHYTHM = rule(
    "asb.contact_rhythm",
    """
when = { act = ["asb.reported", "asb.risk_assessed"] }
every = "less than 1 month"
while = { case = "open", level = "high" }
by = { act = ["contact.made", "asb.visited"], by = "landlord", to = "resident", about = "asb" }
opens_with = "asb.first_action"
then = { finding = "contact-gap" }
""",
)
FIRST_ACTION = rule(
    "asb.first_action",
    """
when = { act = "asb.reported" }
if = { level = "high" }
within = "1 working day"
by = { act = ["contact.made", "asb.visited"], by = "landlord", to = "resident" }
then = { finding = "late-action" }
""",
)
MONTHLY = pack(RHYTHM, FIRST_ACTION, head=LEVELS)
THREAT = entry("report", "asb.reported", "2023-09-18", kinds="threat")


def call(key: str, when: str, **given: Any) -> Entry:
    return entry(key, "contact.made", when, to="resident", **given)


def gaps(*entries: Entry, as_of: str) -> list[tuple[str, str, str]]:
    found = audit(entries, MONTHLY, as_of=as_of).findings
    return [(str(f.on), str(f.due), str(f.done)) for f in found if f.code == "contact-gap"]


def test_semantics_09_one_gap_is_one_finding_with_the_periods_lost() -> None:
    calls = [call("c1", "2023-09-19"), call("c2", "2023-11-28"), call("c3", "2024-03-15")]

    found = audit([THREAT, *calls], MONTHLY, as_of="2024-03-20")

    assert gaps(THREAT, *calls, as_of="2024-03-20") == [
        ("2023-09-19", "2023-10-18", "2023-11-28"),
        ("2023-11-28", "2023-12-27", "2024-03-15"),
    ]
    assert "2 contacts missed" in found.findings[0].what
    assert "3 contacts missed" in found.findings[1].what


def test_semantics_09_an_early_contact_moves_the_next_one_on() -> None:
    calls = [call("c1", "2023-09-19"), call("c2", "2023-10-02"), call("c3", "2023-10-30")]

    assert gaps(THREAT, *calls, as_of="2023-11-01") == []


def test_semantics_09_a_late_first_contact_is_reported_and_not_also_a_gap() -> None:
    found = audit([THREAT, call("c1", "2023-11-02")], MONTHLY, as_of="2023-11-10")

    assert codes(found) == ["late-action"]


def test_semantics_09_a_message_about_another_matter_resets_nothing() -> None:
    calls = [call("c1", "2023-09-19"), call("c2", "2023-10-10", about="complaint")]

    assert gaps(THREAT, *calls, as_of="2023-10-30") == [("2023-09-19", "2023-10-18", "UNSET")]


def test_semantics_09_the_last_period_is_not_due_if_the_case_ended_first() -> None:
    closing = entry("closing", "asb.case_closed", "2023-10-16")

    assert gaps(THREAT, call("c1", "2023-09-19"), closing, as_of="2024-01-01") == []


def test_semantics_09_updates_that_were_promised_are_reset_by_updates_only() -> None:
    updates = pack(
        rule(
            "asb.updates",
            """
when = { act = "asb.plan_agreed" }
every = "2 weeks"
by = { act = "contact.made", contains = ["progress"] }
then = { finding = "contact-gap" }
""",
        )
    )
    plan = entry("plan", "asb.plan_agreed", "2026-03-02")
    chat = entry("chat", "contact.made", "2026-03-10", to="resident")
    update = entry("update", "contact.made", "2026-03-12", to="resident", contains=["progress"])

    assert codes(audit([plan, chat], updates, as_of="2026-03-20")) == ["contact-gap"]
    assert codes(audit([plan, update], updates, as_of="2026-03-20")) == []


SPEEDS = pack(
    rule(
        "asb.visit",
        """
when = { act = "asb.reported" }
within = [
  { time = "2 working days", if = { level = "high" } },
  { time = "10 working days", if = {} },
]
by = { act = "asb.visited" }
then = { finding = "missed-visit" }
""",
    ),
    head=LEVELS,
)
NOISE = entry("report", "asb.reported", "2026-03-02", kinds="noise")


def assessed(when: str, level: str, **given: Any) -> Entry:
    return entry("assessed", "asb.risk_assessed", when, level=level, **given)


@pytest.mark.parametrize(
    ("when", "level", "due"),
    [
        ("2026-03-04", "high", "2026-03-06"),
        ("2026-03-13", "high", "2026-03-16"),
        ("2026-03-04", "low", "2026-03-16"),
    ],
    ids=["raised: nearer", "raised late: never later", "lowered: as it was"],
)
def test_semantics_10_a_raised_level_brings_a_running_duty_nearer(
    when: str, level: str, due: str
) -> None:
    duty = the_duty([NOISE, assessed(when, level)], SPEEDS, now="2026-03-13")

    assert duty.due is not None
    assert duty.due.last_date == day(due)


def test_semantics_10_a_report_whose_kind_was_high_ran_from_the_report() -> None:
    threat = entry("report", "asb.reported", "2026-03-02", kinds="threat")
    late = assessed("2026-03-20", "high")

    duty = the_duty([threat, late], SPEEDS, now="2026-03-21")

    assert duty.due is not None
    assert duty.due.last_date == day("2026-03-04")


def test_semantics_10_a_lowering_that_is_only_claimed_changes_nothing() -> None:
    threat = entry("report", "asb.reported", "2023-09-18", kinds="threat")
    claimed = assessed("2023-09-20", "low", evidence=[])
    shown = assessed("2023-09-20", "low")

    assert gaps(threat, claimed, call("c1", "2023-09-19"), as_of="2023-10-20") != []
    assert gaps(threat, shown, call("c1", "2023-09-19"), as_of="2023-10-20") == []


def test_semantics_10_a_raising_that_is_only_claimed_binds_the_landlord() -> None:
    claimed = assessed("2026-03-04", "high", evidence=[])

    duty = the_duty([NOISE, claimed], SPEEDS, now="2026-03-13")

    assert duty.due is not None
    assert duty.due.last_date == day("2026-03-06")


def test_semantics_10_new_duties_start_when_the_level_is_raised() -> None:
    entries = [NOISE, assessed("2026-03-12", "high")]

    (duty,) = duties(entries, pack(FIRST_ACTION, head=LEVELS), now="2026-03-12")

    assert (duty.item.id, duty.root.id) == ("assessed", "report")
    assert duty.due is not None
    assert duty.due.last_date == day("2026-03-13")


def test_semantics_10_a_lowered_level_starts_nothing() -> None:
    medium = rule(
        "asb.first_visit",
        """
when = { act = "asb.reported" }
if = { level = "medium" }
within = "3 working days"
by = { act = "asb.visited" }
""",
    )
    threat = entry("report", "asb.reported", "2026-03-02", kinds="threat")

    lowered = assessed("2026-03-12", "medium")

    assert duties([threat, lowered], pack(medium, head=LEVELS), now="2026-04-01") == []


def test_semantics_10_raised_after_the_closing_starts_nothing_for_the_closed_case() -> None:
    entries = [
        NOISE,
        entry("closing", "asb.case_closed", "2026-03-10"),
        entry("again", "asb.reported", "2026-03-12", kinds="threat"),
    ]

    (duty,) = duties(entries, pack(FIRST_ACTION, head=LEVELS), now="2026-03-12")

    assert duty.root.id == "again"


def test_semantics_10_clocks_of_an_old_track_end_with_a_reason_given_to_her_else_run_on() -> None:
    tracked = pack(
        rule(
            "asb.visit",
            """
when = { act = "asb.reported" }
within = "10 working days"
by = { act = "asb.visited" }
ends_with = { act = "contact.made", to = "resident", contains = ["reasons"] }
then = { finding = "missed-visit" }
""",
        )
    )
    told = call("told", "2026-03-06", contains=["reasons"])
    untold = call("told", "2026-03-06")

    assert state([NOISE, told], tracked, now="2026-04-01") == "withdrawn"
    assert state([NOISE, untold], tracked, now="2026-04-01") == "overdue"


def do(name: str, by: str, *, within: str = "10 working days") -> str:
    return rule(
        f"asb.{name}",
        f"""
when = {{ act = "asb.reported" }}
within = "{within}"
by = {by}
then = {{ finding = "late-action" }}
""",
    )


def test_semantics_11_one_visit_meets_every_duty_whose_parts_it_shows() -> None:
    three = pack(
        do("risk", '{ act = "asb.risk_assessed" }'),
        do("welfare", '{ contains = ["welfare"], by = "landlord" }'),
        do("plan", '{ act = "asb.plan_agreed" }'),
        do("second", '{ act = "asb.interviewed" }'),
    )
    visit = entry(
        "visit",
        ["asb.visited", "asb.risk_assessed", "asb.plan_agreed"],
        "2026-03-04",
        contains=["welfare"],
    )

    found = duties([NOISE, visit], three, now="2026-03-05")

    states = {duty.id: duty.state_at(minute("2026-03-05")) for duty in found}
    assert states == {
        "asb.risk": "met",
        "asb.welfare": "met",
        "asb.plan": "met",
        "asb.second": "due",
    }


def test_semantics_11_the_reviewer_may_not_be_the_first_decider() -> None:
    another = pack(
        rule(
            "complaints.another_reviewer",
            """
when = { act = "complaint.responded", stage = 1 }
within = "20 working days"
by = { act = "complaint.responded", stage = 2, by_another = true }
then = { finding = "late-response" }
""",
        )
    )
    people = [person("first", "landlord"), person("second", "landlord")]
    one = entry("one", "complaint.responded", "2026-03-02", by="first", stage=1)
    same = entry("two", "complaint.responded", "2026-03-09", by="first", stage=2)
    other = entry("two", "complaint.responded", "2026-03-09", by="second", stage=2)

    assert state([one, same], another, now="2026-03-10", people=people) == "due"
    assert state([one, other], another, now="2026-03-10", people=people) == "met"


EACH = pack(
    rule(
        "asb.victims_told",
        """
when = { act = "asb.reported" }
for_each = "person"
within = "5 working days"
by = { act = "contact.made", by = "landlord" }
then = { finding = "unanswered-contact" }
""",
    )
)


@pytest.mark.parametrize(
    ("told", "met", "overall"),
    [((), "0 of 3", "overdue"), (("ann", "bo"), "2 of 3", "overdue")],
)
def test_semantics_12_a_duty_over_three_is_three_with_one_parent(
    told: tuple[str, ...], met: str, overall: str
) -> None:
    people = [person(key, "resident") for key in ("ann", "bo", "cy")]
    report = entry("report", "asb.reported", "2026-03-02", victims=["ann", "bo", "cy"])
    calls = [entry(f"to-{key}", "contact.made", "2026-03-03", to=key) for key in told]

    (family,) = families(duties([report, *calls], EACH, now="2026-04-01", people=people))

    assert family.met == met
    assert family.state_at(minute("2026-04-01")) == overall
    assert family.state_at(minute("2026-03-04")) == ("part met" if told else "due")


def test_semantics_12_somebody_learned_of_later_has_a_start_of_her_own() -> None:
    people = [person(key, "resident") for key in ("ann", "bo")]
    first = entry("first", "asb.reported", "2026-03-02", victims=["ann"])
    later = entry("later", "asb.reported", "2026-03-20", victims=["bo"])

    found = duties([first, later], EACH, now="2026-04-01", people=people)

    assert [(d.person, str(d.due.last_date)) for d in found if d.due] == [
        ("ann", "2026-03-09"),
        ("bo", "2026-03-27"),
    ]


PARTS = pack(
    do(
        "plan",
        '{ all = [{ act = "asb.plan_agreed", name = "an agreed plan" }, '
        '{ act = "asb.plan_sent", name = "a copy for her" }] }',
    )
)


def test_semantics_13_done_in_part_names_what_is_missing() -> None:
    agreed = entry("agreed", "asb.plan_agreed", "2026-03-04")

    duty = the_duty([NOISE, agreed], PARTS, now="2026-03-05")
    (late,) = audit([NOISE, agreed], PARTS, as_of="2026-04-01").findings

    assert duty.state_at(minute("2026-03-05")) == "part met"
    assert duty.missing == ("a copy for her",)
    assert "Missing: a copy for her." in late.what


def test_semantics_13_a_letter_that_lacks_content_was_sent_and_its_gap_is_named() -> None:
    letter = pack(
        do("letter", '{ act = "asb.closure_announced", contains = ["reasons", "decision"] }')
    )
    short = entry("short", "asb.closure_announced", "2026-03-04", contains=["decision"])

    duty = the_duty([NOISE, short], letter, now="2026-04-01")
    (found,) = audit([NOISE, short], letter, as_of="2026-04-01").findings

    assert duty.missing == ("reasons",)
    assert found.entries == ("report", "short")
