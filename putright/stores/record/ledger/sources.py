"""Who said the things that are known of people now: the staff, or an import."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from uuid import UUID

import msgspec

from putright.stores.record.ledger.translate import note_of
from putright.stores.record.models import StoredEntry, Wording

BATCH = 500


def set_by_staff(*, landlord: UUID, streams: Iterable[UUID]) -> dict[UUID, set[str]]:
    """For each person, the things whose last word was not an import's."""
    listed = list(streams)
    found: dict[UUID, set[str]] = {}
    for start in range(0, len(listed), BATCH):
        found |= _of(landlord, listed[start : start + BATCH])
    return found


def _of(landlord: UUID, streams: Sequence[UUID]) -> dict[UUID, set[str]]:
    ours = {"landlord_id": landlord, "stream_id__in": streams}
    worded = Wording.objects.filter(**ours).values_list("stream_id", "number", "body")
    words = {(stream, number): msgspec.json.decode(body) for stream, number, body in worded}
    columns = ("stream_id", "number", "key", "shape", "data", "source")
    rows = StoredEntry.objects.filter(**ours).order_by("stream_id", "number").values_list(*columns)
    found: dict[UUID, set[str]] = {}
    for stream, entries in groupby(rows, key=lambda row: row[0]):
        by_staff = found.setdefault(stream, set())
        for _stream, number, key, shape, data, source in entries:
            note = note_of(key=key, shape=shape, data=data, words=words.get((stream, number)))
            told = {n for n in note.sets.__struct_fields__ if getattr(note.sets, n) is not None}
            by_staff = by_staff - told if source == "import" else by_staff | told
        found[stream] = by_staff
    return found
