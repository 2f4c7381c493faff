"""What of a case the other side may not learn, gathered to hold a letter against (security T6)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from msgspec import Struct

from putright.casework.actor import system
from putright.casework.live import Live, load_all
from putright.casework.queries.case_open import Open
from putright.casework.queries.cases import known_to
from putright.casework.queries.tools import WITNESS
from putright.core.events.entry import Entry
from putright.core.practice.other_side import Allowed, Withheld
from putright.core.timeline.items import Item
from putright.stores.people.models import Member, Person, SafeAddress, Tenancy
from putright.stores.record.links import of_cases
from putright.stores.record.models import Case, Party

PROTECTED = ("resident", "helper", "anonymous", "agency")
"""The sides whose names, homes and words do not reach the other party."""
LISTENED = ("asb.statement_taken", "asb.witness_contacted", "asb.interviewed", "asb.visited",
            "asb.risk_assessed", "asb.plan_agreed", "asb.closure_consulted")  # fmt: skip
"""Acts in whose text somebody of the protected side is heard."""
CALLED_BY_OFFICE = frozenset({"police", "council"})


class Side(Struct, frozen=True):
    """One of the cases about the other party, whole; ``others`` are complained of."""

    live: Live
    rows: Sequence[Party]
    others: frozenset[UUID]


def withheld(opened: Open) -> Withheld:
    """All that a letter to the other party of this case may not hold.

    Whoever spoke in a joined case about the same person is kept from them too, though the writer
    may not open it: where something of it stands in a letter, nothing says from which case it is.
    """
    return _together([_withheld(side) for side in _sides(opened)])


def _withheld(side: Side) -> Withheld:
    case = side.live.case
    guarded = [row for row in side.rows if is_protected(row)]
    people = list(_people(side, guarded))
    home = [str(case.home)] if case.home else []
    entries = [one for one in side.live.kept if _is_theirs(side, one.entry)]
    return Withheld(
        names=tuple(_names(guarded, people)),
        addresses=tuple([*_addresses(people), *home]),
        numbers=tuple(_numbers(people)),
        references=tuple(_references(case, people)),
        days=tuple(_days(side.live)),
        said=tuple(text for one in entries for text in _said(one.entry)),
    )


def details_of(opened: Open, side: str, *, but: str = "") -> Withheld:
    """The names, homes and numbers of one side of this case, for a letter to another."""
    rows = [row for row in opened.rows if row.side == side and row.key != but]
    ids = {row.person_id for row in rows if row.person_id is not None}
    found = Person.objects.filter(landlord_id=opened.case.landlord_id, id__in=ids)
    people = list(found.select_related("home").order_by("id"))
    typed = [str(row.core.get("name") or "") for row in rows]
    return Withheld(
        names=(*(one.name for one in people if one.name), *(name for name in typed if name)),
        addresses=tuple(_addresses(people)),
        numbers=tuple(_numbers(people)),
        references=tuple(str(one.details["reference"]) for one in people
                         if one.details.get("reference")),
    )  # fmt: skip


def _together(found: Sequence[Withheld]) -> Withheld:
    return Withheld(**{
        name: tuple(dict.fromkeys(each for one in found for each in getattr(one, name)))
        for name in Withheld.__struct_fields__
    })  # fmt: skip


def _sides(opened: Open) -> Iterator[Side]:
    """This case, then every one joined with it, step by step, about the same people."""
    others = frozenset(_complained_of(opened.rows))
    yield Side(opened.whole, opened.rows, others)
    household = set(household_of(opened, others).values_list("id", flat=True))
    landlord, anybody = opened.case.landlord_id, others | household
    known, edge = {opened.case.id}, {opened.case.id}
    while edge:
        said = of_cases(landlord=landlord, cases=edge)
        edge = {id_ for each in said if each.says == "joined" for id_ in (each.case, each.other)}
        edge -= known
        known |= edge
        about = _about(landlord, edge, anybody) if edge else []
        for live in load_all(about):
            rows = list(live.case.parties.select_related("person").order_by("id"))
            yield Side(live, rows, others | _complained_of(rows))
        edge = {case.id for case in about}


def _about(landlord: UUID, ids: set[UUID], people: Collection[UUID]) -> list[Case]:
    """Those of the cases in which one of these people is complained of, whoever may read them."""
    anybody = system(landlord)
    theirs = known_to(anybody).filter(
        id__in=ids, parties__side="other party", parties__person_id__in=people
    )
    return list(theirs.select_related("landlord", "home").distinct())


def _complained_of(rows: Iterable[Party]) -> set[UUID]:
    return {row.person_id for row in rows if row.side == "other party" and row.person_id}


def allowed(
    opened: Open, *, reader: Person | None, names: tuple[str, ...], hours: tuple[str, ...]
) -> Allowed:
    """What a letter must say: its reader's own name and home, ours, the appointment's hour."""
    home = reader.home if reader is not None else None
    return Allowed(
        names=names,
        addresses=(str(home),) if home is not None else (),
        numbers=(opened.case.landlord.phone,) if opened.case.landlord.phone else (),
        hours=hours,
    )


def is_protected(row: Party) -> bool:
    """Whether somebody in the case is to be kept from the other party."""
    return row.side in PROTECTED or row.role == WITNESS


def household_of(opened: Open, people: Iterable[UUID]) -> QuerySet[Person]:
    """Everybody who lives or lived with these people."""
    return _household(opened.case.landlord_id, people)


def _household(landlord: UUID, people: Iterable[UUID]) -> QuerySet[Person]:
    theirs = Tenancy.objects.filter(landlord_id=landlord, members__person_id__in=people)
    inside = Member.objects.filter(landlord_id=landlord, tenancy__in=theirs)
    return Person.objects.filter(landlord_id=landlord, id__in=inside.values("person_id"))


def _people(side: Side, rows: list[Party]) -> Iterator[Person]:
    """Those of the protected side with their households, but nobody who is complained of."""
    landlord = side.live.case.landlord_id
    ids = {row.person_id for row in rows if row.person_id is not None}
    near = {row.person_id for row in rows if row.side == "resident" and row.person_id is not None}
    found = Person.objects.filter(landlord_id=landlord).filter(
        Q(id__in=ids) | Q(id__in=_household(landlord, near).values("id"))
    )
    yield from found.exclude(id__in=side.others).select_related("home").order_by("id")


def _names(rows: list[Party], people: list[Person]) -> Iterator[str]:
    yield from (one.name for one in people if one.name and not _is_an_office(rows, one))
    for one in people:
        for told in one.details.get("authorities") or ():
            yield str(told.get("name") or "")


def _is_an_office(rows: list[Party], person: Person) -> bool:
    """The police may be named; who works there with the resident may not."""
    return any(
        row.person_id == person.id and row.side == "agency" and row.role in CALLED_BY_OFFICE
        for row in rows
    )


def _addresses(people: list[Person]) -> Iterator[str]:
    for one in people:
        if one.home is not None:
            yield str(one.home)
        yield str(one.details.get("post_to") or "")
    held = SafeAddress.objects.filter(person__in=people, ended_at__isnull=True)
    yield from held.values_list("address", flat=True)
    tenancies = Tenancy.objects.filter(members__person__in=people).select_related("home")
    yield from (str(each.home) for each in tenancies.order_by("id"))


def _numbers(people: list[Person]) -> Iterator[str]:
    for one in people:
        for name in ("phone", "other_phone", "email"):
            if told := one.details.get(name):
                yield str(told)


def _references(case: Case, people: list[Person]) -> Iterator[str]:
    yield case.reference
    for one in people:
        yield str(one.details.get("reference") or "")


def _days(live: Live) -> Iterator[date]:
    """The days of incidents and of reports: told to the other party as a period alone."""
    for item in live.timeline.doing(("asb.reported", "asb.diary_returned")):
        if item.entry.incident_on is not None:
            yield item.entry.incident_on
        yield _day(item)


def _day(item: Item) -> date:
    return item.entry.at.date() if item.entry.at else item.when.date


def _is_theirs(side: Side, entry: Entry) -> bool:
    """Whether somebody of the protected side speaks in an entry."""
    sides = {row.key: is_protected(row) for row in side.rows}
    known = {*PROTECTED}
    named = (entry.by, *entry.to)
    speaks = any(sides.get(key, key in known) for key in named)
    return speaks or not set(LISTENED).isdisjoint(entry.does)


def _said(entry: Entry) -> Iterator[str]:
    yield from (text for text in (entry.text, entry.reason, *entry.asks) if text)
    yield from (each.says for each in entry.given if each.says)
