"""What somebody sends on a public form: kept as it came first, then made into an item of triage.

Nobody has signed in, so nothing here reads anybody's case, and whatever is told proves nothing of
who tells it (security R6, R11). Nothing is refused: too much at once is taken more slowly.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
from django.conf import settings
from django.db import Error
from msgspec import Struct

from putright.casework.actions import public_items
from putright.casework.actions.contacts import Upload
from putright.casework.actions.files import blobs
from putright.casework.public_form import NONE_SAFE, KeptFile, Lost, Raw, receipts_to, reference_of
from putright.casework.queries.public_front import acknowledged_by, read_by, sounds_urgent
from putright.gateways.blobs import DiskFull, EmptyFile, FileRefused, TooLarge
from putright.gateways.file_names import clean_name
from putright.kit.say import _
from putright.stores.accounts.scope import landlord_scope
from putright.stores.post import forms, pace
from putright.stores.post.forms import NewForm

WINDOW = timedelta(minutes=10)
FROM_ONE_PLACE = 10
"""Within the window from one place; what comes beyond is kept at once and understood later."""
IN_ALL = 200
NOTES_FROM_ONE_PLACE = 20
"""A day; beyond it what is sent is taken all the same, and no address or number is written to."""
LATER = timedelta(minutes=1)
DAY = timedelta(days=1)
BYTES_A_DAY = 300 * 1024 * 1024
"""Of files from one place; beyond it words are taken, files are not."""
MOST_FILES = 30
MOST_BYTES_OF_WORDS = 20 * 1024 * 1024

log = logging.getLogger("putright.portal")


class NotTaken(Exception):
    """Nothing could be kept: the form must come back with every word that was typed."""


class Sent(Struct, frozen=True, kw_only=True):
    """A form as it was sent; ``came_from`` is the address of the requester, which is not kept.

    ``adds_to`` is the form that was sent before and that this one belongs to.
    """

    kind: str
    form: UUID
    told: dict[str, Any]
    uploads: Sequence[Upload] = ()
    came_from: str = ""
    adds_to: UUID | None = None


class Taken(Struct, frozen=True, kw_only=True):
    """What is said at once: its number, and how many files were lost. No word of what was sent."""

    kind: str
    arrival: UUID
    reference: str
    at: datetime
    read_by: datetime | None
    answer_by: date | None = None
    reach: tuple[str, ...] = ()
    noted: bool = False
    none_safe: bool = False
    is_urgent: bool = False
    lost: int = 0


def take(*, landlord: UUID, sent: Sent, now: datetime) -> Taken:
    """Keep what was sent; once, however often the same form comes. Raises ``NotTaken``."""
    try:
        before = _before(landlord, sent.form)
        if before is not None:
            return _taken(landlord, sent, before, now)
        slow = _is_much(landlord, sent, now)
        raw = _with_files(landlord, sent, now, slow=slow)
        arrival, is_new = _keep(landlord, sent.form, raw, now)
    except (Error, OSError, FileRefused) as fault:
        log.exception("a form could not be kept", extra={"landlord": landlord})
        raise NotTaken from fault
    if is_new and not slow:
        understand_now(landlord, arrival, now)
    return _taken(landlord, sent, arrival, now, lost=len(raw.lost))


def understand_now(landlord: UUID, arrival: UUID, now: datetime) -> None:
    """Make the item at once; where that fails it stays kept, and the job makes it."""
    try:
        with landlord_scope(landlord):
            public_items.understand(landlord=landlord, arrival=arrival, now=now)
    except Exception:
        log.exception("a form was kept and not yet understood", extra={"landlord": landlord})


def _before(landlord: UUID, form: UUID) -> UUID | None:
    with landlord_scope(landlord):
        kept = forms.of_form(landlord=landlord, form=form)
    return kept.id if kept else None


def _taken(landlord: UUID, sent: Sent, arrival: UUID, now: datetime, lost: int = 0) -> Taken:
    safe = tuple(sent.told.get("safe", ()))
    none_safe = NONE_SAFE in safe
    is_urgent, by_then, answer_by = _by_when(landlord, sent, now)
    return Taken(
        kind=sent.kind, arrival=arrival, reference=reference_of(arrival), at=now, lost=lost,
        read_by=by_then, answer_by=answer_by, none_safe=none_safe,
        reach=() if none_safe else safe, noted=bool(receipts_to(sent.told)), is_urgent=is_urgent,
    )  # fmt: skip


def _by_when(
    landlord: UUID, sent: Sent, now: datetime
) -> tuple[bool, datetime | None, date | None]:
    """Whether it is urgent, by when it is read, and a complaint acknowledged.

    It is kept: no fault undoes that.
    """
    try:
        is_urgent = sounds_urgent(landlord, sent.told, now=now)
        by_then = read_by(landlord, is_urgent=is_urgent, now=now)
        complains = sent.kind == "complaint"
        return is_urgent, by_then, acknowledged_by(landlord, now=now) if complains else None
    except Exception:
        log.exception("a receipt without its times", extra={"landlord": landlord})
        return False, None, None


def _is_much(landlord: UUID, sent: Sent, now: datetime) -> bool:
    """Whether so much came lately that this is understood later. A fault here stops nobody."""
    try:
        with landlord_scope(landlord):
            here = pace.add(landlord, "forms", sent.came_from, now=now, window=WINDOW)
            in_all = pace.came(landlord, forms.DOOR, since=now - WINDOW)
    except Error:
        return False
    return here > FROM_ONE_PLACE or in_all >= IN_ALL


def _with_files(landlord: UUID, sent: Sent, now: datetime, *, slow: bool) -> Raw:
    """The files on the disk, in the folder of the item to be; which were lost, and why."""
    item, kept, lost = uuid4(), list[KeptFile](), list[Lost]()
    for number, one in enumerate(sent.uploads):
        name = clean_name(name=one.name)
        why = _("There were too many files.") if number >= MOST_FILES else ""
        if not why and _bytes(landlord, sent, 0, now) >= BYTES_A_DAY:
            why = _("Too much came from the same place that day.")
        if not why:
            try:
                kept.append(_file(landlord, item, name, one))
                _bytes(landlord, sent, kept[-1].size, now)
            except (FileRefused, OSError) as fault:
                why = _why(fault)
        if why:
            lost.append(Lost(name=name, why=why))
    return Raw(
        kind=sent.kind, item=item, at=now, told=sent.told, files=kept, lost=lost, much=slow,
        adds_to=sent.adds_to, quiet=slow or _asks_for_many_notes(landlord, sent, now),
    )  # fmt: skip


def _asks_for_many_notes(landlord: UUID, sent: Sent, now: datetime) -> bool:
    """Whether somebody may be having strangers written to, at the landlord's cost."""
    if not receipts_to(sent.told):
        return False
    try:
        with landlord_scope(landlord):
            asked = pace.add(landlord, "notes-of-a-place", sent.came_from, now=now, window=DAY)
    except Error:
        return True
    return asked > NOTES_FROM_ONE_PLACE


