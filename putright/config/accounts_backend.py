"""Passwords: who they let in, and that nobody can tell a wrong password from a wrong address."""

from functools import cache
from typing import Any
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpRequest

from putright.stores.accounts import accounts
from putright.stores.accounts.models import User


@cache
def nobody() -> str:
    """Compared with where there is no account, so that it takes as long as where there is one."""
    return make_password("nobody signs in by this")


class Passwords(AuthenticationBackend):  # type: ignore[misc]
    """Email and password of an active account; the same email may exist at several landlords."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        password = str(credentials.get("password") or "")
        email = str(credentials.get("email") or "")
        if not password or not email:
            return None
        candidates = accounts.active_by_email(email)
        if not any(user.has_usable_password() for user in candidates):
            check_password(password, nobody())
            return None
        found = (
            user
            for user in candidates
            if user.has_usable_password() and user.check_password(password)
        )
        return next(found, None)

    def get_user(self, user_id: UUID) -> User | None:
        """Whose session it is, with the landlord that every page names."""
        found = User.objects.select_related("landlord").filter(pk=user_id, is_active=True)
        return found.first()
