"""The picture shows what the audit holds, nothing lies over anything else, and it has words."""

import itertools
from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from pages import Page

from putright.core.findings.audit import Audit
from putright.kit.audit_page import render
from putright.kit.contacts import silences
from putright.kit.picture import lanes
from putright.kit.picture.draw import Picture, draw
from putright.kit.picture.promises import promises
from putright.kit.picture.shapes import LEFT, LETTER, RIGHT, Bar, Mark, Packer, Scale, place_label


@pytest.fixture(scope="module")
def picture(audit: Audit) -> Picture:
    drawn = draw(audit)
    assert drawn is not None
    return drawn


def stretch(one: Bar | Mark) -> tuple[float, float]:
    """The stretch that the label of a bar or mark takes up."""
    wide = len(one.label) * LETTER
    return (one.label_x, one.label_x + wide) if one.anchor == "start" else (
        one.label_x - wide, one.label_x
    )  # fmt: skip


def test_the_svg_has_a_title_a_description_and_a_table(audit: Audit, picture: Picture) -> None:
    page = render(audit)
    svg = page.split('<svg class="pv"')[1].split("</svg>")[0]

    assert 'role="img"' in svg and 'aria-labelledby="picture-title picture-says"' in svg
    assert '<title id="picture-title">' in svg and '<desc id="picture-says">' in svg
    assert page.count('<tr><th scope="row">') >= len(picture.rows)
    assert all(region["tabindex"] == "0" for region in Page(page).all("div")
               if region.get("role") == "region")  # fmt: skip


def test_every_duty_that_was_found_late_is_a_bar(audit: Audit, picture: Picture) -> None:
    lane = picture.lanes[-1]

    assert len(lane.bars) == len(promises(audit))
    assert {bar.kind for bar in lane.bars} >= {"late", "never", "met"}


def test_no_label_lies_over_another_of_its_row(picture: Picture) -> None:
    for lane in picture.lanes:
        rows: dict[float, list[tuple[float, float]]] = {}
        for one in (*lane.bars, *(mark for mark in lane.marks if mark.label)):
            rows.setdefault(one.y, []).append(stretch(one))
        for taken in rows.values():
            taken.sort()
            assert all(a[1] <= b[0] for a, b in itertools.pairwise(taken))


def test_no_label_leaves_the_picture(picture: Picture) -> None:
    for lane in picture.lanes:
        for one in (*lane.bars, *(mark for mark in lane.marks if mark.label)):
            start, end = stretch(one)
            assert start >= 0 and end <= RIGHT + 1


def test_lanes_stand_under_each_other(picture: Picture) -> None:
    ends = [(lane.y, lane.y + lane.height) for lane in picture.lanes]

    assert all(before[1] == after[0] for before, after in itertools.pairwise(ends))
    assert ends[-1][1] < picture.height


def test_months_are_named_and_years_stand_once(picture: Picture) -> None:
    years = [tick.year for tick in picture.ticks if tick.year]

    assert all(tick.label for tick in picture.ticks)
    assert years == sorted(set(years))


def test_silences_lie_apart_and_are_four_weeks_or_more(audit: Audit) -> None:
    found = sorted(silences(audit), key=lambda silence: silence.start)

    assert found
    assert all(silence.days >= 28 for silence in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_a_long_label_turns_back_at_the_edge() -> None:
    start, anchor, low, high = place_label(RIGHT - 20, "a label of some length", room_from=10)

    assert (anchor, start) == ("end", RIGHT - 30)
    assert low < high <= RIGHT


def test_a_packer_opens_a_row_only_when_all_are_taken() -> None:
    packer = Packer(gap=5)

    assert [packer.row(0, 10), packer.row(5, 20), packer.row(16, 30)] == [0, 1, 0]


def test_days_outside_the_picture_lie_at_its_edge() -> None:
    scale = Scale(date(2024, 1, 1), date(2024, 12, 31))

    assert scale.x(date(2023, 1, 1)) == LEFT
    assert scale.x(date(2025, 6, 1)) == RIGHT


def test_the_day_of_the_audit_is_on_the_axis_unless_it_lies_years_later(audit: Audit) -> None:
    last = max(item.when.last_date for item in audit.run.timeline.items)
    near = draw(replace(audit, as_of=last + timedelta(days=700)))
    far = draw(replace(audit, as_of=last + timedelta(days=800)))

    assert near is not None and near.as_of_x < RIGHT
    assert far is not None and far.as_of_x == RIGHT


def test_the_lane_of_what_reached_the_resident_stays_when_it_is_empty(
    audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "is_to", lambda *_args: False)
    drawn = draw(audit)

    assert drawn is not None
    (lane,) = [one for one in drawn.lanes if one.title == "Landlord reached the resident"]
    assert [mark.label for mark in lane.marks] == ["never"]
    assert "Never" in [row.what for row in drawn.rows if row.lane == lane.title]
