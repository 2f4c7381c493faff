"""Reads the entries of a stream, in the order in which they were recorded."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
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
