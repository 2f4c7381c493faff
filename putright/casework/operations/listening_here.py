"""The listener as it runs beside the pages or by itself: opened, watched, and said to answer.

Twice a minute it asks itself for a greeting, as a mail server would, and only then says so at the
mailboxes whose mail it takes. So a listener that hangs is as silent as one that died.
"""

import logging
import ssl
import threading

from django.conf import settings
from django.db import connections
from msgspec import Struct

from putright.casework.operations import listening
from putright.casework.operations.refusals import CannotRun
from putright.gateways import clock
from putright.gateways.hosts import is_this_machine
from putright.gateways.listening import Listener, answers
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.post import mailboxes

EVERY = 30.0
"""Seconds between two signs of life."""
WRITTEN = "Write PUTRIGHT_LISTEN as smtp://127.0.0.1:8025 or lmtp://127.0.0.1:2424"

log = logging.getLogger("putright.listening")


class Asked(Struct, frozen=True, kw_only=True):
    """Where to listen and how."""

    host: str
    port: int
    lmtp: bool = False
    certificate: str = ""
    key: str = ""


class Here:
    """A listener that runs, and says so until it is stopped."""

    def __init__(self, listener: Listener, asked: Asked) -> None:
        self._listener, self._asked, self._over = listener, asked, threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True, name="listening")
        self._thread.start()

    def stop(self) -> None:
        """Take no more mail."""
        self._over.set()
        self._thread.join()
        self._listener.stop()

    def _beat(self) -> None:
        while True:
            try:
                say_so(self._asked)
            except Exception:
                log.exception("that the listener answers could not be written down")
            finally:
                connections.close_all()
            if self._over.wait(EVERY):
                return


def say_so(asked: Asked) -> bool:
    """Write down that it answers, where it does."""
    if not answers(host=asked.host, port=asked.port):
        return False
    with landlord_scope(OPERATOR):
        mailboxes.heard(now=clock.now())
    return True


def start(asked: Asked) -> Here:
    """Listen from now on. Raises ``CannotRun`` where that is not safe, or not to be had."""
    if not asked.certificate and not is_this_machine(asked.host):
        raise CannotRun(
            "Mail from another machine must come by TLS: name a certificate and its key, or listen "
            "on 127.0.0.1."
        )
    made = listening.listener(host=asked.host, port=asked.port, lmtp=asked.lmtp, tls=_tls(asked))
    try:
        made.start()
    except (OSError, TimeoutError) as fault:
        raise CannotRun(f"Nothing can listen on {asked.host} port {asked.port}: {fault}") from fault
    return Here(made, asked)


def start_if_asked() -> Here | None:
    """The same where the settings of this installation say so."""
    asked = asked_for(settings.LISTENING)
    return None if asked is None else start(asked)


def asked_for(told: dict[str, str]) -> Asked | None:
    """What the settings say; None where they say nothing of it."""
    if not told["at"]:
        return None
    way, _mark, place = told["at"].partition("://")
    host, _colon, port = place.rpartition(":")
    if way not in ("smtp", "lmtp") or not host or not port.isdecimal() or int(port) > 65535:
        raise CannotRun(f"{WRITTEN}, not {told['at']!r}.")
    return Asked(
        host=host.strip("[]"), port=int(port), lmtp=way == "lmtp",
        certificate=told["certificate"], key=told["key"],
    )  # fmt: skip


def _tls(asked: Asked) -> ssl.SSLContext | None:
    if not asked.certificate:
        return None
    shown = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        shown.load_cert_chain(asked.certificate, asked.key or None)
    except OSError as fault:
        raise CannotRun(f"The certificate of the listener cannot be used: {fault}") from fault
    return shown
