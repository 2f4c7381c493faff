"""One search over people, homes and cases, within what the actor may know of (security R3, R4, R7).

A restricted case answers others of the service only to its whole reference, and with nothing else:
nobody asks it for its notes word by word.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Literal
from uuid import UUID

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q, QuerySet
from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.live import load
from putright.casework.permissions import Nearness
from putright.casework.queries import cases
from putright.casework.queries.people import known_people
from putright.casework.queries.search_lines import Part, lines_of
from putright.casework.walls import withheld
from putright.stores.people.models import Home, Interest, Member, Person, SafeAddress
from putright.stores.record import readings
from putright.stores.record.models import Case, Party
from putright.stores.worklist.models import Card, Findable, Subject
from putright.stores.worklist.search_hits import SOME_TIME, Hit, Scope, look, scope_of
from putright.stores.worklist.search_words import Typed, typed

SHORTEST = 2
MOST = 25
MOST_PEOPLE = 8
MOST_HOMES = 5
MOST_ACTS = 3
MOST_A_MINUTE = 120
What = Literal["case", "entry", "person", "home"]


class PersonFound(Struct, frozen=True):
    """A person; the home is empty where there is none, or where somebody who fled lives."""

    id: UUID
    name: str
    reference: str
    organisation: str
    home: str


class HomeFound(Struct, frozen=True):
    """A home, and who lives there as far as the reader may know."""

    id: UUID
    address: str
    people: tuple[PersonFound, ...]


class CaseFound(Struct, frozen=True, kw_only=True):
    """A case; of a restricted one the reference alone. ``line`` is where the words stand in it."""

    id: UUID
    reference: str
    title: str = ""
    home: str = ""
    is_open: bool = True
    is_restricted: bool = False
    line: tuple[Part, ...] = ()


class CallFound(Struct, frozen=True):
    """That a call with somebody can be logged, and in which of their cases."""

    name: str
    case_id: UUID
    reference: str


class Found(Struct, frozen=True, kw_only=True):
    """What was found for what was typed; too little typed (no search): the cases opened last."""

    typed: str
    is_search: bool = True
    people: tuple[PersonFound, ...] = ()
    homes: tuple[HomeFound, ...] = ()
    cases: tuple[CaseFound, ...] = ()
    professionals: tuple[PersonFound, ...] = ()
    calls: tuple[CallFound, ...] = ()
    may_report: bool = False

    @property
    def count(self) -> int:
        """How many people, homes and cases there are."""
        return len(self.people) + len(self.homes) + len(self.cases) + len(self.professionals)


def find(actor: Actor, text: str, *, now: datetime) -> Found:
    """Everything the actor may know of that has these words; that it was asked is written down."""
    permissions.check(actor, "search")
    asked = typed(text)
    if len(asked.text) < SHORTEST or not asked.words:
        return Found(typed=asked.text, is_search=False, cases=recent(actor, now=now))
    _note(actor, asked, now)
    everybody = _people(actor, asked, now)
    people = tuple(one for one in everybody if not one[1])
    found_cases = _cases(actor, asked, [one.id for one, _kind in people], now)
    return Found(
        typed=asked.text,
        people=tuple(one for one, _kind in people),
        homes=_homes(actor, asked, now),
        cases=found_cases,
        professionals=tuple(one for one, is_professional in everybody if is_professional),
        calls=_calls(actor, [one for one, _kind in people], now),
        may_report=permissions.can(actor, "report.take"),
    )


def recent(actor: Actor, *, now: datetime) -> tuple[CaseFound, ...]:
    """The cases opened last, as far as they may still be opened."""
    permissions.check(actor, "search")
    ids = readings.recent_cases(landlord=actor.landlord_id, user=actor.user_id, now=now)
    return tuple(_rows(actor, ids, {}, now))


def is_too_fast(actor: Actor, *, at: datetime) -> bool:
    """Whether more searches came in this minute than a person types (security V2.2)."""
    key = f"searches:{actor.user_id}:{at:%H%M}"
    count = cache.get(key, 0)
    if count >= MOST_A_MINUTE:
        return True
    cache.set(key, count + 1, 60)
    return False


def hits_of(actor: Actor, asked: Typed, *, now: datetime, most: int = MOST) -> list[Hit]:
    """The newest entries with these words that the actor may read, of every case."""
    hits = look(_scope(actor, "entry"), asked, where="said", most=most, now=now)
    readable = _readable(actor, hits)
    if len(readable) < len(hits) == most <= MOST:
        # what a wall keeps back takes no places from what may be read
        return hits_of(actor, asked, now=now, most=MOST * MOST)[:most]
    return readable


@lru_cache(maxsize=512)
def _scope(actor: Actor, what: What) -> Scope:
    """What the actor may find, worked out once for who they are: the database is asked each time.

    Entries are marked that stand in a case in which somebody complains of the actor.
    """
    visible = cases.visible_to(actor, now=SOME_TIME)
    rows = Findable.objects.filter(landlord_id=actor.landlord_id)
    if what == "person":
        known = known_people(actor).filter(erased_at__isnull=True, id=OuterRef("of"))
        return scope_of(rows.filter(Exists(known), kind="person"))
    if what == "home":
        own = Interest.objects.filter(
            landlord_id=actor.landlord_id, user_id=actor.user_id, home_id=OuterRef("of")
        )
        return scope_of(rows.filter(~Exists(own), kind="home"))
    rows = rows.filter(Exists(visible.filter(id=OuterRef("of"))), kind=what)
    return scope_of(rows) if what == "case" else scope_of(rows, marked=_is_subject(actor))


def _is_subject(actor: Actor) -> Exists:
    """Whether somebody complains of the actor in the case."""
    own = Party.objects.filter(
        case_id=OuterRef("case_id"), key=OuterRef("key"), user_id=actor.user_id
    )
    found = Subject.objects.filter(landlord_id=actor.landlord_id, case_id=OuterRef("of"))
    return Exists(found.filter(Q(key=actor.key) | Exists(own)))


def _readable(actor: Actor, hits: Sequence[Hit]) -> list[Hit]:
    """Without the entries that a wall keeps from the actor."""
    asked = {hit.of for hit in hits if hit.is_marked}
    if not asked:
        return list(hits)
    walled: dict[UUID, set[int]] = {}
    found = Case.objects.filter(id__in=asked, landlord_id=actor.landlord_id)
    for case in found.select_related("landlord", "home"):
        live = load(case)
        hidden = withheld(actor, live)
        walled[case.id] = {one.number for one in live.kept if one.entry.id in hidden}
    return [hit for hit in hits if hit.number not in walled.get(hit.of, ())]


def _cases(
    actor: Actor, asked: Typed, people: Sequence[UUID], now: datetime
) -> tuple[CaseFound, ...]:
    visible = cases.visible_to(actor, now=now)
    named = look(_scope(actor, "case"), asked, where="named", most=MOST, now=now)
    theirs = visible.filter(parties__person_id__in=people) if people else Case.objects.none()
    said = hits_of(actor, asked, now=now)
    lines = lines_of(actor.landlord_id, said, asked)
    newest: dict[UUID, tuple[Part, ...]] = {}
    for hit in said:
        if hit in lines:
            newest.setdefault(hit.of, lines[hit])
    opened = theirs.order_by("-opened_at", "id").values_list("id", flat=True)[:MOST]
    ids = dict.fromkeys([*(hit.of for hit in named), *opened, *newest])
    shown = _rows(actor, list(ids)[:MOST], newest, now)
    return (*shown, *_restricted(actor, asked, now))


def _rows(
    actor: Actor, ids: Sequence[UUID], lines: dict[UUID, tuple[Part, ...]], now: datetime
) -> Iterable[CaseFound]:
    visible = cases.visible_to(actor, now=now).filter(id__in=ids).select_related("home")
    rows = {case.id: case for case in visible}
    cards = Card.objects.filter(landlord_id=actor.landlord_id, case_id__in=rows)
    is_open = dict(cards.values_list("case_id", "is_open"))
    for case in (rows[id_] for id_ in ids if id_ in rows):
        yield CaseFound(
            id=case.id,
            reference=case.reference,
            title=case.title,
            home=str(case.home) if case.home else "",
            is_open=is_open.get(case.id, True),
            line=lines.get(case.id, ()),
        )


def _restricted(actor: Actor, asked: Typed, now: datetime) -> Iterable[CaseFound]:
    """The restricted case whose reference was typed whole; that it answered is logged.

    Words never lead to it: whoever may not open a case could ask for its notes one by one.
    """
    hidden = cases.restricted_for(actor, now=now)
    for case in hidden.filter(reference__iexact=asked.text.strip()).order_by("id"):
        _note(actor, asked, now, case=case.id)
        yield CaseFound(id=case.id, reference=case.reference, is_restricted=True)


def _people(actor: Actor, asked: Typed, now: datetime) -> list[tuple[PersonFound, bool]]:
    """People, each with whether they come from an agency."""
    hits = look(_scope(actor, "person"), asked, where="named", most=MOST, now=now)
    known = known_people(actor).filter(id__in=[hit.of for hit in hits]) if hits else None
    rows = {row.id: row for row in _with_held(known)} if known is not None else {}
    found = [rows[hit.of] for hit in hits if hit.of in rows]
    found.sort(key=lambda row: (row.name.casefold(), str(row.id)))
    residents = [row for row in found if row.kind != "professional"][:MOST_PEOPLE]
    others = [row for row in found if row.kind == "professional"][:MOST_PEOPLE]
    return [(_shown(row), row.kind == "professional") for row in (*residents, *others)]


def _homes(actor: Actor, asked: Typed, now: datetime) -> tuple[HomeFound, ...]:
    if not permissions.can(actor, "people.see"):
        return ()
    hits = look(_scope(actor, "home"), asked, where="named", most=MOST_HOMES, now=now)
    if not hits:
        return ()
    homes = Home.objects.filter(landlord_id=actor.landlord_id, id__in=[hit.of for hit in hits])
    living = _living_at(actor, [home.id for home in homes], now)
    return tuple(
        HomeFound(home.id, str(home), tuple(living[home.id])) for home in homes.order_by("address")
    )


def _living_at(actor: Actor, homes: Sequence[UUID], now: datetime) -> dict[UUID, list[PersonFound]]:
    """Who lives in which home: nobody whose address is held back is told of by an address."""
    known = _with_held(known_people(actor).exclude(_held()).filter(erased_at__isnull=True))
    today = Q(tenancy__ends_on__isnull=True) | Q(tenancy__ends_on__gte=now.date())
    members = Member.objects.filter(
        today, landlord_id=actor.landlord_id, tenancy__home_id__in=homes
    )
    pairs = set(members.values_list("tenancy__home_id", "person_id"))
    pairs |= set(known.filter(home_id__in=homes).values_list("home_id", "id"))
    rows = {row.id: row for row in known.filter(id__in={person for _home, person in pairs})}
    living: dict[UUID, list[PersonFound]] = defaultdict(list)
    for row in sorted(rows.values(), key=lambda row: (row.name.casefold(), str(row.id))):
        for home in homes:
            if (home, row.id) in pairs:
                living[home].append(_shown(row))
    return living


def _with_held(people: QuerySet[Person]) -> QuerySet[Person]:
    return people.annotate(is_held=_held()).select_related("home")


def _held() -> Exists:
    return Exists(SafeAddress.objects.filter(person_id=OuterRef("pk"), ended_at__isnull=True))


def _shown(row: Person) -> PersonFound:
    is_held = bool(row.is_held)  # type: ignore[attr-defined]
    home = "" if is_held or row.home is None else str(row.home)
    return PersonFound(row.id, row.name, row.reference, row.organisation, home)


def _calls(actor: Actor, people: Sequence[PersonFound], now: datetime) -> tuple[CallFound, ...]:
    """For each of the first people, the case opened last in which a call can be logged."""
    found = []
    for person in people[:MOST_ACTS]:
        theirs = cases.visible_to(actor, now=now).filter(parties__person_id=person.id)
        case = theirs.order_by("-opened_at", "id").first()
        if case is None:
            continue
        near = Nearness(case_id=case.id, sees=True, works=False)
        if permissions.can(actor, "contact.log", near):
            found.append(CallFound(person.name, case.id, case.reference))
    return tuple(found)


def _note(actor: Actor, asked: Typed, now: datetime, case: UUID | None = None) -> None:
    readings.note(
        landlord=actor.landlord_id, user=actor.user_id, what="search", at=now, case=case,
        detail=asked.text,
    )  # fmt: skip
