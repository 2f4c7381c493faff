"""The Ombudsman's side of a case (P27, P28): what was asked by when, and each order's proof."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.orders import Orders
from putright.casework.promises import Promise
from putright.casework.queries.case_entries import Entries, EntrySeen
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.case_promises import PromiseSeen, promises_seen
from putright.core.events.parts import Pledge
from putright.core.practice import ombudsman
from putright.core.practice.complaints import complaints_of
from putright.core.timeline.items import Item
from putright.kit.dates import list_day, sentence_case
from putright.kit.say import _

Choices = tuple[tuple[str, str], ...]
PERMISSION = "complaint.handle"
TELLING = ("ombudsman.approached", "ombudsman.asked", "ombudsman.answered", "ombudsman.determined")


class WantSeen(Struct, frozen=True, kw_only=True):
    """Something that the Ombudsman asked for, with its promise and what answered it."""

    want: Pledge
    step: str
    asked: EntrySeen
    is_answered: bool
    answers: tuple[EntrySeen, ...]
    promise: PromiseSeen | None


class OrderSeen(Struct, frozen=True, kw_only=True):
    """One order, how far it is, and what shows it."""

    order: Pledge
    state: str
    ordered: EntrySeen
    done: tuple[EntrySeen, ...]
    sent: tuple[EntrySeen, ...]
    promise: PromiseSeen | None


class OmbudsmanPage(Struct, frozen=True, kw_only=True):
    """The page: what waits for an answer first, then orders, then all that went to and fro."""

    around: Around
    waiting: tuple[WantSeen, ...]
    answered: tuple[WantSeen, ...]
    orders: tuple[OrderSeen, ...]
    told: tuple[EntrySeen, ...]
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


def page(actor: Actor, case_id: UUID, *, now: datetime) -> OmbudsmanPage:
    """Everything between the landlord and the Ombudsman in a case."""
    opened = open_for(actor, case_id, now=now, what="ombudsman")
    entries = Entries(opened)
    promised = _promises(opened, entries)
    wants = [_want(one, entries, promised) for one in ombudsman.wanted(opened.run.timeline)]
    items = opened.run.timeline.doing(TELLING)
    return OmbudsmanPage(
        around=around(opened, "ombudsman"),
        waiting=tuple(one for one in wants if not one.is_answered),
        answered=tuple(one for one in wants if one.is_answered),
        orders=tuple(
            _order(one, entries, promised) for one in ombudsman.orders(opened.run.timeline)
        ),
        told=tuple(reversed(entries.seen(items))),
        may=permissions.can(actor, PERMISSION, opened.near),
    )  # fmt: skip


def form_of(actor: Actor, case_id: UUID, *, now: datetime) -> OmbudsmanForm:
    """What a form begins with, for whoever handles complaints of the case."""
    opened = open_for(actor, case_id, now=now, what="ombudsman")
    permissions.check(actor, PERMISSION, opened.near)
    timeline = opened.run.timeline
    found = ombudsman.orders(timeline)
    return OmbudsmanForm(
        around=around(opened, "ombudsman"),
        complaints=tuple((key, _named(opened, key)) for key in complaints_of(timeline)),
        waiting=tuple(
            (one.want.id, sentence_case(one.want.what))
            for one in ombudsman.wanted(timeline) if not one.is_answered
        ),
        to_do=_orders(one for one in found if one.state in ("to do", "said to be done")),
        done=_orders(one for one in found if one.state == "done, not sent"),
        headings=tuple((one.id, sentence_case(_(one.title))) for one in opened.live.headings),
        kinds=tuple((one.id, _(one.title)) for one in Orders(opened).kinds),
    )  # fmt: skip


def _orders(found: Iterable[ombudsman.Order]) -> Choices:
    return tuple((one.order.id, sentence_case(one.order.what)) for one in found)


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
    one: ombudsman.Order, entries: Entries, promised: dict[str, PromiseSeen]
) -> OrderSeen:  # fmt: skip
    return OrderSeen(
        order=one.order, state=one.state, ordered=_seen(entries, [one.item])[0],
        done=_seen(entries, one.done), sent=_seen(entries, one.sent),
        promise=promised.get(one.order.id),
    )  # fmt: skip


def _seen(entries: Entries, items: Iterable[Item]) -> tuple[EntrySeen, ...]:
    return tuple(entries.seen(list(items)))
