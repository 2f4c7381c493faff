"""A receipt in the browser: a signed note without a word of what was sent, for half an hour.

It is in a cookie, not in an address, so that leaving the page takes it away.
"""

from datetime import timedelta

import msgspec
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from msgspec.structs import asdict, replace

from putright.casework.actions.public_forms import Taken

SALT = "putright.receipt"
LASTS = timedelta(minutes=30)


class Receipt(Taken, frozen=True, kw_only=True):
    """What the page shows: what was taken, for which landlord, how often something was added."""

    slug: str
    added: int = 0


def leave(
    response: HttpResponse, slug: str, taken: Taken, before: Receipt | None = None
) -> None:  # fmt: skip
    """Keep the receipt in the browser; what was added to one that is there stands on that one."""
    if before is not None:
        kept = replace(before, lost=taken.lost, added=before.added + 1)
        if taken.is_urgent and not before.is_urgent:
            kept = replace(kept, is_urgent=True, read_by=taken.read_by)
    else:
        kept = Receipt(slug=slug, **asdict(taken))
    response.set_cookie(
        _name(), signing.dumps(msgspec.to_builtins(kept), salt=SALT),
        max_age=int(LASTS.total_seconds()), secure=settings.SESSION_COOKIE_SECURE, httponly=True,
        samesite="Lax", path="/",
    )  # fmt: skip


def forget(response: HttpResponse) -> None:
    """Take the receipt out of the browser."""
    response.delete_cookie(_name(), path="/", samesite="Lax")


def read(request: HttpRequest, slug: str) -> Receipt | None:
    """The receipt that was left here for this landlord; None where there is none any more."""
    value = request.COOKIES.get(_name(), "")
    try:
        told = signing.loads(value, salt=SALT, max_age=LASTS)
        kept = msgspec.convert(told, Receipt)
    except (signing.BadSignature, msgspec.ValidationError):
        return None
    return kept if kept.slug == slug else None


def _name() -> str:
    return "__Host-receipt" if settings.SESSION_COOKIE_SECURE else "receipt"
