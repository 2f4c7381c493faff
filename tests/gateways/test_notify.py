"""Texts and letters by GOV.UK Notify, against a server that answers as it does: each goes once."""

import json
import threading
from collections.abc import Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest

from putright.gateways.notify import Notify
from putright.gateways.sending import Enclosed, Going, Never, NotNow, Taken

pytest.importorskip("notifications_python_client", reason="the optional part notify")
KEY = "trial-aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee-11111111-2222-4333-8444-555555555555"
TEXT = Going(
    key="k1", way="text", to=("07700900123",), from_name="Alder Homes", from_address="",
    subject="", body="Alder Homes: thank you, we have your message.", message_id="<a@b>",
    dated=formatdate(0),
)  # fmt: skip


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


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


@pytest.fixture
def notify(desk: Desk) -> Iterator[Notify]:
    made = Notify(key=KEY, text_template="t1", address=f"http://127.0.0.1:{desk.server_port}")
    yield made
    made.client.request_session.close()


def test_text_goes_once_however_often_it_is_sent(desk: Desk, notify: Notify) -> None:
    assert notify.send(TEXT) == notify.send(TEXT) == Taken("n0")

    kept = desk.kept["k1"]
    assert (kept["phone_number"], kept["template_id"]) == ("07700900123", "t1")
    assert kept["personalisation"] == {"message": TEXT.body} and len(desk.kept) == 1


def test_letter_goes_as_its_pdf(desk: Desk, notify: Notify) -> None:
    letter = Going(
        key="k2", way="letter", to=("1 Alder Row",), from_name="", from_address="", subject="",
        body="", message_id="<a@b>", dated="",
        files=(Enclosed("letter.pdf", "application/pdf", b"%PDF"),),
    )  # fmt: skip

    assert notify.send(letter) == Taken("n0") and desk.kept["k2"]["content"] == "JVBERg=="


@pytest.mark.parametrize(
    ("answer", "kind"),
    [((400, "not a number"), Never), ((403, "bad key"), NotNow), ((429, "slowly"), NotNow),
     ((500, "down"), NotNow)],
)  # fmt: skip
def test_only_what_is_said_of_the_message_itself_is_for_good(
    answer: Any, kind: Any, desk: Desk, notify: Notify
) -> None:
    desk.answer = answer

    assert isinstance(notify.send(TEXT), kind) and not desk.kept


def test_what_became_of_it_is_asked_for(desk: Desk, notify: Notify) -> None:
    assert notify.fate("n0").arrived

    desk.status = "permanent-failure"

    assert notify.fate("n0").failed == "permanent-failure"


def test_service_that_is_not_there_puts_it_off() -> None:
    away = Notify(key=KEY, text_template="t1", address="http://127.0.0.1:9")

    assert isinstance(away.send(TEXT), NotNow) and not away.fate("n0").failed
    away.client.request_session.close()
