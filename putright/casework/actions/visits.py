"""Visits: arranged, begun with a check-in, written down at the door, ended with what was promised.

What is said at a visit to the resident becomes the entries that the contact page makes, so that a
visit is the same whether it is written at the door or later. At the other party's door nothing is
saved but what was put to them and what they said.
"""

from datetime import date, datetime, timedelta
from uuid import uuid4

from msgspec import Struct
from msgspec.structs import replace

from putright.casework import permissions
from putright.casework.actions.adding import NOTE, Saved, Sent, add
from putright.casework.actions.contacts import Contact, Promised, barred_for, entries_of
from putright.casework.actions.files import proof_kinds
from putright.casework.actor import Actor
from putright.casework.permissions import LEADERS
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.contacts import Whom, people_of
from putright.casework.queries.visit_marks import OTHER, begun_in
from putright.casework.queries.visits import open_visit
from putright.casework.refused import Refused
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence, Pledge
from putright.kit.say import _

PERMISSION = "case.visit"
HERE = (Evidence(kind="system record"),)
"""Arriving and leaving are recorded by the service itself, as it happens."""


class Arranged(Struct, frozen=True, kw_only=True):
    """A visit that was agreed: the day, the hour, what it is for."""

    whom: str
    day: date
    hour: str
    purpose: str
    knowingly: bool = False


class Left(Struct, frozen=True, kw_only=True):
    """What a visit came to: said, felt, asked, promised, kept.

    ``heard`` is for the other party: the allegations were put, and the answer was heard.
    """

    whom: str
    words: str
    welfare: str = ""
    unhappy: bool = False
    asks: tuple[str, ...] = ()
    promised: tuple[Promised, ...] = ()
    contains: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    heard: bool = False
    knowingly: bool = False


def arrange(*, actor: Actor, sent: Sent, told: Arranged, now: datetime) -> Saved:
    """Write down that a visit is arranged; keeping it is then owed on its day."""
    opened, whom = _at_the_door(actor, sent, told.whom, now)
    _refuse_unsafe(opened, whom.key, told.knowingly)
    if told.day < now.date():
        raise Refused(_("That day is over. Log the visit as a contact."))
    to_other = whom.side == "other party"
    act = "asb.other_party_visit_arranged" if to_other else "asb.visit_arranged"
    keeps = ("asb.other_party_contacted", "asb.other_party_heard")
    pledge = Pledge(
        id=f"p-{uuid4().hex[:10]}", what=_("Visit the person complained of"), due=told.day,
        does=keeps,
    )  # fmt: skip
    new = Entry(
        id="", does=(act,), at=now, by=actor.key, to=(whom.key,), about=("asb",), until=told.day,
        facts=_facts(to_other, hour=told.hour), text=_known(told.purpose, told.knowingly),
        evidence=NOTE, promises=(pledge,) if to_other else (),
    )  # fmt: skip
    return add(actor, sent, [new], now, permission=PERMISSION)


def arrive(
    *, actor: Actor, sent: Sent, whom: str, minutes: int, knowingly: bool, now: datetime
) -> Saved:
    """Check in: who is where, since when, until when they mean to stay."""
    opened, there = _at_the_door(actor, sent, whom, now)
    _refuse_unsafe(opened, whom, knowingly)
    to_other = there.side == "other party"
    if open_visit(opened, whom, actor, is_other=to_other) is not None:
        raise Refused(_("You said before that you arrived. Go on with the visit."))
    until = (now + timedelta(minutes=minutes)).replace(second=0, microsecond=0)
    new = Entry(
        id="", does=("asb.visit_begun",), at=now, by=actor.key, to=(whom,), channel="internal",
        facts=_facts(to_other, expected_until=until.isoformat(timespec="minutes")),
        text=_known("", knowingly), evidence=HERE,
    )  # fmt: skip
    return add(actor, sent, [new], now, permission=PERMISSION)


def no_answer(
    *, actor: Actor, sent: Sent, whom: str, words: str, no_record: str, knowingly: bool,
    now: datetime,
) -> Saved:  # fmt: skip
    """Write down that nobody was in: with the photo of the card, or as said and nothing more."""
    opened, there = _at_the_door(actor, sent, whom, now)
    if not sent.files and not no_record:
        raise Refused(_("Add the photo of the card, or say why there is none."))
    told = Contact(
        outcome="visited out", whom=whom, at=now, channel="visit", note=words,
        knowingly=_refuse_unsafe(opened, whom, knowingly), no_record=no_record,
        proofs=_kinds(actor, sent),
    )  # fmt: skip
    return _written(actor, sent, opened, there, told, now)


