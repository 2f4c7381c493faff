"""Who may see a case: three circles, a reason, and a complaint kept from whom it names."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from factories.made import a_note, a_report, as_actor

if TYPE_CHECKING:
    from django.test import Client

    from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
WHY = "She is on the line and in danger"


@pytest.fixture
def restricted(make_case: Any) -> "Case":
    case: Case = make_case(is_restricted=True, title="Hate at the door")
    return case


def test_others_of_the_service_see_a_reference_and_nothing_else(
    client: "Client", signed_in: Any, restricted: "Case", url: Callable[..., str]
) -> None:
    signed_in(client, "contact centre")
    for name in ("page", "timeline", "promises", "picture", "note"):
        answer = client.get(url(restricted, name))
        assert answer.status_code == 302 and "break-glass" in answer["Location"]
    page = client.get(url(restricted, "break_glass")).content.decode()
    assert restricted.reference in page
    assert "Hate at the door" not in page and "Music until two" not in page


def test_a_reason_opens_it_for_eight_hours_and_everybody_is_told(
    client: "Client", signed_in: Any, restricted: "Case", url: Callable[..., str], now: datetime,
    clock_at: Any, officer: Any, staff: Any,
) -> None:  # fmt: skip
    from putright.casework.queries.case_glass import glass_broken
    from putright.stores.record import readings

    signed_in(client, "contact centre")
    assert client.post(url(restricted, "break_glass"), {"why": "now"}).status_code == 200
    assert client.post(url(restricted, "break_glass"), {"why": WHY}).status_code == 302
    page = client.get(url(restricted)).content.decode()
    assert "Hate at the door" in page and WHY in page
    assert WHY in client.get(url(restricted, "timeline")).content.decode()
    told = glass_broken(as_actor(officer), now=now)
    assert [(one.who, one.why) for one in told] == [("The contact centre", WHY)]
    whats = {read.what for read in readings.of_case(landlord=restricted.landlord_id,
                                                    case=restricted.id)}  # fmt: skip
    assert "broke glass" in whats
    clock_at(now + timedelta(hours=8))
    assert client.get(url(restricted)).status_code == 302


def test_an_open_case_needs_no_reason(
    officers: "Client", case: "Case", url: Callable[..., str]
) -> None:
    answer = officers.get(url(case, "break_glass"))
    assert answer.status_code == 302 and answer["Location"] == url(case)


def test_whoever_has_a_stake_cannot_break_the_glass(
    client: "Client", signed_in: Any, landlord: Any, staff: Any, make_case: Any, now: datetime,
    url: Callable[..., str],
) -> None:  # fmt: skip
    from factories.made import make_person

    from putright.stores.people.models import Interest

    person = make_person(landlord)
    helper = staff("contact centre")
    Interest.objects.create(
        landlord=landlord, user=helper, person_id=person, why="neighbour", told_at=now
    )
    case = make_case(person=person, is_restricted=True)
    signed_in(client, helper)
    assert client.get(url(case, "break_glass")).status_code == 404
    assert client.post(url(case, "break_glass"), {"why": WHY}).status_code == 404


def test_a_case_is_restricted_and_opened_with_reasons_in_its_timeline(
    officers: "Client", client: "Client", case: "Case", url: Callable[..., str], officer: Any,
    staff: Any, now: datetime,
) -> None:  # fmt: skip
    from putright.casework.queries.cases import visible_to

    outsider = as_actor(staff("contact centre"))
    address = url(case, "restrict")
    officers.post(address, {"what": "restrict", "why": "Told us of hate"})
    assert not visible_to(outsider, now=now).filter(id=case.id).exists()
    officers.post(
        address, {"what": "clear", "user": str(outsider.user_id), "why": "Takes her calls"}
    )
    assert visible_to(outsider, now=now).filter(id=case.id).exists()
    officers.post(address, {"what": "end", "user": str(outsider.user_id), "why": "Moved teams"})
    assert not visible_to(outsider, now=now).filter(id=case.id).exists()
    officers.post(address, {"what": "open", "why": "A mistake"})
    assert visible_to(outsider, now=now).filter(id=case.id).exists()
    page = officers.get(url(case, "timeline")).content.decode()
    for why in ("Told us of hate", "Takes her calls", "Moved teams", "A mistake"):
        assert why in page


def test_a_reason_is_needed_to_change_a_circle(
    officers: "Client", case: "Case", url: Callable[..., str]
) -> None:
    page = officers.post(url(case, "restrict"), {"what": "restrict", "why": ""}).content.decode()
    assert "There is a problem" in page and "Everybody in the service" in page


def test_a_contact_centre_cannot_change_a_circle(
    client: "Client", signed_in: Any, case: "Case", url: Callable[..., str]
) -> None:
    signed_in(client, "contact centre")
    address = url(case, "restrict")
    assert client.get(address).status_code == 403
    assert client.post(address, {"what": "restrict", "why": WHY}).status_code == 403


@pytest.fixture
def complained_of(make_case: Any, officer: Any, now: datetime) -> "Case":
    """A case in which the resident complains of its own officer, and is answered."""
    hours = [now - timedelta(hours=n) for n in range(6)]
    raised = a_report(
        hours[3], id="c1", does=("complaint.raised",), complaint="c", text="He shouted at me",
        about_staff=(f"staff-{officer.id}",),
    )  # fmt: skip
    answered = a_note(
        hours[2], "We are sorry that he shouted", id="c2", does=("complaint.acknowledged",),
        complaint="c", channel="letter",
    )  # fmt: skip
    beside = a_note(hours[1], "Spoke of the shouting", id="n1", answers=("c1",))
    case: Case = make_case(entries=[a_report(hours[4], id="r1"), raised, answered, beside])
    return case


def test_whom_a_complaint_names_reads_nothing_of_it_anywhere(
    officers: "Client", complained_of: "Case", url: Callable[..., str], now: datetime
) -> None:
    case = complained_of
    for name in ("page", "timeline", "promises", "picture"):
        for query in ({}, {"on": (now - timedelta(days=1)).date().isoformat()}):
            page = officers.get(url(case, name), query).content.decode()
            assert "shout" not in page, name
    page = officers.get(url(case)).content.decode()
    assert "A complaint is part of this case. It names you" in page
    assert "Do not contact the resident about it." in page
    for number in (2, 3, 4):
        for name in ("entry", "proof", "correct", "dispute"):
            assert officers.get(url(case, name, number=number)).status_code == 404
            assert officers.post(url(case, name, number=number)).status_code in (404, 405)


def test_others_read_the_complaint(
    client: "Client", signed_in: Any, complained_of: "Case", url: Callable[..., str]
) -> None:
    signed_in(client, "complaints handler")
    page = client.get(url(complained_of, "timeline")).content.decode()
    assert "He shouted at me" in page
    assert "It names you" not in page


def test_a_person_who_is_named_by_a_part_is_walled_off_too(
    client: "Client", signed_in: Any, staff: Any, make_case: Any, now: datetime,
    url: Callable[..., str],
) -> None:  # fmt: skip
    from putright.stores.record.cases import NewParty

    leader = staff("team leader")
    raised = a_report(now, does=("complaint.raised",), about_staff=("the-leader",), text="Rude")
    party = NewParty(key="the-leader", side="landlord", role="team leader", user=leader.id)
    case = make_case(entries=[raised], parties=[party])
    signed_in(client, leader)
    assert "Rude" not in client.get(url(case, "timeline")).content.decode()
