"""The pages of published findings."""

import pytest
from django.urls import reverse
from gateways.test_published import HEAD, ROWS

from putright.gateways import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(tmp_path, settings):
    settings.PUBLISHED = tmp_path / "published.sqlite3"
    file = tmp_path / "findings.csv"
    file.write_text("\n".join([HEAD, *ROWS, ROWS[0], ROWS[0]]), encoding="utf-8")
    published.bring(file, settings.PUBLISHED, day="2026-11-22", tell=lambda rows: None)


@pytest.fixture
def client(client, signed_in):
    return signed_in(client)


def test_before_any_import_the_page_says_how(client, settings, tmp_path):
    settings.PUBLISHED = tmp_path / "none.sqlite3"

    for name in ("page", "alike"):
        assert "putright published import" in client.get(reverse(f"published:{name}")).text


def test_shares_stand_beside_those_of_a_chosen_landlord(client, library):
    page = client.get(reverse("published:page"), {"landlord": "Alder Homes"}).text

    assert "All landlords: 75% (of fewer than 20)" in page
    assert "Chosen landlord: 100% (of fewer than 20)" in page
    assert "Open Government Licence v3.0" in page


def test_a_landlord_that_is_not_published_is_not_compared_with(client, library):
    page = client.get(reverse("published:page"), {"landlord": "<b>Nobody"}).text

    assert "No decision about a landlord of your name" in page and "<b>Nobody" not in page


def test_a_search_finds_a_complaint_and_its_outcome(client, library):
    page = client.post(reverse("published:alike"), {"text": "noise at night"}).text

    assert "Reports of noise at night" in page and "Maladministration" in page
    assert 'href="https://example.org/1"' in page and "javascript:" not in page


def test_nothing_typed_is_a_mistake_with_a_link(client, library):
    page = client.post(reverse("published:alike"), {"text": ""}).text

    assert "There is a problem" in page
