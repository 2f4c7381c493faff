"""The Ombudsman's side of a case (P27, P28): what was asked by when, and each order's proof."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actions.orders import PACK_MADE
from putright.casework.actor import Actor
from putright.casework.apologies import letters
from putright.casework.order_words import OVER, WARNS, named, stands
from putright.casework.orders import Orders, shows_orders
from putright.casework.promises import Promise
from putright.casework.queries.case_entries import Entries, EntrySeen, Pointer
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.case_promises import PromiseSeen, promises_seen
from putright.casework.queries.ombudsman_clocks import Clock, clocks_of
from putright.core.events.parts import Pledge
from putright.core.practice import ombudsman, ombudsman_replies
from putright.core.practice.complaints import complaints_of
from putright.core.practice.ombudsman_replies import REVIEW_ASKED, SATISFIED, recommended
from putright.core.redress.compliance import Compliance
from putright.core.redress.ledger import Paid
from putright.core.timeline.items import Item
from putright.kit.dates import list_day, sentence_case
from putright.kit.say import _

Choices = tuple[tuple[str, str], ...]
PERMISSION = "complaint.handle"
SHORT = 80
"""So many signs of an entry's text stand in a list to choose from."""
TELLING = (
    ombudsman.APPROACHED, ombudsman.ASKED, ombudsman.ANSWERED, ombudsman.DETERMINED, SATISFIED,
    REVIEW_ASKED,
)  # fmt: skip


class WantSeen(Struct, frozen=True, kw_only=True):
    """Something that the Ombudsman asked for, with its promise and what answered it."""

    want: Pledge
    step: str
    asked: EntrySeen
    is_answered: bool
    answers: tuple[EntrySeen, ...]
    promise: PromiseSeen | None


class PaidSeen(Struct, frozen=True, kw_only=True):
    """A payment that counts for an order, as the page of money has it."""

    amount: Decimal
    on: date
    cleared: str
    at: Pointer | None


class OrderSeen(Struct, frozen=True, kw_only=True):
    """One order: of which kind, how it stands, what would show it and what does.

    ``way`` is how it is carried out: "pay", "apology", "carry", or "" where it is done.
    """

    order: Pledge
    kind: str
    is_suggested: bool
    wanted: tuple[str, ...]
    state: str
    says: str
    warns: bool
    is_over: bool
    due: date
    way: str
    ordered: EntrySeen
    done: tuple[EntrySeen, ...]
    sent: tuple[EntrySeen, ...]
    promise: PromiseSeen | None
    paid: tuple[PaidSeen, ...] = ()


class RecommendedSeen(Struct, frozen=True, kw_only=True):
    """A recommendation with our answer, "" where there is none."""

    key: str
    what: str
    answer: str
    reason: str


class OmbudsmanPage(Struct, frozen=True, kw_only=True):
    """The page: what waits for an answer first, then orders, then all that went to and fro."""

    around: Around
    clocks: tuple[Clock, ...]
    waiting: tuple[WantSeen, ...]
    answered: tuple[WantSeen, ...]
    orders: tuple[OrderSeen, ...]
    recommended: tuple[RecommendedSeen, ...]
    told: tuple[EntrySeen, ...]
    packs: tuple[EntrySeen, ...]
    is_determined: bool
    may: bool


class OmbudsmanForm(Struct, frozen=True, kw_only=True):
    """What the forms offer: complaints, what waits, orders not yet done, orders not yet proven."""

    around: Around
    complaints: Choices
    waiting: Choices
    to_do: Choices
    done: Choices
    headings: Choices
    kinds: Choices
    apologies: Choices
    letters: Choices
    entries: Choices
    papers: Choices
    proven: tuple[str, ...]
    """The orders, done and not sent, that the newest papers are about."""
    packs: tuple[EntrySeen, ...]
    sent: Choices
    recommended: tuple[RecommendedSeen, ...]


def page(actor: Actor, case_id: UUID, *, now: datetime) -> OmbudsmanPage:
    """Everything between the landlord and the Ombudsman in a case."""
    opened = open_for(actor, case_id, now=now, what="ombudsman")
    entries, orders = Entries(opened), Orders(opened)
    promised = _promises(opened, entries)
    wants = [_want(one, entries, promised) for one in ombudsman.wanted(opened.run.timeline)]
    items = opened.run.timeline.doing(TELLING)
    return OmbudsmanPage(
        around=around(opened, "ombudsman"),
        clocks=clocks_of(opened, entries, orders),
        waiting=tuple(one for one in wants if not one.is_answered),
        answered=tuple(one for one in wants if one.is_answered),
        orders=tuple(_order(one, orders, entries, promised) for one in orders.all),
        recommended=recommended_seen(opened),
        told=tuple(reversed(entries.seen(items))),
        packs=_seen(entries, _packs(opened)),
        is_determined=any(ombudsman.DETERMINED in item.acts for item in items),
        may=permissions.can(actor, PERMISSION, opened.near),
    )  # fmt: skip


