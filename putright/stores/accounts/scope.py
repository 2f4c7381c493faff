"""Which landlord a database connection may see rows of (security R5).

On PostgreSQL row-level security compares each row's landlord with this setting, which lasts until
the transaction ends; a connection that was told nothing sees no row. The embedded database serves
one process and has no such thing: there the queries' own scope stands alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

SETTING = "putright.landlord"
SIGN_IN = "sign-in"
"""Whoever signs in is not yet known: accounts can be looked up, and nothing else."""
OPERATOR = "operator"
"""Work over all landlords by whoever runs the installation: verifying, rebuilding, moving."""


@contextmanager
def landlord_scope(landlord: UUID | str) -> Iterator[None]:
    """See that landlord's rows inside the block, which is one transaction on PostgreSQL."""
    if connection.vendor != "postgresql":
        yield
        return
    is_inside_another = connection.in_atomic_block
    with transaction.atomic():
        before = current() if is_inside_another else ""
        narrow_to(landlord)
        yield
        if is_inside_another and not connection.needs_rollback:
            narrow_to(before)


def narrow_to(landlord: UUID | str) -> None:
    """See that landlord's rows until the transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, str(landlord)])


def current() -> str:
    """The scope that the connection is in; empty where none was set."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [SETTING])
        row = cursor.fetchone()
    return (row[0] if row else "") or ""
