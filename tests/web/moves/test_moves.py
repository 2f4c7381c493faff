"""The pages of moving home: what is asked, who decides, what the letter says."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from factories.made import a_report, add_entries, make_person
from web.moves.filling import LETTERS, ask, decide, decision, entries, fields, send, url

pytestmark = pytest.mark.django_db


def scan(name: str = "form.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.4 the form", "application/pdf")


@pytest.fixture
def officers(client: Client, signed_in: Callable[..., Client]) -> Client:
    return signed_in(client, "officer")


@pytest.fixture
def leaders(signed_in: Callable[..., Client]) -> Client:
    return signed_in(Client(), "team leader")


@pytest.fixture
def heads(signed_in: Callable[..., Client]) -> Client:
    return signed_in(Client(), "head of service")


def page_of(client: Client, case: Any) -> str:
    return client.get(url(case)).content.decode()


def test_routes_stand_side_by_side_with_who_fills_in_the_form(
    officers: Client, moving: Any
) -> None:
    page = page_of(officers, moving)

    for name in ("Management move", "Mutual exchange", "Emergency stay", "Another landlord"):
        assert name in page
    assert "never the resident&#39;s" in page and "Allocations policy, 5.1" in page
    assert "Nobody has asked to move" in page and "Not known" in page
    assert "agencies/ask/?kind=police-disclosure" in page


def test_request_keeps_their_words_areas_and_route(officers: Client, moving: Any) -> None:
    answer = ask(officers, moving, areas="near the school\nnot the Weir End ")

    assert answer.status_code == 302 and answer["Location"] == url(moving)
    new = entries(moving)[-1]
    assert (new.does, new.by, new.text) == (("move.requested",), "resident", LETTERS)
    assert new.asks == ("another home", "near the school", "not the Weir End")
    assert new.facts == {"route": "priority-band"}
    page = page_of(officers, moving)
    assert LETTERS in page and "not the Weir End" in page
    assert "Decide on a request to move within ten working days" in page


def test_decision_is_seen_as_a_letter_before_it_is_saved(
    officers: Client, leaders: Client, moving: Any
) -> None:
    ask(officers, moving)
    before = len(entries(moving))

    page = send(leaders, url(moving, "decide"), step="check", **decision()).content.decode()

    assert "Our answer to your request" in page and len(entries(moving)) == before
    assert "No. We do not agree to this: Priority transfer (Band A)." in page
    assert "We found that this is not so. The police see no risk to you now." in page
    assert "answer you in writing" in page and "We fit a second lock." in page
    changed = leaders.post(url(moving, "decide"), fields(page) | {"step": "change"})
    assert "The risk is low today" in changed.content.decode()
    assert "There is a problem" not in changed.content.decode()


def test_refusal_is_kept_with_its_letter_reasons_criteria_and_review_right(
    officers: Client, leaders: Client, moving: Any
) -> None:
    ask(officers, moving)

    assert decide(leaders, moving).status_code == 302

    new = entries(moving)[-1]
    assert new.does == ("move.decided",) and new.channel == "letter"
    assert {"reasons", "criteria", "review right"} <= set(new.contains)
    assert new.facts == {"route": "priority-band", "decision": "refused", "how": "post"}
    assert [(one.question, one.answer) for one in new.given] == [
        ("application", "met"), ("need-for-priority", "not met"),
    ]  # fmt: skip
    assert new.answers == (entries(moving)[-2].id,)
    assert [one.what for one in new.promises] == ["We fit a second lock"]
    page = page_of(leaders, moving)
    assert "Our answer to your request.txt" in page
    assert "The police see no risk to you now" in page
    assert "Decide on a request to move" not in page.split("The routes")[0]


def test_officer_of_the_case_cannot_decide_by_page_or_bare_post(
    officers: Client, leaders: Client, moving: Any, officer: Any
) -> None:
    from putright.stores.accounts.models import RoleHeld

    ask(leaders, moving)
    told = decision(step="save")
    assert officers.get(url(moving, "decide")).status_code == 403
    assert officers.post(url(moving, "decide"), told).status_code == 403
    # a role that decides elsewhere does not let the officer of this case decide in it
    RoleHeld.objects.create(
        landlord=officer.landlord, user=officer, role="head of service", starts_on="2020-01-06"
    )
    answer = officers.post(url(moving, "decide", "priority-band"), told)
    assert answer.status_code == 403
    assert "You are the officer of this case" in answer.content.decode()
    assert entries(moving)[-1].does == ("move.requested",)


def test_whoever_took_the_request_does_not_decide_on_it(
    leaders: Client, heads: Client, moving: Any
) -> None:
    ask(leaders, moving)

    answer = leaders.post(url(moving, "decide", "priority-band"), decision(step="save"))

    assert answer.status_code == 403 and "You took the request" in answer.content.decode()
    assert decide(heads, moving).status_code == 302


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"why_1": ""}, "Criterion 2: Say why you find so"),
        ({"answer_0": ""}, "Criterion 1: Choose an answer"),
        ({"reasons": ""}, "Why? Fill this in"),
        ({"how": "phone"}, "Choose one of the answers here"),
        ({"outcome": "other route"}, "Which other route? Choose one."),
        ({"answer_1": "met"}, "all that this route asks for is met"),
        ({"what_else_by": "1/4/2026"}, "That day has passed"),
    ],
)
def test_decision_that_is_not_whole_comes_back_with_what_is_missing(
    officers: Client, leaders: Client, moving: Any, told: dict[str, str], words: str
) -> None:
    ask(officers, moving)

    for step in ("check", "save"):
        address = url(moving, "decide", "priority-band")
        page = send(leaders, address, step=step, **decision(**told)).content.decode()
        assert "There is a problem" in page and words in page
    assert entries(moving)[-1].does == ("move.requested",)


def test_review_is_done_by_somebody_else_than_the_first_decider(
    officers: Client, leaders: Client, heads: Client, moving: Any
) -> None:
    ask(officers, moving)
    decide(leaders, moving)
    asked = {"asker": "resident", "channel": "phone", "text": "You did not ask my doctor."}
    assert send(officers, url(moving, "review_asked"), **asked).status_code == 302

    refused = leaders.post(url(moving, "look_again", "priority-band"), decision(step="save"))
    assert refused.status_code == 403 and "You decided first" in refused.content.decode()
    answer = decide(heads, moving, "look_again", answer_1="met", outcome="granted", what_else="")

    assert answer.status_code == 302
    new = entries(moving)[-1]
    assert new.does == ("move.reviewed",) and new.facts["decision"] == "granted"
    assert "A review is asked for" not in page_of(officers, moving)


def test_new_incident_after_a_refusal_asks_for_another_look(
    officers: Client, leaders: Client, moving: Any, now: datetime, clock_at: Any
) -> None:
    ask(officers, moving)
    decide(leaders, moving)
    clock_at(now + timedelta(days=1))
    add_entries(moving, a_report(now + timedelta(days=1), kinds=("threat",)),
                now=now + timedelta(days=1))  # fmt: skip

    page = page_of(leaders, moving)

    assert "Look at it again" in page
    assert "look at the decision again within five working days" in page
    assert decide(leaders, moving, "look_again", outcome="stands").status_code == 302
    assert "Look at it again" not in page_of(leaders, moving)


def test_landlords_own_form_cannot_be_sent_to_the_resident(officers: Client, moving: Any) -> None:
    ask(officers, moving)
    address = url(moving, "form", "management-move")

    page = officers.get(address).content.decode()
    assert "it is our own form" in page and 'value="resident"' not in page
    answer = send(officers, address, to="resident", uploads=scan())
    assert "Choose one of the answers here" in answer.content.decode()
    assert send(officers, address, to="landlord").status_code == 302
    new = entries(moving)[-1]
    assert (new.does, new.to, new.for_whom) == (("form.sent",), ("landlord",), "landlord")


def test_form_of_the_resident_goes_to_her_with_the_form_itself(
    officers: Client, moving: Any
) -> None:
    address = url(moving, "form", "mutual-exchange")

    bare = send(officers, address, to="resident", how="post").content.decode()
    assert "Add the form as it was sent" in bare
    assert send(officers, address, to="resident", how="post", uploads=scan()).status_code == 302
    new = entries(moving)[-1]
    assert (new.to, new.for_whom, new.channel) == (("resident",), "resident", "letter")


def test_form_of_another_landlord_goes_there(officers: Client, moving: Any) -> None:
    address = url(moving, "form", "other-landlord")

    told = {"to": "other-landlord", "how": "email", "whom": "Larkmoor Homes, lettings"}
    assert send(officers, address, uploads=scan(), **told).status_code == 302

    new = entries(moving)[-1]
    assert (new.to, new.for_whom) == (("other-landlord",), "other-landlord")
    assert "Larkmoor Homes, lettings" in new.text
    assert 'value="other-landlord"' in officers.get(address).content.decode()


def test_talk_that_sounds_like_an_offer_is_saved_only_as_no_offer(
    officers: Client, moving: Any
) -> None:
    told = {"asker": "resident", "channel": "phone", "text": "Told her you can have a move."}

    page = send(officers, url(moving, "discuss"), **told).content.decode()
    assert "sounds like an offer" in page and len(entries(moving)) == 1
    assert send(officers, url(moving, "discuss"), said_no_offer="on", **told).status_code == 302
    new = entries(moving)[-1]
    assert new.does == ("move.discussed",) and "this is no offer" in new.text


def test_no_home_is_offered_before_a_decision_that_agrees(
    officers: Client, leaders: Client, moving: Any
) -> None:
    told = {"how": "post", "text": "A flat of two rooms", "uploads": scan("offer.pdf")}
    ask(officers, moving)
    assert send(officers, url(moving, "offer"), **told).status_code == 403
    decide(leaders, moving, answer_1="met", outcome="granted")

    bare = send(officers, url(moving, "offer"), **(told | {"uploads": ""}))
    assert "Add the file" in bare.content.decode()
    told["uploads"] = scan("offer.pdf")
    assert send(officers, url(moving, "offer"), **told).status_code == 302
    assert entries(moving)[-1].does == ("move.offered",)


def test_request_is_acknowledged_by_the_letter_that_the_page_shows(
    officers: Client, moving: Any
) -> None:
    assert officers.get(url(moving, "acknowledge")).status_code == 403
    ask(officers, moving)

    page = officers.get(url(moving, "acknowledge")).content.decode()
    assert "We have your request" in page and "by 28 April 2026" in page
    assert send(officers, url(moving, "acknowledge"), how="email").status_code == 302
    new = entries(moving)[-1]
    assert (new.does, new.channel) == (("move.acknowledged",), "email")
    told = page_of(officers, moving)
    assert "Say within two working days" not in told.split("The routes")[0]


def test_request_taken_back_owes_no_decision(officers: Client, moving: Any) -> None:
    ask(officers, moving)
    told = {"asker": "resident", "channel": "phone", "text": "I would rather stay."}

    assert send(officers, url(moving, "withdrawn"), **told).status_code == 302

    page = page_of(officers, moving)
    assert "They no longer ask to move." in page
    assert "It waits for a decision" not in page


def test_stay_is_looked_at_each_week_until_it_ends(officers: Client, moving: Any) -> None:
    told = {"text": "Not safe after the fire", "until": "21/4/2026", "cost": "350",
            "held": "the booking system"}  # fmt: skip
    early = send(officers, url(moving, "stay"), **(told | {"until": "1/4/2026"}))
    assert "before it begins" in early.content.decode()
    assert send(officers, url(moving, "stay"), **told).status_code == 302
    stay = entries(moving)[-1]
    assert (stay.does, stay.costs[0].amount, stay.until.day) == (("move.stay_arranged",), 350, 21)
    assert "Look at an emergency stay each week" in page_of(officers, moving)

    look = {"what": "goes on", "text": "All well, school is far"}
    assert "Until when" in send(officers, url(moving, "look_at_stay"), **look).content.decode()
    assert send(officers, url(moving, "look_at_stay"), until="28/4/2026", **look).status_code == 302
    ends = send(officers, url(moving, "look_at_stay"), what="ends", text="Home again")
    assert ends.status_code == 302
    assert [one.does for one in entries(moving)[-2:]] == [
        ("move.stay_looked_at",), ("move.stay_ended",),
    ]  # fmt: skip
    assert officers.post(url(moving, "look_at_stay"), {"on": "14/4/2026"} | look | {
        "until": "28/4/2026"}).status_code == 403  # fmt: skip


def test_resident_who_can_use_no_writing_has_it_read_out_and_kept(
    officers: Client, leaders: Client, landlord: Any, make_case: Any
) -> None:
    ways = {"post": {"says": "not ok"}, "email": {"says": "not ok"}, "visit": {"says": "not ok"}}
    case = make_case(person=person_with(landlord, ways))
    ask(officers, case)

    page = leaders.get(url(case, "decide", "priority-band")).content.decode()
    assert "Read out by phone" in page and "By post" not in page and "in person" not in page
    assert decide(leaders, case, how="read out by phone").status_code == 302

    decided, told = entries(case)[-2:]
    assert (decided.channel, decided.facts["how"]) == ("document", "read out by phone")
    assert (told.does, told.channel) == (("contact.made",), "phone")


def person_with(landlord: Any, ways: Any) -> Any:
    import msgspec

    from putright.core.events.person import Way

    return make_person(landlord, ways=msgspec.convert(ways, dict[str, Way]))


def test_who_may_not_write_in_the_case_sees_the_page_and_no_way_to_act(
    client: Client, signed_in: Any, officers: Client, moving: Any
) -> None:
    ask(officers, moving)
    auditor = signed_in(Client(), "auditor")

    page = page_of(auditor, moving)

    assert LETTERS in page and "Take a request to move" not in page
    for name in ("request", "form", "discuss", "offer", "decide", "look_again", "stay"):
        assert auditor.get(url(moving, name)).status_code == 403
        assert auditor.post(url(moving, name), decision(step="save")).status_code == 403
