"""An offer goes out, is answered, and is paid: always with its letter, its words and its proof."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from msgspec import Struct

from putright.casework import letters
from putright.casework.actions import outgoing
from putright.casework.actions.adding import Sent, When, add, dated, shown_by
from putright.casework.actions.redress import request_of, working
from putright.casework.actor import Actor
from putright.casework.desk import Saved
from putright.casework.queries import cases
from putright.casework.queries.contacts import people_of
from putright.casework.redress import RENT_ACCOUNT, Redress, Request
from putright.casework.redress_letter import facts_of, resident_of
from putright.casework.refused import NotRight, Refused
from putright.core.events.entry import HOUSEHOLD, Entry
from putright.core.events.parts import Evidence, Pledge
from putright.core.redress.ledger import Owed
from putright.core.redress.money import NOTHING, exact
from putright.gateways.letter_text import from_letter
from putright.kit.dates import long_day, pounds
from putright.kit.say import _

SETTLED = "redress.settled"
KINDS = {"accepted": "redress.accepted", "refused": "redress.refused", "time": "redress.answered"}
_BANK = re.compile(r"\b\d{2}[-\s]\d{2}[-\s]\d{2}\b|\b\d{8}\b")
"""A sort code, or the eight figures of an account."""


class Heard(Struct, frozen=True, kw_only=True):
    """What somebody said of the offer, in their words; ``pay_by`` is the day for paying a yes."""

    says: str
    whom: str
    channel: str
    text: str
    when: When
    pay_by: date | None = None
    until: date | None = None


class Sum(Struct, frozen=True, kw_only=True):
    """A payment: for what, how much, how, when it was sent and when it arrived.

    ``head`` is a heading, or "" for all that is owed. ``closes`` says that it settles an order that
    leaves open whether earlier offers are inside; ``is_more``, that a person looked at a sum above
    what is left, and it is right.
    """

    head: str
    amount: Decimal
    method: str
    when: When
    cleared: date | None = None
    text: str = ""
    agreed: str = ""
    closes: bool = False
    is_more: bool = False


def begin_letter(
    *, actor: Actor, case_id: UUID, number: int, until: date, leads_to: str, now: datetime
) -> UUID:
    """Begin the letter that puts an agreed offer; sending it is what makes the offer."""
    near = cases.near_to(actor, case_id, now=now)
    money = working(actor, Sent(near=near), now)
    opened = money.opened
    found = request_of(money, number)
    if words := found.why_not_put:
        raise Refused(words)
    if until <= now.date():
        raise NotRight(_("Until when is it held open? That day must be to come."), field="until")
    letter = letters.compose("offer", facts_of(money, found, until=until, signed=actor.name))
    entry = Entry(
        id="", does=("redress.offered",), until=until, about=("complaint", "money"),
        stage=found.asked.entry.stage, contains=("reasons",), text=said_of(found),
        **found.for_entry,
    )  # fmt: skip
    begun = outgoing.Begun(
        kind="offer", to=resident_of(opened), title=letter.title, body=from_letter(letter),
        entries=(entry,), permission="redress.work", complaint=found.complaint,
        leads_to=leads_to,
    )  # fmt: skip
    return outgoing.begin(actor=actor, near=opened.near, letter=begun, now=now)


def said_of(found: Request) -> str:
    """An offer in a few words, for its entry."""
    lines = [f"{line.title}: {pounds(line.amount)}" for line in found.lines]
    return _("Offered {sum}, {all} in all. {lines}.").format(
        sum=pounds(found.amount), all=pounds(found.after), lines="; ".join(lines)
    )


def hear(*, actor: Actor, sent: Sent, told: Heard, now: datetime) -> Saved:
    """Write down what the resident says of the offer; a yes is a promise of ours to pay."""
    money = working(actor, sent, now)
    opened = money.opened
    offer = money.ledger.last_offer
    if offer is None:
        raise Refused(_("No offer has been put to them."))
    sides = {who.key: who.side for who in people_of(opened)}
    if sides.get(told.whom) not in HOUSEHOLD:
        raise NotRight(_("Choose the resident, or somebody who speaks for them."), field="whom")
    _no_bank_details(told.text)
    heard = dated(
        told.when, does=(KINDS[told.says],), by=told.whom, channel=told.channel, text=told.text,
        about=("complaint", "money"), complaint=offer.entry.complaint, answers=(offer.id,),
        until=told.until if told.says == "time" else None,
        reason=told.text if told.says == "refused" else "",
        evidence=shown_by(actor, sent, "note"),
    )  # fmt: skip
    entries = [heard]
    if told.says == "accepted" and (due := money.ledger.offered - money.ledger.paid) > NOTHING:
        entries.append(_promise(actor, money, told, due, now))
    return add(actor, sent, entries, now, permission="redress.work")


def _promise(actor: Actor, money: Redress, told: Heard, due: Decimal, now: datetime) -> Entry:
    """By when it is paid: the landlord's own time, or sooner; where it has none, the day chosen."""
    terms = money.terms
    latest = money.day_after(terms.pay_within) if terms else None
    day = told.pay_by or latest
    if day is None:
        raise NotRight(_("Nobody's policy says by when it is paid. Choose a day."), field="pay_by")
    if day < now.date() or (latest is not None and day > latest):
        words = _("Choose a day from today to {latest}.") if latest else _("Choose a day to come.")
        text = words.format(latest=long_day(latest)) if latest else words
        raise NotRight(text, field="pay_by")
    what = _("Pay {sum}").format(sum=pounds(due))
    pledge = Pledge(id=f"pay-{uuid4().hex[:8]}", what=what, due=day, does=(SETTLED,))
    offer = money.ledger.last_offer
    return Entry(
        id="", does=("redress.payment_promised",), at=now, by=actor.key, to=(told.whom,),
        channel="internal",
        about=("complaint", "money"), complaint=offer.entry.complaint if offer else "",
        text=_("{what} by {day}.").format(what=what, day=long_day(day)), promises=(pledge,),
        evidence=(Evidence(kind="system record"),),
    )  # fmt: skip


