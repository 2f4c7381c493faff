"""Every case that is with the Ombudsman, over the cases somebody may see (P27).

It is read from the timelines as the page of the case is, and who acts on what from the rows of the
worklist: a count here is the count there.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.live import Live, load_all
from putright.casework.order_words import named
from putright.casework.queries.cases import ANYWHERE, visible_to
from putright.casework.queries.ombudsman_clocks import review_window
from putright.casework.queries.owed import Head, Held, owed_in
from putright.casework.queries.staff import at_work_of
from putright.casework.queries.worklist import LEVELS, OMBUDSMAN, by_words
from putright.casework.walls import seen_by
from putright.core.events.parts import Pledge
from putright.core.practice.ombudsman import ANSWERED, APPROACHED, ASKED, DETERMINED
from putright.core.practice.ombudsman_replies import REVIEW_ASKED, SATISFIED
from putright.core.redress.ombudsman_stage import BETWEEN, Stage, Standing, standing
from putright.core.timeline.items import Item
from putright.core.workdays import to_datetime
from putright.gateways.clock import LONDON
from putright.kit.dates import sentence_case
from putright.kit.say import N_, _, ngettext
from putright.stores.record import readings
from putright.stores.record.ledger.having import having
from putright.stores.record.models import Case

PERMISSION = "ombudsman.see"
TOLD = ("complaints.told_of_request", "complaints.told_of_decision")
"""The rules by which the resident hears from us what the Ombudsman asked, and decided."""
MOST = 200
"""So many cases are looked into for the list: open ones first, then the newest."""
SINCE = timedelta(days=6 * 366)
STATES = ("overdue", "due soon", "due")
STAGES: Mapping[Stage, str] = {
    "approached": N_("Approached"), "intervention": N_("Intervention"),
    "information request": N_("Information asked for"),
    "further questions": N_("Further questions"),
    "early resolution": N_("Early resolution"), "determined": N_("Decided"),
    "orders open": N_("Orders open"), "complied": N_("Complied"),
}  # fmt: skip
WORD = {
    APPROACHED: N_("they went to the Ombudsman"), ASKED: N_("the Ombudsman asked"),
    ANSWERED: N_("we wrote to the Ombudsman"), DETERMINED: N_("the Ombudsman decided"),
    SATISFIED: N_("the Ombudsman was satisfied"), REVIEW_ASKED: N_("a review was asked for"),
}  # fmt: skip


class Owing(Struct, frozen=True, kw_only=True):
    """One thing owed: what, by when, in how many days, who acts on it, its name on the worklist.

    ``kind`` is whether it was asked, ordered, only lacks its proof, or is to be told the resident.
    """

    what: str
    kind: str
    by: str
    due_at: datetime | None
    state: str
    days: str
    who: str
    key: str = ""


class CaseSeen(Struct, frozen=True, kw_only=True):
    """A case on the list; ``next`` is what the Ombudsman set the first day for.

    ``works`` is whether somebody may hand on what it owes.
    """

    case: UUID
    reference: str
    title: str
    level: str
    risk: str
    works: bool
    stage: str
    since: date
    next: Owing | None
    owed: tuple[Owing, ...]
    telling: tuple[Owing, ...]
    asked_open: int
    orders: int
    orders_open: int
    decided_on: date | None
    review_until: date | None
    last_on: date
    last_word: str


class OmbudsmanCases(Struct, frozen=True, kw_only=True):
    """The page: what we owe the Ombudsman, what waits for it, what is over."""

    owing: tuple[CaseSeen, ...]
    waiting: tuple[CaseSeen, ...]
    over: tuple[CaseSeen, ...]
    overdue: int
    left_out: int

    @property
    def count(self) -> int:
        """All the cases on the page."""
        return len(self.owing) + len(self.waiting) + len(self.over)


def page(actor: Actor, *, now: datetime) -> OmbudsmanCases:
    """Each case with an Ombudsman's side that somebody may see, the gravest lateness first."""
    permissions.check(actor, PERMISSION)
    readings.note_list(landlord=actor.landlord_id, user=actor.user_id, what="ombudsman", at=now)
    seen = visible_to(actor, now=now)
    ids = having(
        landlord=actor.landlord_id, cases=seen.values_list("id", flat=True), kinds=BETWEEN,
        since=now - SINCE,
    )  # fmt: skip
    with_it = seen.filter(id__in=ids)
    found = _read(actor, with_it.select_related("landlord", "home"), now)
    rows = [(row, each.is_over) for row, each in found]
    owing = sorted((row for row, _over in rows if row.owed), key=_harm)
    idle = [(row, is_over) for row, is_over in rows if not row.owed]
    return OmbudsmanCases(
        owing=tuple(owing),
        waiting=tuple(sorted((row for row, over in idle if not over), key=_oldest)),
        over=tuple(sorted((row for row, over in idle if over), key=_oldest, reverse=True)),
        overdue=sum(any(one.state == "overdue" for one in row.owed) for row in owing),
        left_out=max(0, len(ids) - MOST),
    )


