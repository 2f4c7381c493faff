"""Enquiries of councillors and members of parliament: on what basis, and what they are answered."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from putright.casework.actions.adding import NOTE, Saved, Sent, When, add
from putright.casework.actions.agency_sending import PERMISSION, Went, send
from putright.casework.actions.files import proof_kinds
from putright.casework.actor import Actor
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.enquiries import enquirers, enquiry_of, letter_of, may_tell
from putright.casework.refused import NotRight, Refused
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.kit.say import _
from putright.stores.record.cases import NewParty


class Enquiry(Struct, frozen=True, kw_only=True):
    """What somebody elected asked; ``who`` is a part of the case, or a desk of the directory."""

    who: str
    basis: str
    asks: str
    text: str
    channel: str
    when: When


def receive(*, actor: Actor, sent: Sent, told: Enquiry, now: datetime) -> Saved:
    """Take an enquiry; its own clock begins when it came."""
    opened = open_for(actor, sent.near.case_id, now=now, what="writing")
    party = _enquirer(opened, told.who)
    ids = [each.id for each in sent.files]
    kinds = proof_kinds(actor=actor, ids=ids) if ids else ()
    entry = Entry(
        id="",
        does=("enquiry.received",),
        text=told.text,
        at=told.when.at,
        on=None if told.when.at else told.when.on,
        by=party.key,
        channel=told.channel,
        about=("asb",),
        asks=(told.asks,),
        facts={"basis": told.basis},
        evidence=(*NOTE, *(Evidence(kind=kind) for kind in kinds)),
    )
    return add(actor, sent, [entry], now, permission=PERMISSION, parties=(party,))


def answer(
    *, actor: Actor, sent: Sent, number: int, words: str, went: Went, now: datetime
) -> Saved:
    """Answer an enquiry; without consent or casework it tells nothing of the case."""
    opened = open_for(actor, sent.near.case_id, now=now, what="writing")
    asked = enquiry_of(opened, number)
    if not may_tell(asked) and words.strip():
        told = _("Nothing of the case may be told yet: leave your own words out")
        raise NotRight(told, field="words")
    if may_tell(asked) and not words.strip():
        raise NotRight(_("What do you answer? Fill this in"), field="words")
    letter = letter_of(opened, asked, words)
    entry = Entry(
        id="",
        does=("enquiry.answered",),
        text=words or _("Told that it is being dealt with, and nothing of the case."),
        to=(asked.entry.by,),
        about=("asb",),
        answers=(asked.id,),
    )
    return send(actor=actor, sent=sent, entry=entry, letter=letter, went=went, now=now)


def _enquirer(opened: Open, who: str) -> NewParty:
    if who not in dict(enquirers(opened)):
        raise Refused(_("Choose who enquired."))
    part = opened.parts.get(who)
    if part is not None:
        return NewParty(key=part.key, side=part.side, role=part.role)
    name = dict(enquirers(opened))[who]
    key = f"councillor-{UUID(who).hex[:12]}"
    return NewParty(key=key, side="helper", role="councillor", core={"name": name})
