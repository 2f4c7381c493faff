"""A case with a person complained of, of whom a lot is known on both sides."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.test import Client


def address(case: Any, name: str = "page", **more: Any) -> str:
    from django.urls import reverse

    return reverse(f"tools:{name}", kwargs={"case_id": case.id, **more})


def fields(page: str) -> dict[str, str]:
    """The hidden fields of the form that a page is about."""
    form = page.split("data-draft=", 1)[1].split("</form>")[0]
    return dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', form))


@pytest.fixture(autouse=True)
def _standing_clock(clock_at: Any, now: Any, tmp_path: Any, settings: Any) -> None:
    clock_at(now)
    settings.FILES = tmp_path / "files"


@pytest.fixture
def url() -> Callable[..., str]:
    return address


@pytest.fixture
def officers(client: "Client", signed_in: Any) -> "Client":
    """A browser in which the officer of the case is signed in."""
    found: Client = signed_in(client, "officer")
    return found


@pytest.fixture
def send(officers: "Client") -> Callable[..., Any]:
    """``send(path, ...)``: the page's own form, filled in and sent."""

    def post(path: str, **told: Any) -> Any:
        hidden = fields(officers.get(path).content.decode())
        return officers.post(path, hidden | {"on": "14/4/2026"} | told)

    return post


@pytest.fixture
def two_sided(make_case: Any, landlord: Any, now: Any) -> Callable[..., Any]:
    """``two_sided(...)``: Ada Brambletoe of flat 7 reported Craig Dunmallet of number 12."""
    from factories import made

    from putright.stores.record.cases import NewParty

    def make(**told: Any) -> Any:
        home = made.make_home(landlord, address="Flat 7, 23 Weavers Row", postcode="ZZ4 4ZZ")
        his = made.make_home(landlord, address="12 Cobblers Rise", postcode="ZZ4 4ZY")
        her = made.make_person(landlord, "Ada Brambletoe", home=home, phone="07700 900123")
        him = made.make_person(landlord, "Craig Dunmallet", home=his)
        words = "He called me a nosy old cow in front of the street."
        report = made.a_report(
            now - timedelta(days=5), text=words, against=("neighbour",),
            **({"kinds": ("noise",)} | told),
        )  # fmt: skip
        party = NewParty(key="neighbour", side="other party", role="tenant", person=him)
        return make_case(person=her, home=home, entries=[report], parties=[party])

    return make


@pytest.fixture
def entries() -> Callable[[Any], list[Any]]:
    """The entries of a case, as its books hold them."""

    def read(case: Any) -> list[Any]:
        from putright.stores.record.ledger.read import entries

        return [one.entry for one in entries(landlord=case.landlord_id, stream=case.id)]

    return read
