"""A case that is not there for somebody is nowhere: in no page, count or answer (R3, R4)."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from factories import made
from security.crawl import asked, pages, plain, text_of

pytestmark = pytest.mark.django_db
INSIDE, WHO = "quillfeather", "Brambletoe"
"""Words that stand in the case alone; and in the name and home of whoever it is for."""
ROLES = ("contact centre", "officer", "team leader", "head of service", "auditor", "approver",
         "complaints handler")  # fmt: skip


@pytest.fixture
def victim(landlord: Any) -> Any:
    home = made.make_home(landlord, address=f"7 {WHO} Yard", postcode="ZZ4 4ZZ")
    return made.make_person(landlord, f"Ada {WHO}", home=home, phone="07700900123")


@pytest.fixture
def owner(landlord: Any, team: Any) -> Any:
    return made.make_user(landlord, "officer", team=team, name="Orla Finch")


@pytest.fixture
def plant(landlord: Any, team: Any, victim: Any, owner: Any, now: Any) -> Callable[..., Any]:
    """A case that is full of the words: title, report, promise, handover, file, draft."""
    from putright.casework.actions import files
    from putright.casework.queries.cases import near_to
    from putright.core.events.parts import Pledge
    from putright.stores.people.models import Person
    from putright.stores.record import drafts

    def make(*, is_restricted: bool) -> Any:
        entries = [
            made.a_report(now - timedelta(days=9), text=f"{INSIDE} shouted."),
            made.a_note(now - timedelta(days=8), f"We said {INSIDE}.", promises=(
                Pledge(id="p1", what=f"to send {INSIDE}", does=("form.sent",)),)),
        ]  # fmt: skip
        case = made.make_case(
            landlord, team=team, officer=owner, person=victim, entries=entries,
            title=f"{INSIDE} at night", is_restricted=is_restricted,
            home=Person.objects.get(id=victim).home, reference=f"A-{INSIDE.upper()}",
        )  # fmt: skip
        actor = made.as_actor(owner)
        near = near_to(actor, case.id, now=now)
        files.keep(actor=actor, near=near, name=f"{INSIDE}.txt", chunks=[b"words"], now=now)
        drafts.keep(
            landlord=landlord.id, user=owner.id, place=f"note:{case.id}", case=case.id,
            fields={"text": [f"{INSIDE} writing"]}, now=now,
        )  # fmt: skip
        return case

    return make


@pytest.fixture
def others(make_case: Any) -> list[Any]:
    return [make_case(), make_case(title="Bins on the stairs")]


def everything(client: Client, words: tuple[str, ...], *more: str) -> dict[str, Any]:
    from security.crawl import STARTS

    return pages(client, (*STARTS, *more)) | asked(client, words)


def hits(found: dict[str, Any], word: str) -> list[str]:
    """Where the word stands although nobody typed it there."""
    return [
        path
        for path, answer in found.items()
        if word.lower() in text_of(answer).lower().replace(f'value="{word.lower()}"', "")
        and not path.endswith(word)
    ]


@pytest.mark.parametrize("role", ["contact centre", "officer", "team leader", "auditor"])
def test_for_whoever_has_a_stake_all_is_as_if_the_case_were_not(
    role: str, victim: Any, plant: Any, others: Any, staff: Any, stake: Any, signed_in: Any
) -> None:
    user = staff(role)
    stake(user, person_id=victim)
    client = signed_in(Client(), user)
    words = (INSIDE, WHO, "Ada", "07700900123", "Yard", "ZZ4 4ZZ")
    pages(client)  # what was opened last stands in the search: it is the same from now on
    before = everything(client, words)

    case = plant(is_restricted=False)
    after = everything(client, words)

    assert {p for p in after if INSIDE in text_of(after[p]) and not p.endswith(INSIDE)} == set()
    assert str(case.id) not in "".join(text_of(one) for one in after.values())
    told = {path for path in after if path not in before}
    assert {path for path in told if str(case.id) in path} == set()
    differ = [p for p in before if p in after and not _same(before[p], after[p])]
    assert {path: _first_difference(before[path], after[path]) for path in differ} == {}


@pytest.mark.parametrize("role", ROLES)
def test_of_a_restricted_case_the_service_sees_its_reference_alone(
    role: str, plant: Any, others: Any, staff: Any, signed_in: Any, now: Any
) -> None:
    case = plant(is_restricted=True)
    client = signed_in(Client(), staff(role))

    found = everything(client, (INSIDE, WHO, "Ada"), f"/cases/{case.id}/", f"/people/{_who(case)}")

    reference = f"A-{INSIDE.upper()}"
    leaks = [path for path, one in found.items() if INSIDE in text_of(one) and INSIDE not in path]
    assert leaks == []
    words = {path: text_of(one).replace(reference, "") for path, one in found.items()}
    shown = [path for path, text in words.items() if f"{INSIDE} " in text or f"{INSIDE}." in text]
    assert shown == []
    assert [path for path, text in words.items() if "07700900123" in text] == []


@pytest.mark.parametrize("who", ["administrator", "another landlord"])
def test_for_those_outside_there_is_no_case_and_nobody(
    who: str, plant: Any, others: Any, staff: Any, signed_in: Any, victim: Any
) -> None:
    case = plant(is_restricted=False)
    if who == "another landlord":
        other = made.make_landlord(is_sample=True)
        user = made.make_user(other, *ROLES, "administrator", team=made.make_team(other))
    else:
        user = staff("administrator")
    client = signed_in(Client(), user)

    found = everything(client, ("Ada", "Yard", "07700900123"), f"/cases/{case.id}/",
                       f"/people/{victim}")  # fmt: skip

    for word in (INSIDE, WHO, str(case.id)):
        assert [path for path, one in found.items() if word in text_of(one)
                and path not in (f"/cases/{case.id}/", "/people/interests Yard")] == []  # fmt: skip


def _same(one: Any, other: Any) -> bool:
    """Whether both show the same; which of one's cases was opened last may change."""
    first, second = (
        sorted(re.split(r"[\s<>]+", plain(each, INSIDE, WHO))) for each in (one, other)
    )
    return first == second


def _first_difference(one: Any, other: Any) -> tuple[str, str]:
    pairs = zip(plain(one).splitlines(), plain(other).splitlines(), strict=False)
    return next((pair for pair in pairs if pair[0] != pair[1]), ("", "a line more or less"))


def _who(case: Any) -> Any:
    return case.parties.exclude(person=None).get().person_id
