"""Drafts by the doors: kept for their author alone, forgotten, and staying signed in."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from factories import made

from putright.stores.record.models import Case, Draft

pytestmark = pytest.mark.django_db
WORDS = "She told me about the gate and the dog."


def keep(client: Client, place: str, **told: Any) -> Any:
    return client.post(f"{reverse('drafts:keep')}?place={place}", told or {"note": WORDS})


def test_what_is_long_enough_is_kept_with_no_token_and_no_form_id(
    client: Client, case: Case
) -> None:
    answer = keep(client, f"contact:{case.id}", note=WORDS, once=str(uuid4()), seen="1")

    draft = Draft.objects.get()
    assert answer.status_code == 204
    assert draft.fields == {"note": [WORDS]}
    assert draft.case_id == case.id


def test_json_is_kept_as_a_form_is(client: Client, case: Case) -> None:
    address = f"{reverse('drafts:keep')}?place=contact:{case.id}"
    told = {"note": WORDS, "keeps": ["a", "b"]}

    client.post(address, told, content_type="application/json")

    assert Draft.objects.get().fields == {"note": [WORDS], "keeps": ["a", "b"]}


@pytest.mark.parametrize("body", ["[1]", "not json"])
def test_what_is_no_form_is_refused(client: Client, body: str) -> None:
    address = f"{reverse('drafts:keep')}?place=report:{uuid4()}"

    assert client.post(address, body, content_type="application/json").status_code == 400


def test_a_few_letters_are_not_kept(client: Client, case: Case) -> None:
    assert keep(client, f"contact:{case.id}", note="x" * 20).status_code == 204
    assert not Draft.objects.exists()


def test_a_sign_that_no_database_takes_is_left_out(client: Client, case: Case) -> None:
    keep(client, f"contact:{case.id}", note=f"{WORDS}\0")

    assert Draft.objects.get().fields == {"note": [WORDS]}
    assert client.post(reverse("drafts:forget"), {"place": "a\0b"}).status_code == 302
    assert client.get(reverse("reports:new"), {"draft": "\0"}).status_code == 200
    assert client.post(reverse("reports:where"), {"where": "a\0b"}).status_code == 200


def test_kept_again_it_is_one_draft(client: Client, case: Case) -> None:
    for words in (WORDS, WORDS + " More."):
        keep(client, f"contact:{case.id}", note=words)

    assert Draft.objects.get().fields["note"] == [WORDS + " More."]


@pytest.mark.parametrize("place", ["", "../x", "contact:not-an-id", "X" * 80])
def test_a_place_that_is_none_keeps_nothing(client: Client, place: str) -> None:
    assert keep(client, place).status_code == 403
    assert not Draft.objects.exists()


def test_nobody_keeps_words_about_a_case_that_is_not_theirs(
    client: Client, other_landlord: Any
) -> None:
    theirs = made.make_case(other_landlord, team=made.make_team(other_landlord))

    assert keep(client, f"contact:{theirs.id}").status_code == 404
    assert not Draft.objects.exists()


def test_a_draft_is_its_authors_alone(
    client: Client, case: Case, signed_in: Callable[..., Client]
) -> None:
    keep(client, f"contact:{case.id}")
    other = signed_in(Client(), "team leader")
    address = reverse("contact:log", kwargs={"case_id": case.id})

    other.post(reverse("drafts:forget"), {"place": f"contact:{case.id}", "back": address})

    assert WORDS not in other.get(address).content.decode()
    assert WORDS in client.get(address).content.decode()


def test_thrown_away_it_is_gone_and_the_page_opens_afresh(client: Client, case: Case) -> None:
    keep(client, f"contact:{case.id}")
    back = reverse("contact:log", kwargs={"case_id": case.id})

    answer = client.post(reverse("drafts:forget"), {"place": f"contact:{case.id}", "back": back})

    assert answer.url == back
    assert not Draft.objects.exists()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_going_back_leads_nowhere_else(client: Client, back: str) -> None:
    answer = client.post(reverse("drafts:forget"), {"place": "report", "back": back})

    assert answer.url == "/"


def test_staying_makes_the_session_last_again(client: Client) -> None:
    before = client.session.get_expiry_date()

    answer = client.post(reverse("drafts:stay"))

    assert answer.status_code == 204
    assert answer.cookies["sessionid"]["max-age"]
    assert client.session.get_expiry_date() >= before


@pytest.mark.parametrize("name", ["keep", "forget", "stay"])
def test_only_a_posted_form_does_anything(client: Client, name: str) -> None:
    assert client.get(reverse(f"drafts:{name}")).status_code == 405


def test_who_is_writing_is_told_for_two_minutes_and_to_nobody_outside(
    case: Case, actor_of: Callable[..., Any], other_landlord: Any, now: Any
) -> None:
    from putright.casework.actions import drafts as keeping
    from putright.casework.queries.drafts import writing_now

    keeping.keep(actor=actor_of("officer"), place=f"contact:{case.id}", fields={"note": [WORDS]},
                 now=now, case=case.id)  # fmt: skip
    outside = made.as_actor(made.make_user(other_landlord, "officer"))
    leader = actor_of("team leader")

    assert writing_now(leader, case.id, now=now + timedelta(minutes=2)) == ("The officer",)
    assert writing_now(leader, case.id, now=now + timedelta(minutes=3)) == ()
    assert writing_now(actor_of("officer"), case.id, now=now) == ()
    assert writing_now(outside, case.id, now=now) == ()


def test_a_draft_that_comes_after_its_form_was_saved_is_not_kept(client: Client, team: Any) -> None:
    once = str(uuid4())
    told = {"once": once, "who": "Hana Quill", "what": WORDS}
    client.post(reverse("reports:new"), told)

    answer = keep(client, f"report:{once}", **told)

    assert answer.status_code == 204
    assert not Draft.objects.exists()
    assert "You began a report" not in client.get(reverse("reports:new")).content.decode()


def test_a_late_draft_of_a_form_of_a_case_is_not_kept_and_the_next_form_is(
    client: Client, case: Case
) -> None:
    once = str(uuid4())
    address = reverse("cases:note", kwargs={"case_id": case.id})
    saved = client.post(address, {"once": once, "text": WORDS, "on": "14/4/2026"})
    assert saved.status_code == 302

    keep(client, f"case-note:{case.id}", once=once, text=WORDS)
    assert not Draft.objects.exists()

    keep(client, f"case-note:{case.id}", once=str(uuid4()), text=WORDS)
    assert Draft.objects.get().fields == {"text": [WORDS]}
