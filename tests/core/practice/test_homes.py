"""A home is known by its number, its door, its postcode, its street and its block."""

import re

import pytest

from putright.core.practice.homes import named, places


@pytest.mark.parametrize(
    ("address", "names"),
    [("Flat 7, 23 Weavers Row, ZZ4 4ZZ", ["weavers row"]),
     ("Flat 12, Lapwing House, Aldermere, ZZ1 1ZZ", ["lapwing house"]),
     ("Alder Point, 12a Cobblers Rise, Aldermere", ["alder point", "cobblers rise"]),
     ("The Lodge, Mill Lane, Aldermere", ["the lodge", "mill lane"]),
     ("9 Lane", []), ("", [])],
)  # fmt: skip
def test_its_street_and_block_are_named_but_not_the_town(address: str, names: list[str]) -> None:
    assert list(named(address)) == names


def test_its_door_stands_before_the_street_too() -> None:
    patterns = list(places("Flat 7, 23 Weavers Row"))
    assert any(re.search(one, "at 7 weavers  row") for one in patterns)
    assert not any(re.search(one, "at 17 weavers row") for one in patterns)
