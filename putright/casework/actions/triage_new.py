"""Taking a report or a complaint from what came in: it counts from when it came, not from now.

A report is taken on the page where all are taken, begun with what was written; the one-use id of
that form is the item's own, so that saving it ends the item in the same transaction.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from msgspec import Struct

from putright.casework import desk, permissions
from putright.casework.actions import complaint_new
from putright.casework.actions.adding import When
from putright.casework.actions.complaint_new import Who
from putright.casework.actions.complaints import Made
from putright.casework.actions.contacts import Upload
from putright.casework.actions.triage import Moved, change, ended, opened
from putright.casework.actions.triage_place import (
    CHANNELS,
    PROOFS,
    chunks_of,
    keep_files,
    words_of,
)
from putright.casework.actor import Actor
from putright.casework.public_form import besides, for_others, lines_of
from putright.casework.queries import cases, triage_page
from putright.casework.queries.case_open import open_for
from putright.casework.queries.triage_guess import guesses
from putright.casework.queries.triage_who import guessed
from putright.casework.refused import NotRight, NotThere
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.gateways.clock import LONDON
from putright.kit.say import _
from putright.stores.post.items import Row
from putright.stores.record import drafts

TOLD = ("what", "when_words", "against", "because", "phone", "email", "best_time",
        "needs", "language", "hate", "safe", "unsafe", "kinds", "helper", "helper_is")  # fmt: skip
"""What a form of ours may have told already, under the names of the page of a report."""


class Came(Struct, frozen=True):
    """What a report was begun from: how and when it came, what shows it, what came with it."""

    row: Row
    channel: str
    proof: str
    at: datetime
    uploads: tuple[Upload, ...]


class Complained(Struct, frozen=True, kw_only=True):
    """A complaint as a person reads it out of what came, and who makes it."""

    text: str
    points: tuple[str, ...]
    who: Who
    about_staff: tuple[UUID, ...] = ()


def begin_report(*, actor: Actor, moved: Moved, now: datetime) -> UUID:
    """Begin a report with what was written; returns the name of its draft."""
    permissions.check(actor, "report.take")
    row = opened(actor, moved, now=now)
    triage_page.words(actor, row.id, now=now)
    place = drafts.report_of(row.id)
    if drafts.of_place(landlord=actor.landlord_id, user=actor.user_id, place=place) is None:
        drafts.keep(landlord=actor.landlord_id, user=actor.user_id, place=place, case=None,
                    fields=dict(_begun(actor, row, now)), now=now)  # fmt: skip
    return row.id


def came_with(actor: Actor, form: UUID | None, *, now: datetime) -> Came | None:
    """What a report was begun from, where its form's id is that of something that waits.

    Raises ``NotRight`` where a colleague was faster; one's own second sending is known as such.
    """
    if form is None or not permissions.can(actor, "post.triage"):
        return None
    try:
        row, _standing = triage_page.find(actor, form, now=now)
    except NotThere:
        return None
    if not row.is_open:
        if row.done_by == actor.user_id:
            return None
        raise NotRight(_("A colleague has dealt with this message meanwhile. Nothing of yours was "
                         "saved. What you wrote is kept as a draft."))  # fmt: skip
    channel = CHANNELS[row.door]
    uploads = tuple(Upload(name, chunks) for name, chunks in chunks_of(actor, row))
    return Came(row, channel, PROOFS[channel], row.came_at, uploads)


def reported(actor: Actor, came: Came, *, case: UUID, entry: str, now: datetime) -> None:
    """The report stands, so what it was begun from has ended: in the same transaction."""
    change(actor, came.row, "reported", now=now,
           **ended(actor, "new case", now, case=case, entry=entry))  # fmt: skip


def complain(*, actor: Actor, moved: Moved, told: Complained, now: datetime) -> tuple[UUID, str]:
    """Take it as a complaint of somebody who has no case here; it counts from when it came."""
    with transaction.atomic():
        row = opened(actor, moved, now=now)
        came_at = row.came_at.astimezone(LONDON)
        made = Made(
            whom=complaint_new.WHO, text=told.text, points=told.points or (told.text,),
            channel=CHANNELS[row.door], about_staff=told.about_staff,
            when=When(came_at.date(), came_at),
        )  # fmt: skip
        logged = complaint_new.take(actor=actor, told=made, who=told.who, now=now)
        case = logged.saved.case_id
        change(actor, row, "complained", now=now, **ended(actor, "complaint", now, case=case,
               entry=_first_key(actor, case, now)))  # fmt: skip
        _with_files(actor, row, case, now)
    return case, logged.complaint


def _first_key(actor: Actor, case: UUID, now: datetime) -> str:
    """The key of the entry in which the complaint stands: the first of its new case."""
    kept = open_for(actor, case, now=now, what="writing").whole.kept
    return kept[0].entry.id if kept else ""


def _with_files(actor: Actor, row: Row, case: UUID, now: datetime) -> None:
    near = cases.near_to(actor, case, now=now)
    files, _faults = keep_files(actor, near, row, now)
    if not files:
        return
    entry = Entry(
        id="", does=("note.made",), text=_("What came with the complaint."), at=now, by=actor.key,
        channel="internal", evidence=(Evidence(kind="document"),),
    )  # fmt: skip
    desk.add(actor=actor, permission="case.note", near=near, entries=(entry,), now=now,
             files={0: files})  # fmt: skip


def _begun(actor: Actor, row: Row, now: datetime) -> Iterator[tuple[str, Any]]:
    """What the page of a report begins with: nothing that was told is asked for again."""
    found = guesses(actor, row, now=now)
    told = {name: row.fields[name] for name in TOLD if row.fields.get(name)}
    told.setdefault("what", words_of(row))
    told["who"] = row.sender_name or row.sender
    if "@" in row.sender:
        told.setdefault("email", row.sender)
    elif row.sender:
        told.setdefault("phone", row.sender)
    if found.people and (person := guessed(row, "person")) in {one.id for one in found.people}:
        told["person"] = person
    told |= _where(row)
    if row.fields.get("what"):
        told["what"] = "\n\n".join((told["what"], *lines_of(row.fields, besides(row.fields))))
    for name, value in told.items():
        if not value:
            continue
        yield name, [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _where(row: Row) -> dict[str, Any]:
    """The home by the address that was typed, and apart from it the place where it happened."""
    return {
        "home": row.home or guessed(row, "home"),
        "where": "" if for_others(row.fields) else row.fields.get("address", ""),
        "spot": row.fields.get("where", ""),
    }
