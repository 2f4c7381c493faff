"""A server that answers as GOV.UK Notify does, for as long as a test wants it."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlparse

KEY = "trial-aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee-11111111-2222-4333-8444-555555555555"


class Desk(ThreadingHTTPServer):
    """What Notify has, by reference; ``answer`` is a fault to give instead."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.kept: dict[str, dict[str, Any]] = {}
        self.answer: tuple[int, str] | None = None
        self.status = "delivered"


class Answers(BaseHTTPRequestHandler):
    server: Desk

    def do_GET(self) -> None:
        asked = urlparse(self.path)
        if asked.path.rstrip("/") == "/v2/notifications":
            wanted = parse_qs(asked.query)["reference"][0]
            found = [one for key, one in self.server.kept.items() if key == wanted]
            self._say(200, {"notifications": found, "links": {}})
        else:
            self._say(200, {"id": asked.path.rpartition("/")[2], "status": self.server.status})

    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.server.answer:
            code, words = self.server.answer
            self._say(code, {"errors": [{"error": "X", "message": words}], "status_code": code})
            return
        made = {"id": f"n{len(self.server.kept)}", **told}
        self.server.kept[told["reference"]] = made
        self._say(201, made)

    def _say(self, code: int, told: Any) -> None:
        body = json.dumps(told).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *told: Any) -> None:
        pass


@contextmanager
def opened() -> Iterator[Desk]:
    """The desk, open."""
    made = Desk()
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield made
    finally:
        made.shutdown()
        thread.join()
        made.server_close()
