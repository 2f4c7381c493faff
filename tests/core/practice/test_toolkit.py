"""The ladder of tools: what became of each, which never fits, which reason is none."""

import pytest

from putright.core.policy.practice import Tool
from putright.core.practice.toolkit import Use, ladder, says_only_no_police_action

WARNING = Tool(id="warning", name="Warning", fits="Heard.", rung=2)
MEDIATION = Tool(id="mediation", name="Mediation", fits="Both.", rung=1, never_for=("threat",))
PATROL = Tool(id="patrol", name="Patrol", fits="Unknown.", rung=1, for_unknown=True)
TOOLS = (WARNING, MEDIATION, PATROL)


def test_rungs_stand_from_the_mildest_with_what_became_of_each_last() -> None:
    offered = Use(tool="warning", outcome="offered")
    done = Use(tool="warning", outcome="done")
    found = ladder(TOOLS, [offered, done], kinds=["noise"])
    assert [(rung.tool.id, rung.state, len(rung.uses)) for rung in found] == [
        ("mediation", "not weighed", 0),
        ("warning", "done", 2),
    ]


def test_a_tool_never_fits_what_forbids_it_and_what_was_done_stays_seen() -> None:
    (rung, _warning) = ladder(TOOLS, [], kinds=["threat", "noise"])
    assert (rung.state, rung.barred_by) == ("never fits", ("threat",))
    refused = Use(tool="mediation", outcome="refused")
    assert ladder(TOOLS, [refused], kinds=["threat"])[0].state == "refused"


def test_for_a_person_not_known_there_is_a_ladder_of_its_own() -> None:
    assert [rung.tool.id for rung in ladder(TOOLS, [], kinds=[], for_unknown=True)] == ["patrol"]


@pytest.mark.parametrize(
    "reason",
    ["No police action", "The police are taking no further action.", "NFA",
     "CPS decided not to charge him"],
)  # fmt: skip
def test_no_police_action_alone_is_no_reason(reason: str) -> None:
    assert says_only_no_police_action(reason)


@pytest.mark.parametrize(
    "reason",
    [
        "She does not want it", "The police asked us to wait until the interview",
        "The police took no action, and he has moved out of the home",
    ],
)  # fmt: skip
def test_other_reasons_are_reasons(reason: str) -> None:
    assert not says_only_no_police_action(reason)
