"""The ASB Case Review: which reports qualify, whether there are enough, until when."""

from datetime import date
from typing import Any

import pytest

from putright.core.events.entry import Entry
from putright.core.practice.case_review import Standing, standings
from tests.core.build import calendar, entry, person, timeline

PEOPLE = [
    person("ada", "resident"), person("ben", "resident"), person("worker", "helper"),
    person("neighbour", "other party"),
]  # fmt: skip


def report(key: str, when: str, happened: str = "", **told: Any) -> Entry:
    if happened:
        told["incident_on"] = date.fromisoformat(happened)
    return entry(key, "asb.reported", when, **({"by": "ada"} | told))


def of(*entries: Entry, today: str, **told: Any) -> tuple[Standing, ...]:
    line = timeline(entries, PEOPLE)
    return standings(line, calendar(), today=date.fromisoformat(today), **told)


def one(*entries: Entry, today: str, **told: Any) -> Standing:
    (only,) = of(*entries, today=today, **told)
    return only


THREE = (
    report("one", "2026-01-31"), report("two", "2026-02-10"), report("three", "2026-03-10"),
)  # fmt: skip


def test_three_reports_within_six_months_are_enough_and_have_a_last_day() -> None:
    assert one(*THREE[:2], today="2026-03-11").is_met is False
    found = one(*THREE, today="2026-03-11")

    assert (found.count, found.needed, found.is_met) == (3, 3, True)
    assert found.last_day == date(2026, 7, 30)
    assert one(*THREE[:2], today="2026-03-11").last_day is None


@pytest.mark.parametrize(("today", "count"), [("2026-07-30", 3), ("2026-07-31", 2)])
def test_report_counts_for_six_months_beginning_with_its_own_day(today: str, count: int) -> None:
    assert one(*THREE, today=today).count == count


def test_six_months_beginning_on_the_tenth_end_on_the_ninth() -> None:
    (told,) = one(report("one", "2026-02-10"), today="2026-08-09").reports

    assert (told.counts_until, told.counts) == (date(2026, 8, 9), True)
    assert one(report("one", "2026-02-10"), today="2026-08-10").reports[0].why_not == "too long ago"


@pytest.mark.parametrize(
    ("happened", "why_not"), [("2026-02-11", ""), ("2026-02-10", "told too late")]
)
def test_report_must_come_within_a_month_beginning_with_the_behaviour(
    happened: str, why_not: str
) -> None:
    (told,) = one(report("one", "2026-03-10", happened), today="2026-03-10").reports

    assert (told.why_not, told.assumed) == (why_not, False)


def test_day_of_the_report_stands_in_where_nobody_knows_the_day_of_the_behaviour() -> None:
    (told,) = one(report("one", "2026-03-10"), today="2026-03-10").reports

    assert (told.behaved_on, told.assumed) == (date(2026, 3, 10), True)


def test_the_same_told_again_counts_once() -> None:
    again = report("again", "2026-02-12", repeats="two")

    found = one(*THREE[:2], again, today="2026-03-11")
    assert [told.why_not for told in found.reports] == ["", "", "told before"]
    assert found.is_met is False


def test_each_victim_is_counted_apart_whoever_told_of_it() -> None:
    for_ben = report("for-ben", "2026-02-12", by="worker", victims=["ben"])
    counter = report("counter", "2026-02-13", by="neighbour", against=["ada"])
    to_come = report("later", "2026-04-01")

    found = of(*THREE[:2], for_ben, counter, to_come, today="2026-03-11")
    assert [(each.victim, each.count) for each in found] == [("ada", 2), ("ben", 1)]


def test_a_local_procedure_may_ask_for_fewer_and_never_for_more() -> None:
    assert one(*THREE[:2], today="2026-03-11", needed=2).is_met
    assert one(*THREE, today="2026-03-11", needed=5).needed == 3
