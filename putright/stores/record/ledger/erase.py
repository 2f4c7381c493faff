"""Erases words lawfully: the chain keeps their salted digest and still verifies (security R16).

Called inside the transaction that appends the entry which tells of it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from msgspec import Struct

from putright.stores.record.ledger.translate import ERASED
from putright.stores.record.models import Erasure, File, StoredEntry, Wording

ERASING: Final = "record.erased"
"""What the entry does that tells of an erasure."""


class Rule(Struct, frozen=True, kw_only=True):
    """Under which rule words are erased, and why in this case."""

    rule: str
    why: str


class ErasedFile(Struct, frozen=True):
    """A file whose bytes are to go from the disk."""

    case: UUID
    blob: str


def numbers_of(*, landlord: UUID, stream: UUID, keys: Iterable[str] | None = None) -> list[int]:
    """The numbers of these entries (of all) whose words are still there."""
    found = StoredEntry.objects.filter(landlord_id=landlord, stream_id=stream)
    if keys is not None:
        found = found.filter(key__in=list(keys))
    there = Wording.objects.filter(landlord_id=landlord, stream_id=stream)
    with_words = set(there.values_list("number", flat=True))
    return [number for number in found.values_list("number", flat=True) if number in with_words]


def keys_of(*, landlord: UUID, stream: UUID, numbers: Iterable[int]) -> list[str]:
    """The keys of these entries."""
    found = StoredEntry.objects.filter(
        landlord_id=landlord, stream_id=stream, number__in=list(numbers)
    )
    return list(found.order_by("number").values_list("key", flat=True))


def forget(
    *,
    landlord: UUID,
    stream: UUID,
    numbers: Iterable[int],
    under: Rule,
    actor: UUID | None,
    now: datetime,
) -> list[ErasedFile]:
    """Note the erasure of each entry and delete its words; returns the files to take off the disk.

    The names of files go too: they are words.
    """
    wanted = sorted(numbers)
    Erasure.objects.bulk_create(
        Erasure(
            landlord_id=landlord,
            stream_id=stream,
            number=number,
            erased_at=now,
            actor_id=actor,
            rule=under.rule[:200],
            why=under.why[:400],
        )
        for number in wanted
    )
    Wording.objects.filter(landlord_id=landlord, stream_id=stream, number__in=wanted).delete()
    held = StoredEntry.objects.filter(
        landlord_id=landlord, stream_id=stream, number__in=wanted
    ).values_list("data", flat=True)
    ids = [UUID(file) for data in held for file, _digest in data.get("files", ())]
    files = File.objects.filter(landlord_id=landlord, id__in=ids)
    found = [ErasedFile(each.kept_for, each.blob) for each in files]
    files.update(name=ERASED)
    return found
