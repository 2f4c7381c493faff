"""The documents name commands that exist, and every variable that the service reads."""

import re
from pathlib import Path

import click
import pytest

from putright.cli import main
from putright.config.logs import FIELDS

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
NAMED = re.compile(r"(?:^|[`/ ])(?<!-u )putright ([a-z][a-z-]*[^`\n]*)", re.MULTILINE)
BLOCK = re.compile(r"```[a-z]*\n(.*?)```", re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
VARIABLE = re.compile(r"\b(?:PUTRIGHT_[A-Z_]*[A-Z]|DATABASE_(?:[A-Z]+_)?URL)\b")
PRODUCTION = ROOT / "docs" / "how-to" / "run-in-production.md"


def commands(page: Path) -> list[str]:
    """What follows `putright` wherever a page shows it as something to type."""
    text = page.read_text(encoding="utf-8")
    shown = [line for block in BLOCK.findall(text) for line in block.splitlines()]
    shown += INLINE.findall(BLOCK.sub("", text))
    return [said for line in shown for said in NAMED.findall(line)]


def fault_of(said: str) -> str:
    """What is wrong with a command of a document; empty if it can be typed."""
    words = [word.strip("'\"") for word in said.split()]
    command: click.Command = main
    while isinstance(command, click.Group) and words:
        found = command.get_command(click.Context(command), words[0])
        if found is None:
            return f"there is no putright {said}"
        command, words = found, words[1:]
    known = {name for each in command.params for name in each.opts} | {"--help", "--version"}
    strange = [word for word in words if word.startswith("--") and word.split("=")[0] not in known]
    return f"putright {said} has no {', '.join(strange)}" if strange else ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_that_a_document_names_can_be_typed(page: Path) -> None:
    if page.name == "command.md":
        pytest.skip("made from the help itself")

    assert [fault for said in commands(page) if (fault := fault_of(said))] == []


def test_the_production_guide_names_the_commands_of_an_operator() -> None:
    named = {said.split()[0] for said in commands(PRODUCTION)}

    assert named >= {
        "serve", "upgrade", "health", "backup", "restore", "seal", "verify", "refresh", "admin",
        "move-database", "pack",
    }  # fmt: skip


def test_every_variable_that_is_read_is_in_the_production_guide_and_no_other() -> None:
    sources = [*(ROOT / "putright" / "config").glob("*.py"), *(ROOT / "putright/cli").glob("*.py")]
    read = {name for path in sources for name in VARIABLE.findall(path.read_text("utf-8"))}
    kept = ("FACTORS", "POST")
    read |= {f"PUTRIGHT_SECRET_{name}" for name in ("DJANGO", *kept)}
    read |= {f"PUTRIGHT_OLD_SECRETS_{name}" for name in kept}
    table = re.findall(r"^\| `([A-Z_]+)` \|", PRODUCTION.read_text("utf-8"), re.MULTILINE)

    assert set(table) == read - UNFINISHED
    assert len(table) == len(set(table))


UNFINISHED = frozenset({"PUTRIGHT_OIDC", "PUTRIGHT_SECRET"})
"""Beginnings of names, where the code puts the rest together."""


def test_every_field_of_the_log_is_in_the_production_guide() -> None:
    told = PRODUCTION.read_text(encoding="utf-8").split("## 10. The log")[1]

    assert [field for field in FIELDS if f"`{field}`" not in told] == []
