"""What every request passes: headers, the landlord's scope, who acts."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from putright.casework.queries.staff import at_work
from putright.casework.refused import NeedsReason, NotThere, Refused, SentTwice
from putright.config import accounts_devices as devices
from putright.config import accounts_sessions, areas, checks, problems
from putright.config.accounts_adapter import has_app
from putright.gateways import clock
from putright.stores.accounts import scope

Handler = Callable[[HttpRequest], HttpResponse]
LANDLORD_KEY, FACTOR_KEY = accounts_sessions.LANDLORD, accounts_sessions.FACTOR
BEFORE_FACTOR = frozenset(
    {"mfa_activate_totp", "mfa_picture", "account_logout", "account_reauthenticate"}
)
"""The only views of a session on which a second factor is wanted and was not given."""


class Headers:
    """Nothing that is shown may be kept by a browser or a proxy, save what everybody gets.

    Whatever serves pages makes this first; so here a start with unsafe settings is refused.
    """

    def __init__(self, get_response: Handler) -> None:
        checks.refuse_unsafe_start()
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        if areas.is_public(request.path_info):
            response.headers.setdefault("Referrer-Policy", "no-referrer")
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "geolocation=(), camera=(), microphone=()"
        )
        return response


class LandlordScope:
    """The database shows one landlord's rows: the one whose account signed in on this session.

    A public form is nobody's session: it opens a scope for each step itself, so that what was kept
    is saved before anything else is tried with it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if areas.is_public(request.path_info):
            return self.get_response(request)
        with scope.landlord_scope(request.session.get(LANDLORD_KEY) or scope.SIGN_IN):
            return self.get_response(request)


class ActorOfRequest:
    """Who acts; and where a second factor is wanted and was not given, the way to set one up."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None  # type: ignore[attr-defined]
        request.reference = secrets.token_hex(4)  # type: ignore[attr-defined]
        if areas.is_public(request.path_info):
            request.user = AnonymousUser()
            request.lacks_factor = False  # type: ignore[attr-defined]
            request.came_from = devices.address_of(request)  # type: ignore[attr-defined]
            return self.get_response(request)
        user = request.user
        request.lacks_factor = user.is_authenticated and lacks_factor(request)  # type: ignore[attr-defined]
        request.help_line = user.landlord.phone if user.is_authenticated else ""  # type: ignore[attr-defined]
        if user.is_authenticated and not request.lacks_factor:  # type: ignore[attr-defined]
            request.at_work = at_work(user, today=clock.today())  # type: ignore[attr-defined]
            request.actor = request.at_work.actor  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Without the second factor nobody is an actor, and no view but those is run."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if request.lacks_factor and name not in BEFORE_FACTOR:  # type: ignore[attr-defined]
            return redirect(_to_factor(request))
        return None


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
    if lesson := led_to.get("lesson"):
        return redirect(reverse("learning:one", kwargs={"lesson_id": lesson}))
    return redirect("/")


def lacks_factor(request: HttpRequest) -> bool:
    """Whether this session still needs a second factor: all do but those of made-up landlords."""
    user = request.user
    is_made_up = user.skips_second_factor and user.landlord.is_sample  # type: ignore[union-attr]
    return not is_made_up and not accounts_sessions.has_factor(request)


def _to_factor(request: HttpRequest) -> str:
    # Set up elsewhere since this session began: it is given by signing in again, here.
    if has_app(request.user):
        logout(request)
        return reverse("account_login")
    return reverse("mfa_activate_totp")
