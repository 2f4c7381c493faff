"""Thinking of safeguarding: what was considered and decided, and the referral that follows.

Both are written down even where nobody is referred: that it was thought of is what is owed.
"""

from datetime import datetime

from msgspec import Struct

from putright.casework import desk
from putright.casework.actions.adding import Sent
from putright.casework.actions.files import keep as keep_file
from putright.casework.actor import Actor
from putright.casework.desk import Saved
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.safeguarding import SERVICES
from putright.casework.refused import Refused
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.core.practice.risk_standing import standing
from putright.kit.say import _
from putright.stores.record.cases import NewParty
from putright.stores.record.ledger.translate import Attached

PROOF = {"email": "email", "letter": "letter", "phone": "call log", "web form": "document"}
"""What the record of a referral is, by the way it went."""


class Referral(Struct, frozen=True, kw_only=True):
    """To whom, by which way, on what basis, and its words as they went."""

    to: str
    channel: str
    basis: str
    words: str = ""


class Considered(Struct, frozen=True, kw_only=True):
    """What was thought of, what was decided, and why."""

    text: str
    decision: str
    why: str
    whom: tuple[str, ...] = ()
    referral: Referral | None = None


def consider(*, actor: Actor, sent: Sent, told: Considered, now: datetime) -> Saved:
    """Save what was considered, with the referral where there is one."""
    case = open_for(actor, sent.near.case_id, now=now, what="writing")
    last = standing(case.run.timeline).last
    names = ", ".join(case.name(key) for key in told.whom)
    thought = Entry(
        id="", does=("safeguarding.considered",), at=now, by=actor.key, channel="internal",
        text=f"{names}: {told.text}" if names else told.text, reason=told.why,
        refs=(last.id,) if last else (), facts={"decision": told.decision},
        evidence=(Evidence(kind="note"),),
    )  # fmt: skip
    referral = told.referral
    if referral is None:
        return desk.add(
            actor=actor, permission="case.risk", near=sent.near, entries=[thought], now=now,
            seen=sent.seen, form=sent.form,
        )  # fmt: skip
    kept = _record(actor, sent, referral, now)
    made = Entry(
        id="", does=("referral.made",), at=now, by=actor.key, to=(referral.to,),
        channel=referral.channel, text=told.why, facts={"basis": referral.basis},
        refs=(last.id,) if last else (), evidence=(Evidence(kind=PROOF[referral.channel]),),
    )  # fmt: skip
    return desk.add(
        actor=actor, permission="case.risk", near=sent.near, entries=[thought, made], now=now,
        seen=sent.seen, form=sent.form, parties=_new_party(case, referral.to), files={1: kept},
    )  # fmt: skip


def _record(actor: Actor, sent: Sent, referral: Referral, now: datetime) -> tuple[Attached, ...]:
    """The referral as it went: the files, and its words as a file of their own."""
    if not referral.words and not sent.files:
        raise Refused(_("Keep the referral as it went: its words, or its file."))
    if not referral.words:
        return sent.files
    words = keep_file(
        actor=actor, near=sent.near, name=_("Referral.txt"), chunks=[referral.words.encode()],
        now=now,
    )  # fmt: skip
    return (*sent.files, words)


def _new_party(case: Open, key: str) -> tuple[NewParty, ...]:
    """Whoever is referred to, where the case does not know them yet."""
    if key in case.parts:
        return ()
    if key not in SERVICES:
        raise Refused(_("Choose one of the services here."))
    return (NewParty(key=key, side="agency", role=SERVICES[key]),)
