"""Closing a case: hearing the resident, asking for it, a second person's decision, the letter, the
closing itself, and taking it back. One case at a time; nothing closes because nobody answered.
"""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import uuid4

from msgspec import Struct
from msgspec.structs import replace

from putright.casework import desk, letters, permissions
from putright.casework.actions.adding import NOTE, Sent, When, add, shown_by
from putright.casework.actor import Actor
from putright.casework.closing import (
    FORM,
    LETTER_SAYS,
    ClosingNow,
    answers,
    barred_ways,
    closing_now,
    never_excused,
    why_not,
)
from putright.casework.closing_letter import asking_letter, closing_letter, too_large
from putright.casework.desk import Saved as Saved
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.safe_ways import OUTSIDE
from putright.casework.refused import NotRight, Refused
from putright.core.events.entry import HOUSEHOLD, Entry
from putright.core.events.parts import Evidence, Pledge
from putright.core.letters import Letter
from putright.core.practice.closing_stage import GRANTED, KEPT_OPEN, OBJECTS
from putright.kit.dates import long_day
from putright.kit.say import _
from putright.stores.record.ledger.translate import Attached

SYSTEM = (Evidence(kind="system record"),)
NOT_REACHED = "not reached"
SENT_BY: Mapping[str, tuple[str, str]] = {
    "letter": ("letter", "letter"),
    "email": ("email", "email"),
    "document": ("letter", "visit"),
}
"""How a closing letter can go: its kind of evidence, and the channel that must not be barred.

It is always in writing; handed over on a visit it is a document.
"""


class Heard(Struct, frozen=True, kw_only=True):
    """What the resident says of closing: agrees, objects (with the day it is looked at again), or
    could not be reached."""

    whom: str
    says: str
    text: str
    channel: str
    when: When
    again_on: date | None = None


def hear(*, actor: Actor, sent: Sent, heard: Heard, now: datetime) -> Saved:
    """Write down what the resident says about closing, in their words."""
    opened, found = _opened(actor, sent, now)
    _check_open(found)
    _check_whom(opened, heard.whom)
    if heard.says == NOT_REACHED:
        return add(
            actor, sent, [_not_reached(actor, heard, found, now)], now, permission="case.close"
        )
    check_safe(opened, heard.whom, heard.channel)
    if heard.says == OBJECTS and (heard.again_on is None or heard.again_on <= now.date()):
        words = _("Say on which day the closing is looked at again. It must be to come.")
        raise NotRight(words, field="again_on")
    promises = _to_look_again(heard) if heard.says == OBJECTS else ()
    entry = Entry(
        id="",
        does=("asb.closure_consulted", "contact.made"),
        text=heard.text,
        on=None if heard.when.at else heard.when.on,
        at=heard.when.at,
        by=actor.key,
        to=(heard.whom,),
        channel=heard.channel,
        about=("asb",),
        contains=("resident's view",),
        until=heard.again_on if heard.says == OBJECTS else None,
        facts={"decision": heard.says},
        evidence=shown_by(actor, sent, "note"),
        promises=promises,
    )
    return add(actor, sent, [entry], now, permission="case.close")


def _not_reached(actor: Actor, heard: Heard, found: ClosingNow, now: datetime) -> Entry:
    if not found.tried:
        raise NotRight(
            _(
                "That nobody answered the phone is no reason. It takes at least three tries since "
                "the resident was last heard, each with its record, on two days or more and by "
                "more ways than one. Log the tries first."
            )
        )
    return Entry(
        id="",
        does=("asb.closure_consulted",),
        text=heard.text,
        at=now,
        by=actor.key,
        to=(heard.whom,),
        channel="internal",
        refs=tuple(item.id for item in found.tried),
        facts={"decision": NOT_REACHED},
        evidence=SYSTEM,
    )


def _to_look_again(heard: Heard) -> tuple[Pledge, ...]:
    what = _("Go through the closing again with the resident, who objects.")
    again = Pledge(
        id=f"closing-{uuid4().hex[:8]}", what=what, due=heard.again_on,
        does=("asb.closure_consulted",),
    )  # fmt: skip
    return (again,)


def ask(
    *, actor: Actor, sent: Sent, ground: str, reasons: str, excused: Mapping[str, str],
    now: datetime,
) -> Saved:  # fmt: skip
    """Ask a second person to agree to closing; ``excused`` are gaps, each with a written reason."""
    opened, found = _opened(actor, sent, now)
    permissions.check(actor, "case.close", opened.near)
    _check_open(found)
    told = {key: why.strip() for key, why in excused.items() if why.strip()}
    if fixed := never_excused(found, today=now.date()):
        raise Refused(" ".join(fixed))
    _refuse(why_not(found, told, today=now.date()))
    _check_words(found, reasons, *told.values())
    entry = Entry(
        id="",
        does=("asb.closure_asked",),
        text=reasons.strip(),
        reason=reasons.strip(),
        at=now,
        by=actor.key,
        channel="internal",
        form=FORM,
        given=answers(found, told),
        facts={"decision": ground},
        evidence=SYSTEM,
    )
    return add(actor, sent, [entry], now, permission="case.close")


