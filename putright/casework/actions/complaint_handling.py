"""What the handler of a complaint does: agree what it is, name who handles it, keep in touch.

Nothing here leaves the landlord: letters are begun in ``complaint_letters``.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from msgspec import Struct

from putright.casework.actions.adding import (
    NOTE,
    Saved,
    Sent,
    add,
    dated,
    opened_for,
    shown_by,
)
from putright.casework.actions.complaints import Says, assigning, found
from putright.casework.actions.contacts import barred_for
from putright.casework.actor import Actor
from putright.casework.complaint_gate import DECISION, GROUND, TO_REFUSE, WEIGHED, ground_of
from putright.casework.queries.case_open import Open
from putright.casework.queries.takers import takers
from putright.casework.refused import NotRight, Refused
from putright.core.events.entry import Entry
from putright.core.events.parts import Answer, Pledge, Point
from putright.core.practice.complaints import (
    AGREED,
    DEFINED,
    NOT_FURTHER,
    REFUSED,
    RETURNED,
    Complaint,
)
from putright.core.timeline.items import Item
from putright.kit.dates import list_day
from putright.kit.say import _

UPDATE_AGREED, UPDATED = "complaint.update_agreed", "complaint.updated"
RESPONSIBLE = "complaint-points"
SPANS = ("1 week", "2 weeks", "5 working days", "10 working days")
"""How often somebody can be told how a late answer stands."""


class Defined(Struct, frozen=True, kw_only=True):
    """A complaint as it was put with the resident.

    ``responsible`` says of a point, by its id, whether the landlord answers for it (yes, partly,
    no) and why.
    """

    says: Says
    points: tuple[Point, ...]
    responsible: Mapping[str, tuple[str, str]] = {}


def define(*, actor: Actor, sent: Sent, key: str, told: Defined, now: datetime) -> Saved:
    """Write down what the complaint is, as agreed with the resident: how, when, with whom."""
    opened = opened_for(actor, sent, "complaint.handle", now, what="complaint")
    complaint = found(opened, key)
    if not told.points:
        raise NotRight(_("Write at least one point."))
    _refuse_barred(opened, told.says)
    given = tuple(
        Answer(question=point, answer=answer, says=why)
        for point, (answer, why) in told.responsible.items()
    )
    entry = dated(
        told.says.when.by(now), does=(DEFINED,), by=actor.key, to=(told.says.whom,),
        channel=told.says.channel, complaint=key, stage=complaint.stage, text=told.says.text,
        points=told.points, asks=told.says.wants, form=RESPONSIBLE if given else "", given=given,
        evidence=NOTE,
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission="complaint.handle")


def assign(*, actor: Actor, sent: Sent, key: str, handler: UUID, now: datetime) -> Saved:
    """Name who handles the stage: nobody it names, and nobody who decided an earlier one."""
    opened = opened_for(actor, sent, "complaint.handle", now, what="complaint")
    complaint = found(opened, key)
    able = {one.id for one in takers(actor, [opened.case.id], now=now)} | {actor.user_id}
    if handler not in able:
        raise NotRight(_("That colleague is not here today, or may not see the case."),
                       field="handler")  # fmt: skip
    entry = assigning(actor, key, complaint.stage, handler, now)
    return add(actor, sent, [entry], now, permission="complaint.handle")


def agree_updates(
    *, actor: Actor, sent: Sent, key: str, says: Says, every: str, now: datetime
) -> Saved:
    """Agree how often they hear from us while the answer is late."""
    opened = opened_for(actor, sent, "complaint.handle", now, what="complaint")
    complaint = found(opened, key)
    if every not in SPANS:
        raise Refused(_("Say how often."))
    _refuse_barred(opened, says)
    entry = dated(
        says.when.by(now), does=(UPDATE_AGREED,), by=actor.key, to=(says.whom,),
        channel=says.channel, complaint=key, stage=complaint.stage, text=says.text, every=every,
        evidence=NOTE,
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission="complaint.handle")


def update(*, actor: Actor, sent: Sent, key: str, says: Says, now: datetime) -> Saved:
    """Write down that they were told how the answer stands; a file of the form shows it too."""
    opened = opened_for(actor, sent, "complaint.handle", now, what="complaint")
    complaint = found(opened, key)
    _refuse_barred(opened, says)
    entry = dated(
        says.when.by(now), does=(UPDATED,), by=actor.key, to=(says.whom,), channel=says.channel,
        complaint=key, stage=complaint.stage, text=says.text, contains=("progress",),
        evidence=shown_by(actor, sent, "note"),
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission="complaint.handle")


def agree_extension(
    *, actor: Actor, sent: Sent, key: str, says: Says, until: date, now: datetime
) -> Saved:
    """Write down a later day that the resident agreed to: a promise beside the Code's own day."""
    opened = opened_for(actor, sent, "complaint.handle", now, what="complaint")
    complaint = found(opened, key)
    _refuse_barred(opened, says)
    pledge = Pledge(
        id=f"p-{uuid4().hex[:10]}", due=until, does=("complaint.responded",),
        what=_("to answer the complaint by {day}, as agreed").format(day=list_day(until)),
    )  # fmt: skip
    entry = dated(
        says.when.by(now), does=(AGREED,), by=actor.key, to=(says.whom,), channel=says.channel,
        complaint=key, stage=complaint.stage, text=says.text, reason=says.text, until=until,
        promises=(pledge,), evidence=NOTE,
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission="complaint.handle")