def pay(*, actor: Actor, sent: Sent, told: Sum, now: datetime) -> Saved:
    """Write down a payment; what shows it is its record, and without one it is only said."""
    money = working(actor, sent, now)
    opened = money.opened
    amount = exact(told.amount)
    if amount <= NOTHING:
        raise NotRight(_("How much was paid? More than nothing."), field="amount")
    _check_day(money, told)
    _check_method(money, told)
    _no_bank_details(told.text)
    if told.cleared is not None and told.cleared < told.when.on:
        raise NotRight(_("It cannot arrive before it was sent."), field="cleared")
    _check_left(money, told)
    keeps = _kept(money, told) if sent.files else ()
    settles = bool(sent.files) and _is_all(money, told)
    facts: dict[str, str | int | bool] = {"amount": f"{amount:.2f}", "method": told.method}
    if told.head:
        facts["head"] = told.head
    if told.cleared is not None:
        facts["cleared"] = told.cleared.isoformat()
    complaint = money.complaint
    new = dated(
        told.when, does=("redress.paid", SETTLED) if settles else ("redress.paid",), by=actor.key,
        to=(resident_of(opened),), channel="internal", about=("complaint", "money"), facts=facts,
        complaint=complaint.key if complaint else "", keeps=keeps, text=_payment_words(told),
        evidence=(*shown_by(actor, sent), Evidence(kind="payment record")) if sent.files else (),
    )  # fmt: skip
    return add(actor, sent, [new], now, permission="redress.work")


def _check_day(money: Redress, told: Sum) -> None:
    """Nothing of a case is paid before the case begins."""
    began = min((i.when.date for i in money.timeline.items if not i.struck_by), default=None)
    if began is not None and told.when.on < began:
        words = _("This case begins on {day}: nothing of it was paid before. Look at the day, such "
                  "as 27/3/2026.")  # fmt: skip
        raise NotRight(words.format(day=long_day(began)), field="on")