def decide(*, actor: Actor, sent: Sent, grant: bool, reason: str, now: datetime) -> Saved:
    """Agree to the closing that was asked for, or keep the case open; never by who asked."""
    opened, found = _opened(actor, sent, now)
    permissions.check(actor, "case.sign_closing", opened.near)
    asked = found.stage.asked
    if asked is None or found.stage.name != "asked":
        raise Refused(_("Nobody has asked for this case to be closed."))
    if opened.is_own(asked):
        raise Refused(_("You asked for this closing. Somebody else must decide on it."))
    if grant:
        _refuse(why_not(found, found.excused, today=now.date()))
    entry = Entry(
        id="",
        does=("asb.closure_reviewed",),
        text=reason.strip(),
        reason=reason.strip(),
        at=now,
        by=actor.key,
        channel="internal",
        answers=(asked.id,),
        form=FORM,
        given=answers(found, found.excused),
        facts={"decision": GRANTED if grant else KEPT_OPEN},
        evidence=SYSTEM,
    )
    return add(actor, sent, [entry], now, permission="case.sign_closing")


def write_first(
    *, actor: Actor, sent: Sent, whom: str, channel: str, answer_by: date, now: datetime
) -> Saved:
    """Keep a letter that asks what the resident thinks, where nobody reached them."""
    opened, found = _opened(actor, sent, now)
    permissions.check(actor, "case.close", opened.near)
    _check_open(found)
    _check_whom(opened, whom)
    _check_way(opened, whom, channel)
    letter = asking_letter(opened, found, whom=whom, answer_by=answer_by)
    kept = _keep(actor, sent, opened, letter, now)
    entry = Entry(
        id="",
        does=("contact.made",),
        text=_("A letter that asks what they think about closing, and to answer by {day}.").format(
            day=long_day(answer_by)
        ),
        at=now,
        by=actor.key,
        to=(whom,),
        channel=channel,
        about=("asb",),
        contains=("last call",),
        until=answer_by,
        evidence=(Evidence(kind=SENT_BY[channel][0]),),
    )
    return add(actor, replace(sent, files=(kept,)), [entry], now, permission="case.close")


def announce(
    *, actor: Actor, sent: Sent, whom: str, channel: str, own_words: str, now: datetime
) -> Saved:
    """Keep the closing letter as it went out, by a way that is safe for the resident."""
    opened, found = _opened(actor, sent, now)
    permissions.check(actor, "case.close", opened.near)
    _check_step(found, "granted", _("Nobody has agreed to closing this case."))
    _refuse(why_not(found, found.excused, today=now.date()))
    _check_whom(opened, whom)
    _check_way(opened, whom, channel)
    _check_words(found, own_words)
    asked = found.stage.asked
    reasons = asked.entry.reason if asked is not None else ""
    letter = closing_letter(opened, found, whom=whom, reasons=reasons, own_words=own_words)
    kept = _keep(actor, sent, opened, letter, now)
    entry = Entry(
        id="",
        does=("asb.closure_announced",),
        text=_("The closing letter, as it is kept with this entry."),
        reason=reasons,
        at=now,
        by=actor.key,
        to=(whom,),
        channel=channel,
        about=("asb",),
        contains=LETTER_SAYS,
        evidence=(Evidence(kind=SENT_BY[channel][0]),),
    )
    return add(actor, replace(sent, files=(kept,)), [entry], now, permission="case.close")


def close(*, actor: Actor, sent: Sent, now: datetime) -> Saved:
    """Close the case: after the letter, and only if nothing has come up since."""
    opened, found = _opened(actor, sent, now)
    permissions.check(actor, "case.close", opened.near)
    refusals = why_not(found, found.excused, today=now.date())
    if found.stage.name != "announced":
        refusals = [*refusals, _("The closing letter has not gone out.")]
    _check_open(found)
    if refusals:
        raise Refused(" ".join(refusals))
    steps = (found.stage.asked, found.stage.granted, found.stage.announced)
    entry = Entry(
        id="",
        does=("asb.case_closed",),
        text=_("Closed, after the letter to the resident."),
        at=now,
        by=actor.key,
        channel="internal",
        refs=tuple(item.id for item in steps if item is not None),
        evidence=SYSTEM,
    )
    return add(actor, sent, [entry], now, permission="case.close")


