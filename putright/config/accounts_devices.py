"""Which device a request comes from: an address, and a mark left by an earlier sign-in.

The mark lets nobody in. It only keeps a stranger's guesses from shutting out the owner.
"""

import secrets
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from putright.stores.accounts.guesses import Place

SALT = "putright.device"
MOST_ACCOUNTS = 20
YEAR = 365 * 24 * 3600
BROWSERS = ("Edg", "OPR", "Firefox", "Chrome", "Safari")
SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Mac OS", "Linux")
SAID = {"Edg": "Edge", "OPR": "Opera", "Mac OS": "Mac"}


def place_of(request: HttpRequest, users: list[UUID]) -> Place:
    """Where a request comes from; its device only if one of these accounts was signed in on it."""
    device, known = _read(request)
    is_known = any(_mark(user) in known for user in users)
    return Place(address=address_of(request), device=device if is_known else "")


def address_of(request: HttpRequest) -> str:
    """The address of the requester, as far as the proxies that are trusted tell."""
    return str(get_adapter().get_client_ip(request))


def remember(request: HttpRequest, response: HttpResponse, user: UUID) -> None:
    """Leave the mark: this account was signed in on this device."""
    device, known = _read(request)
    marks = [*(one for one in known if one != _mark(user)), _mark(user)][-MOST_ACCOUNTS:]
    value = signing.dumps([device or secrets.token_urlsafe(16), marks], salt=SALT)
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        value,
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def words(request: HttpRequest) -> str:
    """A device as its owner would call it: "Firefox on Windows"."""
    agent = request.headers.get("User-Agent", "")
    browser = next((one for one in BROWSERS if one in agent), "")
    system = next((one for one in SYSTEMS if one in agent), "")
    return " on ".join(SAID.get(one, one) for one in (browser, system) if one)


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    value = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    try:
        device, known = signing.loads(value, salt=SALT, max_age=YEAR)
    except (signing.BadSignature, ValueError, TypeError):
        return "", []
    return str(device), [str(one) for one in known]


def _mark(user: UUID) -> str:
    return salted_hmac(SALT, str(user), algorithm="sha256").hexdigest()[:20]
