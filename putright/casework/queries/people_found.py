"""Finding people by what somebody on the phone says, and one's own stakes in people and homes."""

import re
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.queries.people import details_of, guarded, known_people, unreached
from putright.core.events.person import Details
from putright.core.facts.people import known_of
from putright.stores.people.models import Home, Interest, Person, SafeAddress
from putright.stores.record import readings
from putright.stores.record.ledger.read import notes

MOST = 25
FEWEST_DIGITS = 6
LONGEST = 80


class FoundPerson(Struct, frozen=True):
    """A person in a list; the home is empty where there is none or it is held back."""

    id: UUID
    name: str
    reference: str
    home: str
    is_held: bool
    is_guarded: bool
    details: Details


class FoundPeople(Struct, frozen=True):
    """The first of those who fit, and whether there are more."""

    people: tuple[FoundPerson, ...]
    has_more: bool


class Stake(Struct, frozen=True):
    """A stake that the actor told of: in whom or what, as it was known then, and why."""

    about: str
    why: str
    told_at: datetime


class Candidate(Struct, frozen=True):
    """A person or home that a stake may be meant to be in; ``key`` is "person:..." or "home:...".

    Who may not see people is told of nothing but what they typed.
    """

    key: str
    words: str


def look_for(actor: Actor, typed: str, *, now: datetime) -> FoundPeople:
    """People by name, part of their address, reference or phone number; the search is logged."""
    permissions.check(actor, "people.see")
    words = _clean(typed)
    readings.note(
        landlord=actor.landlord_id, user=actor.user_id, what="search people", at=now, detail=words
    )
    if len(words) < 2:
        return FoundPeople((), has_more=False)
    people = _with_held(guarded(actor, known_people(actor), now=now))
    found = people.filter(_fits(words), erased_at__isnull=True)
    rows = list(found.select_related("home").order_by("name", "id")[: MOST + 1])
    return FoundPeople(tuple(_found(row) for row in rows[:MOST]), has_more=len(rows) > MOST)


def own_stakes(actor: Actor) -> tuple[Stake, ...]:
    """What the actor told of; a person is named as they were then, never by what came later."""
    found = Interest.objects.filter(landlord_id=actor.landlord_id, user_id=actor.user_id)
    listed = found.select_related("home").order_by("told_at", "id")
    return tuple(Stake(_about(each), each.why, each.told_at) for each in listed)


def candidates(actor: Actor, typed: str, *, now: datetime) -> tuple[Candidate, ...]:
    """Whom or what a stake may be meant to be in.

    Whoever may not see people finds only what fits exactly, and learns nothing from it.
    """
    permissions.check(actor, "staff.interest")
    words = _clean(typed)
    if len(words) < 2:
        return ()
    readings.note(
        landlord=actor.landlord_id, user=actor.user_id, what="search people", at=now, detail=words
    )
    return (*_people_meant(actor, words), *_homes_meant(actor, words))


def _people_meant(actor: Actor, words: str) -> list[Candidate]:
    if not permissions.can(actor, "people.see"):
        exact = Q(name__iexact=words) | Q(reference__iexact=words)
        rows = Person.objects.filter(exact, landlord_id=actor.landlord_id).order_by("id")
        return [Candidate(f"person:{row.id}", words) for row in rows[:MOST]]
    rows = _with_held(known_people(actor)).filter(_fits(words), erased_at__isnull=True)
    listed = rows.select_related("home").order_by("name", "id")[:MOST]
    told = ((row.id, row.name, _home(row)) for row in listed)
    return [
        Candidate(f"person:{id_}", f"{name}, {home}" if home else name) for id_, name, home in told
    ]


def _homes_meant(actor: Actor, words: str) -> list[Candidate]:
    homes = Home.objects.filter(landlord_id=actor.landlord_id)
    exact = Q(uprn=words) | Q(address__iexact=words)
    part = Q(address__icontains=words) | Q(postcode__iexact=words)
    fits = exact | part if permissions.can(actor, "people.see") else exact
    rows = homes.filter(fits).order_by("address", "id")[:MOST]
    return [Candidate(f"home:{row.id}", str(row)) for row in rows]


def _about(stake: Interest) -> str:
    if stake.home is not None:
        return str(stake.home)
    written = notes(landlord=stake.landlord_id, stream=stake.person_id)  # type: ignore[arg-type]
    return known_of(written, by=stake.told_at).details.name or ""


def _clean(typed: str) -> str:
    return " ".join(typed.replace("\0", " ").split())[:LONGEST]


def _with_held(people: QuerySet[Person]) -> QuerySet[Person]:
    held = SafeAddress.objects.filter(person_id=OuterRef("pk"), ended_at__isnull=True)
    return people.annotate(is_held=Exists(held))


def _fits(words: str) -> Q:
    """Nobody whose address is held back is found by an address."""
    fits = Q(name__icontains=words) | Q(reference__iexact=words)
    fits |= Q(is_held=False) & (
        Q(home__address__icontains=words) | Q(home__postcode__istartswith=words)
    )
    digits = re.sub(r"\D", "", words).removeprefix("0044").removeprefix("44").lstrip("0")
    if len(digits) >= FEWEST_DIGITS and not re.search(r"[^\W\d]", words):
        spread = r"[^0-9]*".join(digits)
        fits |= Q(details__phone__iregex=spread) | Q(details__other_phone__iregex=spread)
    return fits


def _home(row: Person) -> str:
    held = bool(row.is_held)  # type: ignore[attr-defined]
    return "" if held or row.home is None else str(row.home)


def _found(row: Person) -> FoundPerson:
    is_guarded = bool(row.is_guarded)  # type: ignore[attr-defined]
    details = unreached(details_of(row)) if is_guarded else details_of(row)
    is_held = bool(row.is_held)  # type: ignore[attr-defined]
    return FoundPerson(row.id, row.name, row.reference, _home(row), is_held, is_guarded, details)
