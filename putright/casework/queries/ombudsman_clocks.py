"""The clocks of the Ombudsman's case: each step with its day, until when it runs, what ended it."""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from putright.casework.live import Live
from putright.casework.order_words import late_words
from putright.casework.orders import Orders
from putright.casework.queries.case_entries import Entries, Pointer
from putright.casework.queries.case_open import Open
from putright.core.policy.practice_orders import ReviewWindow
from putright.core.practice import ombudsman
from putright.core.practice.ombudsman import APPROACHED, DETERMINED, Wanted
from putright.core.practice.ombudsman_replies import MORE_PROOF, Recommended, recommended, reviews
from putright.core.redress.compliance import Compliance, Late
from putright.core.timeline.items import Item
from putright.core.workdays import OutsideCalendar, due_after, parse_span, when_on
from putright.kit.dates import long_day
from putright.kit.say import N_, _, ngettext

STEPS = {
    "intervention": N_("Asked to answer a complaint"),
    "information request": N_("Information asked for"),
    "further questions": N_("Further questions"),
    "early resolution": N_("Early resolution proposed"),
    "failure order": N_("Complaint handling failure order"),
    "review": N_("About a review"),
    "recommendation": N_("About a recommendation"),
    MORE_PROOF: N_("More proof of orders wanted"),
    "other": N_("Something else asked"),
}


class Clock(Struct, frozen=True, kw_only=True):
    """One step: when it began, until when it runs, how it stands; ``warns`` where that is late."""

    title: str
    on: date | None
    until: date | None
    says: str
    warns: bool = False
    at: Pointer | None = None


def clocks_of(opened: Open, entries: Entries, orders: Orders) -> tuple[Clock, ...]:
    """Every step that has begun, in the order in which they come."""
    return tuple(_Clocks(opened, entries, orders).all())


def review_window(live: Live, determined: date) -> tuple[date | None, ReviewWindow | None]:
    """The last day on which a review of a determination can be asked for, and by which row."""
    rows: tuple[ReviewWindow, ...] = live.engine.stack.practice("review_window")
    if not rows:
        return None, None
    calendar = live.engine.calendar
    try:
        until = due_after(parse_span(rows[0].within), when_on(determined), calendar).last_date
    except OutsideCalendar:
        until = None
    return until, rows[0]


class _Clocks:
    def __init__(self, opened: Open, entries: Entries, orders: Orders) -> None:
        self.opened, self.entries, self.orders = opened, entries, orders
        self.timeline, self.today = opened.run.timeline, opened.at.date()

    def all(self) -> Iterable[Clock]:
        made = self.timeline.standing(DETERMINED)
        yield from (self._clock(_("Gone to the Ombudsman"), one) for one in
                    self.timeline.standing(APPROACHED)[:1])  # fmt: skip
        yield from self._asked()
        for item in made:
            yield self._clock(_("Determination"), item)
            yield self._review(item)
        if self.orders.all:
            yield self._ordered()
            yield self._complied()
        if found := recommended(self.timeline):
            yield self._recommended(found)

    def _clock(self, title: str, item: Item, says: str = "") -> Clock:
        return Clock(
            title=title, on=item.when.date, until=None, says=says, at=self.entries.pointer(item.id)
        )

    def _asked(self) -> Iterable[Clock]:
        by_item: dict[str, list[Wanted]] = {}
        for one in ombudsman.wanted(self.timeline):
            by_item.setdefault(one.item.id, []).append(one)
        due = {each.pledge: each.due_at.date() for each in self.opened.promises
               if each.pledge and each.due_at is not None}  # fmt: skip
        for wants in by_item.values():
            first = wants[0]
            days = [day for one in wants if (day := one.want.due or due.get(one.want.id))]
            until = min(days, default=None)
            says, warns = self._stands(wants, until)
            yield Clock(
                title=_(STEPS.get(first.step, STEPS["other"])), on=first.item.when.date,
                until=until, says=says, warns=warns, at=self.entries.pointer(first.item.id),
            )  # fmt: skip

    def _stands(self, wants: Sequence[Wanted], until: date | None) -> tuple[str, bool]:
        days = [day for one in wants if (day := one.answered_on)]
        if len(days) == len(wants):
            last = max(days)
            words = _("Answered on {day}").format(day=long_day(last))
            return f"{words}{self._late(until, last)}", False
        words = _("{n} of {all} answered").format(n=len(days), all=len(wants))
        late = self._late(until, self.today)
        return f"{words}{late}", bool(late)

    def _late(self, until: date | None, on: date) -> str:
        if until is None or on <= until:
            return ""
        try:
            working = self.opened.run.calendar.count(until, on)
        except OutsideCalendar:
            working = None
        return f", {late_words(Late((on - until).days, working))}"

    def _review(self, item: Item) -> Clock:
        until, row = review_window(self.opened.live, item.when.date)
        asked = [one for one in reviews(self.timeline) if item.id in one.entry.answers]
        said = [
            _("{who} asked on {day}").format(
                who=_("We") if one.from_landlord else _("The resident"),
                day=long_day(one.when.date),
            )
            for one in asked
        ]
        if until is not None:
            said.append(_("Open, to the resident and to us") if self.today <= until else
                        _("Closed, but for exceptions"))  # fmt: skip
        said.append(_(row.says) if row is not None else "")
        says = ". ".join(part.rstrip(".") for part in said if part) + "."
        return Clock(title=_("Window for a review"), on=item.when.date, until=until, says=says)

    def _ordered(self) -> Clock:
        found = self.orders.all
        open_ = [one for one in found if not one.is_done]
        until = min((one.due for one in open_ or found), default=None)
        says = _("{n} of {all} carried out").format(n=len(found) - len(open_), all=len(found))
        on = found[-1].order.item.when.date
        return Clock(title=_("Orders"), on=on, until=until, says=says, warns=_late(open_))

    def _complied(self) -> Clock:
        found = self.orders.all
        unsent = [one for one in found if one.sent_on is None]
        agreed = [one for one in found if one.state == "accepted"]
        says = _("Proof of {n} of {all} sent; {agreed} accepted").format(
            n=len(found) - len(unsent), all=len(found), agreed=len(agreed)
        )
        more = [one for one in found if one.state == "more wanted"]
        if more:
            words = ngettext("the Ombudsman wants more of {n}", "the Ombudsman wants more of {n}",
                             len(more))  # fmt: skip
            says = f"{says}; {words}"
        until = min((one.due for one in unsent), default=None)
        return Clock(title=_("Proof to the Ombudsman"), on=None, until=until, says=says,
                     warns=_late(unsent) or bool(more))  # fmt: skip

    def _recommended(self, found: Sequence[Recommended]) -> Clock:
        answered = [one for one in found if one.answer is not None]
        says = _("{n} of {all} answered. They bind nobody.").format(n=len(answered), all=len(found))
        return Clock(title=_("Recommendations"), on=found[-1].item.when.date, until=None, says=says)


def _late(found: Iterable[Compliance]) -> bool:
    return any(one.open_late is not None for one in found)