def weigh(
    *, actor: Actor, sent: Sent, key: str, ground: str, decision: str, why: str, now: datetime
) -> Saved:
    """Weigh whether a complaint is refused on a ground, or taken after all; each on their own."""
    opened = opened_for(actor, sent, "complaint.handle", now, what="complaint")
    complaint = found(opened, key)
    if ground_of(opened.live, complaint, ground) is None:
        raise Refused(_("Choose one of the grounds of the policy."))
    entry = Entry(
        id="", does=(WEIGHED,), at=now, by=actor.key, channel="internal", complaint=key,
        stage=complaint.stage, text=why, reason=why, evidence=NOTE,
        facts={GROUND: ground, DECISION: decision if decision == TO_REFUSE else "take"},
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission="complaint.handle")


def may_reopen(complaint: Complaint) -> Item:
    """The refusal that can be undone. Raises ``NotRight`` where there is none."""
    end = complaint.ended
    if end is None or {REFUSED, NOT_FURTHER}.isdisjoint(end.acts):
        raise NotRight(_("This complaint is not refused, so there is nothing to take up again."))
    return end


def reopen(*, actor: Actor, sent: Sent, key: str, why: str, now: datetime) -> Saved:
    """Take up a complaint that was refused. The refusal counts no more, so its clocks are those
    of the day on which it came."""
    opened = opened_for(actor, sent, "complaint.handle", now, what="complaint")
    complaint = found(opened, key)
    refusal = may_reopen(complaint)
    entry = Entry(
        id="", does=(RETURNED,), at=now, by=actor.key, channel="internal", complaint=key,
        stage=complaint.stage, corrects=refusal.id, refs=(refusal.id,), text=why, reason=why,
        evidence=NOTE,
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission="complaint.handle")


def points_of(ids: Sequence[str], lines: Sequence[str]) -> tuple[Point, ...]:
    """Points from the lines of a form: those that were there keep their ids, the others go on."""
    known = [*ids, *(f"P{number}" for number in range(len(ids) + 1, len(lines) + 1))]
    return tuple(Point(id=key, what=what) for key, what in zip(known, lines, strict=False) if what)


def _refuse_barred(opened: Open, says: Says) -> None:
    if says.channel in barred_for(opened, says.whom):
        words = _("They asked us not to use this way: {channel}. Nothing was saved.")
        raise NotRight(words.format(channel=_(says.channel)), field="channel")
