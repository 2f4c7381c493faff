"""Orders: their money, their day, their proof, and what is only recommended."""

from datetime import date
from decimal import Decimal

import pytest

from putright.core.determinations.lines import lines_of
from putright.core.determinations.orders import Ordered, is_direct, kind_of, orders_of
from putright.core.determinations.outline import is_flat, tree_of
from putright.core.determinations.sums import award_of
from putright.core.determinations.table import table_orders
from putright.core.workdays import Calendar

DAY = date(2025, 1, 15)


def ordered(text: str, calendar: Calendar, *, recommends: bool = False) -> Ordered:
    lines = lines_of(text)
    return orders_of(
        tree_of(lines, flat=is_flat(lines)), "Orders", day=DAY, calendar=calendar,
        recommends=recommends,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "amount", "already"),
    [
        ("Pay £600 (inclusive of the £250 already offered) for distress", 600, 250),
        ("Pay the £380 it offered at stage 2, and a further £200.", 580, 380),
        ("Pay the resident £1,440 offered in its letter of 12 February 2025.", 1440, 1440),
        ("Pay £800, which includes the £300 previously offered and an additional £500.", 800, 300),
        ("Pay £625, in addition to the £100 already offered", 625, None),
        ("Pay £1,000, replacing its previous offer of £350", 1000, 350),
        ("Pay £200. It should also pay the £380 offered at stage 2 if it has not.", 200, None),
        ("Pay a further £200", 200, None),
        ("Pay her £10 per week", None, None),
        ("Review the £50 scale", None, None),
        ("Apologise", None, None),
    ],
)
def test_the_sum_of_an_order_is_its_own(text: str, amount: int | None, already: int | None) -> None:
    award = award_of(text, [])

    assert award.amount == (None if amount is None else Decimal(amount))
    assert award.already_offered == (None if already is None else Decimal(already))


def test_sums_that_do_not_add_up_are_named() -> None:
    total = award_of("Pay the resident £450, made up of:", ["£100 for x", "£300 for y"])
    inside = award_of("Pay £900, including the £300 offered and an additional £500.", [])
    part = award_of("Pay:", ["£90.50 for x. This includes the £50 offered, plus an additional £30"])

    assert total.wrong == ("The sum ordered is £450; its parts come to £400.",)
    assert "come to £800" in inside.wrong[0]
    assert part.wrong == ("A part of £90.50 is said to be £50 and £30.",)


def test_a_breakdown_may_stand_in_the_sentence_and_deductions_are_kept() -> None:
    award = award_of(
        "Pay the resident £500 comprising £300 for distress, £200 offered before. "
        "The landlord may deduct what it already paid.",
        [],
    )
    listed = award_of(
        "Pay the resident compensation:", ["Distress: £100", "£50 it offered", "none"]
    )

    assert [one.amount for one in award.parts] == [Decimal(300)]
    assert award.deducts.startswith("The landlord may deduct")
    assert (listed.amount, listed.already_offered) == (Decimal(150), Decimal(50))
    assert [one.what_for for one in listed.parts] == ["Distress", "it offered"]


def test_two_sums_without_a_word_between_them_are_in_doubt() -> None:
    assert award_of("Pay £300 for the delay. Pay £200 for the noise.", []).doubt


def test_orders_have_the_day_above_them_or_their_own(calendar: Calendar) -> None:
    found = ordered(
        """
  1. Within four weeks of the date of this determination, the landlord must:
    1. Apologise to the resident in writing.
    2. Within 2 weeks of this report, it must:
      1. Update the resident.
    3. Inspect the roof. Within 2 weeks of the inspection it should send a plan.
  2. Within 6 weeks of this report the landlord must review its damp policy.
  3. The landlord is to provide evidence of compliance with these orders in 7 weeks.
  4. It is recommended that the landlord pays the £100 offered.
""",
        calendar,
    )

    assert [(one.paragraph, one.kind, one.due and one.due.day) for one in found.orders] == [
        ("1.1", "apology", date(2025, 2, 12)),
        ("1.2.1", "update", date(2025, 1, 29)),
        ("1.3", "inspection", date(2025, 2, 12)),
        ("2", "review", date(2025, 2, 26)),
    ]
    assert found.orders[2].depends_on.startswith("Within 2 weeks of the inspection")
    assert all("evidence" in one.evidence for one in found.orders)
    assert [one.award.amount for one in found.recommendations] == [Decimal(100)]


def test_orders_without_a_list_and_without_numbers(calendar: Calendar) -> None:
    found = ordered(
        "The landlord is ordered to:\nPay the resident £250 within 4 weeks.\n"
        "Do the works after the survey.\nShare what it learnt with the resident and this Service.",
        calendar,
    )

    pay, works, share = found.orders
    assert pay.due and pay.due.day == date(2025, 2, 12) and pay.due.doubt
    assert works.due is None and works.depends_on == "after the survey"
    assert "the Ombudsman" in share.to


def test_recommendations_stay_apart_unless_ordered(calendar: Calendar) -> None:
    found = ordered(
        "1. The landlord should write to us.\n"
        "2. The landlord is ordered to pay the rent account £20.",
        calendar,
        recommends=True,
    )

    assert [one.paragraph for one in found.recommendations] == ["1"]
    assert found.orders[0].to == ("rent account",)
    assert is_direct("paid directly to her") and not is_direct("paid")
    assert kind_of("Do it well") == "other"


def table(text: str, calendar: Calendar) -> list[tuple[str, str, object]]:
    found = table_orders(lines_of(text), "Orders", day=DAY, calendar=calendar)
    return [(one.paragraph, one.kind, one.due and one.due.day) for one in found]


def test_a_table_of_orders_is_read_row_by_row(calendar: Calendar) -> None:
    rows = table(
        "Order\nWhat the landlord must do\nDue date\n"
        "1 | Apology order The landlord must apologise. | No later than 3 March 2025\n"
        "2. Case review order\nThe landlord must review it.\n4 March 2025\n"
        "3\nWorks order\nThe landlord must inspect it no later than 5 March 2025 and say so.\n"
        "It must do the works. No later than\n6 March 2025\nAnd say so.\nThe landlord must "
        "update her.\n"
        "No later than soon.\n",
        calendar,
    )

    assert rows[:3] == [
        ("1", "apology", date(2025, 3, 3)),
        ("2", "review", date(2025, 3, 4)),
        ("3", "works", date(2025, 3, 6)),
    ]
    assert rows[3:] == [("", "update", None)]


def test_a_row_may_go_on_behind_its_day_and_begin_without_number(calendar: Calendar) -> None:
    rows = table(
        "The landlord must pay her £30.\nNo later than 3 March 2025\nIt must send proof.", calendar
    )

    assert rows == [("", "payment", date(2025, 3, 3))]
