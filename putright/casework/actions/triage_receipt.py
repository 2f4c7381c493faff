"""Telling whoever wrote that we have it: neutral words, by the way it came, once (security R6)."""

from datetime import datetime

from django.db import transaction

from putright.casework.actions import outbox
from putright.casework.actions.outbox import Receipt
from putright.casework.actions.triage import Moved, change, overtaken
from putright.casework.actor import Actor
from putright.casework.queries import triage_page
from putright.casework.refused import NotRight
from putright.kit.say import _
from putright.stores.post import items
from putright.stores.post.items import Row

EMAIL, TEXT = "email", "text"
NONE_FOR = frozenset({"letter scan", "web form"})
"""A public form gave its receipt at once, by the ways that whoever sent it said are safe."""


def way_of(row: Row) -> str:
    """By which way a receipt could go to whoever sent it; "" where none is known or asked for."""
    if row.kind != "message" or not row.sender or row.door in NONE_FOR:
        return ""
    return EMAIL if "@" in row.sender else TEXT


def can_send(actor: Actor, row: Row) -> bool:
    """Whether a receipt may go, and none went."""
    way = way_of(row)
    if not way or not outbox.can_receive(actor.landlord_id, way=way, to=row.sender):
        return False
    done = items.steps(landlord=actor.landlord_id, item=row.id)
    return all(one.what != "received" for one in done)


def send(*, actor: Actor, moved: Moved, now: datetime) -> None:
    """Queue the receipt; the outbox refuses a way that somebody told us not to use."""
    with transaction.atomic():
        row, _standing = triage_page.find(actor, moved.item, now=now)
        if row.version != moved.version:
            raise overtaken()
        if not can_send(actor, row):
            raise NotRight(_("No receipt can go: one went already, or the way is not safe."))
        mail = Receipt(
            item=row.id, to=row.sender, way=way_of(row), reference=reference_of(row),
            answers=row.message_id, mailbox=row.mailbox, case_id=row.case_id,
        )  # fmt: skip
        outbox.queue(landlord=actor.landlord_id, mail=mail, now=now)
        change(actor, row, "received", now=now)


def reference_of(row: Row) -> str:
    """What they say when they ask after it."""
    return str(row.fields.get("reference") or row.id.hex[:8].upper())
