"""Looking is not working: a reason given opens a case to read, a role counts in its own team."""

from typing import Any

import pytest
from django.test import Client
from factories import made

from putright.casework import permissions
from putright.casework.queries.cases import near_to
from putright.casework.refused import NeedsReason
from putright.stores.accounts.models import RoleHeld
from putright.stores.record.models import Clearance

pytestmark = pytest.mark.django_db
WHY = "She rang in danger and nobody of the team is here."


@pytest.fixture
def restricted(make_case: Any) -> Any:
    return make_case(is_restricted=True)


@pytest.fixture
def looker(landlord: Any, team: Any) -> Any:
    """An officer of the same team who was never let in."""
    return made.make_user(landlord, "officer", team=team)


def breaks_glass(client: Client, case: Any) -> None:
    assert client.post(f"/cases/{case.id}/break-glass/", {"why": WHY}).status_code == 302
    assert client.get(f"/cases/{case.id}/").status_code == 200


def test_a_look_with_a_reason_cannot_be_made_into_one_for_ever(
    restricted: Any, looker: Any, signed_in: Any, now: Any
) -> None:
    client = signed_in(Client(), looker)
    breaks_glass(client, restricted)

    near = near_to(made.as_actor(looker), restricted.id, now=now)

    may = {name for name in permissions.TABLE if permissions.can(made.as_actor(looker), name, near)}
    assert {"case.see", "contact.log", "case.note"} <= may
    assert not may & {"case.restrict", "case.work", "case.assign", "case.correct", "case.excuse"}
    for what in ({"what": "open", "why": WHY}, {"what": "clear", "user": str(looker.id)}):
        answer = client.post(f"/cases/{restricted.id}/restrict/", what)
        assert answer.status_code == 403
    restricted.refresh_from_db()
    assert restricted.is_restricted
    assert not Clearance.objects.filter(user=looker, broke_glass=False).exists()


def test_a_leader_who_gave_a_reason_can_let_somebody_in_who_acts(
    restricted: Any, staff: Any, signed_in: Any, now: Any
) -> None:
    leader = staff("team leader")
    breaks_glass(signed_in(Client(), leader), restricted)

    near = near_to(made.as_actor(leader), restricted.id, now=now)

    assert permissions.can(made.as_actor(leader), "case.restrict", near)


def test_the_officer_can_end_a_look_that_was_given_a_reason(
    restricted: Any, looker: Any, officer: Any, signed_in: Any, now: Any
) -> None:
    from putright.casework.actions.adding import Sent
    from putright.casework.actions.restrict import end_clearance

    breaks_glass(signed_in(Client(), looker), restricted)
    actor = made.as_actor(officer)
    sent = Sent(near=near_to(actor, restricted.id, now=now))

    end_clearance(actor=actor, sent=sent, user=looker.id, why="Not needed.", now=now)

    with pytest.raises(NeedsReason):
        near_to(made.as_actor(looker), restricted.id, now=now)


def test_a_role_of_another_team_is_none_in_this_one(
    case: Any, landlord: Any, team: Any, now: Any
) -> None:
    user = made.make_user(landlord, "contact centre", team=team)
    for role in ("officer", "team leader"):
        RoleHeld.objects.create(
            landlord=landlord, user=user, role=role, team=made.make_team(landlord),
            starts_on=made.BEGINNING,
        )  # fmt: skip
    actor = made.as_actor(user)
    near = near_to(actor, case.id, now=now)

    assert not permissions.can(actor, "case.work", near)
    assert not permissions.can(actor, "case.assign", near)
    assert permissions.can(actor, "contact.log", near)


def test_a_case_of_ones_own_is_worked_in_but_led_by_its_team(
    landlord: Any, make_case: Any, now: Any
) -> None:
    user = made.make_user(landlord, "officer", team=made.make_team(landlord))
    RoleHeld.objects.create(
        landlord=landlord, user=user, role="team leader", team=made.make_team(landlord),
        starts_on=made.BEGINNING,
    )  # fmt: skip
    actor = made.as_actor(user)
    near = near_to(actor, make_case(officer=user).id, now=now)

    assert permissions.can(actor, "case.work", near)
    assert not permissions.can(actor, "case.assign", near)
