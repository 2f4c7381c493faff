"""Where the running services of the journeys are born: one process has read everything that takes
long to read, and each service is a fork of it in a folder of its own."""

import atexit
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from signal import SIGKILL

PARENT = """
import os, sys, threading, time
from signal import SIG_DFL, SIG_IGN, SIGCHLD, SIGKILL, signal

def ready():
    import gc
    from django.db import connections
    from django.template import engines
    from django.urls import get_resolver
    application.web()
    assert get_resolver().url_patterns
    pages = engines["pages"].env
    for name in pages.list_templates(extensions=["jinja"]):
        pages.get_template(name)
    connections.close_all()
    gc.collect()
    gc.freeze()

def serve(home, port):
    os.chdir(home)
    os.setsid()
    signal(SIGCHLD, SIG_DFL)
    log = os.open("server.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for end, new in ((0, nothing), (1, log), (2, log)):
        os.dup2(new, end)
    threading.Thread(target=send, daemon=True).start()
    application.serve(host="127.0.0.1", port=port)

def send():
    from django.conf import settings
    from putright.casework.operations import outbox
    from putright.stores.accounts import staffing
    asked = settings.HOME / "post-goes"
    while True:
        if asked.exists():
            for landlord, _name, _sample in staffing.landlords():
                outbox.send_all(landlord=landlord)
            asked.unlink()
        time.sleep(0.05)

from putright.cli import application
application.start()
ready()
signal(SIGCHLD, SIG_IGN)
children = []
for line in sys.stdin:
    port, home = line.rstrip("\\n").split(" ", 1)
    child = os.fork()
    if not child:
        serve(home, int(port))
        os._exit(0)
    children.append(child)
    print(child, flush=True)
for child in children:
    try:
        os.kill(child, SIGKILL)
    except ProcessLookupError:
        pass
"""
"""A service without its jobs: post goes when a journey says so, never in the midst of a step. It
ends with the tests, even if they are killed, for then the pipe of its standard input does."""
HERE = "/proc/self/cwd"
"""The folder of an installation is where the process that serves it stands."""


class _Parent:
    process: subprocess.Popen[str] | None = None


def born(home: Path, port: int) -> int:
    """The number of a new process that serves what lies in that folder at that port."""
    from journeys.site import environment

    if _Parent.process is None:
        _Parent.process = subprocess.Popen(
            [sys.executable, "-c", PARENT], env=environment(Path(HERE)), cwd=home, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        atexit.register(_ended)
    asked, told = _Parent.process.stdin, _Parent.process.stdout
    assert asked and told
    asked.write(f"{port} {home}\n")
    asked.flush()
    return int(told.readline())


def killed(process: int) -> None:
    """End a service as a power cut would; the parent waits for none of them."""
    with suppress(ProcessLookupError):
        os.kill(process, SIGKILL)
        for _each in range(2000):
            os.kill(process, 0)
            time.sleep(0.005)
        raise RuntimeError("a killed service is still there")


def _ended() -> None:
    assert _Parent.process
    _Parent.process.communicate()
