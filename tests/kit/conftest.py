"""Lets the tests of this folder share what they read pages with."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from pages import PUBLISHED, published

from putright.core.findings.audit import Audit


@pytest.fixture(scope="session", params=PUBLISHED)
def audit(request: pytest.FixtureRequest) -> Audit:
    return published(request.param)
