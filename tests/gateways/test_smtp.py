"""A mail is handed to a real server: taken, put off or refused as that server says, once."""

from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest
from factories import mail_server
from factories.mail_server import Letterbox
from msgspec.structs import replace

from putright.gateways.file_drop import FileDrop
from putright.gateways.sending import Dropped, Enclosed, Going, Never, NotNow, Taken
from putright.gateways.smtp import Server, Smtp

GOING = Going(
    key="k1", way="email", to=("hana@mail.example",), from_name="Alder Homes",
    from_address="post@alder.example", subject="A message from Alder Homes",
    body="Hello\n\nWe have written to you.\n", message_id="<abc.1@alder.example>",
    dated=formatdate(0), files=(Enclosed("letter.pdf", "application/pdf", b"%PDF-1.7 x"),),
)  # fmt: skip


@pytest.fixture
def letterbox() -> Letterbox:
    return Letterbox()


@pytest.fixture
def served(letterbox: Letterbox) -> Iterator[Any]:
    made = mail_server.serve(letterbox)
    yield made
    made.stop()


def by(port: int, **told: Any) -> Smtp:
    server = {"host": mail_server.HOST, "port": port, "safety": "none", "seconds": 3.0} | told
    return Smtp(Server(**server))


def test_what_a_server_takes_is_taken_whole(letterbox: Letterbox, served: Any) -> None:
    outcome = by(served.port).send(GOING)

    assert outcome == Taken("250 taken as 7")
    mail = letterbox.mails[0]
    assert mail["Message-ID"] == "<abc.1@alder.example>"
    assert mail["From"] == "Alder Homes <post@alder.example>"
    body, attached = mail.get_body(), [*mail.iter_attachments()]
    assert body is not None and "We have written" in body.get_content()
    assert [(each.get_filename(), each.get_content()) for each in attached] == [
        ("letter.pdf", b"%PDF-1.7 x")
    ]
    assert letterbox.envelopes == [("post@alder.example", ["hana@mail.example"])]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("451 busy, come again", NotNow("451 busy, come again")),
        ("552 too large", Never("552 too large")),
        ("554 not wanted", Never("554 not wanted")),
    ],
)
def test_what_a_server_says_of_a_message_settles_it(
    answer: str, expected: Any, letterbox: Letterbox, served: Any
) -> None:
    letterbox.at_data = [answer]

    assert by(served.port).send(GOING) == expected


def test_address_that_is_not_there_is_refused_for_good_and_a_grey_list_only_puts_it_off(
    letterbox: Letterbox, served: Any
) -> None:
    letterbox.at_rcpt = ["550 nobody of that name", "450 greylisted"]

    assert by(served.port).send(GOING) == Never("550 nobody of that name")
    assert by(served.port).send(GOING) == NotNow("450 greylisted")


@pytest.mark.parametrize("answer", ["hang", "die"])
def test_silence_is_not_taken_for_a_yes(answer: str, letterbox: Letterbox, served: Any) -> None:
    letterbox.at_data, letterbox.seconds = [answer], 1.0

    outcome = by(served.port, seconds=0.4).send(GOING)

    assert isinstance(outcome, NotNow)


def test_nobody_listening_puts_everything_off() -> None:
    outcome = by(9, seconds=0.5).send(GOING)

    assert isinstance(outcome, NotNow) and outcome.is_all


@pytest.mark.parametrize("is_tls", [True, False], ids=["tls", "starttls"])
def test_certificate_nobody_knows_is_refused_and_one_that_was_named_is_taken(
    is_tls: bool, letterbox: Letterbox, tmp_path: Path
) -> None:
    public, private = mail_server.certificate(tmp_path)
    context = mail_server.context_of(public, private)
    served = mail_server.serve(letterbox, context=context, is_tls=is_tls)
    told = {"safety": "tls" if is_tls else "starttls"}
    try:
        refused = by(served.port, **told).send(GOING)
        taken = by(served.port, **told, roots=str(public)).send(GOING)
    finally:
        served.stop()

    assert isinstance(refused, NotNow) and refused.is_all and "certificate" in refused.says
    assert isinstance(taken, Taken) and len(letterbox.mails) == 1


def test_server_that_offers_no_safe_line_gets_nothing(letterbox: Letterbox, served: Any) -> None:
    outcome = by(served.port, safety="starttls").send(GOING)

    assert isinstance(outcome, NotNow) and not letterbox.envelopes


def test_wrong_password_is_no_word_about_the_message(letterbox: Letterbox, tmp_path: Path) -> None:
    public, private = mail_server.certificate(tmp_path)
    context = mail_server.context_of(public, private)
    served = mail_server.serve(letterbox, context=context, password="right")
    told = {"safety": "starttls", "roots": str(public), "user": "post"}
    try:
        wrong = by(served.port, **told, password="wrong")
        assert isinstance(wrong.send(GOING), NotNow) and wrong.test().startswith("535")
        right = by(served.port, **told, password="right")
        assert right.test() == "" and isinstance(right.send(GOING), Taken)
    finally:
        served.stop()


def test_nothing_that_was_told_adds_a_header_or_names_a_path(
    letterbox: Letterbox, served: Any
) -> None:
    bad = "x\r\nBcc: spy@evil.example\r\n\u2028\x00"
    files = (Enclosed(f"../../{bad}.pdf", "application/pdf", b"x"),)

    by(served.port).send(
        replace(GOING, subject=bad, from_name=bad, answers=f"<a@b>{bad}", files=files)
    )

    mail = letterbox.mails[0]
    assert mail["Bcc"] is None and letterbox.envelopes[0][1] == ["hana@mail.example"]
    assert [each.get_filename() for each in mail.iter_attachments()] == [
        "x-Bcc-spy-evil.example-.pdf"
    ]


def test_what_cannot_be_an_address_is_refused_here(letterbox: Letterbox, served: Any) -> None:
    outcome = by(served.port).send(replace(GOING, to=("a@b.example\r\nRCPT TO:<x@evil.example>",)))

    assert isinstance(outcome, Never) and not letterbox.envelopes


def test_without_a_server_each_message_lies_in_a_folder_once(tmp_path: Path) -> None:
    drop = FileDrop(tmp_path / "outbox")

    first, second = drop.send(GOING), drop.send(GOING)
    text = drop.send(replace(GOING, way="text", key="k2", to=("07700900000",)))

    assert (first, second, text) == (Dropped("email/k1"), Dropped("email/k1"), Dropped("text/k2"))
    mails = [*(tmp_path / "outbox" / "email").rglob("*")]
    assert [path.name for path in mails if path.is_file()] == ["message.eml"]
    assert (mails[-1].stat().st_mode & 0o777) == 0o600
    assert drop.fate("email/k1").failed == ""


def test_folder_that_cannot_be_written_puts_it_off(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file")

    outcome = FileDrop(tmp_path / "outbox").send(GOING)

    assert isinstance(outcome, NotNow) and outcome.is_all
