"""Guessing is slowed, by one mechanism, and shuts out neither the owner nor the office."""

from statistics import median
from time import perf_counter
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from factories.sign_in import PASSWORD

pytestmark = pytest.mark.django_db
OFFICE, ELSEWHERE = "198.51.100.7", "203.0.113.9"
WRONG = "not the password at all"


def at(address: str) -> Any:
    return Client(REMOTE_ADDR=address)


def guess(client: Any, email: str, password: str = WRONG) -> Any:
    return client.post("/account/login/", {"login": email, "password": password})


def said(answer: Any) -> str:
    return " ".join(answer.context["form"].non_field_errors())


def test_the_eleventh_guess_from_one_place_waits_with_words(person: Any) -> None:
    amal = person()
    stranger = at(ELSEWHERE)

    answers = [guess(stranger, amal.user.email) for _each in range(11)]

    assert "too many" not in said(answers[9])
    assert "too many wrong tries" in said(answers[10])
    assert "administrator" in said(answers[10])
    refused = guess(stranger, amal.user.email, PASSWORD)
    assert "too many wrong tries" in said(refused)


def test_an_unknown_address_is_slowed_in_the_same_words(person: Any) -> None:
    amal = person()
    stranger = at(ELSEWHERE)
    for _each in range(10):
        guess(stranger, amal.user.email)
        guess(stranger, "nobody@alder.example")

    known = said(guess(stranger, amal.user.email))

    assert known == said(guess(stranger, "nobody@alder.example"))


def test_a_stranger_elsewhere_does_not_shut_the_owner_out(person: Any) -> None:
    amal = person(client=at(OFFICE))
    for _each in range(12):
        guess(at(ELSEWHERE), amal.user.email)

    amal.sign_in()

    assert amal.gets_in()


def test_strangers_from_everywhere_shut_out_unknown_devices_and_not_the_owners(person: Any) -> None:
    amal = person(client=at(OFFICE))
    amal.sign_in()
    amal.client.post("/account/logout/")
    for number in range(44):
        guess(at(f"203.0.113.{number}"), amal.user.email)

    on_new_device = guess(at("192.0.2.1"), amal.user.email, PASSWORD)
    amal.type_password()
    amal.type_code(amal.code())

    assert "too many" in said(on_new_device)
    assert amal.gets_in()


def test_an_office_behind_one_address_goes_on_working(person: Any) -> None:
    clumsy, amal = person(), person(client=at(OFFICE))
    for _each in range(12):
        guess(at(OFFICE), clumsy.user.email)

    amal.sign_in()

    assert amal.gets_in()


def test_trying_one_password_on_everybody_is_slowed_too(person: Any) -> None:
    person()
    sprayer = at(ELSEWHERE)
    for number in range(100):
        guess(sprayer, f"somebody-{number}@alder.example")

    assert "too many" in said(guess(sprayer, "one-more@alder.example"))


def test_wrong_codes_count_like_wrong_passwords_and_a_right_password_clears_nothing(
    person: Any,
) -> None:
    amal = person()
    amal.sign_in()
    amal.client.post("/account/logout/")
    thief = at(ELSEWHERE)
    for _each in range(10):
        guess(thief, amal.user.email, PASSWORD)
        thief.post("/account/factor/code/", {"code": "123123"})

    answer = thief.post("/account/factor/code/", {"code": amal.code()})

    assert "too many" in " ".join(answer.context["form"].errors["code"])
    assert thief.get("/staff/settings/").status_code == 302


def test_an_administrator_opens_it_at_once(person: Any, landlord: Any, now: Any) -> None:
    from factories.made import as_actor, make_user

    from putright.casework.actions import staff_accounts as actions

    amal = person(client=at(OFFICE))
    for _each in range(11):
        guess(amal.client, amal.user.email)

    actions.unlock(actor=as_actor(make_user(landlord, "administrator")), user=amal.user.id, now=now)
    amal.sign_in()

    assert amal.gets_in()


def test_the_memory_of_guesses_names_nobody(person: Any) -> None:
    from django.db import connection

    amal = person()
    guess(at(ELSEWHERE), amal.user.email)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM putright_cache")
        keys = " ".join(row[0] for row in cursor.fetchall())

    assert "guesses" in keys
    assert amal.user.email not in keys
    assert ELSEWHERE not in keys


@pytest.mark.slow
def test_a_known_and_an_unknown_address_take_as_long(person: Any, settings: Any) -> None:
    from putright.config import accounts_backend

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    accounts_backend.nobody.cache_clear()
    amal = person()
    taken: dict[str, list[float]] = {amal.user.email: [], "nobody@alder.example": []}
    for _each in range(12):
        cache.clear()
        for email, times in taken.items():
            began = perf_counter()
            guess(at(ELSEWHERE), email)
            times.append(perf_counter() - began)
    accounts_backend.nobody.cache_clear()

    known, unknown = (median(times[2:]) for times in taken.values())
    assert abs(known - unknown) < 0.35 * max(known, unknown)
