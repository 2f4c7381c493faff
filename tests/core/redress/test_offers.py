"""Offers added up over the stages and held against a band or a sum ordered."""

from decimal import Decimal
from typing import Any

import pytest

from putright.core.timeline.casefile import Heading, Impact
from tests.core.build import audit, day, entry, shipped


def heading(band: str) -> Heading:
    impact = Impact(band=band, by="manager", on=day("2025-01-01")) if band else None
    return Heading(id="asb", title="the case", areas=("asb", "redress"), impact=impact)


def response(key: str, when: str, stage: int, *offers: tuple[int, str], **given: Any) -> Any:
    made = [{"head": "asb", "amount": amount, "how": how} for amount, how in offers]
    acts = ["complaint.responded", "redress.offered"] if made else ["complaint.responded"]
    return entry(key, acts, when, complaint="c1", stage=stage, offers=made, **given)


def short(*entries: Any, band: str = "moderate", as_of: str = "2025-12-01") -> list[str]:
    found = audit(
        entries,
        shipped("good-practice"),
        as_of=as_of,
        headings=[heading(band)],
    )
    return [f.entries[0] for f in found.findings if f.code == "offer-below-band"]


ONE = response("one", "2025-03-03", 1, (60, "adds"))
ORDER = entry(
    "order",
    "ombudsman.determined",
    "2025-09-01",
    orders=[{"id": "o1", "what": "to pay", "head": "asb", "amount": 150}],
)


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ((40, "adds"), ["one"]),
        ((60, "in all"), ["one", "two"]),
        ((60, "repeats"), ["one", "two"]),
        ((120, "in all"), ["one"]),
    ],
)
def test_offers_are_added_up_over_the_stages(second: tuple[int, str], found: list[str]) -> None:
    assert short(ONE, response("two", "2025-04-03", 2, second)) == found


@pytest.mark.parametrize(
    ("act", "found"), [("complaint.responded", []), ("redress.approval_asked", ["answer"])]
)
def test_an_offer_counts_in_whatever_letter_put_it_and_not_while_it_waits_inside(
    act: str, found: list[str]
) -> None:
    offers = [{"head": "asb", "amount": 200, "how": "adds"}]
    put = entry("put", act, "2025-04-02", complaint="c1", stage=2, offers=offers)
    answer = entry("answer", "complaint.responded", "2025-04-03", complaint="c1", stage=2)

    assert short(put, answer) == found


def test_nothing_offered_counts_from_the_final_stage_and_a_later_offer_does_not_undo_it() -> None:
    empty = response("one", "2025-03-03", 1)
    final = response("two", "2025-04-03", 2)
    later = response("three", "2025-06-03", 2, (500, "adds"))

    assert short(empty) == []
    assert short(empty, final) == ["two"]
    assert short(empty, final, later) == ["two"]


def test_a_claimed_offer_is_no_offer_and_one_after_the_last_response_lifts_nothing() -> None:
    claimed = response("two", "2025-04-03", 2, (500, "adds"), evidence=[])
    after = entry("after", "redress.offered", "2025-06-03", offers=[{"head": "asb", "amount": 500}])

    assert short(ONE, claimed) == ["one"]
    assert short(ONE, after) == ["one"]


def test_what_is_offered_or_ordered_for_another_heading_or_only_asked_for_counts_for_none() -> None:
    other = entry(
        "other", "redress.offered", "2025-03-02", offers=[{"head": "rent", "amount": 500}]
    )
    asked = entry(
        "asked", "redress.approval_asked", "2025-03-02", offers=[{"head": "asb", "amount": 500}]
    )
    rent = entry(
        "rent", "ombudsman.determined", "2025-09-01",
        orders=[{"id": "o1", "what": "pay", "head": "rent", "amount": 150}],
    )  # fmt: skip

    assert short(other, asked, ONE, rent) == ["one"]


def test_a_sum_ordered_never_lowers_what_an_offer_is_held_against() -> None:
    two = response("two", "2025-04-03", 2, (120, "in all"))

    assert short(two) == []
    assert short(two, ORDER) == ["two"]
    assert short(two, ORDER, band="") == ["two"]
    assert short(two, ORDER, band="significant", as_of="2025-08-01") == ["two"]
    assert short(two, ORDER, band="significant") == ["two"]


def test_without_a_band_or_an_order_or_a_response_there_is_nothing_to_hold_against() -> None:
    assert short(ONE, band="") == []
    assert short(entry("raised", "complaint.raised", "2025-03-01", complaint="c1")) == []
    assert short(ONE, band="unheard of") == []


def test_the_scale_is_that_of_the_day_of_the_offer() -> None:
    today = response("one", "2026-05-03", 2, (5, "adds"))

    assert short(today, as_of="2026-06-01") == []


def test_each_heading_shows_the_total_offered() -> None:
    found = audit(
        [ONE, response("two", "2025-04-03", 2, (40, "adds"))],
        shipped("good-practice"),
        as_of="2025-12-01",
        headings=[heading("moderate")],
    )

    assert found.headings[0].offered == Decimal(100)
    assert [offer.total for offer in found.headings[0].offers] == [Decimal(60), Decimal(100)]
