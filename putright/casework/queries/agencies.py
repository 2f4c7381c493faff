"""The page of a case about agencies: what was promised and not sent, who was asked, what came."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.agency_letters import day_of
from putright.casework.agency_words import ENQUIRY_BASES
from putright.casework.promises import Promise
from putright.casework.queries import agency_threads
from putright.casework.queries.agency_asking import ToKeep, is_ours, speaks_of_agency, to_keep
from putright.casework.queries.agency_threads import Thread, desk_of, desks_of, threads
from putright.casework.queries.case_entries import Entries, EntrySeen
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.case_promises import PromiseSeen, promises_seen
from putright.casework.queries.contacts import people_of, rules_for
from putright.casework.queries.enquiries import (
    enquirers,
    enquiry_of,
    letter_of,
    may_be_told,
    may_tell,
)
from putright.casework.refused import NotThere
from putright.core.letters import Letter
from putright.core.timeline.items import Item
from putright.kit.say import _
from putright.stores.people.agencies import Desk

RungState = Literal["done", "claimed", "due", "overdue", "back", "none"]
RULES = ("agency.", "enquiry.")
WRITES = ("text", "email", "letter")
TELLS = ("phone", "in person", "visit", "meeting", *WRITES)
"""The ways by which a resident can be told what an agency answered."""


class Rung(Struct, frozen=True, kw_only=True):
    """One rung of a request's ladder: what it is, how it stands, on which day."""

    name: str
    state: RungState
    on: date | None = None


class RequestSeen(Struct, frozen=True, kw_only=True):
    """A request with its ladder, its promises, and what can be done with it now."""

    number: int
    agency: str
    what: str
    basis: str
    state: agency_threads.State
    rungs: tuple[Rung, ...]
    days: int
    entry: EntrySeen
    reply: EntrySeen | None
    back: EntrySeen | None
    is_told: bool
    promises: tuple[PromiseSeen, ...]
    doubt: str
    is_wrong_desk: bool
    sent_on: int = 0
    sent_from: int = 0


class EnquirySeen(Struct, frozen=True, kw_only=True):
    """An enquiry of somebody elected, with its own clock."""

    number: int
    who: str
    basis: str
    may_tell: bool
    entry: EntrySeen
    answer: EntrySeen | None
    promises: tuple[PromiseSeen, ...]
    days: int


class AgenciesPage(Struct, frozen=True, kw_only=True):
    """The page."""

    around: Around
    unsent: tuple[PromiseSeen, ...]
    open: tuple[RequestSeen, ...]
    over: tuple[RequestSeen, ...]
    enquiries: tuple[EnquirySeen, ...]
    may: bool
    next_desk: Desk | None


class About(Struct, frozen=True, kw_only=True):
    """A request, for the forms about it: its chaser, safe ways to tell, promises to keep."""

    around: Around
    state: agency_threads.State
    what: str
    agency: str
    desk: Desk | None
    chaser: Letter
    higher: Letter
    ways: tuple[str, ...]
    whom: str
    keeps: tuple[ToKeep, ...]
    reply: str


class AboutEnquiry(Struct, frozen=True, kw_only=True):
    """An enquiry, for the form that answers it."""

    around: Around
    who: str
    asked: str
    letter: Letter
    may_tell: bool
    may_be_told: tuple[str, ...]


def page(actor: Actor, case_id: UUID, *, now: datetime) -> AgenciesPage:
    """What was promised, asked, chased and answered."""
    opened = open_for(actor, case_id, now=now, what="agencies")
    drawn = _Drawn(opened)
    requests = [drawn.request(one) for one in drawn.threads]
    waits = [one for one in requests if one.state in ("waiting", "came back") or not _is_over(one)]
    over = [one for one in requests if one not in waits]
    desks = (one for one in drawn.desks if one.kind == "police neighbourhood")
    return AgenciesPage(
        around=around(opened, "agencies"),
        unsent=tuple(promises_seen(opened, drawn.unsent, drawn.entries)),
        open=tuple(sorted(waits, key=lambda one: (one.state != "came back", -one.days))),
        over=tuple(reversed(over)),
        enquiries=tuple(reversed([drawn.enquiry(one) for one in drawn.enquiries])),
        may=permissions.can(actor, "case.agencies", opened.near),
        next_desk=next((d for d in desks if is_ours(opened, d) and d.wrong_at is None), None),
    )


