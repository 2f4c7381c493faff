"""Taking a complaint, from whatever entry it was first said in, and what the resident says of it.

A complaint is received on the day somebody first said it, not on the day somebody got round to
logging it (Complaint Handling Code 3.2). The antisocial behaviour case goes on beside it.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from msgspec import Struct
from msgspec.structs import replace

from putright.casework import desk
from putright.casework.actions.adding import NOTE, Saved, Sent, When, add, dated, opened_for
from putright.casework.actions.staffing import passing
from putright.casework.actor import Actor, staff_key
from putright.casework.complaint_clocks import clocks_of
from putright.casework.complaint_gate import stages_of
from putright.casework.queries.case_file import item_of
from putright.casework.queries.case_open import Open
from putright.casework.queries.takers import takers
from putright.casework.refused import NotRight, NotThere
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence, Point
from putright.core.practice.complaints import (
    ASSIGNED,
    ESCALATED,
    HANDLER,
    LOGGED,
    RAISED,
    RESPONDED,
    RETURNED,
    WITHDRAWN,
    Complaint,
)
from putright.core.timeline.items import Item
from putright.core.workdays import to_datetime
from putright.kit.say import _
from putright.stores.record import cases
from putright.stores.record.cases import NewCase, NewParty

ADDED, REPRESENTED = "complaint.added_to", "complaint.represented"
HELPER = "complaint-helper"
COMPLAINANTS = frozenset({"resident", "helper", "ombudsman", "landlord"})
"""Whose words can be the first of a resident's complaint; ours tell what they said."""


class Made(Struct, frozen=True, kw_only=True):
    """A complaint as somebody made it, in their words.

    ``entry`` is the number of the entry in which it was first said; without one it was said now, at
    ``when``. ``officer`` is who looks after the case meanwhile, where its officer is named.
    """

    whom: str
    text: str
    points: tuple[str, ...]
    channel: str = "phone"
    wants: tuple[str, ...] = ()
    about_staff: tuple[UUID, ...] = ()
    about_others: str = ""
    group: int = 0
    helper: str = ""
    scope: str = ""
    until: date | None = None
    when: When | None = None
    entry: int = 0
    handler: UUID | None = None
    officer: UUID | None = None


class Logged(Struct, frozen=True):
    """What was saved, and the key of the complaint."""

    saved: Saved
    complaint: str


class Says(Struct, frozen=True, kw_only=True):
    """What somebody says about a complaint that was made: who, how, when, in their words."""

    whom: str
    channel: str
    when: When
    text: str = ""
    wants: tuple[str, ...] = ()


def new_key() -> str:
    """A name for a complaint that tells nothing."""
    return f"c-{uuid4().hex[:8]}"


def log(*, actor: Actor, sent: Sent, told: Made, now: datetime) -> Logged:
    """Take a complaint in a case. What was first said in an entry counts from that entry."""
    opened = opened_for(actor, sent, "complaint.log", now, what="complaint")
    source = item_of(opened, told.entry) if told.entry else None
    if source is not None and source.by_side not in COMPLAINANTS:
        raise NotRight(_("This was not said by the resident or for them. Take it as a new "
                         "complaint, in a case of its own."))  # fmt: skip
    if source is not None and any(
        source.id in item.entry.refs for item in opened.whole.timeline.doing((RAISED,))
    ):
        raise NotRight(_("This was taken as a complaint already."))
    _check_handler(actor, told)
    key = new_key()
    raised = _raised(told, key, source, now)
    return _save(actor, sent, opened, told, key, raised, now)


def open_with(
    *, actor: Actor, told: Made, case: NewCase, parties: Sequence[NewParty], now: datetime,
    form: UUID | None = None,
) -> Logged:  # fmt: skip
    """Take a complaint of somebody who has no case: it opens one of its own."""
    key = new_key()
    raised = _raised(told, key, None, now)
    entries = [raised, _logged(actor, key, now), *_more(actor, told, key, now, {})]
    saved = desk.open_case(
        actor=actor, case=case, parties=[*parties, *_helpers(told, {})], entries=entries, now=now,
        form=form,
    )  # fmt: skip
    return Logged(saved, key)


def escalate(*, actor: Actor, sent: Sent, key: str, says: Says, now: datetime) -> Saved:
    """They are not content: the next stage begins, by whatever way they say so, reasons or none."""
    opened = opened_for(actor, sent, "complaint.log", now, what="complaint")
    complaint = found(opened, key)
    stage = next_stage(opened, complaint)
    entry = dated(
        says.when.by(now), does=(ESCALATED,), by=says.whom, channel=says.channel, complaint=key,
        stage=stage, text=says.text or _("They ask for the next stage."), asks=says.wants,
        evidence=NOTE,
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission="complaint.log")


