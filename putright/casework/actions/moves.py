"""Moving home: the request, the right form to the right person, what was said of it, a stay.

Talk of a home and the offer of one are two acts, so that no note can pass for an offer.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from putright.casework import letters
from putright.casework.actions.adding import NOTE, Sent, When, add, dated, opened_for, shown_by
from putright.casework.actions.files import proof_kinds
from putright.casework.actor import Actor
from putright.casework.desk import Saved
from putright.casework.queries.case_open import Open
from putright.casework.queries.contacts import people_of, rules_for
from putright.casework.queries.moves import (
    ASKERS,
    OTHER_LANDLORD,
    a_home,
    filler,
    receiver_of,
    refuse_where_lacking,
    resident_of,
)
from putright.casework.queries.moves_deciding import acknowledgement_of
from putright.casework.refused import NotRight, Refused
from putright.core.events.entry import Entry
from putright.core.events.parts import Cost, Evidence
from putright.core.policy.practice import Route
from putright.core.practice.moves import hint_of_an_offer, stand
from putright.core.timeline.items import Item
from putright.kit.say import _
from putright.stores.record.cases import NewParty

MOVE = ("move",)
CHANNELS = {"post": "letter", "email": "email", "handed over": "document"}
"""How something written went, as the timeline's channels."""
HANDED = {"handed over": "in person"}
"""A form that is handed over is shown by a note of it; a letter is shown by the letter."""
PAPER = {"email": "email"}
"""What a letter is by how it went; a letter otherwise."""


def request(
    *, actor: Actor, sent: Sent, asker: str, channel: str, text: str, areas: Sequence[str],
    route: str, when: When, now: datetime,
) -> Saved:  # fmt: skip
    """Write down that somebody asks to move: in their words, with the areas they wish."""
    opened = opened_for(actor, sent, "case.move", now)
    sides = {who.key: who.side for who in people_of(opened)}
    if sides.get(asker) not in ASKERS:
        raise Refused(_("Choose the resident, or somebody who speaks for them."))
    told = {"route": _route(opened, route).id} if route else {}
    new = dated(
        when, does=("move.requested",), by=asker, channel=channel, about=MOVE, text=text,
        asks=(a_home(), *areas), facts=told, evidence=shown_by(actor, sent, "note"),
    )  # fmt: skip
    parties = () if asker in opened.parts else (NewParty(key=asker, side=sides[asker]),)
    return add(actor, sent, [new], now, permission="case.move", parties=parties)


def acknowledge(*, actor: Actor, sent: Sent, how: str, text: str, now: datetime) -> Saved:
    """Say that the request has come: in a talk, or by the letter that is kept."""
    opened = opened_for(actor, sent, "case.move", now)
    standing = stand(opened.run.timeline)
    refuse_where_lacking(standing, "request")
    waiting = standing.request
    resident = resident_of(opened)
    written = CHANNELS.get(how, "")
    _check_safe(opened, resident, written or how)
    new = Entry(
        id="", does=("move.acknowledged",), at=now, by=actor.key, to=(resident,), about=MOVE,
        channel=written or how, text=text, replies_to=_named(waiting),
        facts={"how": how},
        evidence=(Evidence(kind=PAPER.get(how, "letter")),) if written else NOTE,
    )  # fmt: skip
    if not written:
        return add(actor, sent, [new], now, permission="case.move")
    kept = letters.keep(
        actor=actor, near=opened.near, letter=acknowledgement_of(opened), now=now
    )  # fmt: skip
    return add(actor, sent, [new], now, permission="case.move", kept=(kept,))


def send_form(
    *, actor: Actor, sent: Sent, route: str, to: str, how: str, whom: str, now: datetime
) -> Saved:
    """Give the form of a route to whoever fills it in, and to nobody else."""
    opened = opened_for(actor, sent, "case.move", now)
    found = _route(opened, route)
    right = receiver_of(opened, found)
    if not right:
        raise Refused(_("There is no form for this: it is asked for by word of mouth."))
    if to != right:
        words = _("This form goes to whoever fills it in, and to nobody else: {who}.")
        raise Refused(words.format(who=filler(opened, found)), rule="contact.right_form")
    channel = "internal" if right == "landlord" else HANDED.get(how) or CHANNELS.get(how, how)
    _check_safe(opened, right, channel)
    if not sent.files and channel not in ("internal", "in person"):
        words = _("Add the form as it was sent: without it nothing shows that it went.")
        raise NotRight(words, field="uploads")
    form = _("{form} ({route})").format(form=found.form, route=found.name)
    new = Entry(
        id="", does=("form.sent",), at=now, by=actor.key, to=(right,), for_whom=right, about=MOVE,
        channel=channel, text=f"{form}. {whom}".strip(), facts={"route": found.id},
        evidence=(*NOTE, Evidence(kind="form")) if sent.files else NOTE,
    )  # fmt: skip
    return add(actor, sent, [new], now, permission="case.move", parties=_party(opened, right))


