"""The people of a case beside the resident, and what the other party reports themselves.

A counter-report is a case of its own: nothing of the first one's words, names or reference goes
into it. That the two belong together is said in a link that only those see who may open both.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from msgspec import Struct
from msgspec.structs import replace

from putright.casework import desk, permissions
from putright.casework.actions import links, reports
from putright.casework.actions.adding import Saved, Sent
from putright.casework.actor import Actor
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.reports import people_like
from putright.casework.queries.tools import NOT_KNOWN, WITNESS
from putright.casework.refused import NotRight
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.core.events.person import Details, PersonNote
from putright.kit.say import _
from putright.stores.record.cases import NewParty, name_party
from putright.stores.record.links import COUNTER

PARTS = {
    "other party": ("other party", "other-party", ""),
    NOT_KNOWN: ("other party", "other-party", NOT_KNOWN),
    "victim": ("resident", "resident", "also a victim"),
    "witness": ("helper", "witness", WITNESS),
}
"""What somebody is in the case: the side, how the key begins, the role."""


class NewPerson(Struct, frozen=True, kw_only=True):
    """Somebody to add: ``chosen`` is a person we know, else ``name`` makes one.

    ``whom`` is the part of somebody complained of whom nobody could name before.
    """

    what: str
    name: str = ""
    chosen: UUID | None = None
    role: str = ""
    is_child: bool = False
    whom: str = ""


class TheirReport(Struct, frozen=True, kw_only=True):
    """What the other party reports, in their own words."""

    whom: str
    what: str
    kinds: tuple[str, ...] = ()
    day: date | None = None
    against_words: str = ""
    hate: str = "no"
    because: str = ""


def add(*, actor: Actor, sent: Sent, new: NewPerson, now: datetime) -> Saved:
    """Add somebody to a case: complained of, a victim, a witness, or a person not known."""
    permissions.check(actor, "case.tools", sent.near)
    opened = open_for(actor, sent.near.case_id, now=now, what="writing")
    with transaction.atomic():  # nobody is left behind whose part was not saved
        person = None if new.what == NOT_KNOWN else _person(actor, new, now)
        if person is not None and new.whom:
            return _named(actor, sent, opened, new, person, now)
        return _added(actor, sent, opened, new, person, now)


def _named(
    actor: Actor, sent: Sent, opened: Open, new: NewPerson, person: UUID, now: datetime
) -> Saved:
    """The part that is there becomes theirs, with all that was written of it."""
    _check_new(opened, person, "other party")
    row = next((one for one in opened.rows if one.key == new.whom), None)
    if row is None or row.side != "other party" or row.person_id is not None:
        raise NotRight(_("Whoever this is has a name in this case already."), field="name")
    core = {name: value for name, value in row.core.items() if name != "name"}
    core |= {"child": True} if new.is_child else {}
    role = new.role or ("" if row.role == NOT_KNOWN else row.role)

    def also() -> None:
        name_party(
            landlord=actor.landlord_id, case=sent.near.case_id, key=row.key, person=person,
            role=role[:60], core=core,
        )  # fmt: skip

    entry = _told(actor, _("Named in this case: {name}.").format(name=new.name), now)
    return desk.add(
        actor=actor, permission="case.tools", near=sent.near, now=now, seen=sent.seen,
        entries=[replace(entry, against=(row.key,))], form=sent.form, also=also,
    )  # fmt: skip


def _check_new(opened: Open, person: UUID, side: str) -> None:
    if any(row.person_id == person and row.side == side for row in opened.rows):
        raise NotRight(_("They are in this case already."), field="name")


def _told(actor: Actor, text: str, now: datetime) -> Entry:
    return Entry(
        id="", does=("note.made",), at=now, by=actor.key, channel="internal", text=text,
        evidence=(Evidence(kind="system record"),),
    )  # fmt: skip


def _added(
    actor: Actor, sent: Sent, opened: Open, new: NewPerson, person: UUID | None, now: datetime
) -> Saved:
    side, begins, role = PARTS[new.what]
    if person is not None:
        _check_new(opened, person, side)
    key = _free(begins, {row.key for row in opened.rows})
    party = NewParty(
        key=key, side=side, role=(role or new.role)[:60], person=person,
        core={"child": True} if new.is_child else {},
    )  # fmt: skip
    name = new.name or _("somebody not known")
    entry = replace(
        _told(actor, _("Added to the case: {name}.").format(name=name), now),
        against=(key,) if side == "other party" else (),
        victims=(key,) if side == "resident" else (),
    )  # fmt: skip
    return desk.add(
        actor=actor, permission="case.tools", near=sent.near, entries=[entry], now=now,
        seen=sent.seen, form=sent.form, parties=[party],
    )  # fmt: skip


def report_theirs(*, actor: Actor, sent: Sent, told: TheirReport, now: datetime) -> Saved:
    """Take what the other party reports as a case of its own, and say that the two belong together.

    What is handed over is the person and what they said now; nothing else of this case.
    """
    permissions.check(actor, "case.tools", sent.near)
    opened = open_for(actor, sent.near.case_id, now=now, what="writing")
    row = next((one for one in opened.rows if one.key == told.whom), None)
    if row is None or row.side != "other party":
        raise NotRight(_("Choose whoever is complained of."), field="whom")
    if row.person is None:
        raise NotRight(
            _("We do not know this person yet. Add them to the case with their name first."),
            field="whom",
        )
    report = reports.Report(
        what=told.what, person=row.person_id, kinds=told.kinds, day=told.day,
        against_words=told.against_words, hate=told.hate, because=told.because,
        home=row.person.home_id,
    )  # fmt: skip
    with transaction.atomic():
        taken = reports.take(actor=actor, told=report, form=sent.form, now=now)
        links.join(
            actor=actor, case_id=sent.near.case_id, other=taken.case_id, what=COUNTER,
            why=_("Reported by the person complained of."), now=now,
        )  # fmt: skip
    return Saved(taken.case_id, "", (1,), ())


def _person(actor: Actor, new: NewPerson, now: datetime) -> UUID:
    """The person chosen, or somebody new of that name."""
    found = people_like(actor, new.name, now=now, chosen=new.chosen)
    if new.chosen is not None:
        if new.chosen not in {one.id for one in found}:
            raise NotRight(_("Choose one of the people here."), field="name")
        return new.chosen
    note = PersonNote(
        id="", does="person.registered", at=now, by=actor.key, how=_("Named in a case"),
        sets=Details(name=new.name, kind="resident", is_child=True if new.is_child else None),
    )  # fmt: skip
    return desk.write_person(actor=actor, person=None, written=(note,), now=now)


def _free(begins: str, taken: set[str]) -> str:
    number, key = 1, begins
    while key in taken:
        number += 1
        key = f"{begins}-{number}"
    return key
