"""Reads a mailbox by IMAP: looks, takes a copy, and marks as read only what is kept.

Nothing in the mailbox is moved or deleted. Certificates are checked, and no password crosses a
network in plain text.
"""

import imaplib
import os
import re
import socket
import ssl
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from imapclient import SEEN, IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError
from msgspec import Struct

from putright.gateways.hosts import is_this_machine

PIECE = 4_000_000
PATIENCE = SocketTimeout(connect=15, read=30)
MOST_SECONDS = 300.0
"""One visit takes no longer; the next one goes on from there."""
A_DAY = timedelta(days=1)
MOST_AT_ONCE = 500
TOO_SLOW = "the server is too slow: timed out"

_SAID = re.compile(r"b'([^']*)'|b\"([^\"]*)\"")


class Safety(StrEnum):
    """How the line to a server is kept from being read."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


class Place(Struct, frozen=True, kw_only=True):
    """Where a mailbox is and how to get in."""

    host: str
    port: int
    safety: Safety
    user: str
    password: str
    folder: str = "INBOX"

    def __repr__(self) -> str:
        return f"Place({self.host!r}, {self.port})"


class CannotRead(Exception):
    """The mailbox could not be read: the server's own words, or the network's, in one line."""


class Message(Struct, frozen=True):
    """A message in a mailbox: when the server says that it came, and its bytes."""

    came_at: datetime | None
    pieces: Iterator[bytes]


class Folder:
    """A folder of a mailbox that is open. ``numbering`` says how long its numbers hold."""

    def __init__(self, client: IMAPClient, numbering: int) -> None:
        self._client = client
        self.numbering = numbering

    def to_keep(self, *, after: int, since: date) -> list[int]:
        """Which messages to take: those after a number that came since a day, and all unread."""
        come = ["UID", f"{after + 1}:*", "SINCE", since - A_DAY]
        newer = [uid for uid in self._client.search(come) if uid > after]
        return sorted({*newer, *self._client.search(["UNSEEN"])})

    def message(self, uid: int) -> "Message | None":
        """A message byte for byte, without marking it; None where it is gone meanwhile."""
        told = self._client.fetch([uid], ["INTERNALDATE"]).get(uid)
        if told is None:
            return None
        return Message(told.get(b"INTERNALDATE"), self._pieces(uid))

    def _pieces(self, uid: int) -> Iterator[bytes]:
        start = 0
        while True:
            # PEEK: a message that is copied and not yet kept stays unread
            found: dict[bytes, Any] = self._client.fetch(
                [uid], [f"BODY.PEEK[]<{start}.{PIECE}>"]
            ).get(uid, {})
            piece = next((told for key, told in found.items() if key.startswith(b"BODY[]")), None)
            if piece is None:
                raise CannotRead("a message went while it was copied")
            if piece:
                yield piece
            if len(piece) < PIECE:
                return
            start += PIECE

    def mark_read(self, uids: Collection[int]) -> None:
        """Say in the mailbox that these are kept; one that may only be read stays as it is."""
        numbers = sorted(uids)
        for first in range(0, len(numbers), MOST_AT_ONCE):
            try:
                self._client.add_flags(numbers[first : first + MOST_AT_ONCE], [SEEN], silent=True)
            except IMAPClientAbortError:
                raise
            except IMAPClientError:
                return

    def certificate_until(self) -> datetime | None:
        """When the certificate that the server showed runs out."""
        line = self._client.socket()
        shown = line.getpeercert() if isinstance(line, ssl.SSLSocket) else None
        until = shown.get("notAfter") if shown else None
        return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(until)), UTC) if until else None


@contextmanager
def opened(place: Place, *, seconds: float = MOST_SECONDS) -> Iterator[Folder]:
    """The folder of a mailbox. Raises ``CannotRead``, also for what fails inside the block."""
    client = None
    with _Watch(seconds) as watch:
        try:
            client = _connected(place, watch)
            client.login(place.user, place.password)
            found = client.select_folder(place.folder)
            yield Folder(client, int(found[b"UIDVALIDITY"]))
        except (IMAPClientError, OSError, KeyError, ValueError) as fault:
            raise CannotRead(TOO_SLOW if watch.is_over else _said(fault, place)) from fault
        finally:
            if client is not None:
                _end(client)


class _Watch:
    """Cuts the line when the time is over: a server that drips a byte now and then is hung as well,
    from its first byte on."""

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._number: int | None = None
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> "_Watch":
        self._timer.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self._timer.cancel()
        with self._lock:
            self._number = None

    def see(self, line: socket.socket) -> None:
        """This is the line; it keeps its number when it is made safe."""
        with self._lock:
            self._number = line.fileno()

    def _cut(self) -> None:
        with self._lock:
            self.is_over = True
            if self._number is None:
                return
            with suppress(OSError), socket.socket(fileno=os.dup(self._number)) as line:
                line.shutdown(socket.SHUT_RDWR)


class _Line(imaplib.IMAP4):
    """A line that is watched before anything is read from it."""

    def __init__(
        self, place: Place, safe: ssl.SSLContext | None, watch: _Watch
    ) -> None:  # fmt: skip
        self._safe, self._watch = safe, watch
        super().__init__(place.host, place.port, timeout=PATIENCE.connect)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        line = socket.create_connection((self.host, self.port), timeout)
        self._watch.see(line)
        if self._safe is None:
            return line
        try:
            return self._safe.wrap_socket(line, server_hostname=self.host)
        except BaseException:
            line.close()
            raise


class _Client(IMAPClient):  # type: ignore[misc]  # the library tells no types
    def __init__(self, place: Place, safe: ssl.SSLContext | None, watch: _Watch) -> None:
        self._line = (place, safe, watch)
        super().__init__(
            place.host, port=place.port, ssl=safe is not None, ssl_context=safe, timeout=PATIENCE
        )

    def _create_IMAP4(self) -> imaplib.IMAP4:
        return _Line(*self._line)


def _connected(place: Place, watch: _Watch) -> IMAPClient:
    if place.safety is Safety.NONE and not is_this_machine(place.host):
        raise OSError("a password is not sent to another machine in plain text")
    safe = ssl.create_default_context()
    client = _Client(place, safe if place.safety is Safety.TLS else None, watch)
    client.normalise_times = False
    if place.safety is Safety.STARTTLS:
        try:
            client.starttls(safe)
        except BaseException:
            _end(client)
            raise
    return client


def _end(client: IMAPClient) -> None:
    for leave in (client.logout, client.shutdown):
        with suppress(IMAPClientError, OSError):
            leave()


def _said(fault: Exception, place: Place) -> str:
    """What a server said, without the password, should it have repeated that."""
    told = " ".join(str(fault).split()) or type(fault).__name__
    quoted = _SAID.fullmatch(told)
    if quoted:
        told = quoted[1] or quoted[2] or told
    if place.password:
        told = told.replace(place.password, "***")
    return "".join(sign for sign in told if sign.isprintable())[:300]
