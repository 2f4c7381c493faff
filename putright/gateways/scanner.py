"""Asks a virus scanner about a file. Whatever is not a plain yes or no counts as not scanned.

A file that is not scanned is held, never shown as clean (security.md R18, F4).
"""

import re
import socket
import ssl
import struct
import time
from dataclasses import dataclass
from typing import BinaryIO, Literal, Protocol

from putright.gateways.hosts import is_this_machine

Verdict = Literal["clean", "infected", "not scanned"]
PIECE = 64 * 1024
LONGEST_REPLY = 4096
FOUND = re.compile(rb"stream: [^\0\n]+ FOUND\0")
CLEAN = b"stream: OK\0"
WRITTEN = "Write the scanner's address as unix:/path/of/socket, tcp://host:port or tls://host:port"


class Scanner(Protocol):
    """Says of a file what a virus scanner thinks of it."""

    def scan(self, *, stream: BinaryIO) -> Verdict: ...

    def is_answering(self) -> bool: ...


@dataclass(frozen=True)
class NoScanner:
    """Where no scanner is configured. It never says that a file is clean."""

    def scan(self, *, stream: BinaryIO) -> Verdict:
        return "not scanned"

    def is_answering(self) -> bool:
        return False


class BadAddress(ValueError):
    """The setting does not name a scanner."""


class _Unusable(Exception):
    """The scanner took too long."""


@dataclass(frozen=True, kw_only=True)
class Clamd:
    """ClamAV's daemon, by a local socket or over the network.

    ``seconds`` is for the whole scan, not for each step: a scanner that sends one byte a minute
    is hung as well.
    """

    way: Literal["unix", "tcp", "tls"]
    host: str
    port: int = 0
    seconds: float = 60.0

    @classmethod
    def at(cls, *, address: str, seconds: float = 60.0) -> "Clamd":
        """From a setting: unix:/path, tcp://host:port or tls://host:port."""
        way, _colon, place = address.strip().partition(":")
        if way == "unix" and place.startswith("/"):
            return cls(way="unix", host=place.replace("///", "/"), seconds=seconds)
        host, _colon, port = place.removeprefix("//").rpartition(":")
        if way not in ("tcp", "tls") or not host or not port.isdecimal() or int(port) > 65535:
            raise BadAddress(f"{WRITTEN}, not {address!r}.")
        way_out: Literal["tcp", "tls"] = "tls" if way == "tls" else "tcp"
        return cls(way=way_out, host=host.strip("[]"), port=int(port), seconds=seconds)

    @property
    def is_open_to_others(self) -> bool:
        """Whether files would cross the network as plain text; a check of the settings refuses."""
        return self.way == "tcp" and not is_this_machine(self.host)

    def scan(self, *, stream: BinaryIO) -> Verdict:
        """What the scanner says of all that is left in the stream."""
        until = time.monotonic() + self.seconds
        try:
            with self._connected(until) as line:
                whole = _send(line, stream, until)
                verdict = _verdict(_reply(line, until))
        except (OSError, _Unusable):
            return "not scanned"
        # A half that is clean says nothing of the other half.
        return verdict if whole or verdict == "infected" else "not scanned"

    def is_answering(self) -> bool:
        """Whether the scanner is there, for the health page."""
        until = time.monotonic() + self.seconds
        try:
            with self._connected(until) as line:
                _say(line, b"zPING\0", until)
                return _reply(line, until) == b"PONG\0"
        except (OSError, _Unusable):
            return False

    def _connected(self, until: float) -> socket.socket:
        if self.way == "unix":
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(_left(until))
            try:
                line.connect(self.host)
            except BaseException:
                line.close()
                raise
            return line
        line = socket.create_connection((self.host, self.port), timeout=_left(until))
        if self.way == "tcp":
            return line
        try:
            return ssl.create_default_context().wrap_socket(line, server_hostname=self.host)
        except BaseException:
            line.close()
            raise


def scanner_at(*, address: str, seconds: float = 60.0) -> Scanner:
    """The scanner that a setting names; none where it is empty. Raises ``BadAddress``."""
    return Clamd.at(address=address, seconds=seconds) if address.strip() else NoScanner()


def _send(line: socket.socket, stream: BinaryIO, until: float) -> bool:
    """Send the file in pieces; False where the scanner hung up before the end."""
    try:
        _say(line, b"zINSTREAM\0", until)
        while piece := stream.read(PIECE):
            _say(line, struct.pack("!I", len(piece)) + piece, until)
        _say(line, struct.pack("!I", 0), until)
    except (BrokenPipeError, ConnectionResetError):
        return False
    return True


def _say(line: socket.socket, words: bytes, until: float) -> None:
    line.settimeout(_left(until))
    line.sendall(words)


def _reply(line: socket.socket, until: float) -> bytes:
    said = b""
    while len(said) <= LONGEST_REPLY and not said.endswith(b"\0"):
        line.settimeout(_left(until))
        more = line.recv(LONGEST_REPLY)
        if not more:
            break
        said += more
    return said


def _verdict(said: bytes) -> Verdict:
    if said == CLEAN:
        return "clean"
    return "infected" if FOUND.fullmatch(said) else "not scanned"


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise _Unusable
    return left
