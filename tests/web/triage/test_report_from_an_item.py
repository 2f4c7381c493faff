"""What is shown after a report was taken from something that came in: nobody is on the line."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from factories.incoming import make_item, row_of

pytestmark = pytest.mark.django_db
EVERY_WAY = ["calls", "voicemail", "text", "email", "post", "visit"]


@pytest.fixture
def officers(client: Client, signed_in: Any, staff: Any, clock_at: Any, now: datetime) -> Client:
    staff("team leader")
    clock_at(now)
    return signed_in(client, "officer")


def taken(client: Client, item: Any = None, **told: Any) -> str:
    """The page after a report, taken from an item or on the phone."""
    sent = {"once": str(item or uuid4()), "who": "Hana Quill", "what": "He shouted.", **told}
    page = client.post("/reports/new", sent, follow=True).content.decode()
    assert "The report is saved." in page
    return page


def test_of_an_item_nothing_is_to_be_read_out(officers: Client, landlord: Any, team: Any) -> None:
    item = make_item(landlord, team)
    page = taken(officers, item, phone="01632 960111", safe=["calls"])

    assert row_of(landlord, item).outcome == "new case"
    assert "What is now promised" in page
    assert "Say this" not in page and "ring off" not in page


@pytest.mark.parametrize("came", [True, False])
def test_where_no_way_is_safe_they_ring_us(
    officers: Client, landlord: Any, team: Any, came: bool
) -> None:
    item = make_item(landlord, team) if came else None
    page = taken(officers, item, unsafe=EVERY_WAY, hate="yes")

    assert "Do not write, ring or visit: they ring us." in page
    assert "We will ring you" not in page and "We will visit" not in page
    assert ("When it is safe for you, ring us." in page) is not came
