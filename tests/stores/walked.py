"""What the tests of the record share: walking the chains, and breaking them as only a thief can."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.record.ledger.seal import Anchor, seal
from putright.stores.record.ledger.verify import Broken, Verified, verify


def walk(landlord: Any, **asked: Any) -> Verified:
    with landlord_scope(OPERATOR):
        return verify(landlord=landlord.id, **asked)


def first_broken(landlord: Any, **asked: Any) -> Broken:
    broken = walk(landlord, **asked).broken
    assert broken, "nothing was found to be broken"
    return broken[0]


def sealed(landlord: Any, now: Any) -> Anchor:
    with landlord_scope(OPERATOR):
        return seal(landlord=landlord.id, now=now)


@contextmanager
def unguarded(copy: Any) -> Iterator[Any]:
    """A connection of somebody who can switch the database's own refusals off."""
    chief = copy.chief()
    try:
        if copy.engine == "sqlite":
            found = chief.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall()
            for (name,) in found:
                chief.execute(f"DROP TRIGGER {name}")
        else:
            chief.execute("SET session_replication_role = replica")
        yield chief
    finally:
        chief.close()


def id_of(copy: Any, value: Any) -> Any:
    """An id as the database writes it."""
    return value.hex if copy.engine == "sqlite" else value
