"""Whether post comes in: which mailboxes are in trouble, since when, in the server's own words."""

from datetime import datetime, timedelta
from uuid import UUID

from msgspec import Struct

from putright.casework.mail_advice import what_to_try
from putright.stores.post import mailboxes
from putright.stores.post.mailboxes import FORWARDED, Box, last_well

TROUBLE_AFTER = timedelta(minutes=15)
"""So long a mailbox may go unread before a person is told."""
SILENT_AFTER = timedelta(minutes=5)
"""So long the listener may give no sign of life: it gives one twice a minute."""
OLD_SECRET = timedelta(days=335)
"""A password of that age is likely to run out within a month, where passwords run out yearly."""
AHEAD = timedelta(days=30)


class Trouble(Struct, frozen=True, kw_only=True):
    """A mailbox that could not be read for too long: since when, and what its server says."""

    mailbox: UUID
    name: str
    address: str
    since: datetime
    says: str
    what_to_try: str
    is_handed_on: bool = False


class BoxLine(Struct, frozen=True, kw_only=True):
    """A mailbox as the health page and the set-up show it. ``state`` is one of well, waiting (not
    read yet), failing (could not be read just now), trouble (for a quarter of an hour), off."""

    id: UUID
    name: str
    address: str
    way: str
    team: str
    state: str
    worked_at: datetime | None
    tried_at: datetime | None
    says: str
    what_to_try: str
    is_handed_on: bool = False
    warnings: tuple[tuple[str, datetime], ...] = ()


def troubled(landlord: UUID, now: datetime) -> tuple[Trouble, ...]:
    """The mailboxes that have not been read for a quarter of an hour, and those whose mail is
    handed on while nothing listens. That none comes says nothing: nobody knows when it would."""
    return tuple(
        Trouble(
            mailbox=box.id, name=box.name, address=box.address, since=last_well(box),
            says=box.fault, what_to_try=what_to_try(box.fault), is_handed_on=box.way == FORWARDED,
        )
        for box in mailboxes.every(landlord=landlord)
        if state_of(box, now) == "trouble"
    )  # fmt: skip


def lines(landlord: UUID, now: datetime) -> tuple[BoxLine, ...]:
    """Every mailbox and how it stands."""
    return tuple(_line(box, now) for box in mailboxes.every(landlord=landlord))


def state_of(box: Box, now: datetime) -> str:
    """How one mailbox stands."""
    if not box.is_active:
        return "off"
    if box.way == FORWARDED:
        return _listened_to(box, now)
    if now - last_well(box) > TROUBLE_AFTER:
        return "trouble"
    if box.fault:
        return "failing"
    return "well" if box.worked_at else "waiting"


def _listened_to(box: Box, now: datetime) -> str:
    if now - last_well(box) > SILENT_AFTER:
        return "trouble"
    return "well" if box.tried_at else "waiting"


def _line(box: Box, now: datetime) -> BoxLine:
    return BoxLine(
        id=box.id, name=box.name, address=box.address, way=box.way, team=box.team_name,
        state=state_of(box, now), worked_at=box.worked_at, tried_at=box.tried_at,
        says=box.fault, what_to_try=what_to_try(box.fault), is_handed_on=box.way == FORWARDED,
        warnings=tuple(_warnings(box, now)),
    )  # fmt: skip


def _warnings(box: Box, now: datetime) -> list[tuple[str, datetime]]:
    """What will stop it soon: a certificate that runs out, a password that is nearly a year old."""
    found: list[tuple[str, datetime]] = []
    if not box.is_active or box.way == FORWARDED:
        return found
    if box.certificate_until and box.certificate_until - now < AHEAD:
        found.append(("certificate", box.certificate_until))
    if box.secret_at and now - box.secret_at > OLD_SECRET:
        found.append(("password", box.secret_at))
    return found
