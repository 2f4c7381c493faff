"""Serves the gallery the way Putright serves pages, and keeps what was posted to it."""

import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

STATIC = Path(__file__).parents[2] / "putright/kit/static"
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml",
         ".woff2": "font/woff2"}  # fmt: skip
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FOUND = (
    '<ul><li><a href="/#one">Flat 2, 14 Larch Walk</a></li><li><a href="/#two">MEA-3</a></li></ul>'
)
SWAPPED = '<h2 data-said="The plan was changed">A changed heading</h2>'


class Desk:
    """A server with one page, which can be told to fail or to dawdle."""

    def __init__(self, page: str) -> None:
        self.page, self.posted = page, []
        self.fails, self.takes = False, 0.0
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, path: str) -> tuple[str, bytes]:
        if path.startswith("/static/"):
            file = STATIC / path.removeprefix("/static/")
            return KINDS[file.suffix], file.read_bytes()
        return "text/html; charset=utf-8", {"/swapped": SWAPPED}.get(path, self.page).encode()

    def posts_to(self, path: str) -> list[str]:
        return [body for at, body in self.posted if at == path]


def _handler(desk: Desk) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.reply(*desk.answer(self.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
            desk.posted.append((self.path, body))
            time.sleep(desk.takes)
            if desk.fails:
                self.send_error(503)
            else:
                self.reply("text/html; charset=utf-8", FOUND.encode())

        def reply(self, kind: str, body: bytes) -> None:
            self.send_response(200)
            for name, value in (("Content-Type", kind), ("Content-Length", str(len(body))),
                                ("Content-Security-Policy", POLICY)):  # fmt: skip
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: Any) -> None:
            """Be quiet."""

    return Handler
