"""Writing, agreeing, doing and going through an action plan: each becomes entries of the case.

A draft is no entry and no plan: the clock of the plan runs until the resident has agreed, in a way
that a record shows.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from msgspec import Struct

from putright.casework import desk, permissions, plan_draft
from putright.casework.actions.adding import NOTE, Saved, Sent, When, opened_for
from putright.casework.actions.contacts import barred_for
from putright.casework.actions.files import proof_kinds
from putright.casework.actor import Actor
from putright.casework.plan_draft import US, Draft, Line
from putright.casework.queries import cases
from putright.casework.queries.case_open import Open
from putright.casework.queries.plan_words import HOW
from putright.casework.queries.plans import residents_of
from putright.casework.refused import Refused
from putright.core.events.entry import Entry
from putright.core.events.parts import Answer, Evidence, Pledge
from putright.core.practice.plan import OFFERED, PlanLine, plan_lines
from putright.kit.say import _

FORM = "action-plan"
CHANNELS = {"phone": "phone", "visit": "visit", "portal": "portal", "signature": "document"}
"""By which channel each way of agreeing goes."""
WORDED = {"call log": "call log", "message": "system record"}
"""What words copied from a log or a message are."""
TALKED = {"phone": "contact.made", "in person": "contact.made", "visit": "asb.visited"}
"""What a talk about the plan is besides, by its channel."""


class Agreement(Struct, frozen=True, kw_only=True):
    """How a plan was agreed: the way, with whom, when, and what shows it.

    ``record`` is "call log", "signed", "message" or "note"; ``words`` are the line of the log or
    the message, word for word. ``mark`` names the draft that was on the page.
    """

    how: str
    whom: str
    when: When
    record: str
    words: str = ""
    mark: str = ""


class Doing(Struct, frozen=True, kw_only=True):
    """That a line was done: which, when, what was done, and what shows it ("none" for nothing)."""

    line: str
    when: When
    text: str
    record: str


class Moved(Struct, frozen=True):
    """A new day for a line."""

    line: str
    due: date


class Dropped(Struct, frozen=True):
    """A line that is given up, and why."""

    line: str
    why: str


class Review(Struct, frozen=True, kw_only=True):
    """What going through the plan came to."""

    channel: str
    whom: str
    when: When
    says: str
    review_on: date
    done: tuple[Doing, ...] = ()
    moved: tuple[Moved, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    new: tuple[Line, ...] = ()


def keep_draft(*, actor: Actor, case_id: UUID, draft: Draft, now: datetime) -> None:
    """Keep a draft for everybody who works in the case; nothing of it is agreed."""
    permissions.check(actor, "case.plan", cases.near_to(actor, case_id, now=now))
    plan_draft.keep(
        landlord=actor.landlord_id, user=actor.user_id, case=case_id, draft=draft, now=now
    )


def agree(*, actor: Actor, sent: Sent, told: Agreement, now: datetime) -> Saved:
    """Write down that the resident agreed to the plan that lies there as a draft."""
    opened = opened_for(actor, sent, "case.plan", now, what="plan")
    draft = _draft(opened, told, today=now.date())
    channel = CHANNELS[told.how]
    _refuse_barred(opened, told.whom, channel)
    pledges = tuple(_pledge(line) for line in draft.lines)
    offered = [p.id for p, line in zip(pledges, draft.lines, strict=True) if line.offered]
    talk = _talk(channel)
    is_shown = told.record != "note"
    entry = Entry(
        id="",
        does=("asb.plan_agreed", *(talk if is_shown else ())),
        text=_text(_("Agreed {how}.").format(how=_(HOW[told.how])), told.words),
        on=None if told.when.at else told.when.on,
        at=told.when.at,
        by=actor.key,
        to=(told.whom,),
        channel=channel,
        about=("asb",),
        evidence=_evidence(actor, told.record, told.words, sent),
        contains=_contains(draft),
        promises=pledges,
        until=draft.review_on,
        advice=tuple(line for line in draft.advice.splitlines() if line.strip()),
        form=FORM,
        given=_given(draft.wants, draft.cannot, offered),
        facts={"how": told.how},
    )
    entries = [entry] if is_shown or not talk else [entry, _of_the_talk(entry, talk)]
    landlord, case = actor.landlord_id, opened.case.id
    return _add(
        actor, sent, entries, now, files={0},
        also=lambda: plan_draft.forget(landlord=landlord, case=case),
    )  # fmt: skip


def done(*, actor: Actor, sent: Sent, told: Doing, now: datetime) -> Saved:
    """Write down that a line of the plan was done, by us or by whoever it was for."""
    opened = opened_for(actor, sent, "case.plan", now, what="plan")
    entry = _done(actor, _open_lines(opened), told, sent)
    return _add(actor, sent, [entry], now, files={0})


def review(*, actor: Actor, sent: Sent, told: Review, now: datetime) -> Saved:
    """Write down that the plan was gone through: what was done, moved, given up, or is new."""
    opened = opened_for(actor, sent, "case.plan", now, what="plan")
    _refuse_barred(opened, told.whom, told.channel)
    lines = _open_lines(opened)
    finished = [_done(actor, lines, each, sent) for each in told.done]
    pledges = [_again(_line(lines, each.line), each.due) for each in told.moved]
    new = [_pledge(line) for line in told.new]
    offered = [p.id for p, line in zip(new, told.new, strict=True) if line.offered]
    drops = [_line(lines, each.line) for each in told.dropped]
    why = "\n".join(
        f"{line.pledge.what}: {each.why}" for line, each in zip(drops, told.dropped, strict=True)
    )
    entry = Entry(
        id="",
        does=("asb.plan_reviewed", *_talk(told.channel)),
        text=told.says,
        on=None if told.when.at else told.when.on,
        at=told.when.at,
        by=actor.key,
        to=(told.whom,),
        channel=told.channel,
        about=("asb",),
        evidence=NOTE,
        contains=("target dates",),
        promises=(*pledges, *new),
        drops=tuple(line.pledge.id for line in drops),
        reason=why,
        until=told.review_on,
        form=FORM,
        given=_given("", "", offered),
    )
    shown = {place for place, each in enumerate(told.done) if each.record == "file"}
    return _add(actor, sent, [*finished, entry], now, files=shown or {len(finished)})


def not_wanted(
    *, actor: Actor, sent: Sent, whom: str, channel: str, when: When, words: str, now: datetime
) -> Saved:
    """Write down, in their words, that the resident does not want a plan."""
    opened = opened_for(actor, sent, "case.plan", now, what="plan")
    if whom not in opened.parts and whom != "resident":
        raise Refused(_("Choose somebody who is in this case."))
    entry = Entry(
        id="",
        does=("asb.plan_not_wanted",),
        text=words,
        reason=words,
        on=None if when.at else when.on,
        at=when.at,
        by=whom,
        channel=channel,
        about=("asb",),
        evidence=NOTE,
    )
    return _add(actor, sent, [entry], now, files={0})


def _draft(opened: Open, told: Agreement, *, today: date) -> Draft:
    """The draft that was read and agreed to: whole, and not another one meanwhile."""
    found = plan_draft.found(landlord=opened.case.landlord_id, case=opened.case.id)
    if found is None:
        raise Refused(_("There is no draft to agree to. Write the plan first."))
    if plan_draft.mark_of(found.draft) != told.mark:
        raise Refused(_("The draft was changed meanwhile. Read it again before it is agreed."))
    lacks = plan_draft.lacks(found.draft, residents_of(opened), today=today)
    if lacks:
        raise Refused(" ".join(lacks))
    if told.how not in HOW:
        raise Refused(_("Say how the resident agreed. Silence is no agreement."))
    return found.draft


def _refuse_barred(opened: Open, whom: str, channel: str) -> None:
    if channel in barred_for(opened, whom):
        words = _("They asked us not to use this way: {channel}. Nothing was saved.")
        raise Refused(words.format(channel=_(channel)))


def _open_lines(opened: Open) -> tuple[PlanLine, ...]:
    return tuple(line for line in plan_lines(opened.run.timeline.items) if line.is_open)


def _line(lines: Sequence[PlanLine], key: str) -> PlanLine:
    found = next((line for line in lines if key in line.known_as), None)
    if found is None:
        raise Refused(_("That line of the plan is no longer open. Look at the plan again."))
    return found


def _done(actor: Actor, lines: Sequence[PlanLine], told: Doing, sent: Sent) -> Entry:
    line = _line(lines, told.line)
    return Entry(
        id="",
        does=("asb.plan_action_done",),
        text=_text(line.pledge.what + ":", told.text),
        on=None if told.when.at else told.when.on,
        at=told.when.at,
        by=actor.key,
        channel="internal",
        about=("asb",),
        evidence=_evidence(actor, told.record, "", sent),
        keeps=(line.pledge.id,),
    )


def _pledge(line: Line) -> Pledge:
    return Pledge(
        id=f"p-{uuid4().hex[:10]}",
        what=line.what,
        due=line.due,
        who="" if line.who == US else line.who,
        why=line.why,
        tool=line.tool,
    )


def _again(line: PlanLine, due: date) -> Pledge:
    """The same line with another day: it keeps the clock that it began with."""
    old = line.pledge
    return Pledge(
        id=f"p-{uuid4().hex[:10]}", what=old.what, due=due, repeats=old.id, who=old.who,
        why=old.why, tool=old.tool,
    )  # fmt: skip


def _contains(draft: Draft) -> tuple[str, ...]:
    said = [
        ("target dates", True),
        ("resident's view", bool(draft.wants)),
        ("what we cannot do", bool(draft.cannot)),
        ("tools", any(line.tool for line in draft.lines)),
    ]
    return tuple(word for word, is_so in said if is_so)


def _given(wants: str, cannot: str, offered: Sequence[str]) -> tuple[Answer, ...]:
    told = (("wants", wants), ("cannot", cannot))
    said = [Answer(question=name, answer="said", says=words) for name, words in told if words]
    return (*said, *(Answer(question=OFFERED, answer=key) for key in offered))


def _of_the_talk(entry: Entry, does: tuple[str, ...]) -> Entry:
    """The talk by itself: our note shows that there was one, and not that they agreed."""
    return Entry(
        id="",
        does=does,
        text=_("We talked about the plan."),
        on=entry.on,
        at=entry.at,
        by=entry.by,
        to=entry.to,
        channel=entry.channel,
        about=entry.about,
        evidence=NOTE,
    )


def _talk(channel: str) -> tuple[str, ...]:
    return (TALKED[channel],) if channel in TALKED else ()


def _evidence(actor: Actor, record: str, words: str, sent: Sent) -> tuple[Evidence, ...]:
    """What shows it: a note, words copied from a log or message, files; nothing for "none"."""
    if record == "none":
        return ()
    kinds = [WORDED[record]] if words and record in WORDED else []
    ids = [each.id for each in sent.files] if record != "note" else []
    kinds += proof_kinds(actor=actor, ids=ids) if ids else ()
    return (*NOTE, *(Evidence(kind=kind) for kind in dict.fromkeys(kinds)))


def _text(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _add(
    actor: Actor, sent: Sent, entries: Sequence[Entry], now: datetime, *, files: set[int],
    also: Callable[[], None] | None = None,
) -> Saved:  # fmt: skip
    return desk.add(
        actor=actor, permission="case.plan", near=sent.near, entries=entries, now=now,
        seen=sent.seen, form=sent.form,
        files={place: sent.files for place in files} if sent.files else None,
        also=also,
    )  # fmt: skip
