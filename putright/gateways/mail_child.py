"""Reads messages apart from the service, as a process that may use little and write nothing.

It is started by ``mail_reading`` and answers on its standard output: length, then the values. What
hangs or breaks on a hostile message is this process, and another takes its place.
"""

import os
import resource
import struct
import sys
from email.parser import BytesHeaderParser
from email.policy import compat32
from typing import BinaryIO

import msgspec

from putright.gateways import mail_headers as headers
from putright.gateways.mail import Mail
from putright.gateways.mail_kinds import kind_of, made_by_machine
from putright.gateways.mail_parts import TooMuch, Walked, walk
from putright.gateways.mail_text import decoded

MEMORY = 2_000_000_000
LENGTH = struct.Struct("!BQ")
READY = b"+"
MOST_HEAD = 1_000_000


class Failed(msgspec.Struct, frozen=True):
    """Reading failed: the sort of fault, and nothing of the message."""

    fault: str


def read(raw: bytes) -> Mail:
    """The message in some bytes. One that is too much to read has its head alone."""
    walked = Walked()
    try:
        message = walked.parse(raw)
        heads = headers.heads_of(message)
        walk(message, walked)
    except (TooMuch, RecursionError):
        return head_of(raw, "It is made of more parts than are read here.")
    if not walked.texts:
        # what stands before and after the parts is nobody's, unless there is nothing else
        for beside in (message.preamble, message.epilogue):
            walked.say(decoded((beside or "").encode("utf-8", "surrogateescape"), "")[0])
    text = "\n\n".join(walked.texts)
    kind, bounce = kind_of(message, heads, text)
    if made_by_machine(heads) and kind == "message":
        walked.note("A machine sent it, as a web form does.")
    if message.defects or any(part.defects for part in message.walk()):
        walked.note("It is not made as mail should be: compare it with the message as it came.")
    told = _head(heads)
    return msgspec.structs.replace(
        told, kind=kind, text=text, files=tuple(walked.files), bounce=bounce,
        notes=(*told.notes, *walked.notes),
    )  # fmt: skip


def head_of(raw: bytes, why: str) -> Mail:
    """What the head of a message says, where the rest of it is not read."""
    end = raw.find(b"\r\n\r\n", 0, MOST_HEAD)
    end = end if end >= 0 else raw.find(b"\n\n", 0, MOST_HEAD)
    message = BytesHeaderParser(policy=compat32).parsebytes(raw[: end if end >= 0 else MOST_HEAD])
    told = _head(headers.heads_of(message))
    return msgspec.structs.replace(told, kind="unreadable", notes=(*told.notes, why))


def _head(heads: headers.Heads) -> Mail:
    sender = headers.Sender(heads)
    return Mail(
        sender=sender.address,
        sender_name=sender.name,
        subject=headers.first(heads, "subject")[:300],
        written_at=headers.written_at(heads),
        message_id=headers.message_id(heads),
        answers=headers.answers(heads),
        recipients=headers.recipients(heads),
        notes=tuple(each for each in (sender.doubt,) if each),
    )


def answer(heads_only: bool, raw: bytes) -> Mail | Failed:
    """What a message is, or the fault that reading it met."""
    try:
        return head_of(raw, "It could not be read.") if heads_only else read(raw)
    except Exception as fault:
        return Failed(type(fault).__name__)


def main() -> None:
    """Answer until nobody asks."""
    asked, told = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    _shut_in()
    told.write(READY)
    told.flush()
    while start := asked.read(LENGTH.size):
        if len(start) < LENGTH.size or not _answered(start, asked, told):
            return


def _answered(start: bytes, asked: BinaryIO, told: BinaryIO) -> bool:
    heads_only, size = LENGTH.unpack(start)
    raw = asked.read(size)
    if len(raw) < size:
        return False
    found = answer(bool(heads_only), raw)
    answered = msgspec.msgpack.encode(found)
    told.write(LENGTH.pack(isinstance(found, Failed), len(answered)))
    told.write(answered)
    told.flush()
    return True


def _shut_in() -> None:
    """Little memory, no file written, no other process."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        _soft, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard < 0 else min(most, hard), hard))


if __name__ == "__main__":
    main()
