"""Whose each thing is that came in, who may know of it, by when: worked out when it is read.

Whoever has a stake in whoever it is from or names, and whoever it complains of by name, does not
find it at all. What belongs to a restricted case, by a token of ours or by whom it is from or names
(``triage_circle``), is for those cleared and the leader whom the pack names; where none of them is
here, for the other leaders: nothing waits for nobody.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from putright.casework.cover import Acting, Post, Staffing, acting_on
from putright.casework.live import load_all
from putright.casework.permissions import TAKERS
from putright.casework.policies import engine_of
from putright.casework.queries.kept_out import KeptOut, kept_out, near, stakes
from putright.casework.queries.staff import names_of, staffing_of
from putright.casework.queries.triage_circle import Cases, circle
from putright.casework.triage_words import due
from putright.casework.walls import kept_from
from putright.stores.accounts.models import Landlord
from putright.stores.people.models import Home, Person
from putright.stores.post import items
from putright.stores.post.items import Row
from putright.stores.record.models import Case
from putright.stores.worklist.models import Subject

FEWEST = 5
"""Letters of a name that is looked for in what came in: shorter ones stand in any text."""
QUOTED = re.compile(r"^(?:>|On .{1,200} wrote:|-{2,} ?Original|From: )", re.MULTILINE)
"""Where an answer begins to repeat what it answers: our own name stands there and blames nobody."""
Users = Mapping[UUID, frozenset[UUID]]


class Standing(Struct, frozen=True, kw_only=True):
    """Who acts on it today, by when, and who may know of it (``only`` None: whoever may triage)."""

    acting: Acting
    due_at: datetime
    kept_from: frozenset[UUID]
    only: frozenset[UUID] | None = None

    def may(self, user: UUID) -> bool:
        """Whether it exists for somebody."""
        return user not in self.kept_from and (self.only is None or user in self.only)


class Found(Struct, frozen=True):
    """What one look at some items draws on, read once for all of them."""

    staffing: Staffing
    pack: str
    cases: Mapping[UUID, Case]
    patches: Mapping[UUID, UUID | None]
    walls: KeptOut
    kept: Users
    circles: Cases
    leads: tuple[UUID, ...]


def standings(
    landlord: UUID, rows: Sequence[Row], *, now: datetime, staffing: Staffing | None = None
) -> dict[UUID, Standing]:
    """How each of these items stands; the queries do not grow with them."""
    if not rows:
        return {}
    found = _found(landlord, rows, now, staffing or staffing_of(landlord, today=now.date()))
    return {row.id: _standing(row, found) for row in rows}


def guessed(row: Row, what: str) -> UUID | None:
    """The person, case or home that the guess names; whatever is no id is none."""
    try:
        return UUID(str(row.guess.get(what) or ""))
    except ValueError:
        return None


def case_of(row: Row) -> UUID | None:
    """The case that it belongs to, or seems to."""
    return row.case_id or guessed(row, "case")


def _found(landlord: UUID, rows: Sequence[Row], now: datetime, staffing: Staffing) -> Found:
    around = circle(landlord, rows)
    ids = {case for row in rows if (case := case_of(row))}
    ids |= {case for found in around.restricted.values() for case in found}
    cases = {
        case.id: case for case in Case.objects.filter(landlord_id=landlord, id__in=ids)
    }  # fmt: skip
    homes = {home for row in rows if (home := row.home or guessed(row, "home"))}
    homes |= {case.home_id for case in cases.values() if case.home_id}
    of_home = Home.objects.filter(landlord_id=landlord, id__in=homes, patch__isnull=False)
    restricted = [case.id for case in cases.values() if case.is_restricted]
    pack = Landlord.objects.values_list("pack", flat=True).get(id=landlord)
    kept = _kept(landlord, rows)
    for key, users in around.walled.items():
        kept[key] |= users
    return Found(
        staffing=staffing,
        pack=pack,
        cases=cases,
        patches=dict(of_home.values_list("id", "patch_id")),
        walls=kept_out(landlord=landlord, restricted=restricted, now=now, known=stakes(landlord)),
        kept=kept,
        circles=around.restricted,
        leads=_leads(pack, staffing, now),
    )


def _leads(pack: str, staffing: Staffing, now: datetime) -> tuple[UUID, ...]:
    """Who reads new post of restricted cases besides those cleared, as the pack says."""
    rows = engine_of(pack).stack.practice_on("post_circle", now.date())
    return tuple(user for row in rows for user in staffing.holders.get(row.leads, ()))


def _standing(row: Row, found: Found) -> Standing:
    case = found.cases.get(case_of(row) or row.id)
    around = _around(row, case, found)
    kept = found.kept[row.id].union(
        *(found.walls.stakes.get(one.id, frozenset()) for one in (*around, case) if one)
    )
    due_at = due(found.pack, row.came_at, is_urgent=bool(row.urgent))
    if row.parked_until is not None:
        due_at = max(due_at, row.parked_until)
    only = _circle(row, around, found, kept) if around else None
    one = Standing(acting=Acting(user=None), due_at=due_at, kept_from=kept, only=only)
    acting = _acting(row, case or _nearest(around, found, one), found, one)
    return Standing(acting=acting, due_at=due_at, kept_from=kept, only=only)


def _around(row: Row, case: Case | None, found: Found) -> tuple[Case, ...]:
    """The restricted cases that it may belong to: its own, else all that it is from or names."""
    asked = {case.id} if case is not None and case.is_restricted else set[UUID]()
    if row.case_id is None:
        asked |= found.circles.get(row.id, frozenset())
    return tuple(found.cases[one] for one in sorted(asked) if one in found.cases)


def _nearest(around: Sequence[Case], found: Found, one: Standing) -> Case | None:
    """The one of them whose officer, or who stands in for that officer, may act on it."""

    def has_officer(case: Case) -> bool:
        acts = found.staffing.acting_for(case.officer_id) if case.officer_id else None
        return acts is not None and one.may(acts)

    return next(filter(has_officer, around), around[0] if around else None)


def _circle(
    row: Row, cases: Sequence[Case], found: Found, kept: Collection[UUID]
) -> frozenset[UUID]:
    """Who is cleared for all of them, and who leads; never nobody who is here.

    Where neither is here, the leaders of the team, the heads, then every leader follow.
    """
    staffing = found.staffing
    mays = [
        found.walls.may(staffing, case=case.id, officer=case.officer_id, is_restricted=True)
        for case in cases
    ]
    cleared = (user for user in staffing.here if all(may(user) for may in mays))
    only = frozenset([*cleared, *found.leads]).difference(kept)
    teams = {row.team, *(case.team_id for case in cases)}
    led = [user for team in teams for user in staffing.leaders.get(team, ())]
    for more in ((*led, *staffing.heads), staffing.holders.get("team leader", ())):
        if any(staffing.is_here(user) and staffing.plays(user, TAKERS) for user in only):
            return only
        only |= frozenset(more).difference(kept)
    return only


def _acting(row: Row, case: Case | None, found: Found, one: Standing) -> Acting:
    staffing = found.staffing

    def may(user: UUID) -> bool:
        return staffing.plays(user, TAKERS) and one.may(user)

    if user := _above(row, staffing, one.kept_from, may):
        return Acting(user=user, by="head of service")
    acting = acting_on(
        staffing, owner="officer", officer=row.officer or (case.officer_id if case else None),
        team=row.team, post=_post(row, case, found), holder=row.claimed_by, may=may,
    )  # fmt: skip
    if acting.user is not None:
        return acting
    anybody = [
        *staffing.members.get(row.team, ()), *staffing.holders.get("team leader", ()),
        *staffing.holders.get("contact centre", ()), *sorted(one.only or ()),
    ]  # fmt: skip
    user = next((user for user in anybody if staffing.is_here(user) and may(user)), None)
    return Acting(user=user, by="team") if user else acting


def _above(
    row: Row, staffing: Staffing, kept: Collection[UUID], may: Callable[[UUID], bool]
) -> UUID | None:
    """Who has at once what cannot wait and is hidden from a leader of its team; else None.

    That is the head of service, or a leader of another team: nobody whom that leader leads.
    """
    led = staffing.leaders.get(row.team, ())
    if not row.urgent or row.claimed_by or not any(user in kept for user in led):
        return None
    others = (user for user in staffing.holders.get("team leader", ()) if user not in led)
    acts = (staffing.acting_for(user) for user in (*staffing.heads, *others))
    return next((user for user in acts if user is not None and may(user)), None)


def _post(row: Row, case: Case | None, found: Found) -> Post | None:
    home = row.home or guessed(row, "home") or (case.home_id if case else None)
    patch = row.patch or (found.patches.get(home) if home else None)
    return next((post for post in found.staffing.posts if post.id == patch), None)


def _kept(landlord: UUID, rows: Sequence[Row]) -> defaultdict[UUID, frozenset[UUID]]:
    """Who may know nothing of which item, save for what its case says."""
    told: defaultdict[UUID, set[UUID]] = defaultdict(set)
    people, homes = near(landlord)
    for row in rows:
        told[row.id] |= {UUID(user) for user in row.kept_from}
        told[row.id] |= people.get(guessed(row, "person") or row.id, set())
        for home in (row.home, guessed(row, "home")):
            told[row.id] |= homes.get(home or row.id, set())
    _by_their_words(landlord, rows, told, _words_near(landlord, people, homes))
    _behind_walls(landlord, rows, told)
    frozen: defaultdict[UUID, frozenset[UUID]] = defaultdict(frozenset)
    frozen.update({key: frozenset(users) for key, users in told.items()})
    return frozen


def _by_their_words(
    landlord: UUID, rows: Sequence[Row], told: defaultdict[UUID, set[UUID]],
    of_stakes: Mapping[str, set[UUID]],
) -> None:  # fmt: skip
    """Names of whom somebody has a stake in; and our own names in what sounds like a complaint."""
    unhappy = {row.id for row in rows if row.unhappy}
    if not of_stakes and not unhappy:
        return
    own = {_plain(name): {user} for user, name in names_of(landlord).items() if _is_name(name)}
    asked = [row.id for row in rows] if of_stakes else list(unhappy)
    for key, text in items.words_of(landlord=landlord, items=asked).items():
        said = _plain(text)
        told[key] |= {user for words, users in of_stakes.items() if words in said for user in users}
        if key in unhappy:
            new = _plain(QUOTED.split(text, maxsplit=1)[0])
            told[key] |= {user for words, users in own.items() if words in new for user in users}


def _behind_walls(landlord: UUID, rows: Sequence[Row], told: defaultdict[UUID, set[UUID]]) -> None:
    """What became an entry that a wall keeps from somebody is kept from them here as well."""
    became = {row.case_id for row in rows if row.case_id and row.entry}
    named = Subject.objects.filter(landlord_id=landlord, case_id__in=became)
    if not became or not (asked := set(named.values_list("case_id", flat=True))):
        return
    found = Case.objects.filter(landlord_id=landlord, id__in=asked)
    cases = found.select_related("landlord", "home").prefetch_related("parties")
    lives = load_all(list(cases.order_by("id")))
    hidden = {live.case.id: kept_from(live) for live in lives}
    for row in rows:
        users = hidden.get(row.case_id or row.id, {}).get(row.entry, ())
        told[row.id] |= {UUID(user) for user in users}


def _words_near(
    landlord: UUID, people: Mapping[UUID, set[UUID]], homes: Mapping[UUID, set[UUID]]
) -> dict[str, set[UUID]]:
    """By which words whoever and whatever staff have a stake in is named in a text."""
    told: defaultdict[str, set[UUID]] = defaultdict(set)
    known = Person.objects.filter(landlord_id=landlord, id__in=people)
    for person, name, email in known.values_list("id", "name", "details__email"):
        for words in (name, email or ""):
            if _is_name(words):
                told[_plain(words)] |= people[person]
    there = Home.objects.filter(landlord_id=landlord, id__in=homes)
    for home, address in there.values_list("id", "address"):
        if _is_name(address):
            told[_plain(address)] |= homes[home]
    return dict(told)


def _is_name(words: str) -> bool:
    return len(words) >= FEWEST


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
