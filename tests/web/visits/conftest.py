"""Staff without a second factor, a standing clock, and a case with somebody on each side."""

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
    return signed_in(client, "officer")


@pytest.fixture
def leader(client: Client, signed_in: Callable[..., Client]) -> Client:
    """Another browser, in which the team leader is signed in."""
    return signed_in(Client(), "team leader")


@pytest.fixture
def case(landlord: Any, make_case: Callable[..., Any], now: datetime) -> Any:
    """A threat reported an hour ago by Hana Quill, against Vic Thorn, who lives elsewhere."""
    from factories import made

    from putright.core.events.person import Authority, Need
    from putright.stores.record.cases import NewParty

    hers, his = (made.make_home(landlord, address=each) for each in ("4 Weir End", "9 Mill Row"))
    told = made.make_person(
        landlord, "Hana Quill", home=hers, interpreter="Tigrinya", code_word="kingfisher",
        best_time="after school", needs=(Need(what="hard of hearing", helps="knock loudly"),),
        authorities=(Authority(person="x", name="Ruth Ember", may_be_told="the date"),),
    )  # fmt: skip
    him = made.make_person(
        landlord,
        "Vic Thorn",
        home=his,
        staff_risk="A dog without a lead",
        needs=(Need(what="reads little", helps="say it aloud"),),
    )
    boy = made.make_person(landlord, "Noam Quill", home=hers, is_child=True)
    report = made.a_report(
        now - timedelta(hours=1), kinds=("threat", "hate", "noise"), id="report", against=("him",),
        text="He shouted at Noam that our sort should go home.",
    )  # fmt: skip
    return make_case(
        person=told, entries=[report], home=hers, title="Threats over the fence at Weir End",
        parties=[
            NewParty(key="him", side="other party", person=him),
            NewParty(key="boy", side="resident", role="son", person=boy),
        ],
    )  # fmt: skip
