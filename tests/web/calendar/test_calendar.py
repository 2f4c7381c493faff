"""A calendar of one's own days: read by whoever knows the address, and nothing personal in it."""

import re
from datetime import date, timedelta
from uuid import uuid4

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from factories.made import NOW, a_note, a_report, make_person, make_user

from putright.core.events.parts import Pledge
from putright.stores.accounts import staffing
from putright.stores.people.writing import tell_interest
from putright.stores.post import turns
from putright.stores.post.models import Feed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


@pytest.fixture(autouse=True)
def _standing_clock(clock_at):
    clock_at(NOW)


@pytest.fixture
def address(client, signed_in):
    """``address(user)``: the address of a new feed, as the page tells it this once."""

    def made(user):
        page = signed_in(client, user).post(reverse("calendar:make")).content.decode()
        return page.partition('value="http://testserver')[2].partition('"')[0]

    return made


def read(address):
    answer = Client().get(address)
    assert answer.status_code == 200, answer.status_code
    return answer


def events(address):
    return icalendar.Calendar.from_ical(read(address).content).walk("VEVENT")


def owing(make_case, *days, **told):
    pledges = tuple(
        Pledge(id=f"p{day}", what="Ring Ada Brook about her son", due=NOW.date() + day * DAY)
        for day in days
    )
    return make_case(
        entries=[a_note(NOW - DAY, promises=pledges)], now=NOW - DAY, title="Ada Brook, hate",
        **told,
    )  # fmt: skip


def test_promises_and_turns_stand_in_the_calendar(address, officer, landlord, make_case) -> None:
    case = owing(make_case, 2)
    turns.add(
        landlord=landlord.id, team=None, user=officer.id, starts_at=NOW, ends_at=NOW + DAY,
        by=officer.id,
    )  # fmt: skip
    found = {str(one["summary"]): one for one in events(address(officer))}

    assert set(found) == {"Promise due", "You answer out of hours"}
    assert found["Promise due"].decoded("dtstart") == date(2026, 4, 16)
    assert str(found["Promise due"]["url"]).endswith(f"/cases/{case.id}/")


def test_links_lead_where_the_service_is_said_to_be_else_where_it_was_asked(
    address, officer, make_case, settings
) -> None:
    owing(make_case, 2)
    place = address(officer)
    (one,) = events(place)
    assert str(one["url"]).startswith("http://testserver/cases/")

    settings.ADDRESS, settings.IS_ADDRESS_SET = "https://putright.alder.example", True
    (one,) = events(place)
    assert str(one["url"]).startswith("https://putright.alder.example/cases/")


def test_nothing_personal_stands_in_it(address, officer, landlord, make_case) -> None:
    person = make_person(landlord, "Ada Brook", email="ada@brook.example", phone="020 7946 0001")
    report = a_report(NOW - DAY, kinds=("hate",), text="He hates us")
    case = owing(make_case, 2, person=person)
    make_case(entries=[report], now=NOW - DAY, person=person)
    text = read(address(officer)).content.decode().replace("\r\n ", "").lower()

    lines = text.split("\r\n")
    said = " ".join(line for line in lines if line[:4] not in ("uid:", "url:"))
    words = set(re.findall(r"[a-z0-9]+", said))
    assert not words & {"ada", "brook", "ring", "son", "hate", "7946", "noise", "officer", "alder"}
    assert case.reference.lower() not in text
    named = re.compile(rf"uid:[0-9a-f]{{32}}@promise|url:http://testserver/cases/{UUID}/")
    assert all(named.fullmatch(line) for line in lines if line[:4] in ("uid:", "url:"))
    assert {line.partition(":")[2] for line in lines if line[:7] == "summary"} == {"promise due"}


def test_change_of_the_clocks_moves_no_hour(address, officer, landlord) -> None:
    start = NOW.replace(month=10, day=24, hour=17)
    turns.add(
        landlord=landlord.id, team=None, user=officer.id, starts_at=start,
        ends_at=start.replace(day=26, hour=9), by=officer.id,
    )  # fmt: skip
    (one,) = events(address(officer))

    assert one.decoded("dtstart") == start
    assert one.decoded("dtend").hour == 9
    assert one.decoded("dtend").utcoffset() == timedelta(0)


def test_cover_has_what_the_absent_colleague_owes_and_a_stake_hides_a_case(
    address, officer, landlord, team, make_case
) -> None:
    cover, near = make_user(landlord, "officer", team=team), make_person(landlord)
    staffing.add_away(
        landlord=landlord.id, user=officer.id, starts_on=NOW.date(), ends_on=NOW.date() + 9 * DAY,
        cover=cover.id, told_by=officer.id, told_at=NOW,
    )  # fmt: skip
    owing(make_case, 2)
    owing(make_case, 3, person=near)
    place = address(cover)
    assert len(events(place)) == 2

    tell_interest(landlord=landlord.id, user=cover.id, person=near, home=None, why="aunt", now=NOW)
    assert len(events(place)) == 1


def test_only_the_newest_address_of_somebody_who_works_here_opens(
    address, officer, client, landlord
) -> None:
    old = address(officer)
    new = address(officer)
    assert Client().get(old).status_code == 404
    read(new)
    secret = new.rpartition("/")[2].removesuffix(".ics")
    assert len(secret) >= 43
    assert secret.encode() not in bytes(Feed.objects.get().digest)
    elsewhere = new.replace(str(landlord.id), str(uuid4()))
    assert Client().get(elsewhere).status_code == 404

    officer.is_active = False
    officer.save()
    assert Client().get(new).status_code == 404


def test_ended_address_opens_nothing_and_the_page_says_so(address, officer, client) -> None:
    place = address(officer)
    read(place)
    page = client.get(reverse("calendar:page")).content.decode()
    assert "A calendar last read it" in page and place not in page

    answer = client.post(reverse("calendar:end"), follow=True)
    assert "You have no address yet" in answer.content.decode()
    assert Client().get(place).status_code == 404


def test_administrator_has_no_feed(client, signed_in, staff) -> None:
    assert (
        signed_in(client, staff("administrator")).get(reverse("calendar:page")).status_code == 403
    )


@pytest.mark.own_scope
def test_address_opens_the_rows_of_its_landlord_without_a_session(
    address, officer, make_case
) -> None:
    owing(make_case, 2)
    assert len(events(address(officer))) == 1
