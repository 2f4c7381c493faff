"""Sends what is queued, one at a time: held by a lease, handed over, and only then marked.

Killed between the server's yes and our mark, it is sent again with the same message id, and the
reader's mail program can tell that it is the same. That is the only way in which it goes twice.
"""

import logging
import os
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import format_datetime
from uuid import UUID

from django.conf import settings

from putright.casework import laid, outbox_told
from putright.casework.actions.files import blobs
from putright.casework.queries.postal import is_still_safe
from putright.casework.queries.posting import house_of
from putright.gateways import clock
from putright.gateways.blobs import NoSuchFile
from putright.gateways.notify import Notify
from putright.gateways.sending import (
    Carrier,
    Dropped,
    Enclosed,
    Going,
    Never,
    NotNow,
    Outcome,
    Taken,
)
from putright.gateways.smtp import PORTS, Safety, Server, Smtp
from putright.stores.accounts.scope import landlord_scope
from putright.stores.post import outbox as rows
from putright.stores.post.outbox import EMAIL, FOLDER, LETTER, TEXT, PostRow
from putright.stores.record import files

LEASE = timedelta(minutes=5)
MOST_A_RUN = 200
WAITS = (1, 5, 15, 60, 240)
"""Minutes until the next try, by how often it was tried; then always the last."""
LONGEST = timedelta(days=3)
"""What no server took by then is refused, and told to people."""
MOST_FAULTS = 3
ASKED_FOR = timedelta(days=10)

log = logging.getLogger("putright.post")


class Lost(Exception):
    """A file that should go along is not there any more."""


def carriers() -> Mapping[str, Carrier]:
    """Who carries what, as this installation is set up."""
    told = settings.SENDING
    drop = laid.drop()
    by_notify = "notify" in (told["texts"], told["letters"])
    notify = _notify() if by_notify else drop
    return {
        EMAIL: Smtp(server()) if told["smtp_host"] else drop,
        TEXT: notify if told["texts"] == "notify" else drop,
        LETTER: notify if told["letters"] == "notify" else drop,
    }


def server() -> Server:
    """The mail server of this installation."""
    told = settings.SENDING
    return Server(
        host=told["smtp_host"], port=int(told["smtp_port"] or 0), safety=_safety(),
        user=told["smtp_user"], password=told["smtp_password"], roots=told["smtp_roots"],
    )  # fmt: skip


def send_all(
    *, landlord: UUID, by: Mapping[str, Carrier] | None = None, lease: timedelta = LEASE
) -> int:
    """Send what is due, and tell the cases of it; returns how many were handed over."""
    carry = by if by is not None else carriers()
    holder, ways, count = f"{os.getpid()} {uuid.uuid4().hex}", set(carry), 0
    for _each in range(MOST_A_RUN):
        machine = clock.machine()
        with landlord_scope(landlord):
            row = rows.take(
                landlord=landlord, ways=ways, by=holder, machine=machine, until=machine + lease
            )
        if row is None:
            break
        outcome = _sent(row, carry[row.way])
        with landlord_scope(landlord):
            _mark(row, outcome)
        if isinstance(outcome, NotNow) and outcome.is_all:
            ways.discard(row.way)
        count += isinstance(outcome, (Taken, Dropped))
    tell_all(landlord=landlord)
    return count


def tell_all(*, landlord: UUID) -> None:
    """Tell every case whose letter went, or did not, and that was not told yet.

    One case that cannot be told does not keep the others from it; the run then counts as failed.
    """
    failed: Exception | None = None
    with landlord_scope(landlord):
        waiting = rows.to_tell(landlord=landlord)
    for row in waiting:
        try:
            with landlord_scope(landlord):
                outbox_told.tell(row=row, now=clock.now())
        except Exception as fault:
            log.exception("a case was not told how its letter went", extra={"case": row.case_id})
            failed = fault
    if failed is not None:
        raise failed


