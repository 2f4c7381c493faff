"""The fetcher is killed at random moments: each message is kept once, as it came, and is an item.

The full count (1,000 messages, 50 kills) is for the full run; the short one tries the same.
"""

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from factories import mails
from factories.dovecot import PASSWORD, a_user
from factories.made import NOW, make_landlord, make_team

from putright.casework.actions.files import blobs
from putright.gateways import sealed
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.post import mailboxes
from putright.stores.post.models import Arrival, Item, ItemFile

pytestmark = pytest.mark.slow
FULL = os.environ.get("HYPOTHESIS_PROFILE") == "full"
MESSAGES, KILLS, LONGEST = (1000, 50, 1.5) if FULL else (60, 4, 0.8)
TWICE = 10
"""Every so many messages is delivered a second time."""


@pytest.fixture
def mailbox(fresh_database, dovecot):
    landlord = make_landlord()
    team, user = make_team(landlord), a_user()
    told = mailboxes.Told(
        name="Complaints", address=mails.BOX, way="imap", team=team.id, host="127.0.0.1",
        port=dovecot.imap, safety="none", user=user,
    )  # fmt: skip
    with landlord_scope(OPERATOR):
        mailboxes.add(landlord=landlord.id, told=told, sealed=sealed.seal(PASSWORD), now=NOW)
    return landlord, user


def test_killed_fetcher_loses_nothing_and_keeps_nothing_twice(fresh_database, dovecot, mailbox):
    landlord, user = mailbox
    sent = list(mails.corpus(MESSAGES))
    if FULL:
        sent[3] = mails.photo(3, 20_000_000)
    again = sent[::TWICE]
    arriving = threading.Thread(target=dovecot.put, args=(user, [*sent, *again]))

    begun = time.monotonic()
    arriving.start()
    told = subprocess.run(
        [sys.executable, Path(__file__).parent / "fetchers.py", str(landlord.id), str(KILLS),
         str(LONGEST)], env=fresh_database.environment, capture_output=True, text=True,
    )  # fmt: skip
    arriving.join()
    took = time.monotonic() - begun

    assert told.returncode == 0, told.stderr
    count = len(sent) + len(again)
    print(f"on {fresh_database.engine}: {count} messages, {KILLS} kills, {took:.0f} s", told.stderr)
    with landlord_scope(OPERATOR):
        _check(landlord, sent, again)
    with dovecot.signed_in(user) as client:
        assert client.search(["UNSEEN"]) == []


def _check(landlord, sent, again):
    arrivals = list(Arrival.objects.order_by("uid"))
    items = {item.id: item for item in Item.objects.all()}
    kept = Counter(_raw(landlord, each) for each in arrivals)
    states = Counter(each.state for each in arrivals)

    assert kept == Counter([*sent, *again])
    assert len({each.uid for each in arrivals}) == len(arrivals)
    assert states == {"understood": len(sent), "twice": len(again)}
    assert {each.item for each in arrivals} == set(items)
    assert len(items) == len(sent)
    assert not [item for item in items.values() if item.kind == "unreadable"]
    for file in ItemFile.objects.all():
        assert blobs().check(
            landlord=landlord.id, case=file.item_id, name=file.blob, salt=bytes(file.salt),
            digest=bytes(file.digest).hex(),
        ) == "same"  # fmt: skip


def _raw(landlord, arrival):
    store = blobs()
    return b"".join(store.read_range(landlord=landlord.id, case=arrival.id, name=arrival.blob))