def next_stage(opened: Open, complaint: Complaint) -> int:
    """The number of the stage that can be asked for now. Raises ``NotRight``."""
    numbers = [stage.number for stage in stages_of(opened.live, complaint)]
    at = complaint.stage
    if at + 1 not in numbers:
        raise NotRight(_("There is no further stage. Tell them that they can go to the Housing "
                         "Ombudsman."))  # fmt: skip
    if complaint.shown(RESPONDED, stage=at) is not None:
        return at + 1
    answer = clocks_of(opened.live, opened.run, complaint, at).answer
    if answer is None or answer.is_past(opened.at):
        return at + 1
    raise NotRight(_("This stage is not answered yet, and its day is still to come. Log what they "
                     "say as a contact: they are waiting."))  # fmt: skip


def withdraw(*, actor: Actor, sent: Sent, key: str, says: Says, now: datetime) -> Saved:
    """They take the complaint back, in their own words; nobody else can."""
    opened = opened_for(actor, sent, "complaint.handle", now, what="complaint")
    if not found(opened, key).is_open:
        raise NotRight(_("Nothing of this complaint is open, so there is nothing to take back."))
    entry = dated(
        says.when.by(now), does=(WITHDRAWN,), by=says.whom, channel=says.channel, complaint=key,
        text=says.text, reason=says.text, evidence=NOTE,
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission="complaint.handle")


def take_back(*, actor: Actor, sent: Sent, key: str, says: Says, now: datetime) -> Logged:
    """They come back to a complaint that they withdrew: it is made anew, with its own day."""
    opened = opened_for(actor, sent, "complaint.log", now, what="complaint")
    old = found(opened, key)
    if old.ended is None or WITHDRAWN not in old.ended.acts or old.received is None:
        raise NotRight(_("This complaint was not withdrawn."))
    new = new_key()
    about = tuple(sorted(old.about_staff))
    raised = dated(
        says.when.by(now), does=(RAISED,), by=says.whom, channel=says.channel, complaint=new,
        stage=1, text=says.text, points=old.points, asks=says.wants or old.wants, about_staff=about,
        refs=(old.received.id,), evidence=NOTE,
    )  # fmt: skip
    again = Entry(
        id="", does=(LOGGED, RETURNED), at=now, by=actor.key, channel="internal", complaint=new,
        stage=1, refs=(old.received.id, old.ended.id), evidence=NOTE,
    )  # fmt: skip
    saved = add(actor, sent, [raised, again], now, permission="complaint.log")
    return Logged(saved, new)


def add_point(
    *, actor: Actor, sent: Sent, key: str, says: Says, is_related: bool, now: datetime
) -> Logged:
    """Something more goes wrong: it joins stage 1 while that is unanswered, if it is related.

    Else it is a complaint of its own, with its own day (Complaint Handling Code 6.8).
    """
    opened = opened_for(actor, sent, "complaint.log", now, what="complaint")
    old = found(opened, key)
    joins = is_related and old.is_open and old.stage == 1
    if not joins:
        told = Made(whom=says.whom, text=says.text, points=(says.text,), channel=says.channel,
                    wants=says.wants, when=says.when)  # fmt: skip
        new = new_key()
        raised = replace(
            _raised(told, new, None, now),
            refs=(old.received.id,) if old.received else (),
            about_staff=tuple(sorted(old.about_staff)) if is_related else (),
        )
        return _save(actor, sent, opened, told, new, raised, now)
    number = len(old.points) + 1
    entry = dated(
        says.when.by(now), does=(ADDED,), by=says.whom, channel=says.channel, complaint=key,
        stage=1, text=says.text, points=(Point(id=f"P{number}", what=says.text),),
        asks=(*old.wants, *says.wants) if says.wants else (), evidence=NOTE,
    )  # fmt: skip
    return Logged(add(actor, sent, [entry], now, permission="complaint.log"), key)


def represent(
    *, actor: Actor, sent: Sent, key: str, says: Says, helper: str, scope: str,
    until: date | None, now: datetime,
) -> Saved:  # fmt: skip
    """They ask somebody to speak for them: what that person may be told, and for how long."""
    opened = opened_for(actor, sent, "complaint.log", now, what="complaint")
    found(opened, key)
    part = _new_key(HELPER, opened.parts)
    entry = dated(
        says.when.by(now), does=(REPRESENTED,), by=says.whom, channel=says.channel, complaint=key,
        for_whom=part, text=scope, until=until, evidence=NOTE,
    )  # fmt: skip
    party = NewParty(key=part, side="helper", role="representative", core={"name": helper})
    return add(actor, sent, [entry], now, permission="complaint.log", parties=[party])


def found(opened: Open, key: str) -> Complaint:
    """A complaint of the case that the reader may see; for anybody else it is not there."""
    complaint = opened.live.complaints.get(key)
    if complaint is None:
        raise NotThere
    return complaint


