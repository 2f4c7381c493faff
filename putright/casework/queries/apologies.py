"""The check of an apology as its page shows it, before anything is written down."""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import apologies, permissions
from putright.casework.actions.files import kept_before
from putright.casework.actions.ombudsman import PERMISSION
from putright.casework.actor import Actor
from putright.casework.apologies import Signed
from putright.casework.orders import Orders
from putright.casework.queries.case_open import open_for
from putright.core.claims.apology import NO_TEXT, Checked, Settled, worst
from putright.core.practice.ombudsman_replies import findings_of, gravest


class ApologyChecked(Struct, frozen=True, kw_only=True):
    """What the check came to, line by line; who is taken to have signed; the gravest finding.

    ``unread`` are lines for which nothing could be looked for, as no words of a letter are kept.
    """

    state: Settled
    lines: tuple[Checked, ...]
    unread: tuple[str, ...]
    signed: Signed
    finding: str


class Asked(Struct, frozen=True, kw_only=True):
    """What the form asks the check: the order, the letter, who signed, what is attached."""

    order: str
    letter: str
    signed: Signed
    on: date | None
    attached: tuple[UUID, ...]


def check(
    actor: Actor, case_id: UUID, asked: Asked, *, now: datetime
) -> ApologyChecked | None:  # fmt: skip
    """The check of a letter; None where there is no such order to apologise for."""
    opened = open_for(actor, case_id, now=now, what="ombudsman")
    permissions.check(actor, PERMISSION, opened.near)
    found = {one.order.order.id: one for one in Orders(opened).by_way("apology")}
    if asked.order not in found:
        return None
    kept = {str(one.number): one.entry.id for one in opened.live.kept}
    since = found[asked.order].order.item
    letters = apologies.letters(opened, [since])
    item = next((one for one in letters if one.id == kept.get(asked.letter)), None)
    own = kept_before(actor=actor, near=opened.near, ids=asked.attached)
    signed = apologies.signature(opened, item, asked.signed)
    lines = apologies.checked(
        opened, found[asked.order], item, signed, on=asked.on, attached=[one.id for one in own]
    )
    return ApologyChecked(
        state=worst(lines), signed=signed,
        lines=tuple(line for line in lines if line.told != NO_TEXT),
        unread=tuple(line.says for line in lines if line.told == NO_TEXT),
        finding=gravest(findings_of(since)),
    )  # fmt: skip
