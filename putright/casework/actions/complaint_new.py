"""A complaint of somebody who has no case here: it opens one of its own."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from putright.casework import desk, permissions
from putright.casework.actions.complaints import Logged, Made, open_with
from putright.casework.actor import Actor
from putright.casework.queries.reports import place_for
from putright.core.events.person import Details, PersonNote
from putright.kit.say import _
from putright.stores.record.cases import NewCase, NewParty

WHO = "resident"


def take(
    *, actor: Actor, told: Made, person: UUID | None, name: str, now: datetime,
    form: UUID | None = None,
) -> Logged:  # fmt: skip
    """Take it: from somebody we know (``person``), else from somebody new of that name."""
    permissions.check(actor, "report.take")
    place = place_for(actor, home=None, person=person)
    officer = None if place.officer in told.about_staff else place.officer
    with transaction.atomic():
        who = person or _registered(actor, name, now)
        case = NewCase(
            id=uuid4(), title=_("A complaint about us"), team=place.team, officer=officer,
            home=place.home,
        )  # fmt: skip
        party = NewParty(key=WHO, side="resident", role="tenant", person=who)
        return open_with(actor=actor, told=told, case=case, parties=[party], now=now, form=form)


def _registered(actor: Actor, name: str, now: datetime) -> UUID:
    note = PersonNote(
        id="", does="person.registered", at=now, by=actor.key,
        sets=Details(name=name, kind="resident"), how=_("They said so when they complained"),
    )  # fmt: skip
    return desk.write_person(actor=actor, person=None, written=(note,), now=now)
