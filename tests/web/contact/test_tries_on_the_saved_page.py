"""What the page after a try says is owed: the next step, when tries alone have led to it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from factories import made

from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
NEXT_STEP = "After two tries that reach nobody, try another way"
NOTHING = "Nothing new is owed from this contact."


@pytest.fixture
def landlord(database: None) -> Any:
    return made.make_landlord(is_sample=True, pack="meadowbank")


@pytest.fixture
def case(landlord: Any, make_case: Callable[..., Case], now: datetime) -> Case:
    report = made.a_report(now - timedelta(days=2), kinds=("noise",), id="report")
    return make_case(person=made.make_person(landlord, "Hana Quill"), entries=[report])


def log(client: Client, case: Case, at: str, outcome: str = "no answer") -> str:
    """The page after a call that was logged."""
    fields = {
        "once": str(uuid4()), "whom": "resident", "outcome": outcome, "channel": "phone",
        "day": "14/4/2026", "at": at, "note": f"We rang, {uuid4()}.", "proof": "call log",
        "log_line": f"{at} 01632 960123 0m40s",
    }  # fmt: skip
    address = reverse("contact:log", kwargs={"case_id": case.id})
    return str(client.post(address, fields, follow=True).content.decode())


def test_a_first_try_alone_leads_to_nothing(client: Client, case: Case) -> None:
    assert NOTHING in log(client, case, "9:10am")


def test_the_second_try_that_reaches_nobody_shows_the_other_way_owed(
    client: Client, case: Case
) -> None:
    log(client, case, "9:10am")

    page = log(client, case, "9:20am")

    assert NEXT_STEP in page
    assert NOTHING not in page


@pytest.mark.parametrize("at", ["9:20am", "9:10am"], ids=["the same minute", "told afterwards"])
def test_the_other_way_owed_since_another_try_is_shown_too(
    client: Client, case: Case, at: str
) -> None:
    log(client, case, "9:20am")

    page = log(client, case, at)

    assert NEXT_STEP in page
    assert NOTHING not in page


def test_reaching_them_in_the_end_shows_no_search(client: Client, case: Case) -> None:
    for at in ("9:10am", "9:20am"):
        log(client, case, at)

    page = log(client, case, "9:30am", outcome="spoke")

    assert NEXT_STEP not in page.split("What it kept")[0]
