"""What is done about the Ombudsman's orders: carried out, in part, by an apology, proven, answered.

Nothing is written down as done that a file or an entry with a record does not show; what is only
said stays owed. Money is written down on the page of money and nowhere else.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import uuid4

from msgspec import Struct

from putright.casework import apologies
from putright.casework.actions.adding import Saved, Sent, When, add, dated, opened_for, shown_by
from putright.casework.actions.ombudsman import PERMISSION, WRITTEN_DOWN, Done
from putright.casework.actions.proving import evidence_of, item_named, showing
from putright.casework.actor import Actor
from putright.casework.apologies import Signed
from putright.casework.orders import Orders
from putright.casework.queries.case_open import Open
from putright.casework.refused import NotRight
from putright.core.claims.apology import worst
from putright.core.events.entry import Entry
from putright.core.events.parts import Answer, Evidence, Pledge
from putright.core.practice import ombudsman, ombudsman_replies
from putright.core.practice.ombudsman_replies import MORE_PROOF, OF_ORDERS
from putright.core.redress.compliance import DONE_BEFORE, PART_DONE, Compliance
from putright.core.timeline.items import Item
from putright.kit.dates import long_day
from putright.kit.say import _

WHOLE, PART, BEFORE = "whole", "part", "before"
PACK_MADE = "order.pack_made"
RECOMMENDATIONS = "recommendations"


class Carried(Struct, frozen=True, kw_only=True):
    """Orders that were carried out: how far, and the entry that shows it, where one does."""

    done: Done
    how: str = WHOLE
    entry: int | None = None


class Apologised(Struct, frozen=True, kw_only=True):
    """An apology: for which order, by which letter, signed by whom; kept, or only said, and why."""

    order: str
    letter: int | None
    signed: Signed
    is_kept: bool
    reason: str = ""
    on: date | None = None


class Replied(Struct, frozen=True, kw_only=True):
    """What the Ombudsman says of the proof of orders; what more it wants, and by which day."""

    orders: tuple[str, ...]
    is_satisfied: bool
    words: str
    channel: str
    when: When
    more: str = ""
    due: date | None = None


class Reviewed(Struct, frozen=True, kw_only=True):
    """Somebody asked for a review: the resident or we, on what grounds."""

    is_ours: bool
    words: str
    channel: str
    when: When


def carried_out(*, actor: Actor, sent: Sent, told: Carried, now: datetime) -> Saved:
    """Orders were carried out whole, in part, or needed nothing. Without a record it is said."""
    opened = opened_for(actor, sent, PERMISSION, now)
    done = told.done
    chosen = _chosen(done.chosen, Orders(opened).by_way("carry"))
    shows = showing(opened, told.entry)
    evidence = evidence_of(actor, sent, done.proof, shows)
    if told.how == BEFORE and not evidence:
        raise NotRight(_("Nothing shows that it had been done. Attach what does."), field="proof")
    is_part = told.how == PART
    facts: dict[str, str | int | bool] = {"how": PART} if is_part else {}
    if is_part:
        facts[OF_ORDERS] = " ".join(done.chosen)
    if told.how == BEFORE:
        facts["how"] = DONE_BEFORE
    entry = dated(
        done.when, does=(PART_DONE if is_part else ombudsman.CARRIED_OUT,), by=actor.key,
        channel=done.channel, about=("complaint",), text=done.words, facts=facts,
        keeps=() if is_part else done.chosen,
        answers=(shows.id,) if shows else (), evidence=evidence, complaint=complaint_of(chosen),
    )  # fmt: skip
    return _add(actor, sent, entry, now)


def apologised(*, actor: Actor, sent: Sent, told: Apologised, now: datetime) -> Saved:
    """An apology that was ordered went. One that fails the check is kept only with a reason."""
    opened = opened_for(actor, sent, PERMISSION, now)
    one = _chosen((told.order,), Orders(opened).by_way("apology"))[0]
    letter = _letter(opened, told.letter, one)
    when = _when(letter, told.on, now)
    signed = apologies.signature(opened, letter, told.signed)
    lines = apologies.checked(
        opened, one, letter, signed, on=when.on, attached=[each.id for each in sent.files]
    )  # fmt: skip
    state = worst(lines)
    if told.is_kept and state == "fails" and not told.reason.strip():
        words = _("It fails the check. Mend it and send another, or say why it keeps the order all "
                  "the same; else it is written down as said.")  # fmt: skip
        raise NotRight(words, field="reason")
    if told.is_kept and letter is None and not sent.files:
        raise NotRight(_("Nothing shows it. Attach the letter, or choose it."), field="letter")
    entry = dated(
        when, does=(ombudsman.CARRIED_OUT,), by=actor.key, about=("complaint",),
        channel=letter.entry.channel if letter else "document", keeps=(told.order,),
        answers=(letter.id,) if letter else (), facts={"apology": state},
        text=_apology_words(letter, signed, when), reason=told.reason.strip(),
        complaint=complaint_of([one]),
        evidence=_of_letter(actor, sent, letter) if told.is_kept else (),
    )  # fmt: skip
    return _add(actor, sent, entry, now)


def proof_sent(
    *, actor: Actor, sent: Sent, told: Done, papers: int | None, now: datetime
) -> Saved:  # fmt: skip
    """The Ombudsman was sent what shows orders carried out: the papers made, or other files."""
    opened = opened_for(actor, sent, PERMISSION, now)
    done = _chosen(told.chosen, [one for one in Orders(opened).all if one.is_done])
    pack = _papers(opened, papers)
    shows = shown_by(actor, sent, told.proof, *(("document",) if pack else ()))
    if told.proof and not sent.files and pack is None:
        raise NotRight(_("Attach what was sent, or choose the papers that were made."),
                       field="proof")  # fmt: skip
    entry = dated(
        told.when, does=(ombudsman.ANSWERED,), by=actor.key, to=("ombudsman",),
        channel=told.channel, about=("complaint",), text=told.words,
        complaint=complaint_of(done), answers=(*_carried(done), *((pack.id,) if pack else ())),
        evidence=shows if told.proof else (),
    )  # fmt: skip
    return _add(actor, sent, entry, now)


def replied(*, actor: Actor, sent: Sent, told: Replied, now: datetime) -> Saved:
    """The Ombudsman accepts the proof, or wants more by a day: that is owed at once."""
    opened = opened_for(actor, sent, PERMISSION, now)
    sent_of = [one for one in Orders(opened).all if one.sent_on is not None]
    chosen = _chosen(told.orders, sent_of)
    wants: tuple[Pledge, ...] = ()
    if not told.is_satisfied:
        wants = (Pledge(id=f"want-{uuid4().hex[:10]}", what=told.more, due=told.due),)
    facts: dict[str, str | int | bool] = {OF_ORDERS: " ".join(told.orders)}
    if wants:
        facts["step"] = MORE_PROOF
    entry = dated(
        told.when, does=(ombudsman_replies.SATISFIED if told.is_satisfied else ombudsman.ASKED,),
        by="ombudsman", to=("landlord",), channel=told.channel, text=told.words, wants=wants,
        facts=facts, about=("asb",), complaint=complaint_of(chosen),
        evidence=shown_by(actor, sent, WRITTEN_DOWN),
    )  # fmt: skip
    return _add(actor, sent, entry, now)


def review_asked(*, actor: Actor, sent: Sent, told: Reviewed, now: datetime) -> Saved:
    """Somebody asks the Ombudsman to look again. No day of any order moves because of it."""
    opened = opened_for(actor, sent, PERMISSION, now)
    made = opened.run.timeline.standing(ombudsman.DETERMINED)
    if not made or told.when.on < made[-1].when.date:
        raise NotRight(_("There is no determination of that day, or before it."), field="on")
    entry = dated(
        told.when, does=(ombudsman_replies.REVIEW_ASKED,),
        by=actor.key if told.is_ours else "resident", to=("ombudsman",), channel=told.channel,
        about=("complaint",), text=told.words, answers=(made[-1].id,),
        complaint=made[-1].entry.complaint,
        evidence=shown_by(actor, sent, WRITTEN_DOWN),
    )  # fmt: skip
    return _add(actor, sent, entry, now)


def recommendations_answered(
    *, actor: Actor, sent: Sent, answers: Sequence[Answer], when: When, now: datetime
) -> Saved:
    """What becomes of what the Ombudsman recommends: an answer each, and why."""
    opened = opened_for(actor, sent, PERMISSION, now)
    known = {one.key: one for one in ombudsman_replies.recommended(opened.run.timeline)}
    if not answers or not known.keys() >= {each.question for each in answers}:
        raise NotRight(_("Choose from what stands there now. It may have changed."))
    items = {known[each.question].item.id: known[each.question].item for each in answers}
    complaint = next((key for one in items.values() if (key := one.entry.complaint)), "")
    entry = dated(
        when, does=(ombudsman_replies.CONSIDERED,), by=actor.key, channel="internal",
        about=("complaint",), form=RECOMMENDATIONS, given=tuple(answers), answers=tuple(items),
        complaint=complaint,
        text=_("Answered {n} of what the Ombudsman recommends.").format(n=len(answers)),
        evidence=shown_by(actor, sent, WRITTEN_DOWN),
    )  # fmt: skip
    return _add(actor, sent, entry, now)


def _chosen(keys: Sequence[str], there: Sequence[Compliance]) -> list[Compliance]:
    known = {one.order.order.id: one for one in there}
    if not keys or not known.keys() >= set(keys):
        raise NotRight(_("Choose from what stands there now. It may have changed."), field="chosen")
    return [known[key] for key in keys]


def complaint_of(found: Sequence[Compliance]) -> str:
    """The complaint that orders belong to, so that whoever it names reads nothing of them."""
    return next((key for one in found if (key := one.order.item.entry.complaint)), "")


def _carried(found: Sequence[Compliance]) -> list[str]:
    """The entries that show orders done."""
    keys = [item.id for one in found for item in one.order.done if item.is_evidenced]
    return list(dict.fromkeys(keys))


def _letter(opened: Open, number: int | None, one: Compliance) -> Item | None:
    item = item_named(opened, number, "letter")
    there = {each.id for each in apologies.letters(opened, [one.order.item])}
    if item is not None and item.id not in there:
        raise NotRight(_("Choose a letter that went after the order."), field="letter")
    return item


def _papers(opened: Open, number: int | None) -> Item | None:
    item = item_named(opened, number, "papers")
    if item is not None and (PACK_MADE not in item.acts or item.struck_by):
        raise NotRight(_("Choose the papers that were made."), field="papers")
    return item


def _of_letter(actor: Actor, sent: Sent, letter: Item | None) -> tuple[Evidence, ...]:
    """The record of an apology: its letter; one that a server has not taken shows nothing."""
    kinds = [each.kind for each in letter.entry.evidence] if letter is not None else ["letter"]
    return shown_by(actor, sent, *kinds)


def _when(letter: Item | None, on: date | None, now: datetime) -> When:
    if letter is not None:
        return When(letter.when.date, letter.entry.at)
    if on is None:
        raise NotRight(_("On which day was it given?"), field="on")
    if on > now.date():
        raise NotRight(_("That day has not come yet."), field="on")
    return When(on)


def _apology_words(letter: Item | None, signed: Signed, when: When) -> str:
    day = long_day(when.on)
    words = _("Apologised by the letter of {day}.") if letter else _("Apologised on {day}.")
    who = ", ".join(part for part in (signed.name, signed.post) if part)
    return words.format(day=day) + (f" {_('Signed by {who}.').format(who=who)}" if who else "")


def _add(actor: Actor, sent: Sent, entry: Entry, now: datetime) -> Saved:
    return add(actor, sent, [entry], now, permission=PERMISSION)
