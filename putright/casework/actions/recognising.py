"""What a person decides where somebody sounds unhappy, and requests for service.

Nothing here makes a complaint: it keeps what the resident said when they were asked, a person's
reason, or that somebody is unhappy and has still to be asked (Complaint Handling Code 1.3).
"""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from msgspec import Struct
from msgspec.structs import replace

from putright.casework.actions.adding import NOTE, Sent, When, add, dated, opened_for, shown_by
from putright.casework.actor import Actor
from putright.casework.desk import Saved
from putright.casework.queries.case_open import Open
from putright.casework.queries.recognising_asked import find, recipient_of
from putright.casework.queries.service import request_of
from putright.casework.refused import NotRight, Refused
from putright.core.events.entry import HOUSEHOLD, Entry
from putright.core.events.parts import Evidence, Pledge
from putright.core.practice.recognising import (
    DONE,
    NOT_ONE,
    NOT_WANTED,
    OFFERED,
    REQUESTED,
    REVIEWED,
    Asked,
)
from putright.core.timeline.items import Item
from putright.core.workdays import to_datetime
from putright.kit.say import _
from putright.stores.record.cases import NewParty

ABOUT = ("complaint",)
SERVICE = ("service",)
QUOTED = 300
"""Characters of an entry that are quoted where a person says that it tells of unhappiness."""


class NotNow(Struct, frozen=True, kw_only=True):
    """That somebody was asked whether it is a complaint, and wants none for now, in their words."""

    whom: str
    channel: str
    words: str
    when: When


class Wanted(Struct, frozen=True, kw_only=True):
    """A request for service: who asks, how, for what, and what we said we would do by which day."""

    whom: str
    channel: str
    words: str
    when: When
    promised: str = ""
    due: date | None = None


class Settled(Struct, frozen=True, kw_only=True):
    """That a request was put right: what was done, and what shows it, or why nothing does."""

    words: str
    proof: str
    when: When
    no_record: str = ""


def not_now(*, actor: Actor, sent: Sent, number: int, told: NotNow, now: datetime) -> Saved:
    """They were asked and want none for now: their words stand, and they are asked again."""
    opened, asked = _asked(actor, sent, number, now)
    if opened.run.facts.complaint_is_open(opened.run.now):
        raise NotRight(_("A complaint is open in this case, so what they say may belong to it. "
                         "Open the complaint, and add it there."))  # fmt: skip
    parties = _party(opened, told.whom)
    shared: dict[str, Any] = {
        "channel": told.channel, "about": ABOUT, "replies_to": (asked.item.id,),
    }  # fmt: skip
    ours = dated(
        told.when, does=(OFFERED,), by=actor.key, to=(told.whom,),
        text=_("Asked whether this is a complaint."), evidence=shown_by(actor, sent, "note"),
        **shared,
    )  # fmt: skip
    theirs = dated(
        told.when, does=(NOT_WANTED,), by=told.whom, text=told.words, evidence=NOTE, **shared
    )
    return add(actor, sent, [ours, theirs], now, permission="complaint.log", parties=parties)


def not_one(*, actor: Actor, sent: Sent, number: int, why: str, now: datetime) -> Saved:
    """A person decides that it is none, and says why; these words are not asked about again."""
    _opened, asked = _asked(actor, sent, number, now)
    if asked.why == "person":
        raise NotRight(_("Somebody said that they are unhappy with us. Whoever says so is asked; "
                         "only their own answer ends it."))  # fmt: skip
    entry = Entry(
        id="", does=(NOT_ONE,), at=now, by=actor.key, channel="internal", about=ABOUT, text=why,
        reason=why, replies_to=(asked.item.id,), evidence=shown_by(actor, sent, "note"),
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission="complaint.log")


def not_asked_yet(*, actor: Actor, sent: Sent, number: int, now: datetime) -> Saved:
    """A person says that they are unhappy with us and were not asked yet: to ask them is now owed.

    It counts from the moment at which it was first said.
    """
    opened, asked = _asked(actor, sent, number, now)
    if asked.why == "person":
        raise NotRight(_("That is written down already, and asking them is owed. Ask them, then "
                         "come back with their answer."))  # fmt: skip
    whom = recipient_of(opened, asked.item)
    entry = asked.item.entry
    confirmed = Entry(
        id="", does=("contact.received",), at=entry.at, on=entry.on, between=entry.between, by=whom,
        channel="" if entry.channel == "internal" else entry.channel, about=ABOUT,
        text=_("They sounded unhappy with us: “{words}”").format(words=_short(entry.text)),
        replies_to=(asked.item.id,), evidence=_since(asked.item), dissatisfied=True,
    )  # fmt: skip
    parties = _party(opened, whom)
    return add(actor, sent, [confirmed], now, permission="complaint.log", parties=parties)


