"""Weighing money and offering it: the impact, an offer's lines, a second person's agreement.

Every amount is a sum in pounds and pence that a person named; nothing here works one out.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from msgspec import Struct

from putright.casework.actions.adding import Sent, add, opened_for
from putright.casework.actor import Actor
from putright.casework.conflict import barred
from putright.casework.desk import Saved
from putright.casework.queries.case_open import Open
from putright.casework.redress import (
    APPROVED,
    ASKED,
    BELOW,
    COMPLAINT_HANDLING,
    DIRECT,
    FORM,
    LINE,
    LOWER,
    NOT_APPROVED,
    RENT_ACCOUNT,
    SET_OFF,
    Redress,
    Request,
    roles_of,
)
from putright.casework.refused import NotRight, Refused
from putright.core.events.entry import Entry
from putright.core.events.parts import Answer, Evidence, Offer
from putright.core.policy.practice_redress import may_agree
from putright.core.redress.impact import ASSESSED
from putright.core.redress.money import NOTHING, exact, total
from putright.kit.dates import pounds
from putright.kit.say import _

SYSTEM = (Evidence(kind="system record"),)
_GOODWILL = re.compile(r"\bgood[\s-]?will\b|\bgesture\b", re.IGNORECASE)


class Impact(Struct, frozen=True, kw_only=True):
    """The impact of the failings of one heading, as a person finds it, and why."""

    head: str
    band: str
    severity: str
    impact: str
    reason: str


class Built(Struct, frozen=True, kw_only=True):
    """An offer as somebody builds it.

    ``lines`` has the sum and the reason for each heading that is offered for, ``without`` why there
    is none for a heading. ``below``, ``lower`` and ``agreed`` are the reason for less than the
    band, the reason for less than what stands, and the resident's words on paying it to the rent.
    """

    lines: Mapping[str, tuple[Decimal, str]]
    how: str
    without: Mapping[str, str] = {}
    below: str = ""
    lower: str = ""
    method: str = DIRECT
    agreed: str = ""


def assess(*, actor: Actor, sent: Sent, told: Impact, now: datetime) -> Saved:
    """Write down how hard the failings of a heading hit the resident; the newest word counts."""
    money = working(actor, sent, now)
    _known(money, told.head)
    if not told.band and not told.severity:
        raise NotRight(_("Choose how hard it was, or a cell of your matrix."), field="band")
    matrix = money.beside(told.head).matrix
    if told.severity and (matrix is None or matrix.at(told.severity, told.impact) is None):
        raise NotRight(_("Your matrix has no cell for these two together."), field="impact")
    facts = {"head": told.head, "band": told.band}
    if told.severity:
        facts |= {"severity": told.severity, "impact": told.impact}
    new = _internal(
        actor, money, now, does=(ASSESSED,), reason=told.reason, facts=facts,
        text=_("Impact for {head}: {reason}").format(
            head=money.title(told.head), reason=told.reason),
    )  # fmt: skip
    return add(actor, sent, [new], now, permission="redress.work")


def ask(*, actor: Actor, sent: Sent, built: Built, now: datetime) -> Saved:
    """Ask a second person to agree to an offer; it is put to nobody yet."""
    money = working(actor, sent, now)
    offers = tuple(
        Offer(head=head, amount=exact(amount), how=built.how)  # type: ignore[arg-type]
        for head, (amount, _reason) in built.lines.items()
    )
    _check_lines(money, built, offers)
    _check_words(money, built)
    below, lower = _is_below(money, offers), _is_lower(money, offers)
    if below and not built.below.strip():
        words = _("Below the cell of your matrix or the band: {heads}. Say why, or offer more. "
                  "Whoever agrees signs for it.")  # fmt: skip
        raise NotRight(words.format(heads=", ".join(below)), field="below")
    if lower and not built.lower.strip():
        words = _("Less than what stands offered: {heads}. An offer is not lowered without a "
                  "reason that the resident is told.")  # fmt: skip
        raise NotRight(words.format(heads=", ".join(lower)), field="lower")
    if built.method == RENT_ACCOUNT and not built.agreed.strip():
        words = _("It is paid to the resident. To the rent account only where they agree: write "
                  "down their words.")  # fmt: skip
        raise NotRight(words, field="agreed")
    given = [Answer(question=head, answer=LINE, says=why)
             for head, (_amount, why) in built.lines.items()]  # fmt: skip
    given += [Answer(question=head, answer="none", says=why)
              for head, why in built.without.items() if why.strip()]  # fmt: skip
    besides = ((BELOW, built.below if below else ""), (LOWER, built.lower if lower else ""),
               (SET_OFF, built.agreed if built.method == RENT_ACCOUNT else ""))  # fmt: skip
    given += [Answer(question=key, answer=key, says=why.strip()) for key, why in besides if why]
    new = _internal(
        actor, money, now, does=(ASKED,), offers=offers, form=FORM, given=tuple(given),
        facts=_weighed_by(money) | {"method": built.method},
        text=_said(money, offers, built),
    )  # fmt: skip
    return add(actor, sent, [new], now, permission="redress.work")


def decide(
    *, actor: Actor, sent: Sent, number: int, grant: bool, reason: str, now: datetime
) -> Saved:
    """Agree to an offer or not; never whoever asked, and only up to the limit of one's role."""
    opened = opened_for(actor, sent, "redress.approve", now)
    refuse_barred(actor, opened)
    money = Redress(opened)
    found = request_of(money, number)
    if found.state != "waiting":
        raise Refused(_("This offer has been decided on already."))
    if opened.is_own(found.asked):
        raise Refused(_("You asked for agreement to this offer. Somebody else must decide on it."))
    if grant and not found.below and any(line.place == "below" for line in found.lines):
        raise Refused(_("It is below the cell of your matrix or the band, and nobody wrote down "
                        "why. It must be built again, with the reason."))  # fmt: skip
    if grant and not may_agree(roles_of(actor, opened), money.limits, found.after):
        words = _("{sum} in all is more than your role may agree to. Somebody with a higher limit "
                  "must decide.")  # fmt: skip
        raise Refused(words.format(sum=pounds(found.after)))
    new = Entry(
        id="", does=(APPROVED if grant else NOT_APPROVED,), at=now, by=actor.key,
        channel="internal", about=("complaint", "money"), complaint=found.complaint,
        answers=(found.asked.id,), text=reason, reason=reason, evidence=SYSTEM,
        facts={"amount": _plain(found.after)},
    )  # fmt: skip
    return add(actor, sent, [new], now, permission="redress.approve")


