"""Whose each thing is that came in, who may know of it, by when: worked out when it is read.

Whoever has a stake in whoever it is from or names, and whoever it complains of by name, does not
find it at all. What a token of ours shows to belong to a restricted case is for those cleared,
and where none of them is here, for the leaders: nothing waits for nobody.
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
from putright.casework.queries.kept_out import KeptOut, kept_out, near, stakes
from putright.casework.queries.staff import names_of, staffing_of
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
    ids = {case for row in rows if (case := case_of(row))}
    cases = {
        case.id: case for case in Case.objects.filter(landlord_id=landlord, id__in=ids)
    }  # fmt: skip
    homes = {home for row in rows if (home := row.home or guessed(row, "home"))}
    homes |= {case.home_id for case in cases.values() if case.home_id}
    of_home = Home.objects.filter(landlord_id=landlord, id__in=homes, patch__isnull=False)
    restricted = [case.id for case in cases.values() if case.is_restricted]
    return Found(
        staffing=staffing,
        pack=Landlord.objects.values_list("pack", flat=True).get(id=landlord),
        cases=cases,
        patches=dict(of_home.values_list("id", "patch_id")),
        walls=kept_out(landlord=landlord, restricted=restricted, now=now, known=stakes(landlord)),
        kept=_kept(landlord, rows),
    )


def _standing(row: Row, found: Found) -> Standing:
    case = found.cases.get(case_of(row) or row.id)
    kept = found.kept[row.id] | (found.walls.stakes.get(case.id, frozenset()) if case else set())
    due_at = due(found.pack, row.came_at, is_urgent=bool(row.urgent))
    if row.parked_until is not None:
        due_at = max(due_at, row.parked_until)
    only = _cleared(case, found, kept) if case is not None and case.is_restricted else None
    one = Standing(acting=Acting(user=None), due_at=due_at, kept_from=frozenset(kept), only=only)
    return Standing(
        acting=_acting(row, case, found, one), due_at=due_at, kept_from=one.kept_from, only=only
    )


def _cleared(case: Case, found: Found, kept: Collection[UUID]) -> frozenset[UUID]:
    """Who may see the restricted case; where none of them is here, those who lead as well."""
    staffing = found.staffing
    may = found.walls.may(staffing, case=case.id, officer=case.officer_id, is_restricted=True)
    only = frozenset(user for user in staffing.here if may(user) and user not in kept)
    if any(staffing.is_here(user) for user in only):
        return only
    return only | frozenset([*staffing.leaders.get(case.team_id, ()), *staffing.heads])


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
        *staffing.holders.get("contact centre", ()),
    ]  # fmt: skip
    user = next((one for one in anybody if staffing.is_here(one) and may(one)), None)
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
