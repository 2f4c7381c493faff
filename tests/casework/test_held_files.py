"""Files that came while the scanner was away are shown to it again, by themselves."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from factories.incoming import make_item

from putright.casework.actions.files import keep
from putright.casework.actor import Actor
from putright.casework.operations import lists
from putright.casework.queries import cases, triage_page
from putright.casework.refused import NotThere
from putright.stores.record import files
from putright.stores.record.models import Case

SIGN = b"a bad thing"


class Answering(socketserver.StreamRequestHandler):
    """A scanner that finds one thing."""

    def handle(self) -> None:
        if self.rfile.read(6) == b"zPING\0":
            self.wfile.write(b"PONG\0")
            return
        self.rfile.read(4)
        said = b""
        while length := struct.unpack("!I", self.rfile.read(4))[0]:
            said += self.rfile.read(length)
        self.wfile.write(b"stream: Bad FOUND\0" if SIGN in said else b"stream: OK\0")


@contextmanager
def scanner() -> Iterator[str]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Answering) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"tcp://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def kept(case: Case, actor: Actor, now: datetime) -> None:
    near = cases.near_to(actor, case.id, now=now)
    keep(actor=actor, near=near, name="door.txt", chunks=[b"the door at night"], now=now)


def held(case: Case) -> int:
    return len(files.not_scanned(landlord=case.landlord_id))


def test_a_file_held_while_the_scanner_was_away_is_scanned_once_it_is_back(
    make_case: Any, actor_of: Any, now: datetime, settings: Any
) -> None:
    case, actor = make_case(), actor_of("officer")
    settings.SCANNER = "unix:/nowhere/at/all"
    kept(case, actor, now)
    lists.refresh_all(now=now)
    assert held(case) == 1

    with scanner() as address:
        settings.SCANNER = address
        lists.refresh_all(now=now)

    assert held(case) == 0


RAW = b"From: ada@mail.example\r\n\r\nNobody can read this: "


def is_handed_out(actor: Actor, item: UUID, now: datetime) -> bool:
    """Whether a message is there as it came; where it is held, its page says why."""
    says = triage_page.page(actor, item, now=now).raw_held
    try:
        triage_page.raw_of(actor, item, now=now)
    except NotThere:
        assert says.startswith("held")
        return False
    return says == ""


@pytest.mark.parametrize(("content", "ends"), [(b"", True), (SIGN, False)])
def test_a_message_that_cannot_be_read_is_held_until_the_scanner_has_looked_at_it(
    content: bytes, ends: bool, landlord: Any, team: Any, actor_of: Any, now: datetime,
    settings: Any,
) -> None:  # fmt: skip
    actor = actor_of("officer")
    item = make_item(landlord, team, kind="unreadable", text="", raw=RAW + content)
    settings.SCANNER = "unix:/nowhere/at/all"
    lists.refresh_all(now=now)
    assert not is_handed_out(actor, item, now)

    with scanner() as address:
        settings.SCANNER = address
        lists.refresh_all(now=now)

    assert is_handed_out(actor, item, now) is ends
