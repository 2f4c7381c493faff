"""What is known of a person: who may know of them at all, and the page about them.

For whoever has a stake in a person, in their home or in one of their household, the person does
not exist. Where somebody fled, the new home is held back from all but those cleared for a
restricted case of that person; so is every tenancy that began since.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Exists, OuterRef, Q, QuerySet
from msgspec import Struct
from msgspec.structs import replace

from putright.casework import permissions
from putright.casework.actor import Actor, user_of_key
from putright.casework.queries import cases, staff, stakes
from putright.casework.refused import NotThere, Refused
from putright.core.events.person import Details, PersonNote
from putright.core.facts.people import Known, known_of
from putright.gateways.clock import LONDON
from putright.kit.say import _
from putright.stores.people.models import Member, Person, SafeAddress, Tenancy
from putright.stores.record import readings
from putright.stores.record.ledger.read import notes
from putright.stores.record.models import Case, Clearance, Party, Stream

REACHES = (
    "phone", "other_phone", "email", "post_to", "ways", "best_time", "code_word", "checked_with",
)  # fmt: skip
"""The details that tell how somebody is reached."""
NEAR_SIDES = ("resident", "helper", "anonymous", "other party")
"""The sides of a case whose people live near it; agencies and staff are in many."""


class Household(Struct, frozen=True):
    """Somebody who lives with the person, and the part they have in the tenancy."""

    id: UUID
    name: str
    part: str
    known: Known
    is_guarded: bool


class TenancySeen(Struct, frozen=True):
    """A tenancy of the person; the address is empty where it is held back."""

    reference: str
    address: str
    part: str
    starts_on: date
    ends_on: date | None


class CaseOf(Struct, frozen=True):
    """A case of the person; what part they play is told inside it alone.

    Of a restricted one that the reader is not cleared for there is the reference and no title.
    """

    id: UUID
    reference: str
    title: str


class Professional(Struct, frozen=True):
    """Somebody from an agency who works with the person in a case that the reader may open."""

    id: UUID
    name: str
    organisation: str
    role: str


class Written(Struct, frozen=True):
    """One entry of the person's stream, with the name of whoever wrote it."""

    note: PersonNote
    by: str


class Page(Struct, frozen=True, kw_only=True):
    """Everything that the page about a person is drawn from.

    ``seen`` is the number of the last entry; ``on`` is the day whose knowledge is shown. Of a
    person who ``is_guarded``, ``known`` says nothing of how to reach them.
    """

    id: UUID
    seen: int
    known: Known
    on: date | None
    home: str
    is_held: bool
    may_see_held: bool
    is_guarded: bool
    tenancies: tuple[TenancySeen, ...]
    household: tuple[Household, ...]
    professionals: tuple[Professional, ...]
    cases: tuple[CaseOf, ...]
    written: tuple[Written, ...]


def known_people(actor: Actor) -> QuerySet[Person]:
    """The people who exist for somebody: of the landlord, and without a stake of the reader's."""
    found = Person.objects.filter(landlord_id=actor.landlord_id)
    if actor.is_system:
        return found
    if not permissions.can(actor, "people.see"):
        return Person.objects.none()
    return found.exclude(stakes.near(actor).as_people("")).exclude(_in_case_with_stake(actor))


def guarded(actor: Actor, people: QuerySet[Person], *, now: datetime) -> QuerySet[Person]:
    """The same people, each with ``is_guarded``: how to reach them is for those cleared alone.

    So it is for whoever is on our side of a restricted case, unless the reader may open one.
    """
    theirs = Party.objects.filter(
        person_id=OuterRef("pk"), side="resident", case__is_restricted=True
    )
    open_ones = cases.visible_to(actor, now=now).filter(is_restricted=True)
    seen = theirs.filter(case__in=open_ones)
    return people.annotate(is_guarded=Q(Exists(theirs)) & ~Q(Exists(seen)))


def unreached(details: Details) -> Details:
    """What is known without any way to reach the person, as a guarded person is shown."""
    return replace(details, **dict.fromkeys(REACHES))


