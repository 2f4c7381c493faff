"""Money that was agreed to goes out once, and no more of it than was agreed (T12, V2.1)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from casework.writing import begun, row_of, send, write
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from factories import made

from putright.casework import desk, outgoing_rules
from putright.casework.actions import redress as actions
from putright.casework.actions import redress_put as putting
from putright.casework.actions.adding import Sent
from putright.casework.actions.redress import Built, Impact
from putright.casework.actor import staff_key
from putright.casework.live import load
from putright.casework.permissions import Nearness
from putright.casework.queries import redress as read
from putright.casework.queries.cases import near_to
from putright.casework.refused import NotThere, Refused
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence, Offer, Point
from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
BODY = (
    "Dear Alba\n\nWe are sorry. We offer you £200 for eight weeks of silence. "
    "You have until 14 May 2026.\n"
)
WHY = "Eight weeks in which nobody called back."


@pytest.fixture
def case(landlord: Any, make_case: Callable[..., Case], now: datetime) -> Case:
    """A call that nobody answered for months, and a complaint about it."""
    asked = made.a_note(
        now - timedelta(days=90), does=("contact.received",), by="resident", to=(), asks=("a call",)
    )
    complaint = Entry(
        id="complaint", does=("complaint.raised",), at=now - timedelta(days=5), by="resident",
        channel="email", evidence=(Evidence(kind="email"),), complaint="c1", stage=1,
        text="Nobody rang.", points=(Point(id="p1", what="nobody rang back"),),
    )  # fmt: skip
    person = made.make_person(landlord, "Alba Fennimore")
    entries = [made.a_report(now - timedelta(days=91)), asked, complaint]
    return make_case(person=person, entries=entries, now=now - timedelta(days=4))


@pytest.fixture
def agreed(case: Case, actor_of: Any, now: datetime) -> Callable[[int], int]:
    """``agreed(200)``: an offer that the handler built and the leader agreed to; its number."""
    handler, leader = actor_of("complaints handler"), actor_of("team leader")

    def sent() -> Sent:
        return Sent(near=Nearness(case_id=case.id, sees=True, works=True))

    told = Impact(head="asb", band="moderate", severity="", impact="", reason="Weeks of it.")
    actions.assess(actor=handler, sent=sent(), told=told, now=now)

    def ask(sum_: int) -> int:
        built = Built(
            lines={"asb": (Decimal(sum_), WHY)}, how="adds",
            without={"complaint": "It was answered in time, point by point."},
        )  # fmt: skip
        number = actions.ask(actor=handler, sent=sent(), built=built, now=now).numbers[0]
        actions.decide(
            actor=leader, sent=sent(), number=number, grant=True, reason="It fits.", now=now
        )
        return number

    return ask


@pytest.fixture
def letter(case: Case, actor_of: Any, now: datetime) -> Callable[[int], UUID]:
    """``letter(number)``: the letter that puts an agreed offer, every question answered."""
    handler = actor_of("complaints handler")

    def begin(number: int) -> UUID:
        made_ = putting.begin_letter(
            actor=handler, case_id=case.id, number=number, leads_to="/there", now=now,
            until=now.date() + timedelta(days=30),
        )  # fmt: skip
        write(handler, case, made_, BODY, now)
        drafting = outgoing_rules.open_letter(handler, case.id, made_, now=now)
        marks = outgoing_rules.marks_of(drafting.opened, drafting.row)
        assert not [mark for mark in marks if mark.colour == "red"], marks
        write(handler, case, made_, BODY, now,
              reasons={mark.key: "That is how it is" for mark in marks})  # fmt: skip
        return made_

    return begin


def offered(case: Case, actor_of: Any, now: datetime) -> Decimal:
    return read.page(actor_of("complaints handler"), case.id, now=now).ledger.offered


def test_two_letters_of_one_agreed_offer_put_it_once(
    case: Case, agreed: Any, letter: Any, actor_of: Any, now: datetime
) -> None:
    handler, number = actor_of("complaints handler"), agreed(200)
    first, second = letter(number), letter(number)

    send(handler, case, first, now)
    with pytest.raises(Refused):
        send(handler, case, second, now)

    assert offered(case, actor_of, now) == 200
    assert row_of(case, second).is_open


def test_two_offers_below_the_limit_do_not_pass_it_together(
    case: Case, agreed: Any, letter: Any, actor_of: Any, now: datetime
) -> None:
    handler = actor_of("complaints handler")
    first, second = letter(agreed(200)), letter(agreed(200))

    send(handler, case, first, now)
    with pytest.raises(Refused):
        send(handler, case, second, now)

    assert offered(case, actor_of, now) == 200


def test_letter_that_names_another_sum_than_was_agreed_to_does_not_go(
    case: Case, agreed: Any, actor_of: Any, now: datetime
) -> None:
    handler = actor_of("complaints handler")
    made_ = putting.begin_letter(
        actor=handler, case_id=case.id, number=agreed(200), leads_to="/there", now=now,
        until=now.date() + timedelta(days=30),
    )  # fmt: skip
    write(handler, case, made_, BODY.replace("£200", "£2,000"), now)
    drafting = outgoing_rules.open_letter(handler, case.id, made_, now=now)
    marks = outgoing_rules.marks_of(drafting.opened, drafting.row)
    write(handler, case, made_, row_of(case, made_).body, now,
          reasons={mark.key: "That is how it is" for mark in marks})  # fmt: skip

    with pytest.raises(Refused):
        send(handler, case, made_, now)


@pytest.mark.parametrize(
    "sum_",
    ["-1", "1e5", "1E+5", "0.001", "12.5", "NaN", "Infinity", "9" * 40, "1,00", "٣", "£-5", "0x10",
     "1_000", "12.50.50", "½", "1\n2", "--5", "+5"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["offer", "pay"])
def test_what_is_no_sum_of_money_is_asked_about(
    sum_: str, name: str, case: Case, agreed: Any, signed_in: Any, now: datetime
) -> None:
    agreed(200)
    client = signed_in(Client(), "complaints handler")
    told = {"amount": sum_, "method": "direct to the resident", "on": "14/4/2026", "how": "adds",
            "sum_0": sum_, "why_0": WHY, "why_1": "None", "once": str(uuid4())}  # fmt: skip
    before = len(load(case).kept)
    answer = client.post(reverse(f"redress:{name}", kwargs={"case_id": case.id}), told)

    assert answer.status_code == 200 and "Error" in answer.content.decode()
    assert len(load(case).kept) == before


def test_payment_sent_twice_by_one_form_is_one(
    case: Case, agreed: Any, signed_in: Any, actor_of: Any, now: datetime
) -> None:
    client = signed_in(Client(), "complaints handler")
    told = {"amount": "50", "method": "direct to the resident", "on": "14/4/2026", "at": "9:00am",
            "once": str(uuid4())}  # fmt: skip
    for _time in range(2):
        record = SimpleUploadedFile("paid.pdf", b"%PDF-1.4 paid")
        client.post(reverse("redress:pay", kwargs={"case_id": case.id}), told | {"uploads": record})

    assert len(read.page(actor_of("complaints handler"), case.id, now=now).payments) == 1


def test_agreement_that_was_taken_back_stops_the_letter(
    case: Case, agreed: Any, letter: Any, actor_of: Any, now: datetime
) -> None:
    handler, made_ = actor_of("complaints handler"), letter(agreed(200))
    yes = next(one.entry for one in load(case).kept if "redress.approved" in one.entry.does)
    made.add_entries(case, made.a_note(now, does=("entry.corrected",), to=(), corrects=yes.id,
                                       channel="internal", reason="A slip"))  # fmt: skip

    with pytest.raises(Refused):
        send(handler, case, made_, now)


def test_asking_that_was_taken_back_stops_the_letter(
    case: Case, agreed: Any, letter: Any, actor_of: Any, now: datetime
) -> None:
    handler, made_ = actor_of("complaints handler"), letter(agreed(200))
    asked = next(one.entry for one in load(case).kept if "redress.approval_asked" in one.entry.does)
    made.add_entries(case, made.a_note(now, does=("entry.corrected",), to=(), corrects=asked.id,
                                       channel="internal", reason="A slip"))  # fmt: skip

    with pytest.raises(Refused):
        send(handler, case, made_, now)


def test_letter_of_an_offer_that_nobody_asked_agreement_to_does_not_go(
    case: Case, actor_of: Any, now: datetime
) -> None:
    handler = actor_of("complaints handler")
    offer = Offer(head="asb", amount=Decimal(900))
    entry = Entry(id="", does=("redress.offered",), offers=(offer,), complaint="c1")
    bare = begun(handler, case, now, entries=[entry], permission="redress.work", body=BODY)
    drafting = outgoing_rules.open_letter(handler, case.id, bare, now=now)
    marks = outgoing_rules.marks_of(drafting.opened, drafting.row)
    write(handler, case, bare, BODY, now, reasons={mark.key: "So it is" for mark in marks})

    with pytest.raises(Refused):
        send(handler, case, bare, now)


def test_whoever_any_complaint_of_the_case_names_sends_no_offer_of_another(
    case: Case, agreed: Any, letter: Any, actor_of: Any, staff: Any, now: datetime
) -> None:
    """Money weighs the whole case, so whoever one complaint names takes no part in any of it."""
    handler, made_ = actor_of("complaints handler"), letter(agreed(200))
    named = made.a_report(
        now - timedelta(days=1), does=("complaint.raised",), kinds=(), complaint="c0",
        about_staff=(staff_key(staff("complaints handler").id),),
    )  # fmt: skip
    made.add_entries(case, named)
    with pytest.raises((NotThere, Refused)):
        outgoing_rules.open_letter(handler, case.id, made_, now=now)
    paid = made.a_note(now, does=("redress.paid",), by=handler.key, complaint="c1",
                       channel="internal")  # fmt: skip
    with pytest.raises(Refused):
        desk.add(actor=handler, permission="redress.work", entries=[paid], now=now,
                 near=near_to(handler, case.id, now=now))  # fmt: skip
