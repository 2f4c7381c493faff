"""Works and costs below the doors: targets by the pack, old entries, sums, who may write."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from factories import made

from putright.casework.actions import works as actions
from putright.casework.actions.adding import Sent, When
from putright.casework.permissions import Nearness
from putright.casework.queries import works
from putright.casework.queries.case_open import open_for
from putright.casework.queries.works import Sums
from putright.casework.refused import Refused
from putright.core.events.entry import Entry
from putright.core.events.parts import Cost, Evidence
from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
ITSELF = (Evidence(kind="system record"),)


def entry(act: str, at: datetime, **told: Any) -> Entry:
    named: dict[str, Any] = {"id": "", "does": (act,), "at": at, "by": "landlord",
                             "evidence": ITSELF, "safety": True, "text": act}  # fmt: skip
    return Entry(**(named | told))


def sent(case: Case) -> Sent:
    return Sent(near=Nearness(case_id=case.id, sees=True, works=True))


@pytest.mark.parametrize(
    ("kind", "by"),
    [("threat", "10:00am on Wed 15 Apr 2026"), ("harassment", "the end of Fri 17 Apr 2026"),
     ("noise", "the end of Tue 21 Apr 2026")],
)  # fmt: skip
def test_target_follows_the_risk_of_the_case(
    make_case: Callable[..., Case],
    actor_of: Callable[[str], Any],
    now: datetime,
    kind: str,
    by: str,
) -> None:
    case = make_case(entries=[made.a_report(now - timedelta(hours=1), kinds=(kind,))])

    opened = open_for(actor_of("officer"), case.id, now=now)

    assert works.target_of(opened).done_by == by


def test_order_of_today_without_its_hour_goes_by_the_risk_of_today(
    make_case: Callable[..., Case], actor_of: Callable[[str], Any], now: datetime
) -> None:
    case = make_case(entries=[made.a_report(now - timedelta(hours=1), kinds=("threat",))])
    told = actions.Ordered(words="A lock", when=When(on=now.date()), is_safety=True, reference="L1")

    saved = actions.order(actor=actor_of("officer"), sent=sent(case), told=told, now=now)

    [lock] = [each for each in saved.promised if each.rule == "works.safety"]
    assert lock.due_at == now + timedelta(hours=24)


@pytest.mark.parametrize("pack", ["hexagon", "westward"])
def test_a_landlord_without_a_time_of_its_own_has_that_of_good_practice(
    pack: str, now: datetime
) -> None:
    landlord = made.make_landlord(pack=pack)
    team = made.make_team(landlord)
    officer = made.make_user(landlord, "officer", team=team)
    case = made.make_case(landlord, team=team, officer=officer)

    target = works.target_of(open_for(made.as_actor(officer), case.id, now=now))

    assert (target.order_by, target.done_by) == ("", "the end of Tue 21 Apr 2026")


def test_orders_of_old_cases_that_answer_nothing_find_their_end_by_their_kind(
    make_case: Callable[..., Case], actor_of: Callable[[str], Any], now: datetime
) -> None:
    case = make_case(
        entries=[
            entry("works.raised", now - timedelta(days=14), text="Bolts"),
            entry("works.raised", now - timedelta(days=8), text="Fence", safety=False),
            entry("works.done", now - timedelta(days=2)),
        ]
    )

    page = works.page(actor_of("officer"), case.id, now=now)

    assert [work.words for work in page.over] == ["Bolts"]
    assert [work.words for work in page.open] == ["Fence"]
    assert page.over[0].line.is_late and page.over[0].line.done == page.over[0].line.end


def test_sums_count_an_answer_once_and_the_last_one(
    make_case: Callable[..., Case], actor_of: Callable[[str], Any], now: datetime
) -> None:
    spent = (Cost(what="bolts", amount=Decimal("24.50")), Cost(what="tape", amount=Decimal("0.10")))
    paid = (Cost(what="paid back", amount=Decimal("24.50")),)
    case = make_case(
        entries=[
            entry("cost.claimed", now, by="resident", id="one", costs=spent, evidence=made.NOTE),
            entry("cost.claimed", now, by="resident", costs=spent[1:], evidence=made.NOTE),
            entry("cost.answered", now, answers=("one",), facts={"decision": "not paid"}),
            entry("cost.answered", now, answers=("one",), costs=paid, facts={"decision": "part"}),
        ]
    )

    sums = works.sums_of(open_for(actor_of("officer"), case.id, now=now))

    assert sums == Sums(
        asked=Decimal("24.70"), agreed=Decimal("24.50"), refused=Decimal("0.10"),
        waiting=Decimal("0.10"),
    )  # fmt: skip


def test_more_than_was_asked_for_is_no_answer(
    make_case: Callable[..., Case], actor_of: Callable[[str], Any], now: datetime
) -> None:
    spent = (Cost(what="bolts", amount=Decimal(20)),)
    case = make_case(entries=[entry("cost.claimed", now, by="resident", costs=spent)])
    told = actions.Answered(
        number=1, decision="paid", costs=(Cost(what="paid back", amount=Decimal(21)),), why="x",
        channel="phone", when=When(now.date(), now),
    )  # fmt: skip

    with pytest.raises(Refused, match="more than was asked for"):
        actions.answer(actor=actor_of("officer"), sent=sent(case), told=told, now=now)


@pytest.mark.parametrize("role", ["contact centre", "approver", "auditor", "administrator"])
def test_only_those_who_work_in_the_case_write_of_its_works(
    role: str, case: Case, actor_of: Callable[[str], Any], now: datetime
) -> None:
    told = actions.Asked(
        words="A bolt", is_safety=True, by="resident", channel="phone",
        when=When(now.date(), now),
    )  # fmt: skip

    with pytest.raises(Refused, match="ask for safety works"):
        actions.ask(actor=actor_of(role), sent=sent(case), told=told, now=now)