def _check_left(money: Redress, told: Sum) -> None:
    """More than is left, or than counts on that day, is written down only with a tick."""
    due = [h for h in money.ledger.heads if h.ordered or h.accepted]
    heads = [h for h in due if told.head in ("", h.head)]
    left = sum((h.owed.high for h in heads), start=NOTHING)
    counts = sum((h.room_on(told.when.on) for h in heads), start=NOTHING)
    if not due or told.is_more or told.amount <= counts:  # an offer may be paid before their yes
        return
    if counts < left:
        words = _("It was sent before the Ombudsman decided: {counts} of it counts for what is "
                  "ordered. Look at the day, or tick that it is right.")  # fmt: skip
        raise NotRight(words.format(counts=pounds(counts)), field="is_more")
    words = _("That is more than the {left} that is left to pay for this. Look at the sum, or tick "
              "that it is right.")  # fmt: skip
    raise NotRight(words.format(left=pounds(left)), field="is_more")


def _payment_words(told: Sum) -> str:
    words = _("Paid {sum}. {text}").format(sum=pounds(told.amount), text=told.text).strip()
    if not told.agreed.strip():
        return words
    return words + "\n" + _("They agreed to that: {words}").format(words=told.agreed.strip())


def _check_method(money: Redress, told: Sum) -> None:
    """What was ordered goes to the resident; anything else to the rent only if they said so."""
    if told.method != RENT_ACCOUNT:
        return
    if any(head.ordered for head in money.ledger.heads if told.head in ("", head.head)):
        raise NotRight(_("What was ordered is paid to the resident, never to the rent account."),
                       field="method")  # fmt: skip
    if not told.agreed.strip():
        words = _("To the rent account only where they agree: write down their words.")
        raise NotRight(words, field="agreed")


def _left(money: Redress, told: Sum) -> Owed:
    """What would still be owed after a payment."""
    heads = [h for h in money.ledger.heads if told.head in ("", h.head)]
    low = sum((h.owed.low for h in heads), start=NOTHING) - told.amount
    high = sum((h.owed.high for h in heads), start=NOTHING) - told.amount
    others = [h for h in money.ledger.heads if h not in heads]
    low = max(low, NOTHING) + sum((h.owed.low for h in others), start=NOTHING)
    high = max(high, NOTHING) + sum((h.owed.high for h in others), start=NOTHING)
    return Owed(low, high)


def _kept(money: Redress, told: Sum) -> tuple[str, ...]:
    """The orders, and the promise to pay, that this payment carries out to the last penny."""
    left, kept = told.amount, []
    for head in money.ledger.heads:
        if told.head not in ("", head.head):
            continue
        wanted = head.owed.low if told.closes else head.owed.high
        if head.ordered:
            paid = min(left, head.room_on(told.when.on))
            still = head.ordered.left_of(min(max(wanted - paid, NOTHING), head.ordered.amount))
            kept += [pledge for pledge, sum_ in still.items() if sum_ == NOTHING]
        left = max(left - wanted, NOTHING)
    if _is_all(money, told):
        kept += _promised(money)
    return tuple(dict.fromkeys(kept))


def _is_all(money: Redress, told: Sum) -> bool:
    """Whether nothing is owed after a payment."""
    heads = [h for h in money.ledger.heads if told.head in ("", h.head)]
    if any(h.room_on(told.when.on) < h.owed.high for h in heads):
        return False  # it is older than the order, and does not count for all of it
    after = _left(money, told)
    return (after.low if told.closes else after.high) == NOTHING


def _promised(money: Redress) -> Sequence[str]:
    owed = money.opened.owed
    return [each.pledge for each in owed if each.pledge and SETTLED in each.acts]


def _no_bank_details(text: str) -> None:
    if _BANK.search(text):
        raise NotRight(_("That looks like bank details. They are not kept here: take them out. "
                         "Payments are made from your finance system."), field="text")  # fmt: skip
