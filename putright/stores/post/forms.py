"""Rows of what came by a public form: kept once for each one-use id, then made into an item."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from msgspec import Struct

from putright.stores.post.models import Arrival, Item

DOOR = "web form"


class Kept(Struct, frozen=True, kw_only=True):
    """A form as it came: where its bytes lie (in the folder of its own id), and how it stands."""

    id: UUID
    blob: str
    came_at: datetime
    state: str
    tries: int
    item: UUID | None


class NewForm(Struct, frozen=True, kw_only=True):
    """A form whose bytes are on the disk already. ``later`` puts off until when it is looked at."""

    id: UUID
    form: UUID
    blob: str
    size: int
    salt: bytes
    digest: str
    came_at: datetime
    later: datetime | None = None


def of_form(*, landlord: UUID, form: UUID) -> Kept | None:
    """What was kept of that one-use form before."""
    row = Arrival.objects.filter(landlord_id=landlord, form=form).first()
    return None if row is None else _kept(row)


def add(*, landlord: UUID, new: NewForm) -> bool:
    """Keep it; False where the same form was kept already, whoever was faster."""
    try:
        with transaction.atomic():
            Arrival.objects.create(
                id=new.id, landlord_id=landlord, door=DOOR, form=new.form, blob=new.blob,
                size=new.size, salt=new.salt, digest=bytes.fromhex(new.digest),
                came_at=new.came_at, next_try_at=new.later,
            )  # fmt: skip
    except IntegrityError:
        return False
    return True


def one(*, landlord: UUID, arrival: UUID) -> Kept | None:
    """One of them, whatever became of it."""
    row = Arrival.objects.filter(landlord_id=landlord, id=arrival, door=DOOR).first()
    return None if row is None else _kept(row)


def waiting(*, landlord: UUID, now: datetime, most: int) -> Sequence[UUID]:
    """Those that no item was made of yet and whose turn it is, the oldest first."""
    found = Arrival.objects.filter(landlord_id=landlord, door=DOOR, state="kept")
    found = found.filter(Q(next_try_at__isnull=True) | Q(next_try_at__lte=now))
    return list(found.order_by("came_at", "id").values_list("id", flat=True)[:most])


def understood(*, landlord: UUID, arrival: UUID, item: UUID, state: str = "understood") -> None:
    """An item was made of it."""
    Arrival.objects.filter(landlord_id=landlord, id=arrival).update(
        state=state, item=item, fault="", next_try_at=None
    )


def failed(*, landlord: UUID, arrival: UUID, fault: str, again: datetime) -> None:
    """No item could be made of it this time."""
    Arrival.objects.filter(landlord_id=landlord, id=arrival, state="kept").update(
        tries=F("tries") + 1, fault=fault[:200], next_try_at=again
    )


def is_item(*, landlord: UUID, item: UUID) -> bool:
    """Whether that item is there already."""
    return Item.objects.filter(landlord_id=landlord, id=item).exists()


def _kept(row: Arrival) -> Kept:
    return Kept(
        id=row.id, blob=row.blob, came_at=row.came_at, state=row.state, tries=row.tries,
        item=row.item,
    )  # fmt: skip
