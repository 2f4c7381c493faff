"""Rows of who was told of what: written when somebody is told, read to tell nobody twice."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Max
from msgspec import Struct

from putright.stores.post.models import Post, Told

DIGEST = "digest"
"""The purpose of a mail that tells somebody what waits."""
BATCH = 500


class Telling(Struct, frozen=True, kw_only=True):
    """That somebody is told of something: on which rung, for the how-manieth time."""

    user: UUID
    of: str
    key: str
    rung: str
    round: int = 0
    case: UUID | None = None

    @property
    def name(self) -> tuple[UUID, str, str, str]:
        """What it is, whichever time it is told."""
        return (self.user, self.of, self.key, self.rung)


class Row(Struct, frozen=True):
    """Somebody was told: what, when, and which mail said so (None: no mail yet)."""

    id: int
    told: Telling
    at: datetime
    post: UUID | None


COLUMNS = ("id", "user_id", "of", "key", "rung", "round", "case_id", "at", "post")


def every(*, landlord: UUID, user: UUID | None = None) -> list[Row]:
    """The newest telling of each thing on each rung to each person, or to one person."""
    found = Told.objects.filter(landlord_id=landlord)
    if user is not None:
        found = found.filter(user_id=user)
    newest: dict[tuple[UUID, str, str, str], Row] = {}
    for number, who, of, key, rung, round_, case, at, post in found.order_by("round").values_list(
        *COLUMNS
    ):
        told = Telling(user=who, of=of, key=key, rung=rung, round=round_, case=case)
        newest[told.name] = Row(number, told, at, post)
    return list(newest.values())


def write(
    *, landlord: UUID, told: Iterable[Telling], now: datetime, known: Iterable[Row] = ()
) -> None:
    """Keep that these were told; of the repeats that are ``known`` only the first stays."""
    rows = list(told)
    names = {one.name for one in rows}
    forget(
        landlord=landlord,
        rows=[row.id for row in known if row.told.round > 0 and row.told.name in names],
    )
    Told.objects.bulk_create(
        (
            Told(
                landlord_id=landlord, user_id=one.user, of=one.of, key=one.key, rung=one.rung,
                round=one.round, case_id=one.case, at=now,
            )
            for one in rows
        ),
        ignore_conflicts=True, batch_size=BATCH,
    )  # fmt: skip


def mailed(*, landlord: UUID, rows: Collection[int], post: UUID) -> None:
    """A mail tells of these."""
    Told.objects.filter(landlord_id=landlord, id__in=rows, post__isnull=True).update(post=post)


def last_mails(*, landlord: UUID) -> dict[UUID, datetime]:
    """When each person was last written to of what waits."""
    sent = Post.objects.filter(landlord_id=landlord, purpose=DIGEST, user_id__isnull=False)
    rows = sent.values("user_id").annotate(last=Max("queued_at")).order_by()
    return {row["user_id"]: row["last"] for row in rows if row["user_id"]}


def forget(*, landlord: UUID, rows: Collection[int]) -> None:
    """What ended long ago, or was told again since, is not looked for any more."""
    if rows:
        Told.objects.filter(landlord_id=landlord, id__in=list(rows)).delete()
