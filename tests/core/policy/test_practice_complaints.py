"""Stages of a complaint and grounds for a refusal as data: each of its day, no third stage now."""

from datetime import date

import pytest

from putright.core.events.faults import FileFault
from putright.core.policy.packs import Pack, read_pack
from putright.core.policy.stack import Stack, stack_packs
from putright.gateways import files

HEADER = '[pack]\nname = "own"\ntitle = "Made up"\nrank = "landlord"\nversion = "1"\n'
PANEL = """
[[complaint_stage]]
id = "panel"
number = 3
name = "Panel"
answered_by = "a panel"
next = "ombudsman"
source = { document = "Made up", paragraph = "3" }
"""


def pack(text: str) -> Pack:
    return read_pack("own", {"pack.toml": HEADER + text}, words=files.load_words())


def stack_of(*names: str) -> Stack:
    packs = [files.load_pack(name) for name in (*names, "good-practice")]
    return stack_packs(packs, words=files.load_words())


def names_on(stack: Stack, day: date) -> list[str]:
    return [one.name for one in stack.practice_on("complaint_stage", day)]


def test_landlord_with_a_panel_had_three_stages_until_march_2024_and_has_two_since() -> None:
    westward = stack_of("westward")
    assert names_on(westward, date(2024, 3, 31)) == ["Stage 1", "Stage 2", "Independent panel"]
    assert names_on(westward, date(2024, 4, 1)) == ["Stage 1", "Stage 2"]


def test_landlord_without_stages_of_its_own_has_those_of_the_code_of_that_day() -> None:
    stack = stack_of("meadowbank")
    cited = {
        day: stack.practice_on("complaint_stage", day)[0].source.document
        for day in (date(2024, 3, 31), date(2024, 4, 1))
    }
    assert list(cited.values()) == ["Complaint Handling Code 2022", "Complaint Handling Code 2024"]


def test_time_limit_to_complain_is_that_of_the_code_of_that_day() -> None:
    stack = stack_of("meadowbank")
    found = {
        day: [one.id for one in stack.practice_on("exclusion_ground", day) if one.discretion]
        for day in (date(2024, 3, 31), date(2024, 4, 1))
    }
    assert list(found.values()) == [["over-6-months-before"], ["over-12-months"]]


def test_nothing_in_force_is_nothing() -> None:
    assert stack_packs([pack("")], words=files.load_words()).practice_on("tool", date.max) == ()


@pytest.mark.parametrize("dates", ["", "in_force = { to = 2024-04-01 }\n",
                                   "in_force = { from = 2025-01-01 }\n"])  # fmt: skip
def test_third_stage_in_force_since_april_2024_is_refused_with_its_mend(dates: str) -> None:
    with pytest.raises(FileFault) as refused:
        pack(PANEL + dates)
    said = str(refused.value)
    assert "complaint_stage panel in_force" in said and "third stage" in said
    assert "2024-03-31" in said


def test_third_stage_that_ended_before_then_is_read() -> None:
    found = pack(PANEL + "in_force = { to = 2024-03-31 }\n")
    assert [one.number for one in found.practice["complaint_stage"]] == [3]
