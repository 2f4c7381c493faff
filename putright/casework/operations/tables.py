"""The tables: made and brought up to date by the role that owns them, used by one that does not."""

from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from putright.casework.operations.refusals import CannotRun
from putright.stores.accounts import guards

OWN = ("accounts", "people", "record", "post", "worklist")

Step = Callable[[str], None]


def quiet(name: str) -> None:
    """Say nothing of the progress."""


def upgrade(*, step: Step = quiet) -> int:
    """Bring every table up to date, keeping what is in them; returns how many steps it took.

    Raises ``CannotRun`` where a newer version has written the database.
    """
    alias = "owner" if "owner" in settings.DATABASES else "default"
    refuse_newer(alias)
    wanting = len(pending(alias))
    step("tables")
    call_command("migrate", verbosity=0, interactive=False, database=alias)
    call_command("createcachetable", verbosity=0, database=alias)
    if alias == "owner":
        step("rights")
        grant(alias, settings.DATABASES["default"]["USER"])
    return wanting


def grant(alias: str, role: str) -> None:
    """Let the role of the service use the tables; of the record it may read and add."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        guards.grant(cursor, role, connection.ops.quote_name)


def pending(alias: str = "default") -> list[str]:
    """The changes to tables that this version brings and the database does not have."""
    loader = MigrationLoader(connections[alias])
    wanted = set(loader.graph.nodes) - set(loader.applied_migrations)
    return sorted(f"{app}.{name}" for app, name in wanted)


def newer(alias: str = "default") -> list[str]:
    """The changes that the database has and this version does not know."""
    loader = MigrationLoader(connections[alias])
    unknown = set(loader.applied_migrations) - set(loader.disk_migrations)
    return sorted(f"{app}.{name}" for app, name in unknown if app in OWN)


def refuse_newer(alias: str = "default") -> None:
    """Raise where a newer version has been at work: we would not understand what it wrote."""
    if found := newer(alias):
        raise CannotRun(
            f"The database was written by a newer Putright ({', '.join(found)}). Nothing was "
            "changed. Install that version, or put back a backup from before."
        )
