"""A session: new at each step, ended on the server by whatever should end it, never for long."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from factories.made import as_actor, make_user
from factories.sign_in import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def amal(person: Any) -> Any:
    """Somebody who is in."""
    made = person()
    made.sign_in()
    return made


def key_of(client: Client) -> str:
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def thief_with(key: str) -> Client:
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = key
    return thief


def is_in(client: Any) -> bool:
    return bool(client.get("/staff/settings/").status_code == 200)


def aged(client: Client, **seen: float) -> None:
    """Put what a session remembers back by so many seconds."""
    session: Any = client.session
    for name, seconds in seen.items():
        session[name] = session[name] - seconds
    session.save()


def test_a_session_planted_before_signing_in_is_worth_nothing(person: Any) -> None:
    planted = SessionStore()
    planted.create()
    amal = person(client=thief_with(str(planted.session_key)))

    amal.sign_in()

    assert key_of(amal.client) != planted.session_key
    assert not is_in(thief_with(str(planted.session_key)))


def test_setting_up_the_factor_changes_the_key(person: Any) -> None:
    amal = person()
    amal.type_password()
    before = key_of(amal.client)

    amal.set_up()

    assert key_of(amal.client) != before
    assert not is_in(thief_with(before))


def test_signing_out_ends_the_session_on_the_server(amal: Any) -> None:
    stolen = key_of(amal.client)

    answer = amal.client.post("/account/logout/")

    assert not is_in(thief_with(stolen))
    assert not Session.objects.filter(session_key=stolen).exists()
    assert "storage" in answer.headers["Clear-Site-Data"]


def test_opening_the_sign_out_page_signs_nobody_out(amal: Any) -> None:
    amal.client.get("/account/logout/")

    assert amal.gets_in()


def test_a_new_password_ends_every_other_session(amal: Any) -> None:
    stolen = key_of(amal.client)
    new = "eleven paper kites asleep"

    answer = amal.client.post(
        "/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )

    assert answer.status_code == 200
    assert b"is changed" in answer.content
    assert amal.gets_in()
    assert not is_in(thief_with(stolen))


@pytest.mark.parametrize("what", ["stopped", "role given", "role ended", "factor taken away"])
def test_what_is_done_to_an_account_ends_its_sessions(
    amal: Any, landlord: Any, now: Any, what: str
) -> None:
    from putright.casework.actions import staff_accounts as actions

    boss, second = (as_actor(make_user(landlord, "administrator")) for _each in range(2))
    stolen = key_of(amal.client)
    user = amal.user.id
    if what == "stopped":
        actions.deactivate(actor=boss, user=user, now=now)
    elif what == "role given":
        holding = actions.holding(
            role="auditor", team=None, starts_on=now.date(), ends_on=now.date() + timedelta(days=9)
        )
        actions.give_role(actor=boss, user=user, holding=holding, now=now)
    elif what == "role ended":
        number = amal.user.roles_held.get().pk
        actions.end_role(actor=boss, user=user, number=number, now=now)
    else:
        actions.ask_factor_reset(actor=boss, user=user, now=now)
        actions.decide_factor_reset(actor=second, user=user, agrees=True, now=now)

    assert not is_in(thief_with(stolen))
    assert not Session.objects.filter(session_key=stolen).exists()


def test_a_session_that_stood_idle_is_over(amal: Any) -> None:
    assert 1700 < amal.client.session.get_expiry_age() <= 1801

    Session.objects.update(expire_date=Session.objects.get().expire_date - timedelta(minutes=31))

    assert not amal.gets_in()


def test_using_it_puts_the_end_off(amal: Any) -> None:
    before = Session.objects.get().expire_date
    aged(amal.client, seen=600)

    amal.gets_in()

    assert Session.objects.get().expire_date >= before
    assert amal.client.session["seen"] > 0


def test_after_twelve_hours_it_is_over_however_busy(amal: Any) -> None:
    aged(amal.client, ends=12 * 3600 - 5)

    assert amal.gets_in()
    assert amal.client.session.get_expiry_age() <= 1801
    aged(amal.client, ends=6)
    assert not amal.gets_in()


def test_a_work_device_may_stand_idle_longer_but_not_over_twelve_hours(person: Any) -> None:
    amal = person()
    amal.type_password(remember="on")
    amal.set_up()

    assert 4 * 3600 - 100 < amal.client.session.get_expiry_age() <= 4 * 3600 + 1
    aged(amal.client, ends=12 * 3600 - 60, seen=100)
    assert amal.gets_in()
    assert amal.client.session.get_expiry_age() <= 61


def test_own_sessions_are_listed_and_can_be_ended(amal: Any, person: Any) -> None:
    other = person(email="other@alder.example")
    other.user, other.seed = amal.user, amal.seed
    other.type_password()
    other.type_code(amal.recovery[0])
    page = amal.client.get("/staff/settings/").content.decode()

    assert other.gets_in()
    assert page.count("since") >= 2
    amal.client.post("/staff/settings/sessions/")
    assert not other.gets_in()
    assert amal.gets_in()


def test_nobody_ends_a_session_of_somebody_else(amal: Any, person: Any) -> None:
    from putright.stores.accounts.models import SignedIn

    other = person()
    other.sign_in()
    number = SignedIn.objects.get(user=other.user).pk

    amal.client.post("/staff/settings/sessions/", {"number": number})

    assert other.gets_in()


def test_the_factor_is_asked_again_before_something_weighty(amal: Any) -> None:
    session: Any = amal.client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 400
    session.save()

    answer = amal.client.post("/account/factor/app/remove/")

    assert answer.headers["Location"].startswith("/account/factor/again/")
    amal.client.post("/account/factor/again/", {"code": amal.recovery[1]})
    assert amal.client.get("/account/factor/app/remove/").status_code in (200, 302)
