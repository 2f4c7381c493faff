"""`putright letter check`: what in a letter the case denies, and the exit code."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_answers import hold

CASE = Path(__file__).parents[2] / "putright" / "labelled" / "claims" / "alder-walk.toml"


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    return tmp_path / "letter.txt"


def test_a_letter_that_the_case_denies_is_red_and_says_why(run: Run, letter: Path) -> None:
    letter.write_text("We visited you on 14 May. Unfortunately it was late.", encoding="utf-8")

    found = run("letter", "check", CASE, letter)

    assert found.exit_code == 1
    assert 'RED, may not be sent (date): "We visited you on 14 May"' in found.stdout
    assert "Instead: 12 May 2025" in found.stdout and "Entries: " in found.stdout
    assert "AMBER, needs a written reason (apology): the whole letter" in found.stdout


def test_a_true_letter_may_leave_as_far_as_its_day(run: Run, letter: Path) -> None:
    letter.write_text("We visited you on 12 May. We are sorry it took a week.", encoding="utf-8")

    assert run("letter", "check", CASE, letter, "--on", "2025-07-31").exit_code == 0
    assert run("letter", "check", CASE, letter, "--on", "2025-05-09").exit_code == 1


def test_its_answer_keeps_to_its_schema(run: Run, letter: Path) -> None:
    letter.write_text("We rang you nine times.", encoding="utf-8")

    found = run("letter", "check", CASE, letter, "--kind", "stage_1_response", "--json")

    told = json.loads(found.stdout)
    hold("letter-check", told)
    assert found.exit_code == 1 and told["red"] > 1


def test_a_letter_that_is_not_there_is_bad_input(run: Run, letter: Path) -> None:
    assert run("letter", "check", CASE, letter).exit_code == 2
