"""New post of somebody in a restricted case is for those cleared and one who leads (R4, R6).

A sender can be forged: that narrows who reads an item, and never leaves it with nobody.
"""

from datetime import datetime
from typing import Any

import pytest
from factories import made
from factories.incoming import make_item

from putright.casework.queries import triage as read
from putright.casework.queries import triage_page
from putright.casework.queries.waits import Ladder
from putright.casework.refused import NotThere
from putright.stores.accounts.models import Away
from putright.stores.people.models import Interest
from putright.stores.record.models import Clearance

pytestmark = pytest.mark.django_db
ADA = {"name": "Ada Quillfeather", "email": "ada.q@home.example", "phone": "01632 960 111"}
HOME = "1 Elm Court"


@pytest.fixture
def home(landlord: Any) -> Any:
    return made.make_home(landlord, address=HOME)


@pytest.fixture
def ada(landlord: Any, home: Any) -> Any:
    return made.make_person(landlord, ADA["name"], home=home, email=ADA["email"],
                            phone=ADA["phone"])  # fmt: skip


@pytest.fixture
def restricted(landlord: Any, team: Any, staff: Any, ada: Any, home: Any) -> Any:
    """A restricted case of an officer, with a leader, a head and a contact centre around it."""
    for role in ("team leader", "head of service", "contact centre"):
        staff(role)
    return made.make_case(landlord, team=team, officer=staff("officer"), person=ada, home=home,
                          is_restricted=True)  # fmt: skip


def queue(actor: Any, now: datetime) -> list[Any]:
    return [one.id for one in read.open_items(actor, now=now)]


def acting(landlord: Any, now: datetime) -> Any:
    (one,) = read.waiting(landlord.id, now=now)
    return one.acting.user


SIGNS: dict[str, dict[str, Any]] = {
    "her address": {"sender": "Ada.Q@HOME.example"},
    "her number": {"sender": "+44 1632 960111", "door": "phone log"},
    "her number on a form": {"fields": {"phone": "(01632) 960-111"}},
    "her name in it": {"text": "It is ada  QUILLFEATHER's door again."},
    "her name on a form": {"fields": {"against": "Ada Quillfeather"}},
    "her home in it": {"text": "Shouting at 1, Elm Court all night."},
}


@pytest.mark.parametrize("sign", SIGNS)
def test_it_is_for_those_cleared_and_the_head_and_for_nobody_else(
    sign: str, landlord: Any, team: Any, restricted: Any, actor_of: Any, now: datetime
) -> None:
    usual = {"sender": "x@else.example", "sender_name": "Somebody"}
    item = make_item(landlord, team, **{**usual, **SIGNS[sign]})

    for role in ("contact centre", "team leader"):
        other = actor_of(role)
        assert (queue(other, now), read.inbox(other, now=now).counts["all"]) == ([], 0)
        with pytest.raises(NotThere):
            triage_page.page(other, item, now=now)
    for role in ("officer", "head of service"):
        assert queue(actor_of(role), now) == [item]
    assert acting(landlord, now) == actor_of("officer").user_id


@pytest.mark.parametrize(
    "told",
    [
        {"text": "Shouting at 11 Elm Court."},
        {"text": "Ada Quill rang.", "sender_name": "Ada"},
        {"sender": "q@home.example"},
    ],
)
def test_what_only_resembles_it_is_for_everybody(
    told: dict[str, Any], landlord: Any, team: Any, restricted: Any, actor_of: Any, now: datetime
) -> None:
    item = make_item(landlord, team, **told)

    assert queue(actor_of("contact centre"), now) == [item]


def test_a_thread_that_our_token_gave_to_another_case_is_that_cases(
    landlord: Any, team: Any, restricted: Any, actor_of: Any, now: datetime
) -> None:
    other = made.make_case(landlord, team=team)
    guess = {"case": str(other.id), "how": "thread"}
    item = make_item(landlord, team, sender=ADA["email"], guess=guess)

    assert queue(actor_of("contact centre"), now) == [item]


def test_a_forged_sender_hides_nothing_from_whoever_leads(
    landlord: Any, team: Any, restricted: Any, staff: Any, actor_of: Any, now: datetime
) -> None:
    """Somebody writes as the victim so that only the officer reads it whom it complains of."""
    angry = "The officer ignored me. I left five messages and nobody rang me back."
    item = make_item(landlord, team, sender=ADA["email"], text=angry)

    assert queue(actor_of("officer"), now) == []
    assert queue(actor_of("head of service"), now) == [item]
    assert acting(landlord, now) == staff("head of service").id


def test_with_nobody_of_the_circle_here_the_next_who_leads_has_it(
    landlord: Any, team: Any, restricted: Any, staff: Any, now: datetime
) -> None:
    make_item(landlord, team, sender=ADA["email"])
    for role, other in (("officer", "head of service"), ("head of service", "officer")):
        Away.objects.create(
            landlord=landlord, user=staff(role), starts_on=now.date(),
            cover=staff(other), told_by=staff(role), told_at=now,
        )  # fmt: skip

    assert acting(landlord, now) == staff("team leader").id


def test_whoever_has_a_stake_is_out_of_the_circle_however_high(
    landlord: Any, team: Any, restricted: Any, ada: Any, staff: Any, actor_of: Any, now: datetime
) -> None:
    item = make_item(landlord, team, sender=ADA["email"])
    Interest.objects.create(
        landlord=landlord, user=staff("head of service"), person_id=ada, why="kin", told_at=now
    )

    assert queue(actor_of("head of service"), now) == []
    assert queue(actor_of("officer"), now) == [item]


def test_naming_two_restricted_cases_it_is_for_those_cleared_for_both(
    landlord: Any, team: Any, restricted: Any, staff: Any, actor_of: Any, now: datetime
) -> None:
    second = made.make_user(landlord, "officer", team=team, name="Second Officer")
    other = made.make_case(landlord, team=team, officer=second, is_restricted=True)
    make_item(landlord, team, sender=ADA["email"], text=f"About {other.reference}.")
    assert acting(landlord, now) == staff("head of service").id

    Clearance.objects.create(landlord=landlord, case=other, user=staff("officer"), given_by=second,
                             starts_at=now, why="works on both")  # fmt: skip

    assert acting(landlord, now) == staff("officer").id
    assert queue(made.as_actor(second), now) == []


def test_the_ladder_reaches_the_circle_and_tells_nobody_else(
    landlord: Any, team: Any, restricted: Any, staff: Any, now: datetime
) -> None:
    make_item(landlord, team, sender=ADA["email"])

    (thing,) = Ladder(landlord.id, now).messages()

    assert set(thing.users.values()) == {staff("officer").id, staff("head of service").id}


def test_whoever_a_resident_complained_of_does_not_open_what_they_write_next(
    landlord: Any, team: Any, staff: Any, ada: Any, actor_of: Any, now: datetime
) -> None:
    staff("team leader")
    case = made.make_case(landlord, team=team, officer=staff("officer"), person=ada)
    item = make_item(landlord, team, sender=ADA["email"], officer=staff("officer").id)
    assert queue(actor_of("officer"), now) == [item]

    about = made.a_note(now, "She complains.", about_staff=(f"staff-{staff('officer').id}",))
    made.add_entries(case, about)

    assert queue(actor_of("officer"), now) == []
    assert acting(landlord, now) == staff("team leader").id
