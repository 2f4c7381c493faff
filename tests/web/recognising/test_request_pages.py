"""The pages of requests for service."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.fixture
def officers(client: Client, signed_in: Callable[..., Client]) -> Client:
    return signed_in(client, "officer")


@pytest.fixture
def handlers(signed_in: Callable[..., Client]) -> Client:
    return signed_in(Client(), "complaints handler")


@pytest.fixture(autouse=True)
def _at_that_moment(clock_at: Callable[[datetime], None], now: datetime) -> None:
    clock_at(now)


def url(case: Any, name: str = "page", number: int = 0) -> str:
    return reverse(f"recognising:{name}", args=[case.id, number] if number else [case.id])


def send(client: Client, address: str, **told: str) -> str:
    return client.post(address, {"once": str(uuid4()), **told}, follow=True).content.decode()


def ask(client: Client, case: Any, **told: str) -> str:
    usual = {"whom": "resident", "channel": "phone", "on": "2/3/2026", "words": "A new light."}
    return send(client, url(case, "new"), **(usual | told))


def test_a_request_is_on_its_case_and_on_the_list_with_its_age(
    officers: Client, handlers: Client, case: Any
) -> None:
    page = ask(officers, case)

    assert "A new light." in page and "working days ago" in page
    listed = handlers.get(reverse("recognising:requests")).content.decode()
    assert case.reference in listed and "Overdue" in listed
    assert "It was to be looked at again by" in listed
    assert "your own policy names none yet" in listed


def test_without_any_request_the_list_says_where_they_come_from(
    handlers: Client, case: Any
) -> None:
    page = handlers.get(reverse("recognising:requests")).content.decode()

    assert "No request is open in the cases that you may see." in page


def test_a_promise_needs_its_day_and_none_before_it_was_asked(officers: Client, case: Any) -> None:
    without = ask(officers, case, promised="Put up a light")
    before = ask(officers, case, promised="Put up a light", due="1/3/2026")
    good = ask(officers, case, promised="Put up a light", due="20/4/2026")

    assert "A promise needs one" in without
    assert "It is before they asked" in before
    assert "Put up a light" in good and "Mon 20 Apr 2026" in good


def test_done_needs_what_shows_it_or_why_nothing_does(officers: Client, case: Any) -> None:
    ask(officers, case)

    lacks = send(officers, url(case, "done", 2), words="It is up.", on="3/3/2026", proof="")
    done = send(officers, url(case, "done", 2), words="It is up.", on="3/3/2026", proof="photo")

    assert "Say why there is no record" in lacks
    assert "No request is open." in done


def test_a_handler_writes_what_was_seen_and_comes_back_to_the_list(
    officers: Client, handlers: Client, case: Any
) -> None:
    ask(officers, case)

    page = send(handlers, url(case, "review", 2), words="The part is on order.")

    assert "The part is on order." in page and "Requests for service" in page
    assert "To be looked at again by" in page


def test_unhappiness_about_it_leads_to_logging_a_complaint(officers: Client, case: Any) -> None:
    page = ask(officers, case)

    assert "log a complaint" in page
    assert f"{reverse('complaints:log', args=[case.id])}?entry=2" in page


def test_an_officer_has_no_list_over_all_cases(officers: Client, case: Any) -> None:
    assert officers.get(reverse("recognising:requests")).status_code == 403
