"""The first start and every later one: tables, the sample landlords, fresh lists, passwords."""

import secrets
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from putright.casework.actions import samples
from putright.casework.operations import tables
from putright.casework.queries import staff
from putright.gateways import files
from putright.stores.accounts import staffing
from putright.stores.accounts.scope import OPERATOR, landlord_scope

LETTERS = "abcdefghjkmnpqrstvwxyz23456789"
"""No letter that is read as another."""

Step = Callable[[str], None]


class Account(Struct, frozen=True):
    """Somebody who can sign in to a sample landlord."""

    name: str
    roles: str
    email: str


class SampleAccounts(Struct, frozen=True):
    """A sample landlord and who can sign in to it."""

    landlord: str
    accounts: tuple[Account, ...]


class Started(Struct, frozen=True):
    """What a newcomer needs: the password made at this moment, and whose it is."""

    password: str
    samples: tuple[SampleAccounts, ...]


def make_tables() -> None:
    """Make or bring up to date every table."""
    tables.upgrade()


def load_samples(*, now: datetime, step: Step = samples.quiet) -> None:
    """Load the invented landlord and the published cases, where no landlord is there yet."""
    with landlord_scope(OPERATOR):
        if staffing.landlords():
            return
    samples.load_meadowbank(now=now, step=step)
    for name in files.shipped_cases():
        samples.load_published(name, now=now, step=step)


def renew_passwords(*, now: datetime) -> Started:
    """Give all sample accounts one new password."""
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
    with landlord_scope(OPERATOR):
        landlords = [(key, name) for key, name, is_sample in staffing.landlords() if is_sample]
    shown = []
    for landlord, name in landlords:
        emails = dict(samples.renew_passwords(landlord=landlord, password=password))
        shown.append(SampleAccounts(name, _accounts(landlord, emails, now)))
    shown.sort(key=lambda each: -len(each.accounts))
    return Started(password=password, samples=tuple(shown))


def _accounts(landlord: UUID, emails: dict[str, str], now: datetime) -> tuple[Account, ...]:
    with landlord_scope(landlord):
        found = staff.colleagues_of(landlord, today=now.date())
    return tuple(
        Account(each.name, ", ".join(each.roles), emails[each.name])
        for each in found
        if each.name in emails
    )
