"""A stake that follows from home and household closes a case as one that was told of (T11, R4)."""

from collections.abc import Callable
from typing import Any

import pytest
from factories import made

from putright.casework.queries.cases import find, known_to, visible_to
from putright.casework.queries.kept_out import stakes
from putright.casework.queries.people import known_people
from putright.casework.queries.worklist import worklist
from putright.casework.refused import NotThere
from putright.stores.people.models import Member, Tenancy

pytestmark = pytest.mark.django_db


@pytest.fixture
def sister(landlord: Any) -> Any:
    return made.make_person(landlord, "Odile Marsh", home=made.make_home(landlord))


@pytest.fixture
def live_together(landlord: Any) -> Callable[..., None]:
    def make(home: Any, *people: Any, ends_on: str | None = None) -> None:
        tenancy = Tenancy.objects.create(
            landlord=landlord, reference="T-9", home=home, starts_on="2020-01-01", ends_on=ends_on
        )
        for one in people:
            Member.objects.create(landlord=landlord, tenancy=tenancy, person_id=one)

    return make


def exists_for(user: Any, case: Any, now: Any) -> bool:
    """Whether a case does, asked in each of the ways; all of them must agree."""
    actor = made.as_actor(user)
    asked = {
        visible_to(actor, now=now).filter(id=case.id).exists(),
        known_to(actor).filter(id=case.id).exists(),
        user.id not in stakes(case.landlord_id).get(case.id, frozenset()),
        any(row.case == case.id for group in worklist(actor, now=now).groups for row in group.rows),
    }
    assert len(asked) == 1
    if asked != {True}:
        with pytest.raises(NotThere):
            find(actor, case.id, now=now)
    return asked == {True}


def test_whoever_lives_with_a_sister_is_near(
    landlord: Any, officer: Any, sister: Any, live_together: Any, make_case: Any, stake: Any,
    now: Any,
) -> None:  # fmt: skip
    husband, elsewhere = made.make_person(landlord, "Abel Marsh"), made.make_home(landlord)
    live_together(elsewhere, sister, husband, ends_on="2024-01-01")
    case = make_case(person=husband)
    assert exists_for(officer, case, now)

    stake(officer, person_id=sister)

    assert not exists_for(officer, case, now)


def test_a_case_at_the_sisters_home_is_near(
    landlord: Any, officer: Any, sister: Any, live_together: Any, make_case: Any, stake: Any,
    now: Any,
) -> None:  # fmt: skip
    rented = made.make_home(landlord)
    live_together(rented, sister)
    case = make_case(home=rented, person=made.make_person(landlord, "A caller"))
    assert exists_for(officer, case, now)

    stake(officer, person_id=sister)

    assert not exists_for(officer, case, now)


def test_a_home_that_the_sister_left_is_let_to_strangers(
    landlord: Any, officer: Any, sister: Any, live_together: Any, make_case: Any, stake: Any,
    now: Any,
) -> None:  # fmt: skip
    left = made.make_home(landlord)
    live_together(left, sister, ends_on="2024-01-01")
    case = make_case(home=left, person=made.make_person(landlord, "A stranger"))

    stake(officer, person_id=sister)

    assert exists_for(officer, case, now)


def test_whoever_is_at_the_home_by_their_own_row_is_near(
    landlord: Any, officer: Any, make_case: Any, stake: Any, now: Any
) -> None:
    home = made.make_home(landlord)
    lodger = made.make_person(landlord, "A lodger", home=home)
    case = make_case(person=lodger)

    stake(officer, home=home)

    assert not exists_for(officer, case, now)
    assert not known_people(made.as_actor(officer)).filter(id=lodger).exists()
