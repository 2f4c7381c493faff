"""A letter printed and posted for us: where it is offered, and taken back while it waits."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from factories.made import make_home, make_person
from kit.served import Desk
from playwright.sync_api import Browser, expect

from putright.casework.operations import outbox as running
from putright.stores.post.models import Post
from putright.stores.record.ledger.read import entries

pytestmark = pytest.mark.django_db
WORDS = "By post, printed and posted for us"


@pytest.fixture
def case(landlord: Any, make_case: Any) -> Any:
    home = make_home(landlord, address="3 Alder Row")
    return make_case(person=make_person(landlord, "Alba Fennimore", home=home), home=home)


@pytest.fixture
def printer(settings: Any, tmp_path: Any) -> None:
    """Somebody fetches letters from the folder."""
    settings.SENDING = {
        **settings.SENDING, "drop": str(tmp_path / "outbox"), "letters": "folder",
        "drop_counts": "1",
    }  # fmt: skip


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def send(officers: Client, case: Any, letter: str, **told: str) -> Any:
    officers.post(letter, {"body": "Dear Alba\n\nThank you.\n", "version": "1", "do": "check"})
    head = len(entries(landlord=case.landlord_id, stream=case.id))
    going = {
        "seen": str(head), "version": "2", "way": "printed", "is_sure": "on", "on": "14/4/2026",
        "at": "10:00am", "once": str(uuid4()), "posted_to": "3 Alder Row, ZZ9 9ZZ",
    } | told  # fmt: skip
    return officers.post(f"{letter}send", going)


def test_without_a_printer_no_page_speaks_of_one(officers: Client, case: Any, letter: str) -> None:
    begin = f"/cases/{case.id}/letters/begin"
    for address in (begin, letter, f"{letter}send", f"/cases/{case.id}/letters/"):
        assert "printed and posted" not in text_of(officers, address)
    assert "posted_to" not in text_of(officers, f"{letter}send")


def test_page_says_where_it_goes_and_a_letter_that_waits_can_be_taken_back(
    officers: Client, case: Any, letter: str, printer: None
) -> None:
    page = text_of(officers, f"{letter}send")
    assert WORDS in page and "It goes to 3 Alder Row, ZZ9 9ZZ" in page
    assert WORDS not in text_of(officers, f"/cases/{case.id}/letters/begin")

    answer = send(officers, case, letter)
    assert answer.status_code == 302, answer.content.decode()
    number = len(entries(landlord=case.landlord_id, stream=case.id))
    back = f"/cases/{case.id}/letters/take-back/{number}"
    waiting = text_of(officers, f"/cases/{case.id}/letters/")
    assert back in waiting and "Nobody has taken it to be printed" in waiting
    assert "it is not sent" in text_of(officers, f"/cases/{case.id}/entries/{number}/")
    told = {"why": "She rang", "seen": str(number), "once": str(uuid4())}
    assert officers.post(back, told).status_code == 302

    assert Post.objects.get().state == "withdrawn" and Post.objects.get().to == []
    assert running.send_all(landlord=case.landlord_id) == 0


def test_whoever_saw_another_address_is_shown_the_one_that_holds_now(
    officers: Client, case: Any, letter: str, printer: None
) -> None:
    page = send(officers, case, letter, posted_to="9 Elm Way, ZZ1 1ZZ").content.decode()

    assert "Their address changed meanwhile" in page and not Post.objects.exists()
    assert 'name="posted_to" value="3 Alder Row, ZZ9 9ZZ"' in page


@pytest.mark.slow
def test_page_fits_a_narrow_phone(
    officers: Client, letter: str, printer: None, browser: Browser
) -> None:
    desk = Desk(text_of(officers, f"{letter}send"))
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(desk.address)

    expect(page.get_by_label(WORDS)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
    desk.server.shutdown()
    desk.server.server_close()
