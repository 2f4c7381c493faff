"""What somebody owes now: own promises, those of colleagues who are away, and what others owe.

In order of harm, then time. Who acts is worked out here, each time, from who is here today.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.assess import UNHAPPY
from putright.casework.cover import Acting, Staffing, TimeAway
from putright.casework.queries.cases import visible_to
from putright.casework.queries.kept_out import Sets, kept_out, stakes
from putright.casework.queries.mine import mine
from putright.casework.queries.owed import Actors, Found, Head, Held, owed_in
from putright.casework.queries.raised import RaisedList, raised
from putright.casework.queries.reached import Reached, reached
from putright.casework.queries.second_persons import ToRead, waiting
from putright.casework.queries.staff import AtWork, at_work_of
from putright.casework.queries.takers import next_officer
from putright.gateways.clock import LONDON
from putright.kit.dates import list_day, moment
from putright.stores.record import readings
from putright.stores.record.models import Clearance

PAGE = 50
OLD = timedelta(minutes=10)
ABOUT_COMPLAINTS = frozenset({"complaint open", "Ombudsman", UNHAPPY})
GROUPS = ("overdue", "today", "week", "later")
LEVELS = ("high", "medium")
OMBUDSMAN = ("ombudsman.", "orders.")
"""Rules of what the Ombudsman asked for or ordered."""
Several = list[Held]
NOTHING_RAISED = RaisedList()


class Row(Struct, frozen=True, kw_only=True):
    """One promise on a list."""

    case: UUID
    reference: str
    title: str
    key: str
    what: str
    why: str
    by: str
    due_at: datetime | None
    told_before: str
    state: str
    risk: str
    markers: tuple[str, ...]
    person: str
    reached: Reached | None
    waits_for: str = ""
    instead_of: str = ""


class Group(Struct, frozen=True):
    """Rows under one heading; ``count`` is of all there are, shown or not."""

    name: str
    count: int
    rows: tuple[Row, ...]


class Covering(Struct, frozen=True):
    """Whom somebody acts for: a colleague who is away or left, or a post that nobody holds."""

    name: str
    why: str
    asked_by: str
    until: date | None
    count: int
    rows: tuple[Row, ...]


class ToAccept(Struct, frozen=True):
    """A case that was handed over and waits to be taken on."""

    case: UUID
    reference: str
    title: str
    at: datetime
    promises: int


class Unhappy(Struct, frozen=True):
    """A case of one's own in which a person is asked: is this a complaint?"""

    case: UUID
    reference: str
    title: str


class Opened(Struct, frozen=True):
    """Somebody opened a restricted case of one's own with a written reason."""

    case: UUID
    reference: str
    who: str
    at: datetime
    why: str


class Worklist(Struct, frozen=True, kw_only=True):
    """Everything on one's list. ``next_row`` is the one to do next, due today or overdue."""

    do_next: Row | None
    coming: Row | None
    groups: tuple[Group, ...]
    covering: tuple[Covering, ...]
    waiting: Group
    count: int
    shown: int
    to_accept: tuple[ToAccept, ...]
    unhappy: tuple[Unhappy, ...]
    opened: tuple[Opened, ...]
    to_read: tuple[ToRead, ...]
    raised: RaisedList
    old_since: datetime | None
    left_old: int

    @property
    def more(self) -> int:
        """How many promises are not shown yet."""
        return self.count - self.shown


def worklist(
    actor: Actor, *, now: datetime, most: int = PAGE, initials: bool = False,
    at_work: AtWork | None = None,
) -> Worklist:  # fmt: skip
    """What somebody owes now, and what is owed to it by others.

    ``at_work`` is who works here, where the request has read it already, today.
    """
    permissions.check(actor, "work.see")
    readings.note_list(landlord=actor.landlord_id, user=actor.user_id, what="my work", at=now)
    if at_work is None or at_work.staffing.day != now.date():
        at_work = at_work_of(actor, today=now.date())
    staffing, names = at_work.staffing, at_work.names
    known = stakes(actor.landlord_id)
    ids = mine(actor, staffing, names.keys(), known.keys(), now=now)
    has_stake = any(actor.user_id in users for users in known.values())
    found = owed_in(
        visible_to(actor, now=now, has_stake=has_stake).filter(id__in=ids),
        landlord=actor.landlord_id, pack=at_work.pack, staffing=staffing, now=now,
        reader=actor.user_id, known=known,
    )  # fmt: skip
    to_read = waiting(actor, now=now)
    up = raised(actor, now=now, names=names, staffing=staffing, initials=initials)
    return _Lister(actor, staffing, found, now, names, initials, known, to_read, up).list(most)


