"""What came in is no way round the scanner, and no name that a sender chose stands alone."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from factories.incoming import make_item

from putright.stores.post.models import ItemFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(
    client: Client, signed_in: Any, staff: Any, clock_at: Callable[[datetime], None], now: datetime
) -> Client:
    clock_at(now)
    staff("team leader")
    signed_in(client, "officer")
    return client


@pytest.mark.parametrize("scan", ["infected", "not scanned"])
def test_a_message_is_held_where_what_came_with_it_is(
    officer: Client, landlord: Any, team: Any, settings: Any, scan: str
) -> None:
    item = make_item(landlord, team, raw=b"From: x\r\n\r\nworm", files={"a.doc": b"worm"})
    raw = reverse("triage:raw", args=(item,))
    assert officer.get(raw).status_code == 200

    settings.SCANNER = "unix:/nowhere"
    ItemFile.objects.filter(item=item).update(scan=scan)

    assert officer.get(raw).status_code == 404
    page = officer.get(reverse("triage:page", args=(item,))).content.decode()
    assert raw not in page and "The message as it came" in page


def test_the_queue_shows_the_address_beside_the_name_that_its_sender_chose(
    officer: Client, landlord: Any, team: Any
) -> None:
    make_item(landlord, team, sender="him@else.example", sender_name="Mary Finch")

    page = officer.get(reverse("triage:list")).content.decode()

    assert "Mary Finch" in page and "him@else.example" in page
