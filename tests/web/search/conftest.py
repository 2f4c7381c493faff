"""A landlord whose staff come in without a second factor: the factor has tests of its own."""

from typing import Any

import pytest


@pytest.fixture
def landlord(database: None) -> Any:
    from factories.made import make_landlord

    return make_landlord(is_sample=True)