def _raised(told: Made, key: str, source: Item | None, now: datetime) -> Entry:
    """The complaint at the moment it was first said, by whoever said it."""
    shared: dict[str, Any] = {
        "does": (RAISED,), "complaint": key, "stage": 1, "points": _points(told.points),
        "asks": told.wants, "about_staff": _keys(told), "facts": _facts(told), "text": _text(told),
    }  # fmt: skip
    if source is None:
        when = told.when or When(now.date(), now)
        return dated(when.by(now), by=told.whom, channel=told.channel, evidence=NOTE, **shared)
    theirs = source.entry.by if not source.from_landlord else told.whom
    entry = source.entry
    return Entry(
        id="", by=theirs, at=entry.at, on=entry.on, between=entry.between,
        channel=entry.channel if entry.channel != "internal" else told.channel,
        refs=(source.id,), evidence=_shown_since(source), **shared,
    )  # fmt: skip


def _shown_since(source: Item) -> tuple[Evidence, ...]:
    """What shows that it was said then: our record of that time, where there is one."""
    if not source.proven:
        return NOTE
    known = to_datetime(source.known).date()
    return (Evidence(kind="system record", received=known),)


def _save(
    actor: Actor, sent: Sent, opened: Open, told: Made, key: str, raised: Entry, now: datetime
) -> Logged:
    entries = [raised, _logged(actor, key, now), *_more(actor, told, key, now, opened.parts)]
    stays = _meanwhile(actor, opened, told, now)
    if stays is not None:
        note = _("While a complaint is looked into.")
        entries.append(passing(actor, stays, opened.staff_name(stays), note, now))
    saved = add(
        actor, sent, entries, now, permission="complaint.log",
        parties=_helpers(told, opened.parts), also=lambda: _pass_on(opened, stays),
    )  # fmt: skip
    return Logged(saved, key)


def _check_handler(actor: Actor, told: Made) -> None:
    """Nobody who is named handles it, and nobody who is named says who does."""
    if told.handler is None:
        return
    if told.handler in told.about_staff:
        raise NotRight(_("The complaint names them: they cannot handle it. Choose somebody else"),
                       field="handler")  # fmt: skip
    if actor.user_id in told.about_staff:
        raise NotRight(_("The complaint names you, so somebody else says who handles it. Leave "
                         "this empty"), field="handler")  # fmt: skip


def _meanwhile(actor: Actor, opened: Open, told: Made, now: datetime) -> UUID | None:
    """Who looks after the case from now on, where the complaint names its officer."""
    officer, stays = opened.case.officer_id, told.officer
    if officer is None or officer not in told.about_staff:
        return None
    able = {one.id for one in takers(actor, [opened.case.id], now=now)} | {actor.user_id}
    if stays is None or stays in told.about_staff or stays not in able:
        raise NotRight(_("Who looks after the case meanwhile? Choose somebody who is here and whom "
                         "the complaint does not name"), field="officer")  # fmt: skip
    return stays


def _pass_on(opened: Open, officer: UUID | None) -> None:
    case = opened.case
    if officer is not None:
        cases.assign(landlord=case.landlord_id, case=case.id, officer=officer, team=case.team_id)


def _logged(actor: Actor, key: str, now: datetime) -> Entry:
    return Entry(
        id="", does=(LOGGED,), at=now, by=actor.key, channel="internal", complaint=key, stage=1,
        evidence=NOTE,
    )  # fmt: skip


def _more(actor: Actor, told: Made, key: str, now: datetime, parts: Collection[str]) -> list[Entry]:
    """Who speaks for them, and who handles it, where that was said."""
    more: list[Entry] = []
    if told.helper:
        more.append(Entry(
            id="", does=(REPRESENTED,), at=now, by=told.whom, channel=told.channel, complaint=key,
            for_whom=_new_key(HELPER, parts), text=told.scope, until=told.until, evidence=NOTE,
        ))  # fmt: skip
    if told.handler is not None:
        more.append(assigning(actor, key, 1, told.handler, now))
    return more


def assigning(actor: Actor, key: str, stage: int, handler: UUID, now: datetime) -> Entry:
    """That somebody handles a stage of a complaint from now on."""
    return Entry(
        id="", does=(ASSIGNED,), at=now, by=actor.key, to=(staff_key(handler),),
        channel="internal", complaint=key, stage=stage, facts={HANDLER: staff_key(handler)},
        evidence=NOTE,
    )  # fmt: skip


def _helpers(told: Made, parts: Collection[str]) -> list[NewParty]:
    if not told.helper:
        return []
    part = _new_key(HELPER, parts)
    return [NewParty(key=part, side="helper", role="representative", core={"name": told.helper})]


def _new_key(name: str, there: Collection[str]) -> str:
    number = 1
    while (key := name if number == 1 else f"{name}-{number}") in there:
        number += 1
    return key


def _points(points: Sequence[str]) -> tuple[Point, ...]:
    return tuple(Point(id=f"P{place}", what=what) for place, what in enumerate(points, start=1))


def _keys(told: Made) -> tuple[str, ...]:
    return tuple(staff_key(user) for user in dict.fromkeys(told.about_staff))


def _facts(told: Made) -> dict[str, str | int | bool]:
    return {"group": told.group} if told.group > 1 else {}


def _text(told: Made) -> str:
    lines = [told.text]
    if told.about_others:
        lines.append(_("They complain of: {words}").format(words=told.about_others))
    return "\n".join(line for line in lines if line)
