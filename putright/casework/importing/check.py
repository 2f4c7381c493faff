"""Checks the rows of a file against its columns, against each other, and against what is there."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from msgspec import Struct

from putright.casework.importing import values
from putright.casework.importing.table import Fault, Row, Table, read
from putright.casework.importing.values import Reader, Wrong, needed, text
from putright.kit.say import _

COLUMNS: Mapping[str, Mapping[str, Reader]] = {
    "homes": {
        "uprn": values.uprn,
        "address": needed(text(200)),
        "postcode": needed(values.postcode),
        "area": text(80),
        "patch": text(80),
    },
    "people": {
        "reference": needed(text(40)),
        "name": needed(text(120)),
        "kind": values.one_of(values.KINDS),
        "organisation": text(120),
        "role": text(120),
        "born_on": values.day,
        "is_child": values.yes_or_no,
        "phone": values.phone,
        "other_phone": values.phone,
        "email": values.email,
        "post_to": text(400),
        "language": text(60),
        "interpreter": text(120),
        "letters_in": text(60),
        "do_not_use": values.ways,
        "uprn": values.uprn,
    },
    "tenancies": {
        "reference": needed(text(40)),
        "uprn": needed(values.uprn),
        "starts_on": needed(values.day),
        "ends_on": values.day,
        "person": needed(text(40)),
        "part": values.one_of(values.PARTS),
    },
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    "homes": ("address", "postcode"),
    "people": ("reference", "name"),
    "tenancies": ("reference", "uprn", "starts_on", "person"),
}


class Around(Struct, frozen=True):
    """What is there already, by the names that a file uses: patches, UPRNs, people."""

    patches: Mapping[str, UUID] = {}
    homes: Mapping[str, UUID] = {}
    people: Mapping[str, UUID] = {}
    today: date = date.max


class Good(Struct, frozen=True):
    """A row without a fault: its number, and what each known column of the file says."""

    number: int
    says: Mapping[str, Any]


class Checked(Struct, frozen=True):
    """What there is to bring in, and what is wrong. ``left`` are the faulty rows."""

    good: tuple[Good, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[str, ...]
    heading: tuple[str, ...]
    left: tuple[Row, ...]
    is_unusable: bool


def check(kind: str, data: bytes, around: Around) -> Checked:
    """Look at a file of that kind."""
    table = read(data, known=tuple(COLUMNS[kind]), needed=NEEDED[kind])
    faults = list(table.faults)
    read_rows = [_read(kind, row, faults) for row in table.rows]
    faults += _RULES[kind](read_rows, around)
    wrong = {fault.row for fault in faults}
    return Checked(
        good=tuple(row for row in read_rows if row.number not in wrong),
        faults=tuple(sorted(faults, key=lambda each: each.row)),
        warnings=table.warnings,
        heading=table.heading,
        left=tuple(row for row in table.rows if row.number in wrong),
        is_unusable=_is_unusable(table),
    )


def _is_unusable(table: Table) -> bool:
    return any(fault.row <= 1 for fault in table.faults)


def _read(kind: str, row: Row, faults: list[Fault]) -> Good:
    says: dict[str, Any] = {}
    for column, reader in COLUMNS[kind].items():
        if column not in row.cells:
            continue
        try:
            says[column] = reader(row.cells[column])
        except Wrong as wrong:
            faults.append(Fault(row.number, column, str(wrong)))
    return Good(row.number, says)


def _rules_of_homes(rows: Sequence[Good], around: Around) -> Iterable[Fault]:
    yield from _twice(rows, "uprn")
    yield from _twice([row for row in rows if not row.says.get("uprn")], "address", "postcode")
    for row in rows:
        patch = row.says.get("patch")
        if patch and patch.casefold() not in around.patches:
            yield Fault(row.number, "patch", _("there is no patch of this name"))


def _rules_of_people(rows: Sequence[Good], around: Around) -> Iterable[Fault]:
    yield from _twice(rows, "reference")
    for row in rows:
        born = row.says.get("born_on")
        if born and born > around.today:
            yield Fault(row.number, "born_on", _("is still to come"))
        yield from _unknown(row, "uprn", around.homes, _("there is no home with this UPRN"))


def _rules_of_tenancies(rows: Sequence[Good], around: Around) -> Iterable[Fault]:
    yield from _twice(rows, "reference", "person")
    first: dict[str, Good] = {}
    for row in rows:
        says = row.says
        yield from _unknown(row, "uprn", around.homes, _("there is no home with this UPRN"))
        yield from _unknown(row, "person", around.people, _("there is no person of this reference"))
        starts, ends = says.get("starts_on"), says.get("ends_on")
        if starts and ends and ends < starts:
            yield Fault(row.number, "ends_on", _("is before it starts"))
        before = first.setdefault(says.get("reference") or f"row {row.number}", row)
        for column in ("uprn", "starts_on", "ends_on"):
            if says.get(column) != before.says.get(column):
                words = _("differs from row {n}, which is the same tenancy")
                yield Fault(row.number, column, words.format(n=before.number))


_RULES = {
    "homes": _rules_of_homes,
    "people": _rules_of_people,
    "tenancies": _rules_of_tenancies,
}


def _unknown(row: Good, column: str, there: Collection[str], reason: str) -> Iterable[Fault]:
    said = row.says.get(column)
    if said and said not in there:
        yield Fault(row.number, column, reason)


def _twice(rows: Sequence[Good], *columns: str) -> Iterable[Fault]:
    first: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(str(row.says.get(column) or "").casefold() for column in columns)
        if not all(key):
            continue
        before = first.setdefault(key, row.number)
        if before != row.number:
            words = _("is the same as in row {n}")
            yield Fault(row.number, columns[0], words.format(n=before))