def take_back(*, actor: Actor, sent: Sent, how: str, reason: str, now: datetime) -> Saved:
    """Undo a closing, or one that was announced: the same case, with its old clocks."""
    opened, found = _opened(actor, sent, now)
    permissions.check(actor, "case.close", opened.near)
    acts = {"closed": "asb.case_reopened", "announced": "asb.closure_withdrawn"}
    act = acts.get(found.stage.name)
    if act is None:
        raise Refused(_("This case is open. There is no closing to take back."))
    entry = Entry(
        id="",
        does=(act,),
        text=reason.strip(),
        reason=reason.strip(),
        at=now,
        by=actor.key,
        channel="internal",
        facts={"how": how},
        evidence=SYSTEM,
    )
    return add(actor, sent, [entry], now, permission="case.close")


def follow_up(
    *, actor: Actor, sent: Sent, whom: str, channel: str, text: str, unhappy: bool, when: When,
    now: datetime,
) -> Saved:  # fmt: skip
    """Write down how the resident is after the closing, in their words."""
    opened, found = _opened(actor, sent, now)
    _check_step(found, "closed", _("This case is open. A check comes after a closing."))
    _check_whom(opened, whom)
    check_safe(opened, whom, channel)
    told = {"on": None if when.at else when.on, "at": when.at, "channel": channel}
    ours = Entry(
        id="", does=("asb.followed_up", "contact.made"), text=text, by=actor.key, to=(whom,),
        about=("asb",), contains=("welfare",), evidence=shown_by(actor, sent, "note"), **told,  # type: ignore[arg-type]
    )  # fmt: skip
    theirs = Entry(
        id="", does=("contact.received",), by=whom, dissatisfied=True, evidence=NOTE,
        text=_("They are unhappy with us: “{words}”").format(words=text), **told,  # type: ignore[arg-type]
    )  # fmt: skip
    entries = (ours, theirs) if unhappy else (ours,)
    return desk.add(
        actor=actor, permission="case.close", near=sent.near, entries=entries, now=now,
        seen=sent.seen, form=sent.form, files={0: sent.files} if sent.files else None,
    )  # fmt: skip


def survey(*, actor: Actor, sent: Sent, whom: str, channel: str, text: str, when: When,
           now: datetime) -> Saved:  # fmt: skip
    """Write down that the resident was asked how satisfied they are."""
    opened, found = _opened(actor, sent, now)
    _check_step(found, "closed", _("This case is open. The survey comes after a closing."))
    _check_whom(opened, whom)
    check_safe(opened, whom, channel)
    entry = Entry(
        id="", does=("asb.survey_sent",), text=text, on=None if when.at else when.on, at=when.at,
        by=actor.key, to=(whom,), channel=channel, evidence=shown_by(actor, sent, "note"),
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission="case.close")


def _opened(actor: Actor, sent: Sent, now: datetime) -> tuple[Open, ClosingNow]:
    opened = open_for(actor, sent.near.case_id, now=now, what="writing")
    return opened, closing_now(opened)


def _check_open(found: ClosingNow) -> None:
    if found.stage.name == "closed":
        raise Refused(_("This case is closed already."))


def _check_step(found: ClosingNow, wanted: str, words: str) -> None:
    if found.stage.name != wanted:
        raise Refused(words)


def _check_whom(opened: Open, whom: str) -> None:
    part = opened.parts.get(whom)
    is_theirs = part is not None and part.side in HOUSEHOLD
    if whom != "resident" and (part is None or not is_theirs or part.role in OUTSIDE):
        raise Refused(_("Choose somebody who is in this case."))


def _check_way(opened: Open, whom: str, channel: str) -> None:
    """No letter goes by a way that is not safe; a paper is handed over where visits are."""
    if channel not in SENT_BY or SENT_BY[channel][1] in barred_ways(opened, whom):
        words = _("They asked us not to use this way: {channel}. Nothing was saved.")
        raise NotRight(words.format(channel=_(channel)), field="channel")


def check_safe(opened: Open, whom: str, channel: str) -> None:
    """Send the form back where the person told us that this way is not safe."""
    if channel in barred_ways(opened, whom):
        words = _("They asked us not to use this way: {channel}. Nothing was saved. Where they got "
                  "in touch themselves, log it as a contact.")  # fmt: skip
        raise NotRight(words.format(channel=_(channel)), field="channel")


def _check_words(found: ClosingNow, *texts: str) -> None:
    if word := too_large(found, *texts):
        words = _("Do not write “{word}”: not every step is shown. Say what was done, and when.")
        raise NotRight(words.format(word=word))


def _refuse(refusals: list[str]) -> None:
    if refusals:
        raise NotRight(" ".join(refusals))


def _keep(actor: Actor, sent: Sent, opened: Open, letter: Letter, now: datetime) -> Attached:
    """Keep the letter last of all: one that the desk would refuse leaves no file behind."""
    desk.check_fresh(actor=actor, head=opened.head, seen=sent.seen, form=sent.form)
    return letters.keep(actor=actor, near=sent.near, letter=letter, now=now)
