"""Cases with everything on them, and the words that must come out as text."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

    from putright.stores.record.models import Case


def address(case: "Case | UUID", name: str = "page", **more: Any) -> str:
    from django.urls import reverse

    case_id = case if isinstance(case, UUID) else case.id
    return reverse(f"cases:{name}", kwargs={"case_id": case_id, **more})


@pytest.fixture
def url() -> Callable[..., str]:
    return address


@pytest.fixture(autouse=True)
def _standing_clock(
    clock_at: "Callable[[datetime], None]", now: "datetime", tmp_path: Any, settings: Any
) -> None:
    clock_at(now)
    settings.FILES = tmp_path / "files"


@pytest.fixture
def officers(client: "Client", signed_in: Callable[..., "Client"]) -> "Client":
    """A browser in which the officer of the case is signed in."""
    return signed_in(client, "officer")


@pytest.fixture
def long_case(make_case: Callable[..., "Case"], now: "datetime") -> Callable[[int], "Case"]:
    """A case with so many entries, a contact each other day."""
    from factories.made import a_note, a_report

    def make(entries: int) -> "Case":
        start = now - timedelta(hours=12 * (entries + 1))
        told = [a_report(start)] + [
            a_note(start + timedelta(hours=12 * place), f"Call number {place}")
            for place in range(1, entries)
        ]
        return make_case(entries=told)

    return make