def _read(actor: Actor, cases: QuerySet[Case], now: datetime) -> list[tuple[CaseSeen, Standing]]:
    here = at_work_of(actor, today=now.date())
    chosen = list(
        cases.prefetch_related("parties").order_by("-card__is_open", "-opened_at", "id")[:MOST]
    )
    owed = owed_in(
        cases.filter(id__in=[one.id for one in chosen]), landlord=actor.landlord_id,
        pack=here.pack, staffing=here.staffing, now=now, reader=actor.user_id,
    )  # fmt: skip
    held: dict[UUID, list[Held]] = {}
    for one in owed.held:
        held.setdefault(one.head.id, []).append(one)
    found = []
    for live in load_all(chosen):
        mine = seen_by(actor, live).live
        owing = held.get(mine.case.id, [])
        told = _standing(mine, owing, now)
        if told is not None:
            lister = _Lister(mine, told, owing, here.names, now)
            works = _works(actor, mine.case)
            found.append((lister.row(owed.heads.get(mine.case.id), works), told))
    return found


def _standing(live: Live, held: Sequence[Held], now: datetime) -> Standing | None:
    due = {
        one.line.pledge: one.line.due_at.date()
        for one in held
        if one.line.pledge and one.line.due_at
    }
    return standing(
        live.timeline, live.headings, today=now.date(), calendar=live.engine.calendar, due=due
    )


def _works(actor: Actor, case: Case) -> bool:
    """Whether whoever asks works in cases of that team; the page of the case asks it in full."""
    everywhere = "head of service" in actor.roles or not ANYWHERE.isdisjoint(actor.everywhere)
    return everywhere or case.team_id in actor.teams


class _Lister:
    """Puts one case together."""

    def __init__(
        self, live: Live, told: Standing, held: Sequence[Held], names: Mapping[UUID, str],
        now: datetime,
    ) -> None:  # fmt: skip
        self.live, self.told, self.names, self.now = live, told, names, now
        self.held = held
        self.by_pledge = {
            one.line.pledge: one for one in held
            if one.line.pledge and one.line.rule.startswith(OMBUDSMAN)
        }  # fmt: skip

    def row(self, head: Head | None, works: bool) -> CaseSeen:
        told, case = self.told, self.live.case
        owed = sorted(self._owed(), key=_first)
        decided = _day(told.determined) if told.determined else None
        return CaseSeen(
            case=case.id, reference=case.reference, title=case.title,
            level=head.level if head else "", risk=head.risk if head else "", works=works,
            stage=_(STAGES[told.stage]), since=_day(told.since),
            next=owed[0] if owed else None, owed=tuple(owed), telling=tuple(self._telling()),
            asked_open=len(told.waiting), orders=len(told.orders),
            orders_open=len(told.open_orders), decided_on=decided,
            review_until=self._review(decided), last_on=_day(told.last),
            last_word=next(_(WORD[act]) for act in told.last.acts if act in WORD),
        )  # fmt: skip

    def _owed(self) -> Iterable[Owing]:
        for want in self.told.waiting:
            yield self._owing(want.want, "asked", want.want.due)
        for order in self.told.open_orders:
            if order.state != "more wanted":  # what is wanted of it was asked for, and waits above
                kind = "proof" if order.is_done else "ordered"
                yield self._owing(order.order.order, kind, order.due)

    def _owing(self, pledge: Pledge, kind: str, day: date | None) -> Owing:
        held, what = self.by_pledge.get(pledge.id), named(pledge)
        if held is not None:
            return self._held(held, kind, what)
        due = _end_of(day) if day else None
        return Owing(
            what=what, kind=kind, by=by_words(due, False), due_at=due, who="",
            state=_state(due, self.now), days=_days(due, self.now),
        )  # fmt: skip

    def _telling(self) -> Iterable[Owing]:
        for one in self.held:
            if one.line.rule in TOLD:
                yield self._held(one, "tell", sentence_case(one.line.what.rstrip(".")))

    def _held(self, held: Held, kind: str, what: str) -> Owing:
        line = held.line
        return Owing(
            what=what, kind=kind, by=by_words(line.due_at, line.in_hours), due_at=line.due_at,
            state=line.state_at(self.now), days=_days(line.due_at, self.now),
            who=self.names.get(held.acting.user, "") if held.acting.user else "",
            key=f"{held.head.id}~{line.key}",
        )  # fmt: skip

    def _review(self, decided: date | None) -> date | None:
        """The last day on which either side may ask for a review, while it is to come."""
        until = review_window(self.live, decided)[0] if decided else None
        return until if until is not None and until >= self.now.date() else None


def _first(one: Owing) -> tuple[bool, float]:
    return one.due_at is None, one.due_at.timestamp() if one.due_at else 0.0


def _harm(row: CaseSeen) -> tuple[int, int, bool, float, str]:
    """What is late first, high risk first within it, then by the day that the Ombudsman set."""
    one = row.next
    state = STATES.index(one.state) if one and one.state in STATES else len(STATES)
    level = LEVELS.index(row.level) if state == 0 and row.level in LEVELS else len(LEVELS)
    return (state, level, *(_first(one) if one else (True, 0.0)), row.reference)


def _oldest(row: CaseSeen) -> tuple[date, str]:
    return row.last_on, row.reference


def _state(due: datetime | None, now: datetime) -> str:
    return "overdue" if due is not None and due < now else "due"


def _days(due: datetime | None, now: datetime) -> str:
    """In how many days, weekends among them: the Ombudsman's days are plain ones."""
    if due is None:
        return ""
    left = (due.astimezone(LONDON).date() - now.astimezone(LONDON).date()).days
    if left > 0:
        return ngettext("{n} day left", "{n} days left", left)
    if left == 0:
        return _("late since today") if due < now else _("today")
    return ngettext("{n} day late", "{n} days late", -left)


def _end_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 23, 59, tzinfo=LONDON)


def _day(item: Item) -> date:
    return to_datetime(item.when.first).date()
