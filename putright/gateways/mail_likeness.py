"""Tells whether two messages are the same one, delivered twice or numbered anew by its mailbox.

The servers on the way add lines at the head and change none of its writer's, nor anything below. So
two are the same where their id, those lines and all below the head are; one without an id only
where every byte is. (An id alone proves nothing: some programs give the same to all they send.)
"""

import hashlib
import re
from collections.abc import Iterable, Iterator

MOST_HEAD = 1_000_000
_END = re.compile(rb"\n\n")
_WRITERS = re.compile(rb"(?im)^(?:from|to|cc|subject|date):.*(?:\n[ \t].*)*")
_ID = re.compile(rb"(?im)^message-id:[ \t]*(?:\n[ \t]+)?(<[^<>\s]+>)")


class Likeness:
    """What is the same of the same message; fed as the message is kept."""

    def __init__(self) -> None:
        self._head, self._whole, self._below = b"", hashlib.sha256(), hashlib.sha256()
        self._is_below = False

    def through(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces of a message as they are, looked at on the way."""
        for piece in pieces:
            self._feed(piece.replace(b"\r", b""))
            yield piece

    def value(self) -> bytes:
        """The same for the same message."""
        found: list[bytes] = _ID.findall(self._head)
        if len(found) != 1 or not self._is_below:
            return b"whole:" + self._whole.digest()
        lines = hashlib.sha256(b"\n".join(sorted(_WRITERS.findall(self._head))))
        return b"id:" + found[0] + lines.digest() + self._below.digest()

    def _feed(self, piece: bytes) -> None:
        self._whole.update(piece)
        if self._is_below:
            self._below.update(piece)
            return
        self._head += piece
        found = _END.search(self._head)
        if found:
            self._below.update(self._head[found.end() :])
            self._head, self._is_below = self._head[: found.end()], True
        elif len(self._head) > MOST_HEAD:
            self._head, self._is_below = b"", True
