"""`putright demo`: what a newcomer runs first."""

from pathlib import Path

import pytest

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
