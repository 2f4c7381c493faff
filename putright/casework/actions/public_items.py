"""An item of triage made of a public form that was kept: its words, its files, and a short note.

All of it is one transaction, and the item has the id that its form was given, so that however
often it is tried there is one.
"""

import logging
import re
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from django.conf import settings

from putright.casework import jobs, triage_words
from putright.casework.actions import outbox
from putright.casework.actions.files import blobs
from putright.casework.public_form import (
    KINDS,
    KeptFile,
    Raw,
    for_others,
    notes_of,
    receipts_to,
    reference_of,
    text_of,
    told_of,
)
from putright.casework.queries.public_front import Place, place_for
from putright.casework.refused import Refused
from putright.gateways.blobs import NoSuchFile
from putright.gateways.scanner import scanner_at
from putright.gateways.sniffing import name_to_hand_out, sniff
from putright.kit.say import _
from putright.stores.accounts.scope import landlord_scope
from putright.stores.post import forms, items, pace
from putright.stores.post.forms import Kept
from putright.stores.post.items import NewItem, NewItemFile

NOTE = "public note"
TEXT = "text"
MOST_AT_ONCE = 200
MOST_TRIES = 3
AGAIN = timedelta(minutes=1)
UNKNOWN: dict[str, Any] = {"media_type": "application/octet-stream", "kind": "download only"}
PATIENCE = 5.0
"""Seconds for the scanner, while somebody waits: a file that it has not looked at is held."""
NOTES_A_DAY = 3
"""To one address or number: nobody is flooded by somebody else's forms."""
NOTES_AN_HOUR = 60
"""By one landlord in all, from however many places they are asked for."""
MOBILE = re.compile(r"(?:(?:\+|00)44 ?(?:\(0\) ?)?|0)7[0-9 ()-]{8,14}")
"""A mobile of this country: a text to any other number may be one that its owner earns from."""

log = logging.getLogger("putright.portal")


def understand_waiting(landlord: UUID, now: datetime) -> None:
    """Make an item of every form that was kept and has none; one that fails holds up no other."""
    with landlord_scope(landlord):
        waiting = forms.waiting(landlord=landlord, now=now, most=MOST_AT_ONCE)
    for arrival in waiting:
        try:
            with landlord_scope(landlord):
                understand(landlord=landlord, arrival=arrival, now=now)
        except Exception as fault:
            log.exception("a form is kept and not understood", extra={"landlord": landlord})
            _failed(landlord, arrival, fault, now)


def understand(*, landlord: UUID, arrival: UUID, now: datetime) -> UUID | None:
    """The item that the kept form becomes; the same one where it is there already."""
    kept = forms.one(landlord=landlord, arrival=arrival)
    if kept is None or kept.state != "kept":
        return kept.item if kept else None
    raw = _raw(landlord, kept)
    first = _first(landlord, raw)
    files = [_file(landlord, raw.item, each) for each in raw.files]
    place = place_for(landlord, _places(first.told))
    item = items.make(
        landlord=landlord, id=raw.item, item=_item(kept, raw, first, place), files=files
    )  # fmt: skip
    if receipts_to(raw.told):
        jobs.later(NOTE, landlord, {"arrival": str(arrival)}, now, str(arrival))
    forms.understood(landlord=landlord, arrival=arrival, item=item)
    return item


def _raw(landlord: UUID, kept: Kept) -> Raw:
    pieces = blobs().read_range(landlord=landlord, case=kept.id, name=kept.blob)
    return msgspec.json.decode(b"".join(pieces), type=Raw)


def _first(landlord: UUID, raw: Raw) -> Raw:
    """What it adds to: whose it is was told there. It is itself where it adds to nothing."""
    before = forms.one(landlord=landlord, arrival=raw.adds_to) if raw.adds_to else None
    try:
        return _raw(landlord, before) if before is not None else raw
    except NoSuchFile:
        return raw


def _item(kept: Kept, raw: Raw, first: Raw, place: Place) -> NewItem:
    told, text = first.told, text_of(raw.told)
    flags = triage_words.told_flags(place.pack, raw.told, at=kept.came_at)
    unhappy = flags.unhappy
    if raw.kind == "complaint" and not unhappy:
        unhappy = (_("sent on the form for complaints"),)
    reference = reference_of(raw.adds_to or kept.id)
    own = told if raw is first else {}
    return NewItem(
        door=forms.DOOR, came_at=kept.came_at, team=place.team, arrival=kept.id,
        sender=str(told.get("email", ""))[:254], sender_name=str(told.get("who", ""))[:200],
        subject=f"{_(KINDS.get(raw.kind, raw.kind))} ({reference})"[:300], text=text,
        fields={**told_of(own), "form": raw.kind, "reference": reference}, notes=notes_of(raw),
        urgent=flags.urgent, unhappy=unhappy, guess=_guess(place),
    )  # fmt: skip


