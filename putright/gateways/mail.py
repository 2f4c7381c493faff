"""What a message by mail is, once it was read: plain values, and how much of one is read at all."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

MOST_TEXT = 10_000_000
"""Characters of text that are read."""
MOST_PARTS = 200
MOST_DEPTH = 20
SECONDS = 10.0
"""How long reading one message may take (security V5.4)."""

Kind = Literal["message", "bounce", "auto reply", "loop", "receipt", "unreadable"]


class MailFile(Struct, frozen=True, kw_only=True):
    """What was attached, under a name that is safe to show; what it is is not believed."""

    name: str
    media_type: str
    content: bytes


class Bounce(Struct, frozen=True, kw_only=True):
    """What a mail server says became of a message: which one, to whom, with which status."""

    of: str = ""
    to: str = ""
    status: str = ""
    says: str = ""


class Mail(Struct, frozen=True, kw_only=True):
    """One message. ``sender`` is empty where it does not name exactly one address.

    ``answers`` are the message ids that it says it follows, the nearest first; ``recipients`` all
    addresses that it was for; ``notes`` say in words what reading it came upon.
    """

    kind: Kind = "message"
    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    text: str = ""
    written_at: datetime | None = None
    message_id: str = ""
    answers: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    files: tuple[MailFile, ...] = ()
    bounce: Bounce | None = None
    notes: tuple[str, ...] = ()


class Unreadable(Exception):
    """Reading a message took too long, too much, or failed: why, in one word for the log."""
