"""The one pen: appends entries to a stream, each with the digest of the one before.

Called inside a transaction by ``casework.desk`` and by nobody else.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from putright.stores.record.ledger.translate import (
    SHAPE,
    NewRow,
    body_of,
    chained,
    digest_of_row,
    digest_of_words,
)
from putright.stores.record.models import StoredEntry, Stream, Wording

BATCH = 1_000


def open_stream(*, landlord: UUID, stream: UUID, kind: str) -> Stream:
    """A new stream with nothing in it."""
    return Stream.objects.create(id=stream, landlord_id=landlord, kind=kind)


def lock_stream(*, landlord: UUID, stream: UUID) -> Stream:
    """The stream, held until the transaction ends, so that no two append at once."""
    return Stream.objects.select_for_update().get(id=stream, landlord_id=landlord)


def append(
    rows: Sequence[NewRow], *, stream: Stream, actor: UUID | None, source: str, now: datetime
) -> list[int]:
    """Append rows to a locked stream and return their numbers.

    A stream never goes back in time: where the clock did, the last moment of the stream stands.
    """
    entries, wordings = _advance(stream, rows, actor=actor, source=source, now=now)
    StoredEntry.objects.bulk_create(entries)
    Wording.objects.bulk_create(wordings)
    stream.save(update_fields=["head", "digest", "last_at"])
    return [entry.number for entry in entries]


def append_to_new(
    written: Sequence[tuple[UUID, Sequence[NewRow]]],
    *,
    landlord: UUID,
    kind: str,
    actor: UUID | None,
    source: str,
    now: datetime,
) -> None:
    """Open many streams at once, each with its first rows: for an import."""
    streams, entries, wordings = [], [], []
    for stream_id, rows in written:
        stream = Stream(id=stream_id, landlord_id=landlord, kind=kind)
        made, words = _advance(stream, rows, actor=actor, source=source, now=now)
        streams.append(stream)
        entries += made
        wordings += words
    Stream.objects.bulk_create(streams, batch_size=BATCH)
    StoredEntry.objects.bulk_create(entries, batch_size=BATCH)
    Wording.objects.bulk_create(wordings, batch_size=BATCH)


def _advance(
    stream: Stream, rows: Sequence[NewRow], *, actor: UUID | None, source: str, now: datetime
) -> tuple[list[StoredEntry], list[Wording]]:
    """The rows as they will stand in the stream, which then stands at the last of them."""
    recorded_at = max(now, stream.last_at) if stream.last_at else now
    entries, wordings, digest = [], [], bytes(stream.digest)
    for number, row in enumerate(rows, start=stream.head + 1):
        wording = _wording(stream, number, row)
        entry = StoredEntry(
            landlord_id=stream.landlord_id,
            stream_id=stream.id,
            number=number,
            key=row.key,
            kind=row.kind,
            shape=SHAPE,
            data=row.data,
            happened_at=row.happened_at,
            recorded_at=recorded_at,
            actor_id=actor,
            source=source,
            wording_digest=digest_of_words(bytes(wording.salt), wording.body),
            previous=digest,
        )
        digest = entry.digest = digest_of_row(digest, chained(entry))
        entries.append(entry)
        wordings.append(wording)
    stream.head += len(entries)
    stream.digest, stream.last_at = digest, recorded_at
    return entries, wordings


def _wording(stream: Stream, number: int, row: NewRow) -> Wording:
    return Wording(
        landlord_id=stream.landlord_id,
        stream_id=stream.id,
        number=number,
        salt=secrets.token_bytes(32),
        body=body_of(row.words),
    )
