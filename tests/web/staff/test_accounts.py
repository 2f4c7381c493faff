"""Accounts are made, stopped and opened by an administrator, and no one grants themselves more."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from factories.made import as_actor, make_landlord, make_user

from putright.casework.actions import staff_accounts as actions
from putright.casework.refused import NotThere, Refused
from putright.stores.accounts.models import RoleHeld, SecurityEvent, User

pytestmark = pytest.mark.django_db
WORDS = "nine quiet ferries dozing"


@pytest.fixture
def boss(person: Any) -> Any:
    """An administrator who is in."""
    made = person("administrator")
    made.sign_in()
    return made


@pytest.fixture
def second(landlord: Any) -> Any:
    return as_actor(make_user(landlord, "administrator"))


def told(user: Any) -> list[str]:
    """What the security log tells of an account."""
    events = SecurityEvent.objects.filter(subject_id=user.id).order_by("id")
    return [event.what for event in events]


def new(boss: Any, **sent: str) -> Any:
    given = {
        "name": "Bryn Example", "email": "bryn@alder.example", "role": "officer", "team": "",
        "starts_on": "1/4/2020", "ends_on": "",
    } | sent  # fmt: skip
    return boss.client.post("/staff/accounts/new/", given)


def link_in(page: Any) -> str:
    found = re.search(r'value="http://testserver([^"]+)"', page.content.decode())
    assert found, page.content
    return found.group(1)


def set_by_link(client: Client, link: str, words: str = WORDS) -> Any:
    form = client.get(link, follow=True)
    return client.post(form.request["PATH_INFO"], {"password1": words, "password2": words})


def test_a_new_account_gets_in_by_its_link_and_sets_up_a_factor(boss: Any, person: Any) -> None:
    made = new(boss)
    bryn = person(email="x@alder.example")
    bryn.user, bryn.password = User.objects.get(email="bryn@alder.example"), WORDS
    link = link_in(boss.client.post(f"{made.headers['Location']}link/"))

    done = set_by_link(Client(), link)

    assert done.status_code == 302
    bryn.sign_in()
    assert bryn.gets_in()
    assert told(bryn.user)[:3] == ["account.made", "role.given", "password.link_made"]


def test_a_link_works_once(boss: Any, officer: Any) -> None:
    link = link_in(boss.client.post(f"/staff/accounts/{officer.id}/link/"))
    set_by_link(Client(), link)

    again = Client().get(link, follow=True)

    assert b"no longer works" in again.content
    assert set_by_link(Client(), link, "another set of words here").status_code == 200
    officer.refresh_from_db()
    assert officer.check_password(WORDS)


def test_a_link_older_than_an_hour_does_not_work(boss: Any, officer: Any, settings: Any) -> None:
    link = link_in(boss.client.post(f"/staff/accounts/{officer.id}/link/"))
    assert settings.PASSWORD_RESET_TIMEOUT == 3600
    settings.PASSWORD_RESET_TIMEOUT = -1

    assert b"no longer works" in Client().get(link, follow=True).content


def test_a_link_does_not_skip_the_second_factor(boss: Any, person: Any) -> None:
    amal = person()
    amal.sign_in()
    link = link_in(boss.client.post(f"/staff/accounts/{amal.user.id}/link/"))

    set_by_link(Client(), link)

    assert not amal.gets_in()
    thief = person(email="t@alder.example")
    thief.user, thief.password = amal.user, WORDS
    assert thief.type_password().headers["Location"].endswith("/factor/code/")
    assert not thief.gets_in()


def test_looking_at_a_link_uses_nothing_up(boss: Any, officer: Any) -> None:
    link = link_in(boss.client.post(f"/staff/accounts/{officer.id}/link/"))
    for _each in range(3):
        Client().get(link, follow=True)

    assert set_by_link(Client(), link).status_code == 302


@pytest.mark.parametrize(
    "weak", ["password1234", "alderhomes99", "Putright2026!", "short", "PutrightLandlord"]
)
def test_weak_passwords_are_refused(boss: Any, officer: Any, weak: str) -> None:
    officer.landlord.name = "Alder Homes"
    officer.landlord.save()
    link = link_in(boss.client.post(f"/staff/accounts/{officer.id}/link/"))

    assert set_by_link(Client(), link, weak).status_code == 200


@pytest.mark.parametrize(
    "good", ["x" * 7 + "qzjw pvtk mlor", "four walnut lorries" * 6, "ünï çödé wörds ok"]
)
def test_long_and_unusual_passwords_are_taken(boss: Any, officer: Any, good: str) -> None:
    link = link_in(boss.client.post(f"/staff/accounts/{officer.id}/link/"))

    assert set_by_link(Client(), link, good).status_code == 302


def test_an_address_that_is_taken_is_said_beside_the_field(boss: Any) -> None:
    new(boss)

    again = new(boss, email="BRYN@alder.example")

    page = again.content.decode()
    assert "already signs in" in page
    assert "Bryn Example" in page


def test_the_same_address_may_exist_at_another_landlord(boss: Any) -> None:
    make_user(make_landlord(), "officer", email="bryn@alder.example")

    assert new(boss).status_code == 302


def test_nobody_changes_their_own_roles(boss: Any) -> None:
    own = boss.user.id
    give = {"role": "head of service", "starts_on": "1/4/2020"}
    number = RoleHeld.objects.get(user=boss.user).pk

    assert boss.client.post(f"/staff/accounts/{own}/roles/", give).status_code == 403
    assert (
        boss.client.post(f"/staff/accounts/{own}/roles/end/", {"number": number}).status_code == 403
    )
    assert boss.client.post(f"/staff/accounts/{own}/stop/").status_code == 403
    assert boss.client.post(f"/staff/accounts/{own}/factor/").status_code == 403
    assert [held.role for held in RoleHeld.objects.filter(user=boss.user)] == ["administrator"]


def test_the_last_administrator_stays(boss: Any, landlord: Any, now: Any) -> None:
    other = make_user(landlord, "administrator")
    away = as_actor(other)
    RoleHeld.objects.filter(user=other).update(ends_on=now.date() + timedelta(days=400))

    with pytest.raises(Refused):
        actions.deactivate(actor=away, user=boss.user.id, now=now)
    with pytest.raises(Refused):
        held = RoleHeld.objects.get(user=boss.user)
        actions.end_role(actor=away, user=boss.user.id, number=held.pk, now=now)
    assert boss.gets_in()


def test_a_lost_factor_takes_a_second_person(boss: Any, person: Any, second: Any, now: Any) -> None:
    amal = person()
    amal.sign_in()
    user = amal.user.id
    boss.client.post(f"/staff/accounts/{user}/factor/")

    assert boss.client.post(f"/staff/second-person/{user}/", {"agrees": "yes"}).status_code == 403
    with pytest.raises(Refused):
        actions.decide_factor_reset(actor=as_actor(amal.user), user=user, agrees=True, now=now)
    from putright.gateways import clock

    actions.decide_factor_reset(actor=second, user=user, agrees=True, now=clock.now())
    assert not amal.gets_in()
    amal.seed = ""
    amal.sign_in()
    assert amal.gets_in()


def test_a_factor_nobody_said_was_lost_stays(officer: Any, second: Any, now: Any) -> None:
    with pytest.raises(NotThere):
        actions.decide_factor_reset(actor=second, user=officer.id, agrees=True, now=now)


def test_a_request_is_forgotten_after_a_day(
    officer: Any, second: Any, landlord: Any, now: Any
) -> None:
    third = as_actor(make_user(landlord, "team leader"))
    actions.ask_factor_reset(actor=second, user=officer.id, now=now)

    with pytest.raises(NotThere):
        actions.decide_factor_reset(
            actor=third, user=officer.id, agrees=True, now=now + timedelta(hours=25)
        )


def test_accounts_of_another_landlord_are_not_there(boss: Any) -> None:
    stranger = make_user(make_landlord(), "officer")

    assert boss.client.get(f"/staff/accounts/{stranger.id}/").status_code == 404
    for door in ("stop", "open", "link", "unlock", "factor"):
        assert boss.client.post(f"/staff/accounts/{stranger.id}/{door}/").status_code == 404


@pytest.mark.parametrize("role", ["officer", "team leader", "head of service", "auditor"])
def test_only_an_administrator_sees_accounts(
    signed_in: Any, client: Client, officer: Any, role: str
) -> None:
    signed_in(client, role)

    assert client.get("/staff/accounts/").status_code == 403
    assert client.get(f"/staff/accounts/{officer.id}/").status_code == 403


def test_what_is_weighty_asks_for_the_factor_again(boss: Any, officer: Any) -> None:
    session = boss.client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 400
    session.save()

    answer = boss.client.post(f"/staff/accounts/{officer.id}/stop/")

    assert answer.headers["Location"].startswith("/account/factor/again/")
    officer.refresh_from_db()
    assert officer.is_active
    boss.client.post(answer.headers["Location"], {"code": boss.recovery[0]})
    officer.refresh_from_db()
    assert not officer.is_active


def test_the_security_log_holds_no_names_and_no_addresses(boss: Any) -> None:
    new(boss)

    kept = " ".join(f"{event.what} {event.detail}" for event in SecurityEvent.objects.all())
    assert "account.made" in kept
    assert "Bryn" not in kept
    assert "@" not in kept


def test_own_settings_are_kept(boss: Any) -> None:
    boss.client.post("/staff/settings/", {"single_keys": "on"})

    boss.user.refresh_from_db()
    assert boss.user.single_keys
    assert not boss.user.initials_only
    assert b"data-single-keys" in boss.client.get("/help/").content
