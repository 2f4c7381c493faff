"""Sending an action plan: the letter that the plan makes, kept as it went, and how it went."""

from datetime import datetime

from putright.casework import letters
from putright.casework.actions.adding import Saved, Sent, When, add, opened_for
from putright.casework.actions.contacts import barred_for
from putright.casework.actor import Actor
from putright.casework.queries.plan_writing import SENDS, letter_of
from putright.casework.queries.plans import plan_of
from putright.casework.refused import Refused
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.kit.say import _

SHOWS = {"letter": "letter", "email": "email", "document": "document", "phone": "note"}
"""What shows each way of sending: the letter that is kept with it; of reading it out, our note."""


def send(
    *, actor: Actor, sent: Sent, whom: str, channel: str, when: When, words: str, now: datetime
) -> Saved:
    """Keep the plan as it went out, and say how it went."""
    opened = opened_for(actor, sent, "case.plan", now, what="plan")
    if channel not in SENDS:
        raise Refused(_("Say how it was sent."))
    if channel in barred_for(opened, whom):
        refused = _("They asked us not to use this way: {channel}. Nothing was saved.")
        raise Refused(refused.format(channel=_(channel)))
    plan = plan_of(opened)
    if plan.stage not in ("agreed", "sent"):
        raise Refused(_("There is no agreed plan to send. Agree it with the resident first."))
    if not plan.lines:
        raise Refused(_("The plan has no lines, so a letter of it would say nothing."))
    kept = letters.keep(
        actor=actor, near=sent.near, letter=letter_of(opened, plan, own_words=words), now=now
    )
    entry = Entry(
        id="",
        does=("asb.plan_sent",),
        text=_("The plan, as agreed. The letter is kept with this entry."),
        on=None if when.at else when.on,
        at=when.at,
        by=actor.key,
        to=(whom,),
        channel=channel,
        about=("asb",),
        evidence=(Evidence(kind=SHOWS[channel]),),
        contains=("target dates",),
    )
    return add(actor, sent, [entry], now, permission="case.plan", kept=(kept,))