def note(*, actor: Actor, sent: Sent, whom: str, words: str, now: datetime) -> Saved:
    """Write a note at the door; a photo with it makes it evidence."""
    opened, there = _at_the_door(actor, sent, whom, now)
    kinds = _kinds(actor, sent)
    to_other = there.side == "other party"
    act = "asb.evidence_gathered" if kinds else "note.made"
    if to_other and not kinds:
        act = "asb.other_party_contacted"
    new = Entry(
        id="", does=(act,), at=now, by=actor.key, to=(whom,) if to_other else (),
        channel="visit" if to_other and not kinds else "internal", about=("asb",), text=words,
        facts=_facts(to_other), evidence=(*NOTE, *(Evidence(kind=kind) for kind in kinds)),
    )  # fmt: skip
    _refuse_unsafe(opened, whom, knowingly=False)
    return add(actor, sent, [new], now, permission=PERMISSION)


def leave(*, actor: Actor, sent: Sent, told: Left, now: datetime) -> Saved:
    """Write down what a visit came to, and check out."""
    opened, there = _at_the_door(actor, sent, told.whom, now)
    contact = Contact(
        outcome="visited in", whom=told.whom, at=now, channel="visit", note=told.words,
        knowingly=_refuse_unsafe(opened, told.whom, told.knowingly),
        promised=told.promised, asks=told.asks, welfare=told.welfare, unhappy=told.unhappy,
        contains=told.contains, keeps=told.keeps, proofs=("note", *_kinds(actor, sent)),
    )  # fmt: skip
    return _written(actor, sent, opened, there, contact, now, heard=told.heard)


def safe(*, actor: Actor, sent: Sent, visit: str, words: str, now: datetime) -> Saved:
    """Check a colleague out whom somebody spoke with, or oneself without saying more."""
    opened = open_for(actor, sent.near.case_id, now=now, what="writing")
    begun = next((one for one in begun_in(opened.run.timeline, now=now) if one.id == visit), None)
    if begun is None:
        raise Refused(_("That visit is over already."))
    is_own = begun.entry.by == actor.key
    if not is_own and not LEADERS & (sent.near.roles or frozenset()):
        raise Refused(_("A team leader says that a colleague is safe. Ring your team leader."))
    new = _ended(actor, begun.id, begun.entry.to, now, words=words)
    return add(actor, sent, [new], now, permission=PERMISSION)


def _written(
    actor: Actor, sent: Sent, opened: Open, there: Whom, told: Contact, now: datetime, *,
    heard: bool = False,
) -> Saved:  # fmt: skip
    """The entries of a contact, and the check-out where somebody had checked in."""
    to_other = there.side == "other party"
    entries = list(entries_of(actor, opened, told, there.side))
    if to_other:
        act = ("asb.other_party_heard",) if heard else entries[0].does
        entries[0] = replace(entries[0], does=act, facts=_facts(to_other))
    begun = open_visit(opened, told.whom, actor, is_other=to_other)
    if begun is not None:
        entries.append(_ended(actor, begun.id, (told.whom,), now))
    return add(actor, sent, entries, now, permission=PERMISSION)


def _ended(
    actor: Actor, begun: str, to: tuple[str, ...], now: datetime, *, words: str = ""
) -> Entry:
    return Entry(
        id="", does=("asb.visit_ended",), at=now, by=actor.key, to=to, channel="internal",
        answers=(begun,), text=words, evidence=HERE,
    )  # fmt: skip


def _facts(to_other: bool, **more: str) -> dict[str, str | int | bool]:
    told: dict[str, str | int | bool] = {"side": OTHER if to_other else "resident"}
    return told | {name: value for name, value in more.items() if value}


def _at_the_door(actor: Actor, sent: Sent, key: str, now: datetime) -> tuple[Open, Whom]:
    permissions.check(actor, PERMISSION, sent.near)
    opened = open_for(actor, sent.near.case_id, now=now, what="writing")
    whom = next((one for one in people_of(opened) if one.key == key), None)
    if whom is None:
        raise Refused(_("Choose somebody of this case."))
    return opened, whom


def _refuse_unsafe(opened: Open, whom: str, knowingly: bool) -> bool:
    """Whether it is done although it is not safe; refused where that is not known and said.

    Whoever began a visit knowingly is not asked again at each step of it.
    """
    if "visit" not in barred_for(opened, whom):
        return False
    begun = any(whom in one.entry.to for one in begun_in(opened.run.timeline, now=opened.at))
    if not knowingly and not begun:
        raise Refused(_("They asked us not to visit. Nothing was saved."))
    return True


def _known(words: str, knowingly: bool) -> str:
    marked = _("Done although they asked us not to visit.") if knowingly else ""
    return "\n".join(part for part in (words, marked) if part)


def _kinds(actor: Actor, sent: Sent) -> tuple[str, ...]:
    ids = [each.id for each in sent.files]
    return proof_kinds(actor=actor, ids=ids) if ids else ()
