"""The documents tell of what is there: links lead somewhere, commands exist."""

import re
from pathlib import Path

import pytest
from house import ROOT, name_of

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)")
MAKE = re.compile(r"(?:`|^\s*(?:\$ )?)make ([a-z][a-z-]*)", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if ":" not in link]

    lost = [link for link in links if not (page.parent / link).exists()]

    assert not lost


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_make_command_told_of_exists(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))

    assert set(MAKE.findall(page.read_text(encoding="utf-8"))) <= targets


@pytest.mark.parametrize("decision", DECISIONS, ids=name_of)
def test_a_decision_has_its_three_parts(decision: Path) -> None:
    text = decision.read_text(encoding="utf-8")

    assert re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", decision.name)
    assert re.match(rf"# {int(decision.name[:4])}\. ", text)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]


def test_no_two_decisions_share_a_number() -> None:
    numbers = [decision.name[:4] for decision in DECISIONS]

    assert numbers and len(numbers) == len(set(numbers))
