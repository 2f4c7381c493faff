"""What the pages before a sign-in are given: whose they are, whom to ring, the work account."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from putright.config.home import issuer_name
from putright.config.pages import clock_words
from putright.kit.say import _
from putright.stores.accounts.models import Landlord, User


def door(request: HttpRequest) -> dict[str, Any]:
    """For allauth's pages; nothing here tells who has an account."""
    landlord = _landlord(request)
    phone = settings.HELP_LINE or (landlord.phone if landlord else "")
    return {
        "landlord_name": landlord.name if landlord else "Putright",
        "help_words": _("Cannot get in? Ring %(phone)s.") % {"phone": phone} if phone else "",
        "clock_banner": clock_words(),
        "work_account": issuer_name(settings.OIDC["issuer"]) if settings.OIDC else "",
    }


def name_of(user: User) -> str:
    """How an account is called on allauth's pages."""
    return user.name


def _landlord(request: HttpRequest) -> Landlord | None:
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return user.landlord  # type: ignore[no-any-return]
    found = list(Landlord.objects.order_by("slug")[:2])
    return found[0] if len(found) == 1 else None
