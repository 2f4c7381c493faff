"""The letters of a complaint's handling, begun from its page: they go out by the one gate.

Each begins with what is on record, and with the entry that sending it will write. What must not be
(an extension after the day, a second acknowledgement, a refusal nobody weighed) is refused here
before anybody writes, and again at the desk when the letter goes.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from msgspec import Struct

from putright.casework import letters, permissions
from putright.casework.actions import outgoing
from putright.casework.actions.adding import Sent, add, shown_by
from putright.casework.actions.complaints import found
from putright.casework.actor import Actor
from putright.casework.complaint_clocks import Clock, clocks_of, if_acknowledged
from putright.casework.complaint_gate import (
    GROUND,
    TWO,
    WEIGHED,
    ground_of,
    is_on_file,
    stages_of,
    weighed_by,
)
from putright.casework.conflict import user_meant
from putright.casework.permissions import Nearness
from putright.casework.queries.case_open import Open, open_for
from putright.casework.refused import NotRight
from putright.core.events.entry import HOUSEHOLD, Entry
from putright.core.events.parts import Answer
from putright.core.letters.letter import Facts, Letter
from putright.core.practice.complaints import (
    ACKNOWLEDGED,
    DEFINED,
    EXTENDED,
    NOT_FURTHER,
    REFUSED,
    WITHDRAWN,
    Complaint,
)
from putright.core.timeline.items import Item
from putright.core.workdays import to_datetime
from putright.gateways.letter_text import from_letter
from putright.kit.dates import list_day, long_day
from putright.kit.say import _

LISTED = {"contents_listed": True}
DAY_TOLD = "target dates"
"""What a letter is held to contain that names the day of the answer."""
HANDLES = "complaint.handle"


class Refusal(Struct, frozen=True, kw_only=True):
    """Why a complaint, or its next stage, is not taken: the ground, why it holds, what shows it."""

    ground: str
    reasons: str
    evidence: str
    still: str = ""


class Standing(Struct, frozen=True, kw_only=True):
    """How a late answer stands: what we will do and by when, and when they hear next."""

    what: str
    by: date
    next_on: date | None = None


def acknowledge(*, actor: Actor, near: Nearness, key: str, leads_to: str, now: datetime) -> UUID:
    """Begin the acknowledgement of the stage that the complaint is at: one for each stage."""
    opened, complaint = _open(actor, near, key, now)
    stage = complaint.stage
    if complaint.shown(ACKNOWLEDGED, stage=stage) is not None:
        raise NotRight(_("This stage was acknowledged already."))
    if not complaint.is_open:
        raise NotRight(_("Nothing of this complaint waits for an acknowledgement."))
    ours, not_ours = _responsible(complaint)
    facts = _shared(opened, complaint) | {
        "wants": [{"what": want} for want in complaint.wants],
        "no_wants": "" if complaint.wants else "yes",
        "ours": ours, "not_ours": not_ours, "adjustments": "",
        "by": _day(if_acknowledged(opened.live, complaint, stage, now=now)),
        "case_goes_on": "yes" if opened.run.facts.case_is_open(opened.run.now) else "",
    }  # fmt: skip
    letter = _composed("complaint_acknowledged", facts)
    entry = _entry(ACKNOWLEDGED, complaint, letter, points=complaint.points)
    return _begin(actor, near, opened, complaint, letter, entry, leads_to, now)


def extend(
    *, actor: Actor, near: Nearness, key: str, until: date, reason: str, leads_to: str,
    now: datetime,
) -> UUID:  # fmt: skip
    """Begin the notice that an answer needs longer: before its day, never after."""
    opened, complaint = _open(actor, near, key, now)
    clock = may_extend(opened, complaint, now=now)
    if clock.due_at is None or until <= clock.due_at.date():
        raise NotRight(_("Which day? It must be later than the day that was told"), field="until")
    facts = _shared(opened, complaint) | {
        "due": _day(clock) if _told_when(complaint) else "", "by": long_day(until),
        "reason": reason,
        "done": [], "updates": "", "agreed_on": "",
    }  # fmt: skip
    letter = _composed("complaint_extended", facts)
    entry = _entry(EXTENDED, complaint, letter, until=until, reason=reason)
    longer = clock.longest is not None and until > clock.longest
    return _begin(actor, near, opened, complaint, letter, entry, leads_to, now, second=longer)


def may_extend(opened: Open, complaint: Complaint, *, now: datetime) -> Clock:
    """The clock that can be extended now. Raises ``NotRight``, saying what to do instead."""
    clock = clocks_of(opened.live, opened.run, complaint, complaint.stage).answer
    if clock is None or not clock.promise.is_open or not complaint.is_open:
        raise NotRight(_("No answer is waited for, so there is nothing to extend."))
    if clock.is_past(now):
        raise NotRight(_("The day of the answer is over, so it cannot be extended any more. Tell "
                         "them that it is late, say sorry, and agree how often they hear from us."
                         ))  # fmt: skip
    if complaint.shown(ACKNOWLEDGED, stage=complaint.stage) is None:
        raise NotRight(_("Nobody has acknowledged this stage, so they know of no day that could be "
                         "put off. Write the acknowledgement first: it says who handles it and by "
                         "when they hear."))  # fmt: skip
    if clock.extended_by:
        raise NotRight(_("The answer was extended once already. A later day needs their agreement: "
                         "talk with them, and write down what was agreed."))  # fmt: skip
    return clock


def _told_when(complaint: Complaint) -> bool:
    """Whether the acknowledgement of the stage named the day of the answer."""
    found = complaint.shown(ACKNOWLEDGED, stage=complaint.stage)
    return found is not None and DAY_TOLD in found.entry.contains


def refuse(
    *, actor: Actor, near: Nearness, key: str, told: Refusal, leads_to: str, now: datetime,
    sent: Sent | None = None,
) -> UUID:  # fmt: skip
    """Begin the letter that refuses a complaint, or its next stage; a second person reads it.

    What shows the ground, with its file, is put on record first.
    """
    opened, complaint = _open(actor, near, key, now)
    if not complaint.is_open:
        raise NotRight(_("Nothing of this complaint is open, so there is nothing to refuse."))
    ground = ground_of(opened.live, complaint, told.ground)
    if ground is None:
        raise NotRight(_("Choose one of the grounds of the policy."), field="ground")
    if ground.discretion and len(weighed_by(complaint, ground.id)) < TWO:
        raise NotRight(_("Two people weigh, in writing, whether to take it all the same, before it "
                         "is refused on this ground."), field="ground")  # fmt: skip
    shows = sent is not None and bool(sent.files)
    if ground.on_file and not shows and not is_on_file(opened.whole, complaint, ground.id):
        words = _("Add the file that shows it: {evidence}. Without it the complaint is taken")
        raise NotRight(words.format(evidence=ground.evidence), field="uploads")
    further = complaint.begun(complaint.stage) if complaint.stage > 1 else None
    facts = _shared(opened, complaint) | {
        "ground": ground.says, "reasons": told.reasons, "evidence": told.evidence,
        "weighed": _weighing(complaint, ground.id), "owed": [],
        "still": [{"what": told.still}] if told.still else [],
        "asked_on": _on(further), "answered_on": _on(complaint.last("complaint.responded")),
    }  # fmt: skip
    kind, act = ("escalation_refused", NOT_FURTHER) if further else ("complaint_refused", REFUSED)
    letter = _composed(kind, facts)
    entry = _entry(act, complaint, letter, reason=told.reasons, **{GROUND: ground.id})
    with transaction.atomic():
        if sent is not None and shows:
            _put_on_file(actor, sent, complaint, ground.id, told.evidence, now)
        return _begin(actor, near, opened, complaint, letter, entry, leads_to, now, second=True)


def _put_on_file(
    actor: Actor, sent: Sent, complaint: Complaint, ground: str, words: str, now: datetime
) -> None:
    """What shows the ground of a refusal, kept with a note in the complaint."""
    note = Entry(
        id="", does=("note.made",), at=now, by=actor.key, channel="internal",
        complaint=complaint.key, stage=complaint.stage, facts={GROUND: ground}, text=words,
        evidence=shown_by(actor, sent, "note"),
    )  # fmt: skip
    add(actor, sent, [note], now, permission=HANDLES)


def tell_standing(
    *, actor: Actor, near: Nearness, key: str, told: Standing, leads_to: str, now: datetime
) -> UUID:
    """Begin the letter that says how an answer stands that they wait for."""
    opened, complaint = _open(actor, near, key, now)
    clock = clocks_of(opened.live, opened.run, complaint, complaint.stage).answer
    late = clock is not None and clock.is_past(now)
    facts = _shared(opened, complaint) | {
        "open": [{"what": told.what, "by": list_day(told.by)}], "done": [], "asks": [],
        "nothing_since": "", "by": "", "late_since": _day(clock) if late else "",
        "next_on": long_day(told.next_on) if told.next_on else "",
    }  # fmt: skip
    letter = _composed("complaint_update", facts)
    entry = _entry("complaint.updated", complaint, letter)
    return _begin(actor, near, opened, complaint, letter, entry, leads_to, now)


def tell_stopped(*, actor: Actor, near: Nearness, key: str, leads_to: str, now: datetime) -> UUID:
    """Begin the letter that writes down that they took the complaint back, and how to come back."""
    opened, complaint = _open(actor, near, key, now)
    end = complaint.ended
    if end is None or WITHDRAWN not in end.acts:
        raise NotRight(_("They have not taken this complaint back."))
    facts = _shared(opened, complaint) | {
        "told_on": _on(end), "words": end.entry.text, "owed": [],
        "case_goes_on": "yes" if opened.run.facts.case_is_open(opened.run.now) else "",
    }  # fmt: skip
    letter = _composed("complaint_withdrawn", facts)
    entry = _entry("letter.sent", complaint, letter)
    return _begin(actor, near, opened, complaint, letter, entry, leads_to, now)


def reader_of(opened: Open, complaint: Complaint) -> str:
    """Whom the letters go to: whoever speaks for the resident in it, else whoever complained."""
    today = opened.at.date()
    spoken = complaint.last("complaint.represented")
    if spoken is not None and (spoken.entry.until is None or spoken.entry.until >= today):
        return spoken.entry.for_whom
    first = complaint.received
    if first is not None and first.by_side in HOUSEHOLD:
        return first.entry.by
    people = opened.live.people.values()
    return next((one.id for one in people if one.side == "resident" and not one.child), "resident")


def _open(actor: Actor, near: Nearness, key: str, now: datetime) -> tuple[Open, Complaint]:
    permissions.check(actor, HANDLES, near)
    opened = open_for(actor, near.case_id, now=now, what="complaint")
    return opened, found(opened, key)


def _shared(opened: Open, complaint: Complaint) -> dict[str, Any]:
    """What every letter of a complaint may say."""
    stack, landlord = opened.live.engine.stack, opened.case.landlord
    contacts = stack.practice_on("ombudsman_contact", opened.at.date())
    return {
        "name": opened.name(reader_of(opened, complaint)),
        "landlord": landlord.name, "reference": opened.case.reference,
        "received": _on(complaint.received),
        "stage": stage_name(opened, complaint, complaint.stage).lower(),
        "points": [{"what": point.what} for point in complaint.points],
        "handler": handler_of(opened, complaint), "reach": landlord.phone,
        "ombudsman": " ".join(row.says for row in contacts),
    }  # fmt: skip


def handler_of(opened: Open, complaint: Complaint) -> str:
    """The name of whoever handles the stage that it is at; "" for nobody yet."""
    key = complaint.handler(complaint.stage)
    user = user_meant(opened.whole, key)
    return opened.staff_name(user) if user else opened.name(key) if key else ""


def stage_name(opened: Open, complaint: Complaint, number: int) -> str:
    """What a stage is called."""
    named = {stage.number: stage.name for stage in stages_of(opened.live, complaint)}
    return named.get(number) or _("Stage {number}").format(number=number)


def _composed(kind: str, facts: Facts) -> Letter:
    letter = letters.compose(kind, facts)
    if letter.lacks:
        words = {"named officer": _("Name who handles the complaint first."),
                 "definition": _("Write down what the complaint is first.")}  # fmt: skip
        said = [words.get(lack, lack) for lack in letter.lacks]
        raise NotRight(_("The letter is not whole yet. {lacks}").format(lacks=" ".join(said)))
    return letter


def _entry(act: str, complaint: Complaint, letter: Letter, **told: Any) -> Entry:
    ground = {GROUND: told.pop(GROUND)} if GROUND in told else {}
    return Entry(
        id="", does=(act,), complaint=complaint.key, stage=complaint.stage, about=("complaint",),
        contains=letter.contains, facts=LISTED | ground, **told,
    )  # fmt: skip


def _begin(
    actor: Actor, near: Nearness, opened: Open, complaint: Complaint, letter: Letter, entry: Entry,
    leads_to: str, now: datetime, *, second: bool = False,
) -> UUID:  # fmt: skip
    begun = outgoing.Begun(
        kind=letter.kind, to=reader_of(opened, complaint), title=letter.title,
        body=from_letter(letter), entries=(entry,), permission=HANDLES, needs_second=second,
        complaint=complaint.key, leads_to=leads_to,
    )  # fmt: skip
    return outgoing.begin(actor=actor, near=near, letter=begun, now=now)


def _responsible(complaint: Complaint) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The points that the landlord answers for, and those that it does not, with why."""
    last = complaint.last(DEFINED)
    told: Sequence[Answer] = last.entry.given if last else ()
    names = {point.id: point.what.rstrip(".") for point in complaint.points}
    rows: dict[bool, list[dict[str, str]]] = {True: [], False: []}
    for each in told:
        if each.question in names:
            why = each.says or (_("We answer for all of it.") if each.answer == "yes" else "")
            rows[each.answer != "no"].append({"what": names[each.question], "why": why})
    return rows[True], rows[False]


def _weighing(complaint: Complaint, ground: str) -> str:
    said = [i.entry.text for i in complaint.doing(WEIGHED) if i.entry.facts.get(GROUND) == ground]
    return " ".join(said)


def _on(item: Item | None) -> str:
    return long_day(to_datetime(item.when.first).date()) if item is not None else ""


def _day(clock: Clock | None) -> str:
    return long_day(clock.due_at.date()) if clock is not None and clock.due_at else ""
