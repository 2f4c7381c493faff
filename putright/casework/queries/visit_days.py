"""The visits of today for whoever is signed in, and who is out on one at this moment."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Q
from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor, user_of_key
from putright.casework.live import Live, load_all
from putright.casework.permissions import LEADERS
from putright.casework.queries.cases import visible_to
from putright.casework.queries.staff import names_of
from putright.casework.queries.visit_homes import where_of
from putright.casework.queries.visit_marks import OTHER, begun_in, hour_of, is_to_other, until_of
from putright.casework.walls import seen_by
from putright.core.timeline.items import Item
from putright.core.workdays import to_datetime
from putright.stores.record import readings
from putright.stores.record.ledger.having import having
from putright.stores.record.models import Case, Party

MOST = 5
"""Visits that are offered to open: what somebody can take with them."""
ARRANGED = ("asb.visit_arranged", "asb.other_party_visit_arranged")
AHEAD = timedelta(days=90)
"""A visit is arranged no longer before its day."""
OUT = timedelta(days=1)
KEPT = frozenset(
    {"asb.visited", "asb.visit_attempted", "asb.other_party_contacted", "asb.other_party_heard",
     "contact.attempted"}
)  # fmt: skip
"""What a visit that was arranged comes to."""


class VisitToday(Struct, frozen=True, kw_only=True):
    """A visit of today, with nothing that tells of another one: no case, no reference."""

    case: UUID
    side: str
    person: str
    hour: time | None
    address: str
    whom: str
    done_at: datetime | None = None

    @property
    def is_over(self) -> bool:
        """Whether somebody was there, or tried."""
        return self.done_at is not None


class OutNow(Struct, frozen=True, kw_only=True):
    """Somebody of the staff who arrived for a visit and has not left."""

    case: UUID
    side: str
    person: str
    who: str
    is_me: bool
    address: str
    since: datetime
    until: datetime | None
    is_late: bool


class Today(Struct, frozen=True, kw_only=True):
    """The page of today's visits; ``more`` are those beyond what is offered to open."""

    visits: tuple[VisitToday, ...]
    over: tuple[VisitToday, ...]
    more: int
    out: tuple[OutNow, ...]


def today(actor: Actor, *, now: datetime) -> Today:
    """The visits of today, own ones and those of colleagues whom somebody acts for."""
    permissions.check(actor, "work.see")
    readings.note_list(landlord=actor.landlord_id, user=actor.user_id, what="visits", at=now)
    found = _lives(actor, now)
    visits = sorted(
        (each for live in found for each in _arranged(actor, live, now)),
        key=lambda each: (each.hour or time.max, each.address),
    )
    open_ones = [each for each in visits if not each.is_over]
    names = names_of(actor.landlord_id)
    out = sorted(
        (each for live in found for each in _out(actor, live, names, now)),
        key=lambda each: (not each.is_late, not each.is_me, each.since),
    )
    return Today(
        visits=tuple(open_ones[:MOST]),
        over=tuple(each for each in visits if each.is_over),
        more=max(len(open_ones) - MOST, 0),
        out=tuple(out),
    )


def _lives(actor: Actor, now: datetime) -> list[Live]:
    """The cases with a visit of today, or somebody out, in which this person acts or leads."""
    seen = visible_to(actor, now=now)
    mine = seen.filter(_acts_in(actor))
    ids = having(
        landlord=actor.landlord_id, cases=mine.values_list("id", flat=True), kinds=ARRANGED,
        since=now - AHEAD,
    )  # fmt: skip
    watched = seen if LEADERS & actor.everywhere else mine
    ids |= having(
        landlord=actor.landlord_id, cases=watched.values_list("id", flat=True),
        kinds=("asb.visit_begun",), since=now - OUT, grown_since=now - OUT,
    )  # fmt: skip
    found = seen.filter(id__in=ids).select_related("landlord", "home").order_by("id")
    cases = list(found.prefetch_related("parties__person__home"))
    return [seen_by(actor, live).live for live in load_all(cases)]


def _acts_in(actor: Actor) -> Q:
    return Q(team_id__in=list(actor.teams)) | Q(officer_id__in=[actor.user_id,
                                                                *actor.stands_in_for])  # fmt: skip


def _arranged(actor: Actor, live: Live, now: datetime) -> Iterator[VisitToday]:
    items = live.timeline.items
    for item in live.timeline.doing(ARRANGED):
        if item.struck_by or item.entry.until != now.date() or not _is_mine(actor, live, item):
            continue
        side = OTHER if "asb.other_party_visit_arranged" in item.acts else "resident"
        key = next(iter(item.entry.to), "resident")
        where = where_of(actor, live.case, _parties(live.case), key, side=side, now=now)
        yield VisitToday(
            case=live.case.id,
            side=side,
            person=key,
            hour=hour_of(item),
            address=where.address,
            whom=where.name,
            done_at=_done(items, item, key, now),
        )


def _is_mine(actor: Actor, live: Live, item: Item) -> bool:
    """Whoever arranged it, or whose case it is; also for colleagues whom one acts for."""
    me = {actor.user_id, *actor.stands_in_for}
    return user_of_key(item.entry.by) in me or live.case.officer_id in me


def _done(items: Sequence[Item], arranged: Item, key: str, now: datetime) -> datetime | None:
    for item in items:
        is_after = item.when.first >= arranged.when.first and not item.struck_by
        at = to_datetime(item.when.first)
        came = not KEPT.isdisjoint(item.acts) and item.entry.channel in ("visit", "in person")
        if is_after and came and key in item.entry.to and at.date() == now.date():
            return at
    return None


def _out(
    actor: Actor, live: Live, names: dict[UUID, str], now: datetime
) -> Iterator[OutNow]:  # fmt: skip
    for item in begun_in(live.timeline, now=now):
        user = user_of_key(item.entry.by)
        is_me = user == actor.user_id
        leads = bool(LEADERS & actor.roles_in(live.case.team_id))
        if not (is_me or leads or user in actor.stands_in_for):
            continue
        side = OTHER if is_to_other(item) else "resident"
        key = next(iter(item.entry.to), "resident")
        until = until_of(item)
        where = where_of(actor, live.case, _parties(live.case), key, side=side, now=now)
        yield OutNow(
            case=live.case.id,
            side=side,
            person=key,
            who=names.get(user, "") if user else "",
            is_me=is_me,
            address=where.address,
            since=to_datetime(item.when.first),
            until=until,
            is_late=until is not None and now > until,
        )


def _parties(case: Case) -> list[Party]:
    return list(case.parties.all())
