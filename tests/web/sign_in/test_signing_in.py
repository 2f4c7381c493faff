"""Getting in: password, second factor, recovery codes, and nothing before both."""

from typing import Any

import pytest
from django.test import Client
from factories.made import make_landlord
from factories.sign_in import code_of, path_of

pytestmark = pytest.mark.django_db


def test_a_password_alone_leads_to_setting_up_the_second_factor_and_nowhere_else(person) -> None:
    amal = person()

    amal.type_password()

    for address in ("/", "/staff/settings/", "/account/factor/", "/account/password/", "/nowhere/"):
        answer = amal.client.get(address)
        assert answer.status_code == 404 or path_of(answer) == "/account/factor/app/"
    assert amal.client.get("/account/factor/app/").status_code == 200
    assert not amal.gets_in()


def test_once_the_app_is_set_up_the_pages_open(person) -> None:
    amal = person()

    amal.sign_in()

    assert amal.gets_in()
    assert len(amal.recovery) == 10


def test_signing_in_again_takes_the_code_after_the_password(person) -> None:
    amal = person()
    amal.sign_in()
    amal.client.post("/account/logout/")

    after_password = amal.type_password()

    assert path_of(after_password) == "/account/factor/code/"
    assert not amal.gets_in()
    amal.type_code(amal.code())
    assert amal.gets_in()


def test_a_session_from_before_the_factor_was_set_up_elsewhere_stays_outside(person) -> None:
    amal = person()
    thief = person(email="x@alder.example")
    thief.user = amal.user
    thief.type_password()

    amal.sign_in()

    assert not thief.gets_in()
    assert path_of(thief.client.get("/")) == "/account/login/"


@pytest.mark.parametrize(("is_sample", "skips"), [(True, False), (False, True), (False, False)])
def test_only_marked_accounts_of_a_made_up_landlord_skip_the_factor(
    person, is_sample: bool, skips: bool
) -> None:
    real = make_landlord(is_sample=is_sample)
    amal = person(at=real, skips_second_factor=skips)

    amal.type_password()

    assert not amal.gets_in()


def test_marked_accounts_of_a_made_up_landlord_skip_the_factor(person) -> None:
    amal = person(at=make_landlord(is_sample=True), skips_second_factor=True)

    amal.type_password()

    assert amal.gets_in()


def test_one_email_at_two_landlords_leads_each_password_to_its_own(person) -> None:
    here = person(at=make_landlord(is_sample=True), skips_second_factor=True, email="a@x.example")
    there = person(
        at=make_landlord(is_sample=True), skips_second_factor=True, email="a@x.example",
        password="seven grey umbrellas hum",
    )  # fmt: skip

    here.type_password()
    there.type_password()

    assert here.client.session["landlord"] == str(here.user.landlord_id)
    assert there.client.session["landlord"] == str(there.user.landlord_id)


def test_wrong_details_get_the_same_words_whichever_is_wrong(person) -> None:
    amal = person()
    gone = person(is_active=False)

    wrong_password = amal.type_password("not the password")
    unknown = amal.type_password(login="nobody@alder.example")
    left = gone.type_password()

    said = [list(one.context["form"].non_field_errors()) for one in (wrong_password, unknown, left)]
    assert said[0] == said[1] == said[2]
    assert len(said[0]) == 1


def test_a_code_of_the_app_works_once(person) -> None:
    amal = person()
    amal.sign_in()
    amal.client.post("/account/logout/")
    used = amal.code()
    amal.type_password()
    amal.type_code(used)
    amal.client.post("/account/logout/")

    amal.type_password()
    amal.type_code(used)

    assert not amal.gets_in()


def test_the_code_that_set_the_app_up_does_not_sign_in(person) -> None:
    amal = person()
    amal.sign_in()
    amal.client.post("/account/logout/")
    amal.type_password()

    amal.type_code(amal.code(-1))

    assert not amal.gets_in()


def test_a_recovery_code_works_once(person) -> None:
    amal = person()
    amal.sign_in()
    first = amal.recovery[0]
    for gets_in in (True, False):
        amal.client.post("/account/logout/")
        amal.type_password()
        amal.type_code(first)
        assert amal.gets_in() is gets_in


def test_recovery_codes_are_shown_once(person) -> None:
    amal = person()
    amal.sign_in()

    again = amal.client.get("/account/factor/codes/")

    assert not any(code in again.content.decode() for code in amal.recovery)


def test_the_database_holds_no_seed_and_no_recovery_code(person) -> None:
    from allauth.mfa.models import Authenticator
    from django.contrib.sessions.models import Session

    amal = person()
    amal.type_password()
    amal.client.get("/account/factor/app/")
    during = " ".join(str(one.get_decoded()) for one in Session.objects.all())
    amal.set_up()
    after = " ".join(str(one.data) for one in Authenticator.objects.all())

    assert amal.seed not in during
    assert amal.seed not in after
    assert not any(code in after for code in amal.recovery)


def test_removing_the_app_shuts_the_pages_until_another_is_set_up(person) -> None:
    amal = person()
    amal.sign_in()

    amal.client.post("/account/factor/app/remove/")

    assert not amal.gets_in()
    amal.set_up()
    assert amal.gets_in()


def test_an_app_set_up_with_a_wrong_code_is_not_set_up(person) -> None:
    amal = person()
    amal.type_password()
    seed = amal.client.get("/account/factor/app/").context["form"].secret
    wrong = "000000" if code_of(seed) != "000000" else "000001"

    answer = amal.client.post("/account/factor/app/", {"code": wrong})

    assert answer.status_code == 200
    assert not amal.gets_in()


@pytest.mark.parametrize("name", ["signup/", "email/", "password/reset/", "3rdparty/", "sessions/"])
def test_pages_of_allauth_that_we_do_not_use_are_not_there(name: str) -> None:
    client: Any = Client()

    assert client.get(f"/account/{name}").status_code in (302, 404)
    assert client.post(f"/account/{name}").status_code == 404


@pytest.mark.parametrize(
    "onward", ["//evil.example", "\\\\evil.example", "https://evil.example/", "javascript:alert(1)"]
)
def test_signing_in_leads_to_pages_of_ours_alone(person, onward: str) -> None:
    amal = person(at=make_landlord(is_sample=True), skips_second_factor=True)

    answer = amal.type_password(next=onward)

    assert answer.headers["Location"] == "/"


def test_signing_in_leads_to_the_page_that_was_wanted(person) -> None:
    amal = person(at=make_landlord(is_sample=True), skips_second_factor=True)

    answer = amal.type_password(next="/staff/settings/?x=1")

    assert answer.headers["Location"] == "/staff/settings/?x=1"
