"""A case in which somebody can ask to move."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _standing_clock(clock_at: Any, now: datetime, tmp_path: Any, settings: Any) -> None:
    clock_at(now)
    settings.FILES = tmp_path / "files"


@pytest.fixture
def moving(landlord: Any, make_case: Callable[..., Any]) -> Any:
    """A case of a resident of whom nothing is barred."""
    from factories.made import make_person

    return make_case(person=make_person(landlord, "Alba Fennimore"), title="Threats on the stairs")
