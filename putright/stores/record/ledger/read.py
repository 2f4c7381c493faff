"""Reads the entries of a stream, in the order in which they were recorded."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

import msgspec
from django.db.models import OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast
from msgspec import Struct
from msgspec.structs import replace

from putright.core.events.entry import Entry
from putright.core.events.person import PersonNote
from putright.stores.accounts.prepared import Prepared, id_of, moment_of
from putright.stores.record.ledger.translate import entry_of, note_of
from putright.stores.record.models import StoredEntry, Wording

COLUMNS = ("number", "key", "shape", "told", "body", "recorded_at", "actor_id", "source")


class Kept(Struct, frozen=True):
    """An entry of a case with what the books say of it besides."""

    number: int
    entry: Entry
    recorded_at: datetime
    actor_id: UUID | None
    source: str
    is_erased: bool
    files: tuple[UUID, ...]


def entries(*, landlord: UUID, stream: UUID) -> list[Kept]:
    """The entries of a case's stream."""
    return [_kept(row) for row in _OF_STREAM.rows(landlord, stream)]


def entries_of(*, landlord: UUID, streams: Collection[UUID]) -> dict[UUID, list[Kept]]:
    """The entries of several cases' streams, read together."""
    found: dict[UUID, list[Kept]] = {stream: [] for stream in streams}
    rows = _told(StoredEntry.objects.filter(landlord_id=landlord, stream_id__in=list(streams)))
    in_turn = rows.order_by("stream_id", "number").values_list("stream_id", *COLUMNS)
    for stream, *row in in_turn:
        found[stream].append(_kept(row))
    return found


def keys_there(
    *, landlord: UUID, keys: Collection[tuple[UUID, str]], most: int = 400
) -> set[tuple[UUID, str]]:
    """Those of these entries, by case and key, that stand on a timeline."""
    asked, found = sorted(keys), set[tuple[UUID, str]]()
    rows = StoredEntry.objects.filter(landlord_id=landlord)
    for start in range(0, len(asked), most):
        some = asked[start : start + most]
        in_these = rows.filter(
            stream_id__in={case for case, _key in some}, key__in={key for _case, key in some}
        )
        found |= set(in_these.values_list("stream_id", "key")) & set(some)
    return found


def every_entry(*, landlord: UUID) -> Iterator[tuple[UUID, int, Entry | None]]:
    """The entries of all cases of a landlord in the order in which they were recorded: the case,
    the number, and the entry, None where its words were erased."""
    found = _told(StoredEntry.objects.filter(landlord_id=landlord, stream__kind="case"))
    rows = found.order_by("recorded_at", "stream_id", "number")
    columns = ("stream_id", "number", "key", "shape", "told", "body")
    for stream, number, key, shape, told, body in rows.values_list(*columns).iterator():
        data, words = _decode(told), _decode(body)
        entry = None if words is None else entry_of(key=key, shape=shape, data=data, words=words)
        yield stream, number, entry


def notes(*, landlord: UUID, stream: UUID) -> list[PersonNote]:
    """The entries of a person's stream."""
    return [
        replace(
            note_of(key=key, shape=shape, data=_decode(told), words=_decode(body)),
            recorded_at=moment_of(recorded_at),
        )
        for _number, key, shape, told, body, recorded_at, *_ in _OF_STREAM.rows(landlord, stream)
    ]


def _kept(row: Sequence[Any]) -> Kept:
    number, key, shape, told, body, recorded, actor, source = row
    recorded_at = cast("datetime", moment_of(recorded))
    data, words = _decode(told), _decode(body)
    if source != "import":
        data["recorded_at"] = recorded_at
        data.pop("recorded_on", None)
    entry = entry_of(key=key, shape=shape, data=data, words=words)
    return Kept(
        number=number,
        entry=entry,
        recorded_at=recorded_at,
        actor_id=id_of(actor),
        source=source,
        is_erased=words is None,
        files=tuple(UUID(file) for file, _digest in data.get("files", ())),
    )


def _told(found: QuerySet[StoredEntry]) -> Any:
    """With the text of what the chain holds and of the words, which is decoded faster by us."""
    same = {name: OuterRef(name) for name in ("landlord_id", "stream_id", "number")}
    body = Subquery(Wording.objects.filter(**same).values("body"))
    return found.annotate(told=Cast("data", TextField()), body=body)


_OF_STREAM = Prepared(
    lambda landlord, stream: (
        _told(StoredEntry.objects.filter(landlord_id=landlord, stream_id=stream))
        .order_by("number")
        .values_list(*COLUMNS)
    ),
    ids=2,
)


def _decode(text: str | None) -> Any:
    return None if text is None else msgspec.json.decode(text)
