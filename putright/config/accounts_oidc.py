"""Signing in with a work account elsewhere (OpenID Connect, such as Microsoft Entra).

An account is found by the issuer and the subject that an administrator entered before, never by an
email address; the issuer belongs to one landlord, whose staff then have no passwords here.
"""

import secrets
from typing import Any
from urllib.parse import urlsplit

import jwt
import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from putright.config.home import issuer_name
from putright.gateways import clock
from putright.stores.accounts import security_log

SIGNED_BY = ("RS256", "ES256", "PS256")
SECONDS = 10


class WorkAccounts(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Only accounts that an administrator linked, of the landlord that the issuer belongs to."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def authenticate_by_email(self, login: Any) -> None:
        """Never: whoever controls a mailbox is not thereby the person."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        wanted = str(sociallogin.state.get("nonce") or "")
        if not wanted or not constant_time_compare(sociallogin.nonce, wanted):
            raise _refusal(request, "work_account.bad_answer")
        user = sociallogin.user
        is_linked = sociallogin.is_existing and sociallogin.account.pk is not None
        if not is_linked or not user.is_active:
            raise _refusal(request, "work_account.unknown")
        if user.landlord.slug != settings.OIDC["landlord"]:
            raise _refusal(request, "work_account.other_landlord")

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        raise _refusal(request, "work_account.failed")

    def get_requests_session(self) -> requests.Session:
        return _Narrow()


class _Narrow(requests.Session):
    """Asks the issuer's own hosts, over TLS, once, for a short while."""

    def request(self, method: Any, url: Any, *args: Any, **kwargs: Any) -> requests.Response:
        there = urlsplit(str(url))
        is_here = there.hostname in ("127.0.0.1", "localhost") and not settings.PRODUCTION
        if there.scheme != "https" and not is_here:
            raise requests.exceptions.InvalidSchema("only https")
        kwargs |= {"timeout": SECONDS, "allow_redirects": False}
        return super().request(method, url, *args, **kwargs)


class _Issuer(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Takes the identity from the signed token alone, and checks its signature."""

    @property
    def openid_config(self) -> dict[str, Any]:
        found: dict[str, Any] = super().openid_config
        if found.get("issuer") != settings.OIDC["issuer"]:
            raise OAuth2Error("the issuer is not the one that was set")
        return found

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        signed = str(kwargs["response"].get("id_token") or "")
        claims = self._claims(app, signed)
        login = self.get_provider().sociallogin_from_response(request, {"id_token": claims})
        login.account.extra_data = {}  # who it is, and nothing else that the issuer tells
        login.email_addresses = []
        login.nonce = str(claims.get("nonce") or "")
        return login

    def _claims(self, app: Any, signed: str) -> dict[str, Any]:
        try:
            if jwt.get_unverified_header(signed).get("alg") not in SIGNED_BY:
                raise OAuth2Error("signed in a way that is not taken")
        except jwt.PyJWTError as fault:
            raise OAuth2Error("no token") from fault
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=signed,
            keys_url=self.openid_config["jwks_uri"],
            issuer=settings.OIDC["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        if not claims.get(settings.OIDC["subject"]):
            raise OAuth2Error("no subject")
        return claims


@login_not_required
@require_POST
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Off to the issuer; nothing of the request is passed on but where to go afterwards."""
    _check_name(provider_id)
    if request.user.is_authenticated:
        return redirect("/")
    onward = request.POST.get("next", "")
    safe = onward if url_has_allowed_host_and_scheme(onward, allowed_hosts=None) else None
    nonce = secrets.token_urlsafe(24)
    try:
        provider = get_adapter().get_provider(request, provider_id)
        provider.oauth2_adapter_class = _Issuer
        answer: HttpResponse = provider.redirect(
            request, AuthProcess.LOGIN, next_url=safe, auth_params={"nonce": nonce}, nonce=nonce
        )
        return answer
    except (OAuth2Error, requests.RequestException):
        return _refused(request, "work_account.failed")


@login_not_required
@require_GET
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the issuer."""
    _check_name(provider_id)
    if request.user.is_authenticated:
        return redirect("/")
    view = OAuth2CallbackView.adapter_view(_Issuer(request, provider_id))
    answer: HttpResponse = view(request)
    return answer


def _check_name(name: str) -> None:
    if not settings.OIDC or name != issuer_name(settings.OIDC["issuer"]):
        raise Http404


def _refusal(request: HttpRequest, what: str) -> ImmediateHttpResponse:
    return ImmediateHttpResponse(_refused(request, what))


def _refused(request: HttpRequest, what: str) -> HttpResponse:
    security_log.write(what, landlord=None, at=clock.now())
    return render(request, "account/work_account_refused.html", {"what": what}, status=403)