def about(
    actor: Actor, case_id: UUID, number: int, *, now: datetime, is_answered: bool = False
) -> About:
    """A request for a form about it, refused where this person may not write there."""
    opened = _to_write(actor, case_id, now)
    thread = agency_threads.thread_of(opened, number)
    if thread is None or (is_answered and thread.reply is None):
        raise NotThere
    barred = barred_ways(opened)
    return About(
        around=around(opened, "agencies"),
        state=thread.state,
        what=agency_threads.name_of(opened, thread.request),
        agency=agency_threads.agency_of(opened, thread.request),
        desk=desk_of(opened, thread.request, desks_of(opened)),
        chaser=agency_threads.chase_letter(opened, thread, higher=False),
        higher=agency_threads.chase_letter(opened, thread, higher=True),
        ways=tuple(one for one in TELLS if one not in barred),
        whom=opened.name(whom_to_tell(opened)),
        keeps=tuple(to_keep(opened, None)),
        reply=thread.reply.entry.text if thread.reply else "",
    )


def enquirers_of(
    actor: Actor, case_id: UUID, *, now: datetime
) -> tuple[Around, tuple[tuple[str, str], ...]]:
    """Who can have enquired, and what stands around the form."""
    opened = _to_write(actor, case_id, now)
    return around(opened, "agencies"), enquirers(opened)


def about_enquiry(actor: Actor, case_id: UUID, number: int, *, now: datetime) -> AboutEnquiry:
    """An enquiry for the form that answers it."""
    opened = _to_write(actor, case_id, now)
    item = enquiry_of(opened, number)
    return AboutEnquiry(
        around=around(opened, "agencies"),
        who=opened.name(item.entry.by),
        asked="; ".join(item.entry.asks),
        letter=letter_of(opened, item),
        may_tell=may_tell(item),
        may_be_told=may_be_told(opened, item),
    )


def _to_write(actor: Actor, case_id: UUID, now: datetime) -> Open:
    opened = open_for(actor, case_id, now=now, what="writing")
    permissions.check(actor, "case.agencies", opened.near)
    return opened


def whom_to_tell(opened: Open) -> str:
    """The resident whom the case is for."""
    found = people_of(opened)
    return next((one.key for one in found if one.side == "resident"), "resident")


def barred_ways(opened: Open) -> frozenset[str]:
    """The channels that the resident told us not to use."""
    rules = rules_for(opened, whom_to_tell(opened))
    return frozenset(rule.channel for rule in rules if rule.is_barred)


