"""Accounts that sign in through the pages, as people do."""

from collections.abc import Callable
from typing import Any

import pytest
from factories.sign_in import PASSWORD, Person


@pytest.fixture
def person(landlord: Any) -> Callable[..., Person]:
    """``person("officer")``: an account with a password, and a browser of its own."""
    from django.core.cache import cache
    from django.test import Client
    from factories.made import make_user

    cache.clear()

    def make(*roles: str, at: Any = None, client: Any = None, **told: Any) -> Person:
        told = {"password": PASSWORD, "skips_second_factor": False} | told
        user = make_user(at or landlord, *(roles or ("officer",)), **told)
        return Person(user, client or Client(), told["password"])

    return make
