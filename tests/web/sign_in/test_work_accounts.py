"""Signing in with a work account elsewhere, against a real issuer on this machine."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from factories.issuer import CLIENT, SECRET, Issuer, running
from factories.made import as_actor, make_landlord, make_user
from factories.sign_in import PASSWORD, path_of

from putright.config import home
from putright.gateways import clock

pytestmark = pytest.mark.django_db


def told(settings: Any, landlord: Any, address: str) -> None:
    """Settings that let this landlord's staff come in by that issuer."""
    settings.OIDC = {
        "issuer": address, "client": CLIENT, "secret": SECRET, "subject": "sub",
        "landlord": landlord.slug, "checks_second_factor": "",
    }  # fmt: skip
    settings.OIDC_NAME = home.issuer_name(address)
    apps = home.work_account_apps(settings.OIDC)
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}


@pytest.fixture
def issuer(settings: Any, landlord: Any) -> Iterator[Issuer]:
    """An issuer that belongs to the landlord."""
    with running() as made:
        told(settings, landlord, made.address)
        yield made


@pytest.fixture
def amal(person: Any) -> Any:
    return person()


def link(user: Any, subject: str) -> None:
    """What an administrator does before anybody can come in this way."""
    from putright.casework.actions import staff_accounts as actions

    boss = as_actor(make_user(user.landlord, "administrator"))
    actions.link_work_account(actor=boss, user=user.id, subject=subject, now=clock.now())


def go(client: Client, settings: Any, **sent: str) -> Any:
    """There and back as a browser goes; the answer to coming back."""
    away = client.post(f"/account/oidc/{settings.OIDC_NAME}/login/", sent)
    assert away.status_code == 302, away.content
    back = requests.get(away.headers["Location"], allow_redirects=False, timeout=10)
    return client.get(back.headers["Location"].replace("http://testserver", ""))


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_linked_work_account_comes_in_and_still_sets_up_a_second_factor(
    issuer: Issuer, amal: Any, settings: Any
) -> None:
    link(amal.user, issuer.subject)

    go(amal.client, settings)

    assert is_signed_in(amal.client)
    assert amal.client.session["landlord"] == str(amal.user.landlord_id)
    assert path_of(amal.client.get("/staff/settings/")) == "/account/factor/app/"
    assert "/jwks" in issuer.asked
    assert "/userinfo" not in issuer.asked


def test_an_issuer_that_checks_a_second_factor_is_enough_when_settings_say_so(
    issuer: Issuer, amal: Any, settings: Any
) -> None:
    settings.OIDC["checks_second_factor"] = "1"
    link(amal.user, issuer.subject)

    go(amal.client, settings)

    assert amal.gets_in()


def test_the_same_email_without_a_link_does_not_come_in(
    issuer: Issuer, amal: Any, settings: Any
) -> None:
    issuer.email = amal.user.email

    answer = go(amal.client, settings)

    assert answer.status_code == 403
    assert not is_signed_in(amal.client)


def test_the_same_subject_at_another_issuer_does_not_come_in(
    issuer: Issuer, amal: Any, settings: Any
) -> None:
    from allauth.socialaccount.models import SocialAccount

    other = home.issuer_name("https://other.example")
    SocialAccount.objects.create(user=amal.user, provider=other, uid=issuer.subject)

    assert go(amal.client, settings).status_code == 403
    assert not is_signed_in(amal.client)
    assert amal.client.post(f"/account/oidc/{other}/login/").status_code == 404


def test_an_account_of_another_landlord_does_not_come_in(
    issuer: Issuer, person: Any, settings: Any
) -> None:
    from allauth.socialaccount.models import SocialAccount

    elsewhere = person(at=make_landlord())
    SocialAccount.objects.create(
        user=elsewhere.user, provider=settings.OIDC_NAME, uid=issuer.subject
    )

    assert go(elsewhere.client, settings).status_code == 403
    assert not is_signed_in(elsewhere.client)


def forged(issuer: Issuer) -> None:
    issuer.signs_with = rsa.generate_private_key(65537, 2048)


