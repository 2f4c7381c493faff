"""A landlord with a mailbox that is read, and what is asked of what came in."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def room(fresh_database, dovecot, landlord, team):
    """A mailbox on the server, set up with the landlord; and the messages in it."""
    from mailrooms import make_room

    return make_room(dovecot, landlord, team)
