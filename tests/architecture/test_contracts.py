"""The import contracts hold, and each of them fails when it is broken on purpose."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from house import PACKAGE, ROOT

BREACHES = {
    "core looks up to a door": ("core/workdays/planted.py", "import putright.cli"),
    "core looks up to a gateway": ("core/duties/planted.py", "import putright.gateways.clock"),
    "gateway looks up to casework": ("gateways/planted.py", "import putright.casework"),
    "kit knows a gateway": ("kit/planted.py", "import putright.gateways"),
    "casework looks up to a door": ("casework/planted.py", "import putright.cli"),
    "core opens a file": ("core/policy/planted.py", "import pathlib"),
    "core opens a database": ("core/facts/planted.py", "import sqlite3"),
    "core draws a page": ("core/findings/planted.py", "import jinja2"),
    "days look up to events": ("core/workdays/planted.py", "import putright.core.events"),
    "duties look up to findings": ("core/duties/planted.py", "import putright.core.findings"),
    "a folder on no floor": ("utils/__init__.py", ""),
    "a folder outside the core's stack": ("core/misc/__init__.py", ""),
}


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(PACKAGE, tmp_path / "putright", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.slow
def test_the_house_keeps_its_contracts(copied: Path) -> None:
    result = lint_imports(copied)

    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.slow
@pytest.mark.parametrize("breach", BREACHES)
def test_a_planted_breach_fails_the_build(copied: Path, breach: str) -> None:
    path, line = BREACHES[breach]
    planted = copied / "putright" / path
    planted.parent.mkdir(exist_ok=True)

    planted.write_text(f'"""Planted."""\n\n{line}\n', encoding="utf-8")

    result = lint_imports(copied)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "BROKEN" in result.stdout or planted.parent.name in result.stdout
