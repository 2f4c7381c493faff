"""Steps without a time, rules that say too little, pledges, people, and lent extensions."""

from typing import Any

from putright.core.duties.duty import families
from putright.core.policy.rules import Rule, RunsFrom, Source
from tests.core import build
from tests.core.build import (
    audit,
    codes,
    day,
    duties,
    entry,
    pack,
    person,
    rule,
    state,
)

REPORT = entry("report", "asb.reported", "2026-03-02")
VISIT = rule(
    "asb.visit",
    """
when = { act = "asb.reported" }
within = "5 working days"
by = { act = "asb.visited" }
then = { finding = "missed-visit" }
""",
)


def bare_rule(**given: Any) -> Any:
    """A pack with a rule that no pack file could hold."""
    fields = {"id": "asb.bare", "verb": "do", "promise": "-", "source": Source("Policy", "1")}
    held = build.pack(VISIT)
    return held.__class__(
        **{name: getattr(held, name) for name in held.__struct_fields__}
        | {"rules": (*held.rules, Rule(**(fields | given)))}
    )


TIMELESS = rule("asb.visit", 'when = { act = "asb.reported" }\nby = { act = "asb.visited" }')
COPY = rule("asb.copy", 'after = "asb.visit"\nwithin = "1 week"\nby = { act = "asb.plan_sent" }')


def test_a_step_without_a_time_starts_the_next_one_only_when_it_is_taken() -> None:
    visit = entry("visit", "asb.visited", "2026-03-20")
    chain = pack(TIMELESS, COPY)

    assert [d.id for d in duties([REPORT], chain, now="2026-04-01")] == ["asb.visit"]
    assert {d.id for d in duties([REPORT, visit], chain, now="2026-04-01")} == {
        "asb.visit",
        "asb.copy",
    }


def test_a_step_that_nothing_can_meet_starts_the_next_one_when_it_falls_due() -> None:
    when = build.pack(VISIT).rules[0].when
    unmeetable = bare_rule(when=when, within="1 week")
    chain = pack(COPY.replace("asb.visit", "asb.bare"), name="next")

    found = duties([REPORT], unmeetable, chain, now="2026-04-01")

    due = {d.id: d.due.last_date for d in found if d.due}
    assert due["asb.copy"] == day("2026-03-16")


def test_a_clock_without_a_time_has_nothing_to_run_from() -> None:
    held = build.pack(VISIT).rules[0]
    timeless = bare_rule(
        when=held.when, by=held.by, runs_from=RunsFrom(declared=held.when, last=held.when)
    )

    found = duties([REPORT], timeless, now="2026-03-03")

    assert {d.id: d.due for d in found}["asb.bare"] is None


PLEDGED = rule(
    "promises.kept",
    """
in_force = { from = 2026-03-01 }
when = { by = "landlord" }
for_each = "promise"
within = "1 week"
by = { by = "landlord" }
then = { finding = "promise-not-kept" }
""",
)


def told(key: str, when: str, **given: Any) -> Any:
    return entry(key, "contact.made", when, promises=[{"id": key, "what": "to ring"}], **given)


def test_a_promise_before_the_text_or_one_that_is_disputed_is_none_to_keep() -> None:
    before = told("before", "2026-02-20")
    claimed = told("claimed", "2026-03-05", evidence=[])
    denied = entry("denied", "account.given", "2026-03-06", by="resident", disputes="claimed")

    assert duties([before], pack(PLEDGED), now="2026-04-01") == []
    assert len(duties([claimed], pack(PLEDGED), now="2026-04-01")) == 1
    assert duties([claimed, denied], pack(PLEDGED), now="2026-04-01") == []


def test_a_rhythm_ends_with_its_state_or_its_entry_whichever_is_first() -> None:
    rhythm = pack(
        rule(
            "asb.rhythm",
            """
when = { act = "asb.reported" }
every = "1 week"
while = { case = "open" }
by = { act = "contact.made" }
ends_with = { act = "asb.plan_agreed" }
then = { finding = "contact-gap" }
""",
        )
    )
    plan = entry("plan", "asb.plan_agreed", "2026-03-06")
    closing = entry("closing", "asb.case_closed", "2026-03-20")
    note = entry("note", "note.made", "2026-03-04")

    assert codes(audit([REPORT, note, closing], rhythm, as_of="2026-04-01")) == ["contact-gap"]
    assert codes(audit([REPORT, note, plan, closing], rhythm, as_of="2026-04-01")) == []


def test_two_people_not_told_by_one_letter_are_one_finding() -> None:
    report = entry("report", "asb.reported", "2026-03-02", victims=["ann", "bo"])
    people = [person("ann", "resident"), person("bo", "resident")]
    held = pack(
        rule(
            "asb.told",
            """
when = { act = "asb.reported" }
for_each = "person"
within = "5 working days"
by = { act = "contact.made", by = "landlord" }
then = { finding = "unanswered-contact" }
""",
        ),
        PLEDGED,
    )

    found = audit([report], held, as_of="2026-04-01", people=people)

    assert codes(found) == ["unanswered-contact"]
    assert len(found.duties) == 2


def test_families_are_of_duties_over_several_only() -> None:
    assert families(duties([REPORT], pack(VISIT), now="2026-04-01")) == []


def test_a_landlords_silence_on_extensions_is_filled_by_the_edition_then_in_force_only() -> None:
    silent = pack(
        rule(
            "complaints.stage_1_response",
            """
when = { act = "complaint.raised" }
within = "10 working days"
by = { act = "complaint.responded", stage = 1 }
then = { finding = "late-response" }
""",
        )
    )
    code = build.shipped("code-2022")
    longer = {"complaint": "c1", "stage": 1, "channel": "letter", "reason": "a visit"}

    def due(year: int) -> Any:
        raised = entry("raised", "complaint.raised", f"{year}-02-03", complaint="c1")
        extended = entry(
            "longer", "complaint.extended", f"{year}-02-10", until=day(f"{year}-02-26"), **longer
        )
        found = duties([raised, extended], silent, code, now=f"{year}-02-11")
        return next(d.due for d in found if d.id == "complaints.stage_1_response")

    assert due(2023).last_date == day("2023-02-26")
    assert due(2025).last_date == day("2025-02-17")


def test_tries_of_two_kinds_are_counted_together() -> None:
    tries = pack(
        rule(
            "asb.tries",
            """
when = { act = "asb.reported" }
within = "2 weeks"
by = { act = ["contact.attempted", "asb.visit_attempted"], count = 2, on_days = 2 }
""",
        )
    )
    card = entry("card", "asb.visit_attempted", "2026-03-05")
    call = entry("call", "contact.attempted", "2026-03-03")

    assert state([REPORT, card], tries, now="2026-03-06") == "part met"
    assert state([REPORT, card, call], tries, now="2026-03-06") == "met"


def test_a_rule_that_says_too_little_asks_for_nothing() -> None:
    when = build.pack(VISIT).rules[0].when
    entries = [REPORT]

    owes_nothing = duties(entries, bare_rule(verb="owe", of="asb.visit"), now="2026-04-01")
    unmeetable = bare_rule(when=when, every="1 week")

    assert {d.id for d in owes_nothing} == {"asb.visit"}
    assert len(duties(entries, unmeetable, now="2026-04-01")) == 2
