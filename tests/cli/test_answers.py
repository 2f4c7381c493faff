"""Every --json answer keeps to its JSON Schema, and the manual to the help."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from putright.cli import manual
from putright.gateways import files
from tests.cli.conftest import Answer, Run


def hold(name: str, found: dict[str, Any]) -> None:
    """Hold an answer against the schema that is kept beside the code."""
    schema = json.loads((manual.SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(found)


@pytest.mark.parametrize("case", files.shipped_cases())
@pytest.mark.parametrize("options", [(), ("--no-practice",), ("--as-of", "2023-12-01")])
def test_audits_and_replays_keep_to_their_schemas(
    answer: Answer, case: str, options: tuple[str, ...]
) -> None:
    hold("audit", answer("audit", case, *options))
    hold("replay", answer("replay", case, *options))
    hold("replay", answer("replay", case, "--booked", *options))


def test_the_other_answers_keep_to_their_schemas(answer: Answer, small: Path) -> None:
    hold("audit", answer("audit", small))
    hold("case-check", answer("case", "check", small))
    hold("days", answer("days", "2024-03-20", "2024-04-12"))
    hold("due", answer("due", "2024-03-28", "10 working days"))
    hold("due", answer("due", "2024-03-28", "24 hours"))
    hold("pack-list", answer("pack", "list"))
    hold("pack-check", answer("pack", "check", small / "small"))


@pytest.mark.parametrize("name", files.shipped_packs())
def test_packs_shown_and_checked_keep_to_their_schemas(answer: Answer, run: Run, name: str) -> None:
    hold("pack-show", answer("pack", "show", name))
    hold("pack-check", json.loads(run("pack", "check", name, "--json").stdout))


def test_a_faulty_case_keeps_to_its_schema(run: Run, small: Path) -> None:
    (small / "case.toml").write_text("[case]\n", encoding="utf-8")

    hold("case-check", json.loads(run("case", "check", small, "--json").stdout))


def test_a_demo_keeps_to_its_schema(answer: Answer, tmp_path: Path) -> None:
    pytest.importorskip("putright.kit.audit_page")

    found = answer("demo", "--out", tmp_path / "pages")

    hold("demo", found)
    assert [case["case"] for case in found["cases"]] == files.shipped_cases()
    assert all(Path(case["page"]).is_file() for case in found["cases"])


@pytest.mark.parametrize("name", manual.ANSWERS)
def test_a_schema_is_that_of_its_answer(name: str) -> None:
    kept = (manual.SCHEMAS / f"{name}.json").read_text(encoding="utf-8")

    assert kept == manual.schema_of(name), "run: python -m putright.cli.manual"


def test_the_page_of_the_manual_is_that_of_the_help() -> None:
    kept = manual.PAGE.read_text(encoding="utf-8")

    assert kept == manual.command_page(), "run: python -m putright.cli.manual"


GROUPS = ("case", "letter", "pack", "admin", "clock", "determination", "published")


def test_every_verb_has_an_example_in_its_help() -> None:
    page = manual.command_page()
    verbs = page.split("\n## putright ")[1:]

    assert len(verbs) == len(set(verbs)) >= 29
    for verb in verbs:
        name = verb.split("\n", 1)[0]
        assert (
            re.search(rf"putright {name}(\s|$)", verb.partition("Examples:")[2]) or name in GROUPS
        )


def test_the_manual_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manual, "PAGE", tmp_path / "docs" / "command.md")
    monkeypatch.setattr(manual, "SCHEMAS", tmp_path / "schemas")

    manual.write_all()

    assert len(list(tmp_path.glob("schemas/*.json"))) == len(manual.ANSWERS)
    assert (tmp_path / "docs" / "command.md").exists()
