"""Nineteen tabs do not fit: the rare ones fold, and whatever needs somebody stays in sight."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def bar_and_folded(page: str, name: str) -> tuple[str, str]:
    """A navigation, and what of it stands under "More"."""
    nav = page.split(f'aria-label="{name}"')[1].split("</nav>")[0]
    bar, _mark, folded = nav.partition("<details>")
    return bar, folded


def test_rare_tabs_fold_and_the_one_that_is_open_does_not(
    client: Client, signed_in: Any, case: Any
) -> None:
    signed_in(client, "officer")

    first = bar_and_folded(client.get(f"/cases/{case.id}/").content.decode(), "This case")
    there = bar_and_folded(client.get(f"/cases/{case.id}/works/").content.decode(), "This case")

    assert ">Timeline<" in first[0] and ">Works<" in first[1]
    assert ">Works<" in there[0] and ">Works<" not in there[1]


@pytest.mark.parametrize(("role", "folds"), [("team leader", True), ("officer", False)])
def test_the_menu_folds_only_for_whoever_has_more_than_one_line_of_it(
    role: str, folds: bool, client: Client, signed_in: Any
) -> None:
    page = signed_in(client, role).get("/").content.decode()

    bar, folded = bar_and_folded(page, "Main")

    assert ">My work<" in bar
    assert (">Health<" in folded) is folds
