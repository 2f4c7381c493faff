"""Whoever is complained of reads nothing of it, by whatever way it is told (security T12)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from factories import made

from putright.casework.actor import staff_key
from putright.casework.handed import HANDED

pytestmark = pytest.mark.django_db
PLANTED = "quillfeather"


@pytest.fixture
def complaint(case: Any, officer: Any, now: Any) -> Any:
    """A complaint about the officer of the case."""
    entry = made.a_report(
        now - timedelta(minutes=50), id="complaint", does=("complaint.raised",), kinds=(),
        about_staff=(staff_key(officer.id),), complaint="c-1", text=f"He is {PLANTED}.",
    )  # fmt: skip
    made.add_entries(case, entry)
    return entry


def pages_of(client: Client, case: Any) -> str:
    paths = ("", "timeline/", "promises/", "people/", "picture/")
    shown = [client.get(f"/cases/{case.id}/{path}") for path in paths]
    shown += [client.get(path) for path in ("/", f"/handover/{case.id}/")]
    assert {answer.status_code for answer in shown} == {200}
    return "".join(answer.content.decode() for answer in shown)


@pytest.mark.parametrize(
    "refers",
    [
        {"refs": ("complaint",)},
        {"does": (HANDED,), "facts": {"promises": "some.rule~complaint~~"}},
    ],
    ids=["proof beside it", "a promise of it handed on"],
)
def test_what_refers_to_the_complaint_is_kept_from_its_subject(
    refers: dict[str, Any], case: Any, complaint: Any, signed_in: Any, now: Any
) -> None:
    told = {"does": ("note.made",), "to": (), "channel": "internal"} | refers
    made.add_entries(case, made.a_note(now, f"About the {PLANTED} matter", **told))

    assert PLANTED not in pages_of(signed_in(Client(), "officer"), case)
    assert PLANTED in pages_of(signed_in(Client(), "team leader"), case)


@pytest.mark.parametrize("by_whom", ["contact centre", "officer"])
def test_the_call_it_was_first_said_in_is_kept_from_its_subject_unless_they_took_it(
    by_whom: str, case: Any, officer: Any, staff: Any, signed_in: Any, now: Any
) -> None:
    from putright.casework import desk
    from putright.casework.queries.cases import near_to

    taker = made.as_actor(staff(by_whom))
    said = made.a_note(now, f"He is {PLANTED}.", id="said", does=("contact.received",),
                       by="resident", to=())  # fmt: skip
    near = near_to(taker, case.id, now=now)
    desk.add(actor=taker, permission="contact.log", near=near, entries=[said], now=now)
    told = {"does": ("complaint.raised",), "by": "resident", "to": (), "complaint": "c-1"}
    about = {"about_staff": (staff_key(officer.id),), "refs": ("said",)}
    made.add_entries(case, made.a_note(now, "Complains.", **told, **about))

    shown = pages_of(signed_in(Client(), "officer"), case)
    assert (PLANTED in shown) is (by_whom == "officer")


def test_a_promise_of_the_complaint_is_not_handed_to_its_subject(
    case: Any, complaint: Any, staff: Any, officer: Any, now: Any
) -> None:
    from putright.casework.actions.promises_kept import hand_on
    from putright.casework.queries.case_open import open_for
    from putright.casework.refused import Refused

    leader = made.as_actor(staff("team leader"))
    owed = open_for(leader, case.id, now=now).owed
    (key, *_more) = [one.key for one in owed if one.root == "complaint"]

    with pytest.raises(Refused):
        hand_on(actor=leader, promises=[(case.id, key)], to=officer.id, why=PLANTED, now=now)


def test_a_leader_who_is_complained_of_counts_nothing_of_it(
    make_case: Any, staff: Any, now: Any
) -> None:
    from putright.casework.queries.board import board

    leader, case = staff("team leader"), make_case()
    before = [(one.name, one.load) for one in board(made.as_actor(leader), now=now).people]
    made.add_entries(
        case,
        made.a_report(
            now,
            does=("complaint.raised",),
            kinds=(),
            about_staff=(staff_key(leader.id),),
            complaint="c-1",
        ),
    )

    after = [(one.name, one.load) for one in board(made.as_actor(leader), now=now).people]
    theirs = board(made.as_actor(staff("head of service")), now=now).people
    assert after == before
    assert sum(one.load.owed for one in theirs) > sum(load.owed for _name, load in before)
