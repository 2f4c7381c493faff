"""What the page shows on which an answer to a complaint is written."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions, response_draft, response_words
from putright.casework.actor import Actor
from putright.casework.promises import Promise
from putright.casework.queries.case_entries import Entries, EntrySeen
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.staff import names_of
from putright.casework.refused import NotThere
from putright.casework.response_offer import Offering, offering_of
from putright.casework.response_people import Handlers, handlers_of, why_not_answer
from putright.core.findings.audit import audit_case
from putright.core.findings.told import (
    Told,
    of_handling,
    of_others,
    placed,
    stems_of,
    told_of,
)
from putright.core.policy.practice_complaints import ComplaintStage
from putright.core.policy.practice_responses import RemedyKind
from putright.core.practice.complaints import Complaint, complaints_of
from putright.core.practice.response import (
    HANDLING,
    Answered,
    Lack,
    Response,
    Setting,
    lacks,
    unanswered,
)
from putright.core.timeline.items import Item
from putright.gateways.clock import LONDON
from putright.kit.dates import long_day, sentence_case
from putright.kit.say import _

MOST_ENTRIES = 6
"""Entries that a point shows; the timeline shows them all."""
MOST_NAMED = 4
"""Entries that a drafted answer names as weighed."""


class FindingSeen(Struct, frozen=True, kw_only=True):
    """A finding beside a point: what was promised, when it was due and done, how late, where."""

    says: str
    promise: str
    due: date | None
    done: date | None
    late: str
    source: str
    number: int


class PointSeen(Struct, frozen=True, kw_only=True):
    """A point, what the timeline shows of it, and our answer as far as it is written."""

    id: str
    title: str
    answer: Answered
    is_handling: bool
    is_answered: bool
    findings: tuple[FindingSeen, ...]
    entries: tuple[EntrySeen, ...]


class ResponsePage(Struct, frozen=True, kw_only=True):
    """What the page for an answer is drawn from.

    ``order`` has the points as they were raised, ``drafted`` what the audit shows for each.
    ``closed`` is why no answer is written now, ``why_not`` why this person may not write it.
    """

    around: Around
    complaint: str
    stage: ComplaintStage
    following: ComplaintStage | None
    ombudsman: str
    points: tuple[PointSeen, ...]
    order: tuple[str, ...]
    others: tuple[FindingSeen, ...]
    response: Response
    mark: str
    saved_at: datetime | None
    saved_by: str
    due: Promise | None
    days_late: int
    is_late: bool
    lacks: tuple[Lack, ...]
    kinds: tuple[RemedyKind, ...]
    handlers: Handlers
    offering: Offering
    wants: tuple[str, ...]
    drafted: tuple[Answered, ...]
    outstanding: tuple[str, ...]
    closed: str = ""
    why_not: str = ""


class Answering:
    """A complaint of an opened case at the stage that is to be answered, with its audit."""

    def __init__(self, opened: Open, complaint: Complaint, *, now: datetime) -> None:
        """Audit the case as of today; nothing of the draft is read yet."""
        self.opened, self.complaint, self.now = opened, complaint, now
        self.entries = Entries(opened)
        stack, today = opened.live.engine.stack, now.date()
        audit = audit_case(
            opened.live.case_file(as_of=today), opened.live.engine, as_of=today
        )  # fmt: skip
        self.run = audit.run
        promises = {each.name: each.rule.promise for each in stack.rules}
        words = stack.practice("failing_words")
        told = told_of(audit.findings, self.run, words, promises, today=today)
        self.handling_told = of_handling(told, self.run, complaint.key)
        self.told = of_others(told, self.run)
        self.number = complaint.stage
        self.stage = stage_of(opened, complaint, self.number)
        self.points = {point.id: point.what for point in complaint.points if point.id != HANDLING}

    @cached_property
    def kinds(self) -> tuple[RemedyKind, ...]:
        """The kinds of remedy that there are."""
        return self.opened.live.engine.stack.practice("remedy_kind")

    @cached_property
    def handlers(self) -> Handlers:
        """Who can be given something to do."""
        return handlers_of(self.opened, self.complaint, today=self.now.date())

    @cached_property
    def offering(self) -> Offering:
        """The offer of money that goes with the answer."""
        return offering_of(self.opened, self.complaint.key)

    @property
    def ombudsman(self) -> str:
        """How the Ombudsman is reached today, as a letter says it."""
        stack = self.opened.live.engine.stack
        rows = stack.practice_on("ombudsman_contact", self.now.date())
        return " ".join(row.says for row in rows)

    @property
    def following(self) -> ComplaintStage | None:
        """The stage that comes after this one."""
        if self.stage.next == "ombudsman":
            return None
        return stage_of(self.opened, self.complaint, self.number + 1)

    @property
    def handles(self) -> bool:
        """Whether the handling of the complaint is a point of this answer."""
        return self.number > 1 or bool(self.handling_told)

    @property
    def ids(self) -> tuple[str, ...]:
        """The points to be answered, the handling of the complaint last."""
        return (*self.points, *((HANDLING,) if self.handles else ()))

    @property
    def due(self) -> Promise | None:
        """The promise to answer this stage."""
        ids = {item.id for item in self.complaint.items}
        found = [
            each
            for each in self.opened.owed
            if "complaint.responded" in each.acts
            and each.rule.startswith("complaints.")
            and not ids.isdisjoint((each.entry, each.root))
        ]
        return next((each for each in found if f"stage_{self.number}" in each.rule), None)

    @property
    def days_late(self) -> int:
        """Working days by which the answer is late today; 0 while it is in time."""
        if self.due is None or self.due.due_at is None or not self.is_late:
            return 0
        return self.run.calendar.count(self.due.due_at.date(), self.now.date())

    @property
    def is_late(self) -> bool:
        """Whether the day of the answer is past."""
        return self.due is not None and self.due.state_at(self.now) == "overdue"

    def setting(self, *, money: bool) -> Setting:
        """What an answer is held against."""
        return Setting(
            points=tuple(self.points),
            handling=self.handles,
            handling_failed=bool(self.handling_told),
            failed=bool(self.handling_told or self.told),
            days_late=self.days_late,
            is_late=self.is_late,
            has_definition=bool(self.points),
            money=money,
            staff=tuple(names_of(self.opened.actor.landlord_id).values()),
            today=self.now.date(),
        )

    @cached_property
    def placed(self) -> dict[str, tuple[Told, ...]]:
        """What the audit shows of the case, each finding under the one point that it fits best."""
        topics = self.opened.live.engine.stack.practice("point_topic")
        texts = {key: item.entry.text for key, item in self.run.timeline.by_id.items()}
        return placed(self.told, self.points, topics, texts)

    def bearing_on(self, point: str) -> tuple[Told, ...]:
        """What the audit shows on a point."""
        if point == HANDLING:
            return self.handling_told
        return self.placed.get(point, ())

    def drafts(self) -> tuple[Answered, ...]:
        """What the audit shows for each point, as an answer to be edited."""
        found = [self._draft(point) for point in self.points]
        if self.handles:
            items = self.items_of(HANDLING, self.handling_told)
            found.append(response_words.handling(self.handling_told, weighed=self._named(items)))
        return tuple(found)

    def _draft(self, point: str) -> Answered:
        told = self.bearing_on(point)
        weighed = self._named(self.items_of(point, told))
        return response_words.drafted(point, told, weighed=weighed)

    def items_of(self, point: str, told: Sequence[Told]) -> list[Item]:
        """Entries about a point: those of its findings, and those that use its words."""
        by_id = self.opened.run.timeline.by_id
        named = [key for each in told for key in each.finding.entries if key in by_id]
        if point == HANDLING:
            alike = [item.id for item in self.complaint.items]
        else:
            alike = [item.id for item in by_id.values() if self._is_alike(point, item)]
        found = [by_id[key] for key in dict.fromkeys([*named, *alike])][:MOST_ENTRIES]
        return sorted(found, key=lambda item: (item.when.first, item.number))

    def _is_alike(self, point: str, item: Item) -> bool:
        if item.entry.complaint or item.struck_by:
            return False
        return bool(stems_of(item.entry.text) & stems_of(self.points.get(point, "")))

    def _named(self, items: Iterable[Item]) -> list[str]:
        """The days of those that a record shows: what a letter says of them is for a person."""
        shown = [item for item in items if item.is_evidenced][:MOST_NAMED]
        return list(dict.fromkeys(long_day(item.when.date) for item in shown))


def page(actor: Actor, case_id: UUID, complaint: str, *, now: datetime) -> ResponsePage:
    """The answer to a complaint as far as it is written, beside what the timeline shows."""
    answering = answering_for(actor, case_id, complaint, now=now)
    opened = answering.opened
    found = response_draft.found(
        landlord=actor.landlord_id, case=case_id, complaint=complaint, stage=answering.number
    )
    drafted = answering.drafts()
    response = found.response if found else begun(drafted)
    setting = answering.setting(money=bool(answering.offering.offers))
    stack = opened.live.engine.stack
    return ResponsePage(
        around=around(opened, "complaints"),
        complaint=complaint,
        stage=answering.stage,
        following=answering.following,
        ombudsman=answering.ombudsman,
        points=_points(answering, response, setting),
        order=answering.ids,
        others=tuple(_finding(answering, each) for each in _unplaced(answering)),
        response=response,
        mark=response_draft.mark_of(found.response) if found else "",
        saved_at=found.saved_at.astimezone(LONDON) if found else None,
        saved_by=opened.staff_name(found.by) if found else "",
        due=answering.due,
        days_late=answering.days_late,
        is_late=answering.is_late,
        lacks=lacks(
            response, setting, kinds=answering.kinds,
            barred=stack.practice("barred_words"),
        ),
        kinds=answering.kinds,
        handlers=answering.handlers,
        offering=answering.offering,
        wants=answering.complaint.wants,
        drafted=drafted,
        outstanding=outstanding(answering),
        closed=_closed(answering),
        why_not=why_not_answer(opened, answering.complaint, answering.number),
    )  # fmt: skip


def answering_for(actor: Actor, case_id: UUID, complaint: str, *, now: datetime) -> Answering:
    """The complaint, for whoever may write or read its answer. Raises ``NotThere``."""
    opened = open_for(actor, case_id, now=now, what="response")
    if not permissions.can(actor, "complaint.read", opened.near):
        permissions.check(actor, "complaint.handle", opened.near)
    found = complaints_of(opened.run.timeline).get(complaint)
    if found is None:
        raise NotThere
    return Answering(opened, found, now=now)


def begun(drafted: Sequence[Answered]) -> Response:
    """A fresh answer: only the handling of the complaint is filled in by itself."""
    return response_words.filled(
        Response(), [each for each in drafted if each.point == HANDLING]
    )  # fmt: skip


def stage_of(opened: Open, complaint: Complaint, number: int) -> ComplaintStage:
    """The stage by the rows in force on the day of the complaint."""
    day = complaint.received.when.date if complaint.received else opened.at.date()
    rows = opened.live.engine.stack.practice_on("complaint_stage", day)
    found = [row for row in rows if row.number == number]
    if not found:
        raise NotThere
    stage: ComplaintStage = found[0]
    return stage


def outstanding(answering: Answering) -> tuple[str, ...]:
    """What we promised before and still owe, in words."""
    opened = answering.opened
    return tuple(
        dict.fromkeys(
            each.what.rstrip(".")
            for each in opened.owed
            if each.pledge and each.owner != "ombudsman"
        )
    )


def title_of(answering: Answering, point: str) -> str:
    """What a point is called."""
    named = answering.points.get(point, "").rstrip(".")
    return sentence_case(named) or _("How we dealt with your complaint")


def _closed(answering: Answering) -> str:
    if answering.complaint.is_open:
        return ""
    return _("This stage is settled. It is answered again only where the resident asks us to "
             "look at it once more.")  # fmt: skip


def _points(answering: Answering, response: Response, setting: Setting) -> tuple[PointSeen, ...]:
    """Every point, those without an answer on top."""
    left = unanswered(response, setting)
    ids = answering.ids
    ordered = [*(each for each in ids if each in left), *(e for e in ids if e not in left)]
    return tuple(_point(answering, response, each, answered=each not in left) for each in ordered)


def _point(answering: Answering, response: Response, point: str, *, answered: bool) -> PointSeen:
    told = answering.bearing_on(point)
    return PointSeen(
        id=point,
        title=title_of(answering, point),
        answer=response.on(point),
        is_handling=point == HANDLING,
        is_answered=answered,
        findings=tuple(_finding(answering, each) for each in told),
        entries=tuple(answering.entries.seen(answering.items_of(point, told))),
    )


def _unplaced(answering: Answering) -> list[Told]:
    """Findings that are shown with no point."""
    placed = {id(each) for point in answering.points for each in answering.bearing_on(point)}
    return [each for each in answering.told if id(each) not in placed]


def _finding(answering: Answering, told: Told) -> FindingSeen:
    kept = answering.opened.kept(told.entry)
    return FindingSeen(
        says=response_words.sentence(told),
        promise=told.promise,
        due=told.due,
        done=told.done,
        late=response_words.lateness(told) if told.due else "",
        source=told.finding.source,
        number=kept.number if kept else 0,
    )
