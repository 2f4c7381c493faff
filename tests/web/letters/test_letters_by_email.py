"""A letter by email waits on the page until a server took it, and can be stopped until then."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from factories import mail_server
from factories.made import make_home, make_person

from putright.casework.operations import outbox as running
from putright.core.events.person import Way
from putright.stores.post.models import Post
from putright.stores.record.ledger.read import entries

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(landlord: Any, make_case: Any) -> Any:
    person = make_person(
        landlord, "Alba Fennimore", home=make_home(landlord), email="alba@mail.example",
        ways={"email": Way(says="only when", when="never at weekends")},
    )  # fmt: skip
    return make_case(person=person)


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def send(officers: Client, case: Any, letter: str, **told: str) -> Any:
    officers.post(letter, {"body": "Dear Alba\n\nThank you.\n", "version": "1", "do": "check"})
    head = len(entries(landlord=case.landlord_id, stream=case.id))
    going = {
        "seen": str(head), "version": "2", "way": "email", "stands": "message", "is_sure": "on",
        "on": "14/4/2026", "at": "10:00am", "once": str(uuid4()),
    } | told  # fmt: skip
    return officers.post(f"{letter}send", going)


def test_page_says_where_it_goes_from_and_under_which_condition(
    officers: Client, case: Any, letter: str, settings: Any
) -> None:
    without = text_of(officers, f"{letter}send")
    settings.SENDING = {**settings.SENDING, "smtp_host": "mail.example"}
    page = text_of(officers, f"{letter}send")

    assert "No mail server is set up here" in without
    assert "It goes from here to alba@mail.example" in page and "never at weekends" in page
    assert "In the message itself" in page


def test_it_is_called_not_sent_until_a_server_took_it(
    officers: Client, case: Any, letter: str, settings: Any
) -> None:
    answer = send(officers, case, letter)
    assert answer.status_code == 302, answer.content.decode()
    page = f"/cases/{case.id}/letters/"

    waiting = text_of(officers, page)
    box = mail_server.Letterbox()
    served = mail_server.serve(box)
    settings.SENDING = {
        **settings.SENDING, "smtp_host": mail_server.HOST, "smtp_port": str(served.port),
        "smtp_safety": "none",
    }  # fmt: skip
    running.send_all(landlord=case.landlord_id)
    served.stop()
    gone = text_of(officers, page)

    assert "Not sent yet: reached the person" in waiting and "it is not sent" in waiting
    assert "Not sent yet" not in gone and "A server took it" in gone
    assert "Thank you." in box.mails[0].get_content()


def test_letter_that_waits_can_be_taken_back_and_then_does_not_go(
    officers: Client, case: Any, letter: str
) -> None:
    send(officers, case, letter)
    number = len(entries(landlord=case.landlord_id, stream=case.id))
    back = f"/cases/{case.id}/letters/take-back/{number}"
    assert back in text_of(officers, f"/cases/{case.id}/letters/")
    assert "it is not sent" in text_of(officers, f"/cases/{case.id}/entries/{number}/")

    told = {"why": "She rang", "seen": str(number), "once": str(uuid4())}
    answer = officers.post(back, told)

    assert answer.status_code == 302, answer.content.decode()
    assert Post.objects.get().state == "withdrawn" and Post.objects.get().to == []
    assert running.send_all(landlord=case.landlord_id) == 0
    assert "Taken back before it went: She rang" in text_of(officers, f"/cases/{case.id}/letters/")
    again = officers.post(back, {**told, "seen": str(number + 1), "once": str(uuid4())})
    assert "does not wait any more" in again.content.decode()


def test_without_a_server_the_page_offers_to_add_the_proof(
    officers: Client, case: Any, letter: str, settings: Any, tmp_path: Any
) -> None:
    settings.SENDING = {**settings.SENDING, "drop": str(tmp_path / "outbox")}
    send(officers, case, letter)
    running.send_all(landlord=case.landlord_id)

    page = text_of(officers, f"/cases/{case.id}/letters/")

    assert "No mail server is set up" in page and "Add proof" in page and "Take it back" not in page
