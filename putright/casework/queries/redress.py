"""The page of money: offers over the stages, both scales beside each other, costs, answers, pay."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from msgspec import Struct

from putright.casework import conflict, permissions
from putright.casework.actor import Actor
from putright.casework.promises import Promise
from putright.casework.queries import works
from putright.casework.queries.case_entries import Entries, Pointer
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.case_promises import PromiseSeen, promises_seen
from putright.casework.queries.redress_picture import Bar, bars_of
from putright.casework.queries.safe_ways import can_agree
from putright.casework.queries.works import Spent, Sums
from putright.casework.redress import COMPLAINT_HANDLING, Redress, Request, roles_of
from putright.casework.redress import approved_unput as approved_unput
from putright.casework.refused import NotThere
from putright.core.findings.reasons import Span, reasons_of, span_of
from putright.core.policy.packs import Band
from putright.core.policy.practice_redress import RedressTerms, SetSum, may_agree
from putright.core.redress.beside import Beside, Place, named_bands, place_in
from putright.core.redress.impact import PART, Assessed
from putright.core.redress.ledger import HeadLedger, Ledger, Ordered, Owed, Step
from putright.core.timeline.casefile import Heading
from putright.core.timeline.items import Item
from putright.core.workdays import to_datetime
from putright.kit.dates import sentence_case
from putright.kit.say import _

Choices = tuple[tuple[str, str], ...]


class ReasonSeen(Struct, frozen=True, kw_only=True):
    """What raises or lowers a sum, with the entries behind it."""

    says: str
    source: str
    raises: bool
    entries: tuple[Pointer, ...]


class HeadSeen(Struct, frozen=True, kw_only=True):
    """One heading: what was offered and owed for it, and both scales beside each other.

    ``then`` are the scales of the day of its last offer, where the guidance was another that day;
    ``place`` is where the total lies by the scales of that day.
    """

    id: str
    title: str
    failings: int
    span: Span | None
    chosen: Assessed | None
    chosen_at: Pointer | None
    chosen_by: str
    chosen_why: str
    both: Beside
    then: Beside | None
    then_on: date | None
    place: Place
    reasons: tuple[ReasonSeen, ...]
    ledger: HeadLedger

    @property
    def is_weighed(self) -> bool:
        """Whether anything is said of it: a failing, an impact, money."""
        money = self.ledger.steps or self.ledger.ordered or self.ledger.paid
        return bool(self.failings or self.chosen or money or self.id == COMPLAINT_HANDLING)


class HeadRow(Struct, frozen=True, kw_only=True):
    """One row of the table of what it comes to."""

    title: str
    offered: Decimal
    accepted: Decimal
    ordered: Ordered | None
    paid: Decimal
    owed: Owed


class StepSeen(Struct, frozen=True, kw_only=True):
    """One line of the table of offers."""

    step: Step
    title: str
    on: date
    at: Pointer | None


class RequestSeen(Struct, frozen=True, kw_only=True):
    """An offer that waits, was agreed to or was not; ``bar`` is why this reader may not decide."""

    number: int
    request: Request
    who: str
    on: date
    decided: Pointer | None
    decided_by: str
    words: str
    may_decide: bool
    bar: str


class AnswerSeen(Struct, frozen=True, kw_only=True):
    """What the resident said."""

    says: str
    who: str
    on: date
    words: str
    at: Pointer | None


class PaidSeen(Struct, frozen=True, kw_only=True):
    """A payment; ``is_shown`` says that its record is there."""

    title: str
    amount: Decimal
    method: str
    on: date
    cleared: date | None
    at: Pointer | None


class RedressPage(Struct, frozen=True, kw_only=True):
    """Everything on the page."""

    around: Around
    ledger: Ledger
    bars: tuple[Bar, ...]
    steps: tuple[StepSeen, ...]
    heads: tuple[HeadSeen, ...]
    requests: tuple[RequestSeen, ...]
    answers: tuple[AnswerSeen, ...]
    payments: tuple[PaidSeen, ...]
    unproven: tuple[Pointer, ...]
    last_offer: Pointer | None
    open_until: date | None
    is_past: bool
    spent: tuple[Spent, ...]
    sums: Sums
    set_sums: tuple[SetSum, ...]
    terms: RedressTerms | None
    promises: tuple[PromiseSeen, ...]
    is_barred: bool
    has_matrix: bool

    @property
    def standing(self) -> tuple[HeadRow, ...]:
        """The headings for which there is any money, and those always asked about."""
        return tuple(
            HeadRow(
                title=head.title,
                offered=head.ledger.offered,
                accepted=head.ledger.accepted,
                ordered=head.ledger.ordered,
                paid=head.ledger.paid,
                owed=head.ledger.owed,
            )
            for head in self.heads
            if head.is_weighed
        )

    @property
    def weighed(self) -> tuple[HeadSeen, ...]:
        """The headings of which anything is said."""
        return tuple(head for head in self.heads if head.is_weighed)


class Weighing(Struct, frozen=True, kw_only=True):
    """What the forms of impact and of an offer are drawn from."""

    around: Around
    heads: tuple[HeadSeen, ...]
    bands: tuple[Band, ...]
    is_old_scale: bool
    offered: Decimal
    needs_complaint: bool

    @property
    def to_offer_for(self) -> tuple[HeadSeen, ...]:
        """The headings that an offer asks about: single points only where their impact is told."""
        return tuple(head for head in self.heads if head.chosen or PART not in head.id)


class Putting(Struct, frozen=True, kw_only=True):
    """What the pages about one offer, its answer and its payment are drawn from.

    ``weighed`` are the headings of the offer's lines.
    """

    around: Around
    ledger: Ledger
    request: RequestSeen | None
    weighed: tuple[HeadSeen, ...]
    people: Choices
    channels: Choices
    heads: Choices
    latest: date | None
    open_until: date | None
    open_words: str
    is_unknown: bool


def page(actor: Actor, case_id: UUID, *, now: datetime) -> RedressPage:
    """Money in a case as it stands."""
    opened = open_for(actor, case_id, now=now, what="redress")
    money, entries = Redress(opened), Entries(opened)
    ledger, today = money.ledger, now.date()
    until = ledger.last_offer.entry.until if ledger.last_offer else None
    return RedressPage(
        around=around(opened, "redress"),
        ledger=ledger,
        bars=bars_of(money),
        steps=tuple(_step(money, entries, step) for step in ledger.steps),
        heads=tuple(_head(money, entries, each) for each in money.all_headings),
        requests=tuple(_request(money, entries, each) for each in money.requests),
        answers=tuple(_answers(opened, entries, ledger)),
        payments=tuple(_payments(money, entries)),
        unproven=tuple(_unproven(opened, entries)),
        last_offer=entries.pointer(ledger.last_offer.id) if ledger.last_offer else None,
        open_until=until,
        is_past=until is not None and until < today,
        spent=works.spent_in(opened),
        sums=works.sums_of(opened),
        set_sums=money.set_sums,
        terms=money.terms,
        promises=tuple(promises_seen(opened, _promises(opened), entries)),
        is_barred=bool(conflict.barred(actor, opened.whole)),
        has_matrix=any(each.in_force.holds_on(today.toordinal()) for each in money.matrices),
    )


def weighing(actor: Actor, case_id: UUID, *, now: datetime) -> Weighing:
    """What is needed to assess an impact or to build an offer."""
    opened = _for_writing(actor, case_id, now, "redress.work")
    money, entries = Redress(opened), Entries(opened)
    today = now.date().toordinal()
    bands = named_bands(money.stack.scales, today)
    both = money.beside(COMPLAINT_HANDLING)
    return Weighing(
        around=around(opened, "redress"),
        heads=tuple(_head(money, entries, each) for each in money.headings),
        bands=bands,
        is_old_scale=both.scale is None or not both.scale.bands,
        offered=money.ledger.offered,
        needs_complaint=bool(money.complaints),
    )


def putting(
    actor: Actor, case_id: UUID, *, now: datetime, number: int | None = None,
    permission: str = "redress.work",
) -> Putting:  # fmt: skip
    """What is needed to decide on an offer, put it, hear the answer to it, or pay."""
    opened = _for_writing(actor, case_id, now, permission)
    money, entries = Redress(opened), Entries(opened)
    seen = [_request(money, entries, each) for each in money.requests]
    found = next((each for each in seen if each.number == number), None)
    if number is not None and found is None:
        raise NotThere
    people = _people(opened)
    terms = money.terms
    return Putting(
        around=around(opened, "redress"),
        ledger=money.ledger,
        request=found,
        weighed=_weighed(money, entries, found),
        people=people,
        channels=_channels(),
        heads=tuple((h.head, money.title(h.head)) for h in money.ledger.heads if h.owed.high),
        latest=money.day_after(terms.pay_within) if terms else None,
        open_until=money.day_after(terms.open_for) if terms else None,
        open_words=terms.open_for if terms else "",
        is_unknown=not money.ledger.owed.is_known,
    )


def _weighed(money: Redress, entries: Entries, found: RequestSeen | None) -> tuple[HeadSeen, ...]:
    """The headings of an offer's lines, with what their sums are weighed by."""
    lines = {line.head for line in found.request.lines} if found else set()
    return tuple(_head(money, entries, each) for each in money.all_headings if each.id in lines)


