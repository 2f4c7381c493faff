"""A related case that somebody may not open is nowhere for them: no row, no count, no reason."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from factories import made

from putright.casework.actions import links as actions
from putright.stores.record.cases import NewParty
from putright.stores.record.links import NewLink, write
from putright.stores.record.models import CaseLink

pytestmark = pytest.mark.django_db
ROLES = ("contact centre", "officer", "team leader", "head of service", "auditor", "approver",
         "complaints handler")  # fmt: skip
EACH_TIME = re.compile(r'(name="(csrfmiddlewaretoken|once)" value|data-csrf|nonce)="[^"]*"')


@pytest.fixture
def owner(landlord: Any, team: Any) -> Any:
    return made.make_user(landlord, "officer", team=team, name="Orla Finch")


@pytest.fixture
def home(landlord: Any) -> Any:
    return made.make_home(landlord, postcode="ZZ5 5ZZ")


@pytest.fixture
def neighbour(landlord: Any, home: Any) -> Any:
    return made.make_person(landlord, "Wilf Brambletoe", home=home)


@pytest.fixture
def case(make_case: Any, neighbour: Any, landlord: Any) -> Any:
    """A plain case about the neighbour, who has a case of his own."""
    complained_of = NewParty(key="n", side="other party", person=neighbour)
    return make_case(parties=[complained_of], home=made.make_home(landlord, postcode="ZZ5 5ZZ"))


@pytest.fixture
def counter(landlord: Any, team: Any, owner: Any, home: Any, neighbour: Any, now: Any
            ) -> Callable[..., Any]:  # fmt: skip
    """The neighbour's own case: the same people, home and evening."""

    def make(**told: Any) -> Any:
        return made.make_case(
            landlord, team=team, officer=owner, home=home, person=neighbour,
            entries=[made.a_report(now - timedelta(hours=2))], reference="A-HIDDEN", **told,
        )  # fmt: skip

    return make


def shown(client: Client, case: Any) -> dict[str, str]:
    """The pages of a case that could tell of another, without what differs each time."""
    found = {}
    for part in ("related/", "", "timeline/", "people/", "promises/"):
        answer = client.get(f"/cases/{case.id}/{part}")
        assert answer.status_code == 200, part
        found[part] = EACH_TIME.sub("", answer.content.decode())
    return found


def joins(owner: Any, case: Any, other: Any, now: Any) -> None:
    for what, first, second in (("counter report", case, other), ("same people", other, case)):
        actions.join(
            actor=made.as_actor(owner), case_id=first.id, other=second.id, what=what,
            why="Each complains of the other.", now=now,
        )  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_a_restricted_case_is_neither_joined_nor_suggested_for_those_outside_its_circle(
    role: str, case: Any, counter: Any, owner: Any, staff: Any, signed_in: Any, now: Any
) -> None:
    client = signed_in(Client(), staff(role))
    shown(client, case)
    before = shown(client, case)

    other = counter(is_restricted=True)
    assert shown(client, case) == before
    joins(owner, case, other, now)

    assert CaseLink.objects.count() == 2
    assert shown(client, case) == before


def test_those_inside_the_circle_of_both_see_the_joining(
    case: Any, counter: Any, owner: Any, signed_in: Any, now: Any
) -> None:
    joins(owner, case, counter(is_restricted=True), now)

    page = shown(signed_in(Client(), owner), case)["related/"]

    assert "A-HIDDEN" in page
    assert "each reports the other." in page


@pytest.mark.parametrize("role", ["contact centre", "officer", "team leader", "auditor"])
def test_for_whoever_has_a_stake_in_the_other_case_it_is_not_there(
    role: str, make_case: Any, landlord: Any, owner: Any, staff: Any, stake: Any, signed_in: Any,
    now: Any,
) -> None:  # fmt: skip
    home = made.make_home(landlord)
    relative = made.make_person(landlord, "Ada Quill", home=made.make_home(landlord))
    case = make_case(home=home)
    stake(staff(role), person_id=relative)
    client = signed_in(Client(), staff(role))
    shown(client, case)
    before = shown(client, case)

    joins(owner, case, make_case(home=home, person=relative, reference="A-HIDDEN"), now)

    assert shown(client, case) == before
    assert "A-HIDDEN" in shown(signed_in(Client(), owner), case)["related/"]


def test_a_case_of_another_landlord_is_never_related(
    case: Any, other_landlord: Any, signed_in: Any
) -> None:
    client = signed_in(Client())
    shown(client, case)
    before = shown(client, case)

    theirs = made.make_case(
        other_landlord, team=made.make_team(other_landlord), reference="A-HIDDEN",
        home=made.make_home(other_landlord, postcode="ZZ5 5ZZ"),
    )  # fmt: skip

    assert shown(client, case) == before
    told = {"reference": theirs.reference, "what": "same home", "why": "Next door."}
    answer = client.post(f"/cases/{case.id}/related/", told).content.decode()
    assert "There is no other case with that reference that you can open." in answer


def test_a_row_between_two_landlords_would_show_nothing(
    case: Any, other_landlord: Any, landlord: Any, signed_in: Any, now: Any
) -> None:
    theirs = made.make_case(other_landlord, team=made.make_team(other_landlord))
    crossed = NewLink(case=case.id, other=theirs.id, what="same home")
    client = signed_in(Client())
    shown(client, case)
    before = shown(client, case)

    write(landlord=landlord.id, link=crossed, by=None, now=now)

    assert shown(client, case) == before


def test_what_hangs_on_a_hidden_case_alone_is_not_reached_through_it(
    case: Any, counter: Any, make_case: Any, owner: Any, signed_in: Any, now: Any
) -> None:
    client = signed_in(Client())
    behind = make_case(reference="A-BEHIND")
    shown(client, case)
    before = shown(client, case)

    hidden = counter(is_restricted=True)
    joins(owner, case, hidden, now)
    joins(owner, hidden, behind, now)

    assert shown(client, case) == before
    assert "A-BEHIND" in shown(signed_in(Client(), owner), case)["related/"]


@pytest.mark.parametrize("says", ["join", "refuse"])
def test_what_is_hidden_is_answered_like_what_is_not(
    says: str, case: Any, counter: Any, owner: Any, signed_in: Any, now: Any
) -> None:
    hidden = counter(is_restricted=True)
    joins(owner, case, hidden, now)
    client = signed_in(Client())
    where = f"/cases/{case.id}/related"
    nobodys = "00000000-0000-4000-8000-000000000000"

    for path in ("decide/", "part/"):
        answers = [
            client.post(f"{where}/{path}", {"other": one, "says": says, "what": "counter report"})
            for one in (str(hidden.id), nobodys)
        ]
        assert [one.status_code for one in answers] == [404, 404]
    told = {"what": "counter report", "why": "Each."}
    pages = [
        EACH_TIME.sub("", client.post(f"{where}/", {**told, "reference": one}).content.decode())
        for one in ("A-HIDDEN", "A-NOBODY")
    ]
    assert pages[0].replace("A-HIDDEN", "A-NOBODY") == pages[1]
