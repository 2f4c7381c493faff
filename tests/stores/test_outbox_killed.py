"""Senders are killed at any moment: nothing is lost, and what goes twice is the same message.

The one moment at which it can go twice lies between the server's yes and our mark.
"""

import asyncio
import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from uuid import uuid4

import pytest
from factories import mail_server
from factories.made import NOW

from putright.casework.live import load
from putright.core.events.entry import Entry
from putright.gateways import clock
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.post import outbox as rows
from putright.stores.post.models import Post
from putright.stores.post.outbox import NewPost

pytestmark = pytest.mark.slow
IS_FULL = os.environ.get("HYPOTHESIS_PROFILE") == "full"
QUEUED, KILLS, SENDERS = (1000, 50, 3) if IS_FULL else (40, 8, 3)
TOLD = 100 if IS_FULL else 12
"""How many of them are letters that a case is told of."""


class Slow(mail_server.Letterbox):
    """Waits a little before and after it has kept a mail, so that a kill finds either."""

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(random.uniform(0, 0.01))
        answer = await super().handle_DATA(server, session, envelope)
        await asyncio.sleep(random.uniform(0, 0.02))
        return answer


@pytest.fixture
def letterbox():
    box = Slow()
    served = mail_server.serve(box)
    box.port = served.port
    yield box
    served.stop()


def queue(landlord, number, **told):
    post = NewPost(
        way="email", purpose="receipt", to=[f"r{number}@mail.example"], subject="A message",
        body=f"Hello {number}\n", message_id=f"<t{number}.{uuid4()}@alder.example>", **told,
    )  # fmt: skip
    return rows.put(landlord=landlord.id, post=post, now=NOW)


def run(database, box, *told):
    return subprocess.run(
        [sys.executable, Path(__file__).with_name("posters.py"), *map(str, told)],
        env={
            **database.environment, "DJANGO_SETTINGS_MODULE": "putright.config.settings",
            "PUTRIGHT_SMTP_HOST": mail_server.HOST, "PUTRIGHT_SMTP_PORT": str(box.port),
            "PUTRIGHT_SMTP_SAFETY": "none", "PUTRIGHT_MAIL_FROM": "post@alder.example",
        },
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def test_killed_between_the_yes_and_the_mark_it_goes_again_as_the_same_message(
    fresh_database, landlord, letterbox
):
    with landlord_scope(OPERATOR):
        queue(landlord, 1)

    first = run(fresh_database, letterbox, "once", landlord.id, 0, 1)
    with landlord_scope(OPERATOR):
        assert Post.objects.get().state == "queued"
    time.sleep(max(0.0, (lease_of_it() - clock.machine()).total_seconds()))
    second = run(fresh_database, letterbox, "often", landlord.id, 0, 1)

    assert first.returncode == -9 and second.returncode == 0, second.stderr
    assert len(letterbox.mails) == 2 and len(set(letterbox.ids)) == 1
    assert letterbox.mails[0].as_bytes() == letterbox.mails[1].as_bytes()
    with landlord_scope(OPERATOR):
        assert Post.objects.get().state == "accepted"


def test_whoever_is_killed_nothing_is_lost_and_each_case_is_told_once(
    fresh_database, landlord, letterbox, make_case
):
    claimed = [
        Entry(id=f"q{each}", does=("letter.sent",), at=NOW, by="landlord", to=("resident",),
              channel="email", facts={"how": "email"})
        for each in range(TOLD)
    ]  # fmt: skip
    with landlord_scope(OPERATOR):
        case = make_case(entries=claimed)
        for number in range(QUEUED):
            of = {"case_id": case.id, "entries": [f"q{number}"]} if number < TOLD else {}
            queue(landlord, number, **of)

    done = run(fresh_database, letterbox, "often", landlord.id, KILLS, SENDERS)

    assert done.returncode == 0, done.stderr
    kills, came = int(done.stdout), Counter(letterbox.ids)
    again = sum(came.values()) - len(came)
    print(f"{fresh_database.engine}: {QUEUED} queued, {kills} kills, {again} sent a second time")
    with landlord_scope(OPERATOR):
        assert set(came) == set(Post.objects.values_list("message_id", flat=True))
        assert set(Post.objects.values_list("state", flat=True)) == {"accepted"}
        assert kills >= KILLS and again <= kills
        told = Counter(one.entry.corrects for one in load(case).kept if one.entry.corrects)
        assert told == Counter(f"q{each}" for each in range(TOLD))


def lease_of_it():
    with landlord_scope(OPERATOR):
        return Post.objects.get().lease_until
