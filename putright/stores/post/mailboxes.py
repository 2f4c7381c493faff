"""Rows of mailboxes: where mail is read, or forwarded to; and whether that worked."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from msgspec import Struct

from putright.stores.post.models import Mailbox

IMAP, FORWARDED = "imap", "forwarded"


class Told(Struct, frozen=True, kw_only=True):
    """What is said of a mailbox. ``way`` is imap (it is read) or forwarded (mail comes here)."""

    name: str
    address: str
    way: str
    team: UUID
    host: str = ""
    port: int = 993
    safety: str = "tls"
    user: str = ""
    folder: str = "INBOX"
    of_ombudsman: bool = False


class Box(Struct, frozen=True, kw_only=True):
    """A mailbox as it stands, without its password."""

    id: UUID
    landlord: UUID
    name: str
    address: str
    way: str
    host: str
    port: int
    safety: str
    user: str
    folder: str
    team: UUID
    team_name: str
    of_ombudsman: bool
    is_active: bool
    uidvalidity: int | None
    uid: int
    since: datetime
    tried_at: datetime | None
    worked_at: datetime | None
    fault: str
    secret_at: datetime | None
    certificate_until: datetime | None
    trial: UUID | None


def every(*, landlord: UUID) -> list[Box]:
    """All mailboxes of a landlord, those switched off too, by name."""
    return [_box(row) for row in _of(landlord).order_by("name", "id")]


def read_here(*, landlord: UUID) -> list[Box]:
    """Those that are to be read: switched on, by IMAP."""
    return [each for each in every(landlord=landlord) if each.is_active and each.way == IMAP]


def one(*, landlord: UUID, mailbox: UUID) -> Box | None:
    """One mailbox."""
    row = _of(landlord).filter(id=mailbox).first()
    return None if row is None else _box(row)


def of_address(address: str) -> Box | None:
    """The mailbox, switched on, of an address, whatever case it is written in; any landlord's that
    the scope lets one see. Where two landlords claim one address it is nobody's."""
    found = Mailbox.objects.select_related("team").filter(is_active=True, address__iexact=address)
    rows = list(found[:2])
    return _box(rows[0]) if len(rows) == 1 else None


def secret(*, landlord: UUID, mailbox: UUID) -> bytes:
    """Its sealed password."""
    return bytes(_of(landlord).values_list("secret", flat=True).get(id=mailbox))


def add(*, landlord: UUID, told: Told, sealed: bytes, now: datetime) -> UUID:
    """A mailbox more, switched on."""
    row = Mailbox.objects.create(
        landlord_id=landlord, secret=sealed, since=now, secret_at=now if sealed else None,
        **_columns(told),
    )  # fmt: skip
    return row.id


def change(*, landlord: UUID, mailbox: UUID, told: Told, sealed: bytes, now: datetime) -> bool:
    """Say something else of it; its password stays where nothing new is sealed.

    Where another place is read from now on, it is read from its first message: what was kept is
    known by its likeness and is not kept twice.
    """
    row = _of(landlord).select_for_update(of=("self",)).filter(id=mailbox).first()
    if row is None:
        return False
    before = (row.host, row.port, row.user, row.folder, row.way)
    for name, value in _columns(told).items():
        setattr(row, name, value)
    if sealed:
        row.secret, row.secret_at = sealed, now
    if before != (row.host, row.port, row.user, row.folder, row.way):
        row.uidvalidity, row.uid, row.since, row.worked_at = None, 0, now, None
    row.fault = ""
    row.save()
    return True


def switch(*, landlord: UUID, mailbox: UUID, on: bool, now: datetime) -> bool:
    """Read it from now on, or no more. Nothing that came in by it goes."""
    found = _of(landlord).filter(id=mailbox, is_active=not on)
    return found.update(is_active=on, since=now, fault="") == 1


def worked(*, landlord: UUID, mailbox: UUID, now: datetime) -> None:
    """It was read to its end, or something came in by it."""
    _of(landlord).filter(id=mailbox).update(tried_at=now, worked_at=now, fault="")


def heard(*, now: datetime) -> None:
    """The listener answers: all mailboxes whose mail it takes, of every landlord in scope."""
    Mailbox.objects.filter(way=FORWARDED, is_active=True).update(tried_at=now)


def watched(*, landlord: UUID) -> list[tuple[Box, datetime]]:
    """Those by which mail should come in, and when that was last known to work: when it was read,
    or, of one whose mail is handed on, when the listener last answered."""
    found = [box for box in every(landlord=landlord) if box.is_active]
    return [(box, last_well(box)) for box in found]


def last_well(box: Box) -> datetime:
    """When mail could last come in by it."""
    at = box.tried_at if box.way == FORWARDED else box.worked_at
    return max(at or box.since, box.since)


def failed(*, landlord: UUID, mailbox: UUID, fault: str, now: datetime) -> None:
    """It could not be read: the server's own words, as far as they are fit to be shown."""
    _of(landlord).filter(id=mailbox).update(tried_at=now, fault=fault[:300])


def reached(*, landlord: UUID, mailbox: UUID, numbering: int, uid: int) -> None:
    """Everything up to that message, of that numbering, is kept."""
    _of(landlord).filter(id=mailbox).update(uidvalidity=numbering, uid=uid)


def certified(*, landlord: UUID, mailbox: UUID, until: datetime) -> None:
    """How long the certificate of its server holds, as it was shown on the way in."""
    _of(landlord).filter(id=mailbox).update(certificate_until=until)


def tried_with(*, landlord: UUID, mailbox: UUID, post: UUID) -> None:
    """The test message that was sent to it."""
    _of(landlord).filter(id=mailbox).update(trial=post)


def _of(landlord: UUID) -> QuerySet[Mailbox]:
    return Mailbox.objects.select_related("team").filter(landlord_id=landlord)


def _columns(told: Told) -> dict[str, Any]:
    return {
        "name": told.name, "address": told.address, "way": told.way, "team_id": told.team,
        "host": told.host, "port": told.port, "safety": told.safety, "user": told.user,
        "folder": told.folder, "of_ombudsman": told.of_ombudsman,
    }  # fmt: skip


def _box(row: Mailbox) -> Box:
    ours: dict[str, Any] = {
        "landlord": row.landlord_id,
        "team": row.team_id,
        "team_name": row.team.name,
    }
    plain = [name for name in Box.__struct_fields__ if name not in ours]
    return Box(**{name: getattr(row, name) for name in plain}, **ours)
