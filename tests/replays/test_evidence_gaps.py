"""The gaps of the two published cases, as their files would have gone to the Ombudsman."""

from datetime import date

import pytest

from putright.casework.audits import open_case
from putright.core.practice.evidence_gaps import Gap, gaps_of
from putright.core.workdays import day_end


def gaps(name: str, on: date) -> list[Gap]:
    opened = open_case(name)
    timeline = opened.case.timeline(opened.engine.stack.words).as_of(on)
    return list(gaps_of(opened.engine.run(timeline, now=day_end(on.toordinal()))))


@pytest.mark.parametrize(
    "day",
    [
        date(2023, 9, 21), date(2023, 10, 26), date(2023, 10, 30), date(2024, 1, 29),
        date(2024, 2, 16), date(2024, 3, 8), date(2024, 5, 20),
    ],
)  # fmt: skip
def test_each_unproven_call_and_attempt_is_named(day: date) -> None:
    found = gaps("hexagon-202427054", date(2025, 1, 21))

    assert day in {one.on for one in found if one.kind == "no record"}


def test_what_only_our_own_letter_tells_of_names_the_letter() -> None:
    found = gaps("hexagon-202427054", date(2025, 1, 21))

    call = next(one for one in found if one.on == date(2023, 9, 21) and one.kind == "no record")
    assert call.told_in == ("stage-1-response",)


def test_what_was_owed_and_never_done_is_a_gap_and_what_was_done_late_is_none() -> None:
    found = gaps("westward-202305098", date(2024, 6, 1))
    rules = {one.rule.rpartition(":")[2] for one in found if one.kind == "never done"}

    assert "asb.action_plan" in rules or any("plan" in rule for rule in rules)
    assert not any(one.rule for one in found if one.kind != "never done")