def for_somebody_else(issuer: Issuer) -> None:
    issuer.claims = {"aud": "another-client"}


def stale(issuer: Issuer) -> None:
    issuer.claims = {"exp": int((clock.machine() - timedelta(hours=1)).timestamp())}


def of_another_request(issuer: Issuer) -> None:
    issuer.claims = {"nonce": "of another request"}


def signed_by_secret(issuer: Issuer) -> None:
    issuer.algorithm = "HS256"


def without_subject(issuer: Issuer) -> None:
    issuer.subject = ""


def by_another_name(issuer: Issuer) -> None:
    issuer.claims = {"iss": "https://other.example"}


@pytest.mark.parametrize(
    "wrong",
    [forged, for_somebody_else, stale, of_another_request, signed_by_secret, without_subject,
     by_another_name],
)  # fmt: skip
def test_a_token_that_is_wrong_does_not_come_in(
    issuer: Issuer, amal: Any, settings: Any, wrong: Any
) -> None:
    link(amal.user, issuer.subject)
    wrong(issuer)

    answer = go(amal.client, settings)

    assert answer.status_code == 403
    assert not is_signed_in(amal.client)


def test_an_answer_nobody_asked_for_is_refused(issuer: Issuer, amal: Any, settings: Any) -> None:
    link(amal.user, issuer.subject)
    away = Client().post(f"/account/oidc/{settings.OIDC_NAME}/login/")
    back = requests.get(away.headers["Location"], allow_redirects=False, timeout=10)

    answer = amal.client.get(back.headers["Location"].replace("http://testserver", ""))

    assert answer.status_code == 403
    assert not is_signed_in(amal.client)


def test_nothing_in_the_address_links_an_account_to_whoever_is_signed_in(
    issuer: Issuer, person: Any, settings: Any
) -> None:
    from allauth.socialaccount.models import SocialAccount

    amal = person(at=make_landlord())
    amal.sign_in()

    away = amal.client.post(
        f"/account/oidc/{settings.OIDC_NAME}/login/",
        {"process": "connect", "action": "reauthenticate"},
    )

    assert away.headers["Location"] == "/"
    assert not SocialAccount.objects.exists()


def test_where_to_go_afterwards_is_a_page_of_ours(issuer: Issuer, amal: Any, settings: Any) -> None:
    settings.OIDC["checks_second_factor"] = "1"
    link(amal.user, issuer.subject)

    assert go(amal.client, settings, next="//evil.example").headers["Location"] == "/"


def test_passwords_of_that_landlord_are_off(issuer: Issuer, amal: Any, landlord: Any) -> None:
    from putright.casework.actions import staff_accounts as actions
    from putright.casework.refused import Refused

    answer = amal.type_password(PASSWORD)

    assert answer.status_code == 200
    boss = as_actor(make_user(landlord, "administrator"))
    with pytest.raises(Refused):
        actions.reset_token(actor=boss, user=amal.user.id, now=clock.now())


def test_passwords_of_another_landlord_stay(issuer: Issuer, person: Any) -> None:
    elsewhere = person(at=make_landlord())

    elsewhere.sign_in()

    assert elsewhere.gets_in()


def test_nothing_that_the_issuer_tells_is_kept_but_the_subject(
    issuer: Issuer, amal: Any, settings: Any
) -> None:
    from allauth.socialaccount.models import SocialAccount, SocialToken

    issuer.email = "private@alder.example"
    link(amal.user, issuer.subject)

    go(amal.client, settings)

    assert SocialAccount.objects.get().extra_data == {}
    assert not SocialToken.objects.exists()


def test_an_issuer_that_does_not_answer_leaves_a_page_with_words(
    amal: Any, settings: Any, landlord: Any
) -> None:
    told(settings, landlord, "http://127.0.0.1:9")

    answer = amal.client.post(f"/account/oidc/{settings.OIDC_NAME}/login/")

    assert answer.status_code == 403
    assert "work account" in answer.content.decode()
