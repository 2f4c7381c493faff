"""What is left to pay of an order may be said; a day that no calendar has may not."""

from datetime import date

import pytest
from core.build import entry, words
from core.claims.checked import lists

from putright.core.claims import Ground, check_text
from putright.core.events.entry import Person
from putright.core.timeline.timeline import build_timeline

ORDERS = [
    {"id": "o1", "what": "pay for the reports", "head": "asb", "amount": "350.00"},
    {"id": "o2", "what": "pay for the complaint", "head": "complaint", "amount": "100.00"},
    {"id": "o3", "what": "apologise"},
]
ENTRIES = (
    entry("decided", "ombudsman.determined", "2026-03-02", by="ombudsman", orders=ORDERS),
    entry("paid", "redress.paid", "2026-03-24", facts={"amount": "60.00", "head": "complaint"}),
)


def reds(text: str) -> list[str]:
    people = (Person("resident", "resident", role="tenant"),
              Person("ombudsman", "ombudsman", role="ombudsman"))  # fmt: skip
    timeline = build_timeline(ENTRIES, people=people, words=words())
    ground = Ground(timeline=timeline, on=date(2026, 4, 30), steps=words().steps)
    return [one.quote for one in check_text(text, ground, lists()) if one.colour == "red"]


@pytest.mark.parametrize("sum_", ["40", "350", "100", "390"])
def test_what_is_left_of_an_order_may_be_promised(sum_: str) -> None:
    assert reds(f"We will pay you £{sum_}.") == []


def test_a_sum_that_nobody_ordered_stays_red() -> None:
    assert reds("We will pay you £45.") == ["£45"]


@pytest.mark.parametrize("day", ["31 February 2027", "30th of February", "29 February 2027",
                                 "31 june", "0 May", "31 April 0000"])  # fmt: skip
def test_a_day_that_no_calendar_has_is_red(day: str) -> None:
    assert day in reds(f"I will ring you on {day}.")


@pytest.mark.parametrize("day", ["29 February 2028", "29 February", "31 May 2026", "30 June"])
def test_a_day_of_the_calendar_is_not_marked_for_itself(day: str) -> None:
    assert reds(f"I will ring you by {day}.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The Housing Ombudsman decided your complaint on 2 March 2026 and ordered us to apologise.",
        "The Ombudsman found on 2 March that we had failed you.",
    ],
)
def test_the_day_of_the_ombudsmans_decision_may_be_said(text: str) -> None:
    assert reds(text) == []


def test_another_day_of_the_ombudsmans_decision_is_red() -> None:
    assert reds("The Housing Ombudsman issued its determination on 12 March 2026.")