class _Drawn:
    """Draws the parts of the page from one opened case."""

    def __init__(self, opened: Open) -> None:
        self.opened = opened
        self.entries = Entries(opened)
        self.threads = threads(opened)
        self.desks = desks_of(opened)
        self.unsent: list[Promise] = [one for one in opened.owed if speaks_of_agency(one)]
        found = opened.run.timeline.doing(("enquiry.received",))
        self.enquiries = [item for item in found if not item.struck_by]

    def request(self, thread: Thread) -> RequestSeen:
        request, opened = thread.request, self.opened
        seen = self._seen
        return RequestSeen(
            number=agency_threads.number_of(opened, request),
            agency=agency_threads.agency_of(opened, request),
            what=agency_threads.name_of(opened, request),
            basis=agency_threads.basis_of(request),
            state=thread.state,
            rungs=tuple(self._rungs(thread)),
            days=self._days(request, thread.reply or thread.back),
            entry=self._one(request),
            reply=seen(thread.reply),
            back=seen(thread.back),
            is_told=thread.told is not None,
            promises=tuple(self._promises(thread)),
            doubt=request.entry.reason if request.is_settled else "",
            is_wrong_desk=self._is_wrong_desk(request),
            sent_on=self._number(thread.sent_on),
            sent_from=self._sent_from(request),
        )

    def enquiry(self, item: Item) -> EnquirySeen:
        found = self.opened.run.timeline.doing(("enquiry.answered",))
        answer = next((one for one in found if item.id in one.entry.answers), None)
        owed = [one for one in self.opened.owed if one.entry == item.id and _is_ours(one)]
        told = str(item.entry.facts.get("basis", ""))
        return EnquirySeen(
            number=self._number(item),
            who=self.opened.name(item.entry.by),
            basis=_(ENQUIRY_BASES[told]) if told in ENQUIRY_BASES else told,
            may_tell=may_tell(item),
            entry=self._one(item),
            answer=self._seen(answer),
            promises=tuple(promises_seen(self.opened, owed, self.entries)),
            days=self._days(item, answer),
        )

    def _rungs(self, thread: Thread) -> list[Rung]:
        sent = thread.request
        rungs = [Rung(name=_("Sent"), state=_state(sent), on=day_of(sent))]
        if thread.back is not None:
            words = _("Not our team") if "agency.wrong_team" in thread.back.acts else _("Came back")
            rungs.append(Rung(name=words, state="back", on=day_of(thread.back)))
            rungs.append(self._later(_("Sent on"), thread.sent_on, [thread.back]))
            return rungs
        first, second = (*thread.chases[:2], None, None)[:2]
        rungs.append(self._later(_("Chased"), first, [sent]))
        rungs.append(self._later(_("Chased again"), second))
        taken = thread.higher[0] if thread.higher else None
        rungs.append(self._later(_("Taken higher"), taken, thread.chases))
        rungs.append(self._later(_("Answered"), thread.reply))
        if thread.reply is not None:
            kept = [one for one in rungs if one.on is not None]
            return [*kept, self._later(_("Resident told"), thread.told, [thread.reply])]
        return rungs

    def _later(self, name: str, done: Item | None, after: Sequence[Item] = ()) -> Rung:
        """A rung that is done, or due where a promise about what came before says until when."""
        if done is not None:
            return Rung(name=name, state=_state(done), on=day_of(done))
        keys = {item.id for item in after}
        owed = [one for one in self.opened.owed if one.entry in keys]
        due = next((one for one in owed if _is_ours(one) and one.due_at), None)
        if due is None or due.due_at is None:
            return Rung(name=name, state="none")
        late = due.state_at(self.opened.at) == "overdue"
        return Rung(name=name, state="overdue" if late else "due", on=due.due_at.date())

    def _promises(self, thread: Thread) -> list[PromiseSeen]:
        items = (thread.request, *thread.chases, *thread.higher, thread.back, thread.reply)
        keys = {item.id for item in items if item is not None}
        owed = [one for one in self.opened.owed if one.entry in keys and _is_ours(one)]
        return promises_seen(self.opened, owed, self.entries)

    def _is_wrong_desk(self, request: Item) -> bool:
        """Whether the desk, as far as was known when it was asked, does not cover the home."""
        people = self.opened.live.people
        homes = {one.area for one in people.values() if one.side == "resident" and one.area}
        asked = [people[key].serves for key in request.entry.to if key in people]
        return any(served and homes and homes.isdisjoint(served) for served in asked)

    def _sent_from(self, request: Item) -> int:
        found = (one for one in self.threads if one.sent_on is request)
        return next((self._number(one.request) for one in found), 0)

    def _days(self, since: Item, until: Item | None) -> int:
        end = day_of(until) if until else self.opened.at.date()
        return self.opened.run.calendar.count(day_of(since), end)

    def _number(self, item: Item | None) -> int:
        return agency_threads.number_of(self.opened, item) if item else 0

    def _one(self, item: Item) -> EntrySeen:
        return self.entries.seen([item])[0]

    def _seen(self, item: Item | None) -> EntrySeen | None:
        return self._one(item) if item is not None else None


def _is_over(one: RequestSeen) -> bool:
    """Whether nothing is left to do: sent on to another desk, or answered and the resident told."""
    return one.state == "sent on" or (one.state == "answered" and not one.promises)


def _is_ours(promise: Promise) -> bool:
    return promise.rule.startswith(RULES) and not promise.pledge


def _state(item: Item) -> RungState:
    return "done" if item.is_settled or not item.from_landlord else "claimed"
