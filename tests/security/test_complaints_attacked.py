"""Complaints: who decides which stage, to whom letters go, and what whoever is named can tell."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from casework.complaining import (
    acknowledged,
    answered,
    asked,
    at,
    escalated,
    kept,
    raised,
    report,
    whole,
)
from casework.writing import ask, begun, row_of, send, write
from django.test import Client
from factories import made
from msgspec.structs import replace

from putright.casework.actions import (
    complaint_handling,
    complaint_letters,
    complaints,
    outgoing,
    outgoing_read,
    outgoing_translated,
    responses,
)
from putright.casework.actions.adding import Sent, When
from putright.casework.actions.complaints import Made, Says
from putright.casework.actions.erasure import erase_entries
from putright.casework.actions.outgoing_translated import Translated
from putright.casework.actor import staff_key
from putright.casework.live import load
from putright.casework.outgoing_rules import marks_of, open_letter
from putright.casework.queries import cases
from putright.casework.queries.drafts import writing_now
from putright.casework.queries.responses import page
from putright.casework.refused import NotRight, NotThere, Refused
from putright.core.events.entry import Entry
from putright.core.practice.complaints import complaints_of
from putright.core.practice.response import HANDLING, Response
from putright.stores.record.cases import NewParty
from putright.stores.record.ledger.erase import Rule
from putright.stores.record.models import Case, Draft, Outgoing

pytestmark = pytest.mark.django_db
PLANTED = "quillfeather"


@pytest.fixture
def case(landlord: Any, make_case: Callable[..., Case]) -> Case:
    """A complaint of Hana's, answered at stage 1 by the leader and taken further."""
    person = made.make_person(landlord, "Hana Quill")
    return make_case(person=person, entries=[report(), asked(), raised(), acknowledged()])


@pytest.fixture
def second_stage(case: Case, staff: Any) -> Case:
    made.add_entries(
        case, *answered(staff_key(staff("team leader").id), when=at(3, 17)), escalated(at(3, 30)),
        acknowledged(2, when=at(4, 1)),
    )  # fmt: skip
    return case


@pytest.fixture
def answer(second_stage: Case, actor_of: Any, now: datetime) -> UUID:
    """The letter of stage 2, begun by the handler."""
    handler = actor_of("complaints handler")
    due = now.date() + timedelta(days=17)
    mark = kept(handler, second_stage, now, whole(handler.key, due, "p1", HANDLING))
    return responses.begin(
        actor=handler, case_id=second_stage.id, complaint="c1", mark=mark, leads_to="/", now=now
    )


def says(now: datetime, text: str = "He does not ring.", **told: Any) -> Says:
    named = {"whom": "resident", "channel": "phone", "text": text, "when": When(now.date(), now)}
    return Says(**(named | told))


def sent(actor: Any, case: Case, now: datetime) -> Sent:
    return Sent(near=cases.near_to(actor, case.id, now=now))


def test_whoever_decided_stage_1_puts_no_words_into_stage_2(
    second_stage: Case, answer: UUID, actor_of: Any, now: datetime
) -> None:
    leader, before = actor_of("team leader"), row_of(second_stage, answer)
    told = Translated(version=1, language="pl", title="List", body="Nie.\n", made_how="person",
                      made_by="Ola")  # fmt: skip
    named = {"actor": leader, "case_id": second_stage.id, "letter": answer, "now": now}

    for attempt in (
        lambda: write(leader, second_stage, answer, "Dear Hana\n\nNothing is upheld.\n", now),
        lambda: outgoing_translated.translate(told=told, **named),
        lambda: outgoing.drop(version=before.version, why="No longer wanted", **named),
        lambda: outgoing_read.ask(version=before.version, **named),
        lambda: send(leader, second_stage, answer, now),
    ):
        with pytest.raises(Refused):
            attempt()
    assert row_of(second_stage, answer) == before


