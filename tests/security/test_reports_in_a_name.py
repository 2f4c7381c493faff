"""Whoever rings in somebody's name learns nothing of her, and opens no barred way (T3, R6)."""

from typing import Any

import pytest
from factories import made

from putright.casework.actions.reports import Report, take
from putright.casework.queries.people import details_of, row_of
from putright.casework.queries.reports import people_like
from putright.core.events.person import Way
from putright.stores.people.models import Person
from putright.stores.record.ledger.read import entries

pytestmark = pytest.mark.django_db
WAYS = {"calls": Way(says="not ok"), "text": Way(says="only when", when="planted noon")}


@pytest.fixture
def guarded(landlord: Any, make_case: Any) -> Any:
    """Somebody on our side of a restricted case, who must not be rung."""
    person = made.make_person(landlord, "Ada Fenn", ways=WAYS, best_time="planted noon")
    make_case(person=person, is_restricted=True)
    return person


def test_choosing_a_guarded_person_tells_nothing_of_how_to_reach_them(
    guarded: Any, actor_of: Any, now: Any
) -> None:
    (found,) = people_like(actor_of("contact centre"), "", chosen=guarded, now=now)

    assert (found.words, found.hint) == ("Ada Fenn", "")


def test_a_caller_cannot_open_a_way_that_a_guarded_person_barred(
    guarded: Any, actor_of: Any, officer: Any, now: Any
) -> None:
    told = Report(what="Music again.", person=guarded, safe=("calls", "text", "email"))

    taken = take(actor=actor_of("contact centre"), told=told, form=None, now=now)

    says = {way: rule.says for way, rule in (details_of(_row(guarded)).ways or {}).items()}
    assert (says["calls"], says["text"], says["email"]) == ("not ok", "only when", "ok")
    (report, *_more) = entries(landlord=officer.landlord_id, stream=taken.case_id)
    assert "check by a safe way: calls, text" in report.entry.text


def test_a_caller_can_bar_a_way_of_a_guarded_person(guarded: Any, actor_of: Any, now: Any) -> None:
    told = Report(what="He reads my mail.", person=guarded, unsafe=("email",))

    take(actor=actor_of("contact centre"), told=told, form=None, now=now)

    ways = details_of(row_of(actor_of("officer"), guarded)).ways or {}
    assert ways["email"].says == "not ok"


def _row(person: Any) -> Any:
    return Person.objects.get(id=person)
