"""A mail server that hangs, drips or talks nonsense is left, and its words are told."""

import socket
import threading
import time
from contextlib import contextmanager, suppress

import pytest
from imapclient import SocketTimeout

from putright.gateways import imap
from putright.gateways.imap import CannotRead, Place, Safety

PASSWORD = "a-password-of-tests"


@contextmanager
def server(talk):
    """A server that talks so to whoever comes first; its port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer():
            with suppress(OSError), listening.accept()[0] as line:
                talk(line)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield listening.getsockname()[1]


def read(port, seconds=2.0):
    place = Place(host="127.0.0.1", port=port, safety=Safety.NONE, user="u", password=PASSWORD)
    with imap.opened(place, seconds=seconds):
        raise AssertionError("there is nothing to read")


def silent(line):
    line.recv(1000)


def nonsense(line):
    line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    line.recv(1000)


def goodbye(line):
    line.sendall(b"* BYE Too many connections\r\n")


def repeats_the_password(line):
    line.sendall(b"* OK hello\r\n")
    while told := line.recv(1000):
        tag = told.split()[0]
        if b"LOGIN" in told.upper():
            line.sendall(tag + b" NO no such login: " + told.split(b" ", 1)[1].strip() + b"\r\n")
        else:
            line.sendall(b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK done\r\n")


def drips(line):
    line.sendall(b"* OK hello\r\n")
    line.recv(1000)
    while True:
        line.sendall(b"*")
        time.sleep(0.1)


@pytest.mark.parametrize("talk", [silent, nonsense, goodbye, drips, repeats_the_password])
def test_server_that_cannot_be_read_is_left_soon_with_its_words(talk, monkeypatch):
    monkeypatch.setattr(imap, "PATIENCE", SocketTimeout(1, 1))
    begun = time.monotonic()

    with server(talk) as port, pytest.raises(CannotRead) as refused:
        read(port, seconds=1.0)

    assert time.monotonic() - begun < 8
    assert str(refused.value)
    assert PASSWORD not in str(refused.value)
    assert "\n" not in str(refused.value)
