"""Questions that are asked at every saving and on every page, written into SQL once.

To read thirty rows takes a tenth of the time in which the words of the question are put together.
What comes back is as the database has it: text of JSON, and moments and ids for ``moment_of`` and
``id_of`` to read.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import QuerySet

Row = tuple[Any, ...]


class Prepared:
    """A question about some ids; ``make`` puts it as rows of values, for ids that stand for any."""

    def __init__(self, make: Callable[..., QuerySet[Any, Any]], *, ids: int) -> None:
        self._make = make
        self._ids = ids
        self._made: dict[str, tuple[str, tuple[int | None, ...], list[Any]]] = {}

    def rows(self, *ids: UUID) -> list[Row]:
        """The rows for these ids, in the order in which ``make`` takes them."""
        if connection.vendor not in self._made:
            self._made[connection.vendor] = self._prepare()
        sql, places, params = self._made[connection.vendor]
        told = [_put(each) for each in ids]
        given = [
            params[number] if place is None else told[place] for number, place in enumerate(places)
        ]
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            return list(cursor.fetchall())

    def _prepare(self) -> tuple[str, tuple[int | None, ...], list[Any]]:
        marks = [uuid4() for _ in range(self._ids)]
        sql, params = self._make(*marks).query.sql_with_params()
        known = {_put(mark): place for place, mark in enumerate(marks)}
        return sql, tuple(known.get(each) for each in params), list(params)


def moment_of(value: Any) -> datetime | None:
    """A moment as a row has it; the embedded database knows no zones and keeps it in UTC."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if value is not None and value.tzinfo is None:
        value = value.replace(tzinfo=UTC)
    return cast("datetime | None", value)


def id_of(value: Any) -> UUID | None:
    """An id as a row has it; the embedded database keeps it as text."""
    return UUID(value) if isinstance(value, str) else cast("UUID | None", value)


def _put(value: UUID) -> UUID | str:
    return value if connection.features.has_native_uuid_field else value.hex
