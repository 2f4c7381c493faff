"""Staff without a second factor, a clock that stands still, and a case of high risk."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def landlord(database: None) -> Any:
    from factories.made import make_landlord

    return make_landlord(is_sample=True)


@pytest.fixture
def client(
    client: Client, signed_in: Callable[..., Client], clock_at: Any, now: datetime, tmp_path: Any,
    settings: Any,
) -> Client:  # fmt: skip
    clock_at(now)
    settings.FILES = tmp_path / "files"
    return signed_in(client, "officer")


@pytest.fixture
def case(landlord: Any, make_case: Callable[..., Any], now: datetime) -> Any:
    """A threat reported an hour ago by Hana Quill: high risk."""
    from factories import made

    report = made.a_report(now - timedelta(hours=1), kinds=("threat",), id="report")
    return make_case(person=made.make_person(landlord, "Hana Quill"), entries=[report])
