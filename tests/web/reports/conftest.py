"""A landlord with a patch, whose staff come in without a second factor."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def landlord(database: None) -> Any:
    from factories.made import make_landlord

    return make_landlord(is_sample=True)


@pytest.fixture
def client(client: Client, signed_in: Callable[..., Client], clock_at: Any, now: Any) -> Client:
    clock_at(now)
    return signed_in(client, "officer")
