"""Saying how two cases stand to each other, and taking it back: always a person, never by itself.

Only whoever may work in the first and open the other can say so. Nothing is written into either
timeline: whoever reads one of them may not know of the other (security R4, T8).
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from putright.casework import desk
from putright.casework.actor import Actor
from putright.casework.permissions import Nearness, check
from putright.casework.queries.cases import near_to
from putright.casework.queries.links import named
from putright.casework.refused import NeedsReason, NotThere, Refused
from putright.kit.say import _
from putright.stores.record.links import FOLLOWS, WHATS, NewLink, of_cases


def join(
    *,
    actor: Actor,
    case_id: UUID,
    other: UUID,
    what: str,
    why: str,
    now: datetime,
    form: UUID | None = None,
) -> None:
    """Say that two cases belong together; where one follows, ``case_id`` is the later one.

    Raises ``Refused`` where the other cannot be opened, in the same words as where there is none.
    """
    _write(actor, NewLink(case=case_id, other=other, what=what, why=why), now, form)


def join_named(
    *,
    actor: Actor,
    case_id: UUID,
    reference: str,
    what: str,
    why: str,
    now: datetime,
    form: UUID | None = None,
) -> None:
    """Join the case with that reference."""
    other = named(actor, reference, now=now)
    join(actor=actor, case_id=case_id, other=other, what=what, why=why, now=now, form=form)


def follow(
    *, actor: Actor, old: UUID, new: UUID, why: str, now: datetime, form: UUID | None = None
) -> None:
    """Say that a new case comes after a closed one, whose clocks stay its own.

    Whoever may take a new report in the case may say so: it is known as the report is taken.
    """
    link = NewLink(case=new, other=old, what=FOLLOWS, why=why)
    _write(actor, link, now, form, "case.note")


def part(
    *,
    actor: Actor,
    case_id: UUID,
    other: UUID,
    what: str,
    why: str,
    now: datetime,
    form: UUID | None = None,
) -> None:
    """Take back that two cases belong together; that it was said stays in the books."""
    link = NewLink(case=case_id, other=other, what=what, says="parted", why=why)
    near = _checked(actor, link, now)
    said = of_cases(landlord=actor.landlord_id, cases=[case_id])
    mine = [each for each in said if each.what == what and each.far(case_id) == other]
    if not any(each.says == "joined" for each in mine):
        raise Refused(_("These two cases are not joined in that way."))
    desk.link(actor=actor, permission="case.link", near=near, links=[link], now=now, form=form)


def refuse(
    *,
    actor: Actor,
    case_id: UUID,
    other: UUID,
    whats: Sequence[str],
    now: datetime,
    form: UUID | None = None,
) -> None:
    """Remember that two cases which looked alike are not: they are not suggested again."""
    said = [NewLink(case=case_id, other=other, what=what, says="refused") for what in whats]
    if not said:
        raise Refused(_("Choose how the two cases belong together."))
    checked = [_checked(actor, link, now) for link in said]
    desk.link(actor=actor, permission="case.link", near=checked[0], links=said, now=now, form=form)


def _write(
    actor: Actor, link: NewLink, now: datetime, form: UUID | None, permission: str = "case.link"
) -> None:
    near = _checked(actor, link, now, permission)
    desk.link(actor=actor, permission=permission, near=near, links=[link], now=now, form=form)


def _checked(actor: Actor, link: NewLink, now: datetime, permission: str = "case.link"
             ) -> Nearness:  # fmt: skip
    """How somebody stands to the first; the other must be one that they can open."""
    near = near_to(actor, link.case, now=now)
    check(actor, permission, near)
    if link.what not in WHATS:
        raise Refused(_("Choose how the two cases belong together."))
    if link.case == link.other:
        raise Refused(_("A case cannot be joined with itself."))
    try:
        near_to(actor, link.other, now=now)
    except (NotThere, NeedsReason):
        raise Refused(_("There is no other case with that reference that you can open.")) from None
    return near
