"""Who is kept out of which case, for all staff at once: lists of who acts must know it.

``queries.cases`` asks for one person which cases exist; here the same is asked for everybody who
could act, so that nothing comes to rest with somebody who cannot see it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from msgspec import Struct

from putright.casework.cover import May, Staffing, passing_over
from putright.stores.people.models import Interest, Member, Person, Tenancy
from putright.stores.record.models import Case, Clearance, Party

Sets = Mapping[UUID, frozenset[UUID]]
Users = defaultdict[UUID, set[UUID]]


class KeptOut(Struct, frozen=True):
    """Staff with a stake, by case, and staff who are cleared, by restricted case."""

    stakes: Sets
    cleared: Sets

    def may(
        self, staffing: Staffing, *, case: UUID, officer: UUID | None, is_restricted: bool,
        kept_from: Collection[str] = (),
    ) -> May:  # fmt: skip
        """Whether somebody may see the case and, of what it owes, what is kept from some."""
        out = self.stakes.get(case, frozenset())
        stands_in = staffing.acting_for(officer) if officer is not None else None
        let_in = self.cleared.get(case, frozenset()) | {officer, stands_in}

        def may(user: UUID) -> bool:
            if user in out or not kept_from_both(user).isdisjoint(kept_from):
                return False
            return not is_restricted or user in let_in

        return may


def kept_from_both(user: UUID) -> frozenset[str]:
    """How a row names somebody who may not know of it, and one who may but is passed over."""
    return frozenset({str(user), passing_over(user)})


def kept_out(
    *, landlord: UUID, restricted: Collection[UUID], now: datetime, known: Sets | None = None
) -> KeptOut:
    """Everybody who is kept out; ``restricted`` are the restricted cases that are looked at.

    ``known`` are the stakes, where they were read already.
    """
    held = stakes(landlord) if known is None else known
    return KeptOut(stakes=held, cleared=_cleared(landlord, restricted, now))


def stakes(landlord: UUID) -> Sets:
    """The staff with a stake in each case, told of or following: ``stakes.near`` for everybody."""
    people, homes = near(landlord)
    return _by_case(landlord, people, homes) if people or homes else {}


def near(landlord: UUID) -> tuple[Users, Users]:
    """The staff with a stake in each person, and in each home, told of or following."""
    people: Users = defaultdict(set)
    homes: Users = defaultdict(set)
    told = Interest.objects.filter(landlord_id=landlord)
    for user, person, home in told.values_list("user_id", "person_id", "home_id"):
        if person is not None:
            people[person].add(user)
        if home is not None:
            homes[home].add(user)
    if not people and not homes:
        return people, homes
    members = Member.objects.filter(landlord_id=landlord)
    household = _household(members, people, homes)
    _add(homes, _homes_of(landlord, people), people)
    for person, users in household.items():
        people[person] |= users
    return people, homes


def _household(members: QuerySet[Member], people: Users, homes: Users) -> Users:
    """Who lives or lived with somebody, or in a home, that staff have a stake in."""
    found: Users = defaultdict(set)
    shared: Users = defaultdict(set)
    theirs = members.filter(person_id__in=people)
    _add(shared, theirs.values_list("tenancy_id", "person_id"), people)
    with_them = members.filter(tenancy_id__in=shared)
    _add(found, with_them.values_list("person_id", "tenancy_id"), shared)
    there = members.filter(tenancy__home_id__in=homes)
    _add(found, there.values_list("person_id", "tenancy__home_id"), homes)
    return found


def _homes_of(landlord: UUID, people: Users) -> list[tuple[UUID | None, UUID]]:
    """The homes in which these people live now, each with the person."""
    own = Person.objects.filter(landlord_id=landlord, id__in=people)
    open_ones = Tenancy.objects.filter(landlord_id=landlord, ends_on__isnull=True)
    held = open_ones.filter(members__person_id__in=people)
    return [
        *own.values_list("home_id", "id"), *held.values_list("home_id", "members__person_id"),
    ]  # fmt: skip


def _add(to: Users, pairs: Iterable[tuple[UUID | None, UUID | None]], whose: Users) -> None:
    """Whoever has a stake in the second of a pair has one in the first."""
    for one, other in list(pairs):
        if one is not None and other is not None and other in whose:
            to[one] |= whose[other]


def _by_case(landlord: UUID, people: Users, homes: Users) -> Sets:
    found: Users = defaultdict(set)
    parties = Party.objects.filter(landlord_id=landlord)
    there = parties.filter(person__home_id__in=homes)
    _add(found, parties.filter(person_id__in=people).values_list("case_id", "person_id"), people)
    _add(found, there.values_list("case_id", "person__home_id"), homes)
    cases = Case.objects.filter(landlord_id=landlord, home_id__in=homes)
    _add(found, cases.values_list("id", "home_id"), homes)
    return {case: frozenset(users) for case, users in found.items()}


def _cleared(landlord: UUID, restricted: Collection[UUID], now: datetime) -> Sets:
    if not restricted:
        return {}
    holds = Q(starts_at__lte=now) & (Q(ends_at__isnull=True) | Q(ends_at__gt=now))
    rows = Clearance.objects.filter(holds, landlord_id=landlord, case_id__in=restricted)
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for case, user in rows.values_list("case_id", "user_id"):
        found[case].add(user)
    return {case: frozenset(users) for case, users in found.items()}
