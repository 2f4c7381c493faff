"""Takes mail that a landlord's own server hands on, by SMTP or LMTP, for addresses it knows.

It says that it has a message only when whoever keeps it says that it is kept for good; otherwise
the sender is asked to try again. It passes nothing on to anybody.
"""

import asyncio
import logging
import ssl
from collections.abc import Callable
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from msgspec import Struct

MOST_BYTES = 150 * 1024 * 1024
MOST_LINE = 4 * 1024 * 1024
MOST_FOR = 100
"""Addresses that one message may be for."""
TRY_AGAIN = "451 4.3.0 Not kept: please try again later"
FULL = "452 4.3.1 No room at the moment: please try again later"
UNKNOWN = "550 5.1.1 No such address here"
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


class _Smtp(SMTP):
    line_length_limit = MOST_LINE


class _Lmtp(LMTP):
    line_length_limit = MOST_LINE


class Listener(Controller):
    """Listens on one address of this machine until it is stopped."""

    def __init__(
        self, *, host: str, port: int, knows: Knows, keep: Keep, lmtp: bool = False,
        tls: ssl.SSLContext | None = None,
    ) -> None:  # fmt: skip
        self._is_lmtp, self._tls = lmtp, tls
        super().__init__(_Door(knows, keep, lmtp), hostname=host, port=port, ready_timeout=30)

    def factory(self) -> SMTP:
        made: type[SMTP] = _Lmtp if self._is_lmtp else _Smtp
        told: dict[str, Any] = {
            "data_size_limit": MOST_BYTES, "enable_SMTPUTF8": True, "hostname": NAME,
            "ident": NAME, "auth_exclude_mechanism": ["LOGIN", "PLAIN"],
        }  # fmt: skip
        if self._tls is not None:
            told |= {"tls_context": self._tls, "require_starttls": True}
        return made(self.handler, **told)
