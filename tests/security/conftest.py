"""A landlord whose staff come in without a second factor, and a clock that stands still."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def landlord(database: None) -> Any:
    from factories.made import make_landlord

    return make_landlord(is_sample=True)


@pytest.fixture(autouse=True)
def _standing_clock(clock_at: Callable[..., None], now: Any, tmp_path: Any, settings: Any) -> None:
    clock_at(now)
    settings.FILES = tmp_path / "files"


@pytest.fixture
def stake(landlord: Any, now: Any) -> Callable[..., None]:
    """``stake(user, person_id=...)`` or ``home=...``: a stake that was told of."""
    from putright.stores.people.models import Interest

    def tell(user: Any, **about: Any) -> None:
        Interest.objects.create(landlord=landlord, user=user, why="mine", told_at=now, **about)

    return tell
