"""How the tests of the command run it: in this process, or as its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from putright.cli import main
from putright.gateways import files

Run = Callable[..., Result]
Answer = Callable[..., dict[str, Any]]
Spawn = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in this process."""
    for name in ("PUTRIGHT_TRACEBACK", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def answer(run: Run) -> Answer:
    """Run the command with --json and read what it prints."""

    def ask(*words: object) -> dict[str, Any]:
        result = run(*words, "--json")
        assert result.exit_code == 0, result.output
        found: dict[str, Any] = json.loads(result.stdout)
        return found

    return ask


@pytest.fixture
def spawn() -> Spawn:
    """Run the command as a process of its own."""

    def begin(*words: object, **variables: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-c", "from putright.cli import main; main()"]
        return subprocess.run(
            [*command, *(str(word) for word in words)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "COLUMNS": "100", **variables},
        )

    return begin


@pytest.fixture
def shipped() -> list[str]:
    """The names of the cases that come with Putright."""
    return files.shipped_cases()


CASE = """\
[case]
id = "short"
title = "A complaint answered late"
landlord = "small"

[[person]]
id = "resident"
side = "resident"

[[heading]]
id = "complaint"
title = "complaint handling"
areas = ["complaints"]
impact = { band = "moderate", by = "reviewer", on = 2024-09-01 }

[[entry]]
id = "complaint"
does = "complaint.raised"
on = 2024-05-01
by = "resident"
to = "landlord"
channel = "email"
complaint = "c1"
stage = 1
evidence = "email"

[[entry]]
id = "answer"
does = "complaint.responded"
on = 2024-07-01
to = "resident"
channel = "email"
complaint = "c1"
stage = 1
answers = "complaint"
evidence = "email"
offers = [{ head = "complaint", amount = 12.50 }]
"""

PACK = """\
[pack]
name = "small"
title = "A small landlord"
rank = "landlord"
version = "1"

[[rule]]
id = "complaints.stage_1_response"
verb = "do"
promise = "Answer a complaint within 20 working days."
source = { document = "Complaints policy", paragraph = "4" }
when = { act = "complaint.raised" }
within = "20 working days"
by = { act = "complaint.responded", by = "landlord" }
then = { finding = "late-response" }
owner = "complaints officer"
theme = "complaint handling"
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder with a short case and its landlord's pack beside it."""
    (tmp_path / "case.toml").write_text(CASE, encoding="utf-8")
    (tmp_path / "small").mkdir()
    (tmp_path / "small" / "pack.toml").write_text(PACK, encoding="utf-8")
    return tmp_path
