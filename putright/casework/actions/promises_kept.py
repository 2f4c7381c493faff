"""Handing promises to a colleague: an entry of the case, from which whose they are follows."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from msgspec import Struct

from putright.casework import desk
from putright.casework.actor import Actor, staff_key
from putright.casework.handed import HANDED, written
from putright.casework.queries.promise_chosen import chosen
from putright.casework.queries.takers import takers
from putright.casework.refused import Refused
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.kit.say import _


class HandedOn(Struct, frozen=True):
    """How many promises went to whom; those kept meanwhile are not among them."""

    to: str
    promises: int


def hand_on(
    *, actor: Actor, promises: Sequence[tuple[UUID, str]], to: UUID, why: str, now: datetime,
    form: UUID | None = None,
) -> HandedOn:  # fmt: skip
    """Hand open promises to a colleague who is here, with a reason; all of them, or none."""
    found = chosen(actor, promises, now=now)
    if not found:
        raise Refused(_("These promises are not open any more. Somebody may have kept them."))
    taker = next((one for one in takers(actor, {one.case for one in found}, now=now)
                  if one.id == to), None)  # fmt: skip
    if taker is None or any(str(to) in one.kept_from for one in found):
        raise Refused(_("That colleague is not here today, or cannot see one of these cases."))
    with transaction.atomic():
        for case in dict.fromkeys(one.case for one in found):
            mine = [one for one in found if one.case == case]
            desk.add(
                actor=actor, permission="case.work", near=mine[0].near, now=now, form=form,
                entries=[_handing(actor, to, [one.key for one in mine], why, now)],
            )  # fmt: skip
            form = None
    return HandedOn(to=taker.name, promises=len(found))


def _handing(actor: Actor, to: UUID, keys: Sequence[str], why: str, now: datetime) -> Entry:
    return Entry(
        id="",
        does=(HANDED,),
        at=now,
        by=actor.key,
        to=(staff_key(to),),
        channel="internal",
        text=why,
        facts=written(keys),
        evidence=(Evidence(kind="system record"),),
    )
