"""The pages of a case: what they say, for whom, and what they cost."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from factories.made import a_note, a_report, add_entries, make_person, make_team

if TYPE_CHECKING:
    from django.test import Client

    from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
HOSTILE = """<img src=x onerror=alert(1)>'"&{{ 7*7 }}"""
PAGES = (
    "page",
    "timeline",
    "promises",
    "people",
    "picture",
    "note",
    "evidence",
    "incident",
    "restrict",
)
ENTRY_PAGES = ("entry", "proof", "correct", "dispute")


def every(url: Callable[..., str], case: "Case") -> list[str]:
    return [url(case, name) for name in PAGES] + [url(case, name, number=1) for name in ENTRY_PAGES]


def test_new_case_shows_what_was_promised_and_what_to_do_next(
    officers: "Client", case: "Case", url: Callable[..., str]
) -> None:
    page = officers.get(url(case)).content.decode()
    assert case.reference in page
    assert "What we owe" in page
    assert "Music until two in the morning." in page
    assert "No record shows that anybody has reached the resident yet." in page
    assert "Do this now" in page


def test_each_page_opens_for_its_officer(
    officers: "Client", case: "Case", url: Callable[..., str]
) -> None:
    for address in every(url, case):
        assert officers.get(address).status_code == 200, address


def test_each_page_of_another_landlord_is_not_there(
    client: "Client", signed_in: Any, other_landlord: Any, case: "Case", url: Callable[..., str]
) -> None:
    from factories.made import make_user

    team = make_team(other_landlord)
    stranger = make_user(other_landlord, "officer", team=team)
    signed_in(client, stranger)
    for address in every(url, case):
        assert client.get(address).status_code == 404, address
        assert client.post(address).status_code in (404, 405), address


def test_signed_out_nobody_sees_a_page(
    client: "Client", case: "Case", url: Callable[..., str]
) -> None:
    for address in every(url, case):
        answer = client.get(address)
        assert answer.status_code == 302
        assert case.reference not in answer.content.decode()


def test_an_administrator_has_no_case_content(
    client: "Client", signed_in: Any, case: "Case", url: Callable[..., str]
) -> None:
    signed_in(client, "administrator")
    for address in every(url, case):
        assert client.get(address).status_code == 404, address


def test_an_auditor_reads_and_is_offered_nothing_to_write(
    client: "Client", signed_in: Any, case: "Case", url: Callable[..., str]
) -> None:
    signed_in(client, "auditor")
    page = client.get(url(case)).content.decode()
    assert "Add a note" not in page
    assert client.get(url(case, "timeline")).status_code == 200
    assert client.get(url(case, "note")).status_code == 403
    assert client.get(url(case, "restrict")).status_code == 403


def test_whoever_has_a_stake_gets_the_same_answer_as_for_a_case_that_is_none(
    officers: "Client", landlord: Any, officer: Any, make_case: Any, now: datetime,
    url: Callable[..., str],
) -> None:  # fmt: skip
    from uuid import uuid4

    from putright.stores.people.models import Interest

    person = make_person(landlord)
    Interest.objects.create(
        landlord=landlord, user=officer, person_id=person, why="my sister", told_at=now
    )
    case = make_case(person=person)
    nothing = officers.get(url(uuid4()))
    for address in every(url, case):
        answer = officers.get(address)
        assert answer.status_code == nothing.status_code == 404
        assert case.reference not in answer.content.decode()


def test_hostile_words_come_out_as_text(
    officers: "Client", landlord: Any, make_case: Any, now: datetime, url: Callable[..., str]
) -> None:
    from putright.core.events.parts import Pledge

    person = make_person(landlord, HOSTILE)
    pledge = Pledge(id="p1", what=HOSTILE)
    told = a_report(now, text=HOSTILE, asks=(HOSTILE,))
    said = a_note(now, HOSTILE, promises=(pledge,), reason=HOSTILE, refs=(HOSTILE,))
    case = make_case(title=HOSTILE[:100], person=person, entries=[told, said])
    other = a_note(now, HOSTILE, does=("account.given",), disputes=("e1",))
    add_entries(case, other)
    for address in every(url, case):
        page = officers.get(address).content.decode()
        assert "<img" not in page.replace('<img src="/static/', ""), address
        assert "onerror=alert(1)&gt;" in page, address


