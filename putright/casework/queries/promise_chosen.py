"""Promises chosen on a list, to be handed to a colleague."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.permissions import Nearness
from putright.casework.promises import Promise
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.case_promises import line
from putright.casework.walls import kept_from
from putright.kit.shown import PromiseShown


class Chosen(Struct, frozen=True):
    """An open promise of a case, as a form shows it; some staff may not read it."""

    case: UUID
    reference: str
    title: str
    key: str
    shown: PromiseShown
    near: Nearness
    kept_from: tuple[str, ...] = ()


def chosen(actor: Actor, keys: Sequence[tuple[UUID, str]], *, now: datetime) -> list[Chosen]:
    """These open promises, by case; what was kept meanwhile is left out."""
    found: list[Chosen] = []
    for case in dict.fromkeys(case for case, _key in keys):
        opened = open_for(actor, case, now=now, what="promises")
        permissions.check(actor, "case.work", opened.near)
        wanted = {key for each, key in keys if each == case}
        walls = kept_from(opened.whole)
        found += [_chosen(opened, one, walls) for one in opened.owed if one.key in wanted]
    return found


def _chosen(opened: Open, promise: Promise, walls: Mapping[str, tuple[str, ...]]) -> Chosen:
    return Chosen(
        case=opened.case.id,
        reference=opened.case.reference,
        title=opened.case.title,
        key=promise.key,
        shown=line(promise, at=opened.at, calendar=opened.run.calendar),
        near=opened.near,
        kept_from=(*walls.get(promise.root, ()), *walls.get(promise.entry, ())),
    )
