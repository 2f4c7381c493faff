"""The forms of signing in: allauth's, with our guard before every secret, and no seed in clear."""

import hashlib
from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordKeyForm,
    UserTokenForm,
)
from allauth.account.internal import flows
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt, encrypt
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from putright.config import accounts_guard as guard
from putright.config import accounts_sessions as sessions
from putright.kit.say import _
from putright.stores.accounts import accounts
from putright.stores.accounts.models import User

NEW_SEED = "factor.new"
REPEATED = (2 * settings.MFA_TOTP_TOLERANCE + 2) * 30
"""For so many seconds a code may still be right, so that it must not be taken again."""


class SignIn(LoginForm):  # type: ignore[misc]
    """Email, password, and whether this device may stand idle for longer."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email, password, stay = (self.fields[name] for name in ("login", "password", "remember"))
        email.label, password.label = _("Email address"), _("Password")
        email.widget.attrs = {"autocomplete": "username", "spellcheck": "false"}
        password.widget.attrs = {"autocomplete": "current-password"}
        password.help_text = ""
        stay.label = _("Stay signed in on this work device")
        stay.help_text = _("For 4 hours without use instead of 30 minutes; never over 12 in all.")
        email.error_messages["required"] = _("Fill in your email address")
        password.error_messages["required"] = _("Fill in your password")

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        request.session[sessions.STAY] = bool(self.cleaned_data.get("remember"))
        self._login.redirect_url = redirect_url
        done: HttpResponse = flows.login.perform_password_login(
            request, self.user_credentials(), self._login
        )
        return done


class _Code(forms.Form):
    """A code of the app, or a recovery code, each good once."""

    use_required_attribute = False
    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(self.fields["code"])

    def clean_code(self) -> str:
        guess = guard.of_user(context.request, self.user)
        guess.check()
        try:
            code: str = super().clean_code()  # type: ignore[misc]
            use_once(self.user, code)
        except ValidationError:
            guess.wrong("sign_in.wrong_code")
            raise
        return code


class Code(_Code, AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""


class CodeAgain(_Code, ReauthenticateByCodeForm):  # type: ignore[misc]
    """The second factor again, before something weighty."""


class NewApp(forms.Form):
    """Setting up an app: the code it makes shows that it has the seed."""

    use_required_attribute = False
    code = forms.CharField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user: User = kwargs.pop("user")
        super().__init__(*args, **kwargs)
        self.secret = seed(context.request, new=not self.is_bound)
        _dress_code(self.fields["code"])
        self.fields["code"].label = _("The code that the app shows now")

    def clean_code(self) -> str:
        guess = guard.of_user(context.request, self.user)
        guess.check()
        code = str(self.cleaned_data["code"])
        if not totp.validate_totp_code(self.secret, code):
            guess.wrong("factor.wrong_code")
            raise get_adapter().validation_error("incorrect_code")
        use_once(self.user, code)
        return code


class PasswordAgain(ReauthenticateForm):  # type: ignore[misc]
    """The password again, before something weighty, where there is no second factor."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_password(self.fields["password"], _("Your password"), "current-password")


class NewPassword(ChangePasswordForm):  # type: ignore[misc]
    """One's own password, by the one before it."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_password(self.fields["oldpassword"], _("Your password now"), "current-password")
        _dress_new(self)

    def clean_oldpassword(self) -> str:
        guess = guard.of_user(context.request, self.user)
        guess.check()
        try:
            return str(super().clean_oldpassword())
        except ValidationError:
            guess.wrong("password.wrong")
            raise


class PasswordByLink(ResetPasswordKeyForm):  # type: ignore[misc]
    """A first or a new password, by a one-time link."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_new(self)


class Link(UserTokenForm):  # type: ignore[misc]
    """A one-time link: for an account that is active and has a password of ours."""

    token_generator = accounts.ResetTokens()

    def _get_user(self, uidb36: str) -> User | None:
        found: User | None = super()._get_user(uidb36)
        if found is None or not found.is_active:
            return None
        return found if accounts.has_own_password(found.landlord_id) else None


def seed(request: HttpRequest, *, new: bool = False) -> str:
    """The seed that is being set up on this session; unreadable where sessions are kept."""
    kept = None if new else request.session.get(NEW_SEED)
    if kept:
        return str(decrypt(kept))
    made = str(totp.generate_totp_secret())
    request.session[NEW_SEED] = encrypt(made)
    return made


def use_once(user: User, code: str) -> None:
    """Refuse a code that was taken before, for as long as it could still be right."""
    digest = hashlib.sha256(normalize_user_code(code).encode()).hexdigest()
    if not cache.add(f"factor:used:{user.pk}:{digest}", 1, REPEATED):
        raise get_adapter().validation_error("incorrect_code")


def _dress_code(field: forms.Field) -> None:
    field.label = _("Code")
    field.widget.attrs = {"autocomplete": "one-time-code", "spellcheck": "false"}
    field.error_messages["required"] = _("Fill in the code")


def _dress_password(field: forms.Field, label: str, autocomplete: str) -> None:
    field.label, field.help_text = label, ""
    field.widget.attrs = {"autocomplete": autocomplete}
    field.error_messages["required"] = _("Fill in: {label}").format(label=label)


def _dress_new(form: forms.Form) -> None:
    _dress_password(form.fields["password1"], _("New password"), "new-password")
    _dress_password(form.fields["password2"], _("New password again"), "new-password")
    form.fields["password1"].help_text = _(
        "At least 12 characters; four words nobody would guess do well. You can paste it."
    )
