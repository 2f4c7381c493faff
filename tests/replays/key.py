"""Holds an audit against the answer key of the published cases: what is matched, missed, extra."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from putright.core.findings.finding import Finding

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
Row = Mapping[str, Any]


def load_key() -> dict[str, Any]:
    """The answer key; skips with a clear word where the seeds are not beside the project."""
    path = SEEDS / "expected.toml"
    if not path.exists():
        pytest.skip(f"the answer key is not at {path}")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def matches(row: Row, finding: Finding) -> bool:
    """Whether a finding is the one that a row of the key asks for."""
    if finding.code not in (row["code"], *row.get("also", ())):
        return False
    if finding.on not in (row["on"], *row.get("or_on", ())):
        return False
    pairs = (("due", finding.due), ("done", finding.done))
    for name, ours in pairs:
        if name in row and ours not in (row[name], *row.get(f"or_{name}", ())):
            return False
    exact = finding.on == row["on"] and ("done" not in row or finding.done == row["done"])
    if "days" in row and exact and finding.days != row["days"]:
        return False
    if "late_by" in row and finding.late_by != row["late_by"]:
        return False
    return "asserted" not in row or finding.asserted_days == row["asserted"]


def assign(rows: Sequence[Row], findings: Sequence[Finding]) -> tuple[list[Row], list[Finding]]:
    """Rows without a finding, and findings without a row; no finding serves two rows."""
    left = list(findings)
    missed = []
    for row in sorted(rows, key=lambda row: "what" not in row):
        found = next((f for f in left if matches(row, f) and _is_what(row, f)), None)
        found = found or next((f for f in left if matches(row, f)), None)
        if found is None:
            missed.append(row)
        else:
            left.remove(found)
    return missed, left


def _is_what(row: Row, finding: Finding) -> bool:
    words = [word for word in row.get("what", "").lower().split() if len(word) > 5]
    return any(word in finding.what.lower() for word in words)


def is_may(finding: Finding, may: Sequence[Row]) -> bool:
    """Whether the key lists the finding as a sound extra."""
    return any(row["code"] == finding.code and row["on"] == finding.on for row in may)


def is_never(finding: Finding, barred: Sequence[Row]) -> bool:
    """Whether the key says that this finding must not be made."""
    return any(
        row.get("on") == finding.on and finding.code in row.get("never", ()) for row in barred
    )
