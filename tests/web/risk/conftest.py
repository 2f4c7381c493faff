"""Pages of risk, with a clock that stands still and files that go nowhere else."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture(autouse=True)
def _standing_clock(clock_at: Any, now: Any, tmp_path: Any, settings: Any) -> None:
    clock_at(now)
    settings.FILES = tmp_path / "files"


@pytest.fixture
def officers(client: "Client", signed_in: Callable[..., "Client"]) -> "Client":
    """A browser in which the officer of the case is signed in."""
    return signed_in(client, "officer")
