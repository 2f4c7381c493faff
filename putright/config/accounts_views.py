"""The pages of signing in: allauth's, and what we do when something about an account changed."""

from typing import Any

from allauth.account import views
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter as factors
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from putright.config import accounts_forms as forms
from putright.config import accounts_sessions as sessions
from putright.config import problems
from putright.stores.accounts import accounts, guesses, scope
from putright.stores.accounts import sessions as held


class SignOut(views.LogoutView):  # type: ignore[misc]
    """Ends the session here, and asks the browser to forget what it kept of us."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post(*args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


class ChangePassword(views.PasswordChangeView):  # type: ignore[misc]
    """A new password ends every other session."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not accounts.has_own_password(request.user.landlord_id):  # type: ignore[union-attr]
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]

    def form_valid(self, form: Any) -> HttpResponse:
        old = str(self.request.session.session_key)
        super().form_valid(form)
        sessions.renew(self.request, self.request.user, old=old)
        sessions.log(self.request.user, "password.changed")
        return render(self.request, "account/password_changed.html")


class PasswordByLink(views.PasswordResetFromKeyView):  # type: ignore[misc]
    """A password set by a one-time link ends every session; the second factor is still asked."""

    def form_valid(self, form: Any) -> HttpResponse:
        user = self.reset_user
        response: HttpResponse = super().form_valid(form)
        scope.narrow_to(user.landlord_id)
        held.end_all(user.landlord_id, user.id)
        guesses.forget_all(user.email)
        sessions.log(user, "password.set_by_link")
        return response


class SetUpApp(ActivateTOTPView):  # type: ignore[misc]
    """An app that makes codes, and recovery codes shown once."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        user = self.request.user
        self.request.session.pop(forms.NEW_SEED, None)
        record_authentication(self.request, user, method="mfa", type="totp")
        sessions.set_factor(self.request, given=True)
        sessions.renew(self.request, user)
        sessions.log(user, "factor.set_up")
        return response


class RemoveApp(DeactivateTOTPView):  # type: ignore[misc]
    """To set up another: until then this session leads nowhere else."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        sessions.set_factor(self.request, given=False)
        sessions.renew(self.request, self.request.user)
        sessions.log(self.request.user, "factor.removed")
        return response


class NewCodes(GenerateRecoveryCodesView):  # type: ignore[misc]
    """New recovery codes make the old ones void."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        sessions.renew(self.request, self.request.user)
        sessions.log(self.request.user, "factor.new_codes")
        return response


@require_GET
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]
def picture(request: HttpRequest) -> HttpResponse:
    """The seed that is being set up, as a picture for the app to read."""
    if forms.NEW_SEED not in request.session:
        raise Http404
    address = factors().build_totp_url(request.user, forms.seed(request))
    return HttpResponse(factors().build_totp_svg(address), content_type="image/svg+xml")


def not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came without its token."""
    return problems.forbidden(request)
