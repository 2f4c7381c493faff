"""Clauses of a rule that move, repeat or spread a duty."""

from typing import Any

import pytest

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

COMPLETE = pack(
    rule(
        "moves.decision",
        """
when = { act = "move.requested" }
within = "10 working days"
by = { act = "move.decided" }
then = { finding = "late-assessment" }
[rule.runs_from]
declared = { act = "note.made" }
last = { act = "contact.received" }
""",
    )
)
ASKED = entry("asked", "move.requested", "2026-03-02")
PAPERS = entry("papers", "contact.received", "2026-03-09")


@pytest.mark.parametrize(
    ("more", "due"),
    [
        ([], "2026-03-16"),
        ([PAPERS], "2026-03-23"),
        ([PAPERS, entry("said", "note.made", "2026-03-11")], "2026-03-25"),
        ([PAPERS, entry("said", "note.made", "2026-03-04", evidence=[])], "2026-03-18"),
        (
            [
                entry("said", "note.made", "2026-03-04", evidence=[]),
                entry("shown", "note.made", "2026-03-06"),
            ],
            "2026-03-18",
        ),
    ],
    ids=["nothing came", "papers came", "declared", "declared, unproved", "declared twice"],
)
def test_a_clock_runs_from_when_all_had_come(more: list[object], due: str) -> None:
    duty = the_duty([ASKED, *more], COMPLETE, now="2026-04-01")

    assert duty.due is not None
    assert duty.due.last_date == day(due)


def paused(within: str) -> Any:
    return pack(
        rule(
            "works.done",
            f"""
when = {{ act = "works.raised" }}
within = "{within}"
by = {{ act = "works.done" }}
[rule.unless.paused]
from = {{ act = "works.no_access" }}
to = {{ act = "contact.received" }}
""",
        )
    )


@pytest.mark.parametrize(
    ("within", "due"),
    [
        ("48 hours", "2026-03-04 16:00"),
        ("5 working days", "2026-03-10 23:59"),
        ("10 calendar days", "2026-03-13 23:59"),
    ],
)
def test_a_pause_is_given_back_in_the_unit_of_its_time(within: str, due: str) -> None:
    entries = [
        entry("raised", "works.raised", "2026-03-02 10:00"),
        entry("shut-out", "works.no_access", "2026-03-03 10:00"),
        entry("back", "contact.received", "2026-03-03 16:00"),
    ]
    if within != "48 hours":
        entries[2] = entry("back", "contact.received", "2026-03-04 10:00")

    duty = the_duty(entries, paused(within), now="2026-03-05")

    assert duty.due is not None
    assert duty.due.last == minute(due)


CHASER = """
after_miss = "asb.visit"
within = "1 week"
by = { act = "contact.made" }
then = { finding = "not-chased" }
"""
VISIT = rule(
    "asb.visit",
    """
when = { act = "asb.reported" }
within = "5 working days"
by = { act = "asb.visited" }
then = { finding = "missed-visit" }
""",
)
REPORT = entry("report", "asb.reported", "2026-03-02")


def test_a_chaser_starts_at_the_miss_and_only_where_its_condition_holds() -> None:
    missed = pack(VISIT, rule("asb.chaser", CHASER))
    never = pack(VISIT, rule("asb.chaser", CHASER + 'if = { kinds = "threat" }'))

    found = audit([REPORT], missed, as_of="2026-04-01")

    assert codes(found) == ["missed-visit", "not-chased"]
    assert codes(audit([REPORT], never, as_of="2026-04-01")) == ["missed-visit"]
    assert len(duties([REPORT], missed, now="2026-03-05")) == 1


def test_a_second_chance_starts_at_her_word_after_the_miss() -> None:
    second = pack(VISIT, rule("asb.chaser", CHASER + 'when = { act = "contact.received" }'))
    word = entry("word", "contact.received", "2026-03-20")
    early = entry("word", "contact.received", "2026-03-04")

    found = duties([REPORT, word], second, now="2026-04-01")

    assert [(d.id, d.item.id) for d in found] == [("asb.visit", "report"), ("asb.chaser", "word")]
    assert len(duties([REPORT, early], second, now="2026-04-01")) == 1


def test_a_window_may_open_at_the_miss() -> None:
    window = rule(
        "asb.review",
        'after_miss = "asb.visit"\nwithin = "1 month"\nby = { act = "complaint.escalated" }',
        verb="may",
    )

    found = duties([REPORT], pack(VISIT, window), now="2026-04-01")

    assert {(d.id, d.verb) for d in found} == {("asb.visit", "do"), ("asb.review", "may")}


def each(kind: str, when: str = "asb.reported") -> Any:
    return pack(
        rule(
            "asb.told",
            f"""
when = {{ act = "{when}" }}
for_each = "{kind}"
within = "5 working days"
by = {{ act = "contact.made", by = "landlord" }}
""",
        )
    )


