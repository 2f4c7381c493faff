"""How much was sent lately, over all processes: nothing is refused by it, it is taken more slowly.

Where something came from is kept as a keyed digest only, and for as long as it is counted.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from putright.stores.post.models import Arrival

KEPT = 500
"""How many of one place are remembered: beyond the limits, more change nothing."""


def add(landlord: UUID, what: str, place: str, *, now: datetime, window: timedelta,
        amount: int = 1) -> int:  # fmt: skip
    """Count something from a place, and say how much came from there within the window, with it."""
    key = f"pace:{landlord.hex}:{what}:{_hidden(place)}"
    since = (now - window).timestamp()
    before: list[tuple[float, int]] = cache.get(key) or []
    found = [each for each in before if each[0] > since]
    found = [*found, (now.timestamp(), amount)][-KEPT:]
    cache.set(key, found, window.total_seconds())
    return sum(each for _at, each in found)


def came(landlord: UUID, door: str, *, since: datetime) -> int:
    """How many came in by a door since then."""
    return Arrival.objects.filter(landlord_id=landlord, door=door, came_at__gt=since).count()


def _hidden(text: str) -> str:
    return salted_hmac("putright.pace", text.strip().lower(), algorithm="sha256").hexdigest()[:32]
