"""Looks words up in the engine's own index, the newest first, within a scope that was asked."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

from django.db import connection
from django.db.models import Exists, QuerySet, Value
from msgspec import Struct

from putright.stores.worklist.models import Findable
from putright.stores.worklist.search_tables import WORDS
from putright.stores.worklist.search_words import Typed

Where = Literal["named", "said"]
COLUMNS = "SELECT f.of, f.number, f.mark"


SOME_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands in a scope for the moment at which it is asked."""


class Hit(Struct, frozen=True):
    """What was found: a case, person or home, and for an entry its number.

    ``is_marked`` is what the scope says of the row besides, where it says anything.
    """

    of: UUID
    number: int
    is_marked: bool = False


class Scope(Struct, frozen=True):
    """Every condition of who may find what, as the engine reads it: made once, asked often."""

    sql: str
    params: tuple[Any, ...]


def scope_of(found: QuerySet[Findable], marked: Exists | None = None) -> Scope:
    """The scope of a queryset that was made for ``SOME_TIME``; ``look`` is told the real one."""
    rows = found.order_by().annotate(mark=marked or Value(value=False))
    sql, params = rows.values("id", "of", "number", "mark").query.sql_with_params()
    return Scope(sql, tuple(params))


def look(scope: Scope, typed: Typed, *, where: Where, most: int, now: datetime) -> list[Hit]:
    """Rows of the scope that hold all words typed; the last may go on.

    The scope is asked row by row as the matches come, the newest first, so that a common word
    costs no more than a rare one.
    """
    if not typed.words:
        return []
    adapt = connection.ops.adapt_datetimefield_value
    some_time, real = adapt(SOME_TIME), adapt(now)
    params = [real if one == some_time else one for one in scope.params]
    if connection.vendor == "postgresql":
        return _postgres(scope.sql, params, _tsquery(typed), where, most)
    return _sqlite(scope.sql, params, _fts5(typed), where, most)


def _sqlite(inner: str, params: Sequence[Any], match: str, where: Where, most: int) -> list[Hit]:
    table = f"worklist_{where}"
    return _rows(
        f"{COLUMNS} FROM {table} "  # nosec B608
        f"CROSS JOIN ({inner}) f ON f.id = {table}.rowid "
        f"WHERE {table} MATCH %s ORDER BY {table}.rowid DESC LIMIT %s",
        [*params, match, most],
    )


def _postgres(inner: str, params: Sequence[Any], match: str, where: Where, most: int) -> list[Hit]:
    config = "putright_said" if where == "said" else "simple"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config(%s, to_tsquery(%s, %s)::text, true)", [WORDS, config, match]
        )
    return _rows(
        f"{COLUMNS} FROM worklist_lexeme l "  # nosec B608
        f"JOIN ({inner}) f ON f.id = l.findable_id "
        "ORDER BY l.findable_id DESC LIMIT %s",
        [*params, most],
    )


def _rows(sql: str, params: Sequence[Any]) -> list[Hit]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [
            Hit(of if isinstance(of, UUID) else UUID(of), number, bool(mark))
            for of, number, mark in cursor.fetchall()
        ]


def _fts5(typed: Typed) -> str:
    """Each word in quotes, which hold letters and digits only."""
    every = " ".join(f'"{word}"' for word in typed.words) + "*"
    return f'({every}) OR "{typed.digits}"*' if typed.digits else every


def _tsquery(typed: Typed) -> str:
    every = " & ".join(f"'{word}'" for word in typed.words) + ":*"
    return f"({every}) | '{typed.digits}':*" if typed.digits else every
