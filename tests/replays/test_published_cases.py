"""The two published cases: the audit finds what the Ombudsman found, and nothing it must not."""

import pytest

from putright.casework import audits
from putright.core.findings.audit import Audit
from tests.replays import key

CASES = {"hexagon": "hexagon-202427054", "westward": "westward-202305098"}
ARGUED = {
    # The holding letter says that it had tried to ring her; no record of a call was seen (W-B17,
    # W-C6). The same rule of evidence as for the attempts that H-A17 lists.
    ("westward", "unevidenced-claim", "calls-before-14-sep"),
}


@pytest.fixture(scope="module", params=sorted(CASES))
def audited(request: pytest.FixtureRequest) -> tuple[str, Audit]:
    """Each published case with its audit on the day that its file names."""
    return request.param, audits.audit(audits.open_case(CASES[request.param]))


def test_every_finding_of_the_ombudsman_is_found(audited: tuple[str, Audit]) -> None:
    name, audit = audited
    rows = key.load_key()[name]

    missed, extra = key.assign(rows, [*audit.findings, *audit.for_review])

    print(f"{name}: recall {len(rows) - len(missed)} of {len(rows)}, {len(extra)} beyond the key")
    assert not missed


def test_no_finding_that_must_not_be_made(audited: tuple[str, Audit]) -> None:
    name, audit = audited
    barred = key.load_key()[f"{name}_not"]

    assert [f for f in audit.findings if key.is_never(f, barred)] == []


def test_each_further_finding_is_a_sound_extra_or_argued(audited: tuple[str, Audit]) -> None:
    name, audit = audited
    answers = key.load_key()

    _, extra = key.assign(answers[name], audit.findings)
    unargued = [
        f
        for f in extra
        if not key.is_may(f, answers[f"{name}_may"]) and (name, f.code, f.entries[0]) not in ARGUED
    ]

    assert unargued == []


def test_levels_and_sums_are_those_of_the_determination(audited: tuple[str, Audit]) -> None:
    name, audit = audited

    for row, heading in zip(key.load_key()[f"{name}_level"], audit.headings, strict=True):
        assert heading.suggestion == row["level"]
        assert heading.offered == row["offered"]
        assert heading.ordered == row["ordered"]