def find(actor: Actor, person_id: UUID, *, now: datetime, on: date | None = None) -> Page:
    """A person, for reading; that they were looked at is written down (R7).

    ``on`` leaves out what was written down after that day.
    """
    permissions.check(actor, "people.see")
    row = _guarded_row(actor, person_id, now)
    is_guarded = bool(row.is_guarded)  # type: ignore[attr-defined]
    detail = f"as known on {on.isoformat()}" if on else ""
    readings.note(
        landlord=actor.landlord_id, user=actor.user_id, what="person", at=now, person=row.id,
        detail=detail,
    )  # fmt: skip
    written = notes(landlord=actor.landlord_id, stream=row.id)
    until = _end_of(on) if on else None
    held = _held(row)
    cleared = held is not None and is_cleared(actor, row.id, now=now)
    held_from = held.since if held and not cleared else None
    tenancies = _tenancies(row)
    return Page(
        id=row.id,
        seen=Stream.objects.get(id=row.id, landlord_id=actor.landlord_id).head,
        known=_without_reach(known_of(written, by=until), is_guarded),
        on=on,
        home="" if held_from or row.home is None else str(row.home),
        is_held=held is not None,
        may_see_held=cleared,
        is_guarded=is_guarded,
        tenancies=tuple(_shown(each, row, held_from) for each in tenancies),
        household=tuple(_household(actor, row, tenancies, held_from, now, until)),
        professionals=tuple(_professionals(actor, row, now)),
        cases=tuple(_cases(actor, row, now)),
        written=_written(actor, written, until),
    )


def row_of(actor: Actor, person_id: UUID) -> Person:
    """The row of a person who exists for the actor. Raises ``NotThere``."""
    found = known_people(actor).select_related("home").filter(id=person_id).first()
    if found is None:
        raise NotThere
    return found


def check_reach(actor: Actor, person_id: UUID, *, now: datetime) -> None:
    """Raise ``Refused`` where how to reach the person is for those cleared alone."""
    if _guarded_row(actor, person_id, now).is_guarded:  # type: ignore[attr-defined]
        raise Refused(
            _("How to reach this person is held back. Pass what you know to the case's officer.")
        )


def code_word(actor: Actor, person_id: UUID, *, now: datetime) -> str:
    """The word by which the person knows us, shown on demand; that it was shown is written down."""
    permissions.check(actor, "person.change")
    row = row_of(actor, person_id)
    check_reach(actor, person_id, now=now)
    _note(actor, "code word", row.id, now)
    return known_of(notes(landlord=actor.landlord_id, stream=row.id)).details.code_word or ""


def safe_address(actor: Actor, person_id: UUID, *, now: datetime) -> str:
    """Where somebody who fled lives, for those cleared for a restricted case of theirs."""
    permissions.check(actor, "people.see")
    row = row_of(actor, person_id)
    if not is_cleared(actor, row.id, now=now):
        raise NotThere
    _note(actor, "safe address", row.id, now)
    held = _held(row)
    return held.address if held else ""


def is_cleared(actor: Actor, person_id: UUID, *, now: datetime) -> bool:
    """Whether somebody is cleared for a restricted case in which the person is on our side.

    Breaking the glass opens a case and not the address: it is for those who were let in.
    """
    holds = Q(starts_at__lte=now) & (Q(ends_at__isnull=True) | Q(ends_at__gt=now))
    let_in = Clearance.objects.filter(
        holds, case_id=OuterRef("pk"), user_id=actor.user_id, broke_glass=False
    )
    officers = [actor.user_id, *actor.stands_in_for]
    theirs = Party.objects.filter(case_id=OuterRef("pk"), person_id=person_id, side="resident")
    found = cases.visible_to(actor, now=now).filter(Exists(theirs), is_restricted=True)
    return found.filter(Q(Exists(let_in)) | Q(officer_id__in=officers)).exists()


def details_of(row: Person) -> Details:
    """What a person's row says, as the core reads it."""
    told = {name: row.details[name] for name in Details.__struct_fields__ if name in row.details}
    return msgspec.convert(told, Details)


def _in_case_with_stake(actor: Actor) -> Q:
    """People of a restricted case that does not exist for the actor: they would give it away."""
    parts = Party.objects.filter(
        person_id=OuterRef("pk"), case__is_restricted=True, side__in=NEAR_SIDES
    )
    return Q(Exists(parts.exclude(case__in=cases.known_to(actor))))


def _guarded_row(actor: Actor, person_id: UUID, now: datetime) -> Person:
    found = guarded(actor, known_people(actor), now=now)
    row = found.select_related("home").filter(id=person_id).first()
    if row is None:
        raise NotThere
    return row


def _without_reach(known: Known, is_guarded: bool) -> Known:
    if not is_guarded:
        return known
    return Known(details=unreached(known.details), is_erased=known.is_erased)


