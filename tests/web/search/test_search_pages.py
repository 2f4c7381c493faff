"""P6 by the door: a page that needs no script, and the part that the command bar swaps in."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from factories.made import NOW, a_report, make_home, make_person

from putright.casework.queries import search
from putright.stores.record.models import Reading

pytestmark = pytest.mark.django_db
BAR = {"HX-Request": "true"}


@pytest.fixture
def officer_at_work(client: Client, signed_in: Any) -> Client:
    return signed_in(client, "officer")


def ask(client: Client, text: str, **more: Any) -> str:
    answer = client.post(reverse("search:find"), {"q": text}, **more)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_case_is_found_with_its_line_and_the_text_stays(officer_at_work, make_case) -> None:
    case = make_case(entries=[a_report(NOW, text="The <b>drumming</b> woke her.")])

    page = ask(officer_at_work, "drumming")

    assert case.reference in page
    assert "The &lt;b&gt;<mark>drumming</mark>&lt;/b&gt; woke her." in page
    assert 'value="drumming"' in page
    assert "1 found for “drumming”" in page


def test_the_bar_gets_a_part_and_no_page(officer_at_work, make_case) -> None:
    case = make_case()

    part = ask(officer_at_work, "music", headers=BAR)

    assert case.reference in part
    assert 'data-said="1 found for “music”"' in part
    assert "<html" not in part and "<h1" not in part


def test_what_was_typed_is_carried_to_a_new_report_and_not_in_an_address(
    officer_at_work, landlord
) -> None:
    page = ask(officer_at_work, 'Mrs "Nobody" & son')

    assert "Nothing was found for “Mrs &#34;Nobody&#34; &amp; son”" in page
    assert '<input type="hidden" name="q" value="Mrs &#34;Nobody&#34; &amp; son">' in page
    report = officer_at_work.post(reverse("reports:new"), {"q": 'Mrs "Nobody" & son'})
    assert "Mrs &quot;Nobody&quot; &amp; son" in report.content.decode().replace("&#34;", "&quot;")
    assert "?q=" not in page


def test_words_in_the_address_are_not_looked_at(officer_at_work, make_case) -> None:
    case = make_case()

    answer = officer_at_work.get(reverse("search:find"), {"q": "music"})

    assert case.reference not in answer.content.decode()
    assert not Reading.objects.filter(what="search").exists()


def test_nothing_typed_shows_the_cases_opened_last(officer_at_work, make_case) -> None:
    case = make_case()
    officer_at_work.get(reverse("cases:page", kwargs={"case_id": case.id}))

    assert case.reference in officer_at_work.get(reverse("search:find")).content.decode()
    assert case.reference in ask(officer_at_work, "", headers=BAR)


def test_every_group_leads_somewhere(officer_at_work, landlord, make_case) -> None:
    home = make_home(landlord, address="4 Teasel Court")
    person = make_person(landlord, "Ada Teasel", home=home)
    worker = make_person(landlord, "Perry Dunlin", kind="professional", organisation="Teasel Trust")
    case = make_case(person=person, home=home)

    page = ask(officer_at_work, "teasel")

    for name, kwargs in (
        ("people:page", {"person_id": person}), ("people:page", {"person_id": worker}),
        ("cases:page", {"case_id": case.id}), ("contact:log", {"case_id": case.id}),
    ):  # fmt: skip
        assert f'href="{reverse(name, kwargs=kwargs)}"' in page
    assert f"{reverse('reports:new')}?home={home.id}" in page
    assert "Log a call with Ada Teasel" in page


def test_a_restricted_case_shows_the_word_and_the_reference(
    client, signed_in, make_case, officer
) -> None:
    case = make_case(is_restricted=True, title="Quaggabell", entries=[a_report(NOW, text="A yak.")])
    signed_in(client, "team leader")

    page = ask(client, case.reference)

    assert case.reference in page and "Restricted" in page
    assert "Quaggabell" not in page
    assert case.reference not in ask(client, "yak")


def test_searching_without_pause_is_slowed_in_words(
    officer_at_work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_A_MINUTE", 1)
    ask(officer_at_work, "music")

    answer = officer_at_work.post(reverse("search:find"), {"q": "music"})

    assert answer.status_code == 429
    assert "Wait a moment" in answer.content.decode()
    assert "Wait a moment" in ask(officer_at_work, "music", headers=BAR)


@pytest.mark.parametrize("text", ['"*', "NEAR(", "\0", "10" * 30, "x" * 10_000, "<script>", "%"])
def test_awkward_text_gives_a_page(officer_at_work, make_case, text: str) -> None:
    make_case()

    assert "<script>alert" not in ask(officer_at_work, text)


def test_nobody_searches_signed_out(client: Client) -> None:
    assert client.post(reverse("search:find"), {"q": "x"}).status_code == 302


def test_an_administrator_gets_no_case_content(client, signed_in) -> None:
    signed_in(client, "administrator")

    assert client.post(reverse("search:find"), {"q": "music"}).status_code == 403
