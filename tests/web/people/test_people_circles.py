"""For whom a person exists at all: stakes, other landlords, roles."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from factories import made

from putright.stores.accounts.models import SecurityEvent
from putright.stores.people.models import Interest, Member, Tenancy

pytestmark = pytest.mark.django_db
PATHS = ("", "/contact", "/details", "/need", "/authority", "/safe-address")


@pytest.fixture
def home(landlord: Any) -> Any:
    return made.make_home(landlord, address="3 Sluice Lane")


@pytest.fixture
def person(landlord: Any, home: Any) -> UUID:
    return made.make_person(landlord, "Ezra Loom", home=home)


@pytest.fixture
def client(client: Client, signed_in: Callable[..., Client], clock_at: Any, now: Any) -> Client:
    clock_at(now)
    return signed_in(client, "officer")


def lives_with(landlord: Any, home: Any, *people: UUID, ends_on: str | None = None) -> None:
    tenancy = Tenancy.objects.create(
        landlord=landlord, reference="T-1", home=home, starts_on="2020-01-01", ends_on=ends_on
    )
    for one in people:
        Member.objects.create(landlord=landlord, tenancy=tenancy, person_id=one)


def is_hidden(client: Client, person: UUID) -> bool:
    seen = {client.get(f"/people/{person}{path}").status_code for path in PATHS}
    seen.add(client.post(f"/people/{person}/show", {"what": "code word"}).status_code)
    found = client.post("/people/", {"q": "Ezra"}).content.decode()
    return seen == {404} and "Ezra Loom" not in found


def stake(landlord: Any, user: Any, now: Any, **about: Any) -> None:
    Interest.objects.create(landlord=landlord, user=user, why="mine", told_at=now, **about)


def test_a_person_with_whom_one_has_a_stake_does_not_exist(
    client: Client, person: UUID, landlord: Any, officer: Any, now: Any
) -> None:
    assert not is_hidden(client, person)

    stake(landlord, officer, now, person_id=person)

    assert is_hidden(client, person)


def test_a_stake_in_the_home_hides_who_lives_there(
    client: Client, person: UUID, home: Any, landlord: Any, officer: Any, now: Any
) -> None:
    stake(landlord, officer, now, home=home)

    assert is_hidden(client, person)


def test_a_stake_in_one_of_the_household_hides_the_others_even_after_the_tenancy(
    client: Client, person: UUID, landlord: Any, officer: Any, now: Any
) -> None:
    sister, elsewhere = made.make_person(landlord, "Sister"), made.make_home(landlord)
    lives_with(landlord, elsewhere, person, sister, ends_on="2024-01-01")

    stake(landlord, officer, now, person_id=sister)

    assert is_hidden(client, person)


def test_a_colleague_of_whoever_has_a_stake_sees_the_person(
    person: UUID, landlord: Any, officer: Any, now: Any, client: Client, signed_in: Any
) -> None:
    stake(landlord, officer, now, person_id=person)

    assert not is_hidden(signed_in(Client(), "team leader"), person)


def test_another_landlords_staff_find_nobody(
    client: Client, person: UUID, signed_in: Any, now: Any
) -> None:
    other = made.make_landlord(is_sample=True)
    stranger = made.make_user(other, "officer", team=made.make_team(other))

    assert is_hidden(signed_in(Client(), stranger), person)


def test_an_administrator_sees_no_person_and_an_auditor_changes_none(
    client: Client, person: UUID, signed_in: Any
) -> None:
    administrator = signed_in(Client(), "administrator")
    auditor = signed_in(Client(), "auditor")
    sent = {"seen": "1", "how": "met", "what": "Deaf"}

    assert administrator.get(f"/people/{person}").status_code == 403
    assert administrator.post("/people/", {"q": "Ezra"}).status_code == 403
    assert auditor.get(f"/people/{person}").status_code == 200
    assert auditor.post(f"/people/{person}/need", sent).status_code == 403
    assert auditor.get(f"/people/{person}/contact").status_code == 403


def test_a_bare_post_changes_nothing_and_breaks_nothing(client: Client, person: UUID) -> None:
    for path in PATHS[1:]:
        page = client.post(f"/people/{person}{path}")
        assert page.status_code == 200 and b"There is a problem" in page.content
    assert client.post(f"/people/{person}").status_code == 405
    assert client.post(f"/people/{person}/show").status_code == 302
    assert client.post(f"/people/{person}/need/5/end", {"seen": 1, "how": "met"}).status_code == 404


def test_telling_of_a_stake_hides_the_person_at_once_and_is_kept(
    client: Client, person: UUID, officer: Any
) -> None:
    offered = client.post("/people/interests", {"typed": "Ezra"}).content.decode()
    sent = {"typed": "Ezra", "step": "save", "about": f"person:{person}", "why": "My brother"}

    saved = client.post("/people/interests", sent)

    assert "Ezra Loom, 3 Sluice Lane" in offered
    assert saved.status_code == 302 and is_hidden(client, person)
    page = client.get("/people/interests").content.decode()
    assert "Ezra Loom" in page and "My brother" in page
    assert SecurityEvent.objects.filter(what="interest.told", actor_id=officer.id).count() == 1


def test_the_page_of_stakes_never_tells_a_name_that_came_later(
    client: Client,
    person: UUID,
    landlord: Any,
    officer: Any,
    now: Any,
    signed_in: Any,
    clock_at: Any,
) -> None:
    stake(landlord, officer, now, person_id=person)
    clock_at(now + timedelta(days=1))
    sent = {"seen": "1", "how": "met", "name": "Another Name"}
    signed_in(Client(), "team leader").post(f"/people/{person}/details", sent)

    page = client.get("/people/interests").content.decode()

    assert "Ezra Loom" in page and "Another Name" not in page


def test_a_stake_in_what_was_not_offered_is_not_taken(client: Client, landlord: Any) -> None:
    other = made.make_person(landlord, "Somebody Else")
    sent = {"typed": "Sluice", "step": "save", "about": f"person:{other}", "why": "x"}

    page = client.post("/people/interests", sent).content.decode()

    assert "Choose which one you mean" in page and not Interest.objects.exists()


def test_an_administrator_finds_only_what_fits_exactly_and_learns_nothing(
    client: Client, person: UUID, signed_in: Any
) -> None:
    administrator = signed_in(Client(), "administrator")

    part = administrator.post("/people/interests", {"typed": "Ezra"}).content.decode()
    whole = administrator.post("/people/interests", {"typed": "ezra loom"}).content.decode()

    assert "Nothing here fits that" in part
    assert "Sluice" not in whole and f"person:{person}" in whole
