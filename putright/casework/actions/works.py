"""Works that make a home safer, and money that the resident spent: asked, ordered, done, answered.

An order that was raised ends nothing: only works that are done, with something that shows it, do.
Where the resident says otherwise, both accounts stay.
"""

from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct

from putright.casework.actions.adding import (
    Saved,
    Sent,
    When,
    add,
    dated,
    opened_for,
    shown_by,
)
from putright.casework.actor import Actor
from putright.casework.queries.case_file import item_of
from putright.casework.queries.case_open import Open
from putright.casework.queries.works import all_keys, done_of, kept_by_works
from putright.casework.refused import Refused
from putright.core.events.parts import Cost, Evidence
from putright.core.timeline.items import Item
from putright.kit.say import _

PERMISSION = "case.works"
ORDERS = ("works.raised", "works.asked")


class Asked(Struct, frozen=True, kw_only=True):
    """Works that somebody asks for: in whose words, how they came, whether they are for safety."""

    words: str
    is_safety: bool
    by: str
    channel: str
    when: When


class Ordered(Struct, frozen=True, kw_only=True):
    """An order to the repairs team. ``asked`` is the number of the entry that asks for it.

    ``day`` is the one that the repairs team named. Without a reference nor a file it is claimed,
    and ``no_record`` says why.
    """

    words: str
    is_safety: bool
    when: When
    asked: int | None = None
    reference: str = ""
    day: date | None = None
    no_record: str = ""


class Ended(Struct, frozen=True, kw_only=True):
    """That works are done, or that nobody was let in: who says so, and what shows it.

    ``proof`` is a kind of evidence, "" where there is none; ``keeps`` are the keys of promises in
    words that the works keep.
    """

    number: int
    words: str
    who: str
    proof: str
    when: When
    no_record: str = ""
    keeps: tuple[str, ...] = ()


class Claimed(Struct, frozen=True, kw_only=True):
    """Money that somebody spent and asks for."""

    by: str
    words: str
    channel: str
    costs: tuple[Cost, ...]
    when: When


class Answered(Struct, frozen=True, kw_only=True):
    """Whether money is paid back: the decision, how much, why, and how the person was told."""

    number: int
    decision: str
    costs: tuple[Cost, ...]
    why: str
    channel: str
    when: When


def ask(*, actor: Actor, sent: Sent, told: Asked, now: datetime) -> Saved:
    """Write down that works are asked for; their order is then owed."""
    opened = opened_for(actor, sent, PERMISSION, now)
    _in_case(opened, told.by)
    new = dated(
        told.when, does=("works.asked",), by=told.by, channel=told.channel, about=("works",),
        safety=told.is_safety, text=told.words, evidence=shown_by(actor, sent, "note"),
    )  # fmt: skip
    return add(actor, sent, [new], now, permission=PERMISSION)


def order(*, actor: Actor, sent: Sent, told: Ordered, now: datetime) -> Saved:
    """Write down an order; what makes the home safer has its target by the risk from now on."""
    opened = opened_for(actor, sent, PERMISSION, now)
    asked = _of(opened, told.asked, ("works.asked",)) if told.asked else None
    shown = shown_by(actor, sent, "system record" if told.reference else "")
    _says_why(shown, told.no_record)
    new = dated(
        told.when.by(now), does=("works.raised",), by=actor.key, channel="internal",
        about=("works",),
        answers=all_keys(opened, asked.id) if asked else (), safety=told.is_safety,
        text=_with_why(told.words, told.no_record), reason=told.no_record, until=told.day,
        facts={"works": told.reference} if told.reference else {}, evidence=shown,
    )  # fmt: skip
    return add(actor, sent, [new], now, permission=PERMISSION)


def done(*, actor: Actor, sent: Sent, told: Ended, now: datetime) -> Saved:
    """Write down that works are done, who says so, and what shows it."""
    return _ended(actor, sent, told, "works.done", now)


def no_access(*, actor: Actor, sent: Sent, told: Ended, now: datetime) -> Saved:
    """Write down that nobody was let in. That moves no target: another try is owed."""
    return _ended(actor, sent, told, "works.no_access", now)


