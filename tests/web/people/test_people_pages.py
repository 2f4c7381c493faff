"""P11 by the doors: what a page about a person shows, asks, keeps and holds back."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from factories import made

from putright.casework.queries import people
from putright.core.events.person import CHANNELS, Way
from putright.stores.people.models import Member, Person, SafeAddress, Tenancy
from putright.stores.record.cases import NewParty
from putright.stores.record.models import Reading

pytestmark = pytest.mark.django_db
NUMBER = "07700 900123"
HOW = {"how": "met", "how_more": ""}


@pytest.fixture
def home(landlord: Any) -> Any:
    return made.make_home(landlord, address="12 Teasel Court", postcode="ZZ1 1ZZ")


@pytest.fixture
def person(landlord: Any, home: Any) -> UUID:
    ways = {"calls": Way(says="not ok", when="he answers her phone"), "text": Way(says="ok")}
    return made.make_person(
        landlord, "Hana Quill", home=home, phone=NUMBER, email="hana@mail.example", ways=ways,
        code_word="heron",
    )  # fmt: skip


@pytest.fixture
def client(client: Client, signed_in: Callable[..., Client], clock_at: Any, now: Any) -> Client:
    clock_at(now)
    return signed_in(client, "officer")


def answers(**told: str) -> dict[str, str]:
    """A contact form filled in: every way asked about."""
    ways = {channel: "not ok" for channel in CHANNELS}
    return {"seen": "1", "checked_with": "herself", **HOW, **ways, **told}


def known(person: UUID) -> dict[str, Any]:
    found: dict[str, Any] = Person.objects.get(id=person).details
    return found


def text(response: Any) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_card_shows_each_rule_and_no_number_of_a_way_that_is_not_ok(
    client: Client, person: UUID
) -> None:
    page = text(client.get(f"/people/{person}"))

    assert "Not OK" in page and "he answers her phone" in page and "Do not use" in page
    assert page.count(NUMBER) == 2  # beside voicemail and text, not beside calls
    assert "We have not asked. Ask at next contact." in page


def test_nothing_is_ok_for_somebody_who_was_never_asked(client: Client, landlord: Any) -> None:
    person = made.make_person(landlord, phone=NUMBER)

    page = text(client.get(f"/people/{person}"))
    form = text(client.get(f"/people/{person}/contact"))

    assert "pr-tag-met" not in page
    assert form.count('value="not asked" checked') == len(CHANNELS)


def test_the_code_word_is_shown_on_demand_only_and_that_is_written_down(
    client: Client, person: UUID
) -> None:
    before = text(client.get(f"/people/{person}")) + text(client.get(f"/people/{person}/contact"))

    shown = text(client.post(f"/people/{person}/show", {"what": "code word"}))

    assert "heron" not in before and "heron" in shown
    assert Reading.objects.filter(person_id=person, what="code word").count() == 1


def test_every_opening_is_written_down(client: Client, person: UUID, officer: Any) -> None:
    client.get(f"/people/{person}")

    assert Reading.objects.filter(user_id=officer.id, what="person", person_id=person).exists()


def test_a_change_of_contact_is_read_back_before_it_is_saved(client: Client, person: UUID) -> None:
    sent = answers(text="only when", text_when="after six")

    check = text(client.post(f"/people/{person}/contact", sent | {"step": "check"}))
    unsaved = known(person)["ways"]["text"]
    saved = client.post(f"/people/{person}/contact", sent | {"step": "save"})

    assert "Text: only when: after six." in check
    assert "Calls: no, we will not use this." in check
    assert unsaved["says"] == "ok"
    assert saved.status_code == 302
    assert known(person)["ways"]["text"] == {"says": "only when", "when": "after six"}
    assert known(person)["code_word"] == "heron"
    assert known(person)["checked_at"]


def test_only_when_without_saying_when_is_sent_back_with_the_rest_kept(
    client: Client, person: UUID
) -> None:
    page = text(client.post(f"/people/{person}/contact", answers(calls="only when")))

    assert "Calls: write when it is safe" in page and 'value="herself"' in page
    assert "<title>Error: " in page


def test_going_back_from_the_reading_keeps_what_was_answered(client: Client, person: UUID) -> None:
    sent = answers(best_time="school hours") | {"step": "change"}

    page = text(client.post(f"/people/{person}/contact", sent))

    assert 'value="school hours"' in page and "There is a problem" not in page


def test_somebody_who_wrote_meanwhile_is_shown_first_and_the_text_is_kept(
    client: Client, person: UUID
) -> None:
    need = {"seen": "1", "what": "Deaf in one ear", "helps": "Text first", **HOW}
    client.post(f"/people/{person}/need", need)

    page = text(client.post(f"/people/{person}/need", need | {"what": "Bad knee"}))
    again = client.post(f"/people/{person}/need", need | {"what": "Bad knee", "seen": "2"})

    assert "Somebody added to this since you opened it" in page and 'value="Bad knee"' in page
    assert 'name="seen" value="2"' in page
    assert again.status_code == 302
    assert [one["what"] for one in known(person)["needs"]] == ["Deaf in one ear", "Bad knee"]


def test_a_need_shows_what_helps_and_when_its_review_was_due(client: Client, person: UUID) -> None:
    sent = {"seen": "1", "what": "Deaf", "helps": "Text first", "review_on": "1/4/2026", **HOW}
    client.post(f"/people/{person}/need", sent)
    page = text(client.get(f"/people/{person}"))

    client.post(f"/people/{person}/need/0/end", {"seen": "2", **HOW})

    assert "Deaf" in page and "Text first" in page and "Review was due on Wed 1 Apr 2026" in page
    assert known(person)["needs"] == []


def test_authority_says_what_may_be_told_and_ends_by_its_day(
    client: Client, person: UUID, clock_at: Any, now: Any
) -> None:
    sent = {
        "seen": "1", "name": "Ola Quill", "may_be_told": "repairs only", "shown_by": "signed form",
        "until": "1/5/2026", **HOW,
    }  # fmt: skip
    client.post(f"/people/{person}/authority", sent)
    page = text(client.get(f"/people/{person}"))
    clock_at(now + timedelta(days=30))
    later = text(client.get(f"/people/{person}"))
    client.post(f"/people/{person}/authority/0/end", {"seen": "2", **HOW})

    assert "repairs only" in page and "Until Fri 1 May 2026" in page
    assert "Ended on Fri 1 May 2026: tell them nothing" in later
    assert known(person)["authorities"] == []


def test_authority_that_would_be_over_already_is_refused_in_words(
    client: Client, person: UUID
) -> None:
    sent = {"seen": "1", "name": "O", "may_be_told": "x", "shown_by": "y", "until": "1/4/2026"}

    page = text(client.post(f"/people/{person}/authority", sent | HOW))

    assert "The authority would be over already" in page


def test_details_change_only_where_they_differ_and_can_be_emptied(
    client: Client, person: UUID
) -> None:
    sent = {"seen": "1", "name": "Hana Quill", "phone": "", "email": "new@mail.example", **HOW}

    client.post(f"/people/{person}/details", sent)

    assert known(person)["phone"] == "" and known(person)["email"] == "new@mail.example"
    page = text(client.get(f"/people/{person}"))
    assert "Details changed: phone, email" in page and NUMBER not in page


def test_a_past_day_shows_what_was_known_by_then(client: Client, landlord: Any, now: Any) -> None:
    person = made.make_person(landlord, "Old Name", now=now - timedelta(days=9))
    client.post(f"/people/{person}/details", {"seen": "1", "name": "New Name", **HOW})

    then = text(client.get(f"/people/{person}?on={(now - timedelta(days=3)).date()}"))

    assert "Old Name" in then and "New Name" not in then and "Check or change" not in then
    assert "New Name" in text(client.get(f"/people/{person}?on=not-a-day"))


def test_the_household_shows_age_and_needs_and_leaves_out_whoever_moved(
    client: Client, landlord: Any, home: Any, person: UUID, now: Any
) -> None:
    child = made.make_person(landlord, "Pim Quill", is_child=True, born_on=date(2016, 5, 1))
    gone = made.make_person(landlord, "Former Tenant")
    for key, who, ends in (("T1", (person, child), None), ("T0", (person, gone), "2021-01-01")):
        tenancy = Tenancy.objects.create(
            landlord=landlord, reference=key, home=home, starts_on="2020-01-01", ends_on=ends
        )
        for one in who:
            Member.objects.create(landlord=landlord, tenancy=tenancy, person_id=one)

    page = text(client.get(f"/people/{person}"))

    assert "Pim Quill" in page and "9 years old" in page and "never contacted directly" in page
    assert "Former Tenant" not in page


def test_who_is_complained_of_is_not_marked_on_the_page_and_hidden_cases_are_not_listed(
    client: Client, landlord: Any, make_case: Any, person: UUID
) -> None:
    other = NewParty(key="other", side="other party", role="alleged perpetrator", person=person)
    make_case(title="Bins moved", parties=[other])
    make_case(title="Held apart", person=person, is_restricted=True, officer=None)

    page = text(client.get(f"/people/{person}"))

    assert "Bins moved" in page and "perpetrator" not in page and "other party" not in page
    assert "Held apart" not in page


def test_finding_is_by_post_and_shows_the_rule_beside_the_home(
    client: Client, person: UUID
) -> None:
    for typed in ("quill", "teasel", "07700900123", "+44 7700 900 123"):
        page = text(client.post("/people/", {"q": typed}))
        assert "Hana Quill" in page and "Not OK: Calls" in page and "1 person fits" in page

    nobody = text(client.post("/people/", {"q": "zzzz"}))
    assert "Nobody fits that" in nobody and NUMBER not in page
    assert "quill" not in text(client.get("/people/?q=quill"))


def test_a_safe_address_is_seen_by_those_cleared_and_by_nobody_else(
    client: Client, person: UUID, make_case: Any, signed_in: Any, staff: Any
) -> None:
    make_case(person=person, is_restricted=True, officer=staff("officer"))
    sent = {"seen": "1", "address": "7 Curlew Yard, QQ8 8QQ", "since": "2/4/2026", **HOW}
    client.post(f"/people/{person}/safe-address", sent)

    own = text(client.get(f"/people/{person}"))
    opened = text(client.post(f"/people/{person}/show", {"what": "safe address"}))
    others = signed_in(Client(), "contact centre")
    seen = text(others.get(f"/people/{person}"))
    tried = others.post(f"/people/{person}/show", {"what": "safe address"})
    searched = text(others.post("/people/", {"q": "curlew"}))
    by_old_home = text(others.post("/people/", {"q": "teasel"}))

    assert "Curlew" not in own and "7 Curlew Yard, QQ8 8QQ" in opened
    assert "held back" in seen and "Curlew" not in seen and "Teasel" not in seen
    assert tried.status_code == 404
    assert "Nobody fits" in searched and "Hana" not in by_old_home
    assert Reading.objects.filter(what="safe address", person_id=person).count() == 1
    assert "Curlew" not in str(known(person))


def test_being_cleared_for_the_other_side_does_not_open_the_safe_address(
    person: UUID, landlord: Any, make_case: Any, actor_of: Any, now: Any, staff: Any
) -> None:
    other = NewParty(key="other", side="other party", person=person)
    make_case(is_restricted=True, officer=staff("officer"), parties=[other])

    assert not people.is_cleared(actor_of("officer"), person, now=now)


def test_a_safe_address_is_ended_only_by_whoever_sees_it(
    client: Client, person: UUID, make_case: Any, signed_in: Any, staff: Any
) -> None:
    make_case(person=person, is_restricted=True, officer=staff("officer"))
    sent = {"seen": "1", "address": "7 Curlew Yard", "since": "2/4/2026", **HOW}
    client.post(f"/people/{person}/safe-address", sent)
    end, others = {"seen": "2", **HOW}, signed_in(Client(), "contact centre")

    refused = text(others.post(f"/people/{person}/safe-address/end", end))
    client.post(f"/people/{person}/safe-address/end", end)

    assert "Only those who may see the safe address" in refused
    assert SafeAddress.objects.get(person_id=person).ended_at is not None
