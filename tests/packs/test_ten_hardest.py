"""The ten hardest promises of the domain's catalogue are said in the packs, without Python.

The clauses that each needs stand in its rules' own examples; here each promise is named, its rules
are shown to be there, and what only shows when several rules stand together is tested.
"""

from datetime import date
from typing import Any

import msgspec
import pytest

from putright.core.duties.duty import Duty, families
from putright.core.duties.engine import Engine
from putright.core.events.entry import Entry, Person
from putright.core.findings.examples import run_rule_examples
from putright.core.policy.stack import stack_packs
from putright.core.timeline.casefile import tidy
from putright.core.timeline.timeline import build_timeline
from putright.core.workdays import day_end
from putright.gateways import files

HARDEST = {
    "P010 interview, assessment and referral": (
        "hammersmith-and-fulham",
        ("asb.interview", "asb.needs_assessed", "asb.referral", "asb.lead_officer"),
    ),
    "P040 weekly or fortnightly": ("octavia", ("hate.contact_rhythm",)),
    "P071 three calls, a letter, ten days": ("ten-hardest", ("asb.close_after_silence",)),
    "P149 right to repair": (
        "ten-hardest",
        ("repairs.first_time", "repairs.say_so", "repairs.second_time", "repairs.owed"),
    ),
    "P038 each ten working days unless agreed": ("thirteen", ("asb.contact_rhythm",)),
    "P136 counts over people": ("ten-hardest", ("cases.right_told", "cases.last_day")),
    "P137 counts over households": ("ten-hardest", ("cases.right_told_here", "cases.review")),
    "P127 counting back": (
        "ten-hardest",
        ("tenancy.panel_letter", "tenancy.panel_notice", "tenancy.review_asked"),
    ),
    "P128 before a printed day": (
        "ten-hardest",
        ("tenancy.review_before_notice_ends", "tenancy.notice_content"),
    ),
    "P123 from all that bears on it": (
        "ten-hardest",
        ("moves.appeal_missing_asked", "moves.appeal_decided"),
    ),
    "P086 safe or rehoused": (
        "ten-hardest",
        ("works.safe_or_rehoused", "works.safe_after_refusal"),
    ),
    "P050 a copy, or a reason why not": (
        "nottingham-city",
        ("asb.plan_copy", "asb.copy_before_review", "contact.safe_channel"),
    ),
}


def duties_of(
    pack: str, entries: list[dict[str, Any]], *people: dict[str, Any], as_of: date
) -> list[Duty]:
    """The duties that a pack alone makes of a few entries, each proven by a record."""
    loaded = files.load_pack(pack)
    stack = stack_packs([loaded], words=files.load_words())
    filled = [
        {"id": f"e{number}", "evidence": "system record", **entry}
        for number, entry in enumerate(entries, start=1)
    ]
    timeline = build_timeline(
        [msgspec.convert(tidy(entry), Entry) for entry in filled],
        people=[msgspec.convert(tidy(person), Person) for person in people],
        words=stack.words,
    )
    return Engine(stack, files.load_calendar()).duties(timeline, now=day_end(as_of.toordinal()))


def named(duties: list[Duty], rule: str) -> list[Duty]:
    return [duty for duty in duties if duty.id == rule]


@pytest.mark.parametrize("promise", HARDEST)
def test_each_of_the_hardest_is_said_and_its_examples_come_out(promise: str) -> None:
    name, ids = HARDEST[promise]
    pack = files.load_pack(name)

    assert set(ids) <= {rule.id for rule in pack.rules}
    for rule in pack.rules:
        if rule.id in ids:
            assert rule.example
            assert not run_rule_examples(
                rule, pack, calendar=files.load_calendar(), words=files.load_words()
            )


def test_two_texts_of_one_policy_make_one_duty_that_names_both() -> None:
    arranged_only = [
        {"on": date(2025, 6, 5), "does": "asb.reported", "by": "resident", "kinds": "assault"},
        {"on": date(2025, 6, 6), "does": "asb.visit_arranged"},
    ]

    found = duties_of("hammersmith-and-fulham", arranged_only, as_of=date(2025, 7, 1))

    (duty,) = named(found, "asb.interview")
    assert duty.is_breached(day_end(date(2025, 7, 1).toordinal()))
    assert [str(each.rule.source) for each in duty.all_sources] == [
        "ASB policy, 5",
        "ASB policy, appendix",
    ]


