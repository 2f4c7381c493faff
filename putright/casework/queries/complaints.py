"""The complaints of a case: each with its stages, its clocks, its points and what comes next."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

from putright.casework.actions.complaint_letters import handler_of, reader_of, stage_name
from putright.casework.actions.complaints import REPRESENTED, found
from putright.casework.actor import Actor
from putright.casework.complaint_clocks import Clock, StageClocks, clocks_of
from putright.casework.complaint_gate import WEIGHED, stages_of
from putright.casework.promises import Promise
from putright.casework.queries.case_entries import Entries, EntrySeen, Pointer
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.case_promises import PromiseSeen, promises_seen
from putright.casework.queries.recognising_asked import AskedSeen, asked_about
from putright.casework.response_people import why_not_answer
from putright.core.events.parts import Point
from putright.core.policy.practice_complaints import ComplaintStage
from putright.core.practice.complaints import (
    ACKNOWLEDGED,
    AGREED,
    DEFINED,
    LOGGED,
    NOT_FURTHER,
    REFUSED,
    RESPONDED,
    WITHDRAWN,
    Complaint,
    complaints_of,
)
from putright.core.timeline.items import Item
from putright.core.workdays import to_datetime
from putright.kit.dates import list_day, long_day
from putright.kit.say import _

NO_KEY = "-"
"""How an address names a complaint that has no key of its own."""
State = Literal["done", "late", "due", "overdue", "waiting", "not asked for", "ended"]


class Step(Struct, frozen=True, kw_only=True):
    """One step of the tracker: its state in words, its days, and what starts its clock."""

    name: str
    state: State
    due: datetime | None = None
    was: datetime | None = None
    done: date | None = None
    clock: str = ""
    beside: tuple[str, ...] = ()


class PointSeen(Struct, frozen=True, kw_only=True):
    """A point with what was decided on it, what puts it right, and where that was said."""

    id: str
    what: str
    ours: str = ""
    decision: str = ""
    reasons: str = ""
    remedy: str = ""
    said_in: Pointer | None = None


class Next(Struct, frozen=True):
    """What can be done now: its word, the address name, whether it is what comes next."""

    word: str
    name: str
    primary: bool = False


class ComplaintLine(Struct, frozen=True, kw_only=True):
    """A complaint in the list."""

    key: str
    text: str
    stage: str
    received: date | None
    is_open: bool
    state: str
    next: PromiseSeen | None


class ComplaintsPage(Struct, frozen=True, kw_only=True):
    """The complaints of a case."""

    around: Around
    complaints: tuple[ComplaintLine, ...]
    asked: tuple[AskedSeen, ...] = ()


class ComplaintPage(Struct, frozen=True, kw_only=True):
    """One complaint."""

    around: Around
    key: str
    text: str
    who: str
    reader: str
    received: Pointer | None
    received_on: date | None
    logged_on: date | None
    started_by: str
    steps: tuple[Step, ...]
    stage: str
    is_open: bool
    ended: str
    defined: EntrySeen | None
    points: tuple[PointSeen, ...]
    wants: tuple[str, ...]
    about: tuple[str, ...]
    group: int
    spoken_for: EntrySeen | None
    handler: str
    next: tuple[Next, ...]
    promises: tuple[PromiseSeen, ...]
    weighed: tuple[EntrySeen, ...]
    related: tuple[Pointer, ...]
    story: tuple[EntrySeen, ...]


def page(actor: Actor, case_id: UUID, *, now: datetime) -> ComplaintsPage:
    """Every complaint of a case, those that are open first."""
    opened = open_for(actor, case_id, now=now, what="complaints")
    every = complaints_of(opened.run.timeline).values()
    lines = [_line(opened, each, Entries(opened)) for each in every]
    return ComplaintsPage(
        around=around(opened, "complaints"),
        complaints=tuple(sorted(lines, key=lambda line: not line.is_open)),
        asked=asked_about(opened),
    )


def one(actor: Actor, case_id: UUID, key: str, *, now: datetime) -> ComplaintPage:
    """One complaint, with everything that whoever handles it needs."""
    opened = open_for(actor, case_id, now=now, what="complaint", detail=key)
    complaint = found(opened, key_of(key))
    entries, stages = Entries(opened), stages_of(opened.live, complaint)
    first, logged = complaint.received, complaint.last(LOGGED)
    clocks = {stage.number: clocks_of(opened.live, opened.run, complaint, stage.number)
              for stage in stages}  # fmt: skip
    return ComplaintPage(
        around=around(opened, "complaints"),
        key=address_of(complaint.key),
        text=first.entry.text if first else "",
        who=opened.name(first.entry.by) if first else "",
        reader=opened.name(reader_of(opened, complaint)),
        received=entries.pointer(first.id) if first else None,
        received_on=day_of(first),
        logged_on=day_of(logged),
        started_by=_started_by(clocks.get(complaint.stage)),
        steps=tuple(_steps(opened, complaint, stages, clocks)),
        stage=stage_name(opened, complaint, complaint.stage),
        is_open=complaint.is_open,
        ended=_ended(complaint),
        defined=_seen(entries, complaint.last(DEFINED)),
        points=tuple(_point(complaint, point, entries) for point in complaint.points),
        wants=complaint.wants,
        about=tuple(sorted(opened.name(key) for key in complaint.about_staff)),
        group=int(first.entry.facts.get("group", 0)) if first else 0,
        spoken_for=_seen(entries, complaint.last(REPRESENTED)),
        handler=handler_of(opened, complaint),
        next=tuple(_next(opened, complaint, stages, clocks)),
        promises=tuple(promises_seen(opened, _owed(opened, complaint), entries)),
        weighed=tuple(entries.seen(list(complaint.doing(WEIGHED)))),
        related=tuple(_related(opened, complaint, entries)),
        story=tuple(entries.seen(list(complaint.items))),
    )


def key_of(address: str) -> str:
    """The key of the complaint that an address names."""
    return "" if address == NO_KEY else address


def address_of(key: str) -> str:
    """How an address names a complaint."""
    return key or NO_KEY


def day_of(item: Item | None) -> date | None:
    """The day of an entry."""
    return to_datetime(item.when.first).date() if item else None


def _line(opened: Open, complaint: Complaint, entries: Entries) -> ComplaintLine:
    first = complaint.received
    owed = [each for each in _owed(opened, complaint) if each.is_open]
    seen = promises_seen(opened, owed[:1], entries)
    return ComplaintLine(
        key=address_of(complaint.key),
        text=first.entry.text if first else _("Only its logging is on record."),
        stage=stage_name(opened, complaint, complaint.stage),
        received=day_of(first),
        is_open=complaint.is_open,
        state=_ended(complaint),
        next=seen[0] if seen else None,
    )


def _owed(opened: Open, complaint: Complaint) -> list[Promise]:
    ids = {item.id for item in complaint.items}
    return [each for each in opened.promises if not ids.isdisjoint((each.entry, each.root))]


def _ended(complaint: Complaint) -> str:
    """What settled it, in words; "" while it is open."""
    end = complaint.ended
    if end is None:
        return ""
    words = {
        RESPONDED: _("answered"), WITHDRAWN: _("withdrawn by them"), REFUSED: _("refused"),
        NOT_FURTHER: _("next stage refused"),
    }  # fmt: skip
    said = next(word for act, word in words.items() if act in end.acts)
    return _("{said} on {day}").format(said=said, day=list_day(to_datetime(end.when.first).date()))


def _started_by(clocks: StageClocks | None) -> str:
    clock = (clocks.answer or clocks.acknowledge) if clocks else None
    return clock.promise.what if clock else ""


def _steps(
    opened: Open, complaint: Complaint, stages: tuple[ComplaintStage, ...],
    clocks: dict[int, StageClocks],
) -> Iterator[Step]:  # fmt: skip
    yield Step(name=_("Received"), state="done", done=day_of(complaint.received),
               clock=_("Counted from the day it was first said, to whomever."))  # fmt: skip
    for stage in stages:
        begun, clock = complaint.begun(stage.number), clocks[stage.number]
        if stage.number > 1:
            yield _asked_for(complaint, stage, begun)
        if stage.number > 1 and begun is None:
            yield Step(name=_("{stage} answered").format(stage=stage.name), state="not asked for")
            continue
        acknowledged = complaint.shown(ACKNOWLEDGED, stage=stage.number)
        answered = complaint.shown(RESPONDED, stage=stage.number)
        name = _("{stage} acknowledged").format(stage=stage.name)
        yield _step(opened, complaint, name, clock.acknowledge, acknowledged)
        name = _("{stage} answered").format(stage=stage.name)
        yield _step(opened, complaint, name, clock.answer, answered)
    yield _ombudsman(opened, complaint)


def _asked_for(complaint: Complaint, stage: ComplaintStage, begun: Item | None) -> Step:
    name = _("{stage} asked for").format(stage=stage.name)
    if begun is None:
        return Step(name=name, state="not asked for")
    return Step(name=name, state="done", done=day_of(begun))


def _step(
    opened: Open, complaint: Complaint, name: str, clock: Clock | None, done: Item | None
) -> Step:
    if clock is None:
        state: State = "done" if done else "waiting" if complaint.is_open else "ended"
        return Step(name=name, state=state, done=day_of(done))
    state = _state(clock, opened.at, done)
    promise = clock.promise
    return Step(
        name=name,
        state=state,
        due=clock.due_at,
        was=clock.was_at,
        done=day_of(done) or (promise.done_at.date() if promise.done_at else None),
        clock=_clock_words(clock),
        beside=tuple(
            _("{where}: {day}").format(where=where, day=list_day(due.date()))
            for where, due in clock.beside
            if clock.due_at is None or due.date() != clock.due_at.date()
        ),
    )


def _state(clock: Clock, at: datetime, done: Item | None) -> State:
    state = clock.promise.state_at(at)
    known: dict[str, State] = {
        "met": "done", "met late": "late", "overdue": "overdue", "excused": "ended",
    }  # fmt: skip
    if state == "overdue" and done is not None:
        return "late"
    return known.get(state, "due")


def _clock_words(clock: Clock) -> str:
    """What set the clock going, on which day, and where that is written."""
    promise = clock.promise
    started = long_day(promise.starts_at.date()) if promise.starts_at else ""
    told = promise.what.rstrip(".")
    if started:
        return _("{what}. Its clock began on {day} ({why}).").format(
            what=told, day=started, why=promise.why
        )
    return _("{what} ({why}).").format(what=told, why=promise.why)


def _ombudsman(opened: Open, complaint: Complaint) -> Step:
    asked = [i for i in opened.run.timeline.doing(("ombudsman.asked", "ombudsman.determined"))
             if i.entry.complaint in ("", complaint.key)]  # fmt: skip
    state: State = "done" if asked else "not asked for"
    return Step(name=_("Housing Ombudsman"), state=state, done=day_of(asked[0] if asked else None),
                clock=_("They can go there at any time."))  # fmt: skip


def _point(complaint: Complaint, point: Point, entries: Entries) -> PointSeen:
    last, defined = complaint.decision(point.id), complaint.last(DEFINED)
    given = [each for each in (defined.entry.given if defined else ()) if each.question == point.id]
    told = {"yes": _("We answer for it"), "partly": _("We answer for part of it"),
            "no": _("We do not answer for it")}  # fmt: skip
    ours = ". ".join(x for each in given for x in (told.get(each.answer, ""), each.says) if x)
    if last is None:
        return PointSeen(id=point.id, what=point.what, ours=ours)
    item, decision = last
    return PointSeen(
        id=point.id, what=point.what, ours=ours, decision=decision.decision,
        reasons=decision.reasons, remedy=decision.remedy, said_in=entries.pointer(item.id),
    )  # fmt: skip


def _next(
    opened: Open, complaint: Complaint, stages: tuple[ComplaintStage, ...],
    clocks: dict[int, StageClocks],
) -> Iterator[Next]:  # fmt: skip
    """What can be done, the one that comes next first."""
    at = complaint.stage
    if complaint.is_open:
        yield from _next_open(opened, complaint, clocks.get(at, StageClocks()))
    further = [stage for stage in stages if stage.number == at + 1]
    answered = complaint.shown(RESPONDED, stage=at) is not None
    if further and (answered or (complaint.is_open and _is_late(clocks.get(at), opened.at))):
        word = _("They are not content: go to {stage}").format(stage=further[0].name.lower())
        yield Next(word, "complaints:escalate", primary=answered)
    if complaint.ended is not None and WITHDRAWN in complaint.ended.acts:
        yield Next(_("Write to them that it is stopped"), "complaints:stopped")
        yield Next(_("They come back to it"), "complaints:back", primary=True)
    if complaint.ended is not None and not {REFUSED, NOT_FURTHER}.isdisjoint(complaint.ended.acts):
        yield Next(_("Take it up again"), "complaints:reopen")
    yield Next(_("They complain of something more"), "complaints:point")
    if complaint.is_open:
        yield Next(_("Somebody speaks for them"), "complaints:represent")
        yield Next(_("They take it back"), "complaints:withdraw")
        yield Next(_("Weigh whether it must be refused"), "complaints:weigh")
        yield Next(_("Refuse it in writing"), "complaints:refuse")


def _next_open(opened: Open, complaint: Complaint, clocks: StageClocks) -> Iterator[Next]:
    at = complaint.stage
    handled, defined = complaint.handler(at), complaint.last(DEFINED, stage=at)
    acknowledged = complaint.shown(ACKNOWLEDGED, stage=at) is not None
    late = _is_late(clocks, opened.at)
    yield Next(_("Name who handles it") if not handled else _("Give it to another handler"),
               "complaints:assign", primary=not handled)  # fmt: skip
    if not acknowledged:
        yield Next(_("Write the acknowledgement"), "complaints:acknowledge",
                   primary=bool(handled))  # fmt: skip
    yield Next(_("Agree with them what it is") if not defined else _("Put it anew with them"),
               "complaints:define")  # fmt: skip
    if late:
        yield Next(_("Agree how often they hear while it is late"), "complaints:updates")
        yield Next(_("Write how it stands"), "complaints:standing")
    elif acknowledged and clocks.answer is not None and not clocks.answer.extended_by:
        yield Next(_("The answer needs longer"), "complaints:extend")
    if late or (clocks.answer is not None and clocks.answer.extended_by):
        yield Next(_("Write down a later day that they agreed to"), "complaints:agree")
    yield Next(_("Write down that they were told how it stands"), "complaints:update")
    if not why_not_answer(opened, complaint, at):
        yield Next(_("Write the answer"), "responses:page", primary=bool(handled and acknowledged))


def _is_late(clocks: StageClocks | None, at: datetime) -> bool:
    return bool(clocks and clocks.answer and clocks.answer.is_past(at))


def _related(opened: Open, complaint: Complaint, entries: Entries) -> Iterator[Pointer]:
    """The entry it was first said in, an earlier complaint that it comes back to, later days."""
    keys = [key for item in complaint.items for key in item.entry.refs]
    agreed = [item.id for item in complaint.doing(AGREED)]
    own = {item.id for item in complaint.items}
    for key in dict.fromkeys([*(key for key in keys if key not in own), *agreed]):
        if (pointer := entries.pointer(key)) is not None:
            yield pointer


def _seen(entries: Entries, item: Item | None) -> EntrySeen | None:
    return entries.seen([item])[0] if item is not None else None