def _note(actor: Actor, what: str, person: UUID, now: datetime) -> None:
    readings.note(landlord=actor.landlord_id, user=actor.user_id, what=what, at=now, person=person)


def _held(row: Person) -> SafeAddress | None:
    return row.safe_addresses.filter(ended_at__isnull=True).first()


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, LONDON)


def _tenancies(row: Person) -> list[Tenancy]:
    found = Tenancy.objects.filter(landlord_id=row.landlord_id, members__person_id=row.id)
    return list(found.select_related("home").order_by("-starts_on", "reference"))


def _is_held(tenancy: Tenancy, held_from: date | None) -> bool:
    """A tenancy that began since, or some days before somebody thought of holding it back."""
    return held_from is not None and tenancy.starts_on > held_from - timedelta(days=28)


def _shown(tenancy: Tenancy, row: Person, held_from: date | None) -> TenancySeen:
    part = tenancy.members.get(person_id=row.id).part
    address = "" if _is_held(tenancy, held_from) else str(tenancy.home)
    return TenancySeen(tenancy.reference, address, part, tenancy.starts_on, tenancy.ends_on)


def _household(
    actor: Actor,
    row: Person,
    tenancies: Sequence[Tenancy],
    held_from: date | None,
    now: datetime,
    until: datetime | None,
) -> list[Household]:
    today = now.date()
    here = [
        each.id
        for each in tenancies
        if (each.ends_on is None or each.ends_on >= today) and not _is_held(each, held_from)
    ]
    others = {
        one.id: one
        for one in guarded(actor, known_people(actor), now=now).filter(
            memberships__tenancy_id__in=here
        )
    }
    found = Member.objects.filter(
        landlord_id=row.landlord_id, tenancy_id__in=here, person_id__in=others
    ).exclude(person_id=row.id)
    return [_member(others[each.person_id], each.part, until) for each in found.order_by("id")]


def _member(row: Person, part: str, until: datetime | None) -> Household:
    is_guarded = bool(row.is_guarded)  # type: ignore[attr-defined]
    known = _without_reach(_known(row, until), is_guarded)
    return Household(row.id, row.name, part, known, is_guarded)


def _known(row: Person, until: datetime | None) -> Known:
    if until is not None:
        return known_of(notes(landlord=row.landlord_id, stream=row.id), by=until)
    checked = row.details.get("checked_at")
    return Known(
        details=details_of(row),
        checked_at=datetime.fromisoformat(checked) if checked else None,
        is_erased=row.erased_at is not None,
    )


def _theirs(actor: Actor, row: Person, now: datetime) -> QuerySet[Case]:
    return cases.visible_to(actor, now=now).filter(
        Exists(Party.objects.filter(case_id=OuterRef("pk"), person_id=row.id))
    )


def _cases(actor: Actor, row: Person, now: datetime) -> list[CaseOf]:
    found = _theirs(actor, row, now).order_by("-opened_at", "reference")
    parts = Party.objects.filter(case_id=OuterRef("pk"), person_id=row.id)
    hidden = cases.restricted_for(actor, now=now).filter(Exists(parts)).order_by("reference")
    return [CaseOf(each.id, each.reference, each.title) for each in found] + [
        CaseOf(each.id, each.reference, "") for each in hidden
    ]


def _professionals(actor: Actor, row: Person, now: datetime) -> list[Professional]:
    parts = Party.objects.filter(
        landlord_id=actor.landlord_id,
        case__in=_theirs(actor, row, now),
        person__in=known_people(actor).filter(kind="professional").exclude(id=row.id),
    )
    found: dict[UUID, Any] = {
        part.person.id: part
        for part in parts.select_related("person").order_by("id")
        if part.person
    }
    return [
        Professional(
            part.person.id, part.person.name, part.person.organisation,
            part.person.details.get("role") or part.role,
        )
        for part in found.values()
    ]  # fmt: skip


def _written(
    actor: Actor, written: Sequence[PersonNote], until: datetime | None
) -> tuple[Written, ...]:
    names = staff.names_of(actor.landlord_id)
    known = [one for one in written if until is None or (one.recorded_at or one.at) <= until]
    return tuple(Written(note, _name(note.by, names)) for note in known)


def _name(by: str, names: dict[UUID, str]) -> str:
    user = user_of_key(by)
    return names.get(user, "") if user else ""
