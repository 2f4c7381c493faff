"""Money in a case as it stands: the ledger, what is held against it, and offers that wait.

Pages, actions and the response to a complaint all read it here, so that none adds up by itself.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from msgspec import Struct

from putright.casework.actor import Actor
from putright.casework.queries.case_open import Open
from putright.core.events.entry import Entry
from putright.core.events.parts import Answer, Offer
from putright.core.findings.audit import Audit, audit_case
from putright.core.policy.practice_redress import (
    ApprovalLimit,
    Matrix,
    RedressTerms,
    SetSum,
    rows_on,
)
from putright.core.practice.complaints import Complaint, complaints_of
from putright.core.practice.response import HANDLING
from putright.core.redress.beside import Beside, Place, beside, place_in
from putright.core.redress.impact import Assessed, assessed, points_of
from putright.core.redress.ledger import Ledger, ledger_of
from putright.core.redress.money import NOTHING, total
from putright.core.timeline.casefile import Heading
from putright.core.timeline.items import Item
from putright.core.workdays import OutsideCalendar, due_after, parse_span, when_on
from putright.kit.dates import pounds, sentence_case
from putright.kit.say import _

FORM = "redress-offer"
"""The form of an offer: its lines, and what had to be said of it besides."""
LINE, BELOW, LOWER, SET_OFF = "line", "below", "lower", "set-off"
ASKED, APPROVED, NOT_APPROVED = (
    "redress.approval_asked", "redress.approved", "redress.approval_refused",
)  # fmt: skip
COMPLAINT_HANDLING = "complaint"
"""The heading that is asked about in every offer: how the complaint itself was handled."""
_SUM = re.compile(r"£\s?(\d[\d,]{0,12}(?:\.\d{2})?)", re.ASCII)
DIRECT, RENT_ACCOUNT = "direct to the resident", "rent account"


class OfferLine(Struct, frozen=True, kw_only=True):
    """One line of an offer: for which heading, how much, why, and where that lies.

    It is "below" where it is less than the cell of the matrix or the band of the guidance.
    """

    head: str
    title: str
    amount: Decimal
    how: str
    reason: str
    after: Decimal
    place: Place


class Request(Struct, frozen=True, kw_only=True):
    """An offer that somebody asked agreement to, with what became of it.

    ``below``, ``lower`` and ``agreed`` are what was said of it: why it is below the cell or band,
    why less than what stood, and the resident's words where it is to go to the rent account.
    """

    asked: Item
    lines: tuple[OfferLine, ...]
    without: Mapping[str, str]
    before: Decimal
    after: Decimal
    below: str
    lower: str
    agreed: str
    approved: Item | None
    refused: Item | None
    put: Item | None

    @property
    def state(self) -> str:
        """Whether it waits, was agreed to, was not, or has been put to the resident."""
        if self.put is not None:
            return "put"
        if self.approved is not None:
            return "approved"
        return "refused" if self.refused is not None else "waiting"

    @property
    def amount(self) -> Decimal:
        """The sum of its lines."""
        return total(line.amount for line in self.lines)

    @property
    def why_not_put(self) -> str:
        """Why it cannot be put to the resident now; "" where it can."""
        if self.put is not None:
            return _("The offer went out already, with another letter. It is not put twice.")
        if self.approved is None:
            return _("Only an offer that a second person agreed to is put, and only once.")
        agreed = Decimal(str(self.approved.entry.facts.get("amount", "0")))
        if agreed == self.after:
            return ""
        words = _("Since it was agreed to, other offers went out: in all it would now be {now} and "
                  "not {then}. Build it again and ask anew.")  # fmt: skip
        return words.format(now=pounds(self.after), then=pounds(agreed))

    @property
    def complaint(self) -> str:
        """The complaint that it belongs to."""
        return self.asked.entry.complaint

    @property
    def for_entry(self) -> dict[str, Any]:
        """What the entry that puts it must hold: lines, reasons, what it was weighed by."""
        entry = self.asked.entry
        return {
            "offers": entry.offers,
            "form": entry.form,
            "given": entry.given,
            "facts": dict(entry.facts),
            "complaint": entry.complaint,
            "answers": (self.asked.id, *([self.approved.id] if self.approved else [])),
        }


class Redress:
    """Everything about money in an opened case, each part worked out when it is first asked for."""

    def __init__(self, opened: Open) -> None:
        self.opened = opened
        self.timeline = opened.run.timeline
        self.today = opened.at.date()
        self.stack = opened.live.engine.stack

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings that money can be offered for: those of the case, then each point."""
        known = self.opened.live.headings
        ids = {heading.id for heading in known}
        points = points_of(one.entry for one in self.opened.live.kept)
        ids |= {each.id for each in points if each.id.endswith(HANDLING)}  # a heading of its own
        return (*known, *(point for point in points if point.id not in ids))

    @cached_property
    def ledger(self) -> Ledger:
        """What was offered, answered, ordered and paid."""
        return ledger_of(self.timeline, self.headings)

    @property
    def all_headings(self) -> tuple[Heading, ...]:
        """The same with what was offered or ordered for under no heading of the case."""
        known = {heading.id for heading in self.headings}
        named = [each for each in self.ledger.heads if each.head not in known]
        others = (Heading(id=each.head, title=each.title, areas=()) for each in named)
        return (*self.headings, *others)

    @cached_property
    def chosen(self) -> dict[str, Assessed]:
        """The impact that a person chose for each heading."""
        return assessed(one.entry for one in self.opened.live.kept)

    @cached_property
    def audit(self) -> Audit:
        """What the rules find in the case as of today, to pick the reasons from."""
        live = self.opened.live
        return audit_case(live.case_file(as_of=self.today), live.engine, as_of=self.today)

    @cached_property
    def complaints(self) -> dict[str, Complaint]:
        """The complaints of the case."""
        return complaints_of(self.timeline)

    @cached_property
    def complaint(self) -> Complaint | None:
        """The complaint that an offer made now belongs to: the newest."""
        return next(reversed(self.complaints.values()), None)

    @cached_property
    def requests(self) -> tuple[Request, ...]:
        """Offers that somebody asked agreement to, the newest first."""
        asked = self.timeline.standing(ASKED)
        return tuple(self._request(item) for item in reversed(asked))

    @property
    def matrices(self) -> tuple[Matrix, ...]:
        """The landlord's matrices, of every time."""
        return self.stack.practice("matrix")

    @property
    def limits(self) -> tuple[ApprovalLimit, ...]:
        """Who may agree to how much today."""
        return rows_on(self.stack.practice("approval_limit"), self.today.toordinal())

    @property
    def terms(self) -> RedressTerms | None:
        """By when the landlord pays, and how long it holds an offer open, as of today."""
        found = rows_on(self.stack.practice("redress_terms"), self.today.toordinal())
        return next(iter(found), None)

    @property
    def set_sums(self) -> tuple[SetSum, ...]:
        """Sums that the guidance sets today."""
        return rows_on(self.stack.practice("set_sum"), self.today.toordinal())

    def beside(self, head: str, on: date | None = None) -> Beside:
        """Both scales for a heading, as of a day; as of today where none is named."""
        ordinal = (on or self.today).toordinal()
        return beside(self.stack.scales, self.matrices, self.chosen.get(head), ordinal)

    @property
    def judged_to(self) -> date:
        """Today, or the day on which the Ombudsman decided: no failing is counted beyond it."""
        found = self.timeline.doing(("ombudsman.determined",))
        return found[-1].when.date if found else self.today

    def title(self, head: str) -> str:
        """What a heading is called."""
        named = {heading.id: heading.title for heading in self.headings}
        return sentence_case(_(named.get(head, head))) if head else _("Not said what for")

    def offered(self, head: str) -> Decimal:
        """What stands offered for a heading."""
        return next((each.offered for each in self.ledger.heads if each.head == head), NOTHING)

    def after(self, offer: Offer) -> Decimal:
        """What would stand offered for its heading once an offer is put."""
        before = self.offered(offer.head)
        return before + offer.amount if offer.how == "adds" else offer.amount

    def failings(self, head: str) -> int:
        """How many failings the rules find under a heading."""
        return next((each.failings for each in self.audit.headings if each.id == head), 0)

    @property
    def has_failing(self) -> bool:
        """Whether the rules find any failing at all."""
        return any(each.failings for each in self.audit.headings)

    def day_after(self, span: str) -> date | None:
        """The last day of a time that begins today; None where there is none."""
        if not span:
            return None
        calendar = self.opened.live.engine.calendar
        try:
            return due_after(parse_span(span), when_on(self.today), calendar).last_date
        except OutsideCalendar:
            return None  # bank holidays of that year are not known yet: a person names the day

    def _request(self, item: Item) -> Request:
        entry = item.entry
        said = [each for each in entry.given if each.question not in (BELOW, LOWER, SET_OFF)]
        reasons = {each.question: each for each in said}
        put = self._following(item, "redress.offered")
        lines = tuple(self._line(offer, reasons.get(offer.head), put) for offer in entry.offers)
        offered = {offer.head for offer in entry.offers}
        others = [self.offered(each.head) for each in self.ledger.heads if each.head not in offered]
        return Request(
            asked=item,
            lines=lines,
            without={
                self.title(each.question): each.says
                for each in said
                if each.question not in offered
            },
            before=self.ledger.offered,
            after=total([*others, *(line.after for line in lines)]),
            below=_said(entry.given, BELOW),
            lower=_said(entry.given, LOWER),
            agreed=_said(entry.given, SET_OFF),
            approved=self._following(item, APPROVED),
            refused=self._following(item, NOT_APPROVED),
            put=put,
        )

    def _line(self, offer: Offer, said: Answer | None, put: Item | None) -> OfferLine:
        after = self.offered(offer.head) if put is not None else self.after(offer)
        both = self.beside(offer.head)
        return OfferLine(
            head=offer.head,
            title=self.title(offer.head),
            amount=offer.amount,
            how=offer.how,
            reason=said.says if said else "",
            after=after,
            place="below" if both.under(after) else place_in(after, both.band),
        )

    def _following(self, asked: Item, act: str) -> Item | None:
        """The entry of that act that answers a request."""
        found = self.timeline.doing((act,))
        return next((i for i in found if asked.id in i.entry.answers and not i.struck_by), None)


