"""How far a closing has come, and what takes it back."""

from typing import Any

import pytest

from putright.core.events.entry import Entry
from putright.core.practice.closing_stage import Stage, stage_of
from tests.core.build import engine, entry, minute, shipped, timeline

REPORT = entry("report", "asb.reported", "2026-03-02")


def step(key: str, act: str, decision: str = "", **told: Any) -> Entry:
    facts = {"decision": decision} if decision else {}
    return entry(key, f"asb.{act}", told.pop("when", "2026-05-20"), facts=facts, **told)


VIEW = step("view", "closure_consulted", "agrees")
OBJECTS = step("objects", "closure_consulted", "objects")
ASKED = step("asked", "closure_asked")
GRANTED = step("granted", "closure_reviewed", "granted")
OF_ANOTHER = step("other", "closure_reviewed", "granted", answers=["report"])
KEPT = step("kept", "closure_reviewed", "kept open")
LETTER = step("letter", "closure_announced")
BACK = step("back", "closure_withdrawn")
CLOSED = step("closed", "case_closed")
AGAIN = step("again", "case_reopened")


def stage(*entries: Entry) -> Stage:
    made = engine(shipped("good-practice"))
    return stage_of(made.run(timeline([REPORT, *entries]), now=minute("2026-06-01")))


@pytest.mark.parametrize(
    ("entries", "name"),
    [
        ((), "open"),
        ((VIEW,), "open"),
        ((VIEW, ASKED), "asked"),
        ((VIEW, ASKED, GRANTED), "granted"),
        ((VIEW, ASKED, GRANTED, LETTER), "announced"),
        ((VIEW, ASKED, GRANTED, LETTER, CLOSED), "closed"),
        ((VIEW, ASKED, KEPT), "open"),
        ((VIEW, ASKED, GRANTED, OBJECTS), "open"),
        ((VIEW, ASKED, GRANTED, VIEW), "granted"),
        ((VIEW, ASKED, GRANTED, LETTER, BACK), "open"),
        ((VIEW, ASKED, GRANTED, LETTER, CLOSED, AGAIN), "open"),
        ((VIEW, ASKED, GRANTED, ASKED), "asked"),
        ((VIEW, ASKED, GRANTED, LETTER, BACK, GRANTED), "open"),
        ((VIEW, ASKED, KEPT, LETTER), "open"),
        ((VIEW, ASKED, OF_ANOTHER), "asked"),
    ],
)
def test_each_step_leads_on_and_what_takes_it_back_begins_anew(
    entries: tuple[Entry, ...], name: str
) -> None:
    numbered = [entry_with_id(each, f"{place}-{each.id}") for place, each in enumerate(entries)]
    assert stage(*numbered).name == name


def entry_with_id(one: Entry, key: str) -> Entry:
    from msgspec.structs import replace

    return replace(one, id=key)


def test_what_nothing_shows_is_no_step() -> None:
    claimed = step("asked", "closure_asked", evidence=[])

    assert stage(VIEW, claimed).name == "open"


def test_decision_to_keep_it_open_and_the_view_are_remembered() -> None:
    found = stage(VIEW, ASKED, KEPT)

    assert found.kept_open is not None and found.kept_open.id == "kept"
    assert found.view is not None and found.view.id == "view"


def test_case_that_took_a_report_after_its_closing_is_open() -> None:
    later = entry("later", "asb.reported", "2026-05-25")

    assert stage(VIEW, CLOSED, later).name == "open"
