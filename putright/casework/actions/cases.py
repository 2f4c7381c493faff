"""Adding to a case: notes, evidence, incidents, proof that comes later, corrections, accounts.

Nothing is changed: each adds an entry. Proof that comes later and corrections are entries that
``corrects`` the first one, which stays and counts no more (docs/explanation/evidence.md).
"""

from collections.abc import Sequence
from datetime import date, datetime

from msgspec.structs import replace

from putright.casework.actions.adding import NOTE, Saved, Sent, When, add, dated, shown_by
from putright.casework.actor import Actor
from putright.casework.closing import is_closed
from putright.casework.queries.case_file import item_of
from putright.casework.queries.case_open import Open, open_for
from putright.casework.refused import NotRight, Refused
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.core.practice.risk_standing import ASSESSED, standing
from putright.core.timeline.items import Item
from putright.core.timeline.timeline import build_timeline
from putright.kit.say import _

GIVES = {"photo": "photos", "statement": "statement"}
"""What a contact gives that comes with evidence, in the words of the vocabulary."""
FIXED = frozenset(
    {"asb.closure_reviewed", "asb.closure_announced", "asb.closure_withdrawn", "asb.case_closed",
     "asb.case_reopened", "asb.legal_step_agreed", "asb.legal_step_refused", "move.decided",
     "move.reviewed"}
)  # fmt: skip
"""Decisions of a second person, and the steps that rest on them."""


def note(*, actor: Actor, sent: Sent, text: str, when: When, now: datetime) -> Saved:
    """Write an internal note."""
    new = dated(when, does=("note.made",), by=actor.key, channel="internal", text=text)
    return _add(actor, sent, replace(new, evidence=shown_by(actor, sent, "note")), now)


def evidence(
    *, actor: Actor, sent: Sent, kind: str, source: str, text: str, when: When, now: datetime
) -> Saved:
    """Add something that shows what happens: gathered by us, or sent in by ``source``.

    What the resident or a helper sends in asks to be looked at and answered.
    """
    case = open_for(actor, sent.near.case_id, now=now, what="writing")
    part = case.parts.get(source)
    if source and part is None:
        raise Refused(_("Choose somebody who is in this case."))
    side = part.side if part else "landlord"
    new = dated(when, does=_act_of_evidence(side, kind), by=source or actor.key, text=text)
    if side in ("helper", "agency", "other party"):
        new = replace(new, gives=(GIVES.get(kind, "diary sheets"),))
    shown = (Evidence(kind=kind), *(NOTE if side != "landlord" else ()))
    return _add(actor, sent, replace(new, evidence=shown), now)


def incident(
    *,
    actor: Actor,
    sent: Sent,
    teller: str,
    kinds: Sequence[str],
    against: Sequence[str],
    channel: str,
    incident_on: date | None,
    text: str,
    now: datetime,
) -> Saved:
    """Take a new incident in a case that is open: its clocks begin as it is told."""
    if is_closed(open_for(actor, sent.near.case_id, now=now, what="writing")):
        raise Refused(
            _("This case is closed. What is told now is a new case: take it as a new report.")
        )
    new = Entry(
        id="",
        does=("asb.reported",),
        at=now,
        by=teller,
        channel=channel,
        kinds=tuple(kinds),
        against=tuple(against),
        incident_on=incident_on,
        text=text,
        evidence=shown_by(actor, sent, "note"),
    )
    return _add(actor, sent, new, now)


def prove(*, actor: Actor, sent: Sent, number: int, kind: str, text: str, now: datetime) -> Saved:
    """Add proof that came later, with the day on which it came.

    Where it can stand for the entry itself, the entry is written again with it and counts from
    now on; on every day before, only the claim is known. Else it stands beside the entry.
    """
    case = open_for(actor, sent.near.case_id, now=now, what="writing")
    item = item_of(case, number)
    came = Evidence(kind=kind, received=now.date())
    is_fixed = not FIXED.isdisjoint(item.acts)
    if not (item.is_evidenced or item.struck_by or is_fixed) and can_stand_for(case, item, kind):
        again = replace(
            item.entry, id="", corrects=item.id, recorded_at=None, recorded_on=None,
            text=text or item.entry.text, evidence=(*item.entry.evidence, came),
        )  # fmt: skip
        return _add(actor, sent, again, now)
    beside = Entry(
        id="", does=("note.made",), at=now, by=actor.key, channel="internal", text=text,
        refs=(item.id,), evidence=(came, *NOTE),
    )  # fmt: skip
    return _add(actor, sent, beside, now)