class _Lister:
    """Sorts what was found into a list."""

    def __init__(
        self, actor: Actor, staffing: Staffing, found: Found, now: datetime,
        names: Mapping[UUID, str], initials: bool, known: Sets,
        to_read: tuple[ToRead, ...] = (), up: RaisedList = NOTHING_RAISED,
    ) -> None:  # fmt: skip
        self.me = actor.user_id
        self.landlord = actor.landlord_id
        self.staffing = staffing
        self.found = found
        self.now = now
        self.initials = initials
        self.names = names
        self.known = known
        self.to_read = to_read
        self.up = up
        self.by = cache(by_words)

    def list(self, most: int) -> Worklist:
        own = self._in_order(one for one in self.found.held if self._is_mine(one))
        waiting = self._in_order(one for one in self.found.held if self._waits(one))
        listed = [*own, *waiting]
        shown = listed[:most]
        rows = self._rows(shown)
        do_next = self._first(own, rows, urgent=True)
        return Worklist(
            do_next=do_next,
            coming=None if do_next else self._first(own, rows, urgent=False),
            groups=tuple(self._groups(own, rows)),
            covering=tuple(self._covering(own, rows)),
            waiting=_group_of("waiting", waiting, rows),
            count=len(listed),
            shown=len(shown),
            to_accept=tuple(self._to_accept()),
            unhappy=tuple(self._unhappy()),
            opened=tuple(_opened(self.landlord, self.me, self.found.heads, self.names, self.now)),
            to_read=self.to_read,
            raised=self.up,
            old_since=self._old_since(),
            left_old=self.found.left_old,
        )

    def _is_mine(self, held: Held) -> bool:
        return held.acting.user == self.me and not held.line.is_elsewhere

    def _waits(self, held: Held) -> bool:
        """What somebody else owes in a case of one's own."""
        return held.officer.user == self.me and not self._is_mine(held)

    def _covers(self, held: Held) -> bool:
        return held.acting.instead_of is not None or held.acting.by not in ("own", "handed")

    def _in_order(self, found: Iterable[Held]) -> Several:
        return sorted(found, key=self._order)

    def _order(self, held: Held) -> tuple[int, bool, int, bool, float, str]:
        """Harm, then time: overdue first and high risk first within it, then by due moment.

        In each group a day that the Ombudsman named stands above the landlord's own.
        """
        due, group = held.line.due_at, self._name(held)
        return (
            GROUPS.index(group),
            not held.line.rule.startswith(OMBUDSMAN),
            _rank(held.head.level) if group == "overdue" else 0,
            due is None,
            due.timestamp() if due else 0,
            held.head.reference + held.line.key,
        )

    def _name(self, held: Held) -> str:
        if held.line.state_at(self.now) == "overdue":
            return "overdue"
        due = held.line.due_at
        if due is None:
            return "later"
        day = due.astimezone(LONDON).date()
        today = self.now.date()
        if day <= today:
            return "today"
        return "week" if day <= _end_of_week(today) else "later"

    def _groups(self, own: Sequence[Held], rows: Mapping[int, Row]) -> Iterable[Group]:
        found: dict[str, Several] = {name: [] for name in GROUPS}
        for one in own:
            if not self._covers(one):
                found[self._name(one)].append(one)
        return (_group_of(name, held, rows) for name, held in found.items())

    def _first(self, own: Sequence[Held], rows: Mapping[int, Row], *, urgent: bool) -> Row | None:
        names = ("overdue", "today")
        found = (one for one in own if (self._name(one) in names) is urgent)
        first = next(found, None)
        if first is None:
            return None
        return rows.get(id(first)) or self._rows([first])[id(first)]

    def _covering(self, own: Sequence[Held], rows: Mapping[int, Row]) -> Iterable[Covering]:
        groups: dict[tuple[str, str], list[Held]] = {}
        for one in own:
            if self._covers(one):
                groups.setdefault(self._covered(one), []).append(one)
        for (name, why), held in groups.items():
            away = self._away(held[0].acting)
            group = _group_of(name, held, rows)
            yield Covering(
                name=name,
                why=why,
                asked_by=self._staff(away.told_by) if away else "",
                until=away.ends_on if away else None,
                count=group.count,
                rows=group.rows,
            )

    def _covered(self, held: Held) -> tuple[str, str]:
        """Whom or what one covers, and why nobody is there."""
        instead = held.acting.instead_of
        if instead is None:
            post = next((p.name for p in self.staffing.posts if p.id == held.head.patch), "")
            return (post, "vacant")
        away = self._away(held.acting)
        if away is None:
            return (self._staff(instead), "gone")
        return (self._staff(instead), "left" if away.is_leaving else "away")

    def _away(self, acting: Acting) -> TimeAway | None:
        return self.staffing.away_today(acting.instead_of) if acting.instead_of else None

    def _staff(self, user: UUID | None) -> str:
        return self.names.get(user, "") if user else ""

    def _rows(self, held: Sequence[Held]) -> dict[int, Row]:
        who = reached(landlord=self.landlord, held=held, initials=self.initials)
        return {id(one): self._row(one, who) for one in held}

    def _row(self, held: Held, who: Mapping[tuple[UUID, str], Reached]) -> Row:
        line, head = held.line, held.head
        person = who.get((head.id, line.person)) or who.get((head.id, ""))
        return Row(
            case=head.id,
            reference=head.reference,
            title=head.title,
            key=line.key,
            what=line.what.rstrip("."),
            why=line.why,
            by=self.by(line.due_at, line.in_hours),
            due_at=line.due_at,
            told_before=self.by(line.told_at, line.in_hours),
            state=line.state_at(self.now),
            risk=head.risk,
            markers=self._markers(head),
            person=person.name if person else "",
            reached=person,
            waits_for=self._waits_for(held),
            instead_of=self._covered(held)[0] if self._covers(held) else "",
        )

    def _markers(self, head: Head) -> tuple[str, ...]:
        if str(self.me) not in head.kept_from:
            return head.markers
        return tuple(word for word in head.markers if word not in ABOUT_COMPLAINTS)

    def _waits_for(self, held: Held) -> str:
        if self._is_mine(held):
            return ""
        if held.line.is_elsewhere:
            return held.line.owner
        return self._staff(held.acting.user) or held.line.owner

    def _to_accept(self) -> Iterable[ToAccept]:
        heads = [one for one in self.found.heads.values() if one.unaccepted and one.handed_at]
        restricted = [head.id for head in heads if head.is_restricted]
        walls = kept_out(
            landlord=self.landlord, restricted=restricted, now=self.now, known=self.known
        )
        for head in heads:
            if head.handed_at and next_officer(head, self.staffing, walls) == self.me:
                at = head.handed_at.astimezone(LONDON)
                yield ToAccept(head.id, head.reference, head.title, at, head.unaccepted)

    def _unhappy(self) -> Iterable[Unhappy]:
        """Cases that one looks after today in which somebody sounds unhappy."""
        heads = [head for head in self.found.heads.values() if UNHAPPY in self._markers(head)]
        if not heads:
            return
        restricted = [head.id for head in heads if head.is_restricted]
        walls = kept_out(
            landlord=self.landlord, restricted=restricted, now=self.now, known=self.known
        )
        actors = Actors(self.staffing, walls)
        for head in sorted(heads, key=lambda one: one.reference):
            if actors.acting(head, "", None, head.kept_from).user == self.me:
                yield Unhappy(head.id, head.reference, head.title)

    def _old_since(self) -> datetime | None:
        since = self.found.old_since
        if since is None or self.now - since <= OLD:
            return None
        return since.astimezone(LONDON)


