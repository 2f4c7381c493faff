"""Whom and which case something that came in may belong to, each with the reason for the guess.

A guess is made for one reader and from what they may know of: of a restricted case there is no
hint to whoever may not open it, and no way to reach somebody is given away by one that fits.
It is never applied: a person chooses (security R11).
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from msgspec import Struct

from putright.casework.actor import Actor
from putright.casework.queries.cases import visible_to
from putright.casework.queries.people import details_of, guarded, known_people
from putright.casework.queries.search import find
from putright.casework.queries.triage_who import guessed
from putright.core.events.person import Way
from putright.kit.say import _
from putright.stores.people.models import Home, Person, SafeAddress
from putright.stores.post.items import Row
from putright.stores.record.models import Case, Party

MOST = 6
REFERENCE = re.compile(r"\b[A-Z0-9]{1,8}-[A-Z0-9][A-Z0-9/-]{0,30}\b")
DIGITS = 9
"""The last digits of a number by which it is looked for, whatever stands before them."""


class PersonGuess(Struct, frozen=True, kw_only=True):
    """Somebody whom it may be from: why, where they live, and how it is safe to reach them."""

    id: UUID
    name: str
    why: str
    home: str
    rules: tuple[tuple[str, str], ...]
    best_time: str
    is_guarded: bool


class CaseGuess(Struct, frozen=True, kw_only=True):
    """A case that it may belong to, and why."""

    id: UUID
    reference: str
    title: str
    why: str
    is_open: bool


class Guesses(Struct, frozen=True):
    """What is guessed for one reader; ``homes`` are those that it may be about."""

    people: tuple[PersonGuess, ...]
    cases: tuple[CaseGuess, ...]
    homes: tuple[str, ...]


def guesses(actor: Actor, row: Row, *, now: datetime) -> Guesses:
    """The people, cases and homes that something may belong to, the likeliest first."""
    people = list(_people(actor, row, now))[:MOST]
    return Guesses(
        people=tuple(_person(one, why) for one, why in people),
        cases=tuple(_cases(actor, row, [one for one, _why in people], now))[:MOST],
        homes=tuple(_homes(actor, row)),
    )


def looked_for(actor: Actor, typed: str, *, now: datetime) -> tuple[CaseGuess, ...]:
    """Cases that a reader finds by words: a reference, a name, an address."""
    found = find(actor, typed, now=now)
    if not found.is_search:
        return ()
    ids = [one.id for one in found.cases if not one.is_restricted]
    theirs = [one.id for one in found.people]
    seen = visible_to(actor, now=now).select_related("card")
    more = seen.filter(Q(id__in=ids) | Q(parties__person_id__in=theirs)).distinct()
    why = _("Found by the words that you typed.")
    return tuple(_case(one, why) for one in more.order_by("-opened_at", "id")[:MOST])


def _people(actor: Actor, row: Row, now: datetime) -> Iterator[tuple[Person, str]]:
    known = guarded(actor, known_people(actor).filter(erased_at__isnull=True), now=now)
    known = known.select_related("home").order_by("name", "id")
    seen: set[UUID] = set()
    for found, why in _ways(row, known):
        for one in found[:MOST]:
            if one.id not in seen:
                seen.add(one.id)
                yield one, why


def _ways(row: Row, known: QuerySet[Person]) -> Iterator[tuple[QuerySet[Person], str]]:
    """Each way to guess whom it is from, the surest first, with the words for it."""
    if person := guessed(row, "person"):
        yield known.filter(id=person), str(row.guess.get("why") or _("It seems to be from them."))
    open_ones = known.filter(is_guarded=False)  # type: ignore[misc]
    if "@" in row.sender:
        theirs = open_ones.filter(details__email__iexact=row.sender)
        yield theirs, _("It came from the address that is on file for them. Anybody can write one.")
    digits = re.sub(r"\D", "", f"{row.fields.get('phone', '')}" or row.sender)[-DIGITS:]
    if len(digits) == DIGITS:
        spread = r"[^0-9]*".join(digits)
        fits = Q(details__phone__iregex=spread) | Q(details__other_phone__iregex=spread)
        yield open_ones.filter(fits), _("The number is on file for them.")
    name = " ".join(row.sender_name.split())
    if len(name) > MOST:
        yield known.filter(name__iexact=name), _("They have the same name.")


def _person(row: Person, why: str) -> PersonGuess:
    details = details_of(row)
    is_guarded = bool(row.is_guarded)  # type: ignore[attr-defined]
    ways = {} if is_guarded else details.ways or {}
    held = SafeAddress.objects.filter(person_id=row.id, ended_at__isnull=True).exists()
    return PersonGuess(
        id=row.id,
        name=row.name,
        why=why,
        home="" if held or row.home is None else str(row.home),
        rules=tuple((name, _rule(way)) for name, way in ways.items()),
        best_time="" if is_guarded else details.best_time or "",
        is_guarded=is_guarded,
    )


def _rule(way: Way) -> str:
    """What they said of one way, in words."""
    if way.says == "not ok":
        return _("not safe")
    if way.says == "ok":
        return _("safe")
    return way.when or (_("only when they say so") if way.says == "only when" else _("not asked"))


def _cases(
    actor: Actor, row: Row, people: Iterable[Person], now: datetime
) -> Iterator[CaseGuess]:  # fmt: skip
    visible = visible_to(actor, now=now).select_related("card").order_by("-opened_at", "id")
    seen: set[UUID] = set()
    for found, why in _reasons(row, visible, list(people)):
        for one in found[:MOST]:
            if one.id not in seen:
                seen.add(one.id)
                yield _case(one, why)


def _reasons(
    row: Row, visible: QuerySet[Case], people: list[Person]
) -> Iterator[tuple[QuerySet[Case], str]]:
    if case := guessed(row, "case"):
        why = str(row.guess.get("why") or _("It seems to belong there."))
        yield visible.filter(id=case), why
    named = set(REFERENCE.findall(f"{row.subject}\n{row.text[:5000]}".upper()))
    if named:
        yield visible.filter(reference__in=named), _("Its reference stands in the message.")
    for person in people:
        theirs = Party.objects.filter(person_id=person.id)
        other = theirs.filter(side="other party").values("case_id")
        ours = theirs.exclude(side="other party").values("case_id")
        yield visible.filter(id__in=ours), _("{name} is in it.").format(name=person.name)
        words = _("{name} is the other party in it.").format(name=person.name)
        yield visible.filter(id__in=other), words
    home = row.home or guessed(row, "home")
    if home is not None:
        yield visible.filter(home_id=home), _("It is about the same home.")


def _case(row: Case, why: str) -> CaseGuess:
    card = getattr(row, "card", None)
    return CaseGuess(
        id=row.id, reference=row.reference, title=row.title, why=why,
        is_open=card.is_open if card is not None else True,
    )  # fmt: skip


def _homes(actor: Actor, row: Row) -> Iterator[str]:
    ids = [home for home in (row.home, guessed(row, "home")) if home is not None]
    for home in Home.objects.filter(landlord_id=actor.landlord_id, id__in=ids).order_by("address"):
        yield str(home)
