"""Files that came while the scanner was away are shown to it again, by themselves."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from putright.casework.actions.files import keep
from putright.casework.actor import Actor
from putright.casework.operations import lists
from putright.casework.queries import cases
from putright.stores.record import files
from putright.stores.record.models import Case


class Answering(socketserver.StreamRequestHandler):
    """A scanner that finds nothing."""

    def handle(self) -> None:
        if self.rfile.read(6) == b"zPING\0":
            self.wfile.write(b"PONG\0")
            return
        self.rfile.read(4)
        while length := struct.unpack("!I", self.rfile.read(4))[0]:
            self.rfile.read(length)
        self.wfile.write(b"stream: OK\0")


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
