"""Making and ending the secret address of one's own calendar."""

import secrets
from datetime import datetime

from django.db import transaction

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.queries.feed import digest_of
from putright.stores.accounts import security_log
from putright.stores.post import feeds


@transaction.atomic
def make(*, actor: Actor, now: datetime) -> str:
    """A new secret, told this once; the address before it ends."""
    permissions.check(actor, "feed.own")
    secret = secrets.token_urlsafe(32)
    feeds.put(
        landlord=actor.landlord_id, user=actor.user_id, digest=digest_of(secret), now=now
    )  # fmt: skip
    _log(actor, "feed.made", now)
    return secret


@transaction.atomic
def end(*, actor: Actor, now: datetime) -> None:
    """No calendar reads one's days any more."""
    permissions.check(actor, "feed.own")
    feeds.end(landlord=actor.landlord_id, user=actor.user_id)
    _log(actor, "feed.ended", now)


def _log(actor: Actor, what: str, now: datetime) -> None:
    security_log.write(
        what, landlord=actor.landlord_id, at=now, actor=actor.user_id, subject=actor.user_id
    )
