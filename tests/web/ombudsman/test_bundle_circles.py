"""Who takes a bundle, reads why it failed, and what stands in the file of its index."""

from datetime import timedelta

import pytest
from django.test import Client
from factories.made import a_report, add_entries

from putright.casework.operations import bundling
from putright.gateways.letter_pdf import what_is_missing
from putright.stores.record.models import Bundle

MISSING = what_is_missing()
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(bool(MISSING), reason=f"no PDF is drawn here: {MISSING}"),
]


def test_whoever_the_case_keeps_something_from_agrees_to_no_bundle_and_takes_none(
    bundles, signed_in, staff
):
    barred = staff("team leader")
    about = a_report(bundles.now, about_staff=(f"staff-{barred.id}",), text="She was rude.")
    add_entries(bundles.case, about, now=bundles.now)
    row = bundles.make(kind="whole")
    client = signed_in(Client(), barred)

    client.post(bundles.address("bundle_agree", bundle_id=row.id))

    row.refresh_from_db()
    assert row.state == "agree"


def test_who_agreed_takes_none_once_the_case_keeps_something_from_them(bundles, signed_in, staff):
    other = staff("team leader")
    client = signed_in(Client(), other)
    row = bundles.make(kind="whole")
    client.post(bundles.address("bundle_agree", bundle_id=row.id))
    bundling.make_all(landlord=bundles.landlord.id, now=bundles.now)
    row.refresh_from_db()
    assert bundles.archive(row, client)

    about = a_report(bundles.now, about_staff=(f"staff-{other.id}",), text="She was rude.")
    add_entries(bundles.case, about, now=bundles.now)

    address = bundles.address("bundle_download", bundle_id=row.id)
    assert client.get(address).status_code == 404
    assert bundles.archive(row)


def test_who_asked_takes_no_more_what_was_walled_off_from_them_since(bundles, staff):
    asker = staff("complaints handler")
    named = {"about_staff": (f"staff-{asker.id}",), "text": "She was rude."}
    first = a_report(bundles.now, id="heard", does=("contact.received",), text="It is awful.")
    add_entries(bundles.case, first, now=bundles.now)
    row = bundles.make()
    later = bundles.now + timedelta(minutes=5)

    add_entries(bundles.case, a_report(bundles.now, **named), now=later)
    assert bundles.archive(row)

    theirs = a_report(bundles.now, **named, does=("complaint.raised",), refs=("heard",))
    add_entries(bundles.case, theirs, now=later)
    address = bundles.address("bundle_download", bundle_id=row.id)
    assert bundles.client.get(address).status_code == 404


def test_why_a_bundle_failed_is_not_told_to_whom_the_case_keeps_something_from(
    bundles, signed_in, staff
):
    barred = staff("team leader")
    about = a_report(bundles.now, about_staff=(f"staff-{barred.id}",), text="She was rude.")
    add_entries(bundles.case, about, now=bundles.now)
    row = bundles.make()
    Bundle.objects.filter(id=row.id).update(state="failed", fault="It came with: quillfeather.")

    assert "quillfeather" in bundles.read()
    seen = signed_in(Client(), barred).get(bundles.address("bundles")).text
    assert "quillfeather" not in seen and "Whoever asked for it sees why." in seen