def _guess(place: Place) -> dict[str, str]:
    return {"home": str(place.home), "why": place.why} if place.home else {}


def _places(told: dict[str, Any]) -> list[str]:
    """What was typed as a place: of somebody else's trouble, first where it happened."""
    names = ("address", "where")
    if for_others(told):
        names = ("where", "of_whom")
    return [str(told[name]) for name in names if told.get(name)]


def _file(landlord: UUID, item: UUID, one: KeptFile) -> NewItemFile:
    """What a file is, and what the scanner says; of one that cannot be read, nothing is said."""
    store = blobs()
    told: dict[str, Any] = {"name": one.name, **UNKNOWN}
    scan: str = "not scanned"
    try:
        with store.open(landlord=landlord, case=item, name=one.blob) as kept:
            sniffed = sniff(name=one.name, file=kept)
            kept.seek(0)
            scanner = scanner_at(address=settings.SCANNER, seconds=PATIENCE)
            scan = scanner.scan(stream=kept)
        told = {
            "name": name_to_hand_out(name=one.name, sniffed=sniffed),
            "media_type": sniffed.media_type, "kind": sniffed.kind,
        }  # fmt: skip
    except Exception:
        log.exception("a file of a form could not be looked into", extra={"landlord": landlord})
    return NewItemFile(**told, **_bytes(one), scan=scan)


def _bytes(one: KeptFile) -> dict[str, Any]:
    return {"size": one.size, "blob": one.blob, "salt": one.salt, "digest": one.digest}


def queue_notes(*, landlord: UUID, arrival: UUID, now: datetime) -> None:
    """That it came, by the ways they say are safe; whoever may not be written to gets nothing."""
    kept = forms.one(landlord=landlord, arrival=arrival)
    if kept is None or kept.item is None:
        return
    raw = _raw(landlord, kept)
    for way, to in () if raw.quiet else receipts_to(raw.told):
        if (way == TEXT and not MOBILE.fullmatch(to)) or _are_many(landlord, to, now):
            continue
        note = outbox.Receipt(item=kept.item, to=to, way=way, reference=reference_of(arrival))
        try:
            outbox.queue(landlord=landlord, mail=note, now=now)
        except Refused:
            continue


def _are_many(landlord: UUID, to: str, now: datetime) -> bool:
    here = pace.add(landlord, "notes", to, now=now, window=timedelta(days=1))
    in_all = pace.add(landlord, "notes-in-all", "", now=now, window=timedelta(hours=1))
    return here > NOTES_A_DAY or in_all > NOTES_AN_HOUR


def _failed(landlord: UUID, arrival: UUID, fault: Exception, now: datetime) -> None:
    """Tried again soon; after some tries an item without its words, for a person to look at."""
    with landlord_scope(landlord):
        kept = forms.one(landlord=landlord, arrival=arrival)
        if kept is None or kept.state != "kept":
            return
        forms.failed(
            landlord=landlord, arrival=arrival, fault=type(fault).__name__, again=now + AGAIN
        )
        if kept.tries + 1 < MOST_TRIES:
            return
        files, item_id = _as_they_are(landlord, kept)
        item = items.make(
            landlord=landlord, id=item_id, item=_unreadable(landlord, kept), files=files
        )
        forms.understood(landlord=landlord, arrival=arrival, item=item, state="unreadable")


def _as_they_are(landlord: UUID, kept: Kept) -> tuple[list[NewItemFile], UUID | None]:
    """The files, looked into by nobody, if what was kept can at least say where they lie."""
    try:
        raw = _raw(landlord, kept)
    except Exception:
        return [], None
    files = [NewItemFile(name=one.name, **UNKNOWN, **_bytes(one)) for one in raw.files]
    return files, raw.item


def _unreadable(landlord: UUID, kept: Kept) -> NewItem:
    reference = reference_of(kept.id)
    return NewItem(
        door=forms.DOOR, kind="unreadable", came_at=kept.came_at, arrival=kept.id,
        team=place_for(landlord, ()).team, fields={"reference": reference},
        subject=_("A form that could not be read ({reference})").format(reference=reference),
        notes=[_("It came by the public form. What was sent is kept as it came.")],
    )  # fmt: skip
