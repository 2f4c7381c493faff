"""The bank holidays that the reader counts by, and the two published reports where they are."""

from pathlib import Path

import pytest

from putright.core.workdays import Calendar
from putright.gateways import files

SHARED = Path(__file__).parents[4] / "shared"
SEEDS = {"202427054": "000_0b12b14f6108a2c1.txt", "202305098": "004_4ddd2d0737e86eb5.txt"}


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    """The bank holidays of England and Wales."""
    return files.load_calendar()


def seed(reference: str) -> str:
    """The text of a published report; skips where it is not beside this checkout."""
    path = SHARED / "seeds" / SEEDS[reference]
    if not path.exists():
        pytest.skip("the published reports are not beside this checkout")
    return path.read_text(encoding="utf-8")
