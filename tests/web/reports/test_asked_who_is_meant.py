"""Words that somebody typed and did not choose from: asked about once, and nothing is lost."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from factories import made

from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
ASKED = "Is it this one?"
HOME = "12 Teasel Court"


@pytest.fixture
def home(landlord: Any, team: Any, staff: Any) -> Any:
    """A home on a patch with an officer."""
    patch = made.make_patch(
        landlord, team=team, officer=staff("officer"), cover=staff("team leader")
    )
    return made.make_home(landlord, address=HOME, patch=patch)


def fields(**told: Any) -> dict[str, Any]:
    return {"once": str(uuid4()), "who": "Hana Quill", "what": "He shouted at our gate."} | told


def send(client: Client, told: dict[str, Any]) -> Any:
    return client.post(reverse("reports:new"), told, follow=True)


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def radios(page: str, name: str) -> list[str]:
    found = re.findall(
        rf'<input class="govuk-radios__input" type="radio"[^>]*name="{name}"[^>]*>', page
    )
    return [str(one) for one in found]


def test_a_typed_address_with_a_match_comes_back_with_everything_kept(
    client: Client, home: Any
) -> None:
    told = fields(where=HOME, because="Their own reason", kinds=["threat"])

    page = text_of(send(client, told))

    assert not Case.objects.exists()
    assert ASKED in page
    assert all(words in page for words in (HOME, "Their own reason", told["what"], told["once"]))
    assert str(home.id) in radios(page, "home")[0]
    assert not any(" checked" in one for one in radios(page, "home"))


@pytest.mark.parametrize("is_it", [True, False], ids=["it is this one", "it is not"])
def test_the_explicit_choice_goes_through_with_the_same_form(
    client: Client, home: Any, is_it: bool
) -> None:
    told = fields(where=HOME)
    send(client, told)

    send(client, told | {"home": str(home.id) if is_it else "none", "asked": [HOME]})

    case = Case.objects.get()
    assert case.home_id == (home.id if is_it else None)
    assert (case.officer is not None) == is_it


def test_it_is_asked_once_and_then_what_was_typed_stands(client: Client, home: Any) -> None:
    told = fields(where=HOME)
    asked = re.findall(r'name="asked" value="([^"]*)"', text_of(send(client, told)))

    send(client, told | {"asked": asked})

    assert asked == [HOME]
    assert Case.objects.get().home is None


def test_other_words_are_asked_about_anew(client: Client, home: Any) -> None:
    page = text_of(send(client, fields(where="Teasel", asked=[HOME])))

    assert ASKED in page
    assert not Case.objects.exists()


@pytest.mark.parametrize("typed", ["who", "against"])
def test_a_person_of_that_name_is_asked_about_too(
    client: Client, landlord: Any, team: Any, typed: str
) -> None:
    known = made.make_person(landlord, "Ray Tolland")
    told = fields(**{typed: "Ray Tolland"})
    choice = {"who": "person", "against": "against_person"}[typed]

    page = text_of(send(client, told))
    send(client, told | {choice: str(known)})

    assert ASKED in page
    side = {"who": "resident", "against": "other party"}[typed]
    assert Case.objects.get().parties.get(side=side).person_id == known


def test_several_of_a_name_are_asked_about_in_their_words(
    client: Client, landlord: Any, team: Any
) -> None:
    made.make_person(landlord, "Ray Tolland")
    made.make_person(landlord, "Ray Tolland")

    assert "Is it one of these? Choose one below" in text_of(
        send(client, fields(who="Ray Tolland"))
    )


@pytest.mark.parametrize(
    "told",
    [
        {"who": "Ray Tolland", "nameless": "on"},
        {"against": "nobody"},
        {"where": "A street of another town"},
    ],
)
def test_nothing_is_asked_where_nothing_can_be_meant(
    client: Client, landlord: Any, team: Any, told: dict[str, Any]
) -> None:
    for name in ("Ray Tolland", "Nobody Known"):
        made.make_person(landlord, name)

    send(client, fields(**told))

    assert Case.objects.count() == 1


def test_a_choice_that_is_no_id_is_a_mistake_and_no_failure(client: Client, home: Any) -> None:
    answer = send(client, fields(where=HOME, home="that one"))

    assert answer.status_code == 200
    assert not Case.objects.exists()


def test_the_choice_no_stays_made_when_the_page_is_looked_up_again(
    client: Client, home: Any
) -> None:
    page = text_of(send(client, fields(where=HOME, home="none", look="yes")))

    assert " checked" in radios(page, "home")[-1]
