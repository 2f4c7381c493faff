"""Everything that waits for somebody, with whom the ladder tells of it and who may know of it.

The job that tells and the page that shows draw on this alone, so that a page never shows what
somebody may not know of, and shows nothing any more once somebody acted (security R3).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from hashlib import sha256
from uuid import UUID

from django.db.models import Q
from msgspec import Struct

from putright.casework.cover import OFFICERS, May, Staffing
from putright.casework.cover_rules import can_answer
from putright.casework.permissions import READERS, TAKERS
from putright.casework.policies import engine_of
from putright.casework.queries.health_jobs import MOST_SLIPS
from putright.casework.queries.kept_out import KeptOut, kept_out, stakes
from putright.casework.queries.owed import Head, Held, owed_in
from putright.casework.queries.staff import staffing_of
from putright.casework.queries.triage_who import Standing, standings
from putright.casework.triage_words import MAIL
from putright.core.policy.practice_ladder import Digest, LadderRung
from putright.core.practice.ladder import Office, Told, reached, who
from putright.core.workdays import when_at
from putright.stores.accounts.models import Landlord
from putright.stores.post import items, mailboxes, turns
from putright.stores.post.items import Row
from putright.stores.post.models import Count, Job
from putright.stores.post.turns import TurnRow
from putright.stores.record.models import Case
from putright.stores.worklist.models import Owed

NOBODY = UUID(int=0)
Users = Mapping[str, Sequence[UUID]]


class Thing(Struct, frozen=True, kw_only=True):
    """Something that waits: since when, how heavy it is, and whom the ladder tells today.

    ``key`` changes with whatever begins the waiting anew. ``told`` is by what a rung tells: the
    rung that is reached; ``users`` who that is. ``held`` is a promise with its case.
    """

    of: str
    key: str
    is_urgent: bool
    level: str
    since: datetime
    moment: int
    told: Mapping[str, Told]
    users: Mapping[str, UUID]
    case: UUID | None = None
    held: Held | None = None
    item: Row | None = None
    name: str = ""

    def for_user(self, user: UUID) -> Told | None:
        """The rung on which somebody is told; None where it tells them nothing."""
        names = [name for name, who in self.users.items() if who == user and name in self.told]
        return self.told[names[0]] if names else None

    @property
    def those_told(self) -> Iterable[tuple[UUID, Told]]:
        """Everybody whom it tells."""
        return ((self.users[name], told) for name, told in self.told.items() if name in self.users)


class Ladder:
    """The ladder of one landlord at one moment."""

    def __init__(self, landlord: UUID, now: datetime, staffing: Staffing | None = None) -> None:
        self.landlord, self.now = landlord, now
        self.minute = when_at(now).first
        self.staffing = staffing or staffing_of(landlord, today=now.date())
        self.pack: str = Landlord.objects.values_list("pack", flat=True).get(id=landlord)
        engine = engine_of(self.pack)
        rungs: tuple[LadderRung, ...] = engine.stack.practice("ladder_rung")
        self.rungs: dict[str, list[LadderRung]] = {}
        for rung in rungs:
            self.rungs.setdefault(rung.of, []).append(rung)
        self.digest: Digest = engine.stack.practice("digest")[0]
        self._opening = next((pack.opening for pack in engine.stack.packs if pack.opening), None)
        self._calendar = engine.calendar
        self.office = self._office(self.minute)
        self._known: dict[tuple[object, ...], dict[str, UUID]] = {}

    def things(self) -> list[Thing]:
        """Everything of which somebody is to be told now."""
        found = [*self.promises(), *self.messages(), *self.service()]
        return [one for one in found if any(one.those_told)]

    # -- promises --------------------------------------------------------------------------------

    def promises(self, cases: Collection[UUID] | None = None) -> list[Thing]:
        """Promises that are due soon or overdue, of these cases or of all."""
        near = Q(soon_at__lte=self.now) | Q(due_at__lte=self.now)
        owed = Owed.objects.filter(near, landlord_id=self.landlord)
        if cases is not None:
            owed = owed.filter(case_id__in=list(cases))
        known = stakes(self.landlord)
        found = owed_in(
            Case.objects.filter(landlord_id=self.landlord, id__in=owed.values("case_id")),
            landlord=self.landlord, pack=self.pack, staffing=self.staffing, now=self.now,
            reader=NOBODY, known=known,
        )  # fmt: skip
        restricted = [head.id for head in found.heads.values() if head.is_restricted]
        walls = kept_out(landlord=self.landlord, restricted=restricted, now=self.now, known=known)
        held = [one for one in found.held if one.line.due_at is not None]
        self.office = self._office(min([self.minute, *map(_soon, held)]))
        return [self._promise(one, walls) for one in held]

    def _promise(self, held: Held, walls: KeptOut) -> Thing:
        line, head = held.line, held.head
        assert line.due_at is not None
        ladder = _ladder_of(held)
        moments = {"soon": _soon(held), "due": when_at(line.due_at).first + 1}
        named = sha256(line.key.encode()).hexdigest()[:24]
        return Thing(
            of="promise",
            key=f"{head.id}~{named}~{moments['due']}",
            is_urgent=line.in_hours,
            level=head.level,
            since=line.due_at,
            moment=moments["due"],
            told=self._reached(ladder, moments),
            users=self._users_of(held, ladder, walls),
            case=head.id,
            held=held,
        )

    def _users_of(self, held: Held, ladder: str, walls: KeptOut) -> dict[str, UUID]:
        line, head = held.line, held.head
        key = (head.id, line.owner, line.holder, line.kept_from, ladder)
        if key not in self._known:
            may = walls.may(
                self.staffing, case=head.id, officer=head.officer,
                is_restricted=head.is_restricted, kept_from=line.kept_from,
            )  # fmt: skip
            listed = self._listed(held, walls, is_by_night=line.in_hours)
            reads = partial(self.staffing.plays, roles=READERS)
            self._known[key] = self._who(ladder, listed, lambda user: reads(user) and may(user))
        return self._known[key]

    def _listed(self, held: Held, walls: KeptOut, *, is_by_night: bool) -> Users:
        """Who could be told on each rung; those who may not know of it are left out later."""
        head, owner = held.head, held.line.owner
        acts = [held.acting.user] if held.acting.user else []
        heads = [*self.staffing.heads]
        if head.is_restricted:
            heads += sorted(walls.cleared.get(head.id, ()))
        return {
            "acting": [*(self._on_turn(head.team) if is_by_night else ()), *acts],
            "cover": self._covers(head) if owner in OFFICERS else self._holders(owner),
            "team leader": self.staffing.leaders.get(head.team, ()),
            "head of service": heads,
        }

    def _covers(self, head: Head) -> Sequence[UUID]:
        posts = [post for post in self.staffing.posts if post.id == head.patch]
        posts += [post for post in self.staffing.posts if post.officer == head.officer is not None]
        return [post.cover for post in posts]

    def _holders(self, owner: str) -> Sequence[UUID]:
        return () if owner == "team leader" else self.staffing.holders.get(owner, ())

    # -- what came in ----------------------------------------------------------------------------

    def messages(self) -> list[Thing]:
        """What came in and waits: for somebody to take it, or for its end."""
        rows = [row for row in items.open_ones(landlord=self.landlord) if self._counts(row)]
        found = standings(self.landlord, rows, now=self.now, staffing=self.staffing)
        begins = [when_at(_begins(row)).first for row in rows]
        self.office = self._office(min([self.minute, *begins]))
        return [self._message(row, found[row.id]) for row in rows]

    def _counts(self, row: Row) -> bool:
        return (row.kind in MAIL or row.kind == "bounce") and not row.is_parked(self.now)

    def _message(self, row: Row, standing: Standing) -> Thing:
        ladder = "urgent message" if row.urgent else "message"
        if row.claimed_by is not None and self.staffing.is_here(row.claimed_by):
            ladder = "claimed message"
        start = when_at(_begins(row)).first
        acts = [standing.acting.user] if standing.acting.user else []
        led = self.staffing.leaders.get(row.team, ())
        above = [*self.staffing.heads, *sorted(standing.only or ())]
        if any(user in standing.kept_from for user in led):
            above += self.staffing.holders.get("team leader", ())
        listed: Users = {
            "acting": [*(self._on_turn(row.team) if row.urgent else ()), *acts],
            "cover": [user for user in self.staffing.members.get(row.team, ()) if user not in led],
            "team leader": led,
            "head of service": above,
        }
        return Thing(
            of="message",
            key=f"{row.id}~{ladder.split()[0]}~{start}",
            is_urgent=ladder == "urgent message",
            level="high" if row.urgent else "",
            since=row.came_at,
            moment=start,
            told=self._reached(ladder, {"start": start, "due": when_at(standing.due_at).first}),
            users=self._who(
                ladder, listed, lambda user: self._triages(user) and standing.may(user)
            ),
            item=row,
        )

    def _triages(self, user: UUID) -> bool:
        return self.staffing.plays(user, TAKERS)

    # -- the service itself ----------------------------------------------------------------------

    def service(self) -> Iterable[Thing]:
        """Mailboxes by which nothing comes in, jobs that stopped, a count that is not right."""
        for box, begun in mailboxes.watched(landlord=self.landlord):
            yield self._of_service("mailbox", box.id, begun, box.team, box.address)
        fails = Q(state="stopped") | Q(every__isnull=False, tries__gte=MOST_SLIPS)
        for job in Job.objects.filter(fails, landlord_id=self.landlord).order_by("id"):
            # one that is tried again and again keeps the time at which it was due
            yield self._of_service("job", job.pk, job.due_at, None, job.name)
        last = Count.objects.filter(landlord_id=self.landlord).order_by("-at", "-id").first()
        if last is not None and last.missing:
            yield self._of_service("count", last.pk, last.at, None, "")

    def _of_service(
        self, of: str, key: object, begun: datetime, team: UUID | None, name: str
    ) -> Thing:
        start = when_at(begun).first
        listed: Users = {
            "administrator": self.staffing.holders.get("administrator", ()),
            "team leader": self.staffing.leaders.get(team, ()) if team else (),
            "head of service": self.staffing.heads,
        }
        return Thing(
            of=of, key=f"{key}~{start}", is_urgent=of == "mailbox", level="", since=begun,
            moment=start, told=self._reached(of, {"start": start}),
            users=self._who(of, listed, lambda user: True), name=name,
        )  # fmt: skip

    # -- the ladder ------------------------------------------------------------------------------

    def _reached(self, ladder: str, moments: Mapping[str, int]) -> dict[str, Told]:
        return reached(self.rungs.get(ladder, ()), moments, self.office, now=self.minute)

    def _who(self, ladder: str, listed: Users, may: May) -> dict[str, UUID]:
        def living(user: UUID) -> UUID | None:
            acts = self.staffing.acting_for(user)
            return acts if acts is not None and may(acts) else None

        return who(self.rungs.get(ladder, ()), listed, living)

    def _on_turn(self, team: UUID) -> list[UUID]:
        """Who answers now, while the office is shut."""
        if self.office.is_open(self.minute):
            return []
        found = turns.on_turn(self._turns, team=team, now=self.now)
        return [user for user in found if self._can_answer(user)]

    def _can_answer(self, user: UUID) -> bool:
        """Whether a turn comes to anybody: whoever has it, or acts for them, may see and act."""
        acts = self.staffing.acting_for(user)
        return acts is not None and can_answer(self.staffing, acts)

    @property
    def _turns(self) -> list[TurnRow]:
        if not hasattr(self, "_turns_read"):
            self._turns_read = turns.since(landlord=self.landlord, now=self.now)
        return self._turns_read

    def _office(self, since: int) -> Office:
        return Office(self._opening, self._calendar, since=since, until=self.minute)


def _ladder_of(held: Held) -> str:
    if held.line.in_hours:
        return "24-hour promise"
    return "high-risk promise" if held.head.level == "high" else "promise"


def _soon(held: Held) -> int:
    moment = held.line.soon_at or held.line.due_at
    assert moment is not None
    return when_at(moment).first


def _begins(row: Row) -> datetime:
    """From when on it waits: since it was taken, and of what was put off, since that time came."""
    return max(filter(None, (row.came_at, row.claimed_at, row.parked_until)))