def test_one_of_a_household_told_is_the_household_told() -> None:
    people = [
        person("ann", "resident", household="1"),
        person("bo", "resident", household="1"),
        person("cy", "resident", household="2"),
    ]
    report = entry("report", "asb.reported", "2026-03-02", victims=["ann", "bo", "cy"])
    told = entry("told", "contact.made", "2026-03-03", to="bo")

    found = duties([report, told], each("household"), now="2026-03-20", people=people)

    assert [(d.person, d.state_at(minute("2026-03-20"))) for d in found] == [
        ("ann", "met"),
        ("cy", "overdue"),
    ]


def test_each_agency_that_had_a_part_is_owed_its_own() -> None:
    people = [person("police", "agency"), person("school", "agency")]
    asked = entry("asked", "agency.requested", "2026-03-01", to=["police", "school"])
    told = entry("told", "contact.made", "2026-03-03", to="school")

    found = duties([asked, REPORT, told], each("agency"), now="2026-03-20", people=people)

    assert [(d.person, d.done is not None) for d in found] == [("police", False), ("school", True)]


def test_people_counted_are_told_once_each_and_the_same_report_twice_is_one() -> None:
    counted = pack(
        rule(
            "asb.review_told",
            """
when = { act = "asb.reported", count = 2, in_window = "6 months" }
for_each = "person"
within = "5 working days"
by = { act = "asb.case_review_told" }
""",
        )
    )
    first = entry("first", "asb.reported", "2026-03-02")
    again = entry("again", "asb.reported", "2026-03-04", repeats="first")
    second = entry("second", "asb.reported", "2026-03-10")
    third = entry("third", "asb.reported", "2026-03-12", repeats="told-elsewhere")

    assert duties([first, again], counted, now="2026-04-01") == []
    (only,) = duties([first, again, second, third], counted, now="2026-04-01")
    assert (only.item.id, only.person) == ("second", "resident")


def test_a_rhythm_ends_with_the_entry_that_its_text_names() -> None:
    rhythm = pack(
        rule(
            "asb.rhythm",
            """
when = { act = "asb.reported" }
every = "1 week"
by = { act = "contact.made" }
ends_with = { act = "asb.plan_agreed" }
then = { finding = "contact-gap" }
""",
        )
    )
    plan = entry("plan", "asb.plan_agreed", "2026-03-06")

    assert codes(audit([REPORT], rhythm, as_of="2026-04-01")) == ["contact-gap"]
    assert codes(audit([REPORT, plan], rhythm, as_of="2026-04-01")) == []


def test_a_rhythm_whose_speeds_fit_none_asks_for_nothing() -> None:
    rhythm = pack(
        rule(
            "asb.rhythm",
            """
when = { act = "asb.reported" }
every = [{ time = "1 week", if = { kinds = "threat" } }]
by = { act = "contact.made" }
""",
        )
    )

    assert duties([REPORT], rhythm, now="2026-06-01") == []


def test_the_larger_of_two_sums_for_one_failing_stands() -> None:
    def tariff(first: int, name: str, rank: str) -> Any:
        text = rule("asb.sum", f'of = "asb.visit"\nsum = {{ first = {first} }}', verb="owe")
        return pack(VISIT, text, name=name, rank=rank)

    packs = (tariff(10, "a", "landlord"), tariff(25, "b", "law"))

    (owed,) = [d for d in duties([REPORT], *packs, now="2026-04-01") if d.verb == "owe"]

    assert owed.pounds == "25"


def test_of_windows_the_one_that_closes_later_stands() -> None:
    def window(within: str, name: str, rank: str) -> Any:
        text = rule(
            "complaints.ask",
            f"""
when = {{ act = "asb.reported" }}
within = "{within}"
by = {{ act = "complaint.escalated" }}
""",
            verb="may",
        )
        return pack(text, name=name, rank=rank)

    packs = (window("1 week", "a", "landlord"), window("1 month", "b", "code"))

    assert the_duty([REPORT], *packs, now="2026-03-03").due.last_date == day("2026-04-02")


def test_a_step_that_was_excused_starts_no_next_step() -> None:
    chain = pack(
        VISIT.replace("then =", 'unless = { excused_by = { act = "asb.offer_refused" } }\nthen ='),
        rule("asb.copy", 'after = "asb.visit"\nwithin = "1 week"\nby = { act = "asb.plan_sent" }'),
    )
    refused = entry("refused", "asb.offer_refused", "2026-03-03")

    assert [d.id for d in duties([REPORT, refused], chain, now="2026-04-01")] == ["asb.visit"]


def test_each_obstacle_gives_its_own_working_day() -> None:
    woken = pack(
        VISIT.replace(
            "then =",
            'unless = { excused_by = { act = "asb.offer_refused" }, '
            'wakes_with = { act = "contact.received" } }\nthen =',
        )
    )
    entries = [
        REPORT,
        entry("no-1", "asb.offer_refused", "2026-03-03"),
        entry("yes-1", "contact.received", "2026-03-09"),
        entry("no-2", "asb.offer_refused", "2026-03-10"),
    ]

    assert state(entries, woken, now="2026-04-01") == "excused"
    entries.append(entry("yes-2", "contact.received", "2026-03-20"))
    assert the_duty(entries, woken, now="2026-04-01").due.last_date == day("2026-03-23")
