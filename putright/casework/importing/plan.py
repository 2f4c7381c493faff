"""What a checked file would make, change and leave as it is. An empty cell changes nothing."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from putright.casework.importing.check import Good
from putright.core.events.person import Details, Way

NOT_DETAILS = ("uprn", "home_id", "do_not_use")
TENANT = "tenant"


class Change(Struct, frozen=True):
    """A row that would change something that is there: which, and what in which columns."""

    row: int
    id: UUID
    sets: Mapping[str, Any]


class Plan(Struct, frozen=True):
    """The rows by what they would do. ``kept`` are cells that staff wrote since: left alone."""

    made: tuple[Good, ...]
    changed: tuple[Change, ...]
    same: int
    kept: tuple[tuple[int, str], ...] = ()


class Is(Struct, frozen=True):
    """Something that is there: its id, and what it says in the columns of a file."""

    id: UUID
    says: Mapping[str, Any]


class TenancyPlan(Struct, frozen=True):
    """What a file of tenancies would do. Members are by the tenancy's reference and the person."""

    tenancies: Mapping[str, Mapping[str, Any]]
    changed: tuple[Change, ...]
    members: Mapping[tuple[str, UUID], str]
    parts: Mapping[tuple[UUID, UUID], str]
    made: int
    altered: Mapping[int, tuple[str, ...]]
    same: int


def plan(rows: Sequence[Good], find: Callable[[Good], Is | None]) -> Plan:
    """Hold the rows against what is there, as ``find`` finds it."""
    made, changed, same = [], [], 0
    for row in rows:
        found = find(row)
        if found is None:
            made.append(row)
        elif sets := differing(row.says, found.says):
            changed.append(Change(row.number, found.id, sets))
        else:
            same += 1
    return Plan(tuple(made), tuple(changed), same)


def differing(says: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says that is not so yet."""
    return {
        column: value
        for column, value in says.items()
        if value not in ("", None, ()) and _differs(value, told.get(column))
    }


def without_kept(planned: Plan, by_staff: Mapping[UUID, Collection[str]]) -> Plan:
    """Leave alone what a member of staff wrote down: an older file must not undo it."""
    changed, kept, same = [], list(planned.kept), planned.same
    for change in planned.changed:
        theirs = by_staff.get(change.id, ())
        kept += [(change.row, column) for column in change.sets if column in theirs]
        sets = {column: value for column, value in change.sets.items() if column not in theirs}
        if sets:
            changed.append(Change(change.row, change.id, sets))
        else:
            same += 1
    return Plan(planned.made, tuple(changed), same, tuple(kept))


def details_of(says: Mapping[str, Any], ways: Mapping[str, Way] | None = None) -> Details:
    """A row of a file of people as an entry sets it; ways that are not named stay as they were."""
    told = {
        name: value
        for name, value in says.items()
        if name not in NOT_DETAILS and value not in ("", None)
    }
    barred = {way: Way(says="not ok") for way in says.get("do_not_use") or ()}
    if barred:
        told["ways"] = dict(ways or {}) | barred
    return msgspec.convert(told, Details)


def plan_tenancies(
    rows: Sequence[Good], there: Mapping[str, Is], members: Mapping[tuple[UUID, UUID], str]
) -> TenancyPlan:
    """Hold rows of tenancies, one for each member, against what is there."""
    new: dict[str, Mapping[str, Any]] = {}
    changed: dict[str, Change] = {}
    joining: dict[tuple[str, UUID], str] = {}
    parts: dict[tuple[UUID, UUID], str] = {}
    altered: dict[int, tuple[str, ...]] = {}
    made = same = 0
    for row in rows:
        reference, person, part = row.says["reference"], row.says["person_id"], row.says["part"]
        tells = {name: row.says.get(name) for name in ("home_id", "starts_on", "ends_on")}
        found = there.get(reference)
        if found is None:
            new.setdefault(reference, tells | {"reference": reference})
        elif sets := differing(tells, found.says):
            changed.setdefault(reference, Change(row.number, found.id, sets))
            altered[row.number] = tuple(sets)
        known = members.get((found.id, person)) if found else None
        if found is None or known is None:
            joining[reference, person] = part or TENANT
            made += 1
            altered.pop(row.number, None)
        elif part and part != known:
            parts[found.id, person] = part
            altered[row.number] = (*altered.get(row.number, ()), "part")
        elif row.number not in altered:
            same += 1
    return TenancyPlan(new, tuple(changed.values()), joining, parts, made, altered, same)


def _differs(value: Any, told: Any) -> bool:
    """Whether a cell says something new; of ways, that one more is barred."""
    return not set(value) <= set(told or ()) if isinstance(value, tuple) else bool(value != told)
