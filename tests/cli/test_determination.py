"""`putright determination read`: what is found and ordered, as text and as JSON."""

import json
from pathlib import Path

import jsonschema
import pytest

from putright.cli.manual import SCHEMAS
from tests.cli.conftest import Answer, Run
from tests.core.determinations.conftest import seed
from tests.factories.report_files import as_page, as_text
from tests.factories.reports import made_report

SPOILT = """\
Any Homes (202312345)
REPORT
COMPLAINT 2023123456
Other Homes
3 April 2024
The complaint
  1. The complaint is about the noise.
  2. This Service has also looked at the letters.
Scope
  1. We cannot consider the rent.
  2. We cannot consider health, under paragraph 42.f of the Scheme.
Determination
  1. There was service failure in the landlord’s letters.
Orders
  1. Pay the resident £450 within 4 weeks of the inspection, made up of:
    1. £100.50 for the noise.
    2. £300 offered for the letters.
Recommendations
  1. The landlord should write to the resident.
"""
KEYS = {
    "landlord", "reference", "date", "issues", "findings", "orders", "recommendations", "unread",
    "sums_wrong", "paragraphs", "scope",
}  # fmt: skip
ORDER = {"what", "amount", "breakdown", "already_offered", "due_on", "paragraph"}


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    """A report with everything that can be in doubt."""
    path = tmp_path / "report.txt"
    path.write_text(SPOILT, encoding="utf-8")
    return path


@pytest.mark.parametrize("number", [1, 2, 5, 9])
def test_the_answer_has_every_key_and_keeps_to_its_schema(
    tmp_path: Path, answer: Answer, number: int
) -> None:
    path = tmp_path / "report.html"
    path.write_text(as_page(made_report(number)), encoding="utf-8")

    found = answer("determination", "read", path)

    schema = json.loads((SCHEMAS / "determination-read.json").read_text(encoding="utf-8"))
    jsonschema.validate(found, schema)
    assert found.keys() >= KEYS
    assert all(one.keys() >= ORDER for one in found["orders"])
    assert all(one.keys() >= {"heading", "level", "paragraph"} for one in found["findings"])


def test_hexagon_prints_its_orders_with_sums_and_days(tmp_path: Path, answer: Answer) -> None:
    path = tmp_path / "report.txt"
    path.write_text(seed("202427054"), encoding="utf-8")

    found = answer("determination", "read", path)

    apology, payment = found["orders"]
    assert (apology["due_on"], payment["due_on"]) == ("2025-07-22", "2025-07-22")
    assert (payment["amount"], payment["already_offered"]) == (1350, 750)
    assert [one["amount"] for one in payment["breakdown"]] == [1200, 150]
    assert found["own_issues"] == found["issues"][1:]


def test_doubts_and_wrong_sums_stand_at_the_end_of_the_text(run: Run, spoilt: Path) -> None:
    said = run("determination", "read", spoilt).stdout

    for part in (
        "In the header: Other Homes",
        "The letters (the Ombudsman's own)",
        "Left out (Scope 1, no paragraph of the Scheme named)",
        "Left out (Scope 2, Scheme 42.f)",
        "of it offered before: £300",
        "within 4 weeks of the",
        "Recommendation",
        "- Orders 1: The sum ordered is £450; its parts come to £400.50.",
        "- The reference in the header is not that of the title (202312345).",
        "It runs from something else than the report's day.",
    ):
        assert part in said, part


def test_a_report_without_head_is_said_to_be_so(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("Our approach\nThe complaint\n1. Noise.\nDetermination\n1. Nothing.\n")

    said = run("determination", "read", path).stdout

    assert "Landlord not read" in said and "day not read" in said


@pytest.mark.parametrize("number", [1, 2, 7])
def test_the_draft_is_a_case_file_that_can_be_used(
    tmp_path: Path, run: Run, answer: Answer, number: int
) -> None:
    report, draft = tmp_path / "report.txt", tmp_path / "draft.toml"
    report.write_text(as_text(made_report(number)), encoding="utf-8")

    said = run("determination", "read", report, "--case", draft)

    assert f"The draft of the timeline is in {draft}." in said.stdout
    assert answer("case", "check", draft)["ok"]


@pytest.mark.parametrize("reference", ["202427054", "202305098"])
def test_the_draft_of_a_published_report_can_be_used(
    tmp_path: Path, run: Run, answer: Answer, reference: str
) -> None:
    report, draft = tmp_path / "report.txt", tmp_path / "draft.toml"
    report.write_text(seed(reference), encoding="utf-8")

    run("determination", "read", report, "--case", draft)

    assert answer("case", "check", draft)["entries"] >= 12


def test_a_file_that_is_there_is_not_overwritten(run: Run, spoilt: Path) -> None:
    result = run("determination", "read", spoilt, "--case", spoilt)

    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert spoilt.read_text(encoding="utf-8") == SPOILT


def test_what_is_no_determination_ends_in_one_message(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear resident,\nThank you for your letter.\n")

    result = run("determination", "read", path)

    assert result.exit_code == 2
    assert "not a determination" in result.stderr and result.stderr.count("\n") == 1
