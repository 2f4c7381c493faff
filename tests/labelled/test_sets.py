"""The labelled sets are whole: enough of each, halves apart, every case readable, entries named."""

import tomllib
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import putright
from putright.casework import audits

LABELLED = Path(putright.__file__).parent / "labelled"
HALVES = ("building", "kept_aside")
CASES = sorted(path.stem for path in (LABELLED / "claims").glob("*.toml"))
FURTHER = [name for name in CASES if name.startswith("further_")]
CASES = [case for case in CASES if case not in {*HALVES, *FURTHER}]
HARD = {"date", "count", "contact"}
ABOUT = HARD | {"act", "sum", "question", "channel", "apology", "proof word", "other side"}
ABOUT |= {"wording", "promise", "quote", "law"}

Row = dict[str, Any]


@cache
def rows(of: str, half: str) -> tuple[Row, ...]:
    with (LABELLED / of / f"{half}.toml").open("rb") as file:
        return tuple(tomllib.load(file)["sentences"])


def both(of: str) -> list[Row]:
    return [row for half in HALVES for row in rows(of, half)]


def plain(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum() or letter == " ")


@pytest.mark.parametrize("of", ["complaints", "claims"])
def test_no_sentence_stands_twice_or_in_both_halves(of: str) -> None:
    said = Counter(plain(row["text"]) for row in both(of))
    assert [text for text, times in said.items() if times > 1] == []


def test_complaints_have_three_hundred_of_each_kind_half_of_them_kept_aside() -> None:
    for kind in ("complaint", "report"):
        each = [sum(row["is"] == kind for row in rows("complaints", half)) for half in HALVES]
        assert sum(each) >= 330, kind
        assert min(each) >= 150, kind


def test_complaints_are_of_many_manners_in_both_halves() -> None:
    for half in HALVES:
        assert all(set(row) == {"is", "manner", "text"} for row in rows("complaints", half))
        for kind in ("complaint", "report"):
            manners = {row["manner"] for row in rows("complaints", half) if row["is"] == kind}
            assert len(manners) >= 12, (half, kind)


def test_claims_have_a_hundred_and_fifty_of_each_kind_half_of_them_kept_aside() -> None:
    for kind in ("true", "wrong"):
        each = [sum(row["is"] == kind for row in rows("claims", half)) for half in HALVES]
        assert sum(each) >= 150, kind
        assert min(each) >= 75, kind
    for half in HALVES:
        hard = [row for row in rows("claims", half) if row["is"] == "wrong"]
        assert sum(row["about"] in HARD for row in hard) >= 30, half


def test_claims_are_of_eight_cases_some_in_one_half_only() -> None:
    built, kept = ({row["case"] for row in rows("claims", half)} for half in HALVES)
    further = {row["case"] for half in FURTHER for row in rows("claims", half)}
    assert sorted(built | kept | further) == CASES
    assert len(CASES) >= 6
    assert len(kept - built) >= 3
    assert len(built - kept) >= 3


@pytest.mark.parametrize("case", CASES)
def test_case_of_claims_reads_without_fault_and_can_be_audited(case: str) -> None:
    opened = audits.open_case(str(LABELLED / "claims" / f"{case}.toml"))
    assert 12 <= len(opened.case.entries) <= 40
    audits.audit(opened)


@cache
def entries_of(case: str) -> frozenset[str]:
    with (LABELLED / "claims" / f"{case}.toml").open("rb") as file:
        told = tomllib.load(file)
    return frozenset(entry["id"] for entry in told["entry"]) | {
        pledge["id"] for entry in told["entry"] for pledge in entry.get("promises", ())
    }


def test_each_claim_has_its_shape_and_names_entries_that_are_in_its_case() -> None:
    for row in [*both("claims"), *(row for name in FURTHER for row in rows("claims", name))]:
        assert row["about"] in ABOUT, row
        assert isinstance(row["written_on"], date), row
        if row["is"] == "true":
            assert set(row) == {"case", "is", "about", "written_on", "text"}, row
            continue
        assert row["colour"] in {"red", "amber"}, row
        assert set(row["entries"]) <= entries_of(row["case"]), row
