"""Agreeing how to be in touch, an update without news, and one that the resident does not want."""

from datetime import date, datetime
from uuid import uuid4

from msgspec import Struct

from putright.casework import letters
from putright.casework.actions.adding import NOTE, Saved, Sent, When, add, dated, opened_for
from putright.casework.actions.contacts import barred_for
from putright.casework.actor import Actor
from putright.casework.queries import updates
from putright.casework.queries.case_open import Open
from putright.casework.queries.update_rhythm import FORM, SPANS, words_of
from putright.casework.queries.updates import SENDS, WAYS, NothingNew
from putright.casework.refused import Refused
from putright.core.events.parts import Answer, Evidence, Pledge
from putright.kit.dates import list_day
from putright.kit.say import _

TALKED = {"phone": "contact.made", "in person": "contact.made", "visit": "asb.visited"}
WRITTEN = frozenset({"text", "email", "letter"})
AGAIN = ("contact.made", "asb.visited")


class Schedule(Struct, frozen=True, kw_only=True):
    """What was agreed about being in touch: how often, by which way; how and with whom."""

    every: str
    channel: str
    best: str
    whom: str
    how: str
    when: When
    first_on: date | None = None


class Wish(Struct, frozen=True, kw_only=True):
    """That somebody does not want the next update, in their words, and from when they do again."""

    whom: str
    channel: str
    when: When
    words: str
    until: date


def agree(*, actor: Actor, sent: Sent, told: Schedule, now: datetime) -> Saved:
    """Write down how often, and by which way, we are in touch."""
    opened = opened_for(actor, sent, "case.plan", now, what="updates")
    if told.every not in SPANS or told.channel not in WAYS:
        raise Refused(_("Say how often, and by which way."))
    for channel in (told.channel, told.how):
        _refuse_barred(opened, told.whom, channel)
    does = ["asb.update_schedule_agreed"]
    does += [TALKED[told.how]] if told.how in TALKED else []
    words = _("We agreed to be in touch {every}, {channel}.").format(
        every=words_of(told.every), channel=_by(told.channel)
    )
    given = [Answer(question="channel", answer=told.channel)]
    given += [Answer(question="best", answer="said", says=told.best)] if told.best else []
    entry = dated(
        told.when, does=tuple(does), by=actor.key, to=(told.whom,), channel=told.how,
        about=("asb",), text="\n".join(each for each in (words, told.best) if each),
        evidence=NOTE, every=told.every, until=told.first_on, form=FORM, given=tuple(given),
        facts={"how": told.channel},
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission="case.plan")


def nothing_new(
    *, actor: Actor, sent: Sent, told: NothingNew, whom: str, channel: str, when: When,
    now: datetime,
) -> Saved:  # fmt: skip
    """Keep an update without news as it went, by a way that is safe; the next day is a promise."""
    opened = opened_for(actor, sent, "case.plan", now, what="updates")
    if channel not in SENDS:
        raise Refused(_("Say how it was sent."))
    _refuse_barred(opened, whom, channel)
    page = updates.agreeing(actor, opened.case.id, now=now)
    letter = updates.letter_of(page, told)
    kept = letters.keep(actor=actor, near=sent.near, letter=letter, now=now)
    again = Pledge(
        id=f"p-{uuid4().hex[:10]}", what=_("to be in touch again, whatever has come"),
        due=told.next_on, does=AGAIN,
    )  # fmt: skip
    entry = dated(
        when, does=("contact.made",), by=actor.key, to=(whom,), channel=channel, about=("asb",),
        text=_("Nothing new. Waiting for: {waiting}, until {until}.").format(
            waiting=told.waiting.rstrip("."), until=list_day(told.until)
        ),
        evidence=(Evidence(kind=channel),) if channel in WRITTEN else NOTE,
        contains=("progress",), promises=(again,),
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission="case.plan", kept=(kept,))


def skip(*, actor: Actor, sent: Sent, told: Wish, now: datetime) -> Saved:
    """Leave the next update out because the resident wishes so, until the day they named."""
    opened = opened_for(actor, sent, "case.plan", now, what="updates")
    rhythm = updates.agreeing(actor, opened.case.id, now=now).rhythm
    span = rhythm.span
    if not span:
        raise Refused(_("No updates are promised in this case, so there is none to leave out."))
    wish = dated(
        told.when, does=("asb.update_not_wanted",), by=told.whom, channel=told.channel,
        about=("asb",), text=told.words, reason=told.words, evidence=NOTE, until=told.until,
    )  # fmt: skip
    agreed = dated(
        told.when, does=("asb.update_schedule_agreed",), by=actor.key, to=(told.whom,),
        channel=told.channel, about=("asb",), every=span, until=told.until, form=FORM,
        text=_("The next update is left out as they wish. They hear from us by {day}.").format(
            day=list_day(told.until)
        ),
        evidence=NOTE, given=rhythm.given,
    )  # fmt: skip
    return add(actor, sent, [wish, agreed], now, permission="case.plan")


def _refuse_barred(opened: Open, whom: str, channel: str) -> None:
    if channel in barred_for(opened, whom):
        words = _("They asked us not to use this way: {channel}. Nothing was saved.")
        raise Refused(words.format(channel=_(channel)))


def _by(channel: str) -> str:
    return _("in person") if channel == "in person" else _("by {way}").format(way=_(channel))
