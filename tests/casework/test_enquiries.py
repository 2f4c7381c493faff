"""Enquiries of councillors: their own clock, and nothing told without consent."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from factories.made import NOW, a_report, make_case, make_home

from putright.casework.actions import enquiries
from putright.casework.actions.adding import Sent, When
from putright.casework.actions.agency_sending import Went
from putright.casework.actions.enquiries import Enquiry
from putright.casework.queries import agencies as read
from putright.casework.queries.case_open import open_for
from putright.casework.queries.cases import near_to
from putright.casework.queries.enquiries import letter_of
from putright.casework.refused import NotRight, Refused
from putright.core.letters import plain
from putright.stores.people import agencies as directory

pytestmark = pytest.mark.django_db
WORDS = "Two visits were made and a plan is agreed."


@pytest.fixture(autouse=True)
def _files(tmp_path: Any, settings: Any) -> None:
    settings.FILES = tmp_path / "files"


@pytest.fixture
def case(landlord: Any, team: Any, officer: Any) -> Any:
    report = a_report(NOW - timedelta(hours=1), text="Quillfeather shouted.")
    home = make_home(landlord, area="weir end")
    return make_case(landlord, team=team, officer=officer, home=home, entries=[report])


@pytest.fixture
def councillor(landlord: Any) -> str:
    told = directory.Told(name="Councillor Ada Brookes", kind="councillor", address="a@b.example")
    return str(directory.add(landlord=landlord.id, told=told, user=None, now=NOW))


def sent(actor: Any, case: Any) -> Sent:
    return Sent(near=near_to(actor, case.id, now=NOW))


def receive(actor: Any, case: Any, who: str, *, basis: str = "consent") -> int:
    told = Enquiry(
        who=who, basis=basis, asks="what is done", text="They are desperate.", channel="email",
        when=When(on=NOW.date(), at=NOW),
    )  # fmt: skip
    saved = enquiries.receive(actor=actor, sent=sent(actor, case), told=told, now=NOW)
    return saved.numbers[0]


def answer(actor: Any, case: Any, number: int, words: str, *, now: datetime = NOW) -> None:
    went = Went(channel="email", when=When(on=now.date(), at=now))
    enquiries.answer(
        actor=actor, sent=sent(actor, case), number=number, words=words, went=went, now=now
    )


def test_enquiry_has_a_clock_of_its_own_that_its_answer_ends(
    actor_of: Any, case: Any, councillor: str
) -> None:
    actor = actor_of("officer")
    number = receive(actor, case, councillor)
    (waits,) = read.page(actor, case.id, now=NOW).enquiries
    assert [(one.rule, one.shown.by) for one in waits.promises] == [
        ("enquiry.answered", "Tue 28 Apr 2026")
    ]

    answer(actor, case, number, WORDS, now=NOW + timedelta(days=1))

    (over,) = read.page(actor, case.id, now=NOW + timedelta(days=1)).enquiries
    assert over.answer is not None and over.answer.evidence == "evidenced"
    assert (over.who, over.promises) == ("Councillor Ada Brookes", ())


def test_without_consent_the_answer_tells_nothing_of_the_case(
    actor_of: Any, case: Any, councillor: str
) -> None:
    actor = actor_of("officer")
    number = receive(actor, case, councillor, basis="none yet")
    opened = open_for(actor, case.id, now=NOW)
    asked = opened.run.timeline.doing(("enquiry.received",))[0]

    letter = plain(letter_of(opened, asked, WORDS))

    assert "until the resident has agreed" in letter
    assert WORDS not in letter and "Quillfeather" not in letter
    with pytest.raises(NotRight):
        answer(actor, case, number, WORDS)
    answer(actor, case, number, "")


def test_with_consent_an_empty_answer_is_none(actor_of: Any, case: Any, councillor: str) -> None:
    actor = actor_of("officer")
    number = receive(actor, case, councillor)
    with pytest.raises(NotRight):
        answer(actor, case, number, " ")


def test_somebody_who_is_not_elected_cannot_enquire(actor_of: Any, case: Any) -> None:
    with pytest.raises(Refused):
        receive(actor_of("officer"), case, "resident")
