"""Who acts today: worked out from patch, role, absence and cover, whenever a list is read.

Nothing is moved when somebody goes away, so nothing can be left behind: work of a person who is
not there is the cover's for as long, and that of a cover who is away too is the next one's.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from uuid import UUID

from msgspec import Struct


class TimeAway(Struct, frozen=True):
    """Somebody is not there from a day to a day (open: left), and who covers."""

    user: UUID
    starts_on: date
    ends_on: date | None
    cover: UUID
    is_leaving: bool = False
    told_by: UUID | None = None
    id: int = 0

    def holds_on(self, day: date) -> bool:
        """Whether the person is away that day; a leaver is there on the last day still."""
        begun = self.starts_on < day if self.is_leaving else self.starts_on <= day
        return begun and (self.ends_on is None or day <= self.ends_on)


class Post(Struct, frozen=True):
    """A patch: who holds it (None: vacant), who covers it, whose team it is."""

    id: UUID
    name: str
    team: UUID
    officer: UUID | None
    cover: UUID


class Staffing(Struct, frozen=True):
    """Everybody of one landlord as of a day: who works here, leads, is away, covers.

    ``holders`` are by role, wherever it is held; ``members`` by team, whatever their role.
    """

    day: date
    here: frozenset[UUID]
    away: tuple[TimeAway, ...] = ()
    posts: tuple[Post, ...] = ()
    leaders: Mapping[UUID, tuple[UUID, ...]] = {}
    heads: tuple[UUID, ...] = ()
    holders: Mapping[str, tuple[UUID, ...]] = {}
    members: Mapping[UUID, tuple[UUID, ...]] = {}

    def away_today(self, user: UUID) -> TimeAway | None:
        """The time away that this day falls into."""
        return next((one for one in self.away if one.user == user and one.holds_on(self.day)), None)

    def is_here(self, user: UUID) -> bool:
        """Whether the account works and its holder is not away today."""
        return user in self.here and self.away_today(user) is None

    def plays(self, user: UUID, roles: Iterable[str]) -> bool:
        """Whether somebody holds one of these roles, wherever it is held."""
        return any(user in self.holders.get(role, ()) for role in roles)

    def acting_for(self, user: UUID) -> UUID | None:
        """Who acts for somebody today: that person, else the cover, and the cover's cover.

        None where the chain ends in nobody who is here, or comes back to itself.
        """
        seen: set[UUID] = set()
        while user not in seen:
            if self.is_here(user):
                return user
            seen.add(user)
            away = self.away_today(user)
            if away is None:
                return None
            user = away.cover
        return None


class Acting(Struct, frozen=True):
    """Who acts on a promise today and why it is that person; nobody is a fault to be shown."""

    user: UUID | None
    instead_of: UUID | None = None
    by: str = "own"


May = Callable[[UUID], bool]


def passing_over(user: UUID) -> str:
    """How a row says that it never waits for somebody, who may know of it all the same."""
    return f"not {user}"


def anybody(user: UUID) -> bool:
    """Whether somebody may see the case, where nobody is kept out of it."""
    return True


def acting_on(
    staffing: Staffing,
    *,
    owner: str,
    officer: UUID | None,
    team: UUID,
    post: Post | None,
    holder: UUID | None = None,
    may: May = anybody,
) -> Acting:
    """Who acts on what the role ``owner`` owes in a case of that officer, team and patch.

    Whom the promise was handed to; the role's holder; else whoever stands in; else the patch's
    cover, the team's leader, the head of service. Whoever may not see the case (``may``) is passed
    over, so that nothing can wait for somebody for whom it does not exist.
    """
    listed = _candidates(staffing, owner, officer, team, post)
    for named, by in [(holder, "handed"), *listed] if holder else listed:
        acts = staffing.acting_for(named)
        if acts is not None and may(acts):
            theirs = by in ("own", "handed")
            instead = named if acts != named else (None if theirs else officer)
            return Acting(user=acts, instead_of=instead, by="cover" if acts != named else by)
    return Acting(user=None)


def _candidates(
    staffing: Staffing, owner: str, officer: UUID | None, team: UUID, post: Post | None
) -> list[tuple[UUID, str]]:
    """Who could act, the nearest first, with why."""
    listed: list[tuple[UUID, str]] = []
    if owner == "team leader":
        listed += [(user, "own") for user in staffing.leaders.get(team, ())]
    elif owner not in OFFICERS:
        listed += [(user, "own") for user in staffing.holders.get(owner, ())]
    if officer is not None:
        listed.append((officer, "own"))
    if post is not None:
        listed += [(post.officer, "own")] if post.officer and officer is None else []
        listed.append((post.cover, "cover of the patch"))
    listed += [(user, "team leader") for user in staffing.leaders.get(team, ())]
    listed += [(user, "head of service") for user in staffing.heads]
    return listed


OFFICERS = frozenset({"case officer", "officer", ""})
ELSEWHERE = frozenset({"repairs team", "allocations officer", "legal adviser"})
"""Parts that no member of the casework staff plays: the officer waits for them, and asks."""
