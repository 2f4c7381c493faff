"""P20 by the doors, on our side: what the page says first, and what each button writes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from factories import made

from putright.casework.live import load
from putright.core.events.person import Way
from putright.stores.record.models import Case
from tests.web.visits.doors import acts, jpeg, place, send, shown, text_of, written

pytestmark = pytest.mark.django_db


def promised(case: Case, rule: str, now: datetime) -> list[str]:
    live = load(case)
    return [each.state_at(now) for each in live.promises(live.run(now=now), now=now)
            if each.rule.endswith(rule)]  # fmt: skip


def test_page_says_where_whom_and_what_not_to_say(client: Client, case: Case) -> None:
    page = shown(client, place(case))

    for words in (
        "4 Weir End", "Ask for Hana Quill", "Interpreter: Tigrinya", "after school",
        "hard of hearing (knock loudly)", "Noam Quill is a child", "Speak with whoever reports",
        "Ruth Ember may be told: the date. Nothing more.", "needs a signal",
    ):  # fmt: skip
        assert words in page
    assert "kingfisher" not in page and "Look it up before you knock" in page
    assert "A dog without a lead" not in page and "may be a danger to staff" in page


def test_arriving_says_until_when_and_leaving_ends_it(
    client: Client, case: Case, now: datetime
) -> None:
    send(client, case, "arrived", stay="30")
    assert "You arrived at 10:00am. Meant to be out by 10:30am." in shown(client, place(case))

    answer = send(client, case, "left", words="She slept badly.", welfare="Tired, but safe")

    assert "/saved/" in answer["Location"]
    assert acts(case) == ["asb.visit_begun", "asb.visited", "asb.visit_ended"]
    begun, visited, ended = written(case)
    assert begun.facts == {"side": "resident", "expected_until": "2026-04-14T10:30+01:00"}
    assert visited.contains == ("welfare",) and "Tired, but safe" in visited.text
    assert ended.answers == (begun.id,)
    assert promised(case, "asb.first_action", now) == ["met"]
    assert "You arrived" not in shown(client, place(case))


def test_what_was_promised_at_the_door_is_owed_and_read_back(client: Client, case: Case) -> None:
    told = {"words": "I will bring the form.", "p_form": "on", "p_form_by": "16/4/2026",
            "asked": "When will he move?"}  # fmt: skip
    answer = send(client, case, "left", **told)

    page = shown(client, answer["Location"])
    assert "Send a form" in page and "Answer what they asked: When will he move?" in page
    assert [each.what for each in written(case)[0].promises] == ["Send a form"]


def test_a_promise_that_led_here_is_kept_by_the_visit(
    client: Client, case: Case, now: datetime
) -> None:
    from putright.core.events.parts import Pledge

    pledge = Pledge(id="p1", what="Bring the lamp back", due=now.date())
    made.add_entries(case, made.a_note(now, promises=(pledge,)))
    key = next(each.key for each in load(case).promises(load(case).run(now=now), now=now)
               if each.pledge == "p1")  # fmt: skip
    page = client.get(place(case, "left", promise=key)).content.decode()
    assert f'value="{key}" checked' in page

    send(client, case, "left", words="Gave it back.", keeps=key)

    assert written(case)[-1].keeps == ("p1",)


def test_the_photo_of_the_card_shows_that_somebody_tried(
    client: Client, case: Case, now: datetime
) -> None:
    refused = send(client, case, "no_answer", proof="photo")
    send(client, case, "arrived", stay="30")
    send(client, case, "no_answer", proof="photo", words="Rang twice", uploads=jpeg())

    assert "take it, or say there is none" in text_of(refused)
    assert acts(case) == ["asb.visit_begun", "asb.visit_attempted", "asb.visit_ended"]
    item = load(case).timeline.by_id[written(case)[1].id]
    assert item.is_evidenced and load(case).kept[-2].files


def test_nobody_in_without_a_record_is_only_said(client: Client, case: Case) -> None:
    send(client, case, "no_answer", proof="none", no_record="It blew away")

    item = load(case).timeline.by_id[written(case)[0].id]
    assert not item.is_evidenced and "It blew away" in item.entry.text


def test_notes_and_photos_become_entries_with_their_files(client: Client, case: Case) -> None:
    send(client, case, "note", words="Paint on the door")
    send(client, case, "photo", words="The paint", uploads=jpeg())
    refused = send(client, case, "photo", words="Nothing")

    assert acts(case) == ["note.made", "asb.evidence_gathered"]
    assert len(load(case).kept[-1].files) == 1
    assert "Photo: take one" in text_of(refused)


def test_arranged_visit_is_owed_on_its_day_and_named_on_the_page(
    client: Client, case: Case, now: datetime
) -> None:
    send(client, case, "arrange", day="16/4/2026", hour="2:30pm", purpose="She asked for a visit")
    late = send(client, case, "arrange", day="13/4/2026", hour="2pm", purpose="x")

    assert promised(case, "asb.visit_kept", now) == ["due soon"]
    assert "2:30pm, Thu 16 Apr 2026" in shown(client, place(case))
    assert "Which day? That day is over" in text_of(late)


def test_last_words_are_kept_as_a_draft_where_they_were_written(client: Client, case: Case) -> None:
    page = client.get(place(case, "left")).content.decode()

    assert f"place=visit-left-ours:{case.id}" in page and "data-draft" in page


@pytest.fixture
def barred(landlord: Any, make_case: Callable[..., Case]) -> Case:
    """Somebody who must not be visited."""
    ways = {"visit": Way(says="not ok", when="his brother lives next door")}
    return make_case(person=made.make_person(landlord, "Hana Quill", ways=ways))


def test_where_visits_are_not_safe_there_is_no_start_unless_it_is_known(
    client: Client, barred: Case
) -> None:
    page = client.get(place(barred)).content.decode()
    refused = send(client, barred, "arrived", stay="30")
    send(client, barred, "arrived", stay="30", knowingly="on")
    send(client, barred, "left", words="She let me in at once.")

    assert "pr-door-buttons" not in page and "Do not go" in page
    assert "say that you know" in text_of(refused)
    kept = [entry.does[0] for entry in written(barred)[1:]]
    assert kept == ["asb.visit_begun", "asb.visited", "asb.visit_ended"]
    assert "asked us not to" in written(barred)[2].text


@pytest.mark.parametrize("name", ["arrived", "left", "no_answer", "note", "arrange"])
def test_bare_post_where_visits_are_not_safe_writes_nothing(
    client: Client, barred: Case, name: str
) -> None:
    told = {"stay": "30", "words": "x", "proof": "none", "no_record": "x", "day": "16/4/2026",
            "hour": "2pm", "purpose": "x"}  # fmt: skip
    answer = send(client, barred, name, **told)

    assert answer.status_code in (200, 403)
    assert len(load(barred).kept) == 1


def test_somebody_who_fled_is_not_looked_for_at_the_old_home(
    client: Client, case: Case, landlord: Any, now: datetime
) -> None:
    from putright.stores.people import writing

    person = next(each.person_id for each in case.parties.all() if each.key == "resident")
    writing.set_safe_address(
        landlord=landlord.id, person=person, address="1 Far Lane", how="told us", user=None,
        since=now.date(), now=now,
    )  # fmt: skip

    page = shown(client, place(case))

    assert "Weir End" not in page and "Far Lane" not in page
    assert "Where they live now is kept apart." in page


def test_a_reader_who_does_not_work_in_the_case_has_no_door(
    client: Client, case: Case, signed_in: Callable[..., Client]
) -> None:
    reader = signed_in(Client(), "auditor")

    assert reader.get(place(case)).status_code == 403
    assert send(reader, case, "arrived", stay="30").status_code == 403
    assert written(case) == []


def test_two_visits_cannot_be_begun_at_once(client: Client, case: Case) -> None:
    send(client, case, "arrived", stay="30")

    assert send(client, case, "arrived", stay="30").status_code == 403
    assert acts(case) == ["asb.visit_begun"]


def test_leader_sees_a_visit_that_nobody_ended_and_can_end_it(
    client: Client, leader: Client, case: Case, now: datetime, clock_at: Callable[..., None]
) -> None:
    send(client, case, "arrived", stay="30")
    clock_at(now + timedelta(minutes=31))

    page = shown(leader, place(case))
    assert "Nobody said that this visit is over" in page and "Ring them." in page
    send(leader, case, "safe", words="I spoke with her, she is in the car.")

    assert acts(case) == ["asb.visit_begun", "asb.visit_ended"]
    assert "Nobody said" not in shown(leader, place(case))


def test_whoever_leaves_in_haste_is_out_first_and_writes_it_up_later(
    client: Client, case: Case
) -> None:
    send(client, case, "arrived", stay="30")
    page = client.get(place(case)).content.decode()

    send(client, case, "safe")

    assert "I am out and safe" in page and f"/contact/{case.id}/log?person=resident" in page
    assert acts(case) == ["asb.visit_begun", "asb.visit_ended"]
    answer = client.get(f"/contact/{case.id}/log?person=resident")
    assert "Visited: in" in answer.content.decode()
