"""Both scales beside each other, the reasons behind a sum, and whether a matrix is any good."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from putright.core.findings.reasons import Span, reasons_of, span_of
from putright.core.policy.practice_redress import ApprovalLimit, Cell, Matrix, may_agree, rows_on
from putright.core.policy.rules import Dates, Source
from putright.core.redress.beside import beside, named_bands, place_in
from putright.core.redress.impact import Assessed, assessed, headings_assessed, points_of
from putright.core.redress.matrix import matrix_faults
from putright.core.timeline.casefile import Heading
from tests.core.build import audit, day, entry, shipped

SOURCE = Source(document="Policy", paragraph="1")
SCALES = shipped("good-practice").scales
BEFORE, AFTER = day("2025-06-01").toordinal(), day("2026-06-01").toordinal()
ASB = Heading(id="asb", title="the case", areas=("asb", "contact", "agency"))


def matrix(*cells: tuple[str, str, int, int | None], **told: Any) -> Matrix:
    made = tuple(Cell(s, i, Decimal(low), None if high is None else Decimal(high))
                 for s, i, low, high in cells)  # fmt: skip
    return Matrix(id="m", name="the matrix", source=SOURCE, cell=made, **told)


def chosen(band: str = "significant", severity: str = "serious", impact: str = "high") -> Assessed:
    return Assessed(head="asb", band=band, severity=severity, impact=impact, by="manager",
                    on=day("2025-05-01"), entry="e1")  # fmt: skip


def said(key: str, when: str, **facts: str) -> Any:
    return entry(key, "redress.impact_assessed", when, facts={"head": "asb", **facts})


def test_each_scale_shows_where_a_person_placed_the_heading() -> None:
    ours = matrix(("serious", "high", 75, 75), ("one slip", "low", 10, 20))

    both = beside(SCALES, [ours], chosen(), BEFORE)

    assert both.band is not None and both.band.low == 600
    assert both.cell is not None and both.cell.high == 75 and both.is_matrix_short
    assert (ours.severities, ours.impacts) == (("serious", "one slip"), ("high", "low"))
    assert [both.under(Decimal(sum_)) for sum_ in (1, 5000)] == [(both.cell, both.band), ()]
    assert [place_in(Decimal(sum_), both.band) for sum_ in (599, 600, 1000, 1001)] == [
        "below", "within", "within", "above",
    ]  # fmt: skip
    assert place_in(Decimal(5000), beside(SCALES, [], chosen("severe"), BEFORE).band) == "within"


def test_without_a_matrix_a_choice_or_known_bands_nothing_is_made_up() -> None:
    old = matrix(("serious", "high", 75, None), in_force=Dates(end=day("2024-01-01")))
    open_ended = matrix(("serious", "high", 75, None))

    nothing = beside(SCALES, [old], None, AFTER)

    assert (nothing.band, nothing.matrix, nothing.cell) == (None, None, None)
    assert nothing.scale is not None and nothing.scale.bands == ()
    assert nothing.under(Decimal(1)) == ()
    assert place_in(Decimal(75), nothing.band) == "no band"
    assert not beside(SCALES, [open_ended], chosen(), BEFORE).is_matrix_short
    assert not beside(SCALES, [open_ended], None, BEFORE).is_matrix_short


def test_the_words_for_an_impact_are_the_last_that_anybody_has_read() -> None:
    names = ["minor", "moderate", "significant", "severe"]

    assert [band.name for band in named_bands(SCALES, BEFORE)] == names
    assert [band.name for band in named_bands(SCALES, AFTER)] == names
    assert named_bands((), AFTER) == ()


def test_the_newest_assessment_of_a_heading_counts_and_a_corrected_one_does_not() -> None:
    entries = [
        said("one", "2025-05-01", band="minor"),
        said("two", "2025-05-02", band="severe"),
        said("three", "2025-05-03", band="moderate"),
        entry(
            "four", "redress.impact_assessed", "2025-05-04", corrects="three",
            facts={"head": "asb", "band": "significant", "severity": "s"},
        ),
        entry("headless", "redress.impact_assessed", "2025-05-05"),
        said("undated", "", band="minor", told_in="one"),
    ]  # fmt: skip

    assert assessed(entries)["asb"].band == "significant"
    assert assessed(entries[:2])["asb"].entry == "two"
    [heading] = headings_assessed([ASB], entries)
    assert heading.impact is not None and heading.impact.on == day("2025-05-04")


def test_an_impact_by_the_matrix_alone_gives_no_band() -> None:
    [heading] = headings_assessed([ASB], [said("one", "2025-05-01", severity="serious")])

    assert heading.impact is None


def test_a_point_that_money_was_weighed_for_is_a_heading_of_its_own() -> None:
    points = [{"id": "p1", "what": "nobody rang"}, {"id": "p2", "what": "the dogs"}]
    raised = entry("raised", "complaint.raised", "2025-05-01", complaint="c1", points=points)
    weighed = entry("w", "redress.impact_assessed", "2025-05-02",
                    facts={"head": "c1/p1", "band": "minor"})  # fmt: skip
    offered = entry("o", "redress.offered", "2025-05-03", complaint="c1",
                    offers=[{"head": "asb", "amount": 5}])  # fmt: skip

    found = headings_assessed([ASB], [raised, weighed, offered])

    assert [(each.id, each.title) for each in found][1:] == [("c1/p1", "nobody rang")]
    assert found[1].impact is not None
    assert [each.id for each in points_of([raised])] == ["c1/p1", "c1/p2"]


def weighed(*entries: Any, as_of: str = "2025-12-01") -> Any:
    return audit(entries, shipped("good-practice"), as_of=as_of, headings=[ASB])


def test_reasons_name_the_entries_behind_them_and_how_long_it_went_on() -> None:
    asked = [
        entry(f"q{n}", "contact.received", f"2025-0{n}-03", asks=["what happens"], by="resident")
        for n in (1, 2)
    ]
    sorry = entry("sorry", "apology.given", "2025-11-03", complaint="c1")

    found = weighed(*asked, sorry)

    told = {each.factor: each for each in reasons_of(found.headings[0], found.findings)}
    assert told["had_to_chase"].raises and set(told["had_to_chase"].entries) == {"q1", "q2"}
    assert told["apology"].entries == ("sorry",) and not told["apology"].raises
    span = span_of("asb", found.findings, today=day("2025-12-01"))
    assert span is not None and span.is_open and span.months == 10


def test_no_failing_lasted_no_time_and_an_ended_one_ended() -> None:
    asked = entry("q", "contact.received", "2025-01-03", asks=["what happens"], by="resident")
    answer = entry("a", "contact.made", "2025-03-03", to=["resident"], answers=["q"])

    found = weighed(asked, answer)

    assert span_of("asb", (), today=day("2025-12-01")) is None
    span = span_of("asb", found.findings, today=day("2025-12-01"))
    assert span == Span(date(2025, 1, 3), date(2025, 3, 3), False) and span.months == 2
    assert Span(date(2025, 1, 31), date(2025, 2, 28), False).months == 0


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ([("serious failure", "high impact", 75, 75)], "£75 for high impact and serious failure"),
        ([("serious", "high", 75, 599), ("slip", "low", 5, 10)], "£599"),
        ([("serious", "high", 75, 600)], ""),
        ([("serious", "high", 75, None), ("slip", "low", 5, 10)], ""),
        ([], ""),
    ],
)
def test_a_matrix_that_cannot_reach_a_significant_impact_is_told(
    cells: list[Any], says: str
) -> None:
    found = list(matrix_faults([matrix(*cells)], SCALES))

    assert bool(found) == bool(says) and all(says in each for each in found)
    assert list(matrix_faults([matrix(*cells)], ())) == []


def test_no_matrix_is_told() -> None:
    [fault] = matrix_faults((), SCALES)

    assert "no compensation matrix" in fault


def limit(role: str, up_to: int | None) -> ApprovalLimit:
    sum_ = None if up_to is None else Decimal(up_to)
    return ApprovalLimit(id=role, role=role, up_to=sum_, source=SOURCE,
                         in_force=Dates(start=day("2025-01-01")))  # fmt: skip


@pytest.mark.parametrize(
    ("roles", "sum_", "may"),
    [(["leader"], 250, True), (["leader"], 251, False), (["leader", "head"], 9000, True),
     (["officer"], 1, False)],
)  # fmt: skip
def test_who_may_agree_goes_by_the_limit_of_the_role(
    roles: list[str], sum_: int, may: bool
) -> None:
    limits = [limit("leader", 250), limit("head", None)]

    assert may_agree(roles, limits, Decimal(sum_)) is may
    assert may_agree(roles, (), Decimal(sum_))
    assert rows_on(limits, day("2024-12-31").toordinal()) == ()