def roles_of(actor: Actor, opened: Open) -> frozenset[str]:
    """The roles that count for somebody in this case: a role of another team is none here."""
    near = opened.near.roles
    return actor.roles if near is None else actor.roles & near


def approved_unput(opened: Open, complaint: str) -> tuple[Request, ...]:
    """Offers of a complaint that were agreed to and that no letter has put to the resident yet."""
    found = Redress(opened).requests
    return tuple(r for r in found if r.state == "approved" and r.complaint == complaint)


def why_not_offered(opened: Open, entries: Sequence[Entry], text: str) -> str:
    """Why a letter with these entries cannot go: its offer went out with another, is by now
    another sum than was agreed to, or the text names more than was; "" where it can."""
    offered = [each for each in entries if "redress.offered" in each.does]
    if not offered:
        return ""
    money = Redress(opened)
    for each in offered:
        found = next((one for one in money.requests if one.asked.id in each.answers), None)
        if found is None:
            return _("Only an offer that a second person agreed to is put, and only once.")
        if words := found.why_not_put:
            return words
    return _names_too_much(money, text)


def _names_too_much(money: Redress, text: str) -> str:
    known = [one.after for one in money.requests if one.approved is not None]
    known += [head.offered for head in money.ledger.heads]
    known += [order.amount for item in money.timeline.items for order in item.entry.orders
              if order.amount is not None]  # fmt: skip
    known += [cost.amount for item in money.timeline.items for cost in item.entry.costs]
    most = max(known, default=NOTHING)
    told = (Decimal(each.replace(",", "")) for each in _SUM.findall(text))
    highest = max(told, default=NOTHING)
    if highest <= most:
        return ""
    words = _("The letter names {sum}, which is more than anybody agreed to.")
    return words.format(sum=pounds(highest))


def _said(given: tuple[Answer, ...], question: str) -> str:
    return next((each.says for each in given if each.question == question), "")
