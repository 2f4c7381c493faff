"""What a message needs to go out: under which address, to which address, and whether that is safe.

An address that somebody known here asked us not to use is not used, whoever wrote from it.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from msgspec import Struct

from putright.casework.queries.case_open import Open
from putright.stores.accounts.models import Landlord, User
from putright.stores.people.agencies import listed as agencies
from putright.stores.people.models import Person
from putright.stores.post.models import Mailbox

WAY_OF = {"email": "email", "text": "text", "letter": "post"}
"""Which way of a person's safe-contact card each way of the outbox is."""
AT_ODDS = ("not ok", "only when")
NEVER = ("not ok",)


class House(Struct, frozen=True, kw_only=True):
    """The landlord as a message names it, and the address that messages go out under."""

    id: UUID
    name: str
    phone: str
    mailbox: UUID | None
    address: str


def house_of(landlord: UUID, *, mailbox: UUID | None = None, team: UUID | None = None) -> House:
    """The landlord with the mailbox that was asked for, the team's, or the first that works."""
    row = Landlord.objects.get(id=landlord)
    boxes = list(Mailbox.objects.filter(landlord_id=landlord, is_active=True).order_by("since"))
    wanted = [box for box in boxes if box.id == mailbox]
    wanted += [box for box in boxes if box.team_id == team and not box.of_ombudsman]
    wanted += [box for box in boxes if not box.of_ombudsman]
    box = wanted[0] if wanted else None
    return House(
        id=row.id, name=row.name, phone=row.phone, mailbox=box.id if box else None,
        address=box.address if box else settings.MAIL_FROM,
    )  # fmt: skip


def has_server() -> bool:
    """Whether mail leaves this installation; else it lies in a folder as files."""
    return bool(settings.SENDING["smtp_host"]) or settings.SENDING["drop_counts"] == "1"


def email_of_staff(landlord: UUID, user: UUID) -> str:
    """The work address of somebody who still works here; "" for anybody else."""
    row = User.objects.filter(landlord_id=landlord, id=user, is_active=True).first()
    return row.email if row else ""


def email_in(opened: Open, whom: str) -> str:
    """The one email address that we know of somebody in a case; "" where there is none."""
    found = {each for each in _emails(opened, whom) if "@" in each}
    return found.pop() if len(found) == 1 else ""


def addresses_of(landlord: UUID, person: UUID) -> list[str]:
    """The addresses and numbers of somebody, before they are erased."""
    row = Person.objects.filter(landlord_id=landlord, id=person).first()
    told = row.details if row else {}
    found = (str(told.get(name) or "").strip() for name in ("email", "phone", "other_phone"))
    return [each for each in found if each]


def is_safe(landlord: UUID, *, way: str, to: str, by_itself: bool) -> bool:
    """Whether nobody known by that address asked us not to use it.

    What goes ``by_itself`` heeds no "only when": no person looks whether it is the right moment.
    """
    at_odds = AT_ODDS if by_itself else NEVER
    return not any(_says(row.details, way) in at_odds for row in _known_by(landlord, way, to))


def _emails(opened: Open, whom: str) -> Iterator[str]:
    for row in opened.rows:
        if row.key == whom and row.person is not None:
            yield str(row.person.details.get("email") or "").strip()
    part = opened.parts.get(whom)
    if part is not None and part.side == "agency":
        for desk in agencies(landlord=opened.case.landlord_id):
            if desk.name == part.name and desk.route.endswith("email") and desk.wrong_at is None:
                yield desk.address.strip()


def _known_by(landlord: UUID, way: str, to: str) -> list[Person]:
    rows = Person.objects.filter(landlord_id=landlord, erased_at__isnull=True)
    if way == "email":
        return list(rows.filter(details__email__iexact=to.strip()))
    if way == "text":
        # Numbers are written with blanks or without: the last four digits find them, all decide.
        ends = _digits(to)[-4:]
        found = rows.filter(
            Q(details__phone__iregex=_loosely(ends))
            | Q(details__other_phone__iregex=_loosely(ends))
        )
        return [row for row in found if _same_number(row.details, to)]
    # Whoever said nothing of post decides nothing: only those who did are looked at one by one.
    told = rows.filter(details__ways__post__says__in=AT_ODDS).select_related("home")
    return [row for row in told if _signs(to) in _addresses(row)]


def _addresses(row: Person) -> set[str]:
    """Where post reaches somebody, however it is written."""
    home = f"{row.home.address}{row.home.postcode}" if row.home else ""
    return {_signs(each) for each in (home, str(row.details.get("post_to") or "")) if each}


def _signs(address: str) -> str:
    return "".join(sign for sign in address.casefold() if sign.isalnum())


def _same_number(details: Mapping[str, Any], to: str) -> bool:
    numbers = (str(details.get(name) or "") for name in ("phone", "other_phone"))
    return any(_digits(each)[-9:] == _digits(to)[-9:] for each in numbers if _digits(each))


def _loosely(digits: str) -> str:
    return r"[^0-9]*".join(digits) + r"[^0-9]*$"


def _digits(number: str) -> str:
    return "".join(sign for sign in number if sign.isdigit())


def _says(details: Mapping[str, Any], way: str) -> str:
    ways: Mapping[str, Any] = details.get("ways") or {}
    told: Mapping[str, Any] = ways.get(WAY_OF[way]) or {}
    return str(told.get("says") or "not asked")
