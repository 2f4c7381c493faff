"""To whom a letter about the other party can go: never to a child, but to the tenant there."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_identity import is_child
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.tools import is_known, kinds_of
from putright.core.workdays import to_datetime
from putright.kit.say import _
from putright.stores.people.models import Member, Person, Tenancy
from putright.stores.record.models import Party

HEARD = "asb.other_party_heard"
FOR = "tenant-of:"
"""Begins the choice of a tenant who gets the letter about a child: the child, then the tenant."""


class Reader(Struct, frozen=True, kw_only=True):
    """Whoever gets a letter; ``about`` is the part it is about, a child's perhaps."""

    key: str
    name: str
    about: str
    is_for_child: bool = False
    is_new: bool = False
    person: UUID | None = None
    row: Person | None = None


class LetterChoices(Struct, frozen=True, kw_only=True):
    """What the form of a letter offers; ``children`` have nobody whom a letter could go to."""

    around: Around
    readers: tuple[tuple[str, str], ...]
    without_reader: tuple[str, ...]
    kinds: tuple[str, ...]
    first: date | None
    last: date | None


def for_letter(actor: Actor, case_id: UUID, *, now: datetime) -> LetterChoices:
    """What the form of a letter to the other party offers."""
    opened = open_for(actor, case_id, now=now, what="writing")
    permissions.check(actor, "case.tools", opened.near)
    found = list(_readers(opened))
    about = {reader.about for _key, reader in found}
    rows = [row for row in _others(opened) if row.key not in about]
    reports = opened.run.timeline.doing(("asb.reported",))
    days = [to_datetime(item.when.first).date() for item in reports if not item.counter]
    return LetterChoices(
        around=around(opened, "tools"),
        readers=tuple((key, _words(opened, reader)) for key, reader in found),
        without_reader=tuple(opened.name(row.key) for row in rows),
        kinds=kinds_of(opened),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def reader_of(opened: Open, chosen: str) -> Reader | None:
    """Whoever was chosen; None where that is nobody to whom a letter may go."""
    return dict(_readers(opened)).get(chosen)


def was_heard(opened: Open, reader: Reader, *, since: date) -> bool:
    """Whether a record shows that this was put to whoever gets the letter, and they answered.

    What was heard before the first day of it was something else.
    """
    return any(
        (HEARD in item.proven or item.admitted)
        and to_datetime(item.when.last).date() >= since
        and reader.key in (*item.entry.to, *item.entry.against)
        for item in opened.run.timeline.doing((HEARD,))
    )


def _readers(opened: Open) -> Iterator[tuple[str, Reader]]:
    for row in _others(opened):
        if not is_child(row):
            reader = Reader(
                key=row.key, name=opened.name(row.key), about=row.key, person=row.person_id,
                row=row.person,
            )  # fmt: skip
            yield row.key, reader
        else:
            yield from _tenants(opened, row)


def _tenants(opened: Open, child: Party) -> Iterator[tuple[str, Reader]]:
    """The adults of the child's home: those of the tenancy who are no children themselves."""
    if child.person_id is None:
        return
    tenancies = Tenancy.objects.filter(
        landlord_id=opened.case.landlord_id, members__person_id=child.person_id
    )
    here = tenancies.filter(ends_on__isnull=True)
    found = Member.objects.filter(landlord_id=opened.case.landlord_id, tenancy__in=here)
    parts = {row.person_id: row.key for row in opened.rows if row.side == "other party"}
    for member in found.exclude(person_id=child.person_id).select_related("person").order_by("id"):
        person = member.person
        if person.details.get("is_child") or "tenant" not in member.part:
            continue
        known = parts.get(person.id)
        yield (
            f"{FOR}{child.key}:{person.id}",
            Reader(
                key=known or _free_key(opened), name=person.name, about=child.key,
                is_for_child=True, is_new=known is None, person=person.id, row=person,
            ),
        )  # fmt: skip


def _free_key(opened: Open) -> str:
    taken, number = {row.key for row in opened.rows}, 2
    while (key := f"other-party-{number}") in taken:
        number += 1
    return key


def _others(opened: Open) -> list[Party]:
    return [row for row in opened.rows if row.side == "other party" and is_known(row)]


def _words(opened: Open, reader: Reader) -> str:
    if not reader.is_for_child:
        return reader.name
    words = _("{tenant}, the tenant, about {child}")
    return words.format(tenant=reader.name, child=opened.name(reader.about))
