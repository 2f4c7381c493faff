"""Every address, as every role and signed out, by GET and bare POST, and with guessed ids."""

import os
import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from census.conftest import PLANTED, SITUATIONS
from census.doors import NOBODYS, Door, doors, ids_of
from django.test import Client
from factories.fixtures import ROLES

DOORS = doors()
OF_CASES = [door for door in DOORS if ("case_id", "uuid") in door.asks]
OF_PEOPLE = [door for door in DOORS if ("person_id", "uuid") in door.asks]
NO_SIGN_IN = {"files:read", "calendar:read"}
"""Need no session by design: the address itself is signed, for a minute and one person, or is a
secret that holds no name and is ended by its owner."""
PUBLIC = "portal:"
"""For everybody, of a landlord that is there; tests/portal tries them."""
PASSING = re.compile(rb"[0-9a-f]{8}|csrf[^>]*>|\d{1,2}:\d\d[ap]m")
READERS = set(ROLES) - {"administrator"}
IS_FULL = os.environ.get("HYPOTHESIS_PROFILE") == "full"
PARTS = 5
"""In a short run each pairing of role and situation tries every fifth door, else all of them."""


def share(found: Sequence[Door], role: str, situation: str) -> list[Door]:
    """The doors that this pairing tries; the pairings between them try each door many times."""
    if IS_FULL:
        return list(found)
    turn = list(ROLES).index(role) + list(SITUATIONS).index(situation)
    return [door for place, door in enumerate(found) if (place + turn) % PARTS == 0]


def shown(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_signed_out_every_door_leads_to_signing_in(door: Door, client: Client, db: None) -> None:
    for answer in (client.get, client.post):
        response = answer(door.path(ids_of()))

        if door.name in NO_SIGN_IN:
            assert response.status_code in (403, 404, 405)
        elif door.name.startswith(PUBLIC):
            leaves = door.name == "portal:leave" and answer == client.get
            assert response.status_code == 302 if leaves else response.status_code in (404, 405)
        else:
            assert (response.status_code, response["Location"][:15]) == (302, "/account/login/")


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_no_door_takes_what_our_own_pages_did_not_send(
    door: Door, signed_in: Callable[..., Client], db: None
) -> None:
    client = signed_in(Client(enforce_csrf_checks=True), "officer")

    response = client.post(door.path(ids_of()), {"text": PLANTED})

    assert response.status_code in (403, 405)
    assert PLANTED.encode() not in shown(response)


@pytest.mark.parametrize("role", ROLES)
def test_nobody_finds_what_is_not_there(
    role: str, signed_in: Callable[..., Client], db: None
) -> None:
    client = signed_in(Client(), role)

    answers = {
        (door.name, method): getattr(client, method)(door.path(ids_of()), follow=True)
        for door in share(DOORS, role, SITUATIONS[0])
        for method in ("get", "post")
    }

    assert [told for told, answer in answers.items() if answer.status_code >= 500] == []
    found = [told for told, answer in answers.items() if answer.status_code < 400]
    assert [t for t in found if str(NOBODYS) in answers[t].request["PATH_INFO"]] == []


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("role", ROLES)
def test_a_case_is_shown_to_those_who_may_see_it_and_to_nobody_else(
    role: str, situation: str, signed_in: Callable[..., Client],
    staff: Callable[[str], Any], placed: Callable[..., Any],
) -> None:  # fmt: skip
    client = signed_in(Client(), role)
    found = placed(situation, staff(role))
    ids = ids_of(case_id=found.case.id, person_id=found.person, number=1)
    nothing_there = role not in READERS or situation in ("stake", "other landlord")
    leaks, faults, strange = [], [], []

    for door in share(OF_CASES + OF_PEOPLE, role, situation):
        for answer in (client.get, client.post):
            response = answer(door.path(ids), follow=True)
            told = (door.name, answer.__name__, response.status_code)
            hidden = nothing_there or (situation == "restricted" and door in OF_CASES)
            if hidden and PLANTED.encode() in shown(response):
                leaks.append(told)
            if response.status_code >= 500:
                faults.append(told)
            if nothing_there and response.status_code not in (403, 404, 405):
                strange.append(told)

    assert (leaks, faults, strange) == ([], [], [])


@pytest.mark.parametrize("door", OF_CASES, ids=lambda door: door.name)
def test_what_may_not_be_known_answers_as_what_is_not_there(
    door: Door, signed_in: Callable[..., Client], staff: Any, placed: Callable[..., Any]
) -> None:
    client = signed_in(Client(), "officer")
    stake = placed("stake", staff("officer"))

    nothing = client.get(door.path(ids_of()))
    kept_from_her = client.get(door.path(ids_of(case_id=stake.case.id)))

    assert nothing.status_code == kept_from_her.status_code
    assert PASSING.sub(b"", shown(nothing)) == PASSING.sub(b"", shown(kept_from_her))


@pytest.mark.parametrize("door", OF_CASES + OF_PEOPLE, ids=lambda door: door.name)
def test_looking_changes_nothing_in_the_record(
    door: Door, signed_in: Callable[..., Client], staff: Any, placed: Callable[..., Any]
) -> None:
    from putright.stores.record.models import StoredEntry, Stream

    found = placed("own team", staff("officer"))
    client = signed_in(Client(), "officer")
    path = door.path(ids_of(case_id=found.case.id, person_id=found.person, number=1))
    before = (StoredEntry.objects.count(), Stream.objects.count())

    client.get(path)
    client.get(path)

    assert (StoredEntry.objects.count(), Stream.objects.count()) == before
