"""The list of erasures, kept beside the database and not in it: ids and rules, no words.

A copy that is put back may hold erased words again; this list says which to erase (security T34).
"""

import os
from collections.abc import Iterable
from uuid import UUID

import msgspec
from django.conf import settings
from msgspec import Struct

NAME = "erased.txt"


class Line(Struct, frozen=True):
    """One erased entry of a stream, which is a case, a person or a lesson."""

    landlord: UUID
    stream: UUID
    kind: str
    number: int
    rule: str


def write(lines: Iterable[Line]) -> None:
    """Add to the list, on the disk before this returns."""
    text = b"".join(msgspec.json.encode(line) + b"\n" for line in lines)
    path = settings.HOME / NAME
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, text)
        os.fsync(handle)
    finally:
        os.close(handle)


def read() -> list[Line]:
    """All that was ever erased here."""
    path = settings.HOME / NAME
    if not path.exists():
        return []
    return [msgspec.json.decode(line, type=Line) for line in path.read_bytes().splitlines()]