def request(*, actor: Actor, sent: Sent, told: Wanted, now: datetime) -> Saved:
    """Write down that somebody asks for something to be put right; with a day, it is promised."""
    opened = opened_for(actor, sent, "case.note", now)
    parties = _party(opened, told.whom)
    asked = dated(
        told.when, does=(REQUESTED,), by=told.whom, channel=told.channel, about=SERVICE,
        text=told.words, evidence=shown_by(actor, sent, "note"),
    )  # fmt: skip
    asked = replace(asked, id=f"s-{uuid4().hex[:10]}")
    if told.due is None:
        return add(actor, sent, [asked], now, permission="case.note", parties=parties)
    pledge = Pledge(id=f"p-{uuid4().hex[:10]}", what=told.promised or told.words, due=told.due)
    said = dated(
        told.when, does=("note.made",), by=actor.key, to=(told.whom,), channel="internal",
        about=SERVICE, text=_("We promised: {words}").format(words=pledge.what), evidence=NOTE,
        promises=(pledge,), refs=(asked.id,),
    )  # fmt: skip
    return add(actor, sent, [asked, said], now, permission="case.note", parties=parties)


def done(*, actor: Actor, sent: Sent, number: int, told: Settled, now: datetime) -> Saved:
    """Write down that a request was put right, and what shows it."""
    opened = opened_for(actor, sent, "case.work", now)
    asked = request_of(opened, number)
    if not asked.is_open:
        raise NotRight(_("This was put right already, and what shows it is on the timeline."))
    shown = shown_by(actor, sent, told.proof)
    if not shown and not told.no_record:
        raise NotRight(_("Say why there is no record"), field="no_record")
    words = told.words
    if told.no_record:
        words = f"{words}\n" + _("No record, because: {why}").format(why=told.no_record)
    entry = dated(
        told.when, does=(DONE,), by=actor.key, channel="internal", about=SERVICE, text=words,
        reason=told.no_record, answers=(asked.asked.id,), keeps=_pledges(opened, asked.asked),
        evidence=shown,
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission="case.work")


def reviewed(*, actor: Actor, sent: Sent, number: int, words: str, now: datetime) -> Saved:
    """Write down what somebody saw who looked at an open request again."""
    opened = opened_for(actor, sent, "service.review", now)
    asked = request_of(opened, number)
    if not asked.is_open:
        raise NotRight(_("This was put right already, so there is nothing to look at again."))
    entry = Entry(
        id="", does=(REVIEWED,), at=now, by=actor.key, channel="internal", about=SERVICE,
        text=words, replies_to=(asked.asked.id,), evidence=NOTE,
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission="service.review")


def _asked(actor: Actor, sent: Sent, number: int, now: datetime) -> tuple[Open, Asked]:
    opened = opened_for(actor, sent, "complaint.log", now, what="complaint")
    found = find(opened, number)
    if found is None:
        raise NotRight(_("Somebody answered this meanwhile. Nothing was saved; the answer is on "
                         "the timeline."))  # fmt: skip
    return opened, found


def _party(opened: Open, whom: str) -> tuple[NewParty, ...]:
    """Whoever it is takes part in the case from now on; only the resident's side can be it."""
    part = opened.parts.get(whom)
    side = part.side if part is not None else whom
    if side not in HOUSEHOLD:
        raise Refused(_("Choose the resident, or somebody who speaks for them."))
    return () if part is not None else (NewParty(key=whom, side=side),)


def _pledges(opened: Open, asked: Item) -> tuple[str, ...]:
    """What was promised with a request and is still owed."""
    owed = {each.pledge for each in opened.owed if each.pledge}
    with_it = [item for item in opened.run.timeline.items if asked.id in item.entry.refs]
    named = [pledge.id for item in with_it for pledge in item.entry.promises]
    return tuple(each for each in named if each in owed)


def _since(item: Item) -> tuple[Evidence, ...]:
    """What shows that it was said then: our record of that time, where there is one."""
    if not item.proven:
        return NOTE
    return (Evidence(kind="system record", received=to_datetime(item.known).date()),)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= QUOTED else words[: QUOTED - 1].rstrip() + "…"
