"""Reads the lines at the head of a message: who wrote it, about what, when, in answer to what.

A head proves nothing (security R11), so what cannot be read plainly is left empty, never guessed.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime

from putright.gateways.mail_text import decoded, line

MOST_OF_A_LINE = 20_000
MOST_ANSWERED = 30
MOST_RECIPIENTS = 100
MOST_ID = 250

Heads = dict[str, list[str]]
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\\\"@\x00-\x1f]+@[^\s<>()\[\],;:\\\"@\x00-\x1f]+")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_IN_BRACKETS = re.compile(r"<([^<>]*)>")
_ID = re.compile(r"<[^<>\s]{1,990}>")
_TO = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to")


def heads_of(message: "Message[str, str]") -> Heads:
    """Every head by its name in small letters, as it was written."""
    found: Heads = {}
    for name, value in message.raw_items():
        found.setdefault(name.lower(), []).append(str(value)[:MOST_OF_A_LINE])
    return found


def first(heads: Heads, name: str) -> str:
    """The first head of that name in words, in one line."""
    return line(words_of(heads[name][0]), MOST_OF_A_LINE) if heads.get(name) else ""


def words_of(value: str) -> str:
    """A head in words, whatever charset its pieces are in."""
    value, _fits = decoded(value.encode("utf-8", "surrogateescape"), "")
    if "=?" not in value:
        return value
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError):
        return value
    return "".join(_piece(each, charset) for each, charset in pieces)


class Sender:
    """Whom a message names as its writer: an address only where it is exactly one."""

    def __init__(self, heads: Heads) -> None:
        self.address, self.name, self.doubt = "", "", ""
        given = heads.get("from", [])
        if len(given) != 1:
            self.doubt = (
                "It names no sender." if not given else "It names its sender more than once."
            )
            return
        found = _addresses(given[0])
        self.name = line(_name_in(given[0]), 200)
        if len(found) != 1 or len(found[0]) > 254:
            self.doubt = "The sender that it names is not exactly one address."
            return
        self.address = found[0]
        shown = _ADDRESS.search(self.name)
        if shown and shown[0].lower() != self.address.lower():
            self.doubt = "The name of the sender shows another address than the sender's own."


def recipients(heads: Heads) -> tuple[str, ...]:
    """Every address that it was for, in small letters."""
    found = [
        each.lower()
        for name in _TO
        for value in heads.get(name, [])
        for each in _addresses(words_of(value))
    ]
    return tuple(dict.fromkeys(found))[:MOST_RECIPIENTS]


def message_id(heads: Heads) -> str:
    """The id that its writer's program gave it, in its brackets; empty where there is none."""
    found = next(ids(heads, "message-id"), "")
    return found if len(found) <= MOST_ID else ""


def ids(heads: Heads, name: str) -> Iterator[str]:
    """The message ids in the heads of that name."""
    for value in heads.get(name, []):
        yield from (line(each, 1000) for each in _ID.findall(value.replace("\r\n", "")))


def answers(heads: Heads) -> tuple[str, ...]:
    """Which messages it says that it follows, the nearest first."""
    listed = [*ids(heads, "in-reply-to"), *reversed([*ids(heads, "references")])]
    return tuple(dict.fromkeys(each for each in listed if len(each) <= MOST_ID))[:MOST_ANSWERED]


def written_at(heads: Heads) -> datetime | None:
    """When its sender says that it was written; nothing where that is no time of our days."""
    if not heads.get("date"):
        return None
    try:
        found = parsedate_to_datetime(line(heads["date"][0], 200))
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return found if 1990 <= found.year <= 2100 else None


def _addresses(value: str) -> list[str]:
    """The addresses in a head; what stands in quotes or between brackets' signs is no address."""
    bare = _QUOTED.sub("", _in_words(value))
    in_brackets = _IN_BRACKETS.findall(bare)
    if in_brackets:
        rest = _IN_BRACKETS.sub(" ", bare)
        loose = [part for part in rest.split(",") if _ADDRESS.fullmatch(part.strip())]
        given = [each.strip() for each in [*in_brackets, *loose]]
        given = list(dict.fromkeys(given))
        return [each for each in given if _ADDRESS.fullmatch(each)] if _fits(given) else []
    given = [part.strip() for part in re.sub(r"\([^()]*\)", "", bare).split(",")]
    return [each for each in given if _ADDRESS.fullmatch(each)] if _fits(given) else []


def _fits(given: list[str]) -> bool:
    return any(_ADDRESS.fullmatch(each) for each in given)


def _name_in(value: str) -> str:
    """The words beside the address."""
    words = words_of(value)
    named = _IN_BRACKETS.sub("", words) if "<" in words else ""
    return named.strip().strip('"').replace('\\"', '"')


def _in_words(value: str) -> str:
    # An address is never in an encoded word, so a name that hides one is not decoded here.
    return decoded(value.encode("utf-8", "surrogateescape"), "")[0]


def _piece(each: bytes | str, charset: str | None) -> str:
    if isinstance(each, str):
        return each
    if charset is None:
        return each.decode("raw-unicode-escape", errors="replace")
    return decoded(each, charset)[0]
