"""Orders as they stand: late and in part computed from entries and payments, never stored."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from putright.core.redress.compliance import Compliance, Late, compliance
from putright.core.redress.ledger import Owed, ledger_of
from putright.core.timeline.casefile import Heading
from tests.core.build import calendar, entry, timeline

HEADS = (Heading(id="asb", title="the reports", areas=("asb",)),)
ORDERED = entry(
    "report", "ombudsman.determined", "2026-03-02", by="ombudsman",
    orders=[{"id": "sorry", "what": "a written apology", "due": date(2026, 3, 30)}],
)  # fmt: skip


def done(when: str, key: str = "done", **told: Any) -> Any:
    return entry(key, "order.carried_out", when,
                 **({"keeps": ["sorry"], "evidence": ["letter"]} | told))  # fmt: skip


def sent(when: str, *keys: str) -> Any:
    return entry("sent", "ombudsman.answered", when, to=["ombudsman"], channel="email",
                 answers=list(keys or ("done",)), evidence=["email"])  # fmt: skip


def said(act: str, when: str = "2026-04-10", **told: Any) -> Any:
    return entry("said", act, when, by="ombudsman", **({"facts": {"orders": "sorry"}} | told))


def stand(*entries: Any, today: str = "2026-03-09", **told: Any) -> tuple[Compliance, ...]:
    return compliance(
        timeline(entries), HEADS, today=date.fromisoformat(today), calendar=calendar(), **told
    )


@pytest.mark.parametrize(
    ("entries", "today", "state"),
    [
        ((), "2026-03-09", "not due"),
        ((), "2026-03-25", "due soon"),
        ((), "2026-03-31", "past"),
        ((done("2026-03-20", evidence=[]),), "2026-03-25", "said"),
        ((entry("part", "order.part_done", "2026-03-20", facts={"orders": "sorry"},
                evidence=["letter"]),), "2026-03-25", "in part"),
        ((entry("part", "order.part_done", "2026-03-20", facts={"orders": "sorry"},
                evidence=[]),), "2026-03-25", "said"),
        ((done("2026-03-20"),), "2026-03-25", "done"),
        ((done("2026-03-20"),), "2026-04-02", "proof past"),
        ((done("2026-03-20"), sent("2026-03-30")), "2026-04-20", "in time"),
        ((done("2026-03-20"), sent("2026-04-07")), "2026-04-20", "proof late"),
        ((done("2026-04-01"), sent("2026-04-01")), "2026-04-20", "done late"),
        ((done("2026-03-20"), sent("2026-03-30"), said("ombudsman.satisfied")), "2026-04-20",
         "accepted"),
        ((done("2026-03-20"), sent("2026-03-30"), said("ombudsman.asked")), "2026-04-20",
         "more wanted"),
        ((said("ombudsman.satisfied"),), "2026-04-20", "past"),
    ],
)  # fmt: skip
def test_an_order_stands_where_its_entries_put_it(
    entries: tuple[Any, ...], today: str, state: str
) -> None:
    (one,) = stand(ORDERED, *entries, today=today)

    assert one.state == state


def test_lateness_counts_plain_days_and_working_days_beside_them() -> None:
    (one,) = stand(ORDERED, done("2026-04-07"), today="2026-04-20")
    (far,) = stand(ORDERED, today="2190-01-01")

    assert one.done_late == Late(8, 4) and one.done_on == date(2026, 4, 7)  # Easter lies between
    assert far.open_late is not None and far.open_late.working is None


def test_an_order_without_a_day_has_that_of_its_duty_or_four_weeks() -> None:
    plain = entry("report", "ombudsman.determined", "2026-03-02",
                  orders=[{"id": "sorry", "what": "a written apology"}])  # fmt: skip

    assert stand(plain)[0].due == date(2026, 3, 30)
    assert stand(plain, due={"sorry": date(2026, 3, 31)})[0].due == date(2026, 3, 31)


def test_what_was_done_before_is_not_needed() -> None:
    (one,) = stand(ORDERED, done("2026-03-20", facts={"how": "done before"}))

    assert one.how == "not needed" and one.is_done


def order(*sums: tuple[str, str, bool | None]) -> Any:
    made = [
        {"id": key, "what": "pay", "head": "asb", "amount": Decimal(sum_)}
        | ({} if inside is None else {"includes_offers": inside})
        for key, sum_, inside in sums
    ]
    return entry("report", "ombudsman.determined", "2026-03-02", by="ombudsman", orders=made)


def offer(amount: str) -> Any:
    made = [{"head": "asb", "amount": Decimal(amount), "how": "adds"}]
    return entry("offer", "redress.offered", "2026-01-10", offers=made, evidence=["letter"])


def paid(key: str, when: str, amount: str, **told: Any) -> Any:
    facts = {"amount": amount, "head": "asb"} | told.pop("facts", {})
    return entry(key, "redress.paid", when, facts=facts, evidence=["payment record"], **told)


def test_what_was_paid_before_counts_where_offers_are_inside_and_the_rest_is_left() -> None:
    (one,) = stand(
        offer("700"), paid("p", "2026-02-01", "700.00"), order(("pay", "1200", True)),
        paid("q", "2026-03-05", "200.00"),
    )  # fmt: skip

    assert one.money is not None and one.how == "in part"
    assert (one.money.before, one.money.paid) == (Decimal(700), Decimal(900))
    assert one.money.left == Owed(Decimal(300), Decimal(300))
    assert [each.item.id for each in one.money.payments] == ["q"]


def test_several_orders_for_one_heading_are_paid_in_their_order_until_a_record_keeps_each() -> None:
    first, second = stand(
        order(("one", "200", True), ("two", "50", True)),
        paid("p", "2026-03-05", "210.00"),
    )
    kept, _open = stand(
        order(("one", "200", True), ("two", "50", True)),
        paid("p", "2026-03-05", "210.00", keeps=["one"]),
    )

    assert first.money is not None and second.money is not None
    assert (first.money.left.high, second.money.left.high) == (0, Decimal(40))
    assert (kept.how, kept.done_on) == ("done", date(2026, 3, 5))


def test_an_order_that_does_not_say_leaves_one_sum_to_another() -> None:
    (one,) = stand(offer("75"), order(("pay", "350", None)), paid("p", "2026-03-05", "350.00"))

    assert one.money is not None and one.how == "in part"
    assert one.money.left == Owed(Decimal(0), Decimal(75))


def test_what_went_to_the_rent_account_carries_out_nothing() -> None:
    (one,) = stand(
        order(("pay", "350", True)),
        paid("p", "2026-03-05", "350.00", facts={"method": "rent account"}, keeps=["pay"]),
    )

    assert one.money is not None and one.how == "in part" and not one.is_done
    assert one.money.to_rent == one.money.left.high == Decimal(350)


def test_nothing_paid_is_nothing_done_and_an_older_order_is_held_to_its_own_sum() -> None:
    newer = entry("newer", "ombudsman.determined", "2026-03-06", by="ombudsman",
                  orders=[{"id": "more", "what": "pay", "head": "asb", "amount": Decimal(400),
                           "includes_offers": True}])  # fmt: skip
    old, new = stand(order(("pay", "350", True)), newer)

    assert (old.how, new.how) == ("to do", "to do")
    assert old.money is not None and old.money.left == Owed(Decimal(350), Decimal(350))


def test_what_was_paid_before_the_order_counts_for_no_order_that_has_no_offer_inside() -> None:
    old = paid("old", "2026-01-01", "150.00")
    (one,) = stand(order(("pay", "350", True)), old, paid("q", "2026-03-05", "200.00"))
    (rest,) = stand(
        order(("pay", "350", None)), paid("all", "2026-01-01", "150", facts={"head": ""})
    )

    assert one.money is not None and (one.how, one.money.before) == ("in part", 0)
    assert one.money.left == Owed(Decimal(150), Decimal(150))
    assert [each.item.id for each in one.money.payments] == ["q"]
    assert rest.money is not None and (rest.how, rest.money.left.high) == ("to do", 350)


def test_only_what_was_offered_by_then_counts_of_what_was_paid_before() -> None:
    (one,) = stand(
        offer("75"), order(("pay", "350", True)), paid("first", "2026-01-02", "40.00"),
        paid("second", "2026-02-01", "350.00"),
    )  # fmt: skip

    assert one.money is not None and one.how == "in part"
    assert (one.money.before, one.money.left.high) == (Decimal(75), Decimal(275))


def test_payments_that_do_not_come_to_the_sum_keep_no_order_whatever_they_say() -> None:
    (part,) = stand(order(("pay", "350", True)), paid("p", "2026-03-05", "200", keeps=["pay"]))
    (none,) = stand(order(("pay", "350", True)), paid("p", "2026-01-05", "350", keeps=["pay"]))

    assert (part.how, none.how) == ("in part", "to do")
    assert part.money is not None and part.money.left.high == Decimal(150)


def test_a_newer_order_takes_in_what_was_paid_of_the_older_one_where_it_says_so() -> None:
    newer = entry("newer", "ombudsman.determined", "2026-03-06", by="ombudsman",
                  orders=[{"id": "more", "what": "pay", "head": "asb", "amount": Decimal(400),
                           "includes_offers": True}])  # fmt: skip
    old, new = stand(
        order(("pay", "350", True)), paid("p", "2026-03-05", "350.00", keeps=["pay"]), newer
    )

    assert old.how == "done"
    assert new.money is not None and new.money.left.high == Decimal(50)


def test_a_payment_stands_only_under_the_heading_that_a_part_of_it_was_for() -> None:
    both = entry(
        "report", "ombudsman.determined", "2026-03-02", by="ombudsman",
        orders=[{"id": key, "what": "pay", "head": key, "amount": Decimal(sum_)}
                for key, sum_ in (("asb", "100"), ("complaint", "50"))],
    )  # fmt: skip
    asb, complaint = stand(
        both, paid("a", "2026-03-03", "100.00"), paid("all", "2026-03-04", "50", facts={"head": ""})
    )

    assert asb.money is not None and complaint.money is not None
    assert [each.item.id for each in asb.money.payments] == ["a"]
    assert [each.item.id for each in complaint.money.payments] == ["all"]


def test_room_for_a_payment_is_what_it_can_count_for_on_its_day() -> None:
    told = timeline([offer("75"), order(("pay", "350", True))])
    (head,) = ledger_of(told, HEADS).heads

    days = [head.room_on(date(2026, *day)) for day in ((1, 9), (1, 10), (3, 2))]

    assert days == [0, Decimal(75), Decimal(350)]
