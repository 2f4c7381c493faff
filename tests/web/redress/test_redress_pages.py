"""P25 by the doors: two scales, an offer built, agreed to by another, put, answered and paid."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from factories import made

from putright.casework.live import load
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence, Offer, Pledge
from putright.stores.record.models import Case, Outgoing

pytestmark = pytest.mark.django_db
IMPACT = {"head": "asb", "band": "significant", "severity": "repeated", "impact": "high",
          "reason": "Three months without a word, with a small child."}  # fmt: skip
OFFER = {"sum_0": "£450.00", "why_0": "Three months in which nobody called.", "sum_1": "",
         "why_1": "It is being answered in time.", "how": "adds",
         "method": "direct to the resident", "below": "", "lower": "", "agreed": ""}  # fmt: skip


def place(case: Case, name: str = "page", *number: int) -> str:
    told = {"case_id": case.id} | ({"number": number[0]} if number else {})
    return reverse(f"redress:{name}", kwargs=told)


def send(client: Client, case: Case, name: str, *number: int, **told: Any) -> Any:
    fields = {"once": str(uuid4())} | told
    return client.post(place(case, name, *number), fields)


def shown(client: Client, case: Case, name: str = "page", *number: int) -> str:
    answer = client.get(place(case, name, *number))
    page = answer.content.decode().split("<main", 1)[1].split("</main>")[0]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def said(answer: Any) -> str:
    return unescape(answer.content.decode())


def last(case: Case) -> Entry:
    return load(case).kept[-1].entry


def built(client: Client, case: Case) -> int:
    assert send(client, case, "assess", **IMPACT).status_code == 302
    assert send(client, case, "offer", **OFFER).status_code == 302
    return load(case).kept[-1].number


def offered(case: Case, at: datetime, amount: int = 200, **told: Any) -> None:
    made.add_entries(case, Entry(
        id="", does=("complaint.responded", "redress.offered"), at=at, by="landlord",
        to=("resident",), channel="letter", evidence=(Evidence(kind="letter"),), complaint="c1",
        stage=1, offers=(Offer(head="asb", amount=Decimal(amount)),), **told), now=at)  # fmt: skip


def test_before_anything_is_offered_the_page_says_what_comes_first(
    client: Client, case: Case
) -> None:
    page = shown(client, case)

    assert "Nothing was offered in this case" in page and "Nobody has assessed the impact" in page
    assert "Compensation matrix" in page and "Its bands are not known here" in page
    assert "Complaint handling" in page and "£15 each" in page
    assert "Two bolts for the front door. : £24.50 , not answered yet." in page


def test_impact_and_reasons_stand_beside_both_scales(client: Client, case: Case) -> None:
    assert send(client, case, "assess", **IMPACT).status_code == 302

    page = shown(client, case)

    assert "Repeated, high: £400 to £900" in page and "Impact chosen: significant." in page
    assert "The complaints handler" in page and "3 months" in page
    assert last(case).facts == {
        "head": "asb", "band": "significant", "severity": "repeated", "impact": "high",
    }  # fmt: skip


def test_half_a_cell_and_no_reason_come_back_with_what_was_typed(
    client: Client, case: Case
) -> None:
    half = said(send(client, case, "assess", **(IMPACT | {"impact": ""})))
    bare = said(send(client, case, "assess", **(IMPACT | {"reason": ""})))

    assert "Your matrix asks both" in half and "Three months without a word" in half
    assert "Why do you find so? Fill this in" in bare


@pytest.mark.parametrize("sum_", ["12.5", "1e3", "-5", "a lot", "12.505", "NaN"])
def test_a_sum_that_is_no_pounds_and_pence_comes_back(
    client: Client, case: Case, sum_: str
) -> None:
    send(client, case, "assess", **IMPACT)

    page = said(send(client, case, "offer", **(OFFER | {"sum_0": sum_})))

    assert "Write pounds and pence, such as 75 or 12.50" in page and f'value="{sum_}"' in page


def test_an_offer_without_a_word_on_complaint_handling_comes_back(
    client: Client, case: Case
) -> None:
    send(client, case, "assess", **IMPACT)

    assert "a head of its own" in said(send(client, case, "offer", **(OFFER | {"why_1": ""})))
    assert "goodwill" in said(
        send(client, case, "offer", **(OFFER | {"why_0": "A gesture of good will"}))
    )


def test_whoever_asked_is_told_that_another_decides_and_the_other_decides(
    client: Client, case: Case, signed_in: Callable[..., Client]
) -> None:
    number = built(client, case)
    mine = shown(client, case)
    refused = client.get(place(case, "decide", number))

    head = signed_in(Client(), "head of service")
    theirs = shown(head, case, "decide", number)
    answer = send(head, case, "decide", number, grant="yes", reason="It fits the matrix.")

    assert "Somebody who may agree to offers decides on it." in mine
    assert refused.status_code == 403 and "£450" in theirs
    assert answer.status_code == 302
    assert "Agreed to, not put yet: £450" in shown(client, case)
    assert "Put it by a letter" in shown(client, case)


def test_a_sum_above_the_limit_of_a_role_is_not_agreed_to(
    client: Client, case: Case, signed_in: Callable[..., Client]
) -> None:
    number = built(client, case)
    leader = signed_in(Client(), "team leader")

    page = shown(leader, case, "decide", number)
    answer = send(leader, case, "decide", number, grant="yes", reason="Fine.")

    assert "more than your role may agree to" in page and answer.status_code == 403


def test_an_agreed_offer_becomes_a_letter_that_is_not_sent_yet(
    client: Client, case: Case, signed_in: Callable[..., Client]
) -> None:
    number = built(client, case)
    send(signed_in(Client(), "head of service"), case, "decide", number, grant="yes", reason="Yes.")

    past = send(client, case, "put", number, until="1/4/2026")
    answer = send(client, case, "put", number, until="12/5/2026")

    letter = Outgoing.objects.get(case_id=case.id)
    assert "That day must be to come" in said(past)
    assert answer.status_code == 302 and str(letter.id) in answer["Location"]
    assert "Three months in which nobody called." in letter.body and letter.kind == "offer"
    assert "Nothing was offered" in shown(client, case)


def test_the_picture_and_the_table_say_what_stood_after_each_step(
    client: Client, case: Case, now: datetime
) -> None:
    offered(case, now - timedelta(days=3))
    made.add_entries(case, Entry(
        id="", does=("ombudsman.determined",), at=now - timedelta(hours=1), by="ombudsman",
        evidence=(Evidence(kind="letter"),), orders=(
            Pledge(id="o1", what="pay", head="asb", amount=Decimal(1200), includes_offers=True),
            Pledge(id="o2", what="pay", head="complaint", amount=Decimal(150)),
        )))  # fmt: skip

    page = shown(client, case)

    assert "Offered at stage 1, Sat 11 Apr 2026 : Antisocial behaviour £200" in page
    assert ("Ordered by the Ombudsman : £1,350 in all: Antisocial behaviour £1,200, "
            "Complaint handling £150") in page  # fmt: skip
    assert "(offers are inside)" in page and "(not said whether offers are inside)" in page
    assert "Still to pay £1,350" in page


def test_an_order_that_does_not_say_shows_from_how_much_to_how_much(
    client: Client, case: Case, now: datetime
) -> None:
    offered(case, now - timedelta(days=3), 75)
    made.add_entries(case, Entry(
        id="", does=("ombudsman.determined",), at=now - timedelta(hours=1), by="ombudsman",
        evidence=(Evidence(kind="letter"),),
        orders=(Pledge(id="o1", what="pay", head="asb", amount=Decimal(350)),)))  # fmt: skip

    assert "£350 to £425" in shown(client, case)
    assert "Ask the Ombudsman" in shown(client, case, "pay")


def test_a_yes_leads_to_a_day_for_paying_and_the_record_of_it_keeps_the_promise(
    client: Client, case: Case, now: datetime
) -> None:
    offered(case, now - timedelta(days=3))
    yes = {"says": "accepted", "whom": "resident", "channel": "phone", "on": "14/4/2026",
           "at": "9:30am", "text": "Yes please."}  # fmt: skip

    assert "no hurry" in shown(client, case, "answer")
    assert send(client, case, "answer", **yes).status_code == 302
    assert "28 Apr 2026" in shown(client, case)
    record = SimpleUploadedFile("run.txt", b"Payment run 7: 200.00", "text/plain")
    paid = {"amount": "200", "method": "direct to the resident", "on": "14/4/2026",
            "cleared": "14/4/2026", "uploads": record}  # fmt: skip
    assert send(client, case, "pay", **paid).status_code == 302

    page = shown(client, case)
    assert "Paid £200" in page and "arrived 14 April 2026" in page and "Still to pay £0" in page
    assert set(last(case).does) == {"redress.paid", "redress.settled"}


def test_a_no_keeps_the_offer_and_its_words(client: Client, case: Case, now: datetime) -> None:
    offered(case, now - timedelta(days=3), until=now.date() - timedelta(days=1))
    no = {"says": "refused", "whom": "resident", "channel": "phone", "on": "14/4/2026",
          "text": "I spent more than that on bolts."}  # fmt: skip

    assert send(client, case, "answer", **no).status_code == 302

    page = shown(client, case)
    assert "It stays on record, and they can take it up again." in page
    assert "still open to talk" in page and "I spent more than that on bolts." in page
    assert "Offered in all £200" in page


def test_an_offer_after_the_ombudsman_is_marked(client: Client, case: Case, now: datetime) -> None:
    made.add_entries(case, Entry(
        id="", does=("ombudsman.approached",), at=now - timedelta(days=3), by="resident",
        evidence=made.NOTE))  # fmt: skip
    inside = now - timedelta(days=2)
    offered(case, inside)
    inside_the_complaint = shown(client, case)
    made.add_entries(case, Entry(
        id="", does=("redress.offered",), at=now - timedelta(days=1), by="landlord",
        evidence=(Evidence(kind="letter"),), complaint="c1",
        offers=(Offer(head="asb", amount=Decimal(50)),)))  # fmt: skip

    assert "after the Ombudsman: no reasonable redress" not in inside_the_complaint
    assert "after the Ombudsman: no reasonable redress" in shown(client, case)


def test_what_has_not_arrived_yet_and_bank_details_come_back(
    client: Client, case: Case, now: datetime
) -> None:
    offered(case, now - timedelta(days=3))
    told = {"amount": "5", "method": "direct to the resident", "on": "14/4/2026"}

    early = said(send(client, case, "pay", **told, cleared="20/4/2026"))
    bank = said(send(client, case, "pay", **told, text="20-11-43 88812345"))

    assert "It has not come yet" in early and "looks like bank details" in bank


@pytest.mark.parametrize("role", ["contact centre", "officer", "auditor"])
def test_who_does_not_handle_complaints_reads_and_writes_nothing(
    case: Case, signed_in: Callable[..., Client], client: Client, role: str
) -> None:
    other = signed_in(Client(), role)

    assert other.get(place(case)).status_code == 200
    assert "Build an offer" not in shown(other, case)
    for name in ("assess", "offer", "answer", "pay"):
        assert other.get(place(case, name)).status_code == 403
        assert send(other, case, name, **IMPACT).status_code == 403
    assert len(load(case).kept) == 4
