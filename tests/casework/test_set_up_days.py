"""The list of bank holidays: an installation's own goes first, and a short one is a problem."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from putright.casework.queries.set_up_days import calendar_seen, calendar_state
from putright.gateways import files

TODAY = date(2026, 4, 14)
OWN = """
name = "England and Wales"
version = "own 2"
first = 2025-01-01
last = {last}

[[holiday]]
day = 2025-12-25
name = "Christmas Day"

[[holiday]]
day = 2026-06-19
name = "A day for the wedding"
announced = 2026-04-01

[[holiday]]
day = 2027-12-27
name = "Christmas Day (substitute day)"
"""


@pytest.fixture
def packs(tmp_path: Path) -> Iterator[Path]:
    """A folder of packs of this installation alone."""
    before = files._Own.packs
    files.use_packs(tmp_path)
    (tmp_path / "calendar").mkdir()
    yield tmp_path
    files.use_packs(before)


def own_list(packs: Path, text: str) -> None:
    (packs / files.CALENDAR).write_text(text, encoding="utf-8")


def test_the_shipped_list_is_used_where_there_is_no_other(packs: Path) -> None:
    seen = calendar_seen(today=TODAY)

    assert not seen.is_own and seen.last.year == 2032
    assert seen.next_off[0].name == "Early May bank holiday"
    assert len(seen.next_off) == 10
    assert calendar_state({}, today=TODAY) == ("not started", ())
    assert calendar_state({"version": seen.version}, today=TODAY) == ("done", ())


def test_an_own_list_goes_first_and_shows_when_a_day_was_proclaimed(packs: Path) -> None:
    own_list(packs, OWN.format(last="2027-12-31"))

    seen = calendar_seen(today=TODAY)

    assert (seen.is_own, seen.version, seen.problem) == (True, "own 2", "")
    assert seen.next_off[0].announced == date(2026, 4, 1)
    assert calendar_state({"version": "1"}, today=TODAY)[0] == "in progress"


def test_a_list_that_ends_within_a_year_is_a_problem(packs: Path) -> None:
    own_list(packs, OWN.format(last="2027-12-31"))

    state, words = calendar_state({"version": "own 2"}, today=date(2027, 1, 2))

    assert state == "problem"
    assert words == (
        "The list ends on 31 December 2027: promises that run past it cannot be counted.",
    )


def test_a_list_that_cannot_be_read_is_told_of_and_the_shipped_one_goes_on(packs: Path) -> None:
    own_list(packs, "name = 'half a")

    seen = calendar_seen(today=TODAY)

    assert not seen.is_own and seen.last.year == 2032
    assert "cannot be read, so an older one is used" in seen.problem


def test_a_pack_in_the_installations_folder_is_found_by_its_name(packs: Path) -> None:
    (packs / "fennel").mkdir()
    shipped = (files.PACKS / "magna" / "pack.toml").read_text(encoding="utf-8")
    (packs / "fennel" / "pack.toml").write_text(shipped.replace('"magna"', '"fennel"', 1))
    (packs / "hexagon").mkdir()
    (packs / "hexagon" / "pack.toml").write_text("", encoding="utf-8")

    assert files.own_packs() == ["fennel"]
    assert files.load_pack("fennel").header.name == "fennel"
    assert files.load_pack("hexagon").rules, "a shipped name means the shipped pack"
