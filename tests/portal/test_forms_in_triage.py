"""What came by a public form is dealt with like any post, and its words do nothing there."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from factories.made import NOW, make_home

from putright.casework.live import load
from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
HOSTILE = (
    '<script>alert(1)</script><img src=x onerror="alert(2)" hx-get="/staff/"> {{ 7*7 }} "\'>'
    "\u202egnp.exe javascript:alert(3)"
)


def test_hostile_words_stand_in_triage_as_words(front: Any, items: Any, signed_in: Any) -> None:
    front.send(what=HOSTILE, who=HOSTILE, email=HOSTILE, address=HOSTILE, where=HOSTILE,
               needs=HOSTILE, for_whom=HOSTILE)  # fmt: skip
    client = signed_in(Client(), "contact centre")

    for path in ("/triage/", f"/triage/?item={items()[0].id}", f"/triage/{items()[0].id}/"):
        page = client.get(path)
        text = page.content.decode()
        assert page.status_code == 200
        assert "&lt;script&gt;alert(1)" in text
        assert "<script>alert" not in text and "<img src=x" not in text
        assert 'hx-get="/staff/"' not in text and 'href="javascript:' not in text


def test_what_was_told_once_is_not_asked_again(front: Any, items: Any, signed_in: Any) -> None:
    number = front.send(
        what="Glass in the sandpit", where="the yard", who="Ada Brightwater", hate="not sure",
        safe=["none"], phone="01632 960321",
    )  # fmt: skip
    (item,) = items()
    client = signed_in(Client(), "contact centre")

    begun = client.post(f"/triage/{item.id}/report/", {"version": item.version}, follow=True)
    text = begun.content.decode()

    assert number.status_code == begun.status_code == 200
    for words in ("Glass in the sandpit", 'value="the yard"', "Ada Brightwater", "01632 960321"):
        assert words in text
    assert item.fields["unsafe"] and not item.fields["safe"]


def test_a_hate_tick_alone_is_urgent_and_its_receipt_says_so(front: Any, items: Any) -> None:
    page = front.send(what="Eggs at the window again", hate="yes").content.decode()

    (item,) = items()
    assert item.urgent == ["because of who they are: yes"]
    assert page.index("Ring 999") < page.index("We have your message</h1>")
    assert page.count("Is somebody in danger now?") == 1


def test_an_urgent_form_is_read_sooner_than_another(front: Any, items: Any) -> None:
    from putright.casework.actions import public_forms

    def by(words: str) -> Any:
        sent = public_forms.Sent(kind="report", form=uuid4(), told={"what": words})
        return public_forms.take(landlord=front.landlord.id, sent=sent, now=NOW)

    soon = by("he said he will burn us out. im scared for the kids")

    assert soon.is_urgent and soon.read_by == NOW + timedelta(hours=1)
    assert not (usual := by("The bins are full")).is_urgent and usual.read_by != soon.read_by


def test_what_is_added_and_is_urgent_makes_the_receipt_so(front: Any) -> None:
    first = front.send(what="The bins are full").content.decode()
    added = front.send("receipt/", what="now he has set fire to them").content.decode()

    heading = "We have your message</h1>"
    assert "Ring 999" not in first.partition(heading)[0]
    assert "Ring 999" in added.partition(heading)[0]


def test_a_way_ticked_beside_none_is_told_and_none_holds(front: Any, items: Any) -> None:
    front.send(safe=["text", "none"], phone="07700 900123")

    (item,) = items()
    both = "They ticked texts as safe, and that none is. Until they say which, none is."
    assert both in item.text and both in item.notes
    assert "text" in item.fields["unsafe"] and not item.fields["safe"]


ADDRESS = "14 Farthing Row, Northbrook"


@pytest.fixture
def begun(items: Any, signed_in: Any) -> Any:
    """``begun()``: the page of a report that was begun with the form that came."""
    client = signed_in(Client(), "contact centre")

    def page() -> str:
        (item,) = items()
        sent = {"version": item.version}
        return client.post(f"/triage/{item.id}/report/", sent, follow=True).content.decode()

    page.client = client  # type: ignore[attr-defined]
    return page


@pytest.mark.parametrize("typed", [ADDRESS, "14 farthing row", "14 Farthing Row, ZZ9 9ZZ"])
def test_the_typed_address_leads_to_its_home(
    front: Any, begun: Any, landlord: Any, typed: str
) -> None:
    home = make_home(landlord, address=ADDRESS)
    make_home(landlord, address="14 Farthing Rowhouses")
    make_home(landlord, address="114 Farthing Row")
    front.send(address=typed, where="the bin store")

    text = begun()

    assert f'value="{home.id}" checked' in text
    assert f'name="where" type="text" autocomplete="off" value="{typed}"' in text
    assert 'value="the bin store"' in text


def test_an_address_that_two_homes_have_leads_to_neither_and_is_kept(
    front: Any, begun: Any, landlord: Any, items: Any
) -> None:
    for town in ("Northbrook", "Southbrook"):
        make_home(landlord, address=f"14 Farthing Row, {town}", postcode=f"ZZ{len(town)} 1AA")
    front.send(address="14 Farthing Row", where="the bin store")
    assert "checked" not in begun().partition('id="where-found"')[2].partition("</fieldset>")[0]

    told = {"once": str(items()[0].id), "who": "Ada", "what": "Glass", "home": "none",
            "where": "14 Farthing Row", "spot": "the bin store"}  # fmt: skip
    begun.client.post("/reports/new", told, follow=True)

    kept = load(Case.objects.get()).timeline.by_id["report"].entry.text
    assert "Where: 14 Farthing Row." in kept
    assert "Where it happened: the bin store." in kept


def test_the_address_of_whoever_tells_of_another_is_told_and_leads_nowhere(
    front: Any, begun: Any, landlord: Any
) -> None:
    home = make_home(landlord, address=ADDRESS)
    front.send(address=ADDRESS, for_whom="somebody else", of_whom="Old Mr Penn, upstairs")

    text = begun()

    assert f"Address: {ADDRESS}" in text and "Others it is about: Old Mr Penn" in text
    assert f'value="{home.id}"' not in text


def test_what_has_the_same_number_leads_to_each_other(
    front: Any, items: Any, signed_in: Any
) -> None:
    front.send(what="Glass in the sandpit")
    front.send("receipt/", what="And in the path")
    number = items()[0].fields["reference"]
    front.send("complaint/", what="Nobody came", number=number.lower())
    front.send(what="Of somebody else")
    first, more, complaint, other = items()
    client = signed_in(Client(), "contact centre")

    for one, others in ((first, (more, complaint)), (more, (first, complaint)),
                        (complaint, (first, more))):  # fmt: skip
        page = client.get(f"/triage/{one.id}/").content.decode()
        for each in others:
            assert f'href="/triage/{each.id}/"' in page
        assert f'href="/triage/{other.id}/"' not in page


def test_the_list_says_what_the_page_of_it_guesses(
    front: Any, landlord: Any, known: Any, signed_in: Any
) -> None:
    home = make_home(landlord, address=ADDRESS)
    known(name="Ottoline Vane", phone="01632 960777")
    front.send(address=ADDRESS)
    front.send(what="Of somebody known", phone="01632960777")

    page = signed_in(Client(), "contact centre").get("/triage/").content.decode()

    assert f"It may be: {home}" in page and "It may be: Ottoline Vane" in page
