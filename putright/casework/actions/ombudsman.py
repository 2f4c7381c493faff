"""What the Ombudsman asked, ordered and was sent: each an entry, each day a promise of its own.

A day that the Ombudsman names binds at once; where none is named the pack's does. An order is over
when a record shows it and the Ombudsman was sent that record.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

from msgspec import Struct

from putright.casework.actions import ombudsman_report
from putright.casework.actions.adding import Saved, Sent, When, add, dated, opened_for, shown_by
from putright.casework.actions.proving import evidence_of, showing
from putright.casework.actor import Actor
from putright.casework.queries.case_open import Open
from putright.casework.refused import NotRight
from putright.core.events.entry import Entry
from putright.core.events.parts import Pledge
from putright.core.practice import ombudsman
from putright.kit.dates import long_day, time_of
from putright.kit.say import _
from putright.stores.record.ledger.read import Kept

PERMISSION = "complaint.handle"
WRITTEN_DOWN = "note"
"""What shows that the Ombudsman was in touch: a note made then; and the message, if it is kept."""
TAKEN_UP = ("intervention", "other")
"""Steps that may bring a complaint, to be acknowledged as any other; papers are only sent."""


class Want(Struct, frozen=True):
    """A thing asked for or ordered: what, by which day if one is named; an order may be money."""

    what: str
    due: date | None = None
    amount: Decimal | None = None
    head: str = ""
    includes_offers: bool | None = None
    kind: str = ""
    ref: str = ""


class Asked(Struct, frozen=True, kw_only=True):
    """The Ombudsman was in touch: which step, in what words, and what it wants."""

    step: str
    words: str
    channel: str
    when: When
    wants: tuple[Want, ...]
    complaint: str = ""
    stage: int = 0
    is_another: bool = False
    """A person said that it is another one than the same that is on record of that day."""


class Determined(Struct, frozen=True, kw_only=True):
    """A determination: its words in short, its orders, and what it only recommends."""

    reference: str
    words: str
    when: When
    orders: tuple[Want, ...]
    recommendations: tuple[str, ...] = ()
    complaint: str = ""


class Done(Struct, frozen=True, kw_only=True):
    """Something done about what was asked or ordered: the ids, the words, how it went."""

    chosen: tuple[str, ...]
    words: str
    channel: str
    when: When
    proof: str = ""


class Answer(Struct, frozen=True):
    """What was sent of what the Ombudsman asked for, and the entry that shows it, if one does."""

    done: Done
    entry: int | None = None


def approached(
    *, actor: Actor, sent: Sent, words: str, when: When, channel: str, complaint: str, now: datetime
) -> Saved:
    """The resident has gone to the Ombudsman."""
    entry = dated(
        when, does=(ombudsman.APPROACHED,), by="resident", to=("ombudsman",), channel=channel,
        about=("complaint",), complaint=complaint, text=words,
        evidence=shown_by(actor, sent, WRITTEN_DOWN),
    )  # fmt: skip
    return _add(actor, sent, [entry], now)


def asked(*, actor: Actor, sent: Sent, told: Asked, now: datetime) -> Saved:
    """The Ombudsman asks: each thing is owed by the day it names, above our own days."""
    opened = opened_for(actor, sent, PERMISSION, now)
    _counted(opened, told.when.on)
    if not told.is_another and (same := _same(opened, told)) is not None:
        raise NotRight(_same_words(same, now), field="is_another")
    is_of_complaint = told.complaint and told.step in TAKEN_UP
    about = ("complaint",) if is_of_complaint else ("asb",)
    entry = dated(
        told.when, does=(ombudsman.ASKED,), by="ombudsman", to=("landlord",), channel=told.channel,
        about=about, complaint=told.complaint, stage=told.stage, text=told.words,
        wants=tuple(_pledge("want", one) for one in told.wants), facts={"step": told.step},
        evidence=shown_by(actor, sent, WRITTEN_DOWN),
    )  # fmt: skip
    return _add(actor, sent, [entry], now)


def answered(*, actor: Actor, sent: Sent, told: Answer, now: datetime) -> Saved:
    """We answered: what was sent keeps what it is for, by that day; without a record it is said."""
    opened, done = opened_for(actor, sent, PERMISSION, now), told.done
    wants = {one.want.id: one for one in ombudsman.wanted(opened.run.timeline)}
    chosen = [wants[key] for key in _known(done.chosen, wants)]
    shows = showing(opened, told.entry)
    # naming what carried an order out would say that its proof was sent, and that is another form
    is_of_order = shows is not None and ombudsman.CARRIED_OUT in shows.acts
    complaint = next((one.item.entry.complaint for one in chosen if one.item.entry.complaint), "")
    entry = dated(
        done.when, does=(ombudsman.ANSWERED,), by=actor.key, to=("ombudsman",),
        channel=done.channel, about=("complaint",), complaint=complaint, text=done.words,
        keeps=done.chosen, answers=(shows.id,) if shows and not is_of_order else (),
        evidence=evidence_of(actor, sent, done.proof, shows),
    )  # fmt: skip
    return _add(actor, sent, [entry], now)


def determined(*, actor: Actor, sent: Sent, told: Determined, now: datetime) -> Saved:
    """A determination: orders bind, recommendations are kept apart. One of a day, once."""
    opened = opened_for(actor, sent, PERMISSION, now)
    _counted(opened, told.when.on)
    if ombudsman.determined_on(opened.run.timeline, told.when.on):
        told_before = _("A determination of that day is on record already. If it is wrong, "
                        "correct that entry.")  # fmt: skip
        raise NotRight(told_before, field="on")
    facts: dict[str, str | int | bool] = {"step": "determination"}
    if told.recommendations:
        facts["recommended"] = len(told.recommendations)
    said = "\n".join(_("Recommended: {what}").format(what=one) for one in told.recommendations)
    entry = dated(
        told.when, does=(ombudsman.DETERMINED,), by="ombudsman", to=("landlord", "resident"),
        about=("complaint",), complaint=told.complaint, text=told.words, reason=said,
        refs=(told.reference,) if told.reference else (), facts=facts,
        orders=tuple(_pledge("order", one) for one in told.orders),
        evidence=shown_by(actor, sent, WRITTEN_DOWN),
    )  # fmt: skip
    saved = _add(actor, sent, [entry], now)
    ombudsman_report.forget(actor, sent.near.case_id)
    return saved


def _counted(opened: Open, day: date) -> None:
    """A day that binds is one that can be counted from."""
    first = opened.run.calendar.first
    if day < first:
        words = _("No day before {first} can be counted from here. Look at the day, such as "
                  "27/3/2026.")  # fmt: skip
        raise NotRight(words.format(first=long_day(first)), field="on")


def _same(opened: Open, told: Asked) -> Kept | None:
    """The request of that day and step on record that wants the same, in the same words."""
    wants = [_plain(one.what) for one in told.wants]
    for item in opened.run.timeline.doing((ombudsman.ASKED,)):
        entry = item.entry
        is_same = item.when.date == told.when.on and entry.facts.get("step") == told.step
        if is_same and not item.struck_by and [_plain(one.what) for one in entry.wants] == wants:
            return opened.kept(item.id)
    return None


def _same_words(same: Kept, now: datetime) -> str:
    at = same.recorded_at.astimezone(now.tzinfo)
    words = _("This looks like the one recorded on {day} at {time}. Tick that it is another one, "
              "or go back.")  # fmt: skip
    return words.format(day=long_day(at), time=time_of(at))


def _plain(words: str) -> str:
    return " ".join(words.casefold().split()).rstrip(".")


def _known(chosen: Sequence[str], there: Iterable[str]) -> Sequence[str]:
    if not chosen or not set(there).issuperset(chosen):
        raise NotRight(_("Choose from what stands there now. It may have changed."), field="chosen")
    return chosen


def _pledge(kind: str, one: Want) -> Pledge:
    return Pledge(
        id=f"{kind}-{uuid4().hex[:10]}", what=one.what, due=one.due, head=one.head,
        amount=one.amount, includes_offers=one.includes_offers, kind=one.kind, ref=one.ref,
    )  # fmt: skip


def _add(actor: Actor, sent: Sent, entries: list[Entry], now: datetime) -> Saved:
    return add(actor, sent, entries, now, permission=PERMISSION)
