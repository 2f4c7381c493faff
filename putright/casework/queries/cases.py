"""Which cases somebody may know of: the one scope that every page, list, search and count uses.

Three circles round a restricted case (security R4): the cleared see it; others of the same service
see that it is there, and can open it with a reason; whoever has a stake in it, and whoever is
outside, does not find it at all.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.permissions import READERS, Nearness
from putright.casework.queries import stakes
from putright.casework.refused import NeedsReason, NotThere
from putright.stores.accounts.models import Patch
from putright.stores.record import readings
from putright.stores.record.models import Case, Clearance, Party
from putright.stores.worklist.models import Owed


def visible_to(actor: Actor, *, now: datetime, has_stake: bool = True) -> QuerySet[Case]:
    """The cases that somebody may open: of the landlord, without a stake, cleared if restricted.

    A caller who has read every stake there is and found none of this actor's says ``has_stake``
    False, and the database is not asked for them once more.
    """
    found = known_to(actor, has_stake=has_stake)
    return found.filter(Q(is_restricted=False) | _cleared(actor, now))


def known_to(actor: Actor, *, has_stake: bool = True) -> QuerySet[Case]:
    """The cases that exist for somebody, the restricted ones of the same service among them."""
    if actor.roles.isdisjoint(READERS) and not actor.is_system:
        return Case.objects.none()
    found = Case.objects.filter(landlord_id=actor.landlord_id)
    return found.exclude(_has_stake(actor)) if has_stake and not actor.is_system else found


def restricted_for(actor: Actor, *, now: datetime) -> QuerySet[Case]:
    """The cases of which somebody may know the reference and that they are restricted."""
    return known_to(actor).filter(is_restricted=True).exclude(_cleared(actor, now))


def find(
    actor: Actor, case_id: UUID, *, now: datetime, what: str = "case", detail: str = ""
) -> tuple[Case, Nearness]:
    """A case, for reading; that it was read is written down in the same request (R7).

    Raises ``NotThere`` where it does not exist for this person, and ``NeedsReason`` where it is
    restricted and can be opened with one.
    """
    case = _found(actor, case_id, now)
    near = nearness(actor, case, now=now)
    permissions.check(actor, "case.see", near)
    readings.note(
        landlord=actor.landlord_id,
        user=actor.user_id,
        what=what,
        at=now,
        case=case.id,
        detail=detail,
    )
    return case, near


def near_to(actor: Actor, case_id: UUID, *, now: datetime) -> Nearness:
    """How somebody stands to a case that they write in; raises as ``find`` does."""
    return nearness(actor, _found(actor, case_id, now), now=now)


def owing(actor: Actor, *, person: UUID, pledge: str, now: datetime) -> list[UUID]:
    """The visible cases with this person in which that pledge is still open."""
    seen = visible_to(actor, now=now).filter(parties__person_id=person)
    owed = Owed.objects.filter(landlord_id=actor.landlord_id, case_id=OuterRef("pk"), pledge=pledge)
    return list(seen.filter(Exists(owed)).distinct().values_list("id", flat=True))


ANYWHERE = frozenset({"complaints handler", "approver"})
"""Roles whose work is in every team's cases, where somebody holds them for no one team."""


def nearness(actor: Actor, case: Case, *, now: datetime) -> Nearness:
    """How somebody stands to a case that exists for them.

    Whoever sees a restricted case only since they gave a reason reads it, and works in it where
    they lead: else a look of eight hours could be made into one for ever.
    """
    here = actor.roles_in(case.team_id)
    works = case.team_id in actor.teams or not ANYWHERE.isdisjoint(actor.everywhere)
    roles = here
    if "head of service" in actor.roles or _is_let_in(actor, case, now):
        roles, works = here | (actor.roles - {"team leader"}), True
    elif case.is_restricted:
        works = "team leader" in here
    return Nearness(case_id=case.id, sees=True, works=works, roles=roles)


def _is_let_in(actor: Actor, case: Case, now: datetime) -> bool:
    """Whether somebody is the officer, stands in, or was cleared by a colleague."""
    if case.officer_id in (actor.user_id, *actor.stands_in_for):
        return True
    mine = Clearance.objects.filter(_holds(now), case_id=case.id, user_id=actor.user_id)
    return mine.filter(broke_glass=False).exists() or _acts_in(actor, case)


def _acts_in(actor: Actor, case: Case) -> bool:
    """Whether one of its promises was handed to somebody, or they cover its vacant patch."""
    mine = (actor.user_id, *actor.stands_in_for)
    handed = Owed.objects.filter(landlord_id=actor.landlord_id, case_id=case.id, holder__in=mine)
    if handed.exists():
        return True
    is_vacant = case.officer_id is None and case.home_id is not None
    return is_vacant and Patch.objects.filter(home=case.home_id, cover_id__in=mine).exists()


def _found(actor: Actor, case_id: UUID, now: datetime) -> Case:
    joined = ("landlord", "home", "team", "officer")
    seen = visible_to(actor, now=now, has_stake=stakes.has_told(actor))
    case = seen.select_related(*joined).filter(id=case_id).first()
    if case is not None:
        return case
    hidden = restricted_for(actor, now=now).filter(id=case_id).first()
    if hidden is not None:
        raise NeedsReason(hidden.id, hidden.reference)
    raise NotThere


def _cleared(actor: Actor, now: datetime) -> Q:
    mine = Clearance.objects.filter(_holds(now), case_id=OuterRef("pk"), user_id=actor.user_id)
    officers = [actor.user_id, *actor.stands_in_for]
    return Q(Exists(mine)) | Q(officer_id__in=officers)


def _holds(now: datetime) -> Q:
    return Q(starts_at__lte=now) & (Q(ends_at__isnull=True) | Q(ends_at__gt=now))


def _has_stake(actor: Actor) -> Q:
    """A stake that was told of, or one that follows: somebody near, or their home, is in it."""
    near = stakes.near(actor)
    parts = Party.objects.filter(case_id=OuterRef("pk")).filter(near.as_people("person"))
    return Q(Exists(parts)) | near.as_home("home")
