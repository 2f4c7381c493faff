"""Putting what came in into a case: an entry with what was said, and the files as they came.

The entry, the kept files and the end of the item are one transaction. Who it is from is what a
person judged, and says so (security R11): mail never proves who wrote it.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from msgspec import Struct
from msgspec.structs import replace

from putright.casework import desk, permissions
from putright.casework.actions import files as kept_files
from putright.casework.actions.contacts import Contact, entries_of
from putright.casework.actions.files import NotKept
from putright.casework.actions.triage import Moved, change, ended, opened
from putright.casework.actor import Actor
from putright.casework.permissions import Nearness
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.contacts import people_of
from putright.casework.queries.triage_page import arrival_of
from putright.casework.refused import NotRight
from putright.core.events.entry import Entry
from putright.gateways.blobs import NoSuchFile
from putright.kit.say import N_, _
from putright.stores.post import items
from putright.stores.post.items import Row
from putright.stores.record.cases import NewParty
from putright.stores.record.ledger.translate import Attached

CHANNELS = {
    "mailbox": "email", "forwarded": "email", "web form": "web form", "phone log": "phone",
    "letter scan": "letter", "portal": "web form", "partner": "email",
}  # fmt: skip
PROOFS = {"email": "email", "web form": "form", "letter": "letter", "phone": "note"}
"""What shows it, by the channel it came by: the thing itself, or our note of a call."""
OTHERS = {
    "helper": N_("Somebody who helps them, not in the case yet"),
    "agency": N_("Somebody of an agency, not in the case yet"),
    "anonymous": N_("Somebody who cannot be told for sure"),
}
LONGEST = 18_000
"""Characters of the text that stand in the entry; the whole is kept with it."""


class Placed(Struct, frozen=True, kw_only=True):
    """Into which case, from whom as a person judged, and what they ask for."""

    case: UUID
    whom: str
    asks: tuple[str, ...] = ()
    wants_call: bool = False
    unhappy: bool = False


class Done(Struct, frozen=True):
    """Where it stands now; the names of files that could not be kept with the case."""

    case_id: UUID
    number: int
    not_kept: tuple[str, ...] = ()


def senders(actor: Actor, case_id: UUID, *, now: datetime) -> tuple[tuple[str, str], ...]:
    """Whom something in this case can be from: its people first, then others."""
    case = open_for(actor, case_id, now=now, what="triage")
    permissions.check(actor, "contact.log", case.near)
    people = [
        (one.key, f"{one.name} ({one.role})" if one.role else one.name) for one in people_of(case)
    ]
    keys = dict(people)
    return (*people, *((key, _(word)) for key, word in OTHERS.items() if key not in keys))


def place(*, actor: Actor, moved: Moved, told: Placed, now: datetime) -> Done:
    """Put it into a case; raises ``NotRight`` where somebody was faster."""
    with transaction.atomic():
        row = opened(actor, moved, now=now)
        case = open_for(actor, told.case, now=now, what="triage")
        permissions.check(actor, "contact.log", case.near)
        files, faults = keep_files(actor, case.near, row, now)
        side, parties = _who(case, row, told.whom)
        key = f"in-{row.id.hex[:12]}-{row.version}"
        contact = _contact(row, replace(told, whom=parties[0].key if parties else told.whom))
        first, *others = entries_of(actor, case, contact, side)
        saved = desk.add(
            actor=actor, permission="contact.log", near=case.near, now=now, parties=parties,
            entries=_keyed(key, first, *others), files={0: files} if files else None,
            also=lambda: change(
                actor, row, "placed", now=now,
                **ended(actor, "on a case", now, case=told.case, entry=key),
            ),
        )  # fmt: skip
    return Done(saved.case_id, saved.numbers[0], faults)


def _keyed(key: str, first: Entry, *others: Entry) -> list[Entry]:
    """Entries under names by which undoing finds all of them."""
    more = [replace(one, id=f"{key}-{number}") for number, one in enumerate(others, start=1)]
    return [replace(first, id=key), *more]


def keep_files(
    actor: Actor, near: Nearness, row: Row, now: datetime
) -> tuple[tuple[Attached, ...], tuple[str, ...]]:
    """What came, as it came and with each file of it, kept with the case; names of what was not."""
    kept: list[Attached] = []
    faults: list[str] = []
    for name, chunks in chunks_of(actor, row):
        try:
            kept.append(kept_files.keep(actor=actor, near=near, name=name, chunks=chunks, now=now))
        except (NotKept, NoSuchFile):
            faults.append(name)
    return tuple(kept), tuple(faults)


def chunks_of(actor: Actor, row: Row) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The name and the bytes of the message as it came, then of each file that came with it."""
    landlord = actor.landlord_id
    arrival = arrival_of(landlord, row)
    if arrival is not None:
        name = "message.eml" if row.door in ("mailbox", "forwarded") else "as-it-came.txt"
        yield name, _chunks(landlord, arrival.id, arrival.blob)
    for one in items.files_of(landlord=landlord, items=[row.id]).get(row.id, []):
        yield one.name, _chunks(landlord, row.id, one.blob)


def _chunks(landlord: UUID, folder: UUID, blob: str) -> Iterator[bytes]:
    """The bytes, of a file that is opened when the first of them is asked for."""
    yield from kept_files.blobs().read_range(landlord=landlord, case=folder, name=blob)


def words_of(row: Row) -> str:
    """What an entry says of it: its subject and its words, as far as they have room."""
    whole = "\n\n".join(part for part in (row.subject, row.text) if part)
    if len(whole) <= LONGEST:
        return whole
    return f"{whole[:LONGEST]}\n{_('The rest stands in the file.')}"


def _who(case: Open, row: Row, whom: str) -> tuple[str, Sequence[NewParty]]:
    """The side of whom it is from; somebody new takes part in the case from now on."""
    known = {one.key: one for one in people_of(case)}
    if whom in known:
        found = known[whom]
        new = [] if whom in case.parts else [NewParty(key=whom, side=found.side)]
        return found.side, new
    if whom not in OTHERS:
        raise NotRight(_("Who is it from? Choose an answer."), field="whom")
    if whom == "anonymous":
        return whom, []
    number = 1
    while (key := whom if number == 1 else f"{whom}-{number}") in case.parts:
        number += 1
    core = {"name": row.sender_name or row.sender}
    return whom, [NewParty(key=key, side=whom, core=core if core["name"] else {})]


def _contact(row: Row, told: Placed) -> Contact:
    channel = CHANNELS[row.door]
    shown = " ".join(part for part in (row.sender_name, f"<{row.sender}>" if row.sender else "")
                     if part)  # fmt: skip
    came = _("It came as from {sender}. That it is from them is our judgement.")
    return Contact(
        outcome="they contacted", whom=told.whom, at=row.came_at, channel=channel,
        note=words_of(row), record=came.format(sender=shown) if shown else "",
        asks=told.asks, wants_call=told.wants_call, unhappy=told.unhappy,
        proofs=(PROOFS[channel],),
    )  # fmt: skip
