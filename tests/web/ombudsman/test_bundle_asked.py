"""P27: nothing is typed twice, nothing typed is lost, and what leaves asks for the password."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from factories.made import a_report, add_entries

from putright.casework.actions.bundles import forget_all
from putright.casework.operations import bundling
from putright.gateways.letter_pdf import what_is_missing
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.record.models import Bundle, Draft
from tests.web.ombudsman.bundling import NAME, verified

MISSING = what_is_missing()
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(bool(MISSING), reason=f"no PDF is drawn here: {MISSING}"),
]
WORD = "nine plain stones"
WHY = "The recorder was not offered to her at the time."


def with_password(user):
    """An account without one has nothing that could be asked for."""
    user.set_password(WORD)
    with landlord_scope(OPERATOR):
        user.save()
    return user


def test_taking_a_bundle_asks_for_the_password_again(bundles, signed_in, staff):
    row = bundles.make()
    signed_in(bundles.client, with_password(staff("complaints handler")))
    address = bundles.address("bundle_download", bundle_id=row.id)

    asked = bundles.client.get(address)

    assert asked.status_code == 302 and asked.url.startswith("/account/again/")
    assert bundles.client.post(asked.url, {"password": WORD}).url == address
    assert verified(bundles.archive(row))


def test_agreeing_to_a_whole_set_asks_for_the_password_again(bundles, signed_in, staff):
    row = bundles.make(kind="whole")
    other = signed_in(Client(), with_password(staff("team leader")))

    asked = other.post(bundles.address("bundle_agree", bundle_id=row.id))

    row.refresh_from_db()
    assert asked.url.startswith("/account/again/") and row.state == "agree"
    other.post(asked.url, {"password": WORD})
    row.refresh_from_db()
    assert row.state == "asked"


def test_the_form_begins_with_what_the_last_bundle_answered(bundles, clock_at):
    bundles.make(entries_0=[], none_0=WHY, words=NAME)
    page = bundles.client.get(bundles.address("bundle")).text
    assert f'value="{WHY}"' in page and NAME in page.split("Names and words to withhold")[1]

    later = bundles.now + timedelta(days=8)
    clock_at(later)
    bundling.make_all(landlord=bundles.landlord.id, now=later)
    bundles.asked("And what was done about the lights")

    page = bundles.client.get(bundles.address("bundle")).text
    assert f'value="{WHY}"' in page and "about the lights" in page
    assert Bundle.objects.get().state == "gone"
    assert NAME not in page.split("Names and words to withhold")[1]


def test_where_words_of_the_case_were_erased_nothing_of_it_is_kept_to_begin_with(bundles):
    bundles.make(entries_0=[], none_0=WHY)
    with landlord_scope(OPERATOR):
        forget_all(landlord=bundles.landlord.id, case=bundles.case.id)

    assert WHY not in bundles.client.get(bundles.address("bundle")).text
    assert Bundle.objects.get().told == {}


def test_entries_that_answered_are_ticked_again_and_new_ones_are_not(bundles):
    bundles.make(entries_0=["e1"])
    add_entries(bundles.case, a_report(bundles.now, text="A third night."), now=bundles.now)

    page = bundles.client.get(bundles.address("bundle")).text
    ticked = [each for each in page.split("<input") if "entries_0" in each and "checked" in each]
    assert len(ticked) == 1 and "shouted at 2am" in ticked[0]


def test_what_a_colleague_answered_is_kept_from_whom_the_case_keeps_something(
    bundles, signed_in, staff
):
    other = staff("team leader")
    bundles.make(entries_0=[], none_0=WHY)
    address = bundles.address("bundle")
    client = signed_in(Client(), other)
    assert WHY in client.get(address).text

    about = a_report(bundles.now, about_staff=(f"staff-{other.id}",), text="She was rude.")
    add_entries(bundles.case, about, now=bundles.now)
    assert WHY not in client.get(address).text


def test_what_was_typed_is_kept_as_a_draft_and_gone_once_it_was_sent(bundles):
    place = f"ombudsman-bundle:{bundles.case.id}"
    page = bundles.client.get(bundles.address("bundle")).text
    assert f"?place={place}" in page
    told = {"none_0": WHY, "entries_0": [], "words": NAME}
    bundles.client.post(f"{reverse('drafts:keep')}?place={place}", told)

    again = bundles.client.get(bundles.address("bundle")).text
    assert f'value="{WHY}"' in again and NAME in again
    bundles.ask(**told)
    with landlord_scope(OPERATOR):
        assert not Draft.objects.exists()
