"""Of a day without hours what was written later counts as the later; hours keep their own order."""

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from putright.core.facts.facts import Facts
from putright.core.practice.complaints import Complaint, complaints_of
from putright.core.timeline.timeline import Timeline
from putright.core.timeline.turns import as_written
from putright.core.workdays import when_at, when_on
from tests.core.build import entry, timeline

DAY = "2026-03-16"
HOURS = st.lists(st.one_of(st.none(), st.integers(0, 23)), max_size=8)


def of_one_day(hours: list[int | None], *acts: str) -> Timeline:
    """A complaint of some days before, and entries of one day in the order of their writing.

    Their names stand in the opposite order, so that none is put right by its name.
    """
    told = [entry("a", "complaint.raised", "2026-03-02", complaint="c1", stage=1)]
    for place, hour in enumerate(hours):
        when = DAY if hour is None else f"{DAY} {hour:02}:00"
        act = acts[place % len(acts)]
        stage = 1 + (place + 1) // 2
        told.append(entry(f"z{99 - place}", f"complaint.{act}", when, complaint="c1", stage=stage,
                          channel="letter"))  # fmt: skip
    return timeline(told)


@given(hours=HOURS)
def test_what_has_no_hour_stands_behind_all_that_was_written_before_it(
    hours: list[int | None],
) -> None:
    items = complaints_of(of_one_day(hours, "updated"))["c1"].items
    for place, item in enumerate(items):
        if item.entry.at is None:
            before = {one.number for one in items if one.number < item.number}
            assert before <= {one.number for one in items[:place]}


@given(hours=HOURS)
def test_entries_with_their_hours_stay_in_the_order_of_their_hours(hours: list[int | None]) -> None:
    of_day = of_one_day(hours, "updated")
    found = [item for item in as_written(of_day.items) if item.entry.at is not None]
    assert found == [item for item in of_day.items if item.entry.at is not None]
    assert sorted(one.id for one in as_written(of_day.items)) == sorted(of_day.by_id)


@given(hour=st.integers(0, 23))
def test_going_on_after_an_answer_of_the_same_day_opens_the_next_stage_whatever_the_hour(
    hour: int,
) -> None:
    of_day = of_one_day([hour, None], "responded", "escalated")
    found = complaints_of(of_day)["c1"]
    assert (found.is_open, found.stage) == (True, 2)
    facts, day = Facts(of_day, ()), date.fromisoformat(DAY)
    assert facts.complaint_is_open(when_on(day).last)
    answered = when_at(datetime.fromisoformat(f"{DAY}T{hour:02}:00")).first
    assert facts.complaint_changes() == [when_on(date(2026, 3, 2)).first, answered]


def test_taking_back_on_the_day_it_was_made_ends_it() -> None:
    raised = entry("z", "complaint.raised", f"{DAY} 15:00", complaint="c1", stage=1)
    back = entry("a", "complaint.withdrawn", DAY, complaint="c1", stage=1)
    of_day = timeline([raised, back])
    assert not complaints_of(of_day)["c1"].is_open
    assert not Facts(of_day, ()).complaint_is_open(when_on(date.fromisoformat(DAY)).last)


def test_points_put_anew_later_on_a_day_count_and_a_correction_stands_where_it_was() -> None:
    first = {"id": "P1", "what": "Nobody rang."}
    second, third = first | {"what": "Nobody rang back."}, first | {"what": "Nobody ever rang."}
    said = {"complaint": "c1", "channel": "letter"}
    told = [
        entry("r", "complaint.raised", f"{DAY} 10:00", points=[first], **said),
        entry("d", "complaint.defined", DAY, points=[second], **said),
        entry("c", "complaint.raised", f"{DAY} 11:00", points=[third], corrects="r", **said),
    ]
    found = complaints_of(timeline(told))["c1"]
    assert isinstance(found, Complaint)
    assert [item.id for item in found.items] == ["c", "d"]
    assert [point.what for point in found.points] == ["Nobody rang back."]


def test_what_was_known_by_a_minute_keeps_the_order_of_writing() -> None:
    of_day = of_one_day([14, None], "responded", "escalated")
    known = of_day.known_by(when_on(date(2026, 3, 20)).first)
    assert complaints_of(known)["c1"].is_open
