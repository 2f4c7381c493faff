"""Restricted cases that were opened with a reason, and those that could be."""

from datetime import datetime, timedelta
from uuid import UUID

from msgspec import Struct

from putright.casework.actor import Actor
from putright.casework.permissions import check
from putright.casework.queries import cases
from putright.casework.queries.case_open import Open
from putright.casework.queries.staff import names_of
from putright.stores.record import readings
from putright.stores.record.models import Clearance

TOLD_FOR = timedelta(days=7)
"""How long the owner of a case is told that somebody opened it with a reason."""


class GlassBroken(Struct, frozen=True):
    """Somebody opened a restricted case with a reason."""

    case_id: UUID
    reference: str
    who: str
    at: datetime
    until: datetime | None
    why: str


def restricted_reference(actor: Actor, case_id: UUID, *, now: datetime) -> str | None:
    """The reference of a restricted case that this person could open with a reason; else None.

    That it was shown is written in the log.
    """
    hidden = cases.restricted_for(actor, now=now).filter(id=case_id).first()
    if hidden is None:
        return None
    check(actor, "case.break_glass")
    readings.note(
        landlord=actor.landlord_id, user=actor.user_id, what="restricted", at=now, case=case_id
    )
    return hidden.reference


def glass_broken(actor: Actor, *, now: datetime) -> list[GlassBroken]:
    """Restricted cases of this person that somebody opened with a reason in the last days."""
    mine = cases.visible_to(actor, now=now).filter(
        officer_id__in=(actor.user_id, *actor.stands_in_for)
    )
    found = Clearance.objects.filter(
        landlord_id=actor.landlord_id, case__in=mine, broke_glass=True,
        starts_at__gt=now - TOLD_FOR,
    ).exclude(user_id=actor.user_id).select_related("case")  # fmt: skip
    rows = list(found.order_by("-starts_at", "-id"))
    names = names_of(actor.landlord_id) if rows else {}
    return [_glass(each, names) for each in rows]


def glass_of_case(opened: Open) -> tuple[GlassBroken, ...]:
    """Who opened this case with a reason in the last days."""
    if not opened.case.is_restricted:
        return ()
    found = Clearance.objects.filter(
        case_id=opened.case.id, broke_glass=True, starts_at__gt=opened.at - TOLD_FOR
    ).select_related("case")
    return tuple(_glass(each, opened.staff) for each in found.order_by("-starts_at", "-id"))


def _glass(row: Clearance, names: dict[UUID, str]) -> GlassBroken:
    who = names.get(row.user_id, "")
    case = row.case
    return GlassBroken(case.id, case.reference, who, row.starts_at, row.ends_at, row.why)
