"""What every request passes: headers, the landlord's scope, who acts."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from putright.casework.queries.staff import actor_of
from putright.casework.refused import NeedsReason, NotThere, Refused, SentTwice
from putright.config import problems
from putright.gateways import clock
from putright.stores.accounts import scope

Handler = Callable[[HttpRequest], HttpResponse]
LANDLORD_KEY = "landlord"


class Headers:
    """Nothing that is shown may be kept by a browser or a proxy, save what everybody gets."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "geolocation=(), camera=(), microphone=()"
        )
        return response


class LandlordScope:
    """The database shows one landlord's rows: the one whose account signed in on this session."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with scope.landlord_scope(request.session.get(LANDLORD_KEY) or scope.SIGN_IN):
            return self.get_response(request)


class ActorOfRequest:
    """Who acts; and where a second factor is wanted and not set up, nothing but setting it up."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        request.actor = None  # type: ignore[attr-defined]
        request.reference = secrets.token_hex(4)  # type: ignore[attr-defined]
        if user.is_authenticated:
            request.actor = actor_of(user, today=clock.today())  # type: ignore[attr-defined]
            if _lacks_factor(request) and not _may_without(request):
                return redirect(reverse("mfa_activate_totp"))
        return self.get_response(request)


class Answers:
    """Turns an expected "no" of the casework into its page; views need not know of them."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for an expected "no"; None for a fault, which is Django's to answer."""
        if isinstance(exception, NotThere):
            return problems.not_found(request)
        if isinstance(exception, Refused):
            return problems.not_allowed(request, exception.reason)
        if isinstance(exception, NeedsReason):
            return redirect(reverse("cases:break_glass", kwargs={"case_id": exception.case_id}))
        if isinstance(exception, SentTwice):
            return _where_it_led(exception.led_to)
        return None


def _where_it_led(led_to: dict[str, str]) -> HttpResponse:
    if case := led_to.get("case"):
        return redirect(reverse("cases:page", kwargs={"case_id": case}))
    if person := led_to.get("person"):
        return redirect(reverse("people:page", kwargs={"person_id": person}))
    return redirect("/")


def _lacks_factor(request: HttpRequest) -> bool:
    from allauth.mfa.utils import is_mfa_enabled

    user = request.user
    sample = user.skips_second_factor and user.landlord.is_sample  # type: ignore[union-attr]
    return not sample and not is_mfa_enabled(user)


def _may_without(request: HttpRequest) -> bool:
    return request.path.startswith(("/account/", settings.STATIC_URL))
