"""Cases on their way to closing, and the browsers of those who close them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from putright.stores.record.models import Case


def address(case: "Case", name: str = "page") -> str:
    from django.urls import reverse

    return reverse(f"closing:{name}", kwargs={"case_id": case.id})


@pytest.fixture
def url() -> Callable[..., str]:
    return address


@pytest.fixture
def acts() -> Callable[..., list[str]]:
    """``acts(case)``: the first act of each entry."""

    def of(case: "Case") -> list[str]:
        from putright.stores.record.ledger.read import entries

        kept = entries(landlord=case.landlord_id, stream=case.id)
        return [one.entry.does[0] for one in kept]

    return of


@pytest.fixture(autouse=True)
def _standing_clock(
    clock_at: Callable[[datetime], None], now: datetime, tmp_path: Any, settings: Any
) -> None:
    clock_at(now)
    settings.FILES = tmp_path / "files"


@pytest.fixture
def officers(signed_in: Callable[..., "Client"]) -> "Client":
    from django.test import Client

    return signed_in(Client(), "officer")


@pytest.fixture
def leaders(signed_in: Callable[..., "Client"]) -> "Client":
    from django.test import Client

    return signed_in(Client(), "team leader")


@pytest.fixture
def neglected(make_case: Callable[..., "Case"], now: datetime) -> "Case":
    """A report that was answered, and nothing else."""
    from factories.made import a_note, a_report

    first = now - timedelta(days=3)
    return make_case(entries=[a_report(first), a_note(first + timedelta(hours=2))])


@pytest.fixture
def handled(make_case: Callable[..., "Case"], now: datetime) -> "Case":
    """A case in which all was done, and nobody has asked about closing."""
    from factories.made import a_note, a_report

    from putright.core.events.entry import Entry
    from putright.core.events.parts import Evidence, Pledge

    def ours(days: int, act: str, **told: Any) -> Entry:
        proof = (Evidence(kind="form"),)
        return Entry(id="", does=(act,), at=now - timedelta(days=days), by="landlord",
                     to=("resident",), evidence=proof, **told)  # fmt: skip

    lock = Pledge(id="lock", what="to fit a lock", due=now.date())
    return make_case(
        entries=[
            a_report(now - timedelta(days=60)),
            a_note(now - timedelta(days=59), evidence=(Evidence(kind="call log"),)),
            ours(58, "asb.risk_assessed", level="low"),
            ours(57, "asb.plan_agreed", contains=("target dates",), promises=(lock,)),
            ours(40, "works.done", keeps=("lock",)),
            ours(30, "asb.case_review_told"),
        ]
    )


@pytest.fixture
def shut(handled: "Case", now: datetime) -> "Case":
    """The same, closed this morning."""
    from factories.made import add_entries

    from putright.core.events.entry import Entry
    from putright.core.events.parts import Evidence

    closing = Entry(id="", does=("asb.case_closed",), at=now, by="landlord", channel="internal",
                    evidence=(Evidence(kind="system record"),))  # fmt: skip
    add_entries(handled, closing)
    return handled
