"""Where somebody is visited, and whom to ask for; an address that is kept apart stays so."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from putright.casework.actor import Actor
from putright.casework.queries import people
from putright.casework.queries.case_open import built_in
from putright.casework.queries.visit_marks import OTHER
from putright.kit.dates import sentence_case
from putright.kit.say import _
from putright.stores.people.models import Person, SafeAddress
from putright.stores.record.models import Case, Party


class Where(Struct, frozen=True):
    """Whom a visit is to, and where; without an address where it is kept apart or not known."""

    name: str
    address: str
    is_held: bool = False
    person: Person | None = None


def where_of(
    actor: Actor, case: Case, parties: Sequence[Party], key: str, *, side: str, now: datetime
) -> Where:
    """Where that person is visited.

    Somebody on our side is visited in the home of the case, unless they live elsewhere. Of the
    other party only their own home is known, never the home of the case.
    """
    party = next((one for one in parties if one.key == key), None)
    person = party.person if party is not None else None
    known = person.name if person is not None else ""
    name = known or (party.core.get("name") if party is not None else "") or _name(key, side)
    if person is not None and _is_kept_apart(actor, person, now):
        return Where(name, "", is_held=True, person=person)
    own = str(person.home) if person is not None and person.home is not None else ""
    home = str(case.home) if case.home is not None and side != OTHER else ""
    return Where(name, own or home, person=person)


def _name(key: str, side: str) -> str:
    return _("Name not known") if side == OTHER else sentence_case(built_in(key))


def _is_kept_apart(actor: Actor, person: Person, now: datetime) -> bool:
    """Whether they fled, or how to reach them is for those cleared in another case alone."""
    landlord = actor.landlord_id
    held = SafeAddress.objects.filter(landlord_id=landlord, person=person, ended_at__isnull=True)
    known = Person.objects.filter(landlord_id=landlord, id=person.id)
    found = people.guarded(actor, known, now=now).first()
    return held.exists() or bool(getattr(found, "is_guarded", False))
