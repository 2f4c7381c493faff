"""The nightly count: what came in stands somewhere, and what does not is named."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from factories.incoming import WORDS, make_arrival, make_item, row_of

from putright.casework.actions import triage, triage_place
from putright.casework.actions.triage import Moved
from putright.casework.actions.triage_place import Placed
from putright.casework.operations.reconcile import count, reconcile
from putright.casework.queries.triage import uncounted
from putright.stores.accounts.models import User
from putright.stores.post import counts
from putright.stores.post.models import Item

pytestmark = pytest.mark.django_db


@pytest.fixture
def came(landlord: Any, team: Any, officer: Any, case: Any, actor_of: Any, now: datetime) -> Any:
    """One of each: waiting, in a case, ended, twice, being read, and a call that has no raw."""
    actor = actor_of("officer")
    waits = make_item(landlord, team, raw=b"waits")
    placed = make_item(landlord, team, raw=b"placed")
    told = Placed(case=case.id, whom="resident")
    triage_place.place(actor=actor, moved=Moved(placed, 1), told=told, now=now)
    ended = make_item(landlord, team, raw=b"ended")
    triage.end(actor=actor, moved=Moved(ended, 1), outcome="answered", why=WORDS, now=now)
    make_arrival(landlord, b"waits", now=now, item=waits, state="twice")
    make_arrival(landlord, b"new", now=now)
    make_item(landlord, team, door="phone log")
    return waits


def test_both_sides_agree_where_everything_stands_somewhere(
    landlord: Any, came: Any, now: datetime
) -> None:
    found = reconcile(landlord=landlord.id, now=now)

    assert found.came == {"mailbox": 5, "phone log": 1}
    assert found.stands == {
        "with somebody": 2, "on a timeline": 1, "ended with a reason": 1, "came twice": 1,
        "being read": 1,
    }  # fmt: skip
    assert found.missing == []
    kept = counts.latest(landlord=landlord.id)
    assert kept is not None and kept.agrees


def test_planted_orphans_are_named_and_leaders_see_it(
    landlord: Any, team: Any, came: Any, actor_of: Any, now: datetime
) -> None:
    lost = make_arrival(landlord, b"lost", now=now, item=uuid4())
    unread = make_arrival(landlord, b"unread", now=now - timedelta(hours=1))
    claimed = make_item(landlord, team, raw=b"claims to be in a case")
    row = row_of(landlord, claimed)
    triage.change(
        actor_of("officer"),
        row,
        "placed",
        now=now,
        **triage.ended(actor_of("officer"), "on a case", now, case=uuid4(), entry="e9"),
    )

    found = reconcile(landlord=landlord.id, now=now)

    named = {f"arrival:{lost}", f"arrival:{unread}", f"arrival:{row.arrival}"}
    assert set(found.missing) == named
    seen = uncounted(actor_of("team leader"), now=now)
    assert seen is not None and seen.missing == 3
    assert uncounted(actor_of("officer"), now=now) is None


def test_what_waits_for_nobody_who_is_here_is_named(
    landlord: Any, came: Any, now: datetime
) -> None:
    User.objects.filter(landlord=landlord).update(is_active=False)

    found = count(landlord=landlord.id, now=now)

    waiting = Item.objects.filter(done_at__isnull=True)
    assert len(found.missing) == 3
    assert {f"item:{one.id}" for one in waiting.filter(arrival=None)} <= set(found.missing)
