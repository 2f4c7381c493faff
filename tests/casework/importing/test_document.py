"""What the how-to says of the files is so."""

from pathlib import Path

import pytest

from putright.casework.importing.check import COLUMNS, NEEDED, check
from putright.casework.importing.check import Around as NothingThere

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize("kind", COLUMNS)
def test_every_column_is_in_the_document_and_in_no_other_place(kind: str) -> None:
    page = (DOCS / "how-to" / "import-people-and-homes.md").read_text(encoding="utf-8")
    part = page.split(f"**{kind.title()}**")[1].split("**")[0]
    lines = [line for line in part.splitlines() if line.startswith("| `")]
    told = {word: "yes" in line.split("|")[2] for line in lines
            for word in line.split("|")[1].replace("`", "").replace(",", " ").split()}  # fmt: skip

    assert {c for c in told} == set(COLUMNS[kind])
    assert {c for c, needed in told.items() if needed} == set(NEEDED[kind])


@pytest.mark.parametrize("kind", COLUMNS)
def test_the_example_is_right_but_for_what_it_stands_on(kind: str) -> None:
    data = (DOCS / "examples" / "import" / f"{kind}.csv").read_bytes()

    found = check(kind, data, NothingThere())

    assert {fault.column for fault in found.faults} <= {"uprn", "person"} and not found.warnings
