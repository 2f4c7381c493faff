"""`putright demo`: what a newcomer runs first."""

import shutil
from pathlib import Path

import pytest

from putright.cli.demo_text import called_as
from tests.cli.conftest import Run


def test_the_demo_shows_both_cases_and_where_their_pages_lie(
    run: Run, shipped: list[str], tmp_path: Path
) -> None:
    pytest.importorskip("putright.kit.audit_page")
    out = tmp_path / "a" / "pages"

    result = run("demo", "--out", out)

    assert result.exit_code == 0, result.output
    for case in shipped:
        assert (out / f"{case}.html").stat().st_size > 1000
        assert str(out / f"{case}.html") in result.stdout
    assert "Failings: timeliness" in result.stdout
    assert f"putright audit {shipped[0]}" in result.stdout


def test_a_folder_that_cannot_be_made_is_one_message(run: Run, small: Path) -> None:
    result = run("demo", "--out", small / "case.toml")

    assert result.exit_code == 2
    assert result.stderr.startswith("Error: ")


def test_the_next_commands_can_be_called_from_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: "/bin/putright")

    assert called_as(".venv/bin/putright") == ".venv/bin/putright"
    assert called_as("/my home/bin/putright") == "'/my home/bin/putright'"
    assert called_as("/bin/putright") == called_as("-c") == "putright"
