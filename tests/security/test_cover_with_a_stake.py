"""Work never comes to rest with somebody for whom the case does not exist (T11, R4)."""

from datetime import date
from typing import Any

import pytest
from factories import made

from putright.casework.queries.handover import page, waiting
from putright.casework.queries.worklist import worklist
from putright.stores.accounts.models import Away

pytestmark = pytest.mark.django_db


@pytest.fixture
def cover(landlord: Any, team: Any) -> Any:
    return made.make_user(landlord, "officer", team=team, name="Cass Rowan")


@pytest.fixture
def next_one(landlord: Any, team: Any) -> Any:
    return made.make_user(landlord, "team leader", team=team, name="Tess Alder")


@pytest.fixture
def away(landlord: Any, officer: Any, cover: Any, now: Any) -> None:
    Away.objects.create(
        landlord=landlord, user=officer, starts_on=now.date(), ends_on=date(2026, 5, 1),
        cover=cover, told_by=officer, told_at=now,
    )  # fmt: skip


def cases_of(user: Any, now: Any) -> set[Any]:
    found = worklist(made.as_actor(user), now=now)
    rows = [row for group in (*found.groups, *found.covering) for row in group.rows]
    return {row.case for row in rows}


def test_a_cover_with_a_stake_is_passed_over_and_the_next_one_acts(
    make_case: Any, landlord: Any, cover: Any, next_one: Any, away: Any, stake: Any, now: Any
) -> None:
    person = made.make_person(landlord, "Abel Marsh")
    near, other = make_case(person=person), make_case()
    assert cases_of(cover, now) == {near.id, other.id}

    stake(cover, person_id=person)

    assert cases_of(cover, now) == {other.id}
    assert cases_of(next_one, now) == {near.id}


def test_a_handover_does_not_wait_for_a_cover_with_a_stake(
    make_case: Any, landlord: Any, officer: Any, cover: Any, next_one: Any, away: Any, stake: Any,
    now: Any,
) -> None:  # fmt: skip
    from putright.casework.actor import staff_key
    from putright.casework.handed import PASSED

    person = made.make_person(landlord, "Abel Marsh")
    case = make_case(person=person)
    passed = made.a_note(now, "Yours now.", does=(PASSED,), to=(staff_key(officer.id),))
    made.add_entries(case, passed)
    assert [one.case for one in worklist(made.as_actor(cover), now=now).to_accept] == [case.id]

    stake(cover, person_id=person)

    leader = made.as_actor(next_one)
    assert [one.case for one in worklist(leader, now=now).to_accept] == [case.id]
    assert [(one.case, one.is_mine) for one in waiting(leader, now=now)] == [(case.id, True)]
    assert page(leader, case.id, now=now).is_taker
    assert waiting(made.as_actor(cover), now=now) == []


def test_a_restricted_case_goes_to_nobody_who_was_not_let_in(
    make_case: Any, landlord: Any, cover: Any, next_one: Any, away: Any, stake: Any, now: Any
) -> None:
    from putright.casework.queries.board import board

    person = made.make_person(landlord, "Abel Marsh")
    case = make_case(person=person, is_restricted=True)
    stake(cover, person_id=person)

    assert cases_of(cover, now) == cases_of(next_one, now) == set()
    (told,) = board(made.as_actor(next_one), now=now).uncovered
    assert (told.kind, told.name, told.case) == ("promises", case.reference, None)
