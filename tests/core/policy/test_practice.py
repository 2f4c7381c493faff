"""Daily practice in a pack: read, held against the vocabulary, the landlord's own before all."""

import pytest

from putright.core.events.faults import FileFault
from putright.core.policy.packs import Pack, read_pack
from putright.core.policy.practice import Tool
from putright.core.policy.stack import stack_packs
from putright.gateways import files

HEADER = '[pack]\nname = "{name}"\ntitle = "Made up"\nrank = "{rank}"\nversion = "1"\n'
MEDIATION = '[[tool]]\nid = "{id}"\nname = "Mediation"\nfits = "Both agree."\nrung = 2\n'
CLOSING = """
[[closing_line]]
id = "risk"
says = "Was the risk looked at?"
gap = "no risk assessment"
shown_by = { act = "asb.risk_assessed" }
"""


def pack(text: str, *, name: str = "own", rank: str = "landlord") -> Pack:
    head = HEADER.format(name=name, rank=rank)
    return read_pack(name, {"pack.toml": head + text}, words=files.load_words())


def faults(text: str) -> str:
    with pytest.raises(FileFault) as refused:
        pack(text)
    return str(refused.value)


def test_tools_and_closing_lines_are_read() -> None:
    found = pack(MEDIATION.format(id="mediation") + CLOSING)
    assert found.practice["tool"] == (
        Tool(id="mediation", name="Mediation", fits="Both agree.", rung=2),
    )
    assert found.practice["closing_line"][0].shown_by.act == ("asb.risk_assessed",)


def test_landlords_own_tools_take_the_place_of_the_default_ones() -> None:
    own = pack(MEDIATION.format(id="own-tool"))
    usual = pack(MEDIATION.format(id="usual") + CLOSING, name="usual", rank="practice")
    stack = stack_packs([usual, own], words=files.load_words())
    assert [tool.id for tool in stack.practice("tool")] == ["own-tool"]
    assert [line.id for line in stack.practice("closing_line")] == ["risk"]
    assert stack.practice("route") == ()


def test_row_that_stands_twice_is_refused() -> None:
    assert "tool mediation: stands twice" in faults(MEDIATION.format(id="mediation") * 2)


def test_row_with_a_word_that_is_none_is_refused_with_its_mend() -> None:
    said = faults(MEDIATION.format(id="mediation") + 'act = "asb.mediaton"\nlasts = "a while"\n')
    assert "'asb.mediaton' is no act" in said and "lasts: says 'a while'" in said
    assert "is in no list" in faults(CLOSING.replace("asb.risk_assessed", "asb.assessed"))


def test_answer_that_lifts_to_a_level_that_is_none_is_refused() -> None:
    text = """
    [[question_set]]
    id = "risk"
    title = "Risk"
    version = "1"
    source = { document = "Made up", paragraph = "1" }
    [[question_set.question]]
    id = "weapon"
    says = "Was there a weapon?"
    choice = [{ id = "yes", says = "Yes", level = "extreme" }]
    """
    assert "'extreme' is no level" in faults(text)


def test_table_with_a_key_that_is_none_is_refused() -> None:
    assert "rungs" in faults(MEDIATION.format(id="mediation").replace("rung =", "rungs ="))
