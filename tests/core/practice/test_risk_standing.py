"""Where an assessment stands, what a level changes, and that no low score ends another clock."""

from typing import Any

import pytest

from putright.core.events.entry import Entry
from putright.core.practice.risk_changes import changes_at
from putright.core.practice.risk_standing import JUDGED, REVIEW, review_day, standing
from putright.core.timeline.items import Item
from tests.core.build import day, engine, entry, minute, pack, rule, shipped, timeline

MEADOWBANK = (shipped("meadowbank"), shipped("good-practice"))


def assessed(key: str, when: str, level: str = "medium", **told: Any) -> Entry:
    return entry(key, "asb.risk_assessed", when, level=level, **told)


def judged(key: str, when: str, level: str, **told: Any) -> Entry:
    return assessed(key, when, level, facts={"decision": JUDGED}, reason="Seen again.", **told)


def keys(items: tuple[Item, ...]) -> list[str]:
    return [item.id for item in items]


def state_of(rule_id: str, entries: list[Entry], now: str) -> list[tuple[str, str]]:
    found = engine(*MEADOWBANK).run(timeline(entries), now=minute(now)).duties[rule_id]
    return [(duty.item.id, duty.state_at(minute(now))) for duty in found]


def test_nothing_assessed_stands_nowhere() -> None:
    told = standing(timeline([entry("report", "asb.reported", "2026-04-01")]))

    assert (told.last, told.answered, told.before, told.incidents, told.asked) == (
        None, None, None, (), None,
    )  # fmt: skip


def test_level_by_judgement_stands_and_the_answers_stay_those_of_before() -> None:
    told = standing(
        timeline(
            [
                assessed("first", "2026-04-01"),
                assessed("second", "2026-04-02"),
                judged("higher", "2026-04-03", "high"),
                assessed("word", "2026-04-04", "low", evidence=[]),
            ]
        )
    )

    assert told.last and told.answered and told.before
    assert (told.last.id, told.answered.id, told.before.id) == ("higher", "second", "first")


def test_incidents_since_the_questions_wait_for_a_fresh_look() -> None:
    told = standing(
        timeline(
            [
                entry("old", "asb.reported", "2026-04-01 09:00"),
                assessed("asked", "2026-04-02"),
                entry("same-day", "asb.reported", "2026-04-02 09:00"),
                entry("told-before", "asb.reported", "2026-04-03", repeats="old"),
                entry("said", "asb.reported", "2026-04-03", by="other party"),
                entry("new", "asb.reported", "2026-04-04"),
                judged("higher", "2026-04-05", "high"),
            ]
        )
    )

    assert keys(told.incidents) == ["same-day", "new"]


def test_request_for_a_lower_level_waits_until_it_is_answered() -> None:
    asked = [assessed("a", "2026-04-01"), entry("ask", "asb.risk_lowering_asked", "2026-04-02")]
    refused = entry("no", "asb.risk_lowering_refused", "2026-04-03", answers=["ask"])

    waiting = standing(timeline(asked)).asked
    assert waiting is not None and waiting.id == "ask"
    assert standing(timeline([*asked, refused])).asked is None


def test_day_to_look_again_follows_the_landlords_rule_and_the_level() -> None:
    told = [entry("report", "asb.reported", "2026-04-01"), assessed("a", "2026-04-02", "high")]
    run = engine(*MEADOWBANK).run(timeline(told), now=minute("2026-04-02"))
    silent = engine().run(timeline(told), now=minute("2026-04-02"))

    assert review_day(run) == day("2026-04-16").toordinal()
    assert review_day(silent) is None
    assert REVIEW in run.duties


def test_low_score_after_a_hate_report_ends_neither_the_call_nor_the_visit() -> None:
    told = [
        entry("hate", "asb.reported", "2026-04-01 10:00", kinds=["hate"]),
        assessed("low", "2026-04-01 11:00", "low"),
    ]

    assert state_of("asb.first_action", told, "2026-04-02 10:00") == [("hate", "due soon")]
    assert state_of("asb.first_action", told, "2026-04-02 10:02") == [("hate", "overdue")]
    assert state_of("asb.visit", told, "2026-04-30") == [("hate", "overdue")]


def test_risk_that_rises_to_high_asks_for_a_visit_and_a_weekly_word() -> None:
    told = [
        entry("noise", "asb.reported", "2026-04-01 10:00", kinds=["noise"]),
        assessed("high", "2026-04-02 10:00", "high"),
    ]

    assert state_of("asb.risk_visit", told, "2026-04-03") == [("high", "due")]
    assert ("noise", "overdue") in state_of("asb.contact_rhythm", told, "2026-04-10")


def test_level_changes_the_promises_that_depend_on_it() -> None:
    stack = engine(*MEADOWBANK).stack
    high = {each.rule: (each.time, each.comes_round) for each in changes_at(stack, "high")}
    low = {each.rule: each.time for each in changes_at(stack, "low")}

    assert high["asb.contact_rhythm"] == ("1 week", True)
    assert high["asb.first_action"] == ("24 hours", False)
    assert high["asb.visit"] == ("5 working days", False)
    assert low["asb.contact_rhythm"] == "1 month" and "asb.visit" not in low
    assert high[REVIEW] == ("2 weeks", True)
    assert "asb.action_plan" not in high and "asb.welfare_check" not in high


@pytest.mark.parametrize(
    ("within", "found"),
    [
        ('[{ time = "1 week", if = { level = "low" } }, { time = "1 year", if = {} }]', ["1 week"]),
        ('[{ time = "1 week", if = { level = "high" } }, { time = "2 weeks", if = {} }]',
         ["2 weeks"]),
        ('[{ time = "1 week", if = { level = "high", kinds = ["hate"] } }]', []),
        ('[{ time = "1 week", if = { kinds = ["hate"] } }, { time = "2 weeks", if = {} }]', []),
        ('[{ time = { either = ["1 week", "5 working days"] }, if = { level = "low" } }]', []),
        ('{ either = ["1 week", "5 working days"] }', []),
        ('"1 week"', []),
    ],
)  # fmt: skip
def test_only_what_the_level_alone_decides_is_listed(within: str, found: list[str]) -> None:
    body = f'when = {{ act = "asb.reported" }}\nwithin = {within}\nby = {{ act = "asb.visited" }}'
    barred = rule("asb.barred", 'when = { act = "asb.reported" }', verb="bar")
    stack = engine(pack(rule("asb.visit", body), barred)).stack

    assert [each.time for each in changes_at(stack, "low")] == found
