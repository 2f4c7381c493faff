"""A logged contact keeps what each landlord's policy asks for; a claimed one keeps nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from factories import made
from msgspec.structs import replace

from putright.casework.actions import adding, contacts, recognising
from putright.casework.actions.contacts import Contact, Promised, Sent
from putright.casework.actor import Actor
from putright.casework.live import load
from putright.casework.promises import Promise, promises_of
from putright.casework.queries import contacts as asking
from putright.casework.queries.cases import near_to
from putright.casework.refused import Changed, Refused, SentTwice
from putright.core.events.person import Way
from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
ONCE = UUID(int=5)
NO_FORM = Sent()


@pytest.fixture(params=["hexagon", "meadowbank"])
def pack(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def landlord(database: None, pack: str) -> Any:
    return made.make_landlord(pack=pack)


@pytest.fixture
def case(landlord: Any, make_case: Callable[..., Case], now: datetime) -> Case:
    report = made.a_report(now - timedelta(hours=2), kinds=("threat",), id="report")
    return make_case(person=made.make_person(landlord, "Hana Quill"), entries=[report])


@pytest.fixture
def officer_acts(actor_of: Callable[[str], Actor]) -> Actor:
    return actor_of("officer")


def a_contact(now: datetime, **told: Any) -> Contact:
    named: dict[str, Any] = {"outcome": "spoke", "whom": "resident", "at": now, "note": "Talked."}
    return Contact(**(named | told))


def log(actor: Actor, case: Case, now: datetime, *, sent: Sent = NO_FORM, **told: Any) -> Any:
    return contacts.log(
        actor=actor, case_id=case.id, told=a_contact(now, **told), sent=sent, now=now
    )


def of_rule(case: Case, rule: str, now: datetime) -> list[Promise]:
    return [one for one in promises_of(load(case).run(now=now)) if one.rule.endswith(rule)]


@pytest.mark.parametrize("outcome", ["spoke", "visited in", "sent"])
def test_reaching_them_is_the_first_action(
    officer_acts: Actor, case: Case, now: datetime, outcome: str
) -> None:
    log(officer_acts, case, now, outcome=outcome, channel="text" if outcome == "sent" else "",
        proofs=("text",) if outcome == "sent" else ("note",))  # fmt: skip

    assert [one.over for one in of_rule(case, "asb.first_action", now)] == ["met"]


@pytest.mark.parametrize("outcome", ["no answer", "left message", "visited out", "they contacted"])
def test_a_try_and_their_own_call_are_no_action_of_ours(
    officer_acts: Actor, case: Case, now: datetime, outcome: str
) -> None:
    log(officer_acts, case, now, outcome=outcome, proofs=("note", "call log"))

    assert [one.is_open for one in of_rule(case, "asb.first_action", now)] == [True]


@pytest.mark.parametrize("outcome", ["spoke", "visited in"])
def test_said_without_a_record_it_keeps_nothing_and_is_listed_as_claimed(
    officer_acts: Actor, case: Case, now: datetime, outcome: str
) -> None:
    log(officer_acts, case, now, outcome=outcome, no_record="The log was lost", keeps=())

    (first,) = of_rule(case, "asb.first_action", now)
    assert first.is_open
    assert first.claimed_by == ("e2",)


def test_a_note_alone_does_not_show_a_text(officer_acts: Actor, case: Case, now: datetime) -> None:
    log(officer_acts, case, now, outcome="sent", channel="text")

    assert of_rule(case, "asb.first_action", now)[0].is_open


def test_a_call_back_is_owed_by_the_next_working_day_and_kept_by_answering(
    officer_acts: Actor, case: Case, now: datetime
) -> None:
    log(officer_acts, case, now, outcome="they contacted", wants_call=True)
    (owed,) = of_rule(case, "contact.call_back", now)
    later = now + timedelta(hours=1)

    log(officer_acts, case, later, keeps=(owed.key,))

    assert owed.due_at is not None
    assert owed.due_at.date() == now.date() + timedelta(days=1)
    assert [one.over for one in of_rule(case, "contact.call_back", later)] == ["met"]


def test_talking_of_something_else_leaves_a_question_open(
    officer_acts: Actor, case: Case, now: datetime
) -> None:
    log(officer_acts, case, now, asks=("Who comes on Friday?",))

    log(officer_acts, case, now + timedelta(hours=1))

    replies = of_rule(case, "contact.reply", now + timedelta(hours=1))
    assert any(one.is_open for one in replies)


def test_asking_the_police_is_kept_only_by_an_entry_that_says_so(
    officer_acts: Actor, case: Case, now: datetime
) -> None:
    log(officer_acts, case, now, promised=(Promised("police", "Ask the police", now.date()),))
    (owed,) = of_rule(case, "promises.kept", now)
    later = now + timedelta(hours=1)

    log(officer_acts, case, later)
    between = of_rule(case, "promises.kept", later)
    log(officer_acts, case, later, keeps=(owed.key,))

    assert between[0].is_open
    assert of_rule(case, "promises.kept", later)[0].over == "met"


def test_a_claimed_contact_keeps_no_promise_it_says_it_keeps(
    officer_acts: Actor, case: Case, now: datetime
) -> None:
    log(officer_acts, case, now, promised=(Promised("form", "Send the form", now.date()),))
    (owed,) = of_rule(case, "promises.kept", now)

    log(officer_acts, case, now, no_record="None was made", keeps=(owed.key,))

    assert of_rule(case, "promises.kept", now)[0].is_open


def test_a_barred_way_is_refused_by_the_action_too(
    officer_acts: Actor, landlord: Any, make_case: Callable[..., Case], now: datetime
) -> None:
    person = made.make_person(landlord, "Hana Quill", ways={"calls": Way(says="not ok")})
    case = make_case(person=person)

    with pytest.raises(Refused):
        log(officer_acts, case, now)
    log(officer_acts, case, now, outcome="they contacted")


def test_tries_are_counted_for_each_person_and_from_the_timeline(
    officer_acts: Actor, case: Case, now: datetime
) -> None:
    for minutes in (30, 20):
        log(officer_acts, case, now - timedelta(minutes=minutes), outcome="no answer",
            no_record="No log")  # fmt: skip

    assert asking.writing(officer_acts, case.id, now=now).failed == 2
    log(officer_acts, case, now - timedelta(minutes=10))
    assert asking.writing(officer_acts, case.id, now=now).failed == 0


def test_the_same_form_twice_and_a_page_that_is_old_save_nothing(
    officer_acts: Actor, case: Case, now: datetime
) -> None:
    log(officer_acts, case, now, sent=Sent(1, ONCE))

    with pytest.raises(SentTwice):
        log(officer_acts, case, now, sent=Sent(2, ONCE))
    with pytest.raises(Changed):
        log(officer_acts, case, now, sent=Sent(1, UUID(int=6)))
    assert len(load(case).kept) == 2


def test_somebody_who_is_no_part_of_the_case_cannot_be_logged(
    officer_acts: Actor, case: Case, now: datetime
) -> None:
    with pytest.raises(Refused):
        log(officer_acts, case, now, whom="a stranger")


def test_what_was_said_unhappily_in_our_call_makes_the_choice_to_complain_owed(
    officer_acts: Actor, case: Case, now: datetime
) -> None:
    done = log(officer_acts, case, now, note="She is fed up.")
    told = asking.logged(officer_acts, case.id, done.number, now=now)

    (asked,) = told.unhappy
    recognising.not_asked_yet(
        actor=officer_acts, sent=adding.Sent(near=near_to(officer_acts, case.id, now=now)),
        number=asked.number, now=now,
    )  # fmt: skip

    assert asked.why == "words"
    assert of_rule(case, "complaints.dissatisfaction_offered", now)[0].is_open


def test_who_lost_the_right_to_write_is_refused(
    case: Case, actor_of: Callable[[str], Actor], now: datetime
) -> None:
    auditor = actor_of("auditor")

    with pytest.raises(Refused):
        log(auditor, case, now)
    with pytest.raises(Refused):
        asking.writing(replace(auditor, roles=frozenset({"auditor"})), case.id, now=now)
