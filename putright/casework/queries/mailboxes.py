"""Mailboxes as an administrator sets them up, and how the last test of each went."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.mail_advice import what_to_try
from putright.casework.queries.mail_health import BoxLine, lines
from putright.casework.queries.staff import staffing_of
from putright.casework.queries.takers import workers_of
from putright.casework.refused import NotThere
from putright.stores.accounts.models import Landlord, Team
from putright.stores.post import mailboxes, outbox
from putright.stores.post.mailboxes import Box
from putright.stores.post.models import Item

State = Literal["not started", "in progress", "done", "problem"]
NONE = "none"
"""What the step is told where a landlord has no mailbox to be read."""


class Trial(Struct, frozen=True, kw_only=True):
    """A test message: asked for, taken by the mail server, come in again. Each is empty until it
    happened; ``says`` is what the server told of sending it. It lies ``in_folder`` where no mail
    server was named; ``elsewhere`` names another mailbox by which it came in."""

    asked_at: datetime
    subject: str
    state: str
    accepted_at: datetime | None = None
    says: str = ""
    what_to_try: str = ""
    came_at: datetime | None = None
    in_folder: bool = False
    elsewhere: str = ""

    @property
    def is_done(self) -> bool:
        """Whether it came in."""
        return self.came_at is not None


class BoxPage(Struct, frozen=True, kw_only=True):
    """One mailbox, how it stands, and its last test."""

    box: Box
    line: BoxLine
    trial: Trial | None


def listed(actor: Actor, *, now: datetime) -> tuple[BoxLine, ...]:
    """Every mailbox and how it stands."""
    permissions.check(actor, "post.mailbox")
    return lines(actor.landlord_id, now)


def page(actor: Actor, mailbox: UUID, *, now: datetime) -> BoxPage:
    """One mailbox; raises ``NotThere``."""
    permissions.check(actor, "post.mailbox")
    box = mailboxes.one(landlord=actor.landlord_id, mailbox=mailbox)
    if box is None:
        raise NotThere
    line = next(each for each in lines(actor.landlord_id, now) if each.id == mailbox)
    return BoxPage(box=box, line=line, trial=_trial(box))


def teams(actor: Actor) -> tuple[tuple[UUID, str], ...]:
    """The teams that a mailbox can belong to."""
    permissions.check(actor, "post.mailbox")
    found = Team.objects.filter(landlord_id=actor.landlord_id).order_by("name", "id")
    return tuple(found.values_list("id", "name"))


def standing(actor: Actor, *, now: datetime) -> tuple[State, tuple[BoxLine, ...], tuple[str, ...]]:
    """How the step stands: its state, the mailboxes in trouble, the names of those whose team has
    nobody who could deal with what comes in."""
    boxes = [each for each in mailboxes.every(landlord=actor.landlord_id) if each.is_active]
    if not boxes:
        return ("done" if says_none(actor.landlord_id) else "not started"), (), ()
    staffing = staffing_of(actor.landlord_id, today=now.date())
    alone = tuple(each.name for each in boxes if not workers_of(staffing, each.team))
    found = lines(actor.landlord_id, now)
    bad = tuple(each for each in found if each.state == "trouble" or each.says)
    if bad or alone:
        return "problem", bad, alone
    is_tried = all((trial := _trial(each)) is not None and trial.is_done for each in boxes)
    return ("done" if is_tried else "in progress"), (), ()


def says_none(landlord: UUID) -> bool:
    """Whether it was said that no mailbox is to be read."""
    told = Landlord.objects.values_list("set_up", flat=True).get(id=landlord)
    return bool(told.get("mailboxes", {}).get(NONE))


def _trial(box: Box) -> Trial | None:
    row = outbox.one(landlord=box.landlord, post=box.trial) if box.trial else None
    if row is None:
        return None
    came, elsewhere = _came(box, row.message_id)
    return Trial(
        asked_at=row.queued_at, subject=row.subject, state=row.state,
        accepted_at=row.accepted_at, says=row.fault or row.accepted_as,
        what_to_try=what_to_try(row.fault), came_at=came,
        in_folder=row.is_dropped, elsewhere=elsewhere,
    )  # fmt: skip


def _came(box: Box, message_id: str) -> tuple[datetime | None, str]:
    """When the test came in by this mailbox, else the name of another one by which it did."""
    ids = (message_id, message_id.strip("<>"))
    found = Item.objects.filter(landlord_id=box.landlord, message_id__in=ids).order_by("came_at")
    came = dict(found.values_list("mailbox", "came_at"))
    others = [each.name for each in mailboxes.every(landlord=box.landlord) if each.id in came]
    return came.get(box.id), "" if box.id in came else next(iter(others), "")
