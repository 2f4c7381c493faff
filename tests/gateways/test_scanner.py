"""Only a plain yes of the scanner makes a file clean; anything else holds it."""

import io
import os
import shutil
import socket
import socketserver
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from putright.gateways.scanner import BadAddress, Clamd, NoScanner, scanner_at

Answer = Callable[[socket.socket], None]
# The public test sign of virus scanners, in halves so that no scanner trips over this file.
SIGN = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def whole_stream(line: socket.socket) -> bytes:
    """What a client sent by INSTREAM, as clamd reads it."""
    with line.makefile("rb") as read:
        assert read.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!I", read.read(4))[0]:
            content += read.read(length)
        return content


def saying(words: bytes) -> Answer:
    def answer(line: socket.socket) -> None:
        whole_stream(line)
        line.sendall(words)

    return answer


def as_clamd(line: socket.socket) -> None:
    found = b"stream: Eicar-Test FOUND\0" if SIGN in whole_stream(line) else b"stream: OK\0"
    line.sendall(found)


def hanging(line: socket.socket) -> None:
    whole_stream(line)
    time.sleep(3)


def dripping(line: socket.socket) -> None:
    whole_stream(line)
    for sign in b"stream: OK":
        time.sleep(0.2)
        line.sendall(bytes([sign]))


def hanging_up_early(line: socket.socket) -> None:
    line.recv(100)
    line.sendall(b"stream: OK\0")


def not_reading(line: socket.socket) -> None:
    time.sleep(3)


@contextmanager
def served(answer: Answer, unix: Path | None = None) -> Iterator[Clamd]:
    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                answer(self.request)

    kind = socketserver.ThreadingUnixStreamServer if unix else socketserver.ThreadingTCPServer
    with kind(str(unix) if unix else ("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        address = f"unix:{unix}" if unix else f"tcp://127.0.0.1:{server.server_address[1]}"
        yield Clamd.at(address=address, seconds=0.6)
        server.shutdown()


def scan(scanner: Clamd, content: bytes = b"a photo" * 50_000) -> str:
    return scanner.scan(stream=io.BytesIO(content))


@pytest.mark.parametrize("way", ["tcp", "unix"])
def test_the_scanner_is_asked_over_either_way_and_believed(way: str, tmp_path: Path) -> None:
    with served(as_clamd, tmp_path / "ctl" if way == "unix" else None) as scanner:
        verdicts = [scan(scanner), scan(scanner, SIGN), scan(scanner, b"x" * 200_000 + SIGN)]

    assert verdicts == ["clean", "infected", "infected"]


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"OK\0",
        b"stream: OK",
        b"stream: OK\nstream: Eicar FOUND\0",
        b"stream: OK\0stream: OK\0",
        b"stream: OKAY\0",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: Can't allocate memory ERROR\0",
        b"HTTP/1.1 200 OK\r\n\r\n\0",
        b"\xff" * 100_000,
    ],
)
def test_a_garbled_answer_never_makes_a_file_clean(said: bytes) -> None:
    with served(saying(said)) as scanner:
        assert scan(scanner) == "not scanned"


@pytest.mark.slow
@pytest.mark.parametrize("answer", [hanging, dripping, not_reading])
def test_a_scanner_that_hangs_holds_the_file_and_not_the_page(answer: Answer) -> None:
    with served(answer) as scanner:
        began = time.monotonic()
        verdict = scan(scanner, bytes(20_000_000))
        took = time.monotonic() - began

    assert verdict == "not scanned"
    assert took < 2


def test_a_scanner_that_hangs_up_before_the_end_is_not_believed() -> None:
    with served(hanging_up_early) as scanner:
        assert scan(scanner, bytes(20_000_000)) == "not scanned"


def test_a_scanner_that_is_not_there_holds_the_file(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    gone = [f"tcp://127.0.0.1:{port}", f"unix:{tmp_path}/none", "tcp://no-such-host.invalid:1"]

    scanners = [Clamd.at(address=one, seconds=0.6) for one in gone]

    assert [scan(one) for one in scanners] == ["not scanned"] * 3
    assert not any(one.is_answering() for one in scanners)


def test_a_scanner_without_a_trusted_certificate_gets_no_file() -> None:
    with served(hanging) as plain:
        secure = Clamd(way="tls", host=plain.host, port=plain.port, seconds=0.6)

        assert scan(secure) == "not scanned"


@pytest.mark.slow
def test_the_health_page_learns_whether_the_scanner_answers() -> None:
    def pong(line: socket.socket) -> None:
        assert line.recv(100) == b"zPING\0"
        line.sendall(b"PONG\0")

    with served(pong) as scanner:
        assert scanner.is_answering()
    with served(hanging) as scanner:
        assert not scanner.is_answering()


def test_without_a_scanner_nothing_is_clean() -> None:
    scanner = scanner_at(address="  ")

    assert scanner == NoScanner()
    assert scanner.scan(stream=io.BytesIO(b"a photo")) == "not scanned"
    assert not scanner.is_answering()


def test_an_address_says_which_way_to_go() -> None:
    assert scanner_at(address="unix:/run/clamd.ctl") == Clamd(way="unix", host="/run/clamd.ctl")
    assert scanner_at(address="unix:///run/clamd.ctl") == Clamd(way="unix", host="/run/clamd.ctl")
    assert scanner_at(address="tcp://[::1]:3310") == Clamd(way="tcp", host="::1", port=3310)
    open_ones = ["tcp://[::1]:1", "tcp://localhost:1", "tcp://av:1", "tls://av:1", "unix:/x"]
    found = [Clamd.at(address=one).is_open_to_others for one in open_ones]
    assert found == [False, False, True, False, False]


@pytest.mark.parametrize(
    "address", ["clamd", "unix:run", "tcp://host", "http://a:1", "tcp://a:70000"]
)
def test_an_address_that_names_no_scanner_is_refused_in_words(address: str) -> None:
    with pytest.raises(BadAddress, match="Write the scanner's address as"):
        scanner_at(address=address)


@pytest.fixture
def real_clamd(tmp_path: Path) -> Iterator[Clamd]:
    """The machine's own clamd, with one rule, which knows the test sign."""
    program = shutil.which("clamd", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if not program:
        pytest.skip(
            "clamd is not installed here (Debian: clamav-daemon): the real one is not tried"
        )
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "test.ndb").write_text(f"Eicar-Test:0:*:{SIGN.hex()}\n")
    settings = {
        "DatabaseDirectory": tmp_path / "rules",
        "LocalSocket": tmp_path / "ctl",
        "Foreground": "yes",
        "StreamMaxLength": "1M",
    }
    written = "".join(f"{name} {value}\n" for name, value in settings.items())
    (tmp_path / "clamd.conf").write_text(written)
    with (tmp_path / "said").open("wb") as said:
        command = [program, f"--config-file={tmp_path / 'clamd.conf'}"]
        daemon = subprocess.Popen(command, stdout=said, stderr=said)
    scanner = Clamd.at(address=f"unix:{tmp_path / 'ctl'}", seconds=10)
    until = time.monotonic() + 30
    while not scanner.is_answering():
        assert daemon.poll() is None and time.monotonic() < until, (tmp_path / "said").read_text()
        time.sleep(0.1)
    yield scanner
    daemon.terminate()
    daemon.wait(10)


@pytest.mark.slow
def test_the_real_clamd_knows_clean_infected_and_too_long(real_clamd: Clamd) -> None:
    assert scan(real_clamd) == "clean"
    assert scan(real_clamd, SIGN) == "infected"
    assert scan(real_clamd, bytes(2_000_000)) == "not scanned"