def test_whoever_wrote_in_the_letter_of_stage_1_answers_no_stage_2(
    case: Case, actor_of: Any, now: datetime
) -> None:
    """Words of an answer are often written in its letter, not in its draft."""
    handler, head = actor_of("complaints handler"), actor_of("head of service")
    due = now.date() + timedelta(days=17)
    answer = replace(whole(handler.key, due, "p1", HANDLING), learning="Two people look now.")
    mark = kept(handler, case, now, answer)
    letter = responses.begin(
        actor=handler, case_id=case.id, complaint="c1", mark=mark, leads_to="/", now=now
    )
    write(head, case, letter, row_of(case, letter).body + "\nWe listen.\n", now)
    _goes(case, letter, handler, now)

    later = now + timedelta(minutes=5)
    made.add_entries(case, escalated(later), now=later)
    assert "earlier stage" in page(head, case.id, "c1", now=later).why_not
    with pytest.raises(Refused, match="earlier stage"):
        kept(head, case, later, Response())


def _say_why(case: Case, letter: UUID, actor: Any, now: datetime) -> None:
    """Every question of the check is answered with a reason."""
    drafting = open_letter(actor, case.id, letter, now=now)
    marks = marks_of(drafting.opened, drafting.row)
    reds = [mark for mark in marks if mark.colour == "red"]
    assert not reds, [(mark.says, mark.quote) for mark in reds]
    write(actor, case, letter, row_of(case, letter).body, now,
          reasons={mark.key: "So it was" for mark in marks})  # fmt: skip


def _goes(case: Case, letter: UUID, actor: Any, now: datetime) -> None:
    """The letter is sent with every question answered and a second reader's word."""
    _say_why(case, letter, actor, now)
    ask(actor, case, letter, now)
    reader = made.as_actor(made.make_user(case.landlord, "approver"))
    outgoing_read.agree(
        actor=reader, case_id=case.id, letter=letter, version=row_of(case, letter).version, now=now
    )
    send(actor, case, letter, now)


def test_whoever_decided_stage_1_does_not_refuse_stage_2(
    second_stage: Case, actor_of: Any, staff: Any, now: datetime
) -> None:
    from putright.casework import desk

    leader = actor_of("team leader")
    for act in ("complaint.escalation_refused", "complaint.refusal_weighed"):
        entry = made.a_note(
            now, does=(act,), by=leader.key, complaint="c1", stage=2, channel="letter",
            evidence=(made.Evidence(kind="letter"),),
            facts={"ground": "court", "decision": "refuse"},
        )  # fmt: skip
        with pytest.raises(Refused, match="Each stage is another person's"):
            desk.add(
                actor=leader, permission="complaint.handle", entries=[entry], now=now,
                near=cases.near_to(leader, second_stage.id, now=now),
            )  # fmt: skip


def test_whoever_decided_stage_1_is_no_second_reader_of_a_refusal_of_stage_2(
    second_stage: Case, actor_of: Any, now: datetime
) -> None:
    handler, leader = actor_of("complaints handler"), actor_of("team leader")
    refusal = Entry(id="", does=("complaint.escalation_refused",), complaint="c1", stage=2,
                    facts={"ground": "court"})  # fmt: skip
    letter = begun(handler, second_stage, now, entries=[refusal], needs_second=True,
                   complaint="c1", permission="complaint.handle")  # fmt: skip
    _say_why(second_stage, letter, handler, now)
    ask(handler, second_stage, letter, now)

    with pytest.raises(Refused):
        outgoing_read.agree(
            actor=leader, case_id=second_stage.id, letter=letter, version=2, now=now
        )


def test_what_more_they_complain_of_stays_behind_the_same_wall(
    make_case: Any, landlord: Any, actor_of: Any, staff: Any, officer: Any, now: datetime
) -> None:
    """Something related, said after stage 1, is a complaint of its own: about the same people."""
    named = (staff_key(officer.id),)
    case = make_case(entries=[report(), raised(about_staff=named), acknowledged()],
                     person=made.make_person(landlord, "Hana Quill"))  # fmt: skip
    made.add_entries(case, *answered("landlord", when=at(3, 17)), escalated(at(3, 30)))
    handler = actor_of("complaints handler")

    more = complaints.add_point(
        actor=handler, sent=sent(handler, case, now), key="c1", is_related=True, now=now,
        says=says(now, f"And he was {PLANTED}."),
    )  # fmt: skip

    found = complaints_of(load(case).timeline)[more.complaint]
    assert found.about_staff == set(named)


