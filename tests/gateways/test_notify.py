"""Texts and letters by GOV.UK Notify, against a server that answers as it does: each goes once."""

import base64
import io
from collections.abc import Iterator
from email.utils import formatdate
from typing import Any

import pikepdf
import pytest
from factories.notify_desk import KEY, Desk, opened
from msgspec.structs import replace

from putright.gateways.notify import Notify
from putright.gateways.sending import Enclosed, Going, Never, NotNow, Taken

pytest.importorskip("notifications_python_client", reason="the optional part notify")
TEXT = Going(
    key="k1", way="text", to=("07700900123",), from_name="Alder Homes", from_address="",
    subject="", body="Alder Homes: thank you, we have your message.", message_id="<a@b>",
    dated=formatdate(0),
)  # fmt: skip


@pytest.fixture
def desk() -> Iterator[Desk]:
    with opened() as made:
        yield made


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


def test_letters_that_go_together_are_joined_to_the_one_file_that_it_takes(
    desk: Desk, notify: Notify
) -> None:
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(made)
    one = Enclosed("letter.pdf", "application/pdf", made.getvalue())
    letter = replace(TEXT, key="k3", way="letter", files=(one, one))

    assert notify.send(letter) == Taken("n0")

    content = base64.b64decode(desk.kept["k3"]["content"])
    with pikepdf.open(io.BytesIO(content)) as found:
        assert len(found.pages) == 2


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