def _file(landlord: UUID, item: UUID, name: str, one: Upload) -> KeptFile:
    limit = settings.MOST_BYTES_OF_A_FILE
    blob = blobs().keep(landlord=landlord, case=item, chunks=one.chunks, limit=limit)
    return KeptFile(
        name=name, size=blob.size, blob=blob.name, salt=blob.salt, digest=blob.salted_digest
    )


def _why(fault: Exception) -> str:
    if isinstance(fault, EmptyFile):
        return _("It was empty.")
    if isinstance(fault, TooLarge):
        return _("It was too big.")
    if isinstance(fault, DiskFull):
        return _("There was no room for files.")
    return _("It could not be saved.")


def _bytes(landlord: UUID, sent: Sent, more: int, now: datetime) -> int:
    """How many bytes of files came from there in a day. A fault here stops nobody."""
    try:
        with landlord_scope(landlord):
            return pace.add(landlord, "bytes", sent.came_from, now=now, window=DAY, amount=more)
    except Error:
        return 0


def _keep(landlord: UUID, form: UUID, raw: Raw, now: datetime) -> tuple[UUID, bool]:
    """The raw form on the disk, then its row, saved for good; or the row that was there first.

    The words may take the room that files may not.
    """
    arrival = uuid4()
    store = replace(blobs(), full_at=0.995)
    whole = msgspec.json.encode(raw)
    blob = store.keep(landlord=landlord, case=arrival, chunks=[whole], limit=MOST_BYTES_OF_WORDS)
    new = NewForm(
        id=arrival, form=form, blob=blob.name, size=blob.size, salt=blob.salt,
        digest=blob.salted_digest, came_at=now, later=now + LATER if raw.much else None,
    )  # fmt: skip
    with landlord_scope(landlord):
        if forms.add(landlord=landlord, new=new):
            return arrival, True
        first = forms.of_form(landlord=landlord, form=form)
    assert first is not None
    store.erase(landlord=landlord, case=arrival, name=blob.name)
    for each in raw.files:
        store.erase(landlord=landlord, case=raw.item, name=each.blob)
    return first.id, False
