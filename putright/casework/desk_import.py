"""The desk for many people at once: streams, rows and index of people whom an import brings.

People who are there already are changed one by one, through the desk itself.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from msgspec import Struct

from putright.casework import desk, permissions
from putright.casework.actor import Actor
from putright.core.events.person import Details, PersonNote
from putright.core.facts.people import known_of
from putright.stores.people import rows as people_rows
from putright.stores.record.ledger.append import append_to_new
from putright.stores.record.ledger.translate import row_of_note
from putright.stores.record.models import Case
from putright.stores.worklist import index

BATCH = 2_000
HOW = "imported from the landlord's list"
SOURCE = "import"


class Brought(Struct, frozen=True):
    """Somebody as an import has them; ``id`` is None for somebody new."""

    id: UUID | None
    sets: Details
    home: UUID | None = None


def import_people(
    *,
    actor: Actor,
    people: Sequence[Brought],
    now: datetime,
    step: Callable[[int], None] = lambda done: None,
) -> None:
    """Write down people that a file has; all of them, or none. ``step`` hears how many are done."""
    permissions.check(actor, "people.import")
    new = [one for one in people if one.id is None]
    changed = [one for one in people if one.id is not None]
    with transaction.atomic():
        for start in range(0, len(new), BATCH):
            _add(actor, new[start : start + BATCH], now)
            step(min(start + BATCH, len(new)))
        for done, one in enumerate(changed, start=len(new) + 1):
            desk.write_person(
                actor=actor, person=one.id, written=[_note(actor, one, now)], now=now,
                home=one.home, source=SOURCE, permission="people.import",
            )  # fmt: skip
            step(done)


def homes_changed(*, actor: Actor, homes: Iterable[UUID], now: datetime) -> None:
    """Homes are not what they were: look again at the cases there, and make them findable."""
    permissions.check(actor, "people.import")
    listed = list(homes)
    for start in range(0, len(listed), BATCH):
        batch = listed[start : start + BATCH]
        index.index_homes(landlord=actor.landlord_id, homes=batch)
        found = Case.objects.filter(landlord_id=actor.landlord_id, home_id__in=batch)
        for case in found.select_related("landlord", "home").order_by("id"):
            desk.reassess(case, now=now)


def _note(actor: Actor, one: Brought, now: datetime, key: str = "") -> PersonNote:
    does = "person.registered" if one.id is None else "person.details_changed"
    return PersonNote(
        id=key,
        does=does,  # type: ignore[arg-type]
        at=now,
        by="landlord" if actor.is_system else actor.key,
        how=HOW,
        sets=one.sets,
    )


def _add(actor: Actor, people: Sequence[Brought], now: datetime) -> None:
    landlord = actor.landlord_id
    written = [(uuid4(), one, _note(actor, one, now, "n1")) for one in people]
    append_to_new(
        [(person, (row_of_note(note),)) for person, _one, note in written],
        landlord=landlord,
        kind="person",
        actor=None if actor.is_system else actor.user_id,
        source=SOURCE,
        now=now,
    )
    people_rows.add_many(
        landlord=landlord,
        people=[(person, known_of((note,)), one.home) for person, one, note in written],
        now=now,
    )
    index.index_people(landlord=landlord, people=[person for person, _one, _told in written])
