"""What waits for a second person: letters to read, and offers of money to agree to.

Each is shown to whoever may do it in a case that exists for them, never to whoever wrote it, and
never to whoever a complaint of that case names. The page of each asks everything once more.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.outgoing_rules import READS
from putright.casework.queries.cases import nearness, visible_to
from putright.kit.say import _
from putright.stores.record import outgoing as rows
from putright.stores.record.ledger.unanswered import unanswered
from putright.stores.record.models import Case
from putright.stores.worklist.models import Card

MOST = 50
"""So many cases are looked at, those with the oldest letters and offers first."""
ASKED, DECIDED = "redress.approval_asked", ("redress.approved", "redress.approval_refused")


class ToRead(Struct, frozen=True, kw_only=True):
    """A letter (``letter``) or an offer (``number`` of its entry) that waits for somebody else."""

    case: UUID
    reference: str
    title: str
    since: datetime
    letter: UUID | None = None
    number: int = 0


def waiting(actor: Actor, *, now: datetime) -> tuple[ToRead, ...]:
    """What waits for this person as the second one, the oldest first."""
    found: list[ToRead] = []
    for name, waits in ((READS, _letters), ("redress.approve", _offers)):
        if not actor.roles.isdisjoint(permissions.TABLE[name].roles):
            here = list(waits(actor))
            may = _cases(actor, name, [each.case for each in here], now)
            found += [_of(each, may[each.case]) for each in here if each.case in may]
    return tuple(sorted(found, key=lambda one: (one.since, one.reference)))


def _letters(actor: Actor) -> Iterator[ToRead]:
    me = str(actor.user_id)
    for row in rows.asked(landlord=actor.landlord_id):
        if me not in row.writers and row.begun_by != actor.user_id:
            yield ToRead(
                case=row.case_id, reference="", title=row.title, since=row.changed_at, letter=row.id
            )


def _offers(actor: Actor) -> Iterator[ToRead]:
    streams = _complained_of(actor)
    for row in (
        unanswered(landlord=actor.landlord_id, streams=streams, act=ASKED, by=DECIDED)
        if streams
        else ()
    ):
        if row.by != actor.key:
            yield ToRead(
                case=row.stream, reference="", title=_("An offer of money"), since=row.at,
                number=row.number,
            )  # fmt: skip


def _of(one: ToRead, case: Case) -> ToRead:
    return ToRead(
        case=one.case, reference=case.reference, title=one.title, since=one.since,
        letter=one.letter, number=one.number,
    )  # fmt: skip


def _cases(actor: Actor, name: str, ids: Iterable[UUID], now: datetime) -> dict[UUID, Case]:
    """Those of the cases in which somebody may do that, and of whose complaints none names them."""
    asked: Collection[UUID] = list(dict.fromkeys(ids))[:MOST]
    if not asked:
        return {}
    cards = Card.objects.filter(landlord_id=actor.landlord_id, case_id__in=asked)
    me = str(actor.user_id)
    hidden = {case for case, away in cards.values_list("case_id", "kept_from") if me in away}
    seen = visible_to(actor, now=now).filter(id__in=asked).select_related("team", "home")
    return {
        case.id: case
        for case in seen
        if case.id not in hidden and permissions.can(actor, name, nearness(actor, case, now=now))
    }


def _complained_of(actor: Actor) -> list[UUID]:
    """The cases whose card marks a complaint or the Ombudsman: offers are made there."""
    cards = Card.objects.filter(landlord_id=actor.landlord_id)
    marked = cards.annotate(marked=Cast("markers", TextField()))
    about = Q(marked__icontains="complaint") | Q(marked__contains="Ombudsman")
    return list(marked.filter(about).values_list("case_id", flat=True))