def account(
    *, actor: Actor, sent: Sent, number: int, by: str, words: str, channel: str, when: When,
    now: datetime,
) -> Saved:  # fmt: skip
    """Write down what somebody else says of the works; beside ours, and neither is changed."""
    opened = opened_for(actor, sent, PERMISSION, now)
    _in_case(opened, by)
    works = _of(opened, number, ORDERS)
    ended = done_of(opened, works.id)
    new = dated(
        when, does=("account.given",), by=by, channel=channel, about=("works",), text=words,
        disputes=tuple(each.id for each in ended), replies_to=() if ended else (works.id,),
        evidence=shown_by(actor, sent, "note"),
    )  # fmt: skip
    return add(actor, sent, [new], now, permission=PERMISSION)


def claim(*, actor: Actor, sent: Sent, told: Claimed, now: datetime) -> Saved:
    """Write down what somebody spent to be safe, with the receipts; an answer is then owed."""
    opened = opened_for(actor, sent, PERMISSION, now)
    _in_case(opened, told.by)
    if not told.costs:
        raise Refused(_("Say what was bought and what it cost."))
    new = dated(
        told.when, does=("cost.claimed",), by=told.by, channel=told.channel,
        about=("works", "money"), text=told.words, costs=told.costs,
        evidence=shown_by(actor, sent, "note"),
    )  # fmt: skip
    return add(actor, sent, [new], now, permission=PERMISSION)


def answer(*, actor: Actor, sent: Sent, told: Answered, now: datetime) -> Saved:
    """Write down that the person was told whether the money is paid back, and why."""
    opened = opened_for(actor, sent, PERMISSION, now)
    asked = _of(opened, told.number, ("cost.claimed",))
    claimed = sum((each.amount for each in asked.entry.costs), start=0)
    paid = sum((each.amount for each in told.costs), start=0)
    if paid > claimed:
        raise Refused(_("That is more than was asked for. Offer more as redress, with a reason."))
    new = dated(
        told.when, does=("cost.answered",), by=actor.key, to=(asked.entry.by,),
        channel=told.channel, about=("works", "money"), text=told.why,
        answers=all_keys(opened, asked.id), costs=told.costs, contains=("reasons", "decision"),
        facts={"decision": told.decision}, evidence=shown_by(actor, sent, "note"),
    )  # fmt: skip
    return add(actor, sent, [new], now, permission=PERMISSION)


def _ended(actor: Actor, sent: Sent, told: Ended, act: str, now: datetime) -> Saved:
    opened = opened_for(actor, sent, PERMISSION, now)
    works = _of(opened, told.number, ORDERS)
    _who(opened, told.who)
    shown = shown_by(actor, sent, told.proof)
    _says_why(shown, told.no_record)
    new = dated(
        told.when, does=(act,), by=actor.key, channel="internal", about=("works",),
        answers=all_keys(opened, works.id), safety=works.entry.safety,
        text=_with_why(_said_by(opened, told), told.no_record), reason=told.no_record,
        facts=dict(works.entry.facts), evidence=shown,
        keeps=tuple(each.pledge for each in kept_by_works(opened) if each.key in told.keeps),
    )  # fmt: skip
    return add(actor, sent, [new], now, permission=PERMISSION)


def _said_by(opened: Open, told: Ended) -> str:
    who = opened.name(told.who) if told.who in opened.parts else told.who
    return _("{words}\nWho says so: {who}.").format(words=told.words, who=who)


def _with_why(words: str, no_record: str) -> str:
    if not no_record:
        return words
    return f"{words}\n{_('No record, because: {why}').format(why=no_record)}"


def _says_why(shown: Sequence[Evidence], no_record: str) -> None:
    if not shown and not no_record:
        raise Refused(_("Say what shows it, or why there is no record."))


def _who(opened: Open, who: str) -> None:
    if not who:
        raise Refused(_("Say who tells us so."))
    if who in opened.parts and opened.parts[who].side == "other party":
        raise Refused(_("The person complained of does not speak for the works in this home."))


def _in_case(opened: Open, key: str) -> None:
    known = opened.parts.get(key)
    if known is None and key != "resident":
        raise Refused(_("Choose somebody who is in this case."))
    if known is not None and known.side in ("other party", "landlord"):
        raise Refused(_("Choose the resident, or somebody who speaks for the resident."))


def _of(opened: Open, number: int, acts: tuple[str, ...]) -> Item:
    item = item_of(opened, number)
    if item.struck_by or set(acts).isdisjoint(item.acts):
        raise Refused(_("That entry was corrected, or is about something else. Open Works again."))
    return item
