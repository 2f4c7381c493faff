"""Rows of the nightly count: what came in, where each of it stands, and what is nowhere."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from putright.stores.post.models import Count


class Counted(Struct, frozen=True, kw_only=True):
    """One count; ``missing`` names what stands nowhere, by kind and id."""

    at: datetime
    came: dict[str, int]
    stands: dict[str, int]
    missing: list[str]

    @property
    def agrees(self) -> bool:
        """Whether all that came stands somewhere."""
        return not self.missing and sum(self.came.values()) == sum(self.stands.values())


def add(
    *, landlord: UUID, came: Mapping[str, int], stands: Mapping[str, int], missing: Sequence[str],
    now: datetime,
) -> None:  # fmt: skip
    """Keep a count; none is ever changed."""
    Count.objects.create(
        landlord_id=landlord, at=now, came=dict(came), stands=dict(stands), missing=list(missing)
    )


def latest(*, landlord: UUID) -> Counted | None:
    """The last count."""
    row = Count.objects.filter(landlord_id=landlord).order_by("-at", "-id").first()
    if row is None:
        return None
    return Counted(at=row.at, came=row.came, stands=row.stands, missing=row.missing)
