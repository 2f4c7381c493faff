"""What a checked file of each kind comes to, and how it is written."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from putright.casework import desk_import
from putright.casework.actor import Actor
from putright.casework.desk_import import Brought
from putright.casework.importing.check import Good
from putright.casework.importing.plan import (
    Is,
    Plan,
    details_of,
    plan,
    plan_tenancies,
    without_kept,
)
from putright.core.events.person import Way
from putright.stores.people import homes
from putright.stores.people.homes import PersonNow
from putright.stores.record.ledger.sources import set_by_staff

Step = Callable[[int], None]


class Work(Struct, frozen=True):
    """What a file makes, alters in which columns, leaves; and the writing of it."""

    made: int
    same: int
    altered: Mapping[int, tuple[str, ...]]
    write: Callable[[Step], None]
    kept: tuple[tuple[int, str], ...] = ()


def _work_of_homes(actor: Actor, rows: tuple[Good, ...], now: datetime) -> Work:
    landlord = actor.landlord_id
    patches = homes.patches(landlord=landlord)
    planned = plan([_with_patch(row, patches) for row in rows], _finder_of_homes(landlord))

    def write(step: Step) -> None:
        new = [{k: v for k, v in row.says.items() if v is not None} for row in planned.made]
        made = homes.add_homes(landlord=landlord, homes=new)
        homes.change_homes(
            landlord=landlord, changes=[(change.id, change.sets) for change in planned.changed]
        )
        changed = [change.id for change in planned.changed]
        desk_import.homes_changed(actor=actor, homes=[*made, *changed], now=now)
        step(len(made) + len(changed))

    return Work(len(planned.made), planned.same, _columns(planned), write)


def _with_patch(row: Good, patches: Mapping[str, UUID]) -> Good:
    says = {name: value for name, value in row.says.items() if name != "patch"}
    if patch := row.says.get("patch"):
        says["patch_id"] = patches[patch.casefold()]
    return Good(row.number, says)


def _finder_of_homes(landlord: UUID) -> Callable[[Good], Is | None]:
    """By UPRN; else by address, where only one of the two has a UPRN at all."""
    by_uprn: dict[str, Is] = {}
    by_place: dict[tuple[str, str], Is] = {}
    for told in homes.homes_now(landlord=landlord):
        one = Is(told["id"], told)
        if told["uprn"]:
            by_uprn[told["uprn"]] = one
        by_place[_place(told)] = one

    def find(row: Good) -> Is | None:
        uprn = row.says.get("uprn")
        if uprn and uprn in by_uprn:
            return by_uprn[uprn]
        found = by_place.get(_place(row.says))
        return None if found and uprn and found.says["uprn"] else found

    return find


def _place(says: Mapping[str, Any]) -> tuple[str, str]:
    return says["address"].casefold(), says["postcode"].casefold()


def _work_of_people(actor: Actor, rows: tuple[Good, ...], now: datetime) -> Work:
    landlord = actor.landlord_id
    by_uprn = homes.homes_by_uprn(landlord=landlord)
    there = {one.reference: one for one in homes.people_now(landlord=landlord)}
    told = {reference: Is(one.id, _says(one)) for reference, one in there.items()}
    rows = tuple(_with_home(row, by_uprn) for row in rows)
    planned = plan(rows, lambda row: told.get(row.says["reference"]))
    planned = without_kept(planned, _by_staff(landlord, planned))
    ways = {one.id: _ways(one) for one in there.values()} if planned.changed else {}

    def write(step: Step) -> None:
        new = [Brought(None, details_of(row.says), row.says.get("home_id")) for row in planned.made]
        changed = [
            Brought(each.id, details_of(each.sets, ways[each.id]), each.sets.get("home_id"))
            for each in planned.changed
        ]
        desk_import.import_people(actor=actor, people=[*new, *changed], now=now, step=step)

    return Work(len(planned.made), planned.same, _columns(planned), write, planned.kept)


def _with_home(row: Good, by_uprn: Mapping[str, UUID]) -> Good:
    says = {name: value for name, value in row.says.items() if name != "uprn"}
    if uprn := row.says.get("uprn"):
        says["home_id"] = by_uprn[uprn]
    return Good(row.number, says)


def _says(one: PersonNow) -> dict[str, Any]:
    """What is known of a person, in the columns of a file."""
    told = dict(one.details)
    born = told.get("born_on")
    barred = tuple(c for c, way in (told.get("ways") or {}).items() if way.get("says") == "not ok")
    return told | {
        "reference": one.reference, "name": one.name, "kind": one.kind, "home_id": one.home,
        "organisation": one.organisation, "do_not_use": barred,
        "born_on": date.fromisoformat(born) if born else None,
    }  # fmt: skip


def _ways(one: PersonNow) -> dict[str, Way]:
    return msgspec.convert(one.details.get("ways") or {}, dict[str, Way])


def _by_staff(landlord: UUID, planned: Plan) -> dict[UUID, set[str]]:
    found = set_by_staff(landlord=landlord, streams=[change.id for change in planned.changed])
    for names in found.values():
        if "ways" in names:
            names.add("do_not_use")
    return found


def _work_of_tenancies(actor: Actor, rows: tuple[Good, ...], now: datetime) -> Work:
    landlord = actor.landlord_id
    by_uprn = homes.homes_by_uprn(landlord=landlord)
    people = homes.people_by_reference(landlord=landlord)
    there = {
        told["reference"]: Is(told["id"], told) for told in homes.tenancies_now(landlord=landlord)
    }
    meant = [_with_ids(row, by_uprn, people) for row in rows]
    planned = plan_tenancies(meant, there, homes.members_now(landlord=landlord))

    def write(step: Step) -> None:
        ids = {reference: one.id for reference, one in there.items()}
        ids |= homes.add_tenancies(landlord=landlord, tenancies=planned.tenancies.values())
        for change in planned.changed:
            homes.change_tenancy(landlord=landlord, tenancy=change.id, sets=change.sets)
        joining = {(ids[ref], person): part for (ref, person), part in planned.members.items()}
        homes.add_members(landlord=landlord, members=joining)
        for (tenancy, person), part in planned.parts.items():
            homes.change_member(landlord=landlord, tenancy=tenancy, person=person, part=part)
        step(planned.made + len(planned.altered))

    return Work(planned.made, planned.same, planned.altered, write)


def _with_ids(row: Good, by_uprn: Mapping[str, UUID], people: Mapping[str, UUID]) -> Good:
    says = {
        **row.says, "home_id": by_uprn[row.says["uprn"]], "person_id": people[row.says["person"]],
        "part": row.says.get("part") or "",
    }  # fmt: skip
    return Good(row.number, says)


def _columns(planned: Plan) -> dict[int, tuple[str, ...]]:
    words = {"patch_id": "patch", "home_id": "uprn"}
    return {
        change.row: tuple(words.get(column, column) for column in change.sets)
        for change in planned.changed
    }


OF_KIND = {
    "homes": _work_of_homes,
    "people": _work_of_people,
    "tenancies": _work_of_tenancies,
}
