"""Somebody's days as a calendar: when promises are due and whose turn it is, and nothing personal.

It draws on the same cases and the same walls as the list of work (security R3). The address is the
only key: of it a digest is kept, and it ends with the account.
"""

import hmac
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.queries.cases import visible_to
from putright.casework.queries.kept_out import stakes
from putright.casework.queries.mine import mine
from putright.casework.queries.owed import Held, owed_in
from putright.casework.queries.staff import actor_of, at_work_of
from putright.casework.refused import NotThere
from putright.gateways.calendar_file import Happening, written
from putright.gateways.clock import LONDON
from putright.kit.say import _
from putright.stores.accounts.models import User
from putright.stores.accounts.scope import landlord_scope
from putright.stores.post import feeds, turns
from putright.stores.post.feeds import FeedRow

BACK, AHEAD = timedelta(days=60), timedelta(days=370)
LASTS = timedelta(minutes=15)
DAY = timedelta(days=1)


def digest_of(secret: str) -> bytes:
    """What is kept of the secret part of an address."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, b"calendar feed\0" + secret.encode(), sha256).digest()


def own(actor: Actor) -> FeedRow | None:
    """Whether somebody has a feed."""
    permissions.check(actor, "feed.own")
    return feeds.of_user(landlord=actor.landlord_id, user=actor.user_id)


def read(landlord: UUID, secret: str, *, address: str, now: datetime) -> bytes:
    """The calendar at an address; raises ``NotThere`` for every address that is none.

    ``address`` is where the service is reached: links in the calendar lead there.
    """
    with landlord_scope(landlord):
        user = feeds.whose(landlord=landlord, digest=digest_of(secret), now=now)
        here = User.objects.filter(landlord_id=landlord, is_active=True)
        row = here.filter(id=user).first() if user else None
        if row is None:
            raise NotThere
        actor = actor_of(row, today=now.date())
        if not permissions.can(actor, "feed.own"):
            raise NotThere
        return written(_("Promises"), _happenings(actor, address, now), now=now)


def _happenings(actor: Actor, address: str, now: datetime) -> Iterable[Happening]:
    for held in _held(actor, now):
        yield _promise(held, address)
    for turn in turns.since(landlord=actor.landlord_id, now=now):
        if turn.user == actor.user_id:
            yield Happening(
                uid=f"turn-{turn.id}@{actor.landlord_id}", what=_("You answer out of hours"),
                starts=turn.starts_at.astimezone(LONDON), ends=turn.ends_at.astimezone(LONDON),
                url=address,
            )  # fmt: skip


def _held(actor: Actor, now: datetime) -> list[Held]:
    """What they act on today and that has a time, as the list of work has it."""
    work = at_work_of(actor, today=now.date())
    known = stakes(actor.landlord_id)
    ids = mine(actor, work.staffing, work.names.keys(), known.keys(), now=now)
    found = owed_in(
        visible_to(actor, now=now).filter(id__in=ids), landlord=actor.landlord_id, pack=work.pack,
        staffing=work.staffing, now=now, reader=actor.user_id, known=known,
    )  # fmt: skip
    return [one for one in found.held if _is_theirs(one, actor, now)]


def _is_theirs(held: Held, actor: Actor, now: datetime) -> bool:
    due = held.line.due_at
    if due is None or held.acting.user != actor.user_id or held.line.is_elsewhere:
        return False
    return now - BACK < due < now + AHEAD


def _promise(held: Held, address: str) -> Happening:
    line = held.line
    assert line.due_at is not None
    due = line.due_at.astimezone(LONDON)
    named = sha256(f"{held.head.id}~{line.key}".encode()).hexdigest()[:32]
    is_day = due.time() in (time(23, 59), time(0, 0)) and not line.in_hours
    return Happening(
        uid=f"{named}@promise",
        what=_("Promise due"),
        starts=due.date() if is_day else due,
        ends=due.date() + DAY if is_day else due + LASTS,
        url=f"{address}/cases/{held.head.id}/",
    )
