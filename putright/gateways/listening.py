"""Takes mail that a landlord's own server hands on, by SMTP or LMTP, for addresses it knows.

It says that it has a message only when whoever keeps it says that it is kept for good; otherwise
the sender is asked to try again. It passes nothing on to anybody.
"""

import asyncio
import logging
import socket
import ssl
from collections.abc import Callable
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from msgspec import Struct

MOST_BYTES = 150 * 1024 * 1024
MOST_LINE = 4 * 1024 * 1024
MOST_HELD = 4 * MOST_BYTES
"""Of all messages that are coming in at the same time: beyond it the next are asked to wait."""
MOST_FOR = 100
"""Addresses that one message may be for."""
TRY_AGAIN = "451 4.3.0 Not kept: please try again later"
FULL = "452 4.3.1 No room at the moment: please try again later"
UNKNOWN = "550 5.1.1 No such address here"
TOO_BIG = "552 5.3.4 Error: Too much mail data"
TOO_MANY = "452 4.5.3 Too many addresses for one message"
KEPT = "250 2.0.0 Kept"
NAME = "putright"

log = logging.getLogger("putright.listening")


class Handed(Struct, frozen=True, kw_only=True):
    """A message as it was handed over: the envelope's sender, its addresses, and every byte."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes


class NoRoom(Exception):
    """There is no room to keep a message."""


Keep = Callable[[Handed], None]
Knows = Callable[[str], bool]


class _Door:
    """What is answered to each step of a sender."""

    def __init__(self, knows: Knows, keep: Keep, is_lmtp: bool) -> None:
        self._knows, self._keep, self._is_lmtp = knows, keep, is_lmtp

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if len(envelope.rcpt_tos) >= MOST_FOR:
            return TOO_MANY
        try:
            is_known = await asyncio.to_thread(self._knows, address)
        except Exception:
            log.exception("an address could not be looked up")
            return TRY_AGAIN
        if not is_known:
            return UNKNOWN
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        handed = Handed(
            sender=envelope.mail_from or "", recipients=tuple(envelope.rcpt_tos),
            raw=envelope.original_content or b"",
        )  # fmt: skip
        said = await asyncio.to_thread(self._kept, handed)
        # LMTP wants an answer for each address that it named
        return "\r\n".join([said] * len(handed.recipients)) if self._is_lmtp else said

    def _kept(self, handed: Handed) -> str:
        try:
            self._keep(handed)
        except NoRoom:
            return FULL
        except Exception:
            log.exception("a message could not be kept")
            return TRY_AGAIN
        return KEPT


class _Held:
    """How many bytes of messages that are still coming in lie in memory."""

    def __init__(self) -> None:
        self.size = 0


class _Coming:
    """One message as it comes in, held in one piece; ``fault`` is why it is not held any more.

    The library's own reading keeps each line as an object and a line without an end for ever, so
    that a message of empty lines, or one without any, takes all the memory that there is.
    """

    def __init__(self, held: _Held) -> None:
        self.whole, self.fault, self._all = bytearray(), "", held

    def add(self, piece: bytes) -> None:
        """Hold a piece more, if there is room."""
        if self.fault:
            return
        if len(self.whole) + len(piece) > MOST_BYTES:
            self.fault = TOO_BIG
        elif self._all.size + len(piece) > MOST_HELD:
            self.fault = FULL
        if self.fault:
            self.drop()
            return
        self.whole += piece
        self._all.size += len(piece)

    def drop(self) -> None:
        """Hold nothing of it."""
        self._all.size -= len(self.whole)
        self.whole = bytearray()


class _Bounded(SMTP):
    """The library's server, but for how it reads a message."""

    line_length_limit = MOST_LINE
    held: _Held

    async def smtp_DATA(self, arg: str) -> None:
        """Take a message whole, or say why not when it is over."""
        if await self.check_helo_needed():
            return
        assert self.envelope is not None
        if arg or not self.envelope.rcpt_tos:
            await self.push("501 Syntax: DATA" if arg else "503 Error: need RCPT command")
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        coming = _Coming(self.held)
        try:
            await self._come(coming)
            said = self._of_all(coming.fault)
            if not said:
                self.envelope.content = self.envelope.original_content = bytes(coming.whole)
                said = await self._call_handler_hook("DATA")
        finally:
            coming.drop()
        self._set_post_data_state()  # type: ignore[no-untyped-call]
        await self.push(said)

    def _of_all(self, said: str) -> str:
        """An answer for the whole message."""
        return said

    async def _come(self, coming: _Coming) -> None:
        begins = True
        while True:
            try:
                piece, ends = await self._reader.readuntil(b"\r\n"), True
            except asyncio.LimitOverrunError as over:
                piece, ends = await self._reader.read(over.consumed), False
            except asyncio.CancelledError:  # whoever sent it has gone
                self._writer.close()
                raise
            if begins and piece == b".\r\n":
                return
            coming.add(piece[1:] if begins and piece.startswith(b".") else piece)
            begins = ends


class _Lmtp(_Bounded, LMTP):
    def _of_all(self, said: str) -> str:
        assert self.envelope is not None
        return said and "\r\n".join([said] * len(self.envelope.rcpt_tos))


def answers(*, host: str, port: int, seconds: float = 5.0) -> bool:
    """Whether whoever listens there greets a sender, as a mail server would find out."""
    near = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # nosec B104
    try:
        with socket.create_connection((near, port), timeout=seconds) as line:
            is_there = line.recv(4) == b"220 "
            line.sendall(b"QUIT\r\n")
    except OSError:
        return False
    return is_there


class Listener(Controller):
    """Listens on one address of this machine until it is stopped."""

    def __init__(
        self, *, host: str, port: int, knows: Knows, keep: Keep, lmtp: bool = False,
        tls: ssl.SSLContext | None = None,
    ) -> None:  # fmt: skip
        self._is_lmtp, self._tls, self._held = lmtp, tls, _Held()
        super().__init__(_Door(knows, keep, lmtp), hostname=host, port=port, ready_timeout=30)

    def factory(self) -> SMTP:
        kind: type[_Bounded] = _Lmtp if self._is_lmtp else _Bounded
        told: dict[str, Any] = {
            "data_size_limit": MOST_BYTES, "enable_SMTPUTF8": True, "hostname": NAME,
            "ident": NAME, "auth_exclude_mechanism": ["LOGIN", "PLAIN"],
        }  # fmt: skip
        if self._tls is not None:
            told |= {"tls_context": self._tls, "require_starttls": True}
        made = kind(self.handler, **told)
        made.held = self._held
        return made