def test_complaint_said_by_the_other_party_sends_no_letter_to_the_resident_or_to_them(
    landlord: Any, make_case: Any, actor_of: Any, now: datetime
) -> None:
    """What the accused complains of is theirs: no letter of it reaches whoever reported them."""
    other = NewParty(key="neighbour", side="other party", person=made.make_person(landlord, "Rex"))
    case = make_case(person=made.make_person(landlord, "Hana Quill"), parties=[other])
    said = made.a_note(now, f"You are {PLANTED} to me.", id="said", does=("contact.received",),
                       by="neighbour", to=())  # fmt: skip
    made.add_entries(case, said)
    handler = actor_of("complaints handler")
    number = next(one.number for one in load(case).kept if one.entry.id == "said")
    told = Made(whom="resident", text=f"You are {PLANTED} to me.", points=("manner",), entry=number)

    try:
        key = complaints.log(actor=handler, sent=sent(handler, case, now), told=told, now=now)
    except Refused:
        return
    near = cases.near_to(handler, case.id, now=now)
    told = complaint_letters.Standing(what="to answer", by=now.date() + timedelta(days=3))
    with pytest.raises(Refused):
        complaint_letters.tell_standing(
            actor=handler, near=near, key=key.complaint, leads_to="/", now=now, told=told
        )
    assert not Outgoing.objects.exists()


def test_letter_to_somebody_whose_speaking_for_them_has_ended_does_not_go(
    case: Case, actor_of: Any, now: datetime
) -> None:
    handler = actor_of("complaints handler")
    complaints.represent(
        actor=handler, sent=sent(handler, case, now), key="c1", says=says(now), helper="Ede Marsh",
        scope="All of it", until=now.date(), now=now,
    )  # fmt: skip
    made.add_entries(case, made.a_note(
        now, does=("complaint.assigned",), to=(), complaint="c1", stage=1,
        facts={"handler": handler.key}))  # fmt: skip
    near = cases.near_to(handler, case.id, now=now)
    letter = complaint_letters.tell_standing(
        actor=handler, near=near, key="c1", leads_to="/", now=now,
        told=complaint_letters.Standing(what="to answer", by=now.date() + timedelta(days=3)),
    )  # fmt: skip
    assert row_of(case, letter).party == "complaint-helper"

    _say_why(case, letter, handler, now)
    with pytest.raises(NotRight, match="speak"):
        send(handler, case, letter, now + timedelta(days=2))
    send(handler, case, letter, now)


def test_whoever_is_named_is_not_told_who_writes_in_the_case(
    case: Case, actor_of: Any, officer: Any, staff: Any, now: datetime
) -> None:
    made.add_entries(case, raised(id="named", complaint="c2", about_staff=(staff_key(officer.id),)))
    handler = actor_of("complaints handler")
    responses.keep(actor=handler, case_id=case.id, complaint="c2", response=Response(), mark="",
                   now=now)  # fmt: skip

    assert writing_now(actor_of("team leader"), case.id, now=now) == ("The complaints handler",)
    assert writing_now(made.as_actor(officer), case.id, now=now) == ()


@pytest.mark.parametrize("key", ["%00", "x" * 3000, "c1%0aINFO", "..%2f..", "%F0%9F%94%A5", "c2"])
@pytest.mark.parametrize("path", ["", "/answer", "/assign", "/refuse"])
def test_strange_keys_of_complaints_are_not_there(
    key: str, path: str, case: Case, signed_in: Any
) -> None:
    client = signed_in(Client(), "complaints handler")
    page = client.get(f"/cases/{case.id}/complaints/{key}{path}")
    if page.status_code == 301:
        page = client.get(page["Location"])
    assert page.status_code == 404


