"""The addresses of signing in: those of allauth that we use and no others."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from django.urls import path, re_path

from putright.config import accounts_oidc as oidc
from putright.config import accounts_views as views

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", views.SignOut.as_view(), name="account_logout"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", views.ChangePassword.as_view(), name="account_change_password"),
    re_path(
        r"^password/link/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.PasswordByLink.as_view(),
        name="account_reset_password_from_key",
    ),
    path(
        "password/set/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("factor/", factor.index, name="mfa_index"),
    path("factor/code/", factor.authenticate, name="mfa_authenticate"),
    path("factor/again/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("factor/app/", views.SetUpApp.as_view(), name="mfa_activate_totp"),
    path("factor/app/picture.svg", views.picture, name="mfa_picture"),
    path("factor/app/remove/", views.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("factor/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("factor/codes/new/", views.NewCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("oidc/<slug:provider_id>/login/", oidc.login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", oidc.callback, name="openid_connect_callback"),
]
