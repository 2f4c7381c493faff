"""`putright serve`: it starts only where it is safe, and believes one proxy and nobody else."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

COMMAND = [sys.executable, "-c", "from putright.cli import main; main()"]
HOST = "putright.alder.example"
Serve = Callable[..., tuple["subprocess.Popen[str]", int]]


def told(home: Path, **more: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"], "PUTRIGHT_HOME": str(home), "PUTRIGHT_PRODUCTION": "1",
        "PUTRIGHT_HOSTS": HOST, **more,
    }  # fmt: skip


def command(home: Path, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    given = told(home, **more)
    return subprocess.run(
        [*COMMAND, *words], env=given, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture
def upgraded(tmp_path: Path, store: Any) -> Path:
    """The folder of an installation; its tables are a copy, which an upgrade leaves as they are."""
    shutil.copy(store.home / "prepared.sqlite3", tmp_path / "putright.sqlite3")
    assert command(tmp_path, "upgrade").returncode == 0
    return tmp_path


@pytest.fixture
def serving(upgraded: Path) -> Iterator[Serve]:
    """Start the service on a port of its own, and stop it afterwards."""
    started: list[subprocess.Popen[str]] = []

    def start(*words: str) -> tuple["subprocess.Popen[str]", int]:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        process = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(port), *words], env=told(upgraded), text=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        started.append(process)
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        return process, port

    yield start
    for process in started:
        process.terminate()
        process.wait(timeout=30)


def asked(port: int, **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", "/account/login/", headers={"Host": HOST} | named)
        answer = connection.getresponse()
        answer.read()
        return answer


@pytest.mark.slow
def test_the_named_proxy_is_believed_on_https_and_plain_http_is_sent_there(serving: Serve) -> None:
    _process, port = serving()

    assert asked(port).status == 301
    by_https = asked(port, X_Forwarded_Proto="https", X_Forwarded_For="192.0.2.7")
    assert by_https.status == 200
    assert "Server" not in by_https.headers
    assert asked(port, X_Forwarded_Proto="https", Host="elsewhere.example").status == 400


@pytest.mark.slow
def test_what_anybody_but_the_proxy_says_of_https_is_dropped(serving: Serve) -> None:
    _process, port = serving("--proxy", "192.0.2.1")

    assert asked(port, X_Forwarded_Proto="https", X_Forwarded_For="192.0.2.7").status == 301


def test_tables_of_another_version_are_refused_with_what_to_do(tmp_path: Path) -> None:
    refused = command(tmp_path, "serve")

    assert refused.returncode == 2
    assert "run `putright upgrade` first" in refused.stderr


def test_settings_that_expose_people_are_refused(upgraded: Path) -> None:
    refused = command(upgraded, "serve", PUTRIGHT_HOSTS="*")

    assert refused.returncode == 2
    assert "PUTRIGHT_HOSTS must name this service's hosts" in refused.stderr
