"""A case whose resident can be written to."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client


@pytest.fixture(autouse=True)
def _standing_clock(clock_at: Any, now: datetime, tmp_path: Any, settings: Any) -> None:
    clock_at(now)
    settings.FILES = tmp_path / "files"


@pytest.fixture
def case(landlord: Any, make_case: Callable[..., Any]) -> Any:
    from factories.made import make_home, make_person

    home = make_home(landlord)
    return make_case(person=make_person(landlord, "Alba Fennimore", home=home))


@pytest.fixture
def officers(client: Client, signed_in: Callable[..., Client]) -> Client:
    return signed_in(client, "officer")


@pytest.fixture
def leaders(signed_in: Callable[..., Client]) -> Client:
    return signed_in(Client(), "team leader")


@pytest.fixture
def letter(officers: Client, case: Any) -> str:
    """The address of a letter that the officer began."""
    from uuid import uuid4

    told = {"kind": "general", "way": "post", "once": str(uuid4())}
    answer = officers.post(f"/cases/{case.id}/letters/begin", told)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])
