"""How well the claims check reads letters, on sentences written apart from it and kept aside."""

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from putright.casework.audits import Opened, open_case
from putright.casework.claims import lists_of, missed_by
from putright.core.claims import Ground, Mark, check_text
from putright.core.workdays import day_end

CLAIMS = Path(__file__).parents[2] / "putright" / "labelled" / "claims"
MEASURED = ("date", "count", "contact")
FLOORS = {
    "building": (0.95, 0),
    "further_a": (0.92, 0),
    "further_b": (0.95, 0),
    "further_c": (0.86, 0),
    "kept_aside": (0.92, 4),
}
"""Share of wrong dates, counts and contacts found, and most false reds. The aim on the half kept
aside is 0.95 and 2 (docs/decisions/0012): not reached, so these only hold what is. The further ones
were read while building, as the building half was."""


def rows(half: str) -> list[dict[str, Any]]:
    told = tomllib.loads((CLAIMS / f"{half}.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = told["sentences"]
    return found


def marks(row: dict[str, Any], opened: dict[str, Opened]) -> tuple[Mark, ...]:
    name = row["case"]
    if name not in opened:
        opened[name] = open_case(str(CLAIMS / f"{name}.toml"))
    engine, case = opened[name].engine, opened[name].case
    on: date = row["written_on"]
    timeline = case.timeline(engine.stack.words).as_of(on)
    barred = {way for one in case.people if one.id == "resident" for way in one.cannot_use}
    run = engine.run(timeline, now=day_end(on.toordinal()))
    ground = Ground(timeline=timeline, on=on, steps=engine.stack.words.steps,
                    missed=missed_by(run), barred=frozenset(barred))  # fmt: skip
    return check_text(row["text"], ground, lists_of(engine.stack))


def is_found(row: dict[str, Any], found: tuple[Mark, ...]) -> bool:
    """Whether a wrong sentence is marked as gravely as its label wants."""
    colours = {each.colour for each in found}
    return "red" in colours or (row["colour"] == "amber" and bool(colours))


def figures(half: str) -> tuple[Counter[str], Counter[str], Counter[str], Counter[str]]:
    opened: dict[str, Opened] = {}
    wrong, found, true, red = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for row in rows(half):
        told, about = marks(row, opened), row["about"]
        if row["is"] == "true":
            true[about] += 1
            red[about] += any(each.colour == "red" for each in told)
        else:
            wrong[about] += 1
            found[about] += is_found(row, told)
    return wrong, found, true, red


@pytest.mark.parametrize("half", FLOORS)
def test_what_is_wrong_is_found_and_what_is_true_may_leave(
    half: str, capsys: pytest.CaptureFixture[str]
) -> None:
    recall, false_reds = FLOORS[half]
    wrong, found, true, red = figures(half)
    of = sum(wrong[each] for each in MEASURED)
    hit = sum(found[each] for each in MEASURED)
    with capsys.disabled():
        print(f"\nclaims check, {half}: dates, counts and contacts {hit} of {of}; "
              f"all kinds {found.total()} of {wrong.total()}; "
              f"false reds {red.total()} of {true.total()} true ones")  # fmt: skip
    assert red.total() <= false_reds
    assert hit / of >= recall
