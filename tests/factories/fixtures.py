"""The fixtures of the factories. Django is imported when one is used, not before."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from putright.casework.actor import Actor
    from putright.stores.accounts.models import Landlord, Team, User
    from putright.stores.record.models import Case

ROLES = (
    "contact centre", "officer", "team leader", "complaints handler", "approver",
    "head of service", "auditor", "administrator",
)  # fmt: skip
IN_A_TEAM = frozenset({"officer", "team leader"})


@dataclass
class Staff:
    """The staff of the landlord under test, made when first asked for: one for each role."""

    landlord: "Landlord"
    team: "Team"
    made: dict[str, "User"] = field(default_factory=dict)

    def __call__(self, role: str) -> "User":
        from factories.made import make_user

        if role not in self.made:
            team = self.team if role in IN_A_TEAM else None
            self.made[role] = make_user(self.landlord, role, team=team, name=f"The {role}")
        return self.made[role]


@pytest.fixture
def now() -> datetime:
    """The moment at which tests take place."""
    from factories.made import NOW

    return NOW


@pytest.fixture
def landlord(database: None) -> "Landlord":
    """A landlord with the policy of the sample landlord."""
    from factories.made import make_landlord

    return make_landlord()


@pytest.fixture
def other_landlord(database: None) -> "Landlord":
    """A second one, whom the first must not see."""
    from factories.made import make_landlord

    return make_landlord()


@pytest.fixture
def team(landlord: "Landlord") -> "Team":
    from factories.made import make_team

    return make_team(landlord)


@pytest.fixture
def staff(landlord: "Landlord", team: "Team") -> Staff:
    """``staff("officer")`` is the landlord's officer, of its one team."""
    return Staff(landlord, team)


@pytest.fixture
def officer(staff: Staff) -> "User":
    return staff("officer")


@pytest.fixture
def actor_of(staff: Staff) -> "Callable[[str], Actor]":
    """``actor_of("officer")`` is who acts when the officer does."""
    from factories.made import as_actor

    return lambda role: as_actor(staff(role))


@pytest.fixture
def make_case(landlord: "Landlord", team: "Team", officer: "User") -> "Callable[..., Case]":
    """Make a case of the landlord's team and officer; see ``factories.made.make_case``."""
    from factories import made

    def make(**told: Any) -> "Case":
        return made.make_case(landlord, **({"team": team, "officer": officer} | told))

    return make


@pytest.fixture
def case(make_case: "Callable[..., Case]") -> "Case":
    """A case of noise, an hour old."""
    return make_case()


@pytest.fixture
def signed_in(staff: Staff) -> "Callable[..., Client]":
    """``signed_in(client, "officer")``: the client, signed in as that role's user (or a user)."""
    from django.conf import settings

    from putright.config.middleware import FACTOR_KEY, LANDLORD_KEY
    from putright.stores.accounts.models import User
    from putright.stores.accounts.scope import OPERATOR, landlord_scope

    def sign_in(client: "Client", who: "str | User" = "officer") -> "Client":
        user = who if isinstance(who, User) else staff(who)
        with landlord_scope(OPERATOR):
            client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
            session = client.session
            session[LANDLORD_KEY] = str(user.landlord_id)
            session[FACTOR_KEY] = True
            session.save()
        return client

    return sign_in


@pytest.fixture
def clock_at(tmp_path: Path, settings: Any) -> "Iterator[Callable[[datetime], None]]":
    """``clock_at(moment)`` makes the whole application's clock stand still at that moment."""
    from putright.gateways import clock

    before = settings.CLOCK_FILE
    settings.CLOCK_FILE = tmp_path / "clock.json"
    clock.use_file(settings.CLOCK_FILE)
    yield lambda moment: clock.write_time(settings.CLOCK_FILE, at=moment, runs=False)
    clock.use_file(before)
