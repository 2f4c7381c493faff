"""The team's board: what is uncovered, who is here, each person's load, and the weeks ahead.

Counts are taken by the database for each officer, patch and role, and put with whoever acts today;
cases that somebody is kept out of are looked at one by one, since there another may act.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.cover import Post, Staffing, TimeAway, acting_on
from putright.casework.policies import engine_of
from putright.casework.queries.cases import known_to, visible_to
from putright.casework.queries.kept_out import KeptOut, kept_out
from putright.casework.queries.staff import names_of, staffing_of
from putright.core.workdays import due_after, parse_span, to_datetime, when_at
from putright.gateways.clock import LONDON
from putright.stores.accounts.models import Landlord, Team
from putright.stores.record import readings
from putright.stores.record.models import Case
from putright.stores.worklist.models import Card, Owed

ACCEPT_WITHIN = "1 working day"
WEEKS = 4
WHERE = ("case__officer_id", "case__team_id", "case__home__patch_id", "owner", "holder")


class Load(Struct):
    """What somebody acts on today: a count of work, never of a person's worth."""

    owed: int = 0
    overdue: int = 0
    today: int = 0
    high: int = 0


class Uncovered(Struct, frozen=True, kw_only=True):
    """Something that nobody who is here acts on; ``case`` is None where it may not be opened."""

    kind: str
    name: str
    detail: str = ""
    case: UUID | None = None
    patch: UUID | None = None
    count: int = 0
    since: datetime | None = None


class Person(Struct, frozen=True, kw_only=True):
    """A member of a team: here, away, leaving or gone, with the load of today."""

    id: UUID
    name: str
    roles: tuple[str, ...]
    teams: tuple[str, ...]
    state: str
    until: date | None = None
    away: int = 0
    cover: str = ""
    covers_for: tuple[str, ...] = ()
    load: Load


class PatchSeen(Struct, frozen=True, kw_only=True):
    """A patch, who holds it and who acts in it today."""

    id: UUID
    name: str
    team: str
    officer: str
    cover: str
    acts: str


class DaysOf(Struct, frozen=True):
    """A person's next weeks: for each day "here", "away", or "gone", with who covers."""

    name: str
    days: tuple[tuple[str, str], ...]


class Board(Struct, frozen=True, kw_only=True):
    """Everything on the board."""

    uncovered: tuple[Uncovered, ...]
    people: tuple[Person, ...]
    patches: tuple[PatchSeen, ...]
    days: tuple[date, ...]
    rest: frozenset[date]
    calendar: tuple[DaysOf, ...]
    old_since: datetime | None


def board(actor: Actor, *, now: datetime) -> Board:
    """The board of one's own teams; a head of service sees every team."""
    permissions.check(actor, "board.see")
    readings.note_list(landlord=actor.landlord_id, user=actor.user_id, what="board", at=now)
    return Reader(actor, now).board()


def teams_of(actor: Actor, staffing: Staffing) -> frozenset[UUID]:
    """The teams whose staff somebody may see and set: those led, or all."""
    if actor.holds("head of service", "administrator"):
        return frozenset(
            Team.objects.filter(landlord_id=actor.landlord_id).values_list("id", flat=True)
        )
    return frozenset(team for team, leaders in staffing.leaders.items() if actor.user_id in leaders)


