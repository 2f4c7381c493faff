"""The offer of money that goes with an answer to a complaint: agreed to, and not yet put."""

from decimal import Decimal
from typing import Any

from msgspec import Struct

from putright.casework.queries.case_open import Open
from putright.casework.redress import Redress, Request
from putright.casework.said_to_you import for_what, why_of
from putright.core.events.parts import Offer
from putright.kit.dates import long_day, pounds
from putright.kit.say import _


class Offering(Struct, frozen=True, kw_only=True):
    """An offer that goes with the answer: what its entry holds, and its lines in words.

    ``waits`` says why one cannot go yet that somebody asked agreement to.
    """

    holds: dict[str, Any] = {}
    words: tuple[str, ...] = ()
    until: str = ""
    waits: str = ""

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The sums, by their headings."""
        found: tuple[Offer, ...] = self.holds.get("offers", ())
        return found


def offering_of(opened: Open, complaint: str) -> Offering:
    """The offer that was agreed to for a complaint and not yet put; the newest of them."""
    money = Redress(opened)
    ours = [each for each in money.requests if each.complaint == complaint]
    approved = next((each for each in ours if each.state == "approved"), None)
    if approved is not None and _is_as_agreed(approved):
        return _offering(money, approved)
    if approved is not None:
        return Offering(waits=_("Since the offer was agreed to, another went out. Build it again "
                                "and ask anew."))  # fmt: skip
    if any(each.state == "waiting" for each in ours):
        return Offering(waits=_("An offer waits for a second person to agree to it. It joins the "
                                "answer only once they have."))  # fmt: skip
    return Offering()


def _is_as_agreed(found: Request) -> bool:
    """Whether it comes to the sum that the second person agreed to."""
    agreed = found.approved.entry.facts.get("amount", "0") if found.approved else "0"
    return Decimal(str(agreed)) == found.after


def _offering(money: Redress, found: Request) -> Offering:
    words = [
        _("{sum} for {head}. {why}").format(
            sum=pounds(line.amount), head=for_what(line), why=why_of(line)
        ).strip()
        for line in found.lines
    ]  # fmt: skip
    words.append(_("That makes {sum} in all.").format(sum=pounds(found.after)))
    open_for = money.terms.open_for if money.terms else ""
    until = money.day_after(open_for)
    return Offering(
        holds=found.for_entry | ({"until": until} if until else {}),
        words=tuple(words),
        until=long_day(until) if until else "",
    )
