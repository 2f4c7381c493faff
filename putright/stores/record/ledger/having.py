"""Which streams have entries of some kinds since some time; nothing of what the entries say."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from putright.stores.record.models import Case, StoredEntry

Ids = QuerySet[Case, UUID]


def having(
    *, landlord: UUID, cases: Ids, kinds: Collection[str], since: datetime,
    grown_since: datetime | None = None,
) -> set[UUID]:  # fmt: skip
    """Those of the cases with such an entry.

    ``grown_since`` leaves out streams that nothing was added to since then before any entry is
    read, which makes a question about a whole landlord a small one.
    """
    found = StoredEntry.objects.filter(
        landlord_id=landlord, stream_id__in=cases, kind__in=list(kinds), happened_at__gte=since
    )
    if grown_since is not None:
        found = found.filter(stream__last_at__gte=grown_since)
    return set(found.values_list("stream_id", flat=True).distinct())
