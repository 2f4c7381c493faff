"""Passwords that somebody who knows us would try first, and those too long to be hashed in time."""

import re

from django.core.exceptions import ValidationError

from putright.kit.say import _
from putright.stores.accounts.models import User

OUR_WORDS = ("putright", "landlord", "housing", "tenancy", "antisocial", "password")
MOST = 4096


class NotOurWords:
    """Refuses a password that is little more than our name, the landlord's, or the trade's."""

    def validate(self, password: str, user: User | None = None) -> None:
        rest = re.sub(r"[^a-z]", "", password.lower())
        if not rest:
            return
        left = rest
        for word in sorted({*OUR_WORDS, *_of_landlord(user)}, key=len, reverse=True):
            left = left.replace(word, "")
        if left != rest and len(left) < 8:
            raise ValidationError(
                _("That is built on a word anybody here would try. Choose other words."),
                code="our_words",
            )

    def get_help_text(self) -> str:
        return _("Do not build it on the name of your landlord or of this service.")


class NotTooLong:
    """Hashing takes longer for a longer password, so there is an end to it, far beyond use."""

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) > MOST:
            raise ValidationError(_("That is too long: 4,096 characters at most."), code="long")

    def get_help_text(self) -> str:
        return ""


def _of_landlord(user: User | None) -> set[str]:
    if user is None or user.landlord_id is None:
        return set()
    words = re.findall(r"[a-z]{4,}", f"{user.landlord.name} {user.landlord.slug}".lower())
    return {*words, "".join(words)}
