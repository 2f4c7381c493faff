"""Requests for service: those of a case, and every open one over the visible cases."""

from datetime import date, datetime, timedelta
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.live import load_all
from putright.casework.queries.case_file import Around, around, item_of
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.cases import visible_to
from putright.casework.queries.contacts import people_of
from putright.casework.refused import NotThere
from putright.casework.walls import seen_by
from putright.core.events.entry import HOUSEHOLD
from putright.core.policy.practice_service import ServiceReview
from putright.core.practice.recognising import REQUESTED, Request, requests_in
from putright.core.timeline.items import Item
from putright.core.workdays import Calendar, to_datetime
from putright.kit.dates import sentence_case
from putright.kit.say import _
from putright.stores.record import readings
from putright.stores.record.ledger.having import having
from putright.stores.record.models import Case

MOST = 200
"""So many cases are looked into for the list."""
SINCE = timedelta(days=3 * 366)

Choices = tuple[tuple[str, str], ...]


class RequestSeen(Struct, frozen=True, kw_only=True):
    """An open request on a list: how old it is, and when somebody is to look at it again."""

    case: UUID
    reference: str
    title: str
    number: int
    words: str
    asked_on: date
    age: int
    looked_on: date | None
    saw: str
    due_on: date
    is_overdue: bool
    complaint: int = 0
    complaint_on: date | None = None


class Requests(Struct, frozen=True, kw_only=True):
    """The open requests over all visible cases, and those that led to a complaint."""

    open: tuple[RequestSeen, ...]
    overdue: int
    complained: tuple[RequestSeen, ...]
    days: int
    is_ours: bool
    left_out: int = 0


class Asking(Struct, frozen=True, kw_only=True):
    """What the forms about requests choose from."""

    around: Around
    people: Choices
    channels: Choices
    words: str = ""
    asked_on: date | None = None


def requests(actor: Actor, *, now: datetime) -> Requests:
    """Every open request over the cases that somebody may see, the oldest first."""
    permissions.check(actor, "service.review")
    readings.note_list(landlord=actor.landlord_id, user=actor.user_id, what="requests", at=now)
    seen = visible_to(actor, now=now)
    ids = having(
        landlord=actor.landlord_id, cases=seen.values_list("id", flat=True), kinds=[REQUESTED],
        since=now - SINCE,
    )  # fmt: skip
    found_in = seen.filter(id__in=ids).select_related("landlord", "home")
    cases = list(found_in.prefetch_related("parties").order_by("opened_at", "id"))
    rows: list[tuple[RequestSeen, bool]] = []
    row = None
    for live in load_all(cases[:MOST]):
        mine = seen_by(actor, live).live
        row = row or review_of(mine.engine.stack.practice("service_review"))
        numbers = {one.entry.id: one.number for one in mine.kept}
        calendar = mine.engine.calendar
        for each in requests_in(mine.timeline):
            line = _line(live.case, each, numbers, calendar, row, now.date())
            rows.append((line, each.is_open))
    found = sorted((line for line, is_open in rows if is_open), key=lambda one: one.asked_on)
    complained = sorted(
        (line for line, _open in rows if line.complaint), key=lambda one: one.asked_on
    )
    return Requests(
        open=tuple(found),
        overdue=sum(one.is_overdue for one in found),
        complained=tuple(complained),
        days=row.working_days if row else 0,
        is_ours=bool(row and not row.illustrative),
        left_out=max(0, len(cases) - MOST),
    )


def of_case(opened: Open) -> tuple[RequestSeen, ...]:
    """The open requests of an opened case, the oldest first."""
    row = review_of(opened.live.engine.stack.practice("service_review"))
    numbers = {one.entry.id: one.number for one in opened.live.kept}
    calendar, today = opened.run.calendar, opened.at.date()
    return tuple(
        _line(opened.case, each, numbers, calendar, row, today)
        for each in requests_in(opened.run.timeline)
        if each.is_open
    )


def request_of(opened: Open, number: int) -> Request:
    """The request that is the entry of that number."""
    item = item_of(opened, number)
    found = (one for one in requests_in(opened.run.timeline) if one.asked.id == item.id)
    request = next(found, None)
    if request is None:
        raise NotThere
    return request


def asking(
    actor: Actor, case_id: UUID, *, now: datetime, permission: str, number: int = 0
) -> Asking:
    """A form about a request; with a number, about that one."""
    opened = open_for(actor, case_id, now=now, what="requests")
    permissions.check(actor, permission, opened.near)
    told = request_of(opened, number) if number else None
    return Asking(
        around=around(opened, "page"),
        people=askers(opened),
        channels=channels(opened),
        words=told.asked.entry.text if told else "",
        asked_on=_day(told.asked) if told else None,
    )


def askers(opened: Open) -> Choices:
    """The resident, and whoever speaks for them."""
    return tuple((who.key, who.name) for who in people_of(opened) if who.side in HOUSEHOLD)


def channels(opened: Open) -> Choices:
    """How something can be said to us."""
    words = opened.run.words.channels
    return tuple((word, sentence_case(_(word))) for word in words if word != "internal")


def review_of(rows: tuple[ServiceReview, ...]) -> ServiceReview:
    """How often open requests are looked at: the landlord's own number, else good practice's."""
    return rows[0]


def _line(
    case: Case, request: Request, numbers: dict[str, int], calendar: Calendar, row: ServiceReview,
    today: date,
) -> RequestSeen:  # fmt: skip
    asked, last = request.asked, next(reversed(request.reviews), None)
    looked = _day(last) if last else None
    due_on = calendar.add(looked or _day(asked), row.working_days)
    complaint = request.complaint
    return RequestSeen(
        case=case.id,
        reference=case.reference,
        title=case.title,
        number=numbers[asked.id],
        words=asked.entry.text,
        asked_on=_day(asked),
        age=calendar.count(_day(asked), today),
        looked_on=looked,
        saw=last.entry.text if last else "",
        due_on=due_on,
        is_overdue=due_on < today,
        complaint=numbers[complaint.id] if complaint else 0,
        complaint_on=_day(complaint) if complaint else None,
    )


def _day(item: Item) -> date:
    return to_datetime(item.when.first).date()