def correct(
    *, actor: Actor, sent: Sent, number: int, text: str, when: When, why: str, now: datetime
) -> Saved:
    """Put an entry right by adding another.

    What others told us is not replaced by our word: the correction stands beside it as a note.
    """
    case = open_for(actor, sent.near.case_id, now=now, what="writing")
    item = item_of(case, number)
    if item.struck_by:
        raise Refused(_("This entry was corrected already. Correct the newer one."))
    _refuse_fixed(item)
    if can_stand_for(case, item, ""):
        new = replace(
            item.entry, id="", corrects=item.id, recorded_at=None, recorded_on=None,
            on=None if when.at else when.on, at=when.at, between=None,
            text=text, reason=why,
        )  # fmt: skip
        _refuse_lower_risk(case, new)
    else:
        new = dated(
            when, does=("note.made",), by=actor.key, channel="internal", text=text, reason=why,
            corrects=item.id, evidence=NOTE,
        )  # fmt: skip
    return _add(actor, sent, new, now, permission="case.correct")


def dispute(
    *, actor: Actor, sent: Sent, number: int, by: str, text: str, channel: str, when: When,
    now: datetime,
) -> Saved:  # fmt: skip
    """Write down another account of the same thing, as somebody gave it; both stay."""
    case = open_for(actor, sent.near.case_id, now=now, what="writing")
    item = item_of(case, number)
    if by and by not in case.parts:
        raise Refused(_("Choose somebody who is in this case."))
    new = dated(
        when, does=("account.given",), by=by or actor.key, channel=channel, text=text,
        disputes=(item.id,), evidence=shown_by(actor, sent, "note"),
    )  # fmt: skip
    return _add(actor, sent, new, now)


def excuse(
    *, actor: Actor, sent: Sent, act: str, by: str, text: str, when: When, now: datetime
) -> Saved:
    """Write down what excuses a promise: the clause's own act, or that the resident wishes so."""
    case = open_for(actor, sent.near.case_id, now=now, what="writing")
    if by and by not in case.parts:
        raise Refused(_("Choose somebody who is in this case."))
    new = dated(
        when, does=(act,), by=by or actor.key, text=text, reason=text,
        evidence=shown_by(actor, sent, "note"),
    )  # fmt: skip
    return _add(actor, sent, new, now, permission="case.excuse")


def can_stand_for(case: Open, item: Item, kind: str) -> bool:
    """Whether an entry of ours may take the place of this one.

    Our own acts: yes. What others did: only with the thing itself, and only where nothing refers
    to it that would then hang in the air.
    """
    if item.from_landlord:
        return True
    is_thing = "itself" in case.run.words.evidence.get(kind, ())
    return is_thing and not any(
        item.id in (*one.entry.answers, *one.entry.replies_to, *one.entry.told_in)
        for one in case.run.timeline.items
    )


def _refuse_fixed(item: Item) -> None:
    """Written again, a decision would count anew, though nobody decided anew."""
    if not FIXED.isdisjoint(item.acts):
        raise NotRight(
            _("A decision that others rely on is not corrected: undo it or ask for it anew on its "
              "own page, and write a note about what is wrong here.")
        )  # fmt: skip


def _refuse_lower_risk(case: Open, new: Entry) -> None:
    """A correction, of its day perhaps, lowers no level of risk: a second person agrees to that."""
    if ASSESSED not in new.does:
        return
    live, order = case.live, case.run.words.levels
    before = standing(case.run.timeline).last
    timeline = build_timeline(
        [*(one.entry for one in live.kept), replace(new, id="~corrected")],
        people=live.people.values(), words=live.engine.stack.words,
    )  # fmt: skip
    after = standing(timeline).last
    levels = [order.index(one.entry.level) if one and one.entry.level in order else -1
              for one in (before, after)]  # fmt: skip
    if levels[1] < levels[0]:
        raise NotRight(
            _("This would lower the level of risk. Ask for that on the page of the risk: a second "
              "person agrees to it.")
        )  # fmt: skip


def _act_of_evidence(side: str, kind: str) -> tuple[str, ...]:
    if side == "landlord":
        return ("asb.statement_taken",) if kind == "statement" else ("asb.evidence_gathered",)
    return ("asb.diary_returned",) if side == "resident" else ("contact.received",)


def _add(
    actor: Actor, sent: Sent, entry: Entry, now: datetime, permission: str = "case.note"
) -> Saved:
    return add(actor, sent, [entry], now, permission=permission)