def working(actor: Actor, sent: Sent, now: datetime) -> Redress:
    """The money of a case, for whoever may work on it and is named by no complaint."""
    opened = opened_for(actor, sent, "redress.work", now)
    refuse_barred(actor, opened)
    return Redress(opened)


def refuse_barred(actor: Actor, opened: Open) -> None:
    """Stop whoever a complaint of this case names: the money of it is not theirs to weigh."""
    if barred(actor, opened.whole):
        raise Refused(_("A complaint names you, so you take no part in its money. Nothing was "
                        "saved. Whoever handles it does this."))  # fmt: skip


def request_of(money: Redress, number: int) -> Request:
    """The offer whose asking has that number. Raises ``Refused``."""
    for each in money.requests:
        kept = money.opened.kept(each.asked.id)
        if kept is not None and kept.number == number:
            return each
    raise Refused(_("There is no such offer. Open the page of money again."))


def _internal(actor: Actor, money: Redress, now: datetime, **told: Any) -> Entry:
    complaint = money.complaint
    return Entry(
        id="", at=now, by=actor.key, channel="internal", about=("complaint", "money"),
        complaint=complaint.key if complaint else "", stage=complaint.stage if complaint else 0,
        evidence=SYSTEM, **told,
    )  # fmt: skip


def _known(money: Redress, head: str) -> None:
    if head not in {heading.id for heading in money.headings}:
        raise NotRight(_("Choose one of the headings on the page."), field="head")


def _check_lines(money: Redress, built: Built, offers: Sequence[Offer]) -> None:
    if built.how not in ("adds", "in all", "repeats"):
        raise NotRight(_("Say whether this adds to what was offered."), field="how")
    if not offers or total(offer.amount for offer in offers) == NOTHING:
        raise NotRight(_("Name a sum for at least one heading."))
    for offer in offers:
        _known(money, offer.head)
        if not built.lines[offer.head][1].strip():
            words = _("Say what the sum for {head} is for.")
            raise NotRight(words.format(head=money.title(offer.head)))
        if offer.head not in money.chosen:
            words = _("Assess the impact for {head} first: the sum is weighed by it.")
            raise NotRight(words.format(head=money.title(offer.head)))
    if COMPLAINT_HANDLING not in built.lines and not _is_settled_for_complaint(money, built):
        raise NotRight(_("How the complaint was handled is a head of its own. Name a sum for it, "
                         "or say why there is none."))  # fmt: skip


def _is_settled_for_complaint(money: Redress, built: Built) -> bool:
    """Whether nothing need be said of how the complaint was handled: no complaint, or a reason."""
    known = {heading.id for heading in money.headings}
    if COMPLAINT_HANDLING not in known or not money.complaints:
        return True
    return bool(built.without.get(COMPLAINT_HANDLING, "").strip())


def _check_words(money: Redress, built: Built) -> None:
    """Where there is a failing, money is what is owed for it: no gift."""
    said = (why for _amount, why in built.lines.values())
    found = [each for each in (*said, *built.without.values(), built.below, built.lower)
             if _GOODWILL.search(each)]  # fmt: skip
    if found and money.has_failing:
        raise NotRight(_("Do not call it goodwill or a gesture: something went wrong, and this is "
                         "for that. Say what it is for."))  # fmt: skip


def _is_below(money: Redress, offers: Sequence[Offer]) -> list[str]:
    """The headings for which it is less than the matrix's cell or the guidance's band."""
    found = ((o.head, money.beside(o.head).under(money.after(o))) for o in offers)
    words = _("{head} (from {sum})")
    return [
        words.format(head=money.title(head), sum=pounds(max(each.low for each in under)))
        for head, under in found
        if under
    ]


def _is_lower(money: Redress, offers: Sequence[Offer]) -> list[str]:
    return [money.title(o.head) for o in offers if money.after(o) < money.offered(o.head)]


def _weighed_by(money: Redress) -> dict[str, str | int | bool]:
    """Which versions of both scales an offer was weighed by: they change, the offer does not."""
    found: dict[str, str | int | bool] = {}
    both = money.beside(COMPLAINT_HANDLING)
    for key, text in (("scale", both.scale), ("matrix", both.matrix)):
        if text is not None:
            start = text.in_force.start
            found[key] = f"{text.name} ({start.isoformat()})" if start else text.name
    return found


def _said(money: Redress, offers: Sequence[Offer], built: Built) -> str:
    lines = [
        _("{head}: {sum}. {why}").format(
            head=money.title(o.head), sum=pounds(o.amount), why=built.lines[o.head][1])
        for o in offers
    ]  # fmt: skip
    return "\n".join(lines)


def _plain(amount: Decimal) -> str:
    return f"{amount:.2f}"