def by_words(due: datetime | None, in_hours: bool) -> str:
    """Until when, with the weekday, and the time where it is not the end of the day."""
    if due is None:
        return ""
    due = due.astimezone(LONDON)
    ends_day = due.time() in (time(23, 59), time(0, 0))
    return list_day(due.date()) if ends_day and not in_hours else moment(due)


def _end_of_week(today: date) -> date:
    """The Sunday; at a weekend, that of the week to come."""
    ahead = 6 - today.weekday()
    return today + timedelta(days=ahead if today.weekday() < 5 else ahead + 7)


def _rank(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def _group_of(name: str, held: Sequence[Held], rows: Mapping[int, Row]) -> Group:
    found = [rows[id(one)] for one in held if id(one) in rows]
    return Group(name=name, count=len(held), rows=tuple(found))


def _opened(
    landlord: UUID, me: UUID, heads: Mapping[UUID, Head], names: Mapping[UUID, str], now: datetime
) -> Iterable[Opened]:
    """Restricted cases of one's own that somebody opened with a reason in the last week."""
    mine = [head.id for head in heads.values() if head.is_restricted and head.officer == me]
    if not mine:
        return
    broken = Clearance.objects.filter(
        landlord_id=landlord, case_id__in=mine, broke_glass=True,
        starts_at__gte=now - timedelta(days=7),
    ).exclude(user_id=me)  # fmt: skip
    for row in broken.order_by("-starts_at", "-id"):
        head = heads[row.case_id]
        who = names.get(row.user_id, "")
        yield Opened(head.id, head.reference, who, row.starts_at.astimezone(LONDON), row.why)
