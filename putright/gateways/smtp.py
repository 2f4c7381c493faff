"""Hands a message to a mail server, over a connection whose certificate was looked at.

What the server says about the message itself settles it (2xx taken, 5xx never). Anything else, a
silence, a refused sign-in, a certificate that is not good, is no word about the message: later.
"""

import smtplib
import ssl
from typing import Literal

from msgspec import Struct

from putright.gateways.mail_writing import written
from putright.gateways.sending import Fate, Going, Never, NotNow, Outcome, Taken, one_line

Safety = Literal["tls", "starttls", "none"]
PORTS: dict[Safety, int] = {"tls": 465, "starttls": 587, "none": 25}
OK, GO_ON, FOR_GOOD, WORSE = 250, 354, 500, 600


class Server(Struct, frozen=True, kw_only=True):
    """A mail server: where, how safely, signed in as whom. ``roots``: a file of own certificates.

    ``seconds`` is how long it may be silent.
    """

    host: str
    port: int = 0
    safety: Safety = "starttls"
    user: str = ""
    password: str = ""
    roots: str = ""
    seconds: float = 20.0


class Smtp:
    """Sends by a mail server."""

    def __init__(self, server: Server) -> None:
        self.server = server

    def send(self, going: Going) -> Outcome:
        """Hand it over once."""
        try:
            content = written(going)
        except (ValueError, UnicodeError) as fault:
            return Never(f"it could not be written as a mail: {type(fault).__name__}")
        try:
            line = self._open()
        except (OSError, smtplib.SMTPException) as fault:
            return NotNow(_says(fault), is_all=True)
        try:
            return self._hand_over(line, going, content)
        except (OSError, smtplib.SMTPException) as fault:
            return NotNow(_says(fault), is_all=True)
        finally:
            _close(line)

    def fate(self, as_: str) -> Fate:
        """A mail server tells what becomes of a message by another message: a bounce."""
        return Fate()

    def test(self) -> str:
        """What is wrong with reaching the server, in its own words; "" where nothing is."""
        try:
            _close(self._open())
        except (OSError, smtplib.SMTPException) as fault:
            return _says(fault)
        return ""

    def _open(self) -> smtplib.SMTP:
        server = self.server
        port = server.port or PORTS[server.safety]
        if server.safety == "tls":
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, port, timeout=server.seconds, context=self._context()
            )
        else:
            line = smtplib.SMTP(server.host, port, timeout=server.seconds)
        try:
            line.ehlo_or_helo_if_needed()
            if server.safety == "starttls":
                line.starttls(context=self._context())  # raises where it is not offered
                line.ehlo()
            if server.user:
                line.login(server.user, server.password)
        except BaseException:
            line.close()
            raise
        return line

    def _context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.server.roots or None)

    def _hand_over(self, line: smtplib.SMTP, going: Going, content: bytes) -> Outcome:
        code, words = line.mail(going.from_address)
        if code != OK:
            return NotNow(_said(code, words), is_all=True)  # our own address: not its fault
        for each in going.to:
            code, words = line.rcpt(each)
            if code not in (OK, OK + 1):
                return _judged(code, words)
        try:
            code, words = line.data(content)
        except smtplib.SMTPDataError as refused:
            code, words = refused.smtp_code, _bytes(refused.smtp_error)
        if code == OK:
            return Taken(_said(code, words))
        return _judged(code, words)


def _judged(code: int, words: bytes) -> Outcome:
    said = _said(code, words)
    return Never(said) if FOR_GOOD <= code < WORSE else NotNow(said)


def _said(code: int, words: bytes) -> str:
    return one_line(f"{code} {words.decode('utf-8', 'replace')}")[:300]


def _bytes(words: bytes | str) -> bytes:
    return words if isinstance(words, bytes) else words.encode()


def _says(fault: Exception) -> str:
    """A fault in the server's own words, or in those of the machine."""
    if isinstance(fault, smtplib.SMTPResponseException):
        return _said(fault.smtp_code, _bytes(fault.smtp_error))
    return one_line(f"{type(fault).__name__}: {fault}")[:300]


def _close(line: smtplib.SMTP) -> None:
    """Say goodbye; what the server took it has, whatever becomes of this."""
    try:
        line.quit()
    except (OSError, smtplib.SMTPException):
        line.close()
