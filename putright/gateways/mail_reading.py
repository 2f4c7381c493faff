"""Has a message read by a process apart, which is ended where it takes too long (security V5.4).

One such process reads many messages, one after the other, and is replaced after some hundreds, or
when one of them made it hang or fall.
"""

import os
import struct
import subprocess  # nosec B404
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Self

import msgspec

from putright.gateways.mail import SECONDS, Mail, Unreadable

LENGTH = struct.Struct("!BQ")
MOST_READ = 500
STARTS_IN = 60.0
COMMAND = (sys.executable, "-I", "-B", "-m", "putright.gateways.mail_child")


class Reader:
    """Reads messages by a process of its own. For one thread at a time."""

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._read = self._of = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.close()

    def read(self, raw: bytes, *, head_only: bool = False) -> Mail:
        """What a message says. Raises ``Unreadable``; the next message is read all the same."""
        child = self._started()
        self._read += 1
        with _ended_after(child, self.seconds) as took_too_long:
            try:
                failed, told = _asked(child, raw, head_only)
            except (OSError, EOFError) as fault:
                self.close()
                why = "TookTooLong" if took_too_long.is_set() else "Fell"
                raise Unreadable(why) from fault
        if failed:
            raise Unreadable(str(msgspec.msgpack.decode(told)["fault"]))
        return msgspec.msgpack.decode(told, type=Mail)

    def close(self) -> None:
        """End the process."""
        child, self._child, self._read = self._child, None, 0
        if child is None:
            return
        _end(child)

    def _started(self) -> "subprocess.Popen[bytes]":
        """The process that reads, started where there is none; one of before a fork is not ours."""
        if self._of != os.getpid():
            self._child, self._of = None, os.getpid()
        if self._child is not None and (self._child.poll() is not None or self._read >= MOST_READ):
            self.close()
        if self._child is None:
            self._child = _child()
        return self._child


def _child() -> "subprocess.Popen[bytes]":
    child = subprocess.Popen(  # nosec B603
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={"PATH": os.defpath, "LANG": "C.UTF-8"}, close_fds=True,
    )  # fmt: skip
    assert child.stdout is not None
    with _ended_after(child, STARTS_IN):
        if child.stdout.read(1):
            return child
    _end(child)
    raise Unreadable("DidNotStart")


def _end(child: "subprocess.Popen[bytes]") -> None:
    child.kill()
    for pipe in (child.stdin, child.stdout):
        with suppress(OSError):
            assert pipe is not None
            pipe.close()
    child.wait()


def _asked(child: "subprocess.Popen[bytes]", raw: bytes, head_only: bool) -> tuple[bool, bytes]:
    assert child.stdin is not None and child.stdout is not None
    child.stdin.write(LENGTH.pack(head_only, len(raw)))
    child.stdin.write(raw)
    child.stdin.flush()
    start = child.stdout.read(LENGTH.size)
    if len(start) < LENGTH.size:
        raise EOFError
    failed, size = LENGTH.unpack(start)
    told = child.stdout.read(size)
    if len(told) < size:
        raise EOFError
    return bool(failed), told


@contextmanager
def _ended_after(child: "subprocess.Popen[bytes]", seconds: float) -> Iterator[threading.Event]:
    """End the process when the time is over and nobody has left the block."""
    over = threading.Event()

    def end() -> None:
        over.set()
        child.kill()

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield over
    finally:
        timer.cancel()
