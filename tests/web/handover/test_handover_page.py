"""The handover's page: what the next officer reads first, and what they answer."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from factories.made import NOW, a_note, a_report, as_actor, make_user

from putright.casework.actions import staffing
from putright.core.events.parts import Pledge
from putright.stores.worklist.models import Card

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _standing_clock(clock_at):
    clock_at(NOW + HOUR)


@pytest.fixture
def second(landlord, team):
    return make_user(landlord, "officer", team=team, name="Second")


@pytest.fixture
def passed(staff, make_case, second):
    pledges = tuple(Pledge(id=f"p{n}", what=f"thing {n}", within="3 working days") for n in (1, 2))
    note = a_note(NOW - HOUR / 2, "We spoke of the lamp.", promises=pledges)
    case = make_case(entries=[a_report(NOW - HOUR, asks=("who mends it",)), note])
    leader = as_actor(staff("team leader"))
    staffing.reassign(actor=leader, moves=[(case.id, second.id)], note="Leave.", now=NOW)
    return case


def address(case, name="page"):
    return reverse(f"handover:{name}", kwargs={"case_id": case.id})


def shown(client, case, name="page"):
    answer = client.get(address(case, name))
    assert answer.status_code == 200
    return answer.content.decode()


def boxes(page):
    return [part.split('"')[0] for part in page.split('name="promise" value="')[1:]]


def test_next_officer_reads_story_promises_and_what_was_last_told(
    client, signed_in, second, passed
) -> None:
    page = shown(signed_in(client, second), passed)
    for words in ("The story so far", "What worries us", "Every open promise",
                  "Questions that nobody answered", "Who mends it", "We spoke of the lamp.",
                  "Thing 1", "Leave.", "Ask at the next contact"):  # fmt: skip
        assert words in page, words
    assert len(boxes(page)) == Card.objects.get(case=passed).unaccepted


def test_ticked_promises_are_taken_on(client, signed_in, second, passed) -> None:
    signed_in(client, second)
    keys = boxes(shown(client, passed))
    none = client.post(address(passed, "accept"), {"once": str(uuid4())}).content.decode()
    assert "Tick the promises that you take on." in none
    told = {"promise": keys, "once": str(uuid4())}
    assert client.post(address(passed, "accept"), told).status_code == 302
    page = shown(client, passed)
    assert "Every promise of the handover was taken on or asked about." in page
    assert f"You took {len(keys)} promises on." in page
    assert boxes(page) == []


def test_promise_is_asked_about(client, signed_in, second, passed) -> None:
    signed_in(client, second)
    key = next(key for key in boxes(shown(client, passed)) if "p1" in key)
    asking = f"{address(passed, 'ask')}?promise={key}"
    assert "Thing 1" in client.get(asking).content.decode()
    assert "Fill this in" in client.post(asking, {"question": ""}).content.decode()
    told = {"question": "Which lamp?", "once": str(uuid4())}
    assert client.post(asking, told).status_code == 302
    page = shown(client, passed)
    assert "Second asks:" in page
    assert "Which lamp?" in page
    assert client.get(f"{address(passed, 'ask')}?promise=none").status_code == 404


def test_leader_writes_what_the_next_officer_should_know(client, signed_in, passed) -> None:
    signed_in(client, "team leader")
    told = {"text": "Knock twice.", "once": str(uuid4())}
    assert client.post(address(passed), told).status_code == 302
    assert "Knock twice." in shown(client, passed)
    assert "I take this on" not in shown(client, passed)


def test_handovers_that_wait_are_listed(client, signed_in, second, passed) -> None:
    page = signed_in(client, second).get(reverse("handover:list")).content.decode()
    assert passed.reference in page
    assert "wait for Second" in page
    mine = client.get("/").content.decode()
    assert f"Take on {passed.reference}" in mine


def test_restricted_handover_is_found_by_nobody_who_may_not(
    client, signed_in, landlord, team, make_case
) -> None:
    other = make_user(landlord, "officer", team=team)
    case = make_case(is_restricted=True)
    signed_in(client, other)
    for name in ("page", "ask"):
        assert client.get(address(case, name)).status_code == 302
    assert client.post(address(case, "accept")).status_code == 302
    assert case.reference not in client.get(reverse("handover:list")).content.decode()


def test_another_landlords_handover_is_not_there(client, signed_in, other_landlord, passed) -> None:
    signed_in(client, make_user(other_landlord, "officer"))
    for name in ("page", "ask"):
        assert client.get(address(passed, name)).status_code == 404
    assert client.post(address(passed, "accept")).status_code == 404


def test_roles_without_work_may_not_write(client, signed_in, passed) -> None:
    signed_in(client, "auditor")
    assert "Write it down" not in shown(client, passed)
    assert client.post(address(passed), {"text": "x"}).status_code == 403
    signed_in(client, "administrator")
    assert client.get(address(passed)).status_code == 404
