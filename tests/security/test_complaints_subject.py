"""Whoever a complaint names finds no word of it by any link; hostile words in it stay words."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from casework.complaining import acknowledged, raised, report
from casework.writing import begun
from django.test import Client
from django.urls import reverse
from factories import made
from security.crawl import asked, pages, text_of

from putright.casework.actions import lessons, responses
from putright.casework.actions import redress as money
from putright.casework.actions.adding import Sent
from putright.casework.actions.lessons import Raised
from putright.casework.actions.redress import Built, Impact
from putright.casework.actor import staff_key
from putright.casework.queries import cases
from putright.core.events.entry import Entry
from putright.core.events.parts import Point
from putright.core.practice.response import Response
from putright.stores.record.ledger.read import entries as in_books
from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
PLANTED = "quillfeather"
HOSTILE = '<img src=x onerror="alert(1)"> {{ 7*7 }}'
ROLES = ["officer", "team leader", "approver", "complaints handler"]
READERS = ["officer", "complaints handler"]


@pytest.fixture
def fill(
    landlord: Any, make_case: Callable[..., Case], actor_of: Any, staff: Any, now: datetime
) -> Callable[..., Case]:
    """``fill(words, named)``: those words in everything that is kept of a complaint."""

    def put(words: str, named: Any = None) -> Case:
        about = (staff_key(named.id),) if named else ()
        first = raised(
            about_staff=about, text=words, asks=(words,), points=(Point(id="p1", what=words),)
        )
        case = make_case(person=made.make_person(landlord, "Hana Quill"),
                         entries=[report(), first, acknowledged()])  # fmt: skip
        who = actor_of("head of service")
        near = cases.near_to(who, case.id, now=now)
        sent = Sent(near=near)
        responses.keep(actor=who, case_id=case.id, complaint="c1", mark="", now=now,
                       response=Response(sorry=words, failings=words, learning=words))  # fmt: skip
        sends = Entry(id="", does=("complaint.updated",), complaint="c1", stage=1)
        begun(who, case, now, kind="complaint_update", title=f"A letter {words}", body=words,
              complaint="c1", permission="complaint.handle", entries=[sends])  # fmt: skip
        told = Impact(head="asb", band="moderate", severity="", impact="", reason=words)
        money.assess(actor=who, sent=sent, told=told, now=now)
        built = Built(lines={"asb": (Decimal(50), words)}, how="adds", without={"complaint": words})
        money.ask(actor=who, sent=sent, built=built, now=now)
        lessons.raise_lesson(actor=who, now=now, told=Raised(
            what=words, why=words, owner=staff("contact centre").id, answers=case.reference,
            due=now.date() + timedelta(days=9)))  # fmt: skip
        return case

    return put


@pytest.mark.parametrize("role", READERS)
def test_no_link_leads_whoever_is_named_to_a_word_of_it(
    role: str, fill: Any, staff: Any, signed_in: Any
) -> None:
    fill(PLANTED, staff(role))
    client = signed_in(Client(), role)

    found = pages(client, ("/", "/search/", "/learning/", "/requests/"))
    found |= asked(client, [PLANTED, "Hana"])

    own = {path: text_of(answer).replace(f"{PLANTED} ", "") for path, answer in found.items()}
    told = [path for path, text in own.items() if PLANTED in text and not path.endswith(PLANTED)]
    assert told == []
    assert len(found) > 20


def test_somebody_else_does_find_it(fill: Any, staff: Any, signed_in: Any) -> None:
    case = fill(PLANTED, staff("officer"))
    client = signed_in(Client(), "head of service")

    found = pages(client, (f"/cases/{case.id}/", "/learning/"))

    told = "".join(path for path, answer in found.items() if PLANTED in text_of(answer))
    for area in ("complaints", "letters", "money", "answer", "learning"):
        assert area in told


@pytest.mark.parametrize("role", ROLES)
def test_whoever_is_named_decides_on_no_money_of_it(
    role: str, fill: Any, staff: Any, signed_in: Any
) -> None:
    case = fill(PLANTED, staff(role))
    books = in_books(landlord=case.landlord_id, stream=case.id)
    number = next(one.number for one in books if "redress.approval_asked" in one.entry.does)
    client = signed_in(Client(), role)

    for name, more in (("decide", {"number": number}), ("put", {"number": number}), ("offer", {}),
                       ("assess", {}), ("pay", {}), ("answer", {})):  # fmt: skip
        at = reverse(f"redress:{name}", kwargs={"case_id": case.id} | more)
        answer = client.post(at, {
            "once": str(uuid4()), "grant": "yes", "reason": "Mine", "head": "asb", "amount": "5",
            "band": "moderate", "sum_0": "5", "why_0": "So", "until": "1/6/2026", "text": "Yes",
            "method": "direct to the resident", "on": "14/4/2026", "says": "accepted",
            "whom": "resident", "channel": "phone",
        })  # fmt: skip
        assert answer.status_code in (200, 403, 404), name
        assert PLANTED not in answer.content.decode()
    assert len(in_books(landlord=case.landlord_id, stream=case.id)) == len(books)


def test_hostile_words_of_a_complaint_are_words_wherever_they_are_shown(
    fill: Any, signed_in: Any
) -> None:
    case = fill(HOSTILE)
    client = signed_in(Client(), "head of service")

    found = pages(client, (f"/cases/{case.id}/", "/learning/", "/requests/", "/"))

    shown = {path: text_of(answer) for path, answer in found.items()}
    assert not [path for path, text in shown.items() if "<img src=x" in text]
    assert len([path for path, text in shown.items() if "&lt;img src=x" in text]) >= 5
    assert not [path for path in shown if "onerror" in path]