def ask_all(*, landlord: UUID, by: Mapping[str, Carrier] | None = None) -> None:
    """Ask the services what became of what they took."""
    from putright.casework.actions.outbox import bounced

    carry = by if by is not None else carriers()
    with landlord_scope(landlord):
        asked = rows.to_ask(landlord=landlord, since=clock.now() - ASKED_FOR)
    for row in asked:
        fate = carry[row.way].fate(row.accepted_as)
        if fate.failed:
            with landlord_scope(landlord):
                bounced(landlord=landlord, post=row.id, says=fate.failed, now=clock.now())


def _sent(row: PostRow, carrier: Carrier) -> Outcome:
    try:
        with landlord_scope(row.landlord_id):
            if row.case_id and row.purpose.startswith("letter") and not is_still_safe(row):
                return Never("this way is not safe any more")
            going = _going(row)
        return carrier.send(going)
    except Lost:
        return Never("its file is not there any more")
    except Exception as fault:
        log.exception("something could not be sent", extra={"landlord": row.landlord_id})
        says = f"it could not be made ready: {type(fault).__name__}"
        return Never(says) if row.tries + 1 >= MOST_FAULTS else NotNow(says)


def _mark(row: PostRow, outcome: Outcome) -> None:
    now = clock.now()
    if isinstance(outcome, Taken):
        rows.accept(row=row, as_=outcome.as_, now=now)
    elif isinstance(outcome, Dropped):
        rows.accept(row=row, as_=f"{FOLDER}{outcome.as_}", now=now)
        if rows.is_forgotten(landlord=row.landlord_id, post=row.id):
            laid.forget([row.id])
    elif isinstance(outcome, Never):
        rows.refuse(row=row, fault=outcome.says)
    elif now - row.queued_at > LONGEST:
        rows.refuse(row=row, fault=f"tried for three days: {outcome.says}")
    else:
        wait = timedelta(minutes=WAITS[min(row.tries, len(WAITS) - 1)])
        rows.put_off(row=row, fault=outcome.says, until=clock.machine() + wait)


def _going(row: PostRow) -> Going:
    house = house_of(row.landlord_id, mailbox=row.mailbox)
    text, enclosed = _enclosed(row)
    return Going(
        key=str(row.id), way=row.way, to=row.to, from_name=house.name,
        from_address=house.address, subject=row.subject,
        body="\n\n".join(filter(None, (row.body, text))), message_id=row.message_id,
        dated=format_datetime(_whole(row.queued_at)), answers=row.answers,
        by_itself=not row.purpose.startswith("letter"), files=enclosed,
    )  # fmt: skip


def _enclosed(row: PostRow) -> tuple[str, tuple[Enclosed, ...]]:
    """The words that stand in the message, and the files beside it, by names that tell nothing."""
    found = files.named(landlord=row.landlord_id, files=row.files)
    words: list[str] = []
    made: list[Enclosed] = []
    for number, key in enumerate(row.files, start=1):
        if key not in found:
            raise Lost
        one = found[key]
        try:
            with blobs().open(landlord=row.landlord_id, case=one.case_id, name=one.blob) as kept:
                content = kept.read()
        except NoSuchFile:
            raise Lost from None
        if one.name.endswith(".txt"):
            words.append(content.decode())
        else:
            ending = f"-{number}" if number > 1 else ""
            made.append(Enclosed(f"letter{ending}.pdf", one.media_type, content))
    return "\n\n".join(words), tuple(made)


def _whole(at: datetime) -> datetime:
    return at.astimezone(clock.LONDON).replace(microsecond=0)


def _safety() -> Safety:
    asked = settings.SENDING["smtp_safety"]
    return asked if asked in PORTS else "starttls"


def _notify() -> Carrier:
    told = settings.SENDING
    return Notify(
        key=told["notify_key"], text_template=told["notify_text_template"],
        address=told["notify_address"],
    )  # fmt: skip
