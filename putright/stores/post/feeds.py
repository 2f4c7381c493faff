"""Rows of calendar feeds: of a secret address only its digest is kept."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from putright.stores.post.models import Feed


class FeedRow(Struct, frozen=True):
    """Since when somebody has a feed, and when a calendar last read it."""

    made_at: datetime
    read_at: datetime | None


def of_user(*, landlord: UUID, user: UUID) -> FeedRow | None:
    """Somebody's feed, if there is one."""
    found = Feed.objects.filter(landlord_id=landlord, user_id=user)
    row = found.values_list("made_at", "read_at").first()
    return FeedRow(*row) if row else None


def put(*, landlord: UUID, user: UUID, digest: bytes, now: datetime) -> None:
    """A new address; the one before ends."""
    Feed.objects.update_or_create(
        landlord_id=landlord, user_id=user,
        defaults={"digest": digest, "made_at": now, "read_at": None},
    )  # fmt: skip


def end(*, landlord: UUID, user: UUID) -> None:
    """The address ends and none takes its place."""
    Feed.objects.filter(landlord_id=landlord, user_id=user).delete()


def whose(*, landlord: UUID, digest: bytes, now: datetime) -> UUID | None:
    """Whose feed an address is; that it was read is written down."""
    found = Feed.objects.filter(landlord_id=landlord, digest=digest)
    user = found.values_list("user_id", flat=True).first()
    if user is not None:
        found.update(read_at=now)
    return user
