"""How an order stands, in sentences: on its page, and in the papers that go to the Ombudsman."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from putright.core.events.parts import Pledge
from putright.core.redress.compliance import Compliance, Late, Money, State
from putright.core.redress.money import NOTHING
from putright.kit.dates import long_day, pounds, sentence_case
from putright.kit.say import N_, _, ngettext

OVER: frozenset[State] = frozenset({"accepted", "in time"})
"""States in which nothing more is to do, and nothing was late."""
WARNS: frozenset[State] = frozenset(
    {"past", "said", "in part", "done late", "proof past", "proof late", "more wanted"}
)
ANSWERS = {
    "yes": N_("We will do it"), "done": N_("It is done already"),
    "part": N_("We will do a part of it"), "no": N_("We will not do it"),
}  # fmt: skip
"""What may become of a recommendation."""


def with_sum(order: Pledge) -> str:
    """What is to be done, and the sum where its words do not say it."""
    what = order.what.rstrip(".")
    if order.amount is None:
        return what
    amount = pounds(order.amount)
    is_said = re.search(re.escape(amount) + r"(?![.,]?\d)", what)
    return what if is_said else f"{what} ({amount})"


def named(order: Pledge) -> str:
    """An order as lists name it."""
    return sentence_case(with_sum(order))


def stands(one: Compliance, *, is_sending: bool = False) -> str:
    """How an order stands, late or partial said plainly; ``is_sending`` in its own proof."""
    said = [_lead(one, is_sending)]
    if one.reply is not None and one.is_done:
        said.insert(0, _reply(one))
    if one.how == "in part" and one.money is not None:
        said.append(money_words(one.money))
    return " ".join(each for each in said if each)


def late_words(late: Late) -> str:
    """By how much, as calendar days, the working days beside it."""
    days = ngettext("{n} day late", "{n} days late", late.days)
    if late.working is None:
        return days
    working = ngettext("{n} working day", "{n} working days", late.working)
    return _("{days} ({working})").format(days=days, working=working)


def money_words(money: Money) -> str:
    """What of the sum is paid, what was paid before, what is left."""
    least, most = money.paid, money.ordered - money.left.low
    words = _("{paid} of {sum} is paid.") if least == most else _("{paid} to {most} of {sum} is "
                                                                  "paid.")  # fmt: skip
    said = [words.format(paid=pounds(least), most=pounds(most), sum=pounds(money.ordered))]
    before = min(money.before, money.paid)
    if before > NOTHING:
        said.append(_("{sum} of that was paid before the order.").format(sum=pounds(before)))
    if not money.left.is_known:
        words = _("Left to pay: {low} to {high}, as the order does not say whether earlier offers "
                  "are inside.")  # fmt: skip
        said.append(words.format(low=pounds(money.left.low), high=pounds(money.left.high)))
    elif money.left.high > NOTHING:
        said.append(_("Left to pay: {sum}.").format(sum=pounds(money.left.high)))
    if money.to_rent > NOTHING:
        words = _("{sum} went to a rent account. An order is paid to the resident, so that does "
                  "not count.")  # fmt: skip
        said.append(words.format(sum=pounds(money.to_rent)))
    return " ".join(said)


def _lead(one: Compliance, is_sending: bool) -> str:
    if one.is_done:
        return _done(one, is_sending)
    return _OPEN[one.how](one)


def _to_do(one: Compliance) -> str:
    if one.open_late:
        words = _("Nothing shows that it was done, and its day has passed: {late}.")
        return words.format(late=late_words(one.open_late))
    return _("Nothing shows yet that it was done.")


def _said(one: Compliance) -> str:
    return _with_late(_("Said to be done, and nothing shows it."), one.open_late)


def _in_part(one: Compliance) -> str:
    return _with_late(_("Done in part; the rest is owed."), one.open_late)


_OPEN: Mapping[str, Callable[[Compliance], str]] = {
    "to do": _to_do, "said": _said, "in part": _in_part,
}  # fmt: skip


def _done(one: Compliance, is_sending: bool) -> str:
    day = _day(one.done_on)
    if one.how == "not needed":
        words = _("Not needed, as it had been done before: the record of that is of {day}")
    else:
        words = _("Carried out on {day}")
    tail = _("in time") if one.done_late is None else late_words(one.done_late)
    return f"{words.format(day=day)}, {tail}. {_proof(one, is_sending)}"


def _proof(one: Compliance, is_sending: bool) -> str:
    if one.sent_on is None:
        return _going(one.open_late) if is_sending else _unsent(one.open_late)
    tail = _("in time") if one.sent_late is None else late_words(one.sent_late)
    return _("Proof sent on {day}, {tail}.").format(day=_day(one.sent_on), tail=tail)


def _unsent(late: Late | None) -> str:
    if late is None:
        return _("The proof has not gone to the Ombudsman yet.")
    words = _("The proof has not gone to the Ombudsman: {late}.")
    return words.format(late=late_words(late))


def _going(late: Late | None) -> str:
    if late is None:
        return _("The proof is with this.")
    return _("The proof is with this, {late}.").format(late=late_words(late))


def _reply(one: Compliance) -> str:
    reply = one.reply
    assert reply is not None
    day = long_day(reply.item.when.date)
    if reply.is_satisfied:
        return _("The Ombudsman accepted the proof on {day}.").format(day=day)
    if reply.by is None:
        return _("The Ombudsman is not satisfied yet: on {day} it asked for more.").format(day=day)
    words = _("The Ombudsman is not satisfied yet: on {day} it asked for more, by {by}.")
    return words.format(day=day, by=long_day(reply.by))


def _with_late(words: str, late: Late | None) -> str:
    if late is None:
        return words
    return f"{words} {_('Its day has passed: {late}.').format(late=late_words(late))}"


def _day(day: date | None) -> str:
    return long_day(day) if day else _("a day that is not known")
