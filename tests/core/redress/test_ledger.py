"""The ledger of redress: it adds up however it is looked at, and leaves open what is not known."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.core.redress.ledger import Ledger, Owed, ledger_of
from putright.core.redress.money import exact, pounds, total
from putright.core.timeline.casefile import Heading
from tests.core.build import entry, timeline

HEADS = (
    Heading(id="asb", title="the reports", areas=("asb",)),
    Heading(id="complaint", title="complaint handling", areas=("complaints",)),
)
HOW = ("adds", "in all", "repeats")
POUND = Decimal(1)


def offer(key: str, when: str, *offers: tuple[str, str, str], stage: int = 1, **told: Any) -> Any:
    made = [{"head": head, "amount": Decimal(sum_), "how": how} for head, sum_, how in offers]
    return entry(key, "redress.offered", when, offers=made, stage=stage, complaint="c1", **told)


def order(*sums: tuple[str, str, bool | None], when: str = "2025-06-24") -> Any:
    made = [
        {"id": f"order-{head}", "what": "pay", "head": head, "amount": Decimal(sum_)}
        | ({} if inside is None else {"includes_offers": inside})
        for head, sum_, inside in sums
    ]
    return entry("order", "ombudsman.determined", when, orders=made)


def paid(key: str, when: str, amount: str, **facts: str) -> Any:
    return entry(key, "redress.paid", when, facts={"amount": amount, **facts})


def ledger(*entries: Any) -> Ledger:
    return ledger_of(timeline(entries), HEADS)


FIRST = offer("one", "2024-08-30", ("asb", "200", "adds"))
SECOND = offer("two", "2025-02-13", ("asb", "500", "adds"), ("complaint", "50", "adds"), stage=2)


def test_two_hundred_then_five_hundred_and_fifty_more_are_ordered_to_be_1350() -> None:
    found = ledger(
        FIRST, SECOND, entry("no", "redress.refused", "2025-02-23"),
        order(("asb", "1200", True), ("complaint", "150", True)),
    )  # fmt: skip

    asb, complaint = found.heads
    assert [step.total for step in asb.steps] == [Decimal(200), Decimal(700)]
    assert (asb.offered, complaint.offered, found.offered) == (700, 50, 750)
    assert (found.ordered, found.paid, found.standing) == (Decimal(1350), 0, "refused")
    assert found.owed == Owed(Decimal(1350), Decimal(1350))


def test_what_was_paid_of_an_offer_inside_the_order_leaves_the_rest() -> None:
    found = ledger(
        FIRST, SECOND, order(("asb", "1200", True), ("complaint", "150", True)),
        paid("p", "2025-06-30", "750.00"),
    )  # fmt: skip

    assert found.owed == Owed(Decimal(600), Decimal(600)) and found.owed.is_known
    assert [head.paid for head in found.heads] == [Decimal(750), 0]


def test_the_same_offer_again_adds_nothing_and_an_order_that_does_not_say_stays_open() -> None:
    found = ledger(
        offer("one", "2023-08-10", ("asb", "75", "adds")),
        offer("two", "2023-09-25", ("asb", "75", "repeats"), stage=2),
        order(("asb", "350", None), ("complaint", "150", None), when="2025-01-15"),
    )

    asb, complaint = found.heads
    assert (found.offered, found.ordered) == (Decimal(75), Decimal(500))
    assert asb.owed == Owed(Decimal(350), Decimal(425)) and not asb.owed.is_known
    assert complaint.owed == Owed(Decimal(150), Decimal(150))
    assert [step.change for step in asb.steps] == [Decimal(75), 0]


def test_an_order_beside_the_offers_is_owed_on_top_of_them() -> None:
    found = ledger(FIRST, order(("asb", "300", False)), paid("p", "2025-07-01", "200", head="asb"))

    assert found.owed == Owed(Decimal(300), Decimal(300))


def test_several_sums_of_one_determination_for_a_heading_add_up_and_the_first_is_paid_first() -> (
    None
):
    rows = [("first", "200", True), ("second", "50", True), ("third", "25", None)]
    made = [
        {"id": key, "what": "pay", "head": "asb", "amount": Decimal(sum_)}
        | ({} if inside is None else {"includes_offers": inside})
        for key, sum_, inside in rows
    ]
    found = ledger(entry("order", "ombudsman.determined", "2025-06-24", orders=made))
    ordered = found.heads[0].ordered

    assert ordered is not None and ordered.amount == Decimal(275)
    assert ordered.includes is None and ordered.due is None
    assert ordered.left_of(Decimal(60)) == {"first": 0, "second": Decimal(35), "third": 25}


def test_an_offer_that_nothing_shows_changes_nothing_and_one_after_the_ombudsman_is_late() -> None:
    answered = entry("answer", "complaint.responded", "2024-01-20", complaint="c1", stage=2)
    approached = entry("went", "ombudsman.approached", "2024-01-10")
    said = offer("said", "2024-07-08", ("asb", "250", "in all"), evidence=[])
    struck = offer("old", "2023-08-01", ("asb", "10", "adds"))
    again = offer("new", "2023-08-02", ("asb", "75", "adds"), corrects="old")

    found = ledger(struck, again, approached, answered, said)
    inside = ledger(approached, offer("two", "2024-01-20", ("asb", "9", "adds")), answered)

    [shown, unshown] = found.heads[0].steps
    assert (shown.is_late, unshown.is_late, unshown.is_shown) == (False, True, False)
    assert not inside.steps[0].is_late
    assert ledger(approached, said).steps[0].is_late
    assert found.offered == Decimal(75) and unshown.change == 0
    assert found.last_offer is not None and found.last_offer.id == "new"


def test_a_yes_is_owed_and_a_later_offer_is_open_again() -> None:
    yes = entry("yes", "redress.accepted", "2024-09-10", answers=["one"])

    agreed = ledger(FIRST, yes)
    later = ledger(FIRST, yes, SECOND)

    assert (agreed.accepted, agreed.standing) == (Decimal(200), "accepted")
    assert agreed.owed == Owed(Decimal(200), Decimal(200))
    assert (later.accepted, later.standing, later.offered) == (200, "open", 750)


@pytest.mark.parametrize(
    ("answers", "standing"),
    [([], "open"), (["redress.answered"], "thinking"), (["redress.refused"], "refused"),
     (["redress.refused", "redress.accepted"], "accepted")],
)  # fmt: skip
def test_the_newest_answer_says_how_an_offer_stands(answers: list[str], standing: str) -> None:
    said = [entry(f"a{day}", act, f"2024-09-1{day}") for day, act in enumerate(answers)]

    assert ledger(FIRST, *said).standing == standing


def test_a_yes_before_any_offer_owes_nothing() -> None:
    found = ledger(
        entry("yes", "redress.accepted", "2024-08-01"),
        entry("heard", "redress.accepted", "2024-08-02", evidence=[]),
    )

    assert found.standing == "none" and found.last_offer is None
    assert found.owed == Owed() and found.answers[0].offer is None and len(found.answers) == 1


def test_payments_fill_what_is_owed_and_the_rest_is_told_apart() -> None:
    found = ledger(
        FIRST, SECOND, entry("yes", "redress.accepted", "2025-02-20"),
        paid("one-head", "2025-03-01", "20", head="complaint", method="bank transfer"),
        paid("rest", "2025-03-02", "760.50", cleared="2025-03-05"),
        paid("unread", "2025-03-03", "a lot"),
        entry("said", "redress.paid", "2025-03-04", facts={"amount": "5"}, evidence=[]),
    )  # fmt: skip

    assert [head.paid for head in found.heads] == [Decimal(700), Decimal(50)]
    assert (found.paid, found.beyond) == (Decimal("780.50"), Decimal("30.50"))
    assert (found.payments[0].method, found.payments[1].cleared) == ("bank transfer", "2025-03-05")
    assert found.owed == Owed()


def test_an_order_that_was_corrected_and_one_without_a_sum_order_nothing() -> None:
    wrong = order(("asb", "1", True))
    right = entry(
        "right", "ombudsman.determined", "2025-06-25", corrects="order",
        orders=[{"id": "sorry", "what": "apologise"},
                {"id": "pay", "what": "pay", "head": "rent", "amount": 90, "due": "2025-07-22"}],
    )  # fmt: skip

    found = ledger(wrong, right)

    assert [(head.head, head.title) for head in found.heads][2:] == [("rent", "rent")]
    assert found.ordered == Decimal(90) and found.heads[2].ordered is not None


SUMS = st.decimals(min_value=0, max_value=9999, places=2)
OFFERS = st.lists(
    st.tuples(st.sampled_from(["asb", "complaint"]), SUMS, st.sampled_from(HOW), st.integers(1, 3)),
    max_size=8,
)


@given(OFFERS, st.randoms())
def test_the_total_is_the_sum_of_its_parts_in_any_order_of_stages(
    offers: list[tuple[str, Decimal, str, int]], chance: Any
) -> None:
    entries = [
        offer(f"o{day}", f"2025-01-{day:02}", (head, str(sum_), how), stage=stage)
        for day, (head, sum_, how, stage) in enumerate(offers, start=1)
    ]
    shuffled = list(entries)
    chance.shuffle(shuffled)

    found = ledger(*entries)

    by_stage = {step.stage: Decimal(0) for step in found.steps}
    for step in found.steps:
        by_stage[step.stage] += step.change
    assert total(by_stage.values()) == found.offered
    assert total(step.change for head in found.heads for step in head.steps) == found.offered
    assert ledger(*shuffled).offered == found.offered
    if all(how == "adds" for _head, _sum, how, _stage in offers):
        assert found.offered == total(sum_ for _head, sum_, _how, _stage in offers)


@pytest.mark.parametrize(
    ("text", "sum_"),
    [("75", "75"), ("£1,350", "1350"), (" 12.50 ", "12.50"), ("1,234,567.89", "1234567.89")],
)
def test_sums_are_read_as_people_write_them(text: str, sum_: str) -> None:
    assert pounds(text) == Decimal(sum_)


@pytest.mark.parametrize(
    "text",
    ["", "12.5", "12.505", "1e3", "-5", "1,35", "NaN", "Infinity", "£", "12 50", "٣", "1234567"],
)
def test_anything_else_is_no_sum(text: str) -> None:
    with pytest.raises(ValueError, match="not pounds and pence"):
        pounds(text)


def test_a_float_is_refused_and_so_is_less_than_a_penny() -> None:
    for wrong in (75.0, 75, "75", None):
        with pytest.raises(TypeError, match="must be a Decimal"):
            exact(wrong)  # type: ignore[arg-type]
    for wrong in (Decimal("0.005"), Decimal("NaN"), Decimal("Infinity")):
        with pytest.raises(ValueError, match="not pounds and pence"):
            exact(wrong)
    with pytest.raises(TypeError):
        total([POUND, 0.1])  # type: ignore[list-item]
