"""How something leaves: one interface for mail, texts and letters, whoever carries them.

A carrier says one of four things: taken, laid in a folder from which somebody must fetch it, not
now, or never. Whatever it could not tell for certain counts as not now.
"""

import re
from typing import Protocol

from msgspec import Struct

UNSAFE = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")


class Enclosed(Struct, frozen=True):
    """A file that goes along, under a name that tells nothing."""

    name: str
    media_type: str
    content: bytes


class Going(Struct, frozen=True, kw_only=True):
    """Something on its way. ``key`` and ``message_id`` are the same however often it is sent.

    ``by_itself``: no person wrote it, and no machine should answer it.
    """

    key: str
    way: str
    to: tuple[str, ...]
    from_name: str
    from_address: str
    subject: str
    body: str
    message_id: str
    dated: str
    answers: str = ""
    by_itself: bool = False
    files: tuple[Enclosed, ...] = ()


class Taken(Struct, frozen=True):
    """A server has it and answers for it; ``as_`` is what it calls it."""

    as_: str


class Dropped(Struct, frozen=True):
    """It lies in a folder: nobody has sent it yet."""

    as_: str


class NotNow(Struct, frozen=True):
    """It may go later. ``is_all``: nothing else will go now either, so do not try."""

    says: str
    is_all: bool = False


class Never(Struct, frozen=True):
    """It was refused for good."""

    says: str


Outcome = Taken | Dropped | NotNow | Never


class Fate(Struct, frozen=True):
    """What became of something that was taken: it is there, or it failed and why."""

    arrived: bool = False
    failed: str = ""


class Carrier(Protocol):
    """Takes something away."""

    def send(self, going: Going) -> Outcome: ...

    def fate(self, as_: str) -> Fate: ...


def one_line(words: str) -> str:
    """Words without anything that could begin a new line or header."""
    return UNSAFE.sub(" ", words).strip()
