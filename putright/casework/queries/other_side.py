"""What of a case the other side may not learn, gathered to hold a letter against (security T6)."""

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from putright.casework.queries.case_open import Open
from putright.casework.queries.tools import WITNESS
from putright.core.events.entry import Entry
from putright.core.practice.other_side import Allowed, Withheld
from putright.core.timeline.items import Item
from putright.stores.people.models import Member, Person, SafeAddress, Tenancy
from putright.stores.record.models import Party

PROTECTED = ("resident", "helper", "anonymous", "agency")
"""The sides whose names, homes and words do not reach the other party."""
LISTENED = ("asb.statement_taken", "asb.witness_contacted", "asb.interviewed", "asb.visited",
            "asb.risk_assessed", "asb.plan_agreed", "asb.closure_consulted")  # fmt: skip
"""Acts in whose text somebody of the protected side is heard."""
CALLED_BY_OFFICE = frozenset({"police", "council"})


def withheld(opened: Open) -> Withheld:
    """All that a letter to the other party of this case may not hold."""
    guarded = [row for row in opened.rows if is_protected(row)]
    people = list(_people(opened, guarded))
    home = [str(opened.case.home)] if opened.case.home else []
    entries = [one for one in opened.whole.kept if _is_theirs(opened, one.entry)]
    return Withheld(
        names=tuple(dict.fromkeys(_names(opened, guarded, people))),
        addresses=tuple(dict.fromkeys([*_addresses(people), *home])),
        numbers=tuple(dict.fromkeys(_numbers(people))),
        references=tuple(dict.fromkeys(_references(opened, people))),
        days=tuple(dict.fromkeys(_days(opened))),
        said=tuple(dict.fromkeys(text for one in entries for text in _said(one.entry))),
    )


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
    landlord = opened.case.landlord_id
    theirs = Tenancy.objects.filter(landlord_id=landlord, members__person_id__in=people)
    inside = Member.objects.filter(landlord_id=landlord, tenancy__in=theirs)
    return Person.objects.filter(landlord_id=landlord, id__in=inside.values("person_id"))


def _people(opened: Open, rows: list[Party]) -> Iterator[Person]:
    """Those of the protected side with their households, but nobody who is complained of."""
    others = [
        row.person_id for row in opened.rows if row.side == "other party" and row.person_id
    ]  # fmt: skip
    ids = {row.person_id for row in rows if row.person_id is not None}
    near = {row.person_id for row in rows if row.side == "resident" and row.person_id is not None}
    found = Person.objects.filter(landlord_id=opened.case.landlord_id).filter(
        Q(id__in=ids) | Q(id__in=household_of(opened, near).values("id"))
    )
    yield from found.exclude(id__in=others).select_related("home").order_by("id")


def _names(opened: Open, rows: list[Party], people: list[Person]) -> Iterator[str]:
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


def _references(opened: Open, people: list[Person]) -> Iterator[str]:
    yield opened.case.reference
    for one in people:
        yield str(one.details.get("reference") or "")


def _days(opened: Open) -> Iterator[date]:
    """The days of incidents and of reports: told to the other party as a period alone."""
    for item in opened.run.timeline.doing(("asb.reported", "asb.diary_returned")):
        if item.entry.incident_on is not None:
            yield item.entry.incident_on
        yield _day(item)


def _day(item: Item) -> date:
    return item.entry.at.date() if item.entry.at else item.when.date


def _is_theirs(opened: Open, entry: Entry) -> bool:
    """Whether somebody of the protected side speaks in an entry."""
    sides = {row.key: is_protected(row) for row in opened.rows}
    known = {*PROTECTED}
    named = (entry.by, *entry.to)
    speaks = any(sides.get(key, key in known) for key in named)
    return speaks or not set(LISTENED).isdisjoint(entry.does)


def _said(entry: Entry) -> Iterator[str]:
    yield from (text for text in (entry.text, entry.reason, *entry.asks) if text)
    yield from (each.says for each in entry.given if each.says)
