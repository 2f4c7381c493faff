"""The pages of agencies: what is sent is what was looked at, once; who may, and who may not."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from factories.made import make_case, make_home, make_person

from putright.stores.people import agencies as directory

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
KIND = "?kind=police-disclosure"
FACTS = {"about": "resident", "basis": "power", "asks": "What do you hold?"}
WENT = {"channel": "email", "on": "14/4/2026", "at": "10:00am", "shown": "copy"}


@pytest.fixture(autouse=True)
def _standing_clock(
    clock_at: Callable[[datetime], None], now: datetime, tmp_path: Any, settings: Any
) -> None:
    clock_at(now)
    settings.FILES = tmp_path / "files"


@pytest.fixture
def case(landlord: Any, team: Any, officer: Any) -> Any:
    home = make_home(landlord, area="weir end", postcode="ZZ2 1EA")
    person = make_person(landlord, "Theresa Gallowhill", home=home)
    return make_case(landlord, team=team, officer=officer, home=home, person=person)


@pytest.fixture
def desk(landlord: Any, now: datetime) -> Any:
    told = directory.Told(
        name="South team", kind="police neighbourhood", areas=("weir end",), route="secure email",
        address="south@police.example",
    )  # fmt: skip
    return directory.add(landlord=landlord.id, told=told, user=None, now=now)


@pytest.fixture
def officers(client: "Client", signed_in: Callable[..., "Client"]) -> "Client":
    return signed_in(client, "officer")


def address(case: Any, rest: str = "") -> str:
    return f"/cases/{case.id}/agencies/{rest}"


def hidden(page: str) -> dict[str, str]:
    form = page.split("<main", 1)[1].split("novalidate", 1)[1].split("</form>")[0]
    return dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', form))


def shown(answer: Any) -> str:
    return str(answer.content.decode())


def looked(client: "Client", case: Any, **facts: str) -> dict[str, str]:
    """The form as it comes back with the letter."""
    ask = address(case, f"ask/{KIND}")
    first = hidden(shown(client.get(ask)))
    return hidden(shown(client.post(ask, first | FACTS | facts)))


def entries(case: Any) -> list[Any]:
    from putright.stores.record.ledger.read import entries as read

    return [one for one in read(landlord=case.landlord_id, stream=case.id)]


def test_request_is_kept_with_the_letter_that_was_looked_at(
    officers: "Client", case: Any, desk: Any
) -> None:
    told = looked(officers, case, desk=str(desk))

    answer = officers.post(address(case, f"ask/{KIND}"), told | WENT)

    assert answer.status_code == 302 and answer["Location"] == address(case)
    new = entries(case)[-1]
    assert new.entry.does == ("agency.requested",) and len(new.files) == 1
    assert new.entry.facts == {"request": "police-disclosure", "basis": "power"}
    page = shown(officers.get(address(case)))
    assert "South team" in page and "Waiting for 0 working days" in page


def test_facts_changed_after_the_look_are_shown_again_and_not_saved(
    officers: "Client", case: Any, desk: Any
) -> None:
    told = looked(officers, case, desk=str(desk))

    page = shown(officers.post(address(case, f"ask/{KIND}"), told | WENT | {"asks": "All of it"}))

    assert "Look at it before it goes" in page and "All of it" in page
    assert len(entries(case)) == 1


def test_request_sent_twice_is_one(officers: "Client", case: Any, desk: Any) -> None:
    told = looked(officers, case, desk=str(desk))
    for _time in range(2):
        officers.post(address(case, f"ask/{KIND}"), told | WENT)
    assert len(entries(case)) == 2


def test_address_typed_by_hand_warns_and_is_looked_at_twice(officers: "Client", case: Any) -> None:
    ask = address(case, f"ask/{KIND}")
    first = hidden(shown(officers.get(ask)))
    typed = {"desk": "typed", "typed": "The sergeant", "typed_address": "desk@police.example"}

    refused = shown(officers.post(ask, first | FACTS | typed))
    page = shown(officers.post(ask, first | FACTS | typed | {"why_there": "She told me"}))

    assert "Say how you know that it is right" in refused
    assert "This address was typed by hand: desk@police.example" in page
    assert len(entries(case)) == 1


def test_call_without_its_line_of_the_log_is_not_taken_as_shown(
    officers: "Client", case: Any, desk: Any
) -> None:
    told = looked(officers, case, desk=str(desk))

    page = shown(officers.post(address(case, f"ask/{KIND}"), told | WENT | {"channel": "phone"}))

    assert "A call needs its line of the call log" in page
    assert len(entries(case)) == 1


@pytest.mark.parametrize("role", ["contact centre", "auditor"])
def test_whoever_may_not_ask_sees_the_page_without_its_buttons(
    role: str, client: "Client", signed_in: Callable[..., "Client"], case: Any, desk: Any
) -> None:
    reader = signed_in(client, role)

    assert reader.get(address(case)).status_code == 200
    assert "Ask an agency" not in shown(reader.get(address(case)))
    assert reader.get(address(case, "ask/")).status_code == 403
    assert reader.post(address(case, f"ask/{KIND}"), FACTS | WENT).status_code == 403


def test_resident_is_told_by_no_way_that_is_not_safe(
    officers: "Client", case: Any, desk: Any, landlord: Any, now: datetime
) -> None:

    from putright.core.events.person import Way
    from putright.stores.record.models import Party

    party = Party.objects.get(case_id=case.id, key="resident")
    party.person_id = make_person(landlord, "Ada Quill", ways={"calls": Way(says="not ok")})
    party.save()
    officers.post(address(case, f"ask/{KIND}"), looked(officers, case, desk=str(desk)) | WENT)
    number = entries(case)[-1].number
    reply = address(case, f"{number}/reply/")
    told = {"is_answer": "yes", "text": "Two visits.", "channel": "email", "on": "14/4/2026"}
    officers.post(reply, hidden(shown(officers.get(reply))) | told)
    tell = address(case, f"{number}/tell/")

    page = shown(officers.get(tell))
    assert 'value="phone"' not in page and 'value="letter"' in page
    said = {"channel": "phone", "text": "They came.", "on": "14/4/2026"}
    officers.post(tell, hidden(page) | said)
    assert entries(case)[-1].entry.does == ("agency.replied",)


def test_directory_lists_what_is_wrong_first_and_leaders_put_it_right(
    client: "Client", signed_in: Callable[..., "Client"], desk: Any, landlord: Any, now: datetime
) -> None:
    leader = signed_in(client, "team leader")
    leader.post(f"/agencies/{desk}/wrong/", {"why": "It moved"})
    page = shown(leader.get("/agencies/"))
    assert "Marked wrong: put these right first" in page and "It moved" in page

    leader.post(f"/agencies/{desk}/check/")

    found = directory.find(landlord=landlord.id, agency=desk)
    assert found is not None and (found.wrong_at, found.checked_on) == (None, now.date())


def test_desk_of_the_same_name_is_not_added_twice(
    client: "Client", signed_in: Callable[..., "Client"], desk: Any, landlord: Any
) -> None:
    leader = signed_in(client, "administrator")
    told = {"name": "south TEAM", "kind": "police", "route": "email", "address": "a@b.example"}

    page = shown(leader.post("/agencies/add/", told))
    leader.post("/agencies/add/", told | {"name": "Hate crime unit", "areas": "mere; weir end"})

    assert "has a desk of that name already" in page
    names = {one.name: one.areas for one in directory.listed(landlord=landlord.id)}
    assert names == {"South team": ("weir end",), "Hate crime unit": ("mere", "weir end")}


def test_officer_reads_the_directory_and_changes_nothing(
    officers: "Client", desk: Any, landlord: Any
) -> None:
    assert "South team" in shown(officers.get("/agencies/"))
    for path in ("add/", f"{desk}/", f"{desk}/wrong/", f"{desk}/check/"):
        assert officers.post(f"/agencies/{path}", {"why": "x", "name": "x"}).status_code == 403
    found = directory.find(landlord=landlord.id, agency=desk)
    assert found is not None and (found.name, found.wrong_at) == ("South team", None)


def test_desk_of_another_landlord_is_not_there(
    client: "Client", signed_in: Callable[..., "Client"], other_landlord: Any, now: datetime
) -> None:
    told = directory.Told(name="Their team", kind="police", address="x@police.example")
    theirs = directory.add(landlord=other_landlord.id, told=told, user=None, now=now)
    leader = signed_in(client, "team leader")

    assert leader.get(f"/agencies/{theirs}/").status_code == 404
    assert leader.post(f"/agencies/{theirs}/check/").status_code == 404
    assert "Their team" not in shown(leader.get("/agencies/"))
