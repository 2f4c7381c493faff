"""Whoever sees the words of what came in is on record, on whichever page they see them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from factories import made
from factories.incoming import make_item, row_of

from putright.stores.record.models import Reading

pytestmark = pytest.mark.django_db
WORDS = "Quillfeather threatened her"


@pytest.fixture(autouse=True)
def _at_that_moment(clock_at: Callable[[datetime], None], now: datetime) -> None:
    clock_at(now)


def test_the_words_are_noted_on_every_page_that_shows_them(
    client: Client, signed_in: Any, staff: Any, landlord: Any, team: Any
) -> None:
    staff("team leader")
    officer = staff("officer")
    case = made.make_case(landlord, team=team, officer=officer)
    signed_in(client, "officer")
    item = make_item(landlord, team, text=WORDS)
    place = reverse("triage:place", kwargs={"item_id": item, "case_id": case.id})
    report = reverse("triage:report", kwargs={"item_id": item})
    looks = Reading.objects.filter(user_id=officer.id, what="incoming", detail=str(item))

    assert WORDS in client.get(place).content.decode() and looks.count() == 1
    given = {"version": row_of(landlord, item).version}
    assert WORDS in client.post(report, given, follow=True).content.decode()
    assert looks.count() == 2
