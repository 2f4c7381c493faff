"""Entries of one act that nothing answers yet, over some cases, without reading them whole."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from putright.stores.record.models import StoredEntry


class Unanswered(Struct, frozen=True):
    """Such an entry: in which stream, its number, by whom it is and when it was recorded."""

    stream: UUID
    number: int
    by: str
    at: datetime


def unanswered(
    *, landlord: UUID, streams: Collection[UUID], act: str, by: Collection[str]
) -> list[Unanswered]:
    """The entries whose first act is ``act`` and that none of the acts ``by`` answers."""
    kinds = StoredEntry.objects.filter(
        landlord_id=landlord, stream_id__in=list(streams), kind__in=[act, *by]
    )
    rows = kinds.values_list("stream_id", "number", "key", "kind", "data", "recorded_at")
    listed = list(rows.order_by("stream_id", "number"))
    answered = {
        (stream, key)
        for stream, _number, _key, kind, data, _at in listed
        if kind != act
        for key in data.get("answers", ())
    }
    return [
        Unanswered(stream, number, data.get("by", ""), at)
        for stream, number, key, kind, data, at in listed
        if kind == act and (stream, key) not in answered
    ]
