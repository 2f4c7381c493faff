"""Makes an item of triage of each message that was kept: once, whatever is killed and whenever.

A message is read in a process apart. One that cannot be read is tried again, and after three tries
it is an item all the same: its head, where that can be read, and the message to download.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import Error, transaction
from msgspec import Struct
from msgspec.structs import replace

from putright.casework import mail_ends, routing, triage_words
from putright.casework.actions import item_files
from putright.casework.actions.arrivals import raw_of
from putright.casework.mail_threads import thread_of
from putright.gateways import clock
from putright.gateways.blobs import DiskFull, FileRefused
from putright.gateways.mail import Mail, Unreadable
from putright.gateways.mail_reading import Reader
from putright.kit.say import _
from putright.stores.accounts.scope import landlord_scope
from putright.stores.post import arrivals, items
from putright.stores.post.arrivals import KEPT, TWICE, UNDERSTOOD, UNREADABLE, Row
from putright.stores.post.items import NewItem, NewItemFile

MOST_AT_ONCE = 200
MOST_TRIES = 3
LONGEST = 200_000
"""Signs of a text that a list or a page has to carry; the rest is in the message as it came."""
MOST_STARTS = 12
"""So often reading may end with us, before it is no longer tried."""
AGAIN = timedelta(minutes=1)

log = logging.getLogger("putright.post")


class Read(Struct, frozen=True):
    """A message that was read, with what came with it on the disk in the folder of the item."""

    mail: Mail
    item: UUID
    files: list[NewItemFile]


def understand_waiting(landlord: UUID, now: datetime, *, most: int = MOST_AT_ONCE) -> int:
    """Make an item of every message that waits; one that fails holds up no other. How many."""
    with landlord_scope(landlord):
        waiting = arrivals.waiting(landlord=landlord, machine=clock.machine(), most=most)
    with Reader() as reader:
        for arrival in waiting:
            understand(landlord=landlord, arrival=arrival, reader=reader, now=now)
    return len(waiting)


def understand(*, landlord: UUID, arrival: UUID, reader: Reader, now: datetime) -> UUID | None:
    """The item that a message becomes, or became; None where it has to be tried again."""
    with landlord_scope(landlord):
        row = arrivals.begin(landlord=landlord, arrival=arrival)
    if row is None or row.state != KEPT:
        return row.item if row else None
    try:
        if row.starts > MOST_STARTS:
            raise Unreadable("EndedWithUs")
        return _made(landlord, row, _read(landlord, row, reader), now)
    except Error:
        raise
    except Exception as fault:
        log.exception("mail is kept and not understood", extra={"landlord": landlord})
        if _is_the_last(row) and not isinstance(fault, DiskFull):
            return _given_up(landlord, row, reader, now)
        with landlord_scope(landlord):
            arrivals.put_off(
                landlord=landlord, arrival=row.id, fault=f"{type(fault).__name__} {fault}"[:60],
                until=clock.machine() + AGAIN * (row.tries + 1),
            )  # fmt: skip
    return None


def _is_the_last(row: Row) -> bool:
    return row.tries + 1 >= MOST_TRIES or row.starts > MOST_STARTS


def _read(landlord: UUID, row: Row, reader: Reader) -> Read:
    """The message, and what came with it kept, before any row names that."""
    mail = reader.read(raw_of(landlord=landlord, arrival=row.id, blob=row.blob))
    item, files, notes = uuid4(), list[NewItemFile](), list(mail.notes)
    if len(mail.text) > LONGEST:
        notes.append(_("Its text is very long. The rest is in the message as it came."))
    for each in mail.files:
        try:
            files.append(
                item_files.keep(
                    landlord=landlord, item=item, name=each.name, content=each.content
                )
            )  # fmt: skip
        except DiskFull:
            item_files.drop(landlord=landlord, item=item, files=files)
            raise
        except FileRefused as refused:
            notes.append(f"{each.name}: {refused}")
    return Read(replace(mail, text=mail.text[:LONGEST], notes=tuple(notes)), item, files)


def _given_up(landlord: UUID, row: Row, reader: Reader, now: datetime) -> UUID | None:
    """An item without its words, for a person to look at."""
    try:
        raw = raw_of(landlord=landlord, arrival=row.id, blob=row.blob)
        mail = reader.read(raw, head_only=True)
    except (Unreadable, LookupError):
        mail = Mail(kind="unreadable", notes=(_("It could not be read."),))
    return _made(landlord, row, Read(mail, uuid4(), []), now)


def _made(landlord: UUID, row: Row, read: Read, now: datetime) -> UUID | None:
    """The item, in one transaction with the note that it is made; the same message's, if it came
    before; what another made of it meanwhile."""
    with landlord_scope(landlord), transaction.atomic():
        held = arrivals.hold(landlord=landlord, arrival=row.id)
        made, state = _item(landlord, held, read, now) if held else (None, "")
        if made is not None:
            arrivals.settled(landlord=landlord, arrival=row.id, item=made, state=state)
    if made != read.item:
        item_files.drop(landlord=landlord, item=read.item, files=read.files)
    if made is None:
        with landlord_scope(landlord):
            settled = arrivals.one(landlord=landlord, arrival=row.id)
        return settled.item if settled else None
    return made


def _item(landlord: UUID, row: Row, read: Read, now: datetime) -> tuple[UUID, str]:
    twin = arrivals.twin(landlord=landlord, row=row)
    if twin is not None:
        return twin, TWICE
    mail = read.mail
    thread = thread_of(landlord, mail)
    kind, ending = mail_ends.ending_of(landlord, mail, now)
    made = items.make(
        landlord=landlord, id=read.item, files=read.files,
        item=_new(landlord, row, replace(mail, kind=kind), thread.guess, now),
        outcome=ending.outcome, outcome_why=ending.why, done_at=now if ending.outcome else None,
    )  # fmt: skip
    return made, UNREADABLE if kind == "unreadable" else UNDERSTOOD


def _new(
    landlord: UUID, row: Row, mail: Mail, guess: dict[str, str], now: datetime
) -> NewItem:  # fmt: skip
    handed = row.envelope.get("to")
    named = tuple(str(each) for each in handed) if isinstance(handed, list) else ()
    place = routing.place(
        landlord=landlord, mailbox=row.mailbox, recipients=(*named, *mail.recipients),
        sender=mail.sender, now=now,
    )  # fmt: skip
    flags = triage_words.flags(
        place.pack, mail.subject, mail.text, kind=mail.kind, at=row.came_at
    )  # fmt: skip
    return NewItem(
        door=row.door, came_at=_came_at(row), team=place.team, kind=mail.kind, arrival=row.id,
        mailbox=row.mailbox, written_at=mail.written_at, sender=mail.sender,
        sender_name=mail.sender_name[:200], subject=mail.subject[:300], text=mail.text,
        message_id=mail.message_id[:250], thread=mail.answers, notes=mail.notes,
        urgent=flags.urgent, unhappy=flags.unhappy, guess=guess, officer=place.officer,
        home=place.home,
    )  # fmt: skip


def _came_at(row: Row) -> datetime:
    """When it reached the landlord: its server had it before we kept it, if that was down."""
    at = row.envelope.get("at")
    return datetime.fromisoformat(at) if isinstance(at, str) else row.came_at
