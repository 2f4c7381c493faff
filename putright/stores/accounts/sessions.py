"""The sessions of each account, found by whose they are, so that they can be ended at once."""

from datetime import datetime
from uuid import UUID

from django.contrib.sessions.models import Session

from putright.stores.accounts.models import SignedIn, User


def begin(user: User, *, key: str, at: datetime, device: str) -> None:
    """Remember that the account is signed in on this session, and forget those that are over."""
    _forget_over(user)
    SignedIn.objects.create(
        landlord_id=user.landlord_id, user=user, key=key, started_at=at, device=device
    )


def moved(user: User, *, old: str, new: str) -> None:
    """The session goes on under another key."""
    SignedIn.objects.filter(landlord_id=user.landlord_id, user=user, key=old).update(key=new)


def forget(user: User, *, key: str) -> None:
    """The session is over by itself."""
    SignedIn.objects.filter(landlord_id=user.landlord_id, user=user, key=key).delete()


def of_user(landlord: UUID, user: UUID) -> list[SignedIn]:
    """The sessions that an account is signed in on, newest first."""
    held = SignedIn.objects.filter(landlord_id=landlord, user_id=user)
    return list(held.filter(key__in=_alive(held)).order_by("-started_at", "-id"))


def end_all(landlord: UUID, user: UUID, *, but: str = "") -> int:
    """End every session of an account, or all but one; how many there were."""
    held = SignedIn.objects.filter(landlord_id=landlord, user_id=user).exclude(key=but)
    return _end(list(held))


def end_one(landlord: UUID, user: UUID, number: int) -> int:
    """End one session of an account by its number in the index."""
    return _end(list(SignedIn.objects.filter(landlord_id=landlord, user_id=user, pk=number)))


def _end(held: list[SignedIn]) -> int:
    Session.objects.filter(session_key__in=[one.key for one in held]).delete()
    SignedIn.objects.filter(pk__in=[one.pk for one in held]).delete()
    return len(held)


def _forget_over(user: User) -> None:
    held = SignedIn.objects.filter(landlord_id=user.landlord_id, user=user)
    held.exclude(key__in=_alive(held)).delete()


def _alive(held: object) -> set[str]:
    keys = [one.key for one in held]  # type: ignore[attr-defined]
    return set(Session.objects.filter(session_key__in=keys).values_list("session_key", flat=True))
