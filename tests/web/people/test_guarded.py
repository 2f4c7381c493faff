"""Whom a restricted case is about: reached by those cleared, not there for who has a stake."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from factories import made

from putright.core.events.person import Way
from putright.stores.people.models import Interest
from putright.stores.record.cases import NewParty

pytestmark = pytest.mark.django_db
NUMBER = "07700 900456"
WHEN = "at the school gate"


@pytest.fixture
def person(landlord: Any) -> UUID:
    ways = {"visit": Way(says="only when", when=WHEN)}
    return made.make_person(landlord, "Mina Tarn", phone=NUMBER, ways=ways, code_word="heron")


@pytest.fixture
def brother(landlord: Any) -> UUID:
    return made.make_person(landlord, "Rolf Tarn")


@pytest.fixture
def restricted(person: UUID, brother: UUID, make_case: Any, staff: Any) -> Any:
    other = NewParty(key="other", side="other party", person=brother)
    return make_case(
        title="Kept quiet", person=person, is_restricted=True, officer=staff("officer"),
        parties=[other],
    )  # fmt: skip


def text(response: Any) -> str:
    assert response.status_code == 200
    found: str = response.content.decode()
    return found


def test_who_is_not_cleared_is_told_to_speak_with_the_officer_and_no_more(
    client: Client, signed_in: Any, person: UUID, restricted: Any
) -> None:
    signed_in(client, "contact centre")

    page = text(client.get(f"/people/{person}"))
    found = text(client.post("/people/", {"q": "Mina"}))

    for shown in (page, found):
        assert NUMBER not in shown and WHEN not in shown and "Kept quiet" not in shown
        assert "speak with the officer of the case" in shown
    assert restricted.reference in page and "Restricted" in page
    assert client.get(f"/people/{person}/contact").status_code == 403
    assert client.get(f"/people/{person}/details").status_code == 403
    assert client.post(f"/people/{person}/show", {"what": "code word"}).status_code == 403
    sent = {"seen": "1", "how": "met", "what": "Deaf"}
    assert client.post(f"/people/{person}/need", sent).status_code == 302


def test_who_is_cleared_sees_how_to_reach_the_person(
    client: Client, signed_in: Any, person: UUID, restricted: Any
) -> None:
    page = text(signed_in(client, "officer").get(f"/people/{person}"))

    assert NUMBER in page and WHEN in page and "Kept quiet" in page


def test_a_stake_in_the_other_side_hides_everybody_of_the_restricted_case(
    client: Client, signed_in: Any, person: UUID, brother: UUID, restricted: Any, staff: Any,
    landlord: Any, now: Any,
) -> None:  # fmt: skip
    user = staff("contact centre")
    Interest.objects.create(
        landlord=landlord, user=user, person_id=brother, why="mine", told_at=now
    )
    signed_in(client, user)

    found = text(client.post("/people/", {"q": "Tarn"}))

    assert "Mina" not in found and "Rolf" not in found
    assert client.get(f"/people/{person}").status_code == 404
    assert client.get(f"/people/{brother}").status_code == 404
