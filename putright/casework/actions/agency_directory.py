"""The directory of agencies: adding a desk, putting it right, checking it."""

from datetime import datetime
from uuid import UUID

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.refused import NotRight, NotThere
from putright.kit.say import _
from putright.stores.people import agencies
from putright.stores.people.agencies import Desk
from putright.stores.people.agencies import Told as Told

PERMISSION = "agency.directory"


def save(*, actor: Actor, told: Told, now: datetime, agency: UUID | None = None) -> None:
    """Add a desk, or put one right; either is a check of today."""
    permissions.check(actor, PERMISSION)
    landlord, user = actor.landlord_id, _user(actor)
    if agencies.is_taken(landlord=landlord, name=told.name, by=agency):
        raise NotRight(_("The directory has a desk of that name already"), field="name")
    if agency is None:
        agencies.add(landlord=landlord, told=told, user=user, now=now)
        return
    _there(actor, agency)
    agencies.change(landlord=landlord, agency=agency, told=told, user=user, now=now)


def check(*, actor: Actor, agency: UUID, now: datetime) -> Desk:
    """Somebody looked it up today, and all of it is right."""
    permissions.check(actor, PERMISSION)
    found = _there(actor, agency)
    agencies.check(landlord=actor.landlord_id, agency=agency, user=_user(actor), now=now)
    return found


def mark_wrong(*, actor: Actor, agency: UUID, why: str, now: datetime) -> None:
    """Something about it is wrong: nobody is led to it until it is put right."""
    permissions.check(actor, PERMISSION)
    _there(actor, agency)
    agencies.mark_wrong(
        landlord=actor.landlord_id, agency=agency, why=why, user=_user(actor), now=now
    )


def _there(actor: Actor, agency: UUID) -> Desk:
    found = agencies.find(landlord=actor.landlord_id, agency=agency)
    if found is None:
        raise NotThere
    return found


def _user(actor: Actor) -> UUID | None:
    return None if actor.is_system else actor.user_id
