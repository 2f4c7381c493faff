"""Moving an installation from the embedded database to PostgreSQL: every row, or none.

Rows are copied in bulk by the role that is to own the tables; then every chain is walked where it
now stands, and only if all of them hold is the move kept.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, connections, models, transaction
from msgspec import Struct

from putright.casework.operations import tables
from putright.casework.operations.refusals import CannotRun
from putright.stores.accounts import staffing
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.record.ledger.verify import verify

THERE = "moving"
AT_ONCE = 2000
STAYS = frozenset({"contenttypes", "auth", "sessions"})
"""What the new database makes itself, and sign-ins, which begin anew."""

Step = Callable[[str], None]


class Moved(Struct, frozen=True):
    """What was moved: rows by table, and chains that were walked afterwards."""

    rows: dict[str, int]
    streams: int
    entries: int


def move(*, to: str, service_role: str = "", step: Step = tables.quiet) -> Moved:
    """Copy every row to an empty PostgreSQL; ``to`` is its address as the role that is to own it.

    Raises ``CannotRun``, and leaves the new database without rows, where anything is not as it was.
    """
    if connection.vendor != "sqlite":
        raise CannotRun("This installation runs on PostgreSQL already (DATABASE_URL is set).")
    tables.refuse_newer()
    if wanting := tables.pending():
        raise CannotRun(f"Run `putright upgrade` first ({len(wanting)} changes are waiting).")
    with _database(to) as there:
        step("tables")
        call_command("migrate", verbosity=0, interactive=False, database=THERE)
        call_command("createcachetable", verbosity=0, database=THERE)
        if service_role:
            tables.grant(THERE, service_role)
        with transaction.atomic(using=THERE):
            with there.cursor() as cursor:
                cursor.execute("SELECT set_config('putright.landlord', %s, true)", [OPERATOR])
            with _in_bulk(there):
                rows = {model._meta.db_table: _copy(model, there, step) for model in _models()}
            _set_sequences(there)
            streams, entries = _verified(step)
    return Moved(rows=rows, streams=streams, entries=entries)


@contextmanager
def _in_bulk(there: Any) -> Iterator[None]:
    """COPY goes past row-level security or not at all: its owner is let through meanwhile.

    All of it is one transaction, so that nobody sees the tables without their guard.
    """
    with there.cursor() as cursor:
        cursor.execute("SELECT oid::regclass::text FROM pg_class WHERE relforcerowsecurity")
        guarded = [table for (table,) in cursor.fetchall()]
        for table in guarded:
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in guarded:
            cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def _models() -> list[type[models.Model]]:
    found = [model for model in apps.get_models() if model._meta.app_label not in STAYS]
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def _copy(model: type[models.Model], there: Any, step: Step) -> int:
    """Copy one table; the numbers of rows must agree."""
    table = model._meta.db_table
    step(table)
    fields = [field for field in model._meta.concrete_fields if field.column]
    names = [field.attname for field in fields]
    manager = model._base_manager
    columns = ", ".join(there.ops.quote_name(field.column) for field in fields)
    with there.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {there.ops.quote_name(table)}")  # nosec B608
        if cursor.fetchone()[0]:
            raise CannotRun(f"The new database holds rows already ({table}). Name an empty one.")
        line = f"COPY {there.ops.quote_name(table)} ({columns}) FROM STDIN"
        with cursor.copy(line) as copy:
            for row in manager.order_by().values_list(*names).iterator(AT_ONCE):
                pairs = zip(fields, row, strict=True)
                copy.write_row([_put(field, value, there) for field, value in pairs])
        cursor.execute(f"SELECT count(*) FROM {there.ops.quote_name(table)}")  # nosec B608
        moved: int = cursor.fetchone()[0]
    if moved != (held := manager.count()):
        raise CannotRun(
            f"{table} has {held} rows here and {moved} there: stop the service while it is moved. "
            "Nothing was moved."
        )
    return moved


def _put(field: Any, value: Any, there: Any) -> Any:
    if value is None:
        return None
    if isinstance(field, models.JSONField):
        return there.ops.adapt_json_value(value, field.encoder)
    if isinstance(field, models.BinaryField):
        return bytes(value)
    return value


def _set_sequences(there: Any) -> None:
    with there.cursor() as cursor:
        for line in there.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(line)


def _verified(step: Step) -> tuple[int, int]:
    """Walk every chain where it now stands; raise if one does not hold."""
    streams = entries = 0
    with _served_by(THERE):
        for landlord, name, _is_sample in staffing.landlords():
            step(f"verifying {name}")
            found = verify(landlord=landlord)
            if found.broken:
                first = found.broken[0]
                raise CannotRun(
                    f"A chain does not hold after the move: {first.name} {first.number or ''} "
                    f"{first.what}. Nothing was moved; run `putright verify` here."
                )
            streams, entries = streams + found.streams, entries + found.entries
    return streams, entries


@contextmanager
def _database(url: str) -> Iterator[Any]:
    if urlsplit(url).scheme not in ("postgres", "postgresql"):
        raise CannotRun("Write the new database's address as postgresql://user:password@host/name.")
    told = connections.configure_settings({"default": {}, THERE: dict(dj_database_url.parse(url))})
    connections.settings[THERE] = told[THERE]
    try:
        yield connections[THERE]
    finally:
        connections[THERE].close()
        del connections[THERE]
        del connections.settings[THERE]


@contextmanager
def _served_by(alias: str) -> Iterator[None]:
    """Let everything that reads the database read that one."""
    here = connections["default"]
    connections["default"] = connections[alias]
    try:
        with landlord_scope(OPERATOR):
            yield
    finally:
        connections["default"] = here
