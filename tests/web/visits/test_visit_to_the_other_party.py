"""P20 at the other party's door: their name, their address, and nothing of who reported."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from factories import made

from putright.casework.live import load
from putright.core.events.parts import Pledge
from putright.stores.record.cases import NewParty
from putright.stores.record.models import Case
from tests.web.visits.doors import acts, jpeg, place, send, shown, text_of, written

pytestmark = pytest.mark.django_db
HERS = ("Hana", "Quill", "Noam", "Weir End", "our sort", "fence", "kingfisher", "Ruth", "Tigrinya",
        "hard of hearing", "hate")  # fmt: skip
FORMS = ("arrange", "arrived", "no_answer", "note", "photo", "left", "safe")


def everything(client: Client, case: Case) -> dict[str, str]:
    """Every page and every form, fresh and after a mistake, with its head and its addresses."""
    names = ("page", *FORMS)
    pages = {name: client.get(place(case, name, side="other"), follow=True) for name in names}
    pages |= {f"{name} sent": send(client, case, name, side="other") for name in FORMS}
    return {name: answer.content.decode() + answer.get("Location", "")
            for name, answer in pages.items()}  # fmt: skip


def test_page_says_whom_where_and_what_may_be_said(client: Client, case: Case) -> None:
    page = shown(client, place(case, side="other"))

    for words in ("Visit to Vic Thorn", "9 Mill Row", "A dog without a lead", "reads little",
                  "say it aloud", "threatening behaviour, noise", "in April 2026"):  # fmt: skip
        assert words in page


def test_nothing_of_hers_is_on_any_page_of_that_side(
    client: Client, case: Case, now: datetime
) -> None:
    pledge = Pledge(id="p1", what="Ring Hana back", due=now.date())
    made.add_entries(case, made.a_note(now, "Hana rang from Weir End", promises=(pledge,)))
    send(client, case, "arrived", side="other", stay="30")

    pages = everything(client, case)

    words = (*HERS, case.reference)
    found = [
        (name, word)
        for name, page in pages.items()
        for word in words
        if word in page.split("<main", 1)[-1] or word in page.split("</title>")[0]
    ]
    assert found == []
    assert [
        name for name, page in pages.items() if "pr-identity" in page or "pr-tabs" in page
    ] == []


def test_what_is_saved_there_is_answered_by_one_word(
    client: Client, case: Case, now: datetime
) -> None:
    made.add_entries(case, made.a_note(now, "Hana rang again"))

    answer = send(client, case, "left", side="other", heard="yes", words="He says it was not him.")
    page = client.get(answer["Location"]).content.decode()

    assert answer["Location"] == place(case, side="other", person="him")
    assert "Saved." in page and "New promises" not in page and "Hana" not in page
    assert "Saved." not in client.get(place(case)).content.decode()


def test_putting_it_to_them_is_an_entry_of_its_own_and_ends_the_visit(
    client: Client, case: Case, now: datetime
) -> None:
    send(client, case, "arrived", side="other", stay="30")
    send(client, case, "left", side="other", heard="yes", words="He says it was not him.")

    assert acts(case) == ["asb.visit_begun", "asb.other_party_heard", "asb.visit_ended"]
    begun, heard, _ended = written(case)
    assert begun.facts["side"] == heard.facts["side"] == "other"
    assert (heard.to, heard.channel) == (("him",), "visit")
    promises = load(case).promises(load(case).run(now=now), now=now)
    approached = [each for each in promises if each.rule == "asb.other_party_approached"]
    assert [each.over for each in approached] == ["met"]


def test_a_note_there_is_a_word_with_them_and_nobody_in_is_no_visit_to_her(
    client: Client, case: Case
) -> None:
    send(client, case, "note", side="other", words="He will not come to the door.")
    send(client, case, "photo", side="other", words="The dog", uploads=jpeg())
    send(client, case, "no_answer", side="other", proof="photo", uploads=jpeg())

    assert acts(case) == [
        "asb.other_party_contacted", "asb.evidence_gathered", "contact.attempted",
    ]  # fmt: skip


def test_a_form_sent_twice_leads_back_to_that_page_alone(client: Client, case: Case) -> None:
    told = {"once": str(uuid4()), "heard": "no", "words": "Spoke about the dog."}

    answers = [client.post(place(case, "left", side="other"), told) for _time in range(2)]

    assert {answer["Location"] for answer in answers} == {place(case, side="other", person="him")}
    assert acts(case) == ["asb.other_party_contacted"]


def test_drafts_of_the_two_doors_never_meet(client: Client, case: Case) -> None:
    pages = [client.get(place(case, "left", **side)).content.decode()
             for side in ({}, {"side": "other"})]  # fmt: skip

    assert f"place=visit-left-ours:{case.id}" in pages[0]
    assert f"place=visit-left-other:{case.id}" in pages[1]


def test_each_of_several_has_a_page_without_the_others(
    client: Client, landlord: Any, make_case: Any
) -> None:
    parties = [NewParty(key=key, side="other party", person=made.make_person(landlord, name))
               for key, name in (("one", "Vic Thorn"), ("two", "Lee Marsh"))]  # fmt: skip
    case = make_case(parties=parties)

    choice = shown(client, place(case, side="other"))
    page = shown(client, place(case, side="other", person="two"))

    assert "Vic Thorn" in choice and "Lee Marsh" in choice
    assert "Lee Marsh" in page and "Vic Thorn" not in page
    assert send(client, case, "left", side="other", heard="no", words="x")["Location"] == place(
        case, side="other"
    )
    assert written(case)[1:] == []


def test_where_nobody_is_complained_of_there_is_no_such_page(
    client: Client, make_case: Any
) -> None:
    assert client.get(place(make_case(), side="other")).status_code == 404


def test_the_home_of_the_case_is_never_taken_for_theirs(
    client: Client, landlord: Any, make_case: Any
) -> None:
    home = made.make_home(landlord, address="4 Weir End")
    him = NewParty(key="him", side="other party", person=made.make_person(landlord, "Vic Thorn"))

    page = shown(client, place(make_case(home=home, parties=[him]), side="other"))

    assert "We know of no address" in page and "Weir End" not in page


def test_visit_to_them_is_arranged_as_a_promise_of_its_own(
    client: Client, case: Case, now: datetime
) -> None:
    answer = send(client, case, "arrange", side="other", day="15/4/2026", hour="11am",
                  purpose="To put it to him")  # fmt: skip
    assert answer.status_code == 302
    promises = load(case).promises(load(case).run(now=now), now=now)

    assert acts(case) == ["asb.other_party_visit_arranged"]
    assert [each.state_at(now) for each in promises if each.pledge] == ["due soon"]
    assert "To put it to him" not in shown(client, place(case, side="other"))
    refused = text_of(send(client, case, "arrange", side="other", day="1/1/2020", hour="11am"))
    assert "That day is over" in refused


def test_what_was_written_of_them_and_names_her_is_kept_from_their_door(
    client: Client, landlord: Any, make_case: Any
) -> None:
    from putright.core.events.person import Need

    him = made.make_person(
        landlord, "Vic Thorn", staff_risk="Shouts when Hana is named",
        needs=(Need(what="reads little"), Need(what="calms down once Hana has gone")),
    )  # fmt: skip
    case = make_case(person=made.make_person(landlord, "Hana Quill"),
                     parties=[NewParty(key="him", side="other party", person=him)])  # fmt: skip

    page = shown(client, place(case, side="other"))

    assert "Hana" not in page and "reads little" in page
    assert "There is a risk to staff." in page and "names somebody else" in page