def test_passing_the_bar_allows_a_person_to_close_and_never_closes() -> None:
    silent = [
        {"on": date(2025, 6, 2), "does": "contact.attempted", "channel": "phone"},
        {"on": date(2025, 6, 2), "does": "contact.attempted", "channel": "phone"},
        {"on": date(2025, 6, 3), "does": "contact.attempted", "channel": "phone"},
        {"on": date(2025, 6, 4), "does": "letter.sent", "contains": "last call"},
    ]

    assert duties_of("ten-hardest", silent, as_of=date(2025, 12, 31)) == []


def test_of_two_tariffs_for_one_failing_the_higher_stands_alone() -> None:
    missed_twice = [
        {"on": date(2025, 6, 5), "does": "repair.reported", "by": "resident",
         "kinds": "blocked sink"},
        {"on": date(2025, 6, 11), "does": "repair.miss_told", "by": "resident"},
        {"on": date(2025, 7, 4), "does": "repair.done"},
    ]  # fmt: skip

    owed = [
        duty
        for duty in duties_of("ten-hardest", missed_twice, as_of=date(2025, 7, 31))
        if duty.verb == "owe"
    ]

    assert [(duty.id, duty.pounds) for duty in owed] == [("repairs.own_tariff", "50")]


def test_her_silence_never_counts_against_the_first_miss() -> None:
    never_told = [
        {"on": date(2025, 6, 5), "does": "repair.reported", "by": "resident",
         "kinds": "blocked sink"},
    ]  # fmt: skip
    now = day_end(date(2025, 7, 31).toordinal())

    found = duties_of("ten-hardest", never_told, as_of=date(2025, 7, 31))

    assert [duty.is_breached(now) for duty in named(found, "repairs.first_time")] == [True]
    assert named(found, "repairs.second_time") == []
    assert [duty.state_at(now) for duty in named(found, "repairs.say_so")] == ["open"]


def test_the_same_incident_told_three_times_is_one() -> None:
    told_to_three = [
        {"on": date(2025, 6, 2), "does": "asb.reported", "by": "ann"},
        {"on": date(2025, 6, 3), "does": "asb.reported", "by": "ann", "repeats": "e1"},
        {"on": date(2025, 6, 4), "does": "asb.reported", "by": "ann", "repeats": "e2"},
    ]

    found = duties_of(
        "ten-hardest", told_to_three, {"id": "ann", "side": "resident"}, as_of=date(2025, 7, 31)
    )

    assert named(found, "cases.right_told_here") == []


def test_those_to_be_told_are_one_family_met_in_part() -> None:
    people = [{"id": key, "side": "resident"} for key in ("ann", "bea", "cas", "dee", "eve")]
    entries: list[dict[str, Any]] = [
        {"on": date(2025, 6, day), "does": "asb.reported", "by": person["id"], "against": "him"}
        for day, person in enumerate(people, start=2)
    ]
    entries.append({"on": date(2025, 6, 10), "does": "asb.case_review_told", "to": ["ann", "bea"]})
    him = {"id": "him", "side": "other party"}
    now = day_end(date(2025, 7, 31).toordinal())

    found = duties_of("ten-hardest", entries, *people, him, as_of=date(2025, 7, 31))

    (family,) = families(named(found, "cases.right_told"))
    assert (family.met, family.state_at(now)) == ("2 of 5", "part met")


def test_the_next_link_runs_from_the_day_the_referral_fell_due() -> None:
    nobody_referred = [
        {"on": date(2025, 6, 5), "does": "asb.reported", "by": "resident", "kinds": "assault"},
    ]

    found = duties_of("hammersmith-and-fulham", nobody_referred, as_of=date(2025, 7, 1))

    (duty,) = named(found, "asb.lead_officer")
    assert duty.due is not None
    assert duty.due.last_date == date(2025, 6, 11)
