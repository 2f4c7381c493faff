"""The published findings are cited as facts: no sentence of theirs is copied into the project."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from house import ROOT, name_of, text_files

SEEDS = ROOT.parent / "shared" / "seeds"
RUN = 12


def runs_of(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of twelve words in a row, without case, marks or line ends."""
    words = re.findall(r"[a-z0-9]+", text.lower().replace("\u2019", "").replace("'", ""))
    return zip(*(words[start:] for start in range(RUN)), strict=False)


def copied_runs(path: Path, known: set[tuple[str, ...]]) -> list[str]:
    text = path.read_text(encoding="utf-8", errors="replace")
    return [f"{name_of(path)}: {' '.join(run)}" for run in runs_of(text) if run in known]


@pytest.fixture
def seed_runs() -> set[tuple[str, ...]]:
    seeds = sorted(SEEDS.glob("*.txt"))
    if not seeds:
        pytest.skip("the published findings are not beside this checkout: nothing to compare with")
    return {run for seed in seeds for run in runs_of(seed.read_text(encoding="utf-8"))}


def test_no_sentence_of_the_findings_is_copied(seed_runs: set[tuple[str, ...]]) -> None:
    if not text_files():
        pytest.skip("this copy is not a git checkout: no list of its files")

    found = [line for path in text_files() for line in copied_runs(path, seed_runs)]

    assert not found, "say these in our own words:\n" + "\n".join(found[:20])


def test_a_copied_sentence_is_seen() -> None:
    sentence = "On Monday landlord's officer rang, and promised to ring again on the Friday."

    copied = "on monday\n LANDLORD\u2019S officer rang and promised to ring again on the friday"

    assert set(runs_of(copied)) & set(runs_of(sentence))
