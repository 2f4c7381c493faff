"""A complaint of somebody who has no case here: it opens one of its own."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from msgspec import Struct

from putright.casework import desk, permissions
from putright.casework.actions.complaints import Logged, Made, open_with
from putright.casework.actor import Actor
from putright.casework.queries.reports import details_now, place_for
from putright.core.events.person import Details, PersonNote
from putright.kit.say import _
from putright.stores.record.cases import NewCase, NewParty

WHO = "resident"


class Who(Struct, frozen=True, kw_only=True):
    """Who complains: somebody we know (``person``) or a new name; where and how to reach them."""

    name: str
    person: UUID | None = None
    home: UUID | None = None
    phone: str = ""
    email: str = ""


def take(*, actor: Actor, told: Made, who: Who, now: datetime, form: UUID | None = None) -> Logged:
    """Take it: from somebody we know, else from somebody new of that name."""
    permissions.check(actor, "report.take")
    place = place_for(actor, home=who.home, person=who.person)
    officer = None if place.officer in told.about_staff else place.officer
    with transaction.atomic():
        person = _told_more(actor, who.person, who, now) if who.person else _new(actor, who, now)
        case = NewCase(
            id=uuid4(), title=_("A complaint about us"), team=place.team, officer=officer,
            home=place.home,
        )  # fmt: skip
        party = NewParty(key=WHO, side="resident", role="tenant", person=person)
        return open_with(actor=actor, told=told, case=case, parties=[party], now=now, form=form)


def _new(actor: Actor, who: Who, now: datetime) -> UUID:
    sets = Details(name=who.name, kind="resident", phone=who.phone or None, email=who.email or None)
    note = PersonNote(
        id="", does="person.registered", at=now, by=actor.key, sets=sets, how=_said()
    )  # fmt: skip
    return desk.write_person(actor=actor, person=None, written=(note,), now=now, home=who.home)


def _told_more(actor: Actor, person: UUID, who: Who, now: datetime) -> UUID:
    """What they told of reaching them besides: what is on file stays."""
    known = details_now(actor, person)
    sets = Details(
        phone=who.phone if who.phone and not known.phone else None,
        email=who.email if who.email and not known.email else None,
    )
    if sets != Details():
        note = PersonNote(
            id="", does="person.details_changed", at=now, by=actor.key, sets=sets, how=_said()
        )  # fmt: skip
        desk.write_person(actor=actor, person=person, written=(note,), now=now)
    return person


def _said() -> str:
    return _("They said so when they complained")
