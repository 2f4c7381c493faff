"""What comes back from an agency, and telling the resident of it."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from putright.casework.actions.adding import Saved, Sent, When, add, shown_by
from putright.casework.actions.agencies import waiting
from putright.casework.actions.agency_sending import PERMISSION
from putright.casework.actor import Actor
from putright.casework.queries import agency_threads
from putright.casework.queries.agencies import WRITES, barred_ways, whom_to_tell
from putright.casework.queries.agency_asking import is_ours
from putright.casework.queries.case_open import Open, open_for
from putright.casework.refused import NotRight, NotThere
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.core.timeline.items import Item
from putright.kit.dates import long_day
from putright.kit.say import _
from putright.stores.people import agencies


class Came(Struct, frozen=True, kw_only=True):
    """What came from an agency, how and when. ``is_answer`` is whether it says what was asked."""

    text: str
    channel: str
    when: When
    is_answer: bool = True
    keeps: tuple[str, ...] = ()


def replied(*, actor: Actor, sent: Sent, number: int, came: Came, now: datetime) -> Saved:
    """Write down what an agency answered; word that only puts it off stops no clock."""
    opened = open_for(actor, sent.near.case_id, now=now, what="writing")
    request = _open_request(opened, number)
    entry = _theirs(
        request, came, ("agency.replied",) if came.is_answer else ("contact.received",),
        answers=(request.id,) if came.is_answer else (),
        evidence=shown_by(actor, sent, "note"),
        keeps=came.keeps if came.is_answer else (),
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission=PERMISSION)


def came_back(
    *, actor: Actor, sent: Sent, number: int, came: Came, is_wrong_team: bool, now: datetime
) -> Saved:
    """A message bounced, or a team said that it is not theirs: the directory is marked wrong.

    Not where we chose a team of which the directory says itself that it does not cover the home.
    """
    opened = open_for(actor, sent.near.case_id, now=now, what="writing")
    request = waiting(opened, number).request
    act = "agency.wrong_team" if is_wrong_team else "agency.bounced"
    entry = _theirs(request, came, (act,), evidence=shown_by(actor, sent, "note"))
    found = agency_threads.desk_of(opened, request, agency_threads.desks_of(opened))
    if found and is_wrong_team and is_ours(opened, found) is False:
        found = None
    return add(
        actor, sent, [entry], now, permission=PERMISSION,
        also=lambda: _mark(actor, found.id if found else None, came.when, is_wrong_team, now),
    )  # fmt: skip


def tell(
    *, actor: Actor, sent: Sent, number: int, channel: str, text: str, when: When, now: datetime
) -> Saved:
    """Tell the resident what the agency answered, by a way that is safe for them."""
    opened = open_for(actor, sent.near.case_id, now=now, what="writing")
    thread = agency_threads.thread_of(opened, number)
    if thread is None or thread.reply is None:
        raise NotThere
    whom = whom_to_tell(opened)
    if channel in barred_ways(opened):
        words = _("They asked us not to use this way. Nothing was saved")
        raise NotRight(words, field="channel")
    written = (Evidence(kind=channel),) if channel in WRITES else ()
    entry = Entry(
        id="",
        does=("contact.made",),
        at=when.at,
        on=None if when.at else when.on,
        by=actor.key,
        to=(whom,),
        channel=channel,
        about=("asb",),
        text=text,
        contains=("progress",),
        answers=(thread.reply.id,),
        evidence=(*shown_by(actor, sent, "note"), *written),
    )
    return add(actor, sent, [entry], now, permission=PERMISSION)


def _open_request(opened: Open, number: int) -> Item:
    thread = agency_threads.thread_of(opened, number)
    if thread is None:
        raise NotThere
    return thread.request


def _theirs(
    request: Item, came: Came, does: tuple[str, ...], *, evidence: tuple[Evidence, ...],
    answers: tuple[str, ...] = (), keeps: tuple[str, ...] = (),
) -> Entry:  # fmt: skip
    return Entry(
        id="",
        does=does,
        text=came.text,
        at=came.when.at,
        on=None if came.when.at else came.when.on,
        by=request.entry.to[0],
        channel=came.channel,
        about=("asb",),
        answers=answers,
        replies_to=() if answers else (request.id,),
        keeps=keeps,
        evidence=evidence,
    )


def _mark(
    actor: Actor, agency: UUID | None, when: When, is_wrong_team: bool, now: datetime
) -> None:
    if agency is None:
        return
    day = long_day(when.on)
    why = (
        _("On {day} this team said that a request was not theirs.")
        if is_wrong_team
        else _("On {day} a message to it came back.")
    )
    agencies.mark_wrong(
        landlord=actor.landlord_id, agency=agency, why=why.format(day=day), user=actor.user_id,
        now=now,
    )  # fmt: skip
