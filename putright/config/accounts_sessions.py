"""How long a sign-in lasts, what its session holds, and that it can be found and ended.

A session says whose landlord it is, when it is over at the latest, whether a second factor was
given on it, and whether it may stand idle for longer.
"""

from collections.abc import Callable
from datetime import timedelta

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

from putright.config import accounts_devices as devices
from putright.config import areas
from putright.gateways import clock
from putright.stores.accounts import scope, security_log, sessions
from putright.stores.accounts.models import User

LANDLORD, ENDS, SEEN, FACTOR, STAY = "landlord", "ends", "seen", "second_factor", "stay"
IN_ALL = timedelta(hours=12)
IDLE = timedelta(minutes=30)
IDLE_ON_WORK_DEVICE = timedelta(hours=4)
TOUCHED_EVERY = 60


class SignedInFor:
    """Ends a sign-in that stood idle or went on too long; else puts its end off."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not areas.is_public(request.path_info) and SESSION_KEY in request.session:
            _touch(request)
        return self.get_response(request)


def begin(request: HttpRequest, user: User) -> None:
    """Somebody is in: the session is theirs, under a new key, for the time it may last."""
    scope.narrow_to(user.landlord_id)
    methods = {record["method"] for record in get_authentication_records(request, user)}
    session, now = request.session, clock.machine()
    session[LANDLORD] = str(user.landlord_id)
    session[ENDS] = (now + IN_ALL).timestamp()
    session[FACTOR] = "mfa" in methods or _trusts_provider(methods)
    session.pop(SEEN, None)
    _touch(request)
    session.save()
    sessions.begin(user, key=_key(request), at=now, device=devices.words(request))
    security_log.write(
        "sign_in.done",
        landlord=user.landlord_id,
        actor=user.id,
        subject=user.id,
        at=clock.now(),
        detail={"by": " ".join(sorted(methods))},
    )


def renew(request: HttpRequest, user: User, *, old: str = "") -> None:
    """Go on under a new key, and end every other session of the account."""
    old = old or _key(request)
    if _key(request) == old:
        request.session.cycle_key()
    sessions.moved(user, old=old, new=_key(request))
    sessions.end_all(user.landlord_id, user.id, but=_key(request))


def end(request: HttpRequest) -> None:
    """Whoever is signed in leaves: this session is over, and the log says so."""
    user = request.user
    if user.is_authenticated:
        sessions.forget(user, key=_key(request))
        log(user, "sign_out")


def log(user: User, what: str) -> None:
    """Put what somebody did to their own account into the security log."""
    security_log.write(
        what, landlord=user.landlord_id, actor=user.id, subject=user.id, at=clock.now()
    )


def set_factor(request: HttpRequest, *, given: bool) -> None:
    """Say whether a second factor was given on this session."""
    request.session[FACTOR] = given


def has_factor(request: HttpRequest) -> bool:
    """Whether a second factor was given on this session."""
    return bool(request.session.get(FACTOR))


def _touch(request: HttpRequest) -> None:
    session, now = request.session, clock.machine().timestamp()
    if ENDS not in session:
        session[ENDS] = now + IN_ALL.total_seconds()
    left = float(session[ENDS]) - now
    if left <= 0:
        session.flush()
        return
    if abs(now - float(session.get(SEEN, 0))) >= TOUCHED_EVERY:
        idle = IDLE_ON_WORK_DEVICE if session.get(STAY) else IDLE
        session[SEEN] = now
        session.set_expiry(int(min(idle.total_seconds(), left)) + 1)


def _key(request: HttpRequest) -> str:
    return str(request.session.session_key)


def _trusts_provider(methods: set[str]) -> bool:
    return "socialaccount" in methods and bool(settings.OIDC.get("checks_second_factor"))
