"""Reads the entries of a stream, in the order in which they were recorded."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import OuterRef, Subquery
from msgspec import Struct
from msgspec.structs import replace

from putright.core.events.entry import Entry
from putright.core.events.person import PersonNote
from putright.stores.record.ledger.translate import entry_of, note_of
from putright.stores.record.models import StoredEntry, Wording

COLUMNS = ("number", "key", "shape", "data", "recorded_at", "actor_id", "source")


class Kept(Struct, frozen=True):
    """An entry of a case with what the books say of it besides."""

    number: int
    entry: Entry
    recorded_at: datetime
    actor_id: UUID | None
    source: str
    is_erased: bool
    files: tuple[UUID, ...]


def entries(*, landlord: UUID, stream: UUID, since: int = 0) -> list[Kept]:
    """The entries of a case's stream, after number ``since``."""
    words = _words(landlord, stream, since)
    return [_kept(row, words.get(row[0])) for row in _rows(landlord, stream, since)]


def entries_of(*, landlord: UUID, streams: Collection[UUID]) -> dict[UUID, list[Kept]]:
    """The entries of several cases' streams, read together."""
    both = {"landlord_id": landlord, "stream_id__in": list(streams)}
    words = {
        (stream, number): msgspec.json.decode(body)
        for stream, number, body in Wording.objects.filter(**both).values_list(
            "stream_id", "number", "body"
        )
    }
    found: dict[UUID, list[Kept]] = {stream: [] for stream in streams}
    rows = StoredEntry.objects.filter(**both).order_by("stream_id", "number")
    for stream, *row in rows.values_list("stream_id", *COLUMNS):
        found[stream].append(_kept(tuple(row), words.get((stream, row[0]))))
    return found


def every_entry(*, landlord: UUID) -> Iterator[tuple[UUID, int, Entry | None]]:
    """The entries of all cases of a landlord in the order in which they were recorded: the case,
    the number, and the entry, None where its words were erased."""
    same = {name: OuterRef(name) for name in ("landlord_id", "stream_id", "number")}
    body = Subquery(Wording.objects.filter(**same).values("body"))
    found = StoredEntry.objects.filter(landlord_id=landlord, stream__kind="case")
    rows = found.order_by("recorded_at", "stream_id", "number").annotate(body=body)
    columns = ("stream_id", "number", "key", "shape", "data", "body")
    for stream, number, key, shape, data, told in rows.values_list(*columns).iterator():
        words = None if told is None else msgspec.json.decode(told)
        entry = None if told is None else entry_of(key=key, shape=shape, data=data, words=words)
        yield stream, number, entry


def notes(*, landlord: UUID, stream: UUID) -> list[PersonNote]:
    """The entries of a person's stream."""
    words = _words(landlord, stream, 0)
    return [
        replace(
            note_of(key=key, shape=shape, data=data, words=words.get(number)),
            recorded_at=recorded_at,
        )
        for number, key, shape, data, recorded_at, _actor, _source in _rows(landlord, stream, 0)
    ]


def _kept(row: tuple[Any, ...], words: dict[str, Any] | None) -> Kept:
    number, key, shape, data, recorded_at, actor, source = row
    entry = entry_of(key=key, shape=shape, data=data, words=words)
    if source != "import":
        entry = replace(entry, recorded_at=recorded_at, recorded_on=None)
    return Kept(
        number=number,
        entry=entry,
        recorded_at=recorded_at,
        actor_id=actor,
        source=source,
        is_erased=words is None,
        files=tuple(UUID(file) for file, _digest in data.get("files", ())),
    )


def _rows(landlord: UUID, stream: UUID, since: int) -> Any:
    found = StoredEntry.objects.filter(landlord_id=landlord, stream_id=stream, number__gt=since)
    return found.order_by("number").values_list(*COLUMNS)


def _words(landlord: UUID, stream: UUID, since: int) -> dict[int, dict[str, Any]]:
    found = Wording.objects.filter(landlord_id=landlord, stream_id=stream, number__gt=since)
    return {
        number: msgspec.json.decode(body) for number, body in found.values_list("number", "body")
    }
