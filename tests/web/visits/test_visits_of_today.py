"""The visits of today: whose they are, in which order, how many, and who is out."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from factories import made

from putright.stores.record.models import Case
from tests.web.visits.doors import send, shown

pytestmark = pytest.mark.django_db


def today(client: Client) -> str:
    return shown(client, reverse("visits:today"))


def arrange(
    client: Client, case: Case, hour: str, *, day: str = "14/4/2026", side: str = ""
) -> None:
    answer = send(client, case, "arrange", side=side, day=day, hour=hour, purpose="To see her")
    assert answer.status_code == 302


def test_visits_come_by_their_hour_with_whom_and_where_and_no_case(
    client: Client, case: Case
) -> None:
    arrange(client, case, "3pm")
    arrange(client, case, "11:30am", side="other")
    arrange(client, case, "9am", day="15/4/2026")

    page = today(client)

    assert "Visits today: 2" in page
    assert page.index("11:30am") < page.index("3:00pm")
    assert "9 Mill Row" in page and "Ask for Vic Thorn" in page
    assert "4 Weir End" in page and "Ask for Hana Quill" in page
    assert case.reference not in page and "Threats" not in page and "To see her" not in page


def test_a_visit_that_was_made_is_done_and_leads_nowhere(client: Client, case: Case) -> None:
    arrange(client, case, "11am")
    send(client, case, "left", words="Saw her.")

    page = today(client)

    assert "Visits today: 0" in page and "All visits of today are done." in page
    assert "Done today" in page and "Written down at 10:00am" in page


def test_no_more_than_five_are_offered_to_open(
    client: Client, landlord: Any, make_case: Callable[..., Case]
) -> None:
    for hour in range(1, 8):
        arrange(client, make_case(home=made.make_home(landlord)), f"{hour}pm")

    answer = client.get(reverse("visits:today")).content.decode()

    assert answer.count('role="button"') == 5
    assert "Visits today: 7" in answer and "2 more today" in answer


def test_what_colleagues_arranged_in_their_own_cases_is_not_mine(
    client: Client, leader: Client, case: Case, landlord: Any, team: Any,
    make_case: Callable[..., Case], signed_in: Callable[..., Client],
) -> None:  # fmt: skip
    colleague = made.make_user(landlord, "officer", team=team)
    theirs = make_case(officer=colleague, person=made.make_person(landlord, "Lee Marsh"))
    arrange(signed_in(Client(), colleague), theirs, "2pm")
    arrange(leader, case, "3pm")

    page = today(client)

    assert "Lee Marsh" not in page and "Hana Quill" in page
    assert "Hana Quill" in today(leader) and "Lee Marsh" not in today(leader)


def test_a_case_that_may_not_be_seen_is_not_there(
    client: Client, landlord: Any, team: Any, make_case: Callable[..., Case],
    signed_in: Callable[..., Client], officer: Any, now: datetime,
) -> None:  # fmt: skip
    from putright.stores.people.models import Interest

    person = made.make_person(landlord, "Lee Marsh")
    case = make_case(person=person)
    arrange(client, case, "2pm")
    Interest.objects.create(landlord=landlord, user=officer, person_id=person, why="my aunt",
                            told_at=now)  # fmt: skip

    assert "Lee Marsh" not in today(client)


def test_who_is_out_too_long_is_seen_by_the_leader_first(
    client: Client, leader: Client, case: Case, now: datetime, clock_at: Callable[..., None],
    officer: Any,
) -> None:  # fmt: skip
    send(client, case, "arrived", stay="30")
    assert "Out now You 4 Weir End" in today(client)
    assert "Not out yet" not in today(leader)

    clock_at(now + timedelta(minutes=31))

    page = today(leader)
    assert officer.name in page and "Not out yet" in page and "lone-worker procedure" in page


def test_nothing_today_says_where_visits_come_from(client: Client) -> None:
    assert "No visit is arranged for today." in today(client)


def test_visits_stand_in_the_menu_of_those_who_work(
    client: Client, signed_in: Callable[..., Client]
) -> None:
    assert 'href="/visits/"' in client.get("/visits/").content.decode().split("<main")[0]
    assert signed_in(Client(), "administrator").get("/visits/").status_code == 403


def test_what_was_written_in_summer_says_the_hour_of_the_wall_clock(
    client: Client, case: Case
) -> None:
    send(client, case, "note", words="Paint on the door")

    page = shown(client, reverse("cases:timeline", kwargs={"case_id": case.id}))

    assert "Written down 10:00am on Tue 14 Apr 2026" in page
