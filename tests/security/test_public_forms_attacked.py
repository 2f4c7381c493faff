"""A public form is no way to have strangers written to, by mail or at the landlord's cost."""

from collections.abc import Callable
from typing import Any

import pytest
from portal.conftest import front, items, posts  # noqa: F401

from putright.casework.actions import public_forms, public_items

pytestmark = pytest.mark.django_db
PREMIUM = ("+881 600 123456", "0906 000 0000", "09061234567", "+1 900 555 0100", "020 7946 0000")
MOBILES = ("07700 900123", "+44 7700 900124", "+44 (0)7700 900125", "0044 7700 900126")


def sent(front: Any, **told: Any) -> None:  # noqa: F811
    assert "Your number is" in front.send(**told).content.decode()


def test_a_text_goes_to_a_mobile_of_this_country_and_to_no_other_number(
    front: Any, posts: Callable[[], list[Any]]  # noqa: F811
) -> None:  # fmt: skip
    for number in (*PREMIUM, *MOBILES):
        sent(front, safe=["text"], phone=number)

    assert {to for post in posts() for to in post.to} == set(MOBILES)


def test_from_one_place_no_more_strangers_are_written_to_than_a_few_a_day(
    front: Any, posts: Callable[[], list[Any]], monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    monkeypatch.setattr(public_forms, "NOTES_FROM_ONE_PLACE", 2)
    for number in range(4):
        sent(front, safe=["email"], email=f"stranger{number}@example.org")

    assert [post.to for post in posts()] == [["stranger0@example.org"], ["stranger1@example.org"]]


def test_what_comes_faster_than_people_write_sends_no_notes(
    front: Any, posts: Callable[[], list[Any]], monkeypatch: pytest.MonkeyPatch,  # noqa: F811
    items: Any,  # noqa: F811
) -> None:  # fmt: skip
    from datetime import timedelta

    from putright.gateways import clock

    monkeypatch.setattr(public_forms, "FROM_ONE_PLACE", 1)
    for number in range(3):
        sent(front, safe=["email"], email=f"stranger{number}@example.org")
    public_items.understand_waiting(front.landlord.id, clock.now() + timedelta(minutes=5))

    assert len(items()) == 3 and len(posts()) == 1


def test_from_many_places_no_more_are_written_to_than_an_hour_has_room_for(
    front: Any, posts: Callable[[], list[Any]], monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    monkeypatch.setattr(public_items, "NOTES_AN_HOUR", 2)
    for number in range(4):
        sent(front, safe=["email"], email=f"stranger{number}@example.org")

    assert len(posts()) == 2
