"""A landlord and its first administrator, who then sets up everything else (P2)."""

import re
from datetime import datetime
from uuid import UUID, uuid4

from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.urls import reverse
from msgspec import Struct

from putright.casework.operations.refusals import CannotRun
from putright.gateways import files
from putright.stores.accounts import accounts, security_log, staffing
from putright.stores.accounts.models import User
from putright.stores.accounts.scope import OPERATOR, landlord_scope


class FirstAccount(Struct, frozen=True):
    """Whose account was made, and the path of the one-time link that sets its password."""

    landlord: str
    email: str
    path: str


class NewFirst(Struct, frozen=True, kw_only=True):
    """What the operator says of the landlord and of the administrator."""

    landlord: str
    name: str
    email: str
    prefix: str = ""
    pack: str = ""


def first_administrator(told: NewFirst, *, now: datetime) -> FirstAccount:
    """Make the landlord, if it is not there, and an administrator, who gets a one-time link.

    Raises ``CannotRun`` where the landlord has an administrator: that person makes further ones.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", told.landlord.lower()).strip("-")
    if not slug:
        raise CannotRun("Give the landlord a name of letters.")
    with transaction.atomic(), landlord_scope(OPERATOR):
        landlord = staffing.landlord_of(slug) or _add_landlord(slug, told)
        if accounts.administrators(landlord, today=now.date()):
            raise CannotRun(
                f"{told.landlord} has an administrator, who can make further accounts and hand "
                "out links. Nothing was made."
            )
        user = _add_administrator(landlord, told, now)
        return FirstAccount(told.landlord, accounts.normal(told.email), _path(landlord, user))


def _add_landlord(slug: str, told: NewFirst) -> UUID:
    if told.pack:
        files.find_pack(told.pack)
    letters = re.sub(r"[^A-Z]", "", told.landlord.upper())
    prefix = (told.prefix or letters[:3] or "PUT").upper()[:4]
    new = staffing.NewLandlord(slug=slug, name=told.landlord, prefix=prefix, pack=told.pack)
    return staffing.add_landlord(new, id=uuid4())


def _add_administrator(landlord: UUID, told: NewFirst, now: datetime) -> UUID:
    if accounts.is_taken(landlord, told.email):
        raise CannotRun(f"Somebody signs in by {told.email} already. Nothing was made.")
    made = accounts.make(landlord=landlord, email=told.email, name=told.name)
    holding = accounts.Holding("administrator", None, now.date(), None)
    accounts.hold(landlord, made.user_id, holding)
    security_log.write(
        "account.first_administrator", landlord=landlord, at=now, subject=made.user_id
    )
    return made.user_id


def _path(landlord: UUID, user: UUID) -> str:
    token = accounts.reset_token(landlord, user)
    key = user_pk_to_url_str(User(id=user))
    return reverse("account_reset_password_from_key", kwargs={"uidb36": key, "key": token})
