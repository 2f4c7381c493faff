"""P10 by the doors: each outcome, what it keeps, and what stops it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from factories import made

from putright.casework.live import load
from putright.casework.promises import Promise, promises_of
from putright.core.events.entry import Entry
from putright.core.events.person import Way
from putright.stores.record.cases import NewParty
from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(landlord: Any, make_case: Callable[..., Case], now: datetime) -> Case:
    """A threat reported an hour ago by somebody of whom nothing was asked."""
    report = made.a_report(now - timedelta(hours=1), kinds=("threat",), id="report")
    return make_case(person=made.make_person(landlord, "Hana Quill"), entries=[report])


@pytest.fixture
def barred(landlord: Any, make_case: Callable[..., Case], now: datetime) -> Case:
    """The same, from somebody who must not be rung."""
    ways = {"calls": Way(says="not ok", when="he answers her phone"), "text": Way(says="ok")}
    report = made.a_report(now - timedelta(hours=1), kinds=("threat",), id="report")
    return make_case(person=made.make_person(landlord, "Hana Quill", ways=ways), entries=[report])


def address(case: Case, name: str = "log") -> str:
    return reverse(f"contact:{name}", kwargs={"case_id": case.id})


def send(client: Client, case: Case, **told: Any) -> Any:
    fields = {
        "once": str(uuid4()), "whom": "resident", "outcome": "spoke", "channel": "phone",
        "day": "14/4/2026", "at": "9:50am", "note": "We talked.", "proof": "note",
    } | told  # fmt: skip
    return client.post(address(case), fields, follow=True)


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def entries(case: Case) -> list[Entry]:
    """What was added after the report."""
    return [one.entry for one in load(case).kept if one.entry.id != "report"]


def promise(case: Case, rule: str, now: datetime) -> Promise:
    return next(each for each in promises_of(load(case).run(now=now)) if each.rule.endswith(rule))


CALL_LOG = {"proof": "call log", "log_line": "09:50 01632 960123 0m40s"}


@pytest.mark.parametrize(
    ("told", "act", "channel"),
    [
        ({"outcome": "spoke"}, "contact.made", "phone"),
        ({"outcome": "spoke", "channel": "in person"}, "contact.made", "in person"),
        ({"outcome": "no answer", **CALL_LOG}, "contact.attempted", "phone"),
        ({"outcome": "left message", **CALL_LOG}, "contact.attempted", "voicemail"),
        (
            {"outcome": "sent", "channel": "text", "proof": "sent", "sent_text": "Hello"},
            "contact.made",
            "text",
        ),
        ({"outcome": "visited in"}, "asb.visited", "visit"),
        (
            {"outcome": "visited out", "proof": "none", "no_record": "The card blew away"},
            "asb.visit_attempted",
            "visit",
        ),
        ({"outcome": "they contacted"}, "contact.received", "phone"),
    ],
)
def test_each_outcome_becomes_its_act_by_its_channel(
    client: Client, case: Case, told: dict[str, Any], act: str, channel: str
) -> None:
    answer = send(client, case, **told)

    assert "/saved/2" in answer.redirect_chain[-1][0]
    assert (entries(case)[0].does, entries(case)[0].channel) == ((act,), channel)


def test_a_talk_keeps_the_first_promise_and_says_what_comes_next(
    client: Client, case: Case, now: datetime
) -> None:
    answer = send(client, case)

    assert promise(case, "asb.first_action", now).over == "met"
    assert "What it kept" in text_of(answer)
    assert "What is now promised" in text_of(answer)


@pytest.mark.parametrize("outcome", ["spoke", "sent"])
def test_without_a_record_it_is_claimed_and_keeps_nothing(
    client: Client, case: Case, now: datetime, outcome: str
) -> None:
    answer = send(client, case, outcome=outcome, channel="text" if outcome == "sent" else "phone",
                  proof="none", no_record="My phone was wiped")  # fmt: skip

    assert entries(case)[0].evidence == ()
    assert promise(case, "asb.first_action", now).is_open
    assert "Saved as said, with no record" in text_of(answer)
    assert "My phone was wiped" in entries(case)[0].text


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"outcome": "no answer"}, "This needs a line of the call log or a file"),
        ({"outcome": "no answer", "proof": "sent", "sent_text": "I rang"}, "This needs a line"),
        ({"outcome": "visited out"}, "This needs a photo of the card, or a file"),
        ({"outcome": "visited in", **CALL_LOG}, "This needs your note, a photo or a file"),
        ({"outcome": "no answer", "proof": "call log"}, "The line of the call log: fill this in"),
        ({"outcome": "sent", "channel": "phone"}, "Choose text, email or letter"),
        ({"outcome": "sent", "channel": "text"}, "This needs the message itself"),
        ({"outcome": "visited out", "proof": "photo"}, "choose the photo"),
        ({"proof": "none"}, "Why is there no record? Fill this in"),
        ({"outcome": ""}, "What happened? Choose an answer"),
        ({"at": "11:30am"}, "still to come"),
        ({"p_call_back_by": "1/4/2026"}, "That day is over"),
        ({"p_other": "on"}, "say what was promised"),
        ({"outcome": "no answer", **CALL_LOG, "note": "Tried three times"}, "One entry for each"),
        ({"outcome": "no answer", **CALL_LOG, "asked": "When?"}, "They were not reached"),
    ],
)
def test_what_cannot_be_is_said_and_the_text_stays(
    client: Client, case: Case, told: dict[str, Any], words: str
) -> None:
    answer = send(client, case, **({"note": "Her own words."} | told))

    page = text_of(answer)
    assert words in page
    assert (told.get("note") or "Her own words.") in page
    assert entries(case) == []


def test_each_question_asked_is_a_promise_to_answer(
    client: Client, case: Case, now: datetime
) -> None:
    send(client, case, asked="Who comes on Friday?\nMay I change the locks?", wants_call="on")

    told = [one for one in entries(case) if one.does == ("contact.received",)]
    assert [one.asks for one in told[:2]] == [
        ("Who comes on Friday?",), ("May I change the locks?",)
    ]  # fmt: skip
    assert told[2].facts == {"call_back": True}
    assert promise(case, "contact.call_back", now).is_open
    waiting = [p for p in promises_of(load(case).run(now=now)) if p.rule.endswith("contact.reply")]
    assert len([one for one in waiting if one.is_open]) >= 2


def test_an_answer_that_is_ticked_keeps_the_promise_to_answer(
    client: Client, case: Case, now: datetime
) -> None:
    send(client, case, wants_call="on")
    owed = promise(case, "contact.call_back", now)

    page = text_of(client.get(address(case)))
    send(client, case, keeps=[owed.key], at="9:55am")

    ticked = page[page.index(f'value="{owed.key}"') :][:400].split(">")[0]
    assert "checked" in ticked
    assert promise(case, "contact.call_back", now).over == "met"


def test_a_try_answers_nothing_even_if_ticked(client: Client, case: Case, now: datetime) -> None:
    send(client, case, wants_call="on")
    owed = promise(case, "contact.call_back", now)

    send(client, case, outcome="no answer", **CALL_LOG, keeps=[owed.key], at="9:55am")

    assert promise(case, "contact.call_back", now).is_open


def test_what_was_promised_is_owed_by_its_day_and_kept_by_its_act(
    client: Client, case: Case, now: datetime
) -> None:
    answer = send(
        client, case, p_call_back="on", p_call_back_by="16/4/2026",
        p_form_words="Send the move form", p_form_by="17/4/2026",
    )  # fmt: skip

    first, second = entries(case)[0].promises
    assert (first.what, second.what) == ("Ring them back", "Send the move form")
    assert second.does == ("form.sent",)
    assert "Send the move form" in text_of(answer)
    assert "Fri 17 Apr 2026" in text_of(answer)
    send(client, case, at="9:58am")
    owed = promises_of(load(case).run(now=now))
    assert [p.over for p in owed if p.pledge == first.id] == ["met"]


def test_how_they_are_is_a_welfare_check(client: Client, case: Case, now: datetime) -> None:
    send(client, case, welfare="Frightened, sleeps at her sister's")

    assert promise(case, "asb.welfare_check", now).over == "met"


def test_asked_while_they_rang_it_is_one_too_and_no_contact_of_ours(
    client: Client, case: Case, now: datetime
) -> None:
    send(client, case, outcome="they contacted", welfare="Well enough")

    assert promise(case, "asb.welfare_check", now).over == "met"
    assert promise(case, "asb.first_action", now).is_open


def test_unhappy_with_us_makes_offering_a_complaint_owed(
    client: Client, case: Case, now: datetime
) -> None:
    send(client, case, unhappy="yes")

    assert promise(case, "complaints.dissatisfaction_offered", now).is_open


def test_the_third_try_in_a_row_wants_another_way_and_promises_it(
    client: Client, case: Case, now: datetime
) -> None:
    for at in ("9:10am", "9:20am"):
        send(client, case, outcome="no answer", at=at, **CALL_LOG)

    stopped = send(client, case, outcome="no answer", **CALL_LOG)
    saved = send(client, case, outcome="no answer", **CALL_LOG, next_way="visit",
                 next_day="16/4/2026")  # fmt: skip

    assert "This is the third try without an answer" in text_of(stopped)
    assert "Visit, after three tries without an answer" in text_of(saved)
    assert entries(case)[-1].promises[0].does == ("asb.visited", "asb.visit_attempted")


def test_word_from_them_begins_the_count_anew(client: Client, case: Case) -> None:
    for outcome, at in (("no answer", "9:10am"), ("no answer", "9:20am"),
                        ("they contacted", "9:30am")):  # fmt: skip
        send(client, case, outcome=outcome, at=at, **CALL_LOG)

    answer = send(client, case, outcome="no answer", **CALL_LOG)

    assert "/saved/" in answer.redirect_chain[-1][0]


def test_a_barred_way_has_no_choice_only_its_reason(client: Client, barred: Case) -> None:
    page = text_of(client.get(address(barred)))

    assert 'name="outcome" type="radio" value="no answer"' not in page
    assert 'name="channel" type="radio" value="phone"' not in page
    assert "not safe: they asked us not to (he answers her phone)" in page
    assert 'name="channel" type="radio" value="text"' in page


def test_choosing_it_by_hand_saves_nothing(client: Client, barred: Case) -> None:
    answer = send(client, barred, outcome="no answer", **CALL_LOG)

    assert entries(barred) == []
    assert "There is a problem" in text_of(answer)


def test_a_call_made_anyway_is_logged_and_marked_and_keeps_nothing(
    client: Client, barred: Case, now: datetime
) -> None:
    answer = send(client, barred, outcome="", anyway="spoke:phone")

    assert entries(barred)[0].channel == "phone"
    assert "a way that they asked us not to use" in entries(barred)[0].text
    assert "They asked us not to use this way" in text_of(answer)
    assert promise(barred, "asb.first_action", now).is_open


def test_a_past_day_says_that_it_was_written_later(client: Client, case: Case) -> None:
    answer = send(client, case, day="10/4/2026")

    assert "written 4 days later" in text_of(answer)


def test_more_than_a_week_later_a_note_is_no_record(client: Client, case: Case) -> None:
    answer = send(client, case, day="1/4/2026")

    assert "more than a week after it happened" in text_of(answer)


def test_sent_twice_it_is_one_entry(client: Client, case: Case) -> None:
    once = str(uuid4())

    send(client, case, once=once)
    send(client, case, once=once)

    assert len(entries(case)) == 1


def test_what_a_colleague_added_meanwhile_comes_first_and_the_text_stays(
    client: Client, case: Case, now: datetime
) -> None:
    made.add_entries(case, made.a_note(now, "The police rang me about her."))
    once = str(uuid4())

    stopped = text_of(send(client, case, seen="1", once=once, note="My own long note."))
    saved = send(client, case, seen="2", once=once, note="My own long note.")

    assert "Somebody added to this case while you were writing" in stopped
    assert stopped.index("The police rang me about her.") < stopped.index("My own long note.")
    assert 'name="seen" value="2"' in stopped
    assert "/saved/3" in saved.redirect_chain[-1][0]


def test_i_will_and_not_happy_raise_questions_that_a_person_answers(
    client: Client, case: Case, now: datetime
) -> None:
    page = text_of(send(client, case, note="She is not happy with us. I will send the form."))

    assert "You wrote “I will send the form”. Is that a promise?" in page
    assert "Is this a complaint?" in page
    assert len(entries(case)) == 1
    client.post(address(case, "promise"), {
        "once": str(uuid4()), "kind": "other", "whom": "resident", "words": "Send the form",
        "due": "17/4/2026",
    })  # fmt: skip
    client.post(reverse("recognising:not_asked", args=[case.id, 2]), {"once": str(uuid4())})
    assert entries(case)[1].promises[0].what == "Send the form"
    assert promise(case, "complaints.dissatisfaction_offered", now).is_open


def test_no_to_a_question_puts_it_away_and_records_nothing(client: Client, case: Case) -> None:
    send(client, case, note="I will send the form.")

    page = text_of(client.get(f"/contact/{case.id}/saved/2?no=0"))

    assert "Is that a promise?" not in page
    assert len(entries(case)) == 1


def test_a_promise_half_written_is_there_again(client: Client, case: Case) -> None:
    words = "Ask the police for the crime number"
    client.post(f"{reverse('drafts:keep')}?place=promise:{case.id}", {"words": words})

    assert words in text_of(client.get(address(case, "promise")))


def test_a_promise_by_itself_is_owed(client: Client, case: Case) -> None:
    page = client.get(address(case, "promise"))
    answer = client.post(address(case, "promise"), {
        "once": str(uuid4()), "seen": "1", "kind": "police", "whom": "resident",
        "words": "Ask the police for the crime number", "due": "20/4/2026",
    }, follow=True)  # fmt: skip

    assert page.status_code == 200
    assert "Ask the police for the crime number" in text_of(answer)
    assert "Mon 20 Apr 2026" in text_of(answer)


def test_an_agency_is_asked_then_chased_until_it_replies(
    client: Client, make_case: Callable[..., Case]
) -> None:
    case = make_case(parties=[NewParty(key="police", side="agency", role="police")])
    told = {"whom": "police", "outcome": "sent", "channel": "email", "proof": "sent",
            "sent_text": "Please tell us"}  # fmt: skip

    send(client, case, **told, at="9:40am")
    send(client, case, **told, at="9:45am")
    send(client, case, whom="police", outcome="they contacted")

    does = [one.does[0] for one in entries(case)[1:]]
    assert does == ["agency.requested", "agency.chased", "agency.replied"]


def test_a_file_is_kept_even_if_the_form_comes_back(client: Client, case: Case) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    photo = SimpleUploadedFile("card.txt", b"We called")
    told = {"outcome": "visited out", "proof": "photo"}

    stopped = text_of(send(client, case, **told, papers=[photo], day="soon"))
    kept = stopped.split('name="kept_files" value="')[1].split('"')[0]
    send(client, case, **told, kept_files=kept)

    assert "Kept already: card.txt" in stopped
    assert load(case).kept[-1].files == (UUID(kept),)
    assert [one.kind for one in entries(case)[0].evidence] == ["note", "photo"]


def test_another_person_brings_other_choices(client: Client, barred: Case) -> None:
    made.add_entries(barred, parties=[NewParty(key="aunt", side="helper", role="aunt")])

    part = text_of(client.post(address(barred, "person"), {"whom": "aunt", "note": "Kept"}))
    whole = text_of(client.post(address(barred), {"whom": "aunt", "note": "Kept", "switch": "yes"}))

    assert 'value="no answer"' in part
    assert "<h1" not in part
    assert "Kept" in whole
    assert 'value="no answer"' in whole


def test_a_draft_is_there_when_the_page_opens_and_gone_when_saved(
    client: Client, case: Case
) -> None:
    kept = f"{reverse('drafts:keep')}?place=contact:{case.id}"
    client.post(kept, {"note": "She told me about the gate.", "p_form": "on", "outcome": "spoke"})

    page = text_of(client.get(address(case)))
    send(client, case)

    assert "She told me about the gate." in page
    assert "This is what you were writing before." in page
    assert "She told me about the gate." not in text_of(client.get(address(case)))


def test_a_colleague_who_is_writing_is_named(
    client: Client, case: Case, signed_in: Callable[..., Client]
) -> None:
    other = signed_in(Client(), "team leader")
    other.post(f"{reverse('drafts:keep')}?place=contact:{case.id}", {"note": "x" * 30})

    page = text_of(client.get(address(case)))

    assert "The team leader is writing in this case." in page


@pytest.mark.parametrize("role", ["auditor", "administrator", "approver"])
def test_who_may_not_log_gets_no_page(
    client: Client, case: Case, signed_in: Callable[..., Client], role: str
) -> None:
    signed_in(client, role)

    for name in ("log", "promise"):
        assert client.get(address(case, name)).status_code in (403, 404)
        assert client.post(address(case, name)).status_code in (403, 404)


def test_a_case_of_another_landlord_is_not_there(client: Client, other_landlord: Any) -> None:
    team = made.make_team(other_landlord)
    theirs = made.make_case(other_landlord, team=team)

    for name in ("log", "promise", "person"):
        assert client.post(address(theirs, name)).status_code == 404