def discuss(
    *, actor: Actor, sent: Sent, whom: str, channel: str, text: str, said_no_offer: bool,
    when: When, now: datetime,
) -> Saved:  # fmt: skip
    """Write down that moving was talked about and nothing offered."""
    opened = opened_for(actor, sent, "case.move", now)
    hint = hint_of_an_offer(text)
    if hint and not said_no_offer:
        words = _("“{hint}” sounds like an offer. If a home was offered, record the offer with its "
                  "letter. If not, tell them so, and say here that you did.")  # fmt: skip
        raise NotRight(words.format(hint=hint), field="said_no_offer")
    _check_safe(opened, whom, channel, field="channel")
    told = f"{text}\n{_('They were told that this is no offer.')}" if said_no_offer else text
    new = dated(
        when, does=("move.discussed",), by=actor.key, to=(whom,), channel=channel, about=MOVE,
        text=told, evidence=shown_by(actor, sent, "note"),
    )  # fmt: skip
    return add(actor, sent, [new], now, permission="case.move")


def offer(
    *, actor: Actor, sent: Sent, how: str, text: str, held: str, until: date | None, now: datetime
) -> Saved:
    """Record the offer of a home, with the letter that made it; only after a decision for it."""
    opened = opened_for(actor, sent, "case.move", now)
    refuse_where_lacking(stand(opened.run.timeline), "grant")
    resident, channel = resident_of(opened), CHANNELS[how]
    _check_safe(opened, resident, channel)
    new = Entry(
        id="", does=("move.offered",), at=now, by=actor.key, to=(resident,), channel=channel,
        about=MOVE, text=_with_place(text, held), until=until, facts={"how": how},
        evidence=(Evidence(kind=PAPER.get(how, "letter")),),
    )  # fmt: skip
    return add(actor, sent, [new], now, permission="case.move")


def told_by_resident(
    *, actor: Actor, sent: Sent, act: str, asker: str, channel: str, text: str, when: When,
    now: datetime,
) -> Saved:  # fmt: skip
    """Write down that somebody asks for a review, or takes the request back, in their words."""
    opened = opened_for(actor, sent, "case.move", now)
    standing = stand(opened.run.timeline)
    is_review = act == "move.review_asked"
    refuse_where_lacking(standing, "decision" if is_review else "request")
    needed = standing.decision if is_review else standing.request
    if asker not in {who.key for who in people_of(opened) if who.side in ASKERS}:
        raise Refused(_("Choose the resident, or somebody who speaks for them."))
    new = dated(
        when, does=(act,), by=asker, channel=channel, about=MOVE, text=text,
        refs=_named(needed), asks=(_("a review of the decision"),) if is_review else (),
        evidence=shown_by(actor, sent, "note"),
    )  # fmt: skip
    return add(actor, sent, [new], now, permission="case.move")


def arrange_stay(
    *, actor: Actor, sent: Sent, text: str, until: date, cost: Decimal | None, held: str,
    when: When, now: datetime,
) -> Saved:  # fmt: skip
    """Record that somewhere safe to stay was found: until when, at what cost; never where."""
    opened = opened_for(actor, sent, "case.move", now)
    if until < when.on:
        raise NotRight(_("Until when? That is before it begins"), field="until")
    kinds = proof_kinds(actor=actor, ids=[each.id for each in sent.files]) or ("document",)
    new = dated(
        when, does=("move.stay_arranged",), by=actor.key, to=(resident_of(opened),), about=MOVE,
        text=_with_place(text, held), until=until, facts={"route": "emergency-stay"},
        costs=(Cost(what=_("somewhere safe to stay"), amount=cost),) if cost is not None else (),
        evidence=tuple(Evidence(kind=kind) for kind in kinds),
    )  # fmt: skip
    return add(actor, sent, [new], now, permission="case.move")


def look_at_stay(
    *, actor: Actor, sent: Sent, ends: bool, text: str, until: date | None, when: When,
    now: datetime,
) -> Saved:  # fmt: skip
    """Record the weekly look at a stay: it goes on until a day, or it has ended."""
    opened = opened_for(actor, sent, "case.move", now)
    standing = stand(opened.run.timeline)
    refuse_where_lacking(standing, "stay")
    stay = standing.stay
    if not ends and (until is None or until < when.on):
        raise NotRight(_("Until when does it go on? Write a day that is still to come"),
                       field="until")  # fmt: skip
    new = dated(
        when, does=("move.stay_ended" if ends else "move.stay_looked_at",), by=actor.key,
        about=MOVE, text=text, until=None if ends else until, refs=_named(stay),
        evidence=shown_by(actor, sent, "note"),
    )  # fmt: skip
    return add(actor, sent, [new], now, permission="case.move")


def _route(opened: Open, key: str) -> Route:
    routes = opened.live.engine.stack.practice("route")
    found = [each for each in routes if each.id == key]
    if not found:
        raise Refused(_("Choose one of the routes on the page."))
    route: Route = found[0]
    return route


def _check_safe(opened: Open, key: str, channel: str, *, field: str = "how") -> None:
    """Send the form back where the person told us that this way is not safe."""
    at_the_door = "visit" if channel == "document" else channel
    barred = {rule.channel for rule in rules_for(opened, key) if rule.is_barred}
    if at_the_door in barred:
        words = _("They asked us not to use this way: {channel}. Nothing was saved. Where they got "
                  "in touch themselves, log it as a contact.")  # fmt: skip
        raise NotRight(words.format(channel=_(at_the_door)), field=field)


def _party(opened: Open, key: str) -> tuple[NewParty, ...]:
    if key != OTHER_LANDLORD or key in opened.parts:
        return ()
    return (NewParty(key=key, side="agency", role="other landlord"),)


def _with_place(text: str, held: str) -> str:
    return f"{text}\n{_('Kept at: {place}').format(place=held)}" if held else text


def _named(item: Item | None) -> tuple[str, ...]:
    return (item.id,) if item else ()
