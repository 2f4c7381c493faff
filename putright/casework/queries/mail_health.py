"""Whether post comes in: which mailboxes are in trouble, since when, in the server's own words."""

from datetime import datetime, timedelta
from uuid import UUID

from msgspec import Struct

from putright.casework.mail_advice import what_to_try
from putright.stores.post import mailboxes
from putright.stores.post.mailboxes import FORWARDED, Box

TROUBLE_AFTER = timedelta(minutes=15)
"""So long a mailbox may go unread before a person is told."""
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
    warnings: tuple[tuple[str, datetime], ...] = ()


def troubled(landlord: UUID, now: datetime) -> tuple[Trouble, ...]:
    """The mailboxes that have not been read for a quarter of an hour. Mail that is forwarded here
    is never late by the clock: nobody knows when the next comes."""
    return tuple(
        Trouble(
            mailbox=box.id, name=box.name, address=box.address, since=_last(box),
            says=box.fault, what_to_try=what_to_try(box.fault),
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
        return "well" if box.worked_at else "waiting"
    if now - _last(box) > TROUBLE_AFTER:
        return "trouble"
    if box.fault:
        return "failing"
    return "well" if box.worked_at else "waiting"


def _last(box: Box) -> datetime:
    return max(box.worked_at or box.since, box.since)


def _line(box: Box, now: datetime) -> BoxLine:
    return BoxLine(
        id=box.id, name=box.name, address=box.address, way=box.way, team=box.team_name,
        state=state_of(box, now), worked_at=box.worked_at, tried_at=box.tried_at,
        says=box.fault, what_to_try=what_to_try(box.fault), warnings=tuple(_warnings(box, now)),
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
