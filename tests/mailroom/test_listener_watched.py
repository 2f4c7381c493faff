"""Whether the listener answers is known, shown, and told in red where it is silent."""

import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from factories import mails
from factories.dovecot import free_ports
from factories.made import NOW

from putright.casework.operations import listening_here
from putright.casework.operations.listening_here import Asked
from putright.casework.operations.refusals import CannotRun
from putright.casework.queries import mail_health
from putright.casework.queries.waits import Ladder
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.post import mailboxes

COMMAND = "from putright.cli import main; main()"
LATER = NOW + timedelta(minutes=20)


@pytest.fixture
def box(fresh_database, landlord, team, clock_at):
    """A mailbox whose mail is handed on, set up just now."""
    clock_at(NOW)
    told = mailboxes.Told(name="Complaints", address=mails.BOX, way="forwarded", team=team.id)
    with landlord_scope(OPERATOR):
        return mailboxes.add(landlord=landlord.id, told=told, sealed=b"", now=NOW)


@contextmanager
def deaf():
    """Something that lets everybody in and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def line_of(landlord, now):
    with landlord_scope(landlord.id):
        [line] = mail_health.lines(landlord.id, now)
    return line


def test_a_listener_that_answers_is_well_and_one_that_stopped_is_silent(box, landlord):
    [port] = free_ports(1)
    assert line_of(landlord, NOW).state == "waiting"

    here = listening_here.start(Asked(host="127.0.0.1", port=port))
    wait_for(lambda: line_of(landlord, NOW).state == "well")
    here.stop()

    assert line_of(landlord, NOW).tried_at == NOW
    assert not listening_here.say_so(Asked(host="127.0.0.1", port=port))
    assert line_of(landlord, LATER).state == "trouble"
    with landlord_scope(landlord.id):
        [silent] = mail_health.troubled(landlord.id, LATER)
        [thing] = [one for one in Ladder(landlord.id, LATER).service() if one.of == "mailbox"]
    assert (silent.mailbox, silent.since, silent.is_handed_on) == (box, NOW, True)
    assert thing.told


def test_one_that_hangs_is_as_silent_as_one_that_died(box, landlord, monkeypatch):
    monkeypatch.setattr(listening_here, "answers", quickly(listening_here.answers))
    with deaf() as port:
        assert not listening_here.say_so(Asked(host="127.0.0.1", port=port))

    assert line_of(landlord, NOW).tried_at is None


def quickly(answers):
    return lambda *, host, port: answers(host=host, port=port, seconds=0.2)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("", None),
        ("lmtp://127.0.0.1:2424", Asked(host="127.0.0.1", port=2424, lmtp=True)),
        ("smtp://[::1]:25", Asked(host="::1", port=25)),
    ],
)
def test_the_settings_say_where_to_listen(told, found):
    assert listening_here.asked_for({"at": told, "certificate": "", "key": ""}) == found


@pytest.mark.parametrize("told", ["127.0.0.1:25", "smtp://:25", "http://a:25", "smtp://a:x"])
def test_settings_that_cannot_be_read_are_refused(told):
    with pytest.raises(CannotRun, match="PUTRIGHT_LISTEN"):
        listening_here.asked_for({"at": told, "certificate": "", "key": ""})


def test_from_other_machines_it_takes_nothing_without_a_certificate(box):
    with pytest.raises(CannotRun, match="TLS"):
        listening_here.start(Asked(host="0.0.0.0", port=25))


@pytest.mark.slow
def test_the_service_listens_where_the_settings_say_so(box, landlord, fresh_database, tmp_path):
    mail, web = free_ports(2)
    told = {**fresh_database.environment, "PUTRIGHT_LISTEN": f"lmtp://127.0.0.1:{mail}"}
    words = [sys.executable, "-c", COMMAND, "serve", "--port", str(web), "--jobs", "0"]
    process = subprocess.Popen(
        words, env=told, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(lambda: line_of(landlord, NOW).tried_at is not None)
        assert listening_here.answers(host="127.0.0.1", port=mail)
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(is_so, seconds=30.0):
    over = threading.Event()
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until
        over.wait(0.05)
