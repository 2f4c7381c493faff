"""Reads every mailbox of a landlord: each message is kept, then marked as read, then understood.

Each mailbox is read in a thread of its own. One whose server hangs goes on hanging there, until its
time is over, while the others are read again and again: it costs them nothing.
"""

import logging
import threading
from datetime import datetime
from uuid import UUID

from django.db import Error, connections

from putright.casework.actions.arrivals import keep
from putright.gateways import clock, imap, sealed
from putright.gateways.blobs import FileRefused
from putright.gateways.imap import CannotRead, Folder, Message, Place
from putright.stores.accounts.scope import landlord_scope
from putright.stores.post import arrivals, jobs, mailboxes
from putright.stores.post.mailboxes import Box

LONGEST = 200.0
"""Seconds for one visit to a mailbox: what is left is taken by the next."""
UNDERSTAND = "understand"
WAIT = 5.0
"""Seconds for which a round waits for mailboxes that are usually well; longer ones go on alone."""

log = logging.getLogger("putright.post")


def fetch_all(landlord: UUID, now: datetime) -> None:
    """Begin to read all that are to be read, and wait a little for those that usually answer."""
    with landlord_scope(landlord):
        boxes = mailboxes.read_here(landlord=landlord)
    visits = [found for box in boxes if (found := _visit(box, now)) is not None]
    until = clock.monotonic() + WAIT
    for visit in visits:
        if not visit.box.fault:
            visit.join(max(0.0, until - clock.monotonic()))
    for visit in visits:
        if not visit.is_alive() and visit.fault is not None:
            raise visit.fault


def wait(seconds: float = LONGEST) -> None:
    """Let every visit of this process come to its end; for whoever is about to end it."""
    with _lock:
        found = list(_visits.values())
    for visit in found:
        visit.join(seconds)


class _Visit(threading.Thread):
    """A visit to one mailbox; ``fault`` is the database's, for the job that began it."""

    def __init__(self, box: Box, now: datetime) -> None:
        super().__init__(daemon=True, name=f"mailbox-{box.id}")
        self.box, self.now = box, now
        self.fault: Error | None = None

    def run(self) -> None:
        try:
            self._read()
        except Error as fault:
            log.exception("a visit to a mailbox lost its database")
            self.fault = fault
        finally:
            connections.close_all()

    def _read(self) -> None:
        try:
            fetch(self.box, self.now)
        except Error:
            raise
        except Exception as fault:
            told = {"landlord": self.box.landlord}
            log.exception("a mailbox could not be read", extra=told)
            _failed(self.box, type(fault).__name__, self.now)


_visits: dict[UUID, _Visit] = {}
_lock = threading.Lock()


def _visit(box: Box, now: datetime) -> _Visit | None:
    """A visit that begins now; None where one to that mailbox goes on in this process."""
    with _lock:
        before = _visits.get(box.id)
        if before is not None and before.is_alive():
            return None
        made = _visits[box.id] = _Visit(box, now)
        made.start()
    return made


def fetch(box: Box, now: datetime) -> int:
    """Keep what is new in one mailbox; how many messages. A fault is written on the mailbox."""
    taken = _Taken(box)
    try:
        with imap.opened(_place(box)) as folder:
            taken.take(folder, now)
            until = folder.certificate_until()
    except (CannotRead, sealed.CannotOpen, FileRefused) as fault:
        _failed(box, str(fault), now)
        return taken.count
    finally:
        taken.note()
    with landlord_scope(box.landlord):
        mailboxes.worked(landlord=box.landlord, mailbox=box.id, now=now)
        if until is not None:
            mailboxes.certified(landlord=box.landlord, mailbox=box.id, until=until)
    return taken.count


def _failed(box: Box, fault: str, now: datetime) -> None:
    with landlord_scope(box.landlord):
        mailboxes.failed(landlord=box.landlord, mailbox=box.id, fault=fault, now=now)


class _Taken:
    """How far one visit to a mailbox came."""

    def __init__(self, box: Box) -> None:
        self.box, self.count = box, 0
        self.numbering, self.uid = box.uidvalidity, box.uid

    def take(self, folder: Folder, now: datetime) -> None:
        """Keep message after message, and mark each as read when it is kept.

        Where the mailbox numbers its messages anew, all are looked at again: what is the same as
        something that came before is found when it is understood.
        """
        if self.numbering != folder.numbering:
            self.numbering, self.uid = folder.numbering, 0
        begun = clock.monotonic()
        uids = folder.to_keep(after=self.uid, since=self.box.since.date())
        known = self._known(folder.numbering, uids)
        folder.mark_read(known)
        for uid in uids:
            if uid not in known:
                self._keep(folder, uid, now)
            self.uid = max(self.uid, uid)
            if clock.monotonic() - begun > LONGEST:
                return

    def note(self) -> None:
        """Write down how far it came, and have what came understood."""
        box = self.box
        if self.numbering is None or (self.numbering, self.uid) == (box.uidvalidity, box.uid):
            return
        with landlord_scope(box.landlord):
            mailboxes.reached(
                landlord=box.landlord, mailbox=box.id, numbering=self.numbering, uid=self.uid
            )
            jobs.wake(name=UNDERSTAND, landlord=box.landlord, machine=clock.machine())

    def _known(self, numbering: int, uids: list[int]) -> set[int]:
        box = self.box
        with landlord_scope(box.landlord):
            return arrivals.known(
                landlord=box.landlord, mailbox=box.id, numbering=numbering, uids=uids
            )

    def _keep(self, folder: Folder, uid: int, now: datetime) -> None:
        message = folder.message(uid)
        if message is None:
            return
        keep(
            landlord=self.box.landlord, mailbox=self.box.id, door="mailbox", raw=message.pieces,
            numbering=folder.numbering, uid=uid, envelope=_had(self.box, message, now), now=now,
        )  # fmt: skip
        folder.mark_read([uid])
        self.count += 1


def _had(box: Box, message: Message, now: datetime) -> dict[str, object]:
    """When its server had it, should that lie between the setting up of the mailbox and now: what
    was sent while nobody could fetch it did come then."""
    at = message.came_at
    is_told = at is not None and at.tzinfo is not None and box.since <= at <= now
    return {"at": at.isoformat()} if at is not None and is_told else {}


def _place(box: Box) -> Place:
    with landlord_scope(box.landlord):
        secret = mailboxes.secret(landlord=box.landlord, mailbox=box.id)
    return Place(
        host=box.host, port=box.port, safety=imap.Safety(box.safety), user=box.user,
        password=sealed.opened(secret), folder=box.folder,
    )  # fmt: skip
