"""What allauth asks of us: who may come in, how secrets are kept, what is asked again."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.messages import add_message
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from putright.config import accounts_devices as devices
from putright.config import accounts_guard as guard
from putright.config import accounts_sessions as sessions
from putright.gateways import clock
from putright.kit.say import _
from putright.stores.accounts.models import User

FRESH = 300
"""For so many seconds a secret that was given need not be given again."""


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up; sign-ins pass the guard; the session is bound to its landlord."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "That did not let you in. Check the email address and the password, and try again."
        ),
        "enter_current_password": _("That is not your password now."),
        "incorrect_password": _("That is not your password."),
        "invalid_password_reset": _("This link has been used, or is older than an hour."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        guess = guard.Guard(request, str(credentials.get("email") or ""))
        guess.check()
        user = authenticate(request, **credentials)
        if user is None:
            guess.wrong()
        return user

    def reauthenticate(self, user: User, password: str) -> bool:
        guess = guard.of_user(self.request, user)
        guess.check()
        if user.check_password(password):
            return True
        guess.wrong()
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        sessions.begin(request, user)
        guard.of_user(request, user).right()

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        devices.remember(request, response, user.id)
        return response

    def logout(self, request: HttpRequest) -> None:
        sessions.end(request)
        super().logout(request)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        return redirect("account_login")

    def is_safe_url(self, url: str | None) -> bool:
        """Only paths of ours, whatever other hosts are allowed."""
        return bool(url) and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """The second factor where there is one: a password alone does not change a factor."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        by_factor = [one for one in methods if one["id"] == "mfa_reauthenticate"]
        return by_factor or methods

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not where the same secret was given a moment ago, be it to sign in."""
        return not is_fresh(context.request)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        if message := kwargs.get("message"):
            add_message(request, level, message)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """There is no mail yet, and what is here never waits for it."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> bool:
        return False


class Factors(DefaultMFAAdapter):  # type: ignore[misc]
    """Seeds and recovery codes are kept under a key that is not in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "That code did not let you in. Wait for the next one and type it, or type a recovery "
            "code that you have not used."
        ),
    }

    def encrypt(self, text: str) -> str:
        return _ring().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _ring().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return "Putright"


def is_fresh(request: HttpRequest) -> bool:
    """Whether the strongest secret of whoever is signed in was given in the last minutes."""
    user = request.user
    if not user.is_authenticated:
        return False
    wanted = {"mfa"} if has_app(user) else {"password", "socialaccount"}
    given = [
        float(record["at"])
        for record in get_authentication_records(request, user)
        if record["method"] in wanted
    ]
    return bool(given) and clock.machine().timestamp() - max(given) < FRESH


def has_app(user: Any) -> bool:
    """Whether this account has an app that makes codes; recovery codes alone are no factor."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.utils import is_mfa_enabled

    return bool(is_mfa_enabled(user, types=[Authenticator.Type.TOTP]))


def _ring() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.FACTOR_KEYS])