def _for_writing(actor: Actor, case_id: UUID, now: datetime, permission: str) -> Open:
    opened = open_for(actor, case_id, now=now, what="writing")
    permissions.check(actor, permission, opened.near)
    return opened


def _people(opened: Open) -> Choices:
    """The adults on the resident's side, whose answer to an offer counts."""
    found = [part for part in opened.parts.values() if can_agree(opened, part.key, part.side)]
    found.sort(key=lambda part: part.side != "resident")
    return tuple((part.key, part.name) for part in found) or (
        ("resident", opened.name("resident")),
    )


COME_BY = ("phone", "in person", "visit", "text", "email", "letter", "web form", "portal")


def _channels() -> Choices:
    """How they told us: every way, since they chose it."""
    return tuple((channel, sentence_case(_(channel))) for channel in COME_BY)


def _head(money: Redress, entries: Entries, heading: Heading) -> HeadSeen:
    result = next((each for each in money.audit.headings if each.id == heading.id), None)
    findings = money.audit.findings
    chosen = money.chosen.get(heading.id)
    both, then, then_on = _scales(money, heading.id)
    ledger = next(each for each in money.ledger.heads if each.head == heading.id)
    reasons = reasons_of(result, findings) if result else ()
    return HeadSeen(
        id=heading.id,
        title=money.title(heading.id),
        failings=result.failings if result else 0,
        span=span_of(heading.id, findings, today=money.judged_to),
        chosen=chosen,
        chosen_at=entries.pointer(chosen.entry) if chosen else None,
        chosen_by=money.opened.name(chosen.by) if chosen else "",
        chosen_why=_why(money, chosen),
        both=both,
        then=then,
        then_on=then_on,
        place=_place(ledger.offered, then or both),
        reasons=tuple(
            ReasonSeen(
                says=_(each.says),
                source=each.source,
                raises=each.raises,
                entries=_pointers(entries, each.entries),
            )
            for each in reasons
        ),
        ledger=ledger,
    )


