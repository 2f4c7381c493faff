"""Makes invented landlords, staff, homes, people and cases, the latter through the desk."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from putright.casework import desk
from putright.casework.actor import Actor
from putright.casework.permissions import Nearness
from putright.casework.queries import staff as staff_queries
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.core.events.person import Details, PersonNote
from putright.gateways.clock import LONDON
from putright.stores.accounts.models import Landlord, Patch, RoleHeld, Team, User
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.people.models import Home
from putright.stores.record.cases import NewCase, NewParty
from putright.stores.record.models import Case

NOW = datetime(2026, 4, 14, 10, 0, tzinfo=LONDON)
"""A Tuesday morning. Tests say what time it is; nothing here asks the machine."""
PACK = "meadowbank"
NOTE = (Evidence(kind="note"),)
BEGINNING = date(2020, 1, 6)
NOBODY = UUID(int=0)
_numbers = count(1)


@landlord_scope(OPERATOR)
def make_landlord(name: str = "", *, pack: str = PACK, **told: Any) -> Landlord:
    """A landlord with a name of its own."""
    number = next(_numbers)
    named = {"slug": f"alder-{number}", "prefix": f"A{number:02}"[:4]} | told
    return Landlord.objects.create(name=name or f"Alder Homes {number}", pack=pack, **named)


@landlord_scope(OPERATOR)
def make_team(landlord: Landlord, name: str = "") -> Team:
    return Team.objects.create(landlord=landlord, name=name or f"Team {next(_numbers)}")


@landlord_scope(OPERATOR)
def make_user(
    landlord: Landlord,
    *roles: str,
    team: Team | None = None,
    name: str = "",
    password: str = "",
    since: date = BEGINNING,
    **told: Any,
) -> User:
    """A member of staff with these roles, in that team or everywhere."""
    number = next(_numbers)
    named = {"email": f"staff-{number}@alder.example", "skips_second_factor": True} | told
    user = User(landlord=landlord, username=str(uuid4()), name=name or f"Staff {number}", **named)
    user.set_password(password or None)
    user.save()
    for role in roles:
        RoleHeld.objects.create(landlord=landlord, user=user, role=role, team=team, starts_on=since)
    return user


@landlord_scope(OPERATOR)
def make_patch(landlord: Landlord, *, team: Team, cover: User, officer: User | None = None,
               name: str = "") -> Patch:  # fmt: skip
    return Patch.objects.create(
        landlord=landlord, name=name or f"Patch {next(_numbers)}", team=team, officer=officer,
        cover=cover,
    )  # fmt: skip


@landlord_scope(OPERATOR)
def make_home(landlord: Landlord, **told: Any) -> Home:
    number = next(_numbers)
    named = {"uprn": f"{number:012}", "address": f"{number} Alder Row", "postcode": "ZZ9 9ZZ"}
    return Home.objects.create(landlord=landlord, **(named | told))


@landlord_scope(OPERATOR)
def make_person(
    landlord: Landlord,
    name: str = "",
    *,
    now: datetime = NOW,
    home: Home | None = None,
    **details: Any,
) -> UUID:
    """Somebody known to the landlord, written through the desk; the person's id."""
    told = Details(name=name or f"Resident {next(_numbers)}", **details)
    note = PersonNote(id="", does="person.registered", at=now, how="said so", sets=told)
    return desk.write_person(
        actor=system_of(landlord), person=None, written=[note], now=now,
        home=home.id if home else None,
    )  # fmt: skip


@landlord_scope(OPERATOR)
def make_case(
    landlord: Landlord,
    *,
    team: Team,
    officer: User | None = None,
    home: Home | None = None,
    person: UUID | None = None,
    entries: Sequence[Entry] = (),
    parties: Sequence[NewParty] = (),
    now: datetime = NOW,
    **told: Any,
) -> Case:
    """A case of noise reported by a resident (``entries`` instead, if given)."""
    case = NewCase(
        id=uuid4(), title=told.pop("title", "Loud music at night"), team=team.id,
        officer=officer.id if officer else None, home=home.id if home else None, **told,
    )  # fmt: skip
    desk.open_case(
        actor=system_of(landlord),
        case=case,
        parties=[NewParty(key="resident", side="resident", role="tenant", person=person), *parties],
        entries=entries or [a_report(now - timedelta(hours=1))],
        now=now,
    )
    return Case.objects.select_related("landlord", "home").get(id=case.id)


def a_report(at: datetime, **told: Any) -> Entry:
    """A resident reports noise by phone."""
    named: dict[str, Any] = {
        "id": "", "does": ("asb.reported",), "at": at, "by": "resident", "channel": "phone",
        "kinds": ("noise",), "evidence": NOTE, "text": "Music until two in the morning.",
    }  # fmt: skip
    return Entry(**(named | told))


def a_note(at: datetime, text: str = "Rang her and listened.", **told: Any) -> Entry:
    """The landlord spoke with the resident by phone."""
    named: dict[str, Any] = {
        "id": "", "does": ("contact.made",), "at": at, "by": "landlord", "to": ("resident",),
        "channel": "phone", "evidence": NOTE, "text": text,
    }  # fmt: skip
    return Entry(**(named | told))


@landlord_scope(OPERATOR)
def add_entries(case: Case, *entries: Entry, now: datetime = NOW, **told: Any) -> desk.Saved:
    """Add to a case as the system, asking nobody."""
    return desk.add(
        actor=system_of(case.landlord),
        permission="case.note",
        near=Nearness(case_id=case.id, sees=True, works=True),
        entries=entries,
        now=now,
        **told,
    )


def system_of(landlord: Landlord) -> Actor:
    """The system itself, at work for a landlord."""
    return Actor(user_id=NOBODY, landlord_id=landlord.id, name="Putright", is_system=True)


@landlord_scope(OPERATOR)
def as_actor(user: User, *, now: datetime = NOW) -> Actor:
    """The actor that an account is at that time."""
    return staff_queries.actor_of(user, today=now.date())
