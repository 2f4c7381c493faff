"""Writes the worklist: what changed of one case, or many cases whole. Only the desk calls this."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from msgspec import Struct
from msgspec.structs import astuple

from putright.stores.accounts.prepared import Prepared, id_of, moment_of
from putright.stores.worklist.models import Card, Owed


class OwedRow(Struct, frozen=True, kw_only=True):
    """An open promise as a row; ``owner`` is a role, and ``holder`` whom it was handed to."""

    rule: str
    what: str
    why: str
    owner: str
    entry: str
    root: str = ""
    person: str = ""
    pledge: str = ""
    starts_at: datetime | None = None
    soon_at: datetime | None = None
    due_from: datetime | None = None
    due_at: datetime | None = None
    told_at: datetime | None = None
    in_hours: bool = False
    holder: UUID | None = None
    kept_from: tuple[str, ...] = ()


class CardRow(Struct, frozen=True, kw_only=True):
    """What lists show of a case, and when time alone next changes what it owes."""

    level: str
    is_assessed: bool
    markers: tuple[str, ...]
    is_open: bool
    entries: int
    last_contact_at: datetime | None
    next_due_at: datetime | None
    changes_at: datetime | None
    fingerprint: str
    handed_at: datetime | None = None
    handed_to: UUID | None = None
    unaccepted: int = 0
    kept_from: tuple[str, ...] = ()


NAMES = ("rule", "entry", "pledge", "person")
"""What names a promise within its case."""


def key_of(owed: Any) -> str:
    """What names a promise: its rule, the entry that set it going, the pledge, the person."""
    return "~".join(getattr(owed, name) for name in NAMES)


def rewrite(
    *, landlord: UUID, case: UUID, owed: Sequence[OwedRow], card: CardRow
) -> frozenset[str]:
    """Make the rows of a case say this; what says so already stays as it is.

    Returns what named the promises that stood there before.
    """
    ours = Owed.objects.filter(landlord_id=landlord, case_id=case)
    before = {number: _as_told(row) for number, *row in _OWED.rows(landlord, case)}
    told = {number: _values(row) for number, row in enumerate(owed, start=1)}
    changed = [number for number in told if told[number] != before.get(number)]
    if gone := [number for number in before if number not in told or number in changed]:
        ours.filter(number__in=gone).delete()
    if changed:
        Owed.objects.bulk_create(_owed(landlord, case, each, told[each]) for each in changed)
    _rewrite_card(landlord, case, card)
    return frozenset("~".join(row[place] for place in NAMED) for row in before.values())


COLUMNS = OwedRow.__struct_fields__
NAMED = tuple(COLUMNS.index(name) for name in NAMES)


MOMENTS = tuple(
    COLUMNS.index(name) for name in ("starts_at", "soon_at", "due_from", "due_at", "told_at")
)
HOLDER, KEPT_FROM = COLUMNS.index("holder"), COLUMNS.index("kept_from")
_OWED = Prepared(
    lambda landlord, case: (
        Owed.objects.filter(landlord_id=landlord, case_id=case)
        .annotate(kept=Cast("kept_from", TextField()))
        .values_list("number", *COLUMNS[:KEPT_FROM], "kept")
    ),
    ids=2,
)


def _as_told(row: list[Any]) -> list[Any]:
    """A row as it came from the database, with its moments and all."""
    for place in MOMENTS:
        row[place] = moment_of(row[place])
    row[HOLDER], row[KEPT_FROM] = id_of(row[HOLDER]), msgspec.json.decode(row[KEPT_FROM])
    return row


def _values(row: OwedRow) -> list[Any]:
    """As they come from the database."""
    return [list(each) if isinstance(each, tuple) else each for each in astuple(row)]


def _owed(landlord: UUID, case: UUID, number: int, values: Sequence[Any]) -> Owed:
    told = dict(zip(COLUMNS, values, strict=True))
    return Owed(landlord_id=landlord, case_id=case, number=number, **told)


def write(*, landlord: UUID, rows: Iterable[tuple[UUID, Sequence[OwedRow], CardRow]]) -> None:
    """Write the rows of cases that have none, all together."""
    listed = list(rows)
    Owed.objects.bulk_create(
        _owed(landlord, case, number, _values(row))
        for case, owed, _card in listed
        for number, row in enumerate(owed, start=1)
    )
    Card.objects.bulk_create(
        Card(landlord_id=landlord, case_id=case, **_of_card(card))
        for case, _owed_rows, card in listed
    )


def _of_card(card: CardRow) -> dict[str, Any]:
    told = {name: getattr(card, name) for name in CardRow.__struct_fields__}
    return told | {"markers": list(card.markers), "kept_from": list(card.kept_from)}


def _rewrite_card(landlord: UUID, case: UUID, card: CardRow) -> None:
    told = _of_card(card)
    if not Card.objects.filter(landlord_id=landlord, case_id=case).update(**told):
        Card.objects.create(landlord_id=landlord, case_id=case, **told)


def drop(*, landlord: UUID) -> None:
    """Forget every row of a landlord; ``desk.rebuild`` writes them anew."""
    Owed.objects.filter(landlord_id=landlord).delete()
    Card.objects.filter(landlord_id=landlord).delete()


def stale(*, landlord: UUID, fingerprint: str, now: datetime) -> list[UUID]:
    """Cases whose rows a changed pack, or time alone, has overtaken."""
    cards = Card.objects.filter(landlord_id=landlord)
    overtaken = cards.filter(Q(changes_at__lte=now) | ~Q(fingerprint=fingerprint))
    return list(overtaken.order_by("changes_at", "case_id").values_list("case_id", flat=True))
