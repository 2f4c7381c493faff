"""A real mail server for the tests, that takes, refuses, hangs or dies as it is told."""

import asyncio
import datetime as dt
import socket
import ssl
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from putright.gateways.clock import machine

HOST = "127.0.0.1"


class Letterbox:
    """What came, and how the server answers: ``at_rcpt`` and ``at_data`` hold answers to give."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.at_rcpt: list[str] = []
        self.at_data: list[str] = []
        self.seconds = 0.0

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if self.at_rcpt and (answer := self.at_rcpt.pop(0)):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = self.at_data.pop(0) if self.at_data else "250 taken as 7"
        if answer == "hang":
            await asyncio.sleep(self.seconds)
        if answer == "die":
            server.transport.abort()
            return "451 never said"
        if not answer.startswith("250") and answer != "take and die":
            return answer
        self.mails.append(message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
        self.envelopes.append((envelope.mail_from, list(envelope.rcpt_tos)))
        if answer == "take and die":
            server.transport.abort()
        return "250 taken as 7"

    @property
    def ids(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in self.mails]


def serve(letterbox: Letterbox, *, context: ssl.SSLContext | None = None,
          is_tls: bool = False, password: str = "") -> Controller:  # fmt: skip
    """Start it on a free port; ``controller.port`` says which."""
    told: dict[str, Any] = {}
    if context is not None:
        told = {"ssl_context": context} if is_tls else {"tls_context": context}
    if password:

        def known(server: Any, session: Any, envelope: Any, how: str, data: Any) -> AuthResult:
            return AuthResult(success=data.password == password.encode(), handled=False)

        told |= {"authenticator": known, "auth_required": True}
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    made = Controller(letterbox, hostname=HOST, port=port, **told)
    made.start()
    return made


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate that nobody but itself signed, for this machine; with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example")])
    day = machine()
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(day - dt.timedelta(days=1)).not_valid_after(day + dt.timedelta(days=9))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    public, private = folder / "mail.pem", folder / "mail.key"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )  # fmt: skip
    return public, private


def context_of(public: Path, private: Path) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(public, private)
    return made
