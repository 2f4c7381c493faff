"""`putright listen`, killed while mail comes in: what it said yes to is kept and is one message."""

import os
import random
import smtplib
import socket
import subprocess
import sys
import threading
import time
from collections import Counter

import pytest
from factories import mails
from factories.dovecot import free_ports
from factories.made import NOW

from putright.casework.actions.files import blobs
from putright.casework.actions.understanding import understand_waiting
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.post import mailboxes
from putright.stores.post.models import Arrival, Item

pytestmark = pytest.mark.slow
FULL = os.environ.get("HYPOTHESIS_PROFILE") == "full"
MESSAGES, KILLS, SENDERS = (300, 20, 3) if FULL else (20, 1, 2)
COMMAND = "from putright.cli import main; main()"


class Listening:
    """The command as a process, killed and started again on the same port."""

    def __init__(self, copy) -> None:
        self.environment, [self.port] = copy.environment, free_ports(1)
        self.process = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, "listen", "--port", str(self.port)],
            env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for _each in range(600):
            with socket.socket() as line:
                if not line.connect_ex(("127.0.0.1", self.port)):
                    return
            time.sleep(0.1)
        raise RuntimeError("it does not listen")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


def send(port: int, messages: list[bytes], taken: list[bytes]) -> None:
    """As a mail server does: until somebody says yes to each."""
    for raw in messages:
        while True:
            try:
                with smtplib.SMTP("127.0.0.1", port, timeout=20) as line:
                    line.sendmail("mx@alder.example", [mails.BOX], raw)
                break
            except (OSError, smtplib.SMTPException):
                time.sleep(0.05)
        taken.append(raw)


def test_killed_listener_has_every_message_that_it_said_yes_to(fresh_database, landlord, team):
    told = mailboxes.Told(name="All", address=mails.BOX, way="forwarded", team=team.id)
    with landlord_scope(OPERATOR):
        mailboxes.add(landlord=landlord.id, told=told, sealed=b"", now=NOW)
    sent, taken = list(mails.corpus(MESSAGES)), []
    listening = Listening(fresh_database)
    listening.start()
    senders = [
        threading.Thread(target=send, args=(listening.port, sent[n::SENDERS], taken), daemon=True)
        for n in range(SENDERS)
    ]
    for each in senders:
        each.start()
    drawn = random.Random(5)
    for _kill in range(KILLS):
        time.sleep(drawn.uniform(0.02, 0.4))
        listening.kill()
        listening.start()
    for each in senders:
        each.join(timeout=120)
    listening.kill()

    while understand_waiting(landlord.id, NOW):
        pass
    with landlord_scope(OPERATOR):
        kept = Counter(map(_raw, Arrival.objects.all()))
        items = Item.objects.count()
    print(f"{len(taken)} messages said yes to, {KILLS} kills, {sum(kept.values())} kept")
    assert sorted(taken) == sorted(sent)
    assert set(kept) == set(sent)
    # One whose yes was lost comes again, and is the same message.
    assert items == len(sent)


def _raw(arrival):
    pieces = blobs().read_range(
        landlord=arrival.landlord_id, case=arrival.id, name=arrival.blob
    )  # fmt: skip
    return b"".join(pieces)
