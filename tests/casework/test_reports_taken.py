"""Taking a report, below the doors: joining an open case, what is offered beside, both sides."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from factories import made

from putright.casework.actions import reports
from putright.casework.actions.reports import Report
from putright.casework.actor import Actor
from putright.casework.live import load
from putright.casework.queries import reports as asking
from putright.casework.refused import NotThere, Refused, SentTwice
from putright.core.events.person import Way
from putright.stores.people.models import Interest, Person
from putright.stores.record.cases import NewParty
from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer_acts(actor_of: Callable[[str], Actor]) -> Actor:
    return actor_of("officer")


@pytest.fixture
def hana(landlord: Any) -> UUID:
    return made.make_person(landlord, "Hana Quill")


def take(actor: Actor, now: datetime, *, form: UUID | None = None, **told: Any) -> Any:
    report = Report(**({"what": "He came back.", "name": "Hana Quill"} | told))
    return reports.take(actor=actor, told=report, form=form, now=now)


def test_an_incident_joins_an_open_case_and_is_a_report_of_its_own(
    officer_acts: Actor, make_case: Callable[..., Case], hana: UUID, now: datetime
) -> None:
    case = make_case(person=hana)

    taken = take(officer_acts, now, person=hana, join=case.id, kinds=("threat",))

    added = load(case).by_key[taken.entry].entry
    assert taken.case_id == case.id
    assert (added.by, added.does, added.kinds) == ("resident", ("asb.reported",), ("threat",))
    assert Case.objects.count() == 1
    assert asking.promised(officer_acts, case.id, taken.entry, now=now).promised


def test_somebody_new_joins_as_a_part_of_their_own(
    officer_acts: Actor, make_case: Callable[..., Case], hana: UUID, now: datetime
) -> None:
    case = make_case(person=hana)

    taken = take(officer_acts, now, name="Omar Quill", join=case.id)

    assert load(case).by_key[taken.entry].entry.by == "resident-2"


def test_open_cases_of_the_person_or_home_are_offered(
    officer_acts: Actor, landlord: Any, make_case: Callable[..., Case], hana: UUID, now: datetime
) -> None:
    home = made.make_home(landlord)
    hers, there = make_case(person=hana), make_case(home=home)

    offered = asking.open_beside(officer_acts, person=hana, home=home.id, now=now)

    assert {one.id for one in offered} == {hers.id, there.id}
    assert asking.open_beside(officer_acts, person=None, home=None, now=now) == ()


def test_nothing_is_offered_of_a_case_that_may_not_be_seen(
    officer_acts: Actor, landlord: Any, make_case: Callable[..., Case], hana: UUID, now: datetime
) -> None:
    hidden = make_case(person=hana, officer=None, is_restricted=True)

    assert asking.open_beside(officer_acts, person=hana, home=None, now=now) == ()
    with pytest.raises(Exception, match=hidden.reference):
        take(officer_acts, now, person=hana, join=hidden.id)


def test_the_case_against_a_caller_is_never_offered_to_them(
    officer_acts: Actor, make_case: Callable[..., Case], hana: UUID, now: datetime
) -> None:
    accused = NewParty(key="neighbour", side="other party", person=hana)
    make_case(parties=[accused])

    assert asking.open_beside(officer_acts, person=hana, home=None, now=now) == ()


def test_a_person_with_whom_one_has_a_stake_does_not_exist(
    officer_acts: Actor, officer: Any, landlord: Any, hana: UUID, now: datetime
) -> None:
    Interest.objects.create(landlord=landlord, user=officer, person_id=hana, why="Sister",
                            told_at=now)  # fmt: skip

    assert asking.people_like(officer_acts, "Hana", now=now) == ()
    with pytest.raises(NotThere):
        take(officer_acts, now, person=hana)
    assert not Case.objects.exists()


def test_sent_twice_leaves_no_second_person_behind(
    officer_acts: Actor, team: Any, now: datetime
) -> None:
    once = uuid4()
    take(officer_acts, now, form=once)

    with pytest.raises(SentTwice):
        take(officer_acts, now, form=once)

    assert Person.objects.count() == 1


def test_a_landlord_without_a_team_is_told_what_to_do(landlord: Any, now: datetime) -> None:
    clerk = made.as_actor(made.make_user(landlord, "contact centre"))

    with pytest.raises(Refused, match="no team"):
        take(clerk, now)
    assert not Person.objects.exists()


def test_a_home_of_another_landlord_is_not_there(
    officer_acts: Actor, other_landlord: Any, team: Any, now: datetime
) -> None:
    theirs = made.make_home(other_landlord)

    with pytest.raises(NotThere):
        take(officer_acts, now, home=theirs.id)


def test_homes_are_found_by_address_and_postcode(
    officer_acts: Actor, landlord: Any, other_landlord: Any
) -> None:
    home = made.make_home(landlord, address="12 Teasel Court", postcode="ZZ1 1ZZ")
    made.make_home(other_landlord, address="12 Teasel Court")

    for typed in ("teasel", "ZZ1"):
        assert [one.id for one in asking.homes_like(officer_acts, typed)] == [home.id]
    assert asking.homes_like(officer_acts, "t") == ()


def test_a_second_number_is_added_and_the_first_stays(
    officer_acts: Actor, landlord: Any, team: Any, now: datetime
) -> None:
    person = made.make_person(landlord, "Hana Quill", phone="01632 960001")

    take(officer_acts, now, person=person, phone="01632 960002")

    details = Person.objects.get().details
    assert (details["phone"], details["other_phone"]) == ("01632 960001", "01632 960002")


def test_what_a_caller_told_of_reaching_them_stands_beside_their_name(
    officer_acts: Actor, landlord: Any, now: datetime
) -> None:
    ways = {"calls": Way(says="not ok"), "text": Way(says="ok")}
    made.make_person(landlord, "Hana Quill", ways=ways, best_time="After 3pm")
    made.make_person(landlord, "Hana of the police", kind="professional")

    (found,) = asking.people_like(officer_acts, "Hana", now=now)

    assert found.hint == "not safe: calls; After 3pm"
