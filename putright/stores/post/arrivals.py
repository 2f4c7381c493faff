"""Rows of mail as it came in: kept once, understood once; and where the bytes of all post lie."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from msgspec import Struct

from putright.stores.post.models import Arrival, ItemFile

MAIL = ("mailbox", "forwarded")
"""The doors by which mail comes in; forms have rows of their own kind (``forms``)."""
KEPT, UNDERSTOOD, TWICE, UNREADABLE = "kept", "understood", "twice", "unreadable"
MOST_ASKED = 500


class NewArrival(Struct, frozen=True, kw_only=True):
    """A message whose bytes are on the disk already, in the folder of its own id."""

    id: UUID
    door: str
    mailbox: UUID
    blob: str
    size: int
    salt: bytes
    digest: str
    likeness: bytes
    came_at: datetime
    numbering: int | None = None
    uid: int | None = None
    envelope: Mapping[str, object] = {}


class Row(Struct, frozen=True, kw_only=True):
    """A message as it was kept, and what became of it."""

    id: UUID
    door: str
    mailbox: UUID | None
    envelope: dict[str, object]
    likeness: bytes
    blob: str
    size: int
    came_at: datetime
    state: str
    starts: int
    tries: int
    item: UUID | None


class Bytes(Struct, frozen=True):
    """Where some bytes lie, and how they can be told from others."""

    folder: UUID
    blob: str
    salt: bytes
    digest: str


def add(*, landlord: UUID, new: NewArrival) -> bool:
    """Keep it; False where that message of that mailbox is there, whoever was faster."""
    try:
        with transaction.atomic():
            Arrival.objects.create(
                id=new.id, landlord_id=landlord, door=new.door, mailbox_id=new.mailbox,
                numbering=new.numbering, uid=new.uid, likeness=new.likeness, blob=new.blob,
                size=new.size, salt=new.salt, digest=bytes.fromhex(new.digest),
                envelope=dict(new.envelope), came_at=new.came_at,
            )  # fmt: skip
    except IntegrityError:
        return False
    return True


def of_place(*, landlord: UUID, mailbox: UUID, numbering: int, uid: int) -> UUID | None:
    """What was kept of that message of a mailbox."""
    found = Arrival.objects.filter(
        landlord_id=landlord, mailbox_id=mailbox, numbering=numbering, uid=uid
    )
    return found.values_list("id", flat=True).first()


def known(
    *, landlord: UUID, mailbox: UUID, numbering: int, uids: Collection[int]
) -> set[int]:  # fmt: skip
    """Which of these messages of a mailbox are kept already."""
    asked, found = sorted(uids), set[int]()
    rows = Arrival.objects.filter(landlord_id=landlord, mailbox_id=mailbox, numbering=numbering)
    for start in range(0, len(asked), MOST_ASKED):
        some = rows.filter(uid__in=asked[start : start + MOST_ASKED])
        found |= {uid for uid in some.values_list("uid", flat=True) if uid is not None}
    return found


def waiting(*, landlord: UUID, machine: datetime, most: int) -> list[UUID]:
    """Mail that no item was made of yet and whose turn it is, the oldest first.

    What was begun before and never ended waits behind the rest: it may be what ends us.
    """
    found = Arrival.objects.filter(landlord_id=landlord, door__in=MAIL, state=KEPT)
    found = found.filter(Q(next_try_at__isnull=True) | Q(next_try_at__lte=machine))
    found = found.order_by("starts", "came_at", "uid", "id")
    return list(found.values_list("id", flat=True)[:most])


def one(*, landlord: UUID, arrival: UUID) -> Row | None:
    """One of them, whatever became of it."""
    row = Arrival.objects.filter(landlord_id=landlord, id=arrival).first()
    return None if row is None else _row(row)


def begin(*, landlord: UUID, arrival: UUID) -> Row | None:
    """It is about to be read once more, which is counted before: reading may be the end of us."""
    found = Arrival.objects.filter(landlord_id=landlord, id=arrival, state=KEPT)
    found.update(starts=F("starts") + 1)
    return one(landlord=landlord, arrival=arrival)


def put_off(*, landlord: UUID, arrival: UUID, fault: str, until: datetime) -> None:
    """It could not be read this time: why, and when to try again."""
    found = Arrival.objects.filter(landlord_id=landlord, id=arrival, state=KEPT)
    found.update(tries=F("tries") + 1, fault=fault[:200], next_try_at=until)


def hold(*, landlord: UUID, arrival: UUID) -> Row | None:
    """The row, for this transaction alone, with all that are like it; None if it is settled.

    So of two that make an item of the same message one waits, and finds the other's.
    """
    row = Arrival.objects.filter(landlord_id=landlord, id=arrival).first()
    if row is None:
        return None
    alike = Arrival.objects.select_for_update().filter(
        landlord_id=landlord, likeness=row.likeness
    )  # fmt: skip
    same = {each.id: each for each in alike.order_by("id")}
    row = same[arrival]
    return _row(row) if row.state == KEPT else None


def twin(*, landlord: UUID, row: Row) -> UUID | None:
    """The item that was made of the same message when it came first; none of what is no twin."""
    found = Arrival.objects.filter(
        landlord_id=landlord, likeness=row.likeness, state__in=(UNDERSTOOD, UNREADABLE),
        item__isnull=False,
    )  # fmt: skip
    return found.exclude(id=row.id).values_list("item", flat=True).first()


def settled(*, landlord: UUID, arrival: UUID, item: UUID, state: str) -> None:
    """An item stands for it."""
    found = Arrival.objects.filter(landlord_id=landlord, id=arrival)
    found.update(state=state, item=item, fault="", next_try_at=None)


def not_scanned(*, landlord: UUID, most: int) -> list[tuple[UUID, str]]:
    """What a scanner has not answered for, the newest first: its id and its name on the disk."""
    found = _with_bytes(landlord).filter(scan="not scanned").order_by("-came_at", "id")
    return list(found.values_list("id", "blob")[:most])


def scanned(*, landlord: UUID, arrival: UUID, scan: str) -> None:
    """Keep what the scanner said."""
    Arrival.objects.filter(landlord_id=landlord, id=arrival).update(scan=scan)


def addresses(*, landlord: UUID) -> list[tuple[UUID, str]]:
    """The folder and the name on the disk of all that came in and of what came with it."""
    came = _with_bytes(landlord).values_list("id", "blob")
    files = ItemFile.objects.filter(landlord_id=landlord).values_list("item_id", "blob")
    return [*came, *files]


def to_check(*, landlord: UUID) -> Sequence[Bytes]:
    """The bytes of all that came in and of what came with it."""
    columns = ("blob", "salt", "digest")
    came = _with_bytes(landlord).order_by("came_at", "id")
    files = ItemFile.objects.filter(landlord_id=landlord).order_by("item_id", "id")
    rows = [*came.values_list("id", *columns), *files.values_list("item_id", *columns)]
    return [
        Bytes(folder, blob, bytes(salt), bytes(digest).hex()) for folder, blob, salt, digest in rows
    ]


def _with_bytes(landlord: UUID) -> "QuerySet[Arrival]":
    """Those whose bytes were not erased."""
    return Arrival.objects.filter(landlord_id=landlord).exclude(blob="")


def _row(row: Arrival) -> Row:
    told = {name: getattr(row, name) for name in Row.__struct_fields__ if name not in _REFS}
    return Row(mailbox=row.mailbox_id, likeness=bytes(row.likeness), **told)


_REFS = ("mailbox", "likeness")
