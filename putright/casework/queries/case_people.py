"""Who is in a case, by side, with how each may safely be reached; the other party apart."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from putright.casework.actor import Actor
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_identity import is_child, safe_contact
from putright.casework.queries.case_open import Open, open_for
from putright.kit.say import _
from putright.stores.record.models import Party

SIDES = ("resident", "helper", "landlord", "agency", "ombudsman", "anonymous", "other party")


class InCase(Struct, frozen=True, kw_only=True):
    """Somebody in the case."""

    name: str
    role: str
    person: UUID | None
    needs: tuple[str, ...]
    contact: str


class Side(Struct, frozen=True):
    """Those of one side."""

    name: str
    people: tuple[InCase, ...]


class PeoplePage(Struct, frozen=True):
    """Everybody in a case, the resident's side first and the other party last."""

    around: Around
    sides: tuple[Side, ...]


def people(actor: Actor, case_id: UUID, *, now: datetime) -> PeoplePage:
    """Who is in a case."""
    opened = open_for(actor, case_id, now=now, what="people")
    words = {
        "resident": _("Resident and household"), "helper": _("Speak for the resident, or help"),
        "landlord": _("Staff"), "agency": _("Agencies"), "ombudsman": _("Ombudsman"),
        "anonymous": _("Gave no name"), "other party": _("Other party"),
    }  # fmt: skip
    sides = []
    for side in SIDES:
        found = tuple(_in_case(opened, row) for row in opened.rows if row.side == side)
        if found:
            sides.append(Side(words[side], found))
    return PeoplePage(around(opened, "people"), tuple(sides))


def _in_case(opened: Open, row: Party) -> InCase:
    known = opened.live.people.get(row.key)
    reached = row.person is not None and row.side != "landlord"
    return InCase(
        name=opened.name(row.key),
        role=row.role,
        person=row.person_id,
        needs=known.needs if known else (),
        contact=_contact(row) if reached else "",
    )


def _contact(row: Party) -> str:
    if is_child(row):
        return _("Through the adult who cares for them, by that adult's rules.")
    return safe_contact(row.person)
