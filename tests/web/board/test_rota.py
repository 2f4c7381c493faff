"""Who answers out of hours: set by a leader, without overlap and without anybody who is away."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from factories.made import NOW, make_team, make_user

from putright.gateways.clock import LONDON
from putright.stores.accounts import staffing
from putright.stores.post.models import Turn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _standing_clock(clock_at):
    clock_at(NOW)


@pytest.fixture
def leader(client, signed_in, staff):
    return signed_in(client, staff("team leader"))


def told(who, **more):
    return {
        "officer": str(who.id), "team": "every", "starts_on": "14/4/2026", "starts_at": "5pm",
        "ends_on": "21/4/2026", "ends_at": "9am",
    } | more  # fmt: skip


def text(answer):
    return answer.content.decode()


def test_turn_is_set_by_the_clocks_of_here_and_taken_away(leader, officer) -> None:
    address = reverse("board:rota")
    answer = leader.post(address, told(officer), follow=True)

    assert "The turn is set." in text(answer) and officer.name in text(answer)
    row = Turn.objects.get()
    assert row.starts_at == datetime(2026, 4, 14, 17, 0, tzinfo=LONDON)
    assert "Nobody has these nights" in text(answer)  # the week after has nobody yet
    answer = leader.post(reverse("board:rota_drop", kwargs={"number": row.pk}), follow=True)
    assert not Turn.objects.exists()
    assert "No turn is set." in text(answer)


def test_turn_over_a_change_of_the_clocks_ends_at_nine_all_the_same(leader, officer) -> None:
    leader.post(reverse("board:rota"), told(officer, starts_on="23/10/2026", ends_on="26/10/2026"))

    row = Turn.objects.get()
    assert row.ends_at - row.starts_at == timedelta(hours=65)  # an hour more than the wall shows
    assert row.ends_at.astimezone(LONDON).hour == 9


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"ends_on": "14/4/2026"}, "must end after it begins"),
        ({"starts_on": "1/4/2026", "ends_on": "2/4/2026"}, "over already"),
        ({"ends_on": "21/6/2026"}, "31 days at most"),
        ({"officer": ""}, "Choose who answers."),
    ],
)
def test_turn_that_cannot_stand_says_why(leader, officer, more, words) -> None:
    assert words in text(leader.post(reverse("board:rota"), told(officer, **more)))
    assert not Turn.objects.exists()


def test_two_turns_of_one_team_never_overlap(leader, officer) -> None:
    leader.post(reverse("board:rota"), told(officer))
    answer = leader.post(reverse("board:rota"), told(officer, starts_on="20/4/2026"))

    assert "Somebody has a turn then already." in text(answer)
    assert Turn.objects.count() == 1


@pytest.mark.parametrize("role", ["administrator", "auditor", "approver", "contact centre"])
def test_turn_is_for_those_alone_who_may_act_on_what_comes(leader, staff, role) -> None:
    somebody = staff(role)
    assert somebody.name not in text(leader.get(reverse("board:rota")))

    assert "Error:" in text(leader.post(reverse("board:rota"), told(somebody)))
    assert not Turn.objects.exists()


def test_nobody_answers_while_they_are_away(leader, officer, staff) -> None:
    staffing.add_away(
        landlord=officer.landlord_id, user=officer.id, starts_on=NOW.date() + timedelta(days=2),
        ends_on=NOW.date() + timedelta(days=3), cover=staff("team leader").id,
        told_by=officer.id, told_at=NOW,
    )  # fmt: skip
    assert "is away then" in text(leader.post(reverse("board:rota"), told(officer)))
    assert not Turn.objects.exists()


def test_leader_sets_no_turn_of_another_team(leader, landlord, officer, staff) -> None:
    other = make_team(landlord)
    answer = leader.post(reverse("board:rota"), told(officer, team=str(other.id)))
    assert not Turn.objects.exists() and "Error:" in text(answer)

    turn = Turn.objects.create(
        landlord=landlord, team=other, user=officer, starts_at=NOW, ends_at=NOW + timedelta(days=1),
        set_by=staff("team leader").id,
    )  # fmt: skip
    answer = leader.post(reverse("board:rota_drop", kwargs={"number": turn.pk}))
    assert answer.status_code == 404 and Turn.objects.exists()


def test_officer_sets_no_turn(client, signed_in, officer, landlord) -> None:
    answer = signed_in(client, make_user(landlord, "officer")).get(reverse("board:rota"))
    assert answer.status_code == 403