def test_queries_do_not_grow_with_entries(
    officers: "Client", long_case: Any, url: Callable[..., str]
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for entries in (3, 40):
        case = long_case(entries)
        officers.get(url(case))  # what a first request asks once for all
        with CaptureQueriesContext(connection) as asked:
            for name in ("page", "timeline", "promises"):
                officers.get(url(case, name))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_timeline_shows_fifty_and_the_way_to_the_older_ones(
    officers: "Client", long_case: Any, url: Callable[..., str]
) -> None:
    case = long_case(60)
    page = officers.get(url(case, "timeline")).content.decode()
    assert page.count('class="pr-entry"') == 50
    assert "Call number 59" in page and "Call number 3<" not in page
    older = url(case, "timeline") + "?part=2"
    assert f'href="{older}"' in page
    rest = officers.get(older).content.decode()
    assert rest.count('class="pr-entry"') == 10
    part = officers.get(older, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part and part.count('class="pr-entry"') == 10


def test_a_part_that_is_none_is_the_last_one(
    officers: "Client", case: "Case", url: Callable[..., str]
) -> None:
    for part in ("0", "-1", "99", "9" * 40, "x", "²"):
        assert officers.get(url(case, "timeline"), {"part": part}).status_code == 200


def test_filters_leave_what_was_asked_for(
    officers: "Client", make_case: Any, now: datetime, url: Callable[..., str]
) -> None:
    hour = timedelta(hours=1)
    claimed = a_note(now - hour, "Sent a letter", channel="letter")
    asked = a_report(now - 2 * hour, asks=("a call back",), text="Asked for a call")
    case = make_case(entries=[asked, claimed])
    address = url(case, "timeline")

    def found(**wanted: str) -> str:
        return officers.get(address, wanted).content.decode()

    assert "Sent a letter" not in found(kind="asb")
    assert "Asked for a call" not in found(evidence="claimed")
    assert "Sent a letter" not in found(only="waiting")
    assert "Timeline: 1 of 2 entries" in found(only="waiting")
    assert "No entry fits these filters." in found(kind="complaint")


def test_a_stretch_without_contact_is_drawn(
    officers: "Client", make_case: Any, now: datetime, url: Callable[..., str]
) -> None:
    case = make_case(entries=[a_report(now - timedelta(days=42))])
    page = officers.get(url(case, "timeline")).content.decode()
    assert "No contact with the resident for" in page


def test_what_was_written_late_says_so(
    officers: "Client", make_case: Any, now: datetime, url: Callable[..., str]
) -> None:
    case = make_case(entries=[a_report(now - timedelta(days=3))])
    assert "written 3 days later" in officers.get(url(case, "timeline")).content.decode()


def test_a_past_day_shows_only_what_was_in_the_books(
    officers: "Client", case: "Case", now: datetime, url: Callable[..., str], clock_at: Any
) -> None:
    later = now + timedelta(days=3)
    add_entries(case, a_note(now - timedelta(minutes=5), "Rang at nine"), now=later)
    clock_at(later)
    today = officers.get(url(case)).content.decode()
    then = officers.get(url(case), {"on": now.date().isoformat()}).content.decode()
    assert "Rang at nine" in today
    assert "Rang at nine" not in then
    assert "As known at the end of 14 April 2026." in then
    assert "Do this now" not in then
    for typed in ("no day", "31/11/2025", (later + timedelta(days=1)).date().isoformat()):
        assert "is no day that is past" in officers.get(url(case), {"on": typed}).content.decode()


def test_opening_a_case_is_written_in_the_log(
    officers: "Client", officer: Any, case: "Case", url: Callable[..., str]
) -> None:
    from putright.stores.record import readings

    officers.get(url(case, "entry", number=1))
    read = readings.of_case(landlord=case.landlord_id, case=case.id)[0]
    assert (read.user_id, read.what, read.detail) == (officer.id, "entry", "1")


def test_an_entry_that_is_none_is_not_there(
    officers: "Client", case: "Case", url: Callable[..., str]
) -> None:
    for number in (0, 2, 10**18):
        assert officers.get(url(case, "entry", number=number)).status_code == 404


@pytest.mark.slow
def test_a_thousand_entries_open_in_a_second(
    officers: "Client", long_case: Any, url: Callable[..., str]
) -> None:
    from time import process_time

    case = long_case(1000)
    officers.get(url(case, "timeline"))
    start = process_time()
    assert officers.get(url(case, "timeline")).status_code == 200
    assert process_time() - start < 1.0


def test_a_picture_that_breaks_leaves_the_rest_of_the_page(
    officers: "Client", case: "Case", url: Callable[..., str]
) -> None:
    from putright.stores.record.models import Case as Row

    Row.objects.filter(id=case.id).update(imported={"headings": [{"nonsense": 1}]})
    page = officers.get(url(case)).content.decode()
    assert "The picture could not be drawn." in page
    assert "Music until two in the morning." in page
