"""Writing what the next officer should know, and taking promises over: entries of the case."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from putright.casework import desk
from putright.casework.actor import Actor
from putright.casework.handed import ACCEPTED, QUERIED, WRITTEN, Handover, handover, written
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.handover import taker_of
from putright.casework.refused import NotThere, Refused
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.kit.say import _


def write(*, actor: Actor, case: UUID, text: str, now: datetime, form: UUID | None = None) -> None:
    """Add one's judgement: the leaver's, or the leader's where the leaver is gone."""
    opened = open_for(actor, case, now=now, what="handover")
    _add(actor, opened, WRITTEN, text, (), now, form)


def accept(
    *, actor: Actor, case: UUID, keys: Collection[str], now: datetime, form: UUID | None = None
) -> int:
    """Take over promises that were handed on; only the next officer can."""
    opened = open_for(actor, case, now=now, what="handover")
    passed = _passed_to(actor, opened, now)
    taken = [key for key in keys if key in passed.asked - passed.accepted]
    if not taken:
        raise Refused(_("Tick the promises that you take on."))
    _add(actor, opened, ACCEPTED, _("Taken on."), taken, now, form)
    return len(taken)


def ask(
    *, actor: Actor, case: UUID, key: str, question: str, now: datetime, form: UUID | None = None
) -> None:
    """Ask about a promise instead of taking it on: whoever handed it over reads it."""
    opened = open_for(actor, case, now=now, what="handover")
    passed = _passed_to(actor, opened, now)
    if key not in passed.asked:
        raise NotThere
    _add(actor, opened, QUERIED, question, [key], now, form, to=passed.by)


def _passed_to(actor: Actor, opened: Open, now: datetime) -> Handover:
    passed = handover(opened.run.timeline, opened.promises)
    if passed is None:
        raise Refused(_("This case was not handed over."))
    if taker_of(opened, passed, now=now) != actor.user_id:
        raise Refused(_("Only the officer who takes the case on can answer for its promises."))
    return passed


def _add(
    actor: Actor, opened: Open, act: str, text: str, keys: Collection[str], now: datetime,
    form: UUID | None, to: str = "",
) -> None:  # fmt: skip
    entry = Entry(
        id="",
        does=(act,),
        at=now,
        by=actor.key,
        to=(to,) if to else (),
        channel="internal",
        text=text,
        facts=written(keys) if keys else {},
        evidence=(Evidence(kind="system record"),),
    )
    desk.add(
        actor=actor, permission="case.hand_over", near=opened.near, now=now, form=form,
        entries=[entry],
    )  # fmt: skip
