"""The cases in which somebody may have something to do, each found through an index.

They are more rather than fewer: who acts on each promise is worked out on what comes back.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from putright.casework.actor import Actor
from putright.casework.cover import Staffing
from putright.stores.record.models import Case, Clearance
from putright.stores.worklist.models import Card, Owed

Ids = QuerySet[Case, UUID] | QuerySet[Owed, UUID] | QuerySet[Card, UUID] | QuerySet[Clearance, UUID]


def mine(
    actor: Actor, staffing: Staffing, users: Collection[UUID], walled: Collection[UUID], *,
    now: datetime,
) -> frozenset[UUID]:  # fmt: skip
    """Ids of cases in which that person may act, whoever owes; ``users`` are all staff ever.

    ``walled`` are cases that some of the staff are kept out of: another may act there.
    """
    acts = {user: staffing.acting_for(user) for user in _not_here(users, staffing)}
    me = frozenset(user for user, by in acts.items() if by == actor.user_id) | {actor.user_id}
    gone = [user for user, by in acts.items() if by is None]
    arms = [
        *_by_officer(actor.landlord_id, me),
        *_fallback(actor.landlord_id, me, gone, staffing),
        *_by_role(actor.landlord_id, me, staffing, now),
    ]
    first, *others = arms
    found = first.union(*others) if others else first
    return frozenset(found) | frozenset(walled)


def _not_here(users: Collection[UUID], staffing: Staffing) -> set[UUID]:
    """Everybody for whom another acts; whoever is here acts for themselves."""
    away = {one.user for one in staffing.away if one.holds_on(staffing.day)}
    return {user for user in users if user in away or user not in staffing.here}


def _by_officer(landlord: UUID, me: Collection[UUID]) -> Iterable[Ids]:
    """Whose officer somebody is or stands in for; what was handed on; what one is cleared for."""
    yield Case.objects.filter(landlord_id=landlord, officer_id__in=me).values_list("id", flat=True)
    held = Owed.objects.filter(landlord_id=landlord, holder__in=me)
    yield held.values_list("case_id", flat=True)
    cleared = Clearance.objects.filter(landlord_id=landlord, user_id__in=me)
    yield cleared.values_list("case_id", flat=True)


def _fallback(
    landlord: UUID, me: frozenset[UUID], gone: list[UUID], staffing: Staffing
) -> Iterable[Ids]:
    """Cases whose officer, or post, leads to nobody: they come to covers, leaders, heads.

    So does a case in which a complaint names the officer: nothing waits for them meanwhile.
    """
    posts = [post.id for post in staffing.posts if {post.officer, post.cover} & me]
    teams = _teams(me, staffing)
    where = Q(home__patch_id__in=posts) | Q(team_id__in=teams)
    if me.intersection(staffing.heads):
        where = Q()
    elif not posts and not teams:
        return
    for nobody in (Q(officer_id__isnull=True), Q(officer_id__in=gone)):
        found = Case.objects.filter(nobody & where, landlord_id=landlord)
        yield found.values_list("id", flat=True)
    named = ~Q(card__kept_from=[]) & Q(card__isnull=False)
    yield Case.objects.filter(named & where, landlord_id=landlord).values_list("id", flat=True)


def _by_role(
    landlord: UUID, me: frozenset[UUID], staffing: Staffing, now: datetime
) -> Iterable[Ids]:
    """What roles owe comes to their holders, also what time has made them owe since."""
    teams = _teams(me, staffing)
    roles = [
        role
        for role, users in staffing.holders.items()
        if role not in ("officer", "team leader") and me.intersection(users)
    ]
    old = Card.objects.filter(landlord_id=landlord, changes_at__lte=now)
    owed = Owed.objects.filter(landlord_id=landlord)
    if teams:
        led = owed.filter(owner="team leader", case__team_id__in=teams)
        yield led.values_list("case_id", flat=True)
        yield old.filter(case__team_id__in=teams).values_list("case_id", flat=True)
    if roles:
        yield owed.filter(owner__in=roles).values_list("case_id", flat=True)
        yield old.values_list("case_id", flat=True)


def _teams(me: frozenset[UUID], staffing: Staffing) -> list[UUID]:
    return [team for team, users in staffing.leaders.items() if me.intersection(users)]