def form_of(actor: Actor, case_id: UUID, *, now: datetime) -> OmbudsmanForm:
    """What a form begins with, for whoever handles complaints of the case."""
    opened = open_for(actor, case_id, now=now, what="ombudsman")
    permissions.check(actor, PERMISSION, opened.near)
    timeline, orders, entries = opened.run.timeline, Orders(opened), Entries(opened)
    showing = [item for item in timeline.items if shows_orders(item)]
    made = _packs(opened)
    return OmbudsmanForm(
        around=around(opened, "ombudsman"),
        complaints=tuple((key, _named(opened, key)) for key in complaints_of(timeline)),
        waiting=tuple(
            (one.want.id, sentence_case(one.want.what))
            for one in ombudsman.wanted(timeline) if not one.is_answered
        ),
        to_do=_orders(orders.by_way("carry")),
        done=_orders(one for one in orders.all if one.is_done and one.sent_on is None),
        headings=tuple((one.id, sentence_case(_(one.title))) for one in opened.live.headings),
        kinds=tuple((one.id, _(one.title)) for one in orders.kinds),
        apologies=_orders(orders.by_way("apology")),
        letters=_entries(
            entries, letters(opened, (one.order.item for one in orders.by_way("apology")))
        ),
        entries=_entries(entries, reversed(showing)),
        papers=_entries(entries, made),
        proven=ombudsman_replies.orders_named(made[0]) if made else (), packs=_seen(entries, made),
        sent=_orders(one for one in orders.all if one.sent_on and one.state != "accepted"),
        recommended=recommended_seen(opened),
    )  # fmt: skip


def _packs(opened: Open) -> list[Item]:
    """The papers that were made about orders, the newest first."""
    return opened.run.timeline.standing(PACK_MADE)[::-1]


def _orders(found: Iterable[Compliance]) -> Choices:
    return tuple((one.order.order.id, named(one.order.order)) for one in found)


def _entries(entries: Entries, items: Iterable[Item]) -> Choices:
    found = (entries.pointer(item.id) for item in items)
    return tuple((str(one.number), _pointed(one)) for one in found if one is not None)


def _pointed(one: Pointer) -> str:
    text = " ".join(one.text.split())
    short = text if len(text) <= SHORT else f"{text[:SHORT].rsplit(' ', 1)[0]} ..."
    return f"{one.words}: {short}" if short else one.words


def recommended_seen(opened: Open) -> tuple[RecommendedSeen, ...]:
    return tuple(
        RecommendedSeen(
            key=one.key, what=one.what, answer=one.answer.answer if one.answer else "",
            reason=one.answer.says if one.answer else "",
        )
        for one in recommended(opened.run.timeline)
    )  # fmt: skip


def _named(opened: Open, key: str) -> str:
    received = complaints_of(opened.run.timeline)[key].received
    if received is None:
        return _("A complaint of this case")
    return _("The complaint of {day}").format(day=list_day(received.when.date))


def _promises(opened: Open, entries: Entries) -> dict[str, PromiseSeen]:
    found: list[Promise] = [one for one in opened.promises if one.pledge]
    seen = promises_seen(opened, found, entries)
    return {one.pledge: each for one, each in zip(found, seen, strict=True)}


def _want(
    one: ombudsman.Wanted, entries: Entries, promised: dict[str, PromiseSeen]
) -> WantSeen:  # fmt: skip
    return WantSeen(
        want=one.want, step=one.step, asked=_seen(entries, [one.item])[0],
        is_answered=one.is_answered, answers=_seen(entries, one.answered),
        promise=promised.get(one.want.id),
    )  # fmt: skip


def _order(
    one: Compliance, orders: Orders, entries: Entries, promised: dict[str, PromiseSeen]
) -> OrderSeen:  # fmt: skip
    order, kind = one.order.order, orders.kind(one.order.order)
    return OrderSeen(
        order=order, kind=_(kind.row.title) if kind.row else "",
        is_suggested=kind.is_suggested and kind.row is not None,
        wanted=tuple(_(each) for each in kind.row.proof) if kind.row else (),
        state=one.state, says=stands(one), warns=one.state in WARNS or one.open_late is not None,
        is_over=one.state in OVER, due=one.due, way=orders.way(one),
        ordered=_seen(entries, [one.order.item])[0],
        done=_seen(entries, (*one.parts, *one.order.done)), sent=_seen(entries, one.order.sent),
        promise=promised.get(order.id),
        paid=tuple(_paid(each, entries) for each in one.money.payments) if one.money else (),
    )  # fmt: skip


def _paid(one: Paid, entries: Entries) -> PaidSeen:
    return PaidSeen(
        amount=one.amount, on=one.item.when.date, cleared=one.cleared,
        at=entries.pointer(one.item.id),
    )  # fmt: skip


def _seen(entries: Entries, items: Iterable[Item]) -> tuple[EntrySeen, ...]:
    return tuple(entries.seen(list(items)))
