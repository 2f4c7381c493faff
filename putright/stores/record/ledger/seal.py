"""Seals: where every stream of a landlord stood at one moment, each chained to the seal before.

A seal holds the streams that grew since the one before it, so that all of them together tell where
each stream stood. Its digest is kept where the owner of the database cannot rewrite it: a stream
that was dropped or cut together with its head shows against that (security R14).
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from msgspec import Struct

from putright.stores.accounts.models import Landlord
from putright.stores.record.ledger.translate import digest_of_row
from putright.stores.record.models import Seal, Stream

WORD = "putright-seal"


class Head(Struct, frozen=True):
    """How far a stream reached, with the digest of its last entry."""

    number: int
    digest: bytes


class Anchor(Struct, frozen=True):
    """What is kept outside of one seal."""

    slug: str
    number: int
    sealed_at: str
    digest: str

    @property
    def line(self) -> str:
        """The line to keep."""
        return f"{WORD} {self.slug} {self.number} {self.sealed_at} {self.digest}"


class NotAnAnchor(Exception):
    """A file that was to hold anchors holds something else."""


class Register(Struct, frozen=True):
    """All seals of a landlord: where each stream stood, and what is wrong with the seals."""

    heads: dict[UUID, Head]
    digests: dict[int, str]
    sealed_at: datetime | None
    wrong: tuple[str, ...]


@transaction.atomic
def seal(*, landlord: UUID, now: datetime) -> Anchor:
    """Seal the streams that grew; returns what to keep outside.

    The landlord's row is held meanwhile, so that two seals cannot follow the same one.
    """
    slug = Landlord.objects.select_for_update().values_list("slug", flat=True).get(id=landlord)
    before = register(landlord=landlord)
    last = Seal.objects.filter(landlord_id=landlord).order_by("-number").first()
    made = Seal(
        landlord_id=landlord,
        number=last.number + 1 if last else 1,
        sealed_at=max(now, last.sealed_at) if last else now,
        heads=_grown(landlord, before.heads),
        previous=bytes(last.digest) if last else b"",
    )
    made.digest = _digest(made)
    made.save(force_insert=True)
    return Anchor(slug, made.number, made.sealed_at.isoformat(), made.digest.hex())


def register(*, landlord: UUID) -> Register:
    """Read the seals in their order and check that each follows from the one before."""
    heads: dict[UUID, Head] = {}
    digests: dict[int, str] = {}
    wrong: list[str] = []
    previous, sealed_at = b"", None
    for number, each in enumerate(Seal.objects.filter(landlord_id=landlord).order_by("number"), 1):
        if each.number != number:
            wrong.append(f"seal {number} is missing")
        elif bytes(each.previous) != previous:
            wrong.append(f"seal {number} does not follow from the one before")
        elif _digest(each) != bytes(each.digest):
            wrong.append(f"seal {number} was changed")
        if wrong:
            break
        for stream, (reached, digest) in each.heads.items():
            heads[UUID(stream)] = Head(reached, bytes.fromhex(digest))
        previous, sealed_at = bytes(each.digest), each.sealed_at
        digests[number] = previous.hex()
    return Register(heads=heads, digests=digests, sealed_at=sealed_at, wrong=tuple(wrong))


def last_number(*, landlord: UUID) -> int:
    """The number of the newest seal; 0 where there is none."""
    found = Seal.objects.filter(landlord_id=landlord).aggregate(last=Max("number"))
    return found["last"] or 0


def read_anchors(text: str) -> list[Anchor]:
    """The anchors of a file, one on each line that begins with our word."""
    found = []
    for line in text.splitlines():
        parts = line.split()
        if not parts or parts[0] != WORD:
            continue
        if len(parts) != 5 or not parts[2].isdigit():
            raise NotAnAnchor(line.strip())
        found.append(Anchor(parts[1], int(parts[2]), parts[3], parts[4]))
    if not found:
        raise NotAnAnchor("no line begins with " + WORD)
    return found


def _grown(landlord: UUID, before: dict[UUID, Head]) -> dict[str, list[object]]:
    found = Stream.objects.filter(landlord_id=landlord).order_by("id")
    return {
        str(stream): [head, bytes(digest).hex()]
        for stream, head, digest in found.values_list("id", "head", "digest").iterator()
        if stream not in before or before[stream].number != head
    }


def _digest(seal: Seal) -> bytes:
    told = {
        "landlord": seal.landlord_id,
        "number": seal.number,
        "sealed_at": seal.sealed_at,
        "heads": seal.heads,
    }
    return digest_of_row(bytes(seal.previous), told)
