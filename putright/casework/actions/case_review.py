"""The ASB Case Review: telling the resident, the request, what the panel asks, its decision."""

from datetime import datetime
from typing import Any

from putright.casework.actions.adding import Sent, When, add, dated, shown_by
from putright.casework.actions.closing import check_safe
from putright.casework.actor import Actor
from putright.casework.desk import Saved as Saved
from putright.casework.queries.case_open import Open, open_for
from putright.casework.refused import Refused
from putright.kit.say import _


def tell(
    *, actor: Actor, sent: Sent, whom: str, channel: str, text: str, when: When, now: datetime
) -> Saved:
    """Write down that the resident was told that a case review can be asked for."""
    opened = _opened(actor, sent, now)
    _check(opened, whom, ("resident",))
    check_safe(opened, whom, channel)
    return _add(
        actor, sent, now, when, does=("asb.case_review_told", "contact.made"), by=actor.key,
        to=(whom,), channel=channel, text=text, about=("asb",), contains=("case review",),
    )  # fmt: skip


def asked(
    *, actor: Actor, sent: Sent, by: str, channel: str, text: str, when: When, now: datetime
) -> Saved:
    """Write down that a case review was asked for, or that its panel asks us something."""
    _check(_opened(actor, sent, now), by, ("resident", "helper", "agency"))
    return _add(
        actor, sent, now, when, does=("asb.case_review_asked",), by=by, channel=channel, text=text,
        about=("asb",), asks=(text,),
    )  # fmt: skip


def answered(
    *, actor: Actor, sent: Sent, request: str, channel: str, text: str, when: When, now: datetime
) -> Saved:
    """Write down what we answered."""
    opened = _opened(actor, sent, now)
    item = opened.run.timeline.by_id.get(request)
    if item is None or "asb.case_review_asked" not in item.acts:
        raise Refused(_("Choose what is answered."))
    check_safe(opened, item.entry.by, channel)
    return _add(
        actor, sent, now, when, does=("asb.case_review_answered",), by=actor.key,
        to=(item.entry.by,), channel=channel, text=text, about=("asb",), answers=(item.id,),
    )  # fmt: skip


def decided(
    *, actor: Actor, sent: Sent, by: str, decision: str, text: str, when: When, now: datetime
) -> Saved:
    """Write down what the bodies decided."""
    _check(_opened(actor, sent, now), by, ("agency",))
    return _add(
        actor, sent, now, when, does=("asb.case_review_decided",), by=by, channel="document",
        text=text, about=("asb",), facts={"decision": decision},
    )  # fmt: skip


def _opened(actor: Actor, sent: Sent, now: datetime) -> Open:
    return open_for(actor, sent.near.case_id, now=now, what="writing")


def _check(opened: Open, key: str, sides: tuple[str, ...]) -> None:
    part = opened.parts.get(key)
    if key not in sides and (part is None or part.side not in sides):
        raise Refused(_("Choose somebody who is in this case."))


def _add(actor: Actor, sent: Sent, now: datetime, when: When, **told: Any) -> Saved:
    entry = dated(when, evidence=shown_by(actor, sent, "note"), **told)
    return add(actor, sent, [entry], now, permission="case.close")
