"""The calendar that ships, read from its file: these tests need no gateway."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from putright.core.workdays import Calendar, calendar_from_data

FILE = Path(__file__).parents[3] / "putright/packs/calendar/england-and-wales.toml"


@pytest.fixture(scope="session")
def calendar_data() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def calendar(calendar_data: dict[str, Any]) -> Calendar:
    return calendar_from_data(calendar_data)
