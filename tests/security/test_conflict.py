"""Whoever a complaint names: what they may not do, when they may again, and what is never lost."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from factories import made

from putright.casework import desk
from putright.casework.actor import staff_key
from putright.casework.queries.cases import near_to
from putright.casework.refused import Refused
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.stores.record.ledger.read import entries as in_books

pytestmark = pytest.mark.django_db
LETTER = (Evidence(kind="letter"),)
RAISED = {"does": ("complaint.raised",), "kinds": (), "complaint": "c1"}
ANSWERED = {"does": ("complaint.responded",), "stage": 1, "channel": "letter", "evidence": LETTER}
THEIRS = {"by": "resident", "to": (), "channel": "phone"}


@pytest.fixture
def accuse(case: Any, staff: Any, now: Any) -> Callable[..., Any]:
    """``accuse(user, key="c1")``: a complaint about somebody, that the handler looks after."""

    def raise_it(user: Any, **told: Any) -> Any:
        handler = {"handler": staff_key(staff("complaints handler").id)}
        told = RAISED | told | {"about_staff": (staff_key(user.id),)}
        made.add_entries(
            case,
            made.a_report(now - timedelta(minutes=50), **told),
            made.a_note(now - timedelta(minutes=49), does=("complaint.assigned",), to=(),
                        complaint=told["complaint"], facts=handler),
        )  # fmt: skip
        return case

    return raise_it


@pytest.fixture
def write(case: Any, now: Any) -> Callable[..., Any]:
    """``write(user, does=...)``: an entry that somebody adds by hand, past every page."""

    def add(user: Any, *entries: Entry, **told: Any) -> Any:
        actor = made.as_actor(user)
        named = {"by": actor.key, "to": ("resident",)} | told
        return desk.add(
            actor=actor, permission="case.note", near=near_to(actor, case.id, now=now),
            entries=entries or [made.a_note(now, **named)], now=now,
        )  # fmt: skip

    return add


def after(case: Any, now: Any, *steps: dict[str, Any]) -> None:
    """What became of the complaint since, a minute apart."""
    for place, step in enumerate(steps):
        told = {"complaint": "c1", "to": ("resident",)} | step
        made.add_entries(case, made.a_note(now - timedelta(minutes=40 - place), **told))


TURNS = (
    "contact.made", "contact.attempted", "contact.acknowledged", "asb.visited", "form.sent",
    "asb.visit_attempted", "letter.sent", "asb.plan_agreed", "asb.update_schedule_agreed",
)  # fmt: skip
DECIDES = (
    "complaint.acknowledged", "complaint.defined", "complaint.extended", "complaint.assigned",
    "complaint.decided_by", "complaint.responded", "complaint.response_read", "complaint.refused",
    "complaint.withdrawn", "redress.offered", "redress.approved",
)  # fmt: skip


@pytest.mark.parametrize("act", TURNS)
def test_named_officer_does_not_turn_to_the_household_while_it_is_open(
    act: str, accuse: Any, write: Any, officer: Any
) -> None:
    accuse(officer)
    with pytest.raises(Refused, match=r"somebody else is in touch.*The complaints handler"):
        write(officer, does=(act,))


@pytest.mark.parametrize("act", DECIDES)
def test_named_officer_does_nothing_in_the_complaint(
    act: str, accuse: Any, write: Any, officer: Any
) -> None:
    accuse(officer)
    with pytest.raises(Refused, match="A complaint names you, so you may not act in it"):
        write(officer, does=(act,), complaint="c1", evidence=LETTER)


@pytest.mark.parametrize("act", ["complaint.acknowledged", "redress.offered"])
def test_act_that_names_no_complaint_is_of_the_one_that_names_them(
    act: str, accuse: Any, write: Any, officer: Any
) -> None:
    accuse(officer, complaint="")
    with pytest.raises(Refused, match="may not act in it"):
        write(officer, does=(act,))


@pytest.mark.parametrize(
    ("told", "does"),
    [
        ({**THEIRS, "dissatisfied": True}, "contact.received"),
        ({**THEIRS, "complaint": "c2"}, "complaint.raised"),
        ({**THEIRS, "complaint": "c1"}, "complaint.escalated"),
        ({"to": ("police",)}, "agency.requested"),
        ({"to": ("resident",), "channel": "internal"}, "note.made"),
        ({"facts": {"barred_contact": "it could not wait"}}, "contact.made"),
    ],
)
def test_named_officer_writes_down_what_is_heard_and_what_cannot_wait(
    told: Any, does: str, case: Any, accuse: Any, write: Any, officer: Any
) -> None:
    accuse(officer)
    made.add_entries(case, parties=[made.NewParty(key="police", side="agency")])

    write(officer, does=(does,), **told)

    books = in_books(landlord=case.landlord_id, stream=case.id)
    assert books[-1].entry.does == (does,)


SETTLED = [
    [ANSWERED],
    [THEIRS | {"does": ("complaint.withdrawn",)}],
    [{"does": ("complaint.refused",), "channel": "letter", "evidence": LETTER}],
    [ANSWERED, THEIRS | {"does": ("complaint.escalated",)},
     {"does": ("complaint.escalation_refused",), "channel": "letter", "evidence": LETTER}],
]  # fmt: skip


@pytest.mark.parametrize("steps", SETTLED, ids=["answered", "withdrawn", "refused", "not further"])
def test_once_it_is_settled_they_ring_again_and_still_decide_nothing(
    steps: Sequence[Any], case: Any, accuse: Any, write: Any, officer: Any, now: Any
) -> None:
    accuse(officer)
    after(case, now, *steps)

    write(officer, does=("contact.made",))
    with pytest.raises(Refused):
        write(officer, does=("complaint.updated",), complaint="c1")


STANDING = [
    [ANSWERED, THEIRS | {"does": ("complaint.escalated",)}],
    [THEIRS | {"does": ("complaint.withdrawn",)}, THEIRS | {"does": ("complaint.raised",)}],
    [ANSWERED | {"evidence": ()}],
    [ANSWERED | {"complaint": "another"}],
]


@pytest.mark.parametrize("steps", STANDING, ids=["escalated", "back", "not shown", "another's"])
def test_it_stays_open_until_an_answer_is_shown_that_stands(
    steps: Sequence[Any], case: Any, accuse: Any, write: Any, officer: Any, now: Any
) -> None:
    accuse(officer)
    after(case, now, *steps)
    with pytest.raises(Refused):
        write(officer, does=("contact.made",))


def test_staff_named_in_a_note_that_complains_of_nothing_are_not_barred(
    case: Any, write: Any, officer: Any, now: Any
) -> None:
    about = made.a_note(now, does=("note.made",), to=(), about_staff=(staff_key(officer.id),))
    made.add_entries(case, about)
    write(officer, does=("contact.made",))


def test_neither_case_nor_promise_goes_to_whoever_is_named(
    case: Any, accuse: Any, staff: Any, officer: Any, now: Any
) -> None:
    from putright.casework.actions.promises_kept import hand_on
    from putright.casework.actions.staffing import reassign
    from putright.casework.queries.case_open import open_for

    other = made.make_user(officer.landlord, "officer", team=case.team, name="Ros Tindall")
    accuse(other)
    leader = made.as_actor(staff("team leader"))
    key = next(one.key for one in open_for(leader, case.id, now=now).owed
               if one.rule == "asb.first_action")  # fmt: skip
    for give in (
        lambda: reassign(actor=leader, moves=[(case.id, other.id)], note="Yours", now=now),
        lambda: hand_on(actor=leader, promises=[(case.id, key)], to=other.id, why="Y", now=now),
    ):
        with pytest.raises(Refused, match="An open complaint names them"):
            give()


def test_leader_who_is_named_does_not_take_the_case(
    case: Any, accuse: Any, staff: Any, now: Any
) -> None:
    from putright.casework.actions.staffing import reassign

    leader = staff("team leader")
    accuse(leader)
    with pytest.raises(Refused):
        reassign(actor=made.as_actor(leader), moves=[(case.id, leader.id)], note="Mine", now=now)


def test_cover_who_is_named_is_passed_over_and_the_next_one_acts(
    case: Any, accuse: Any, staff: Any, officer: Any, now: Any
) -> None:
    from putright.casework.queries.worklist import worklist
    from putright.stores.accounts import staffing

    cover = made.make_user(officer.landlord, "officer", team=case.team, name="Ros Tindall")
    staffing.add_away(
        landlord=officer.landlord_id, user=officer.id, starts_on=now.date(), ends_on=now.date(),
        cover=cover.id, told_by=officer.id, told_at=now,
    )  # fmt: skip
    leader = staff("team leader")
    before = worklist(made.as_actor(cover), now=now).count
    accuse(cover)

    assert before > 0 == worklist(made.as_actor(cover), now=now).count
    assert worklist(made.as_actor(leader), now=now).count > 0


def test_stage_2_is_neither_given_to_nor_decided_by_whoever_answered_stage_1(
    case: Any, write: Any, staff: Any, now: Any
) -> None:
    first, second = staff("complaints handler"), staff("team leader")
    made.add_entries(case, made.a_report(now - timedelta(minutes=50), **RAISED))
    answered = ANSWERED | {"by": staff_key(first.id)}
    after(case, now, answered, THEIRS | {"does": ("complaint.escalated",)})
    given = {"does": ("complaint.assigned",), "complaint": "c1", "stage": 2, "to": ()}

    with pytest.raises(Refused, match="Each stage is another person's"):
        write(second, **given, facts={"handler": staff_key(first.id)})
    for act in ("complaint.responded", "complaint.decided_by"):
        with pytest.raises(Refused, match="Each stage is another person's"):
            write(first, does=(act,), complaint="c1", stage=2, channel="letter", evidence=LETTER)
    write(second, **given, facts={"handler": staff_key(second.id)})


def test_complaint_is_not_given_to_whoever_it_names(
    accuse: Any, write: Any, staff: Any, officer: Any
) -> None:
    accuse(officer)
    told = {"does": ("complaint.assigned",), "complaint": "c1", "to": ()}
    with pytest.raises(Refused, match="names them"):
        write(staff("team leader"), **told, facts={"handler": staff_key(officer.id)})


def log(client: Client, case: Any, **told: Any) -> str:
    fields = {
        "once": str(uuid4()), "whom": "resident", "outcome": "spoke", "channel": "phone",
        "day": "14/4/2026", "at": "9:50am", "note": "We talked.", "proof": "note",
    } | told  # fmt: skip
    address = reverse("contact:log", kwargs={"case_id": case.id})
    return str(client.post(address, fields, follow=True).content.decode())


def test_page_of_contacts_says_why_not_and_who_instead_and_asks_what_was_so(
    case: Any, accuse: Any, officer: Any, signed_in: Any
) -> None:
    accuse(officer)
    client = signed_in(Client(), "officer")

    shown = client.get(reverse("contact:log", kwargs={"case_id": case.id})).content.decode()
    refused = log(client, case)
    log(client, case, barred="they rang us")
    log(client, case, outcome="they contacted", at="9:51am", barred="it could not wait")

    assert "names you" in shown and "It is handled by The complaints handler" in shown
    assert "Why were you in touch" in refused and "Error:" in refused
    books = [one.entry for one in in_books(landlord=case.landlord_id, stream=case.id)][-2:]
    assert [(one.does[0], one.facts) for one in books] == [
        ("contact.made", {"barred_contact": "they rang us"}), ("contact.received", {}),
    ]  # fmt: skip


def test_nobody_else_is_asked_why_they_were_in_touch(
    case: Any, accuse: Any, officer: Any, signed_in: Any
) -> None:
    accuse(officer)
    client = signed_in(Client(), "team leader")

    assert "Why were you in touch" not in log(client, case, barred="they rang us")
    books = in_books(landlord=case.landlord_id, stream=case.id)
    assert books[-1].entry.facts == {}


PAGES = (
    "one", "escalate", "point", "represent", "back", "withdraw", "define", "assign", "updates",
    "update", "agree", "weigh", "acknowledge", "extend", "refuse", "standing", "stopped",
)  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", ["officer", "complaints handler", "team leader"])
def test_whoever_is_named_opens_no_page_of_the_complaint_and_sends_it_nothing(
    name: str, role: str, case: Any, accuse: Any, staff: Any, signed_in: Any
) -> None:
    accuse(staff(role), text="He is quillfeather.")
    client = signed_in(Client(), role)
    path = reverse(f"complaints:{name}", kwargs={"case_id": case.id, "complaint": "c1"})
    before = len(in_books(landlord=case.landlord_id, stream=case.id))

    told = {"text": "x", "handler": str(staff(role).id), "whom": "resident", "channel": "phone",
            "on": "14/4/2026", "points": "x", "every": "1 week", "ground": "court"}  # fmt: skip
    answers = [client.get(path), client.post(path, {"once": str(uuid4())} | told)]

    assert {answer.status_code for answer in answers} <= {403, 404, 405}
    assert "quillfeather" not in "".join(answer.content.decode() for answer in answers)
    assert len(in_books(landlord=case.landlord_id, stream=case.id)) == before


@pytest.mark.parametrize("role", ["officer", "team leader"])
def test_whoever_is_named_is_told_that_there_is_one_why_and_who_handles_it(
    role: str, case: Any, accuse: Any, staff: Any, signed_in: Any
) -> None:
    accuse(staff(role), text="He is quillfeather.")
    page = signed_in(Client(), role).get(reverse("complaints:page", kwargs={"case_id": case.id}))
    shown = page.content.decode()
    assert "It names you" in shown and "It is handled by The complaints handler" in shown
    assert "Do not contact the resident about it" in shown and "quillfeather" not in shown


def test_whoever_is_named_begins_no_letter_to_the_household(
    case: Any, accuse: Any, officer: Any, signed_in: Any
) -> None:
    from putright.stores.record.models import Outgoing

    accuse(officer)
    path = reverse("letters:begin", kwargs={"case_id": case.id})
    answer = signed_in(Client(), "officer").post(
        path, {"once": str(uuid4()), "kind": "general", "way": "post"}, follow=True
    )
    assert "A complaint names you" in answer.content.decode()
    assert not Outgoing.objects.exists()