def test_key_of_another_cases_complaint_is_not_there(
    case: Case, make_case: Any, landlord: Any, actor_of: Any, now: datetime
) -> None:
    elsewhere, handler = make_case(), actor_of("complaints handler")

    for attempt in (
        lambda: page(handler, elsewhere.id, "c1", now=now),
        lambda: complaints.withdraw(actor=handler, sent=sent(handler, elsewhere, now), key="c1",
                                    says=says(now), now=now),
        lambda: complaint_letters.acknowledge(
            actor=handler, near=cases.near_to(handler, elsewhere.id, now=now), key="c1",
            leads_to="/", now=now),
        lambda: responses.keep(actor=handler, case_id=elsewhere.id, complaint="c1",
                               response=Response(), mark="", now=now),
    ):  # fmt: skip
        with pytest.raises(NotThere):
            attempt()


def test_one_person_weighs_a_refusal_once_by_whatever_role(
    case: Case, landlord: Any, team: Any, now: datetime
) -> None:
    both = made.as_actor(made.make_user(landlord, "team leader", "complaints handler", team=team))
    from putright.casework.complaint_gate import weighed_by

    for _time in range(2):
        complaint_handling.weigh(
            actor=both, sent=sent(both, case, now), key="c1", ground="court", decision="refuse",
            why="It is before the court", now=now,
        )  # fmt: skip
    assert len(weighed_by(complaints_of(load(case).timeline)["c1"], "court")) == 1


def test_shared_draft_is_reached_by_no_address_of_drafts(
    case: Case, actor_of: Any, officer: Any, signed_in: Any, now: datetime
) -> None:
    from putright.casework.response_draft import place_of

    handler = actor_of("complaints handler")
    responses.keep(actor=handler, case_id=case.id, complaint="c1", mark="", now=now,
                   response=Response(sorry=f"We are {PLANTED}."))  # fmt: skip
    place, client = place_of(case.id, "c1", 1), signed_in(Client(), "officer")

    for path in ("keep", "forget"):
        client.post(f"/drafts/{path}?place={place}", {"sorry": "x" * 60, "place": place})
    assert page(handler, case.id, "c1", now=now).response.sorry == f"We are {PLANTED}."


def test_officer_of_the_case_reads_no_draft_of_the_answer(
    case: Case, signed_in: Any, actor_of: Any, now: datetime
) -> None:
    handler = actor_of("complaints handler")
    responses.keep(actor=handler, case_id=case.id, complaint="c1", mark="", now=now,
                   response=Response(sorry=f"We are {PLANTED}."))  # fmt: skip

    shown = signed_in(Client(), "officer").get(f"/cases/{case.id}/complaints/c1/answer")
    assert shown.status_code == 403 and PLANTED not in shown.content.decode()


def test_draft_of_an_answer_goes_with_erased_words(
    case: Case, actor_of: Any, now: datetime
) -> None:
    handler, head = actor_of("complaints handler"), actor_of("head of service")
    responses.keep(actor=handler, case_id=case.id, complaint="c1", mark="", now=now,
                   response=Response(sorry=f"We are {PLANTED}."))  # fmt: skip

    erase_entries(actor=head, near=cases.near_to(head, case.id, now=now), keys=["raised"],
                  under=Rule(rule="asked", why="x"), now=now)  # fmt: skip

    assert not Draft.objects.filter(case_id=case.id).exists()


def test_name_of_whoever_speaks_for_them_goes_with_the_words_that_said_so(
    case: Case, actor_of: Any, now: datetime
) -> None:
    handler, head = actor_of("complaints handler"), actor_of("head of service")
    complaints.represent(
        actor=handler, sent=sent(handler, case, now), key="c1", says=says(now), scope="All of it",
        helper=f"Ede {PLANTED}", until=None, now=now,
    )  # fmt: skip
    key = load(case).kept[-1].entry.id

    erase_entries(actor=head, near=cases.near_to(head, case.id, now=now), keys=[key],
                  under=Rule(rule="asked", why="x"), now=now)  # fmt: skip

    assert PLANTED not in repr([party.core for party in case.parties.all()])