def _why(money: Redress, chosen: Assessed | None) -> str:
    """Why the impact was found to be so, in the words of whoever found it."""
    kept = money.opened.kept(chosen.entry) if chosen else None
    return kept.entry.reason if kept else ""


def _place(amount: Decimal, both: Beside) -> Place:
    if not amount:
        return "no band"
    return "below" if both.under(amount) else place_in(amount, both.band)


def _scales(money: Redress, head: str) -> tuple[Beside, Beside | None, date | None]:
    """The scales of today, and those of the day of the last offer where they were others."""
    both = money.beside(head)
    offers = [step.item for step in money.ledger.steps if step.head == head and step.is_shown]
    if not offers:
        return both, None, None
    on = _day(offers[-1])
    then = money.beside(head, on)
    return (both, None, None) if then.scale == both.scale else (both, then, on)


def _step(money: Redress, entries: Entries, step: Step) -> StepSeen:
    return StepSeen(
        step=step,
        title=money.title(step.head),
        on=_day(step.item),
        at=entries.pointer(step.item.id),
    )


def _request(money: Redress, entries: Entries, found: Request) -> RequestSeen:
    opened = money.opened
    kept = opened.kept(found.asked.id)
    decided = found.approved or found.refused
    bar = _bar(money, found)
    return RequestSeen(
        number=kept.number if kept else 0,
        request=found,
        who=opened.name(found.asked.entry.by),
        on=_day(found.asked),
        decided=entries.pointer(decided.id) if decided else None,
        decided_by=opened.name(decided.entry.by) if decided else "",
        words=decided.entry.reason if decided else "",
        may_decide=found.state == "waiting" and not bar,
        bar=bar if found.state == "waiting" else "",
    )


def _bar(money: Redress, found: Request) -> str:
    """Why the reader may not decide on an offer; "" where they may."""
    opened = money.opened
    actor = opened.actor
    if not permissions.can(actor, "redress.approve", opened.near):
        return _("Somebody who may agree to offers decides on it.")
    if conflict.barred(actor, opened.whole):
        return _("A complaint names you, so somebody else decides on it.")
    if opened.is_own(found.asked):
        return _("You asked for agreement, so somebody else decides on it.")
    if not may_agree(roles_of(actor, opened), money.limits, found.after):
        return _("It is more than your role may agree to, so somebody with a higher limit decides.")
    return ""


def _answers(opened: Open, entries: Entries, ledger: Ledger) -> Iterable[AnswerSeen]:
    for each in ledger.answers:
        yield AnswerSeen(
            says=each.says,
            who=opened.name(each.item.entry.by),
            on=_day(each.item),
            words=each.item.entry.text,
            at=entries.pointer(each.item.id),
        )


def _payments(money: Redress, entries: Entries) -> Iterable[PaidSeen]:
    for each in money.ledger.payments:
        yield PaidSeen(
            title=money.title(each.head) if each.head else _("All that was owed"),
            amount=each.amount,
            method=_(each.method) if each.method else "",
            on=_day(each.item),
            cleared=_day_from(each.cleared),
            at=entries.pointer(each.item.id),
        )


def _unproven(opened: Open, entries: Entries) -> Iterable[Pointer]:
    """Payments that somebody only says were made."""
    for item in opened.run.timeline.doing(("redress.paid",)):
        if "redress.paid" not in item.proven and not item.struck_by:
            yield from _pointers(entries, (item.id,))


def _promises(opened: Open) -> list[Promise]:
    """What is owed about money: orders, and days named for paying."""
    acts = ("redress.settled", "redress.paid")
    return [
        each
        for each in opened.promises
        if each.rule.startswith(("redress.", "orders.", "good-practice:orders."))
        or (each.pledge and not set(acts).isdisjoint(each.acts))
    ]


def _pointers(entries: Entries, keys: Sequence[str]) -> tuple[Pointer, ...]:
    found = (entries.pointer(key) for key in keys)
    return tuple(each for each in found if each is not None)


def _day(item: Item) -> date:
    return to_datetime(item.when.first).date()


def _day_from(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
