"""A case of threats whose resident must not be rung, and somebody to work in it."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

    from putright.stores.record.models import Case


@pytest.fixture(autouse=True)
def _standing_clock(
    clock_at: "Callable[[datetime], None]", now: "datetime", tmp_path: Any, settings: Any
) -> None:
    clock_at(now)
    settings.FILES = tmp_path / "files"


@pytest.fixture
def officers(client: "Client", signed_in: Callable[..., "Client"]) -> "Client":
    return signed_in(client, "officer")


@pytest.fixture
def case(landlord: Any, make_case: Callable[..., "Case"], now: "datetime") -> "Case":
    """A threat, five days ago."""
    from factories import made

    report = made.a_report(now - timedelta(days=5), kinds=("threat",), id="report")
    return make_case(person=made.make_person(landlord, "Hana Quill"), entries=[report])


@pytest.fixture
def barred(landlord: Any, make_case: Callable[..., "Case"], now: "datetime") -> "Case":
    """The same, from somebody who asked not to be rung."""
    from factories import made
    from putright.core.events.person import Way

    ways = {"calls": Way(says="not ok", when="he answers her phone"), "text": Way(says="ok")}
    before = now - timedelta(days=10)
    person = made.make_person(landlord, "Hana Quill", ways=ways, now=before)
    report = made.a_report(now - timedelta(days=5), kinds=("threat",), id="report")
    return make_case(person=person, entries=[report])
