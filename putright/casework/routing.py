"""Whose a message is before anybody has read it: by the addresses it was for and its sender's home.

It only says in whose list it waits. Who that is today is worked out when the list is read, so what
was sent to somebody who is away is with the cover at once.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from msgspec import Struct

from putright.stores.accounts.models import Landlord, RoleHeld, Team, User
from putright.stores.people.models import Home, Person, SafeAddress
from putright.stores.post.models import Mailbox
from putright.stores.record.models import Party


class Place(Struct, frozen=True, kw_only=True):
    """In whose list something waits. ``home`` is the sender's, where that may be shown."""

    team: UUID
    pack: str
    officer: UUID | None = None
    home: UUID | None = None


def place(
    *, landlord: UUID, mailbox: UUID | None, recipients: Sequence[str], sender: str, now: datetime
) -> Place:
    """The officer it was addressed to by name, the team of its mailbox, the sender's home."""
    pack = Landlord.objects.values_list("pack", flat=True).get(id=landlord)
    team = _team_of(landlord, mailbox)
    officer = _officer(landlord, recipients)
    if officer is not None:
        team = _own_team(landlord, officer, team, now)
    return Place(team=team, pack=pack, officer=officer, home=_home(landlord, sender))


def staff_of_address(address: str) -> UUID | None:
    """The landlord of a member of staff with that work address, whoever works or worked here."""
    found = User.objects.filter(email__iexact=address.strip())
    landlords = list(found.values_list("landlord_id", flat=True).distinct()[:2])
    return landlords[0] if len(landlords) == 1 else None


def _officer(landlord: UUID, recipients: Sequence[str]) -> UUID | None:
    """The first member of staff whose own address it was for; also one who is away, or left."""
    asked = [each.strip().lower() for each in recipients]
    wanted = Q()
    for each in asked:
        wanted |= Q(email__iexact=each)
    if not asked:
        return None
    users = User.objects.filter(wanted, landlord_id=landlord)
    by_address = {email.lower(): user for user, email in users.values_list("id", "email")}
    return next((by_address[each] for each in asked if each in by_address), None)


def _own_team(landlord: UUID, officer: UUID, team: UUID, now: datetime) -> UUID:
    """The mailbox's team where the officer is of it, else the officer's own."""
    today = now.date()
    held = RoleHeld.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today),
        landlord_id=landlord, user_id=officer, starts_on__lte=today, team__isnull=False,
    )  # fmt: skip
    teams = list(held.order_by("id").values_list("team_id", flat=True))
    return team if team in teams or not teams else teams[0]


def _team_of(landlord: UUID, mailbox: UUID | None) -> UUID:
    found = Mailbox.objects.filter(landlord_id=landlord, id=mailbox) if mailbox else None
    team = found.values_list("team_id", flat=True).first() if found is not None else None
    if team is None:
        team = Team.objects.filter(landlord_id=landlord).order_by("name", "id").values_list(
            "id", flat=True
        )[0]  # fmt: skip
    return team


def _home(landlord: UUID, sender: str) -> UUID | None:
    """The home of the one person who is known by that address, unless where they are is guarded.

    Anybody can write an address as the sender: the home decides whose list it is in, and no more.
    """
    if "@" not in sender:
        return None
    known = Person.objects.filter(
        landlord_id=landlord, erased_at__isnull=True, details__email__iexact=sender
    )
    rows = list(known.values_list("id", "home_id")[:2])
    if len(rows) != 1 or _is_guarded(rows[0][0]):
        return None
    return Home.objects.filter(id=rows[0][1]).values_list("id", flat=True).first()


def _is_guarded(person: UUID) -> bool:
    restricted = Party.objects.filter(person_id=person, case__is_restricted=True)
    fled = SafeAddress.objects.filter(person_id=person, ended_at__isnull=True)
    return restricted.exists() or fled.exists()
