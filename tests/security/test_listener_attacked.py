"""Whoever may hand mail on cannot take the memory of the listener: what is too much is let go."""

import smtplib
import socket

import pytest
from factories import mails
from factories.dovecot import free_ports
from factories.made import NOW

from putright.casework.operations import listening as work
from putright.gateways import listening
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.post import mailboxes
from putright.stores.post.models import Arrival

LITTLE = 100_000
FLOODS = {"empty lines": b"\r\n" * LITTLE, "a line without an end": b"x" * 4 * LITTLE}


@pytest.fixture(params=[False, True], ids=["smtp", "lmtp"])
def listener(request, fresh_database, landlord, team, clock_at, monkeypatch):
    clock_at(NOW)
    monkeypatch.setattr(listening, "MOST_BYTES", LITTLE)
    monkeypatch.setattr(listening._Bounded, "line_length_limit", 1000)
    told = mailboxes.Told(name="All", address=mails.BOX, way="forwarded", team=team.id)
    with landlord_scope(OPERATOR):
        mailboxes.add(landlord=landlord.id, told=told, sealed=b"", now=NOW)
    made = work.listener(host="127.0.0.1", port=free_ports(1)[0], lmtp=request.param)
    made.start()
    yield made
    made.stop()


def connected(listener) -> smtplib.SMTP:
    kind = smtplib.LMTP if listener._is_lmtp else smtplib.SMTP
    return kind("127.0.0.1", listener.port, timeout=20)


def send(listener, raw: bytes) -> int:
    with connected(listener) as line:
        line.ehlo_or_helo_if_needed()
        line.mail("a@else.example")
        line.rcpt(mails.BOX)
        return line.data(raw)[0]


def kept() -> list[int]:
    with landlord_scope(OPERATOR):
        return list(Arrival.objects.values_list("size", flat=True))


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
def test_a_message_that_is_too_much_is_let_go_and_the_next_is_kept(listener, flood):
    assert send(listener, b"Subject: x\r\n\r\n" + flood) == 552
    assert listener._held.size == 0 and kept() == []

    assert send(listener, mails.packed(mails.plain(1))) == 250
    assert len(kept()) == 1 and listener._held.size == 0


def test_where_much_comes_at_once_the_next_is_asked_to_wait(listener, monkeypatch):
    monkeypatch.setattr(listening, "MOST_HELD", LITTLE)
    with socket.create_connection(("127.0.0.1", listener.port), timeout=20) as slow:
        hello = b"LHLO" if listener._is_lmtp else b"EHLO"
        told = [hello + b" x", b"MAIL FROM:<a@else.example>", b"RCPT TO:<%s>" % mails.BOX.encode()]
        for each in (*told, b"DATA"):
            slow.sendall(each + b"\r\n")
            slow.recv(4000)
        slow.sendall(b"Subject: x\r\n" * 8000)
        while listener._held.size < 90_000:
            pass

        assert send(listener, b"Subject: y\r\n\r\n" + b"y\r\n" * 5000) == 452
    while listener._held.size:
        pass

    assert send(listener, b"Subject: y\r\n\r\n" + b"y\r\n" * 5000) == 250


def test_a_message_stays_byte_for_byte_whatever_its_lines(listener):
    raw = b"Subject: z\r\n\r\n.\x2e dots\r\n" + b"long" * 3000 + b"\r\n.hidden\r\nend\r\n"

    assert send(listener, raw) == 250

    assert kept() == [len(raw)]
