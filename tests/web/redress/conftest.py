"""A landlord at work without a second factor, a clock that stands still, and a complaint."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def landlord(database: None) -> Any:
    from factories.made import make_landlord

    return make_landlord(is_sample=True)


@pytest.fixture
def client(
    client: Client, signed_in: Callable[..., Client], clock_at: Any, now: datetime, tmp_path: Any,
    settings: Any,
) -> Client:  # fmt: skip
    clock_at(now)
    settings.FILES = tmp_path / "files"
    return signed_in(client, "complaints handler")


@pytest.fixture
def case(landlord: Any, make_case: Callable[..., Any], now: datetime) -> Any:
    """A call that nobody answered for three months, and a complaint about it."""
    from factories import made

    from putright.core.events.entry import Entry
    from putright.core.events.parts import Cost, Evidence
    from putright.core.redress.money import pounds

    asked = made.a_note(
        now - timedelta(days=90), does=("contact.received",), by="resident", to=(), asks=("a call",)
    )
    spent = Entry(
        id="", does=("cost.claimed",), at=now - timedelta(days=8), by="resident", channel="phone",
        evidence=made.NOTE, costs=(Cost(what="bolts", amount=pounds("24.50")),),
        text="Two bolts for the front door.",
    )  # fmt: skip
    complaint = Entry(
        id="", does=("complaint.raised",), at=now - timedelta(days=5), by="resident", stage=1,
        complaint="c1", channel="email", evidence=(Evidence(kind="email"),), text="Nobody rang.",
    )  # fmt: skip
    report = made.a_report(now - timedelta(days=91))
    return make_case(
        person=made.make_person(landlord, "Hana Quill"), entries=[report, asked, spent, complaint],
        now=now - timedelta(days=4),
    )  # fmt: skip
