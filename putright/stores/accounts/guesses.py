"""Wrong guesses at an account in the last minutes: the one mechanism that slows guessing down.

Each guess counts against the account together with where it came from: a device the account was
signed in on before, else an address. So a stranger elsewhere shuts nobody out, and an office behind
one address goes on working. Two ceilings, one over all strange devices that try an account and one
over all accounts that an address tries, stop guessing that is spread out; a known device does not
feel them.
"""

from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils.crypto import salted_hmac
from msgspec import Struct

WINDOW = timedelta(minutes=5)
FROM_ONE_PLACE = 10
FROM_STRANGERS = 40
FROM_ONE_ADDRESS = 100
KEPT = 200
"""How many guesses of an account are remembered: beyond the ceilings, more change nothing."""


class Place(Struct, frozen=True):
    """Where a guess comes from: an address, and the device if the account knows it."""

    address: str
    device: str = ""


def closed_until(email: str, place: Place, *, now: datetime) -> datetime | None:
    """When this place may guess again at this account; None while it may."""
    since = now - WINDOW
    of_account = _recent(_account_key(email), since)
    mark = _mark(place)
    waits = [_wait([at for at, whose in of_account if whose == mark], FROM_ONE_PLACE)]
    if not place.device:
        strange = [at for at, whose in of_account if whose.startswith("address")]
        of_address = [at for at, _mark_ in _recent(_address_key(place), since)]
        waits += [_wait(strange, FROM_STRANGERS), _wait(of_address, FROM_ONE_ADDRESS)]
    latest = max(waits)
    return datetime.fromtimestamp(latest, now.tzinfo) + WINDOW if latest else None


def count(email: str, place: Place, *, now: datetime) -> None:
    """Remember a wrong guess."""
    keys = [_account_key(email)] + ([] if place.device else [_address_key(place)])
    for key in keys:
        guesses = [*_recent(key, now - WINDOW), (now.timestamp(), _mark(place))]
        cache.set(key, guesses[-KEPT:], WINDOW.total_seconds())


def forget_place(email: str, place: Place, *, now: datetime) -> None:
    """Somebody signed in from there: their own slips are forgotten, nobody else's."""
    key, mark = _account_key(email), _mark(place)
    left = [one for one in _recent(key, now - WINDOW) if one[1] != mark]
    cache.set(key, left, WINDOW.total_seconds())


def forget_all(email: str) -> None:
    """An administrator opens the account to guesses again."""
    cache.delete(_account_key(email))


def is_first_refusal(email: str, place: Place) -> bool:
    """Whether this place is refused for the first time in a while: told once, not at each try."""
    key = f"guesses:told:{_hidden(email.lower() + _mark(place))}"
    return bool(cache.add(key, 1, WINDOW.total_seconds()))


def is_slowed(email: str, *, now: datetime) -> bool:
    """Whether some place has used up its guesses at this account."""
    counts: dict[str, int] = {}
    for _at, mark in _recent(_account_key(email), now - WINDOW):
        counts[mark] = counts.get(mark, 0) + 1
    return any(number >= FROM_ONE_PLACE for number in counts.values())


def _wait(times: list[float], most: int) -> float:
    """The moment whose passing out of the window lets one more guess in; nought while one may."""
    return sorted(times)[-most] if len(times) >= most else 0.0


def _recent(key: str, since: datetime) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = cache.get(key) or []
    return [(at, mark) for at, mark in found if at > since.timestamp()]


def _mark(place: Place) -> str:
    if place.device:
        return f"device {_hidden(place.device)}"
    return f"address {_hidden(place.address)}"


def _account_key(email: str) -> str:
    return f"guesses:account:{_hidden(email.lower())}"


def _address_key(place: Place) -> str:
    return f"guesses:address:{_hidden(place.address)}"


def _hidden(text: str) -> str:
    return salted_hmac("putright.guesses", text, algorithm="sha256").hexdigest()[:32]