class Reader:
    """Reads the board for one person at one moment."""

    def __init__(self, actor: Actor, now: datetime) -> None:
        self.actor, self.now = actor, now
        self.landlord = actor.landlord_id
        self.names = names_of(actor.landlord_id)
        self.staffing = staffing_of(actor.landlord_id, today=now.date())
        self.teams = teams_of(actor, self.staffing)
        self.posts = {post.id: post for post in self.staffing.posts}
        self.team_names = dict(
            Team.objects.filter(landlord_id=self.landlord).values_list("id", "name")
        )

    def board(self) -> Board:
        days = tuple(self._days())
        pack = Landlord.objects.values_list("pack", flat=True).get(id=self.landlord)
        self.calendar = engine_of(pack).calendar
        people = self._people()
        return Board(
            uncovered=tuple(self._uncovered()),
            people=people,
            patches=tuple(self._patches()),
            days=days,
            rest=frozenset(day for day in days if not self.calendar.is_working(day)),
            calendar=tuple(self._weeks(one, days) for one in people),
            old_since=self._old_since(),
        )

    def loads(self) -> Mapping[UUID | None, Load]:
        """By who acts today; None is for what nobody acts on."""
        loads: dict[UUID | None, Load] = defaultdict(Load)
        for acts, row in self._acted(visible_to(self.actor, now=self.now)):
            loads[acts].owed += row["n"]
            loads[acts].overdue += row["overdue"]
            loads[acts].today += row["today"]
        self._add_high(loads)
        return loads

    def _cases(self, cases: QuerySet[Case]) -> QuerySet[Case]:
        return cases.filter(team_id__in=self.teams)

    def _acted(self, cases: QuerySet[Case]) -> Iterable[tuple[UUID | None, dict[str, Any]]]:
        """Counts of open promises with who acts on them."""
        owed = Owed.objects.filter(
            landlord_id=self.landlord, case_id__in=self._cases(cases).values("id")
        )
        walls = self._walls
        apart = Q(case__is_restricted=True) | Q(case_id__in=list(walls.stakes)) | ~Q(kept_from=[])
        for row in _counted(owed.exclude(apart), WHERE, self.now):
            yield self._acting(row), row
        single = (*WHERE, "case_id", "case__is_restricted", "kept_from")
        for row in _counted(owed.filter(apart), single, self.now):
            if not self._is_kept_from_reader(row):
                yield self._acting(row, case=row["case_id"]), row

    def _is_kept_from_reader(self, row: Mapping[str, Any]) -> bool:
        """Whoever is complained of does not count what the complaint makes others owe."""
        return str(self.actor.user_id) in row["kept_from"]

    def _acting(self, row: Mapping[str, Any], case: UUID | None = None) -> UUID | None:
        patch = row["case__home__patch_id"]
        told: dict[str, Any] = {}
        if case is not None:
            told["may"] = self._walls.may(
                self.staffing, case=case, officer=row["case__officer_id"],
                is_restricted=row["case__is_restricted"], kept_from=row.get("kept_from") or (),
            )  # fmt: skip
        return acting_on(
            self.staffing, owner=row.get("owner", ""), officer=row["case__officer_id"],
            team=row["case__team_id"], post=self.posts.get(patch), holder=row.get("holder"), **told,
        ).user  # fmt: skip

    @property
    def _walls(self) -> KeptOut:
        if not hasattr(self, "_kept_out"):
            restricted = self._cases(known_to(self.actor)).filter(is_restricted=True)
            ids = list(restricted.values_list("id", flat=True))
            self._kept_out = kept_out(landlord=self.landlord, restricted=ids, now=self.now)
        return self._kept_out

    def _add_high(self, loads: dict[UUID | None, Load]) -> None:
        visible = self._cases(visible_to(self.actor, now=self.now))
        cards = Card.objects.filter(
            landlord_id=self.landlord, is_open=True, level="high", case_id__in=visible.values("id")
        )
        apart = Q(case__is_restricted=True) | Q(case_id__in=list(self._walls.stakes))
        where = WHERE[:3]
        for row in cards.exclude(apart).values(*where).annotate(n=Count("pk")).order_by():
            loads[self._acting(row)].high += row["n"]
        for row in cards.filter(apart).values(*where, "case_id", "case__is_restricted"):
            loads[self._acting(row, case=row["case_id"])].high += 1

    # -- uncovered ---------------------------------------------------------------------------

    def _uncovered(self) -> Iterable[Uncovered]:
        yield from self._promises_of_nobody()
        for post in self._own_posts():
            if self._acts_in(post) is None:
                yield Uncovered(kind="patch", name=post.name, patch=post.id)
        yield from self._not_accepted()

    def _promises_of_nobody(self) -> Iterable[Uncovered]:
        """Nothing in the usual run of things; each case that has such a promise is named."""
        known = self._cases(known_to(self.actor))
        nobody = [(acts, row) for acts, row in self._acted(known) if acts is None]
        if not nobody:
            return
        single = (*WHERE, "case_id", "case__is_restricted", "kept_from", "case__reference")
        owed = Owed.objects.filter(landlord_id=self.landlord, case_id__in=known.values("id"))
        seen = set(visible_to(self.actor, now=self.now).values_list("id", flat=True))
        found: dict[UUID, Uncovered] = {}
        for row in _counted(owed, single, self.now):
            case = row["case_id"]
            if self._is_kept_from_reader(row) or self._acting(row, case=case) is not None:
                continue
            before = found.get(case)
            found[case] = Uncovered(
                kind="promises",
                name=row["case__reference"],
                case=case if case in seen else None,
                count=row["n"] + (before.count if before else 0),
                since=row["first"],
            )
        yield from found.values()

    def _not_accepted(self) -> Iterable[Uncovered]:
        visible = self._cases(visible_to(self.actor, now=self.now))
        cards = Card.objects.filter(
            landlord_id=self.landlord, unaccepted__gt=0, handed_at__isnull=False,
            case_id__in=visible.values("id"),
        )  # fmt: skip
        rows = cards.order_by("handed_at", "case_id").values_list(
            "case_id", "case__reference", "unaccepted", "handed_at", "handed_to"
        )
        for case, reference, count, at, to in rows:
            if at is not None and self._is_late(at):
                yield Uncovered(
                    kind="handover", name=reference, detail=self.names.get(to, "") if to else "",
                    case=case, count=count, since=at.astimezone(LONDON),
                )  # fmt: skip

    def _is_late(self, at: datetime) -> bool:
        due = due_after(parse_span(ACCEPT_WITHIN), when_at(at), self.calendar)
        return self.now > to_datetime(due.last)

    # -- people and patches ------------------------------------------------------------------

    def _people(self) -> tuple[Person, ...]:
        loads = self.loads()
        in_scope = {user for team in self.teams for user in self.staffing.members.get(team, ())}
        in_scope |= self._with_cases()
        in_scope |= {user for user, load in loads.items() if user is not None and load.owed}
        found = [self._person(user, loads.get(user, Load())) for user in in_scope]
        return tuple(sorted(found, key=lambda one: (one.teams, one.name)))

    def _with_cases(self) -> set[UUID]:
        """Whoever is the officer of an open case, also those who left."""
        cases = self._cases(visible_to(self.actor, now=self.now))
        users = cases.filter(card__is_open=True, officer__isnull=False).values_list(
            "officer_id", flat=True
        )
        return set(users.distinct())

    def _person(self, user: UUID, load: Load) -> Person:
        away = self.staffing.away_today(user)
        acts = self.staffing.acting_for(user) if away else None
        return Person(
            id=user,
            name=self.names.get(user, ""),
            roles=tuple(sorted(r for r, users in self.staffing.holders.items() if user in users)),
            teams=tuple(
                self.team_names[team] for team, users in self.staffing.members.items()
                if user in users
            ),
            state=self._state(user, away),
            until=self._until(user, away),
            away=away.id if away else 0,
            cover=self.names.get(acts, "") if acts else "",
            covers_for=tuple(
                self.names.get(one.user, "") for one in self.staffing.away
                if one.holds_on(self.staffing.day) and self.staffing.acting_for(one.user) == user
            ),
            load=load,
        )  # fmt: skip

    def _state(self, user: UUID, away: TimeAway | None) -> str:
        if away is not None:
            return "left" if away.is_leaving else "away"
        if user not in self.staffing.here:
            return "gone"
        return "leaving" if self._leaves(user) else "here"

    def _leaves(self, user: UUID) -> TimeAway | None:
        return next(
            (one for one in self.staffing.away if one.user == user and one.is_leaving), None
        )

    def _until(self, user: UUID, away: TimeAway | None) -> date | None:
        leaves = self._leaves(user)
        if leaves is not None:
            return leaves.starts_on
        return away.ends_on if away else None

    def _own_posts(self) -> list[Post]:
        return [post for post in self.staffing.posts if post.team in self.teams]

    def _acts_in(self, post: Post) -> UUID | None:
        return acting_on(
            self.staffing, owner="", officer=post.officer, team=post.team, post=post
        ).user

    def _patches(self) -> Iterable[PatchSeen]:
        for post in self._own_posts():
            acts = self._acts_in(post)
            yield PatchSeen(
                id=post.id,
                name=post.name,
                team=self.team_names[post.team],
                officer=self.names.get(post.officer, "") if post.officer else "",
                cover=self.names.get(post.cover, ""),
                acts=self.names.get(acts, "") if acts else "",
            )

    # -- the weeks ahead ---------------------------------------------------------------------

    def _days(self) -> Iterable[date]:
        monday = self.now.date() - timedelta(days=self.now.date().weekday())
        return (monday + timedelta(days=ahead) for ahead in range(7 * WEEKS))

    def _weeks(self, person: Person, days: Collection[date]) -> DaysOf:
        times = [one for one in self.staffing.away if one.user == person.id]
        return DaysOf(person.name, tuple(self._day(times, day) for day in days))

    def _day(self, times: Collection[TimeAway], day: date) -> tuple[str, str]:
        one = next((each for each in times if each.holds_on(day)), None)
        if one is None:
            return ("here", "")
        return ("left" if one.is_leaving else "away", self.names.get(one.cover, ""))

    def _old_since(self) -> datetime | None:
        old = Card.objects.filter(
            landlord_id=self.landlord, changes_at__lte=self.now - timedelta(minutes=10)
        )
        found: datetime | None = old.aggregate(first=Min("changes_at"))["first"]
        return found.astimezone(LONDON) if found else None


def _counted(
    owed: QuerySet[Owed], names: Collection[str], now: datetime
) -> Iterable[dict[str, Any]]:
    """Open promises counted by these columns: all, overdue, due today."""
    midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), LONDON)
    late = now - timedelta(minutes=1)
    counted = owed.values(*names).annotate(
        n=Count("number"),
        overdue=Count("number", filter=Q(due_at__lte=late)),
        today=Count("number", filter=Q(due_at__gt=late, due_at__lt=midnight)),
        first=Min("due_at"),
    )
    return list(counted.order_by())
