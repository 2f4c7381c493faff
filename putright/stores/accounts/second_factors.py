"""Second factors and linked work accounts, which a library keeps in tables of its own."""

from collections.abc import Iterable
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings

from putright.stores.accounts.models import User


def holders(users: Iterable[UUID]) -> set[UUID]:
    """Which of these accounts have an app that makes codes."""
    found = Authenticator.objects.filter(user_id__in=list(users), type=Authenticator.Type.TOTP)
    return set(found.values_list("user_id", flat=True))


def take_away(landlord: UUID, user: UUID) -> None:
    """The account has no second factor any more: it sets one up at its next sign-in."""
    found = User.objects.get(landlord_id=landlord, id=user)
    Authenticator.objects.filter(user=found).delete()


def linked(users: Iterable[UUID]) -> set[UUID]:
    """Which of these accounts are linked to a work account elsewhere."""
    found = SocialAccount.objects.filter(user_id__in=list(users), provider=settings.OIDC_NAME)
    return set(found.values_list("user_id", flat=True))


def subject_is_taken(subject: str) -> bool:
    """Whether an account is linked to this work account already."""
    return bool(SocialAccount.objects.filter(provider=settings.OIDC_NAME, uid=subject).exists())


def link(landlord: UUID, user: UUID, subject: str) -> None:
    """This account, and no other, is who the issuer calls by that subject."""
    found = User.objects.get(landlord_id=landlord, id=user)
    SocialAccount.objects.filter(user=found, provider=settings.OIDC_NAME).delete()
    SocialAccount.objects.create(user=found, provider=settings.OIDC_NAME, uid=subject)
