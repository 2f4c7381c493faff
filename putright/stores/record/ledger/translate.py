"""Entries to rows and back; personal words are parted from what the chain holds."""

import hashlib
from datetime import UTC, datetime
from functools import cache
from typing import Any, Protocol
from uuid import UUID

import msgspec
from msgspec import Struct

from putright.core.events.entry import Entry
from putright.core.events.person import PersonNote
from putright.core.timeline.timeline import when_of
from putright.core.workdays import to_datetime

SHAPE = 1
ERASED = "(erased)"
PRIVATE = frozenset(
    {"text", "reason", "what", "reasons", "remedy", "asks", "advice", "how", "sets", "why", "says"}
)
"""Keys whose values people wrote in their own words, wherever in an entry they stand."""


class UnknownShape(Exception):
    """A row was written by a newer version than this one."""


class NewRow(Struct, frozen=True):
    """An entry made ready to be appended: what the chain holds, and the words apart."""

    key: str
    kind: str
    data: dict[str, Any]
    words: dict[str, Any]
    happened_at: datetime | None


class Attached(Struct, frozen=True):
    """A kept file that an entry holds, with the salted digest that goes into the chain."""

    id: UUID
    digest: str


def row_of_entry(entry: Entry, files: tuple[Attached, ...] = ()) -> NewRow:
    """A case's entry as a row."""
    when = when_of(entry)
    plain = _without_defaults(_plain(entry), Entry)
    plain.pop("id")
    words: dict[str, Any] = {}
    data = _part(plain, "", words)
    if files:
        data["files"] = [[str(each.id), each.digest] for each in files]
    return NewRow(
        key=entry.id,
        kind=entry.does[0],
        data=data,
        words=words,
        happened_at=to_datetime(when.first) if when else None,
    )


def row_of_note(note: PersonNote) -> NewRow:
    """An entry of a person's stream as a row: all that it tells is personal."""
    plain = _without_defaults(_plain(note), PersonNote)
    plain.pop("id")
    words: dict[str, Any] = {}
    data = _part(plain, "", words)
    return NewRow(key=note.id, kind=note.does, data=data, words=words, happened_at=note.at)


def entry_of(*, key: str, data: dict[str, Any], words: dict[str, Any] | None, shape: int) -> Entry:
    """The entry of a row; words that were erased read "(erased)"."""
    return msgspec.convert(_joined(key, data, words, shape), Entry)


def note_of(
    *, key: str, data: dict[str, Any], words: dict[str, Any] | None, shape: int
) -> PersonNote:
    """The entry of a person's stream; of an erased one only the kind and the time are left."""
    joined = _joined(key, data, words, shape)
    if words is None:
        joined.pop("sets", None)
    return msgspec.convert(joined, PersonNote)


def digest_of_words(salt: bytes, body: str) -> bytes:
    """What the chain holds of the words: a salted digest that nobody can guess from."""
    return hashlib.sha256(salt + body.encode()).digest()


def digest_of_row(previous: bytes, row: dict[str, Any]) -> bytes:
    """The digest of an entry, which takes in that of the entry before it."""
    told = {name: _told(value) for name, value in row.items()}
    return hashlib.sha256(previous + msgspec.json.encode(told, order="deterministic")).digest()


class Chained(Protocol):
    """A row of an entry, as written by a model or as read."""

    landlord_id: UUID
    stream_id: UUID
    number: int
    key: str
    kind: str
    shape: int
    data: Any
    happened_at: datetime | None
    recorded_at: datetime
    actor_id: UUID | None
    source: str
    wording_digest: Any


def chained(entry: Chained) -> dict[str, object]:
    """All of a row that the chain stands on."""
    return {
        "landlord": entry.landlord_id,
        "stream": entry.stream_id,
        "number": entry.number,
        "key": entry.key,
        "kind": entry.kind,
        "shape": entry.shape,
        "data": entry.data,
        "happened_at": entry.happened_at,
        "recorded_at": entry.recorded_at,
        "actor": entry.actor_id,
        "source": entry.source,
        "words": entry.wording_digest,
    }


def body_of(words: dict[str, Any]) -> str:
    """The words of an entry as they are kept."""
    return msgspec.json.encode(words, order="deterministic").decode()


def _told(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return str(value) if isinstance(value, UUID) else value


def _plain(struct: Struct) -> dict[str, Any]:
    """As JSON has it: what stands in a tuple is a list, into which ``_part`` looks."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(struct))
    return plain


def _without_defaults(plain: dict[str, Any], struct: type[Struct]) -> dict[str, Any]:
    empty: tuple[object, ...] = ("", None, False, 0, [], {})
    required = _required(struct)
    return {
        name: value
        for name, value in plain.items()
        if name in required or not any(value == one and type(value) is type(one) for one in empty)
    }


@cache
def _required(struct: type[Struct]) -> frozenset[str]:
    return frozenset(f.name for f in msgspec.structs.fields(struct) if f.required)


def _part(value: Any, path: str, words: dict[str, Any]) -> Any:
    """A copy whose private values say "(erased)"; they themselves go into ``words`` by path."""
    if isinstance(value, dict):
        return {name: _part_of(name, each, f"{path}{name}", words) for name, each in value.items()}
    if isinstance(value, list):
        return [_part(each, f"{path}{number}.", words) for number, each in enumerate(value)]
    return value


def _part_of(name: str, value: Any, path: str, words: dict[str, Any]) -> Any:
    if name in PRIVATE and value:
        words[path] = value
        return [ERASED] * len(value) if isinstance(value, list) else ERASED
    return _part(value, f"{path}.", words)


def _joined(
    key: str, data: dict[str, Any], words: dict[str, Any] | None, shape: int
) -> dict[str, Any]:
    if shape != SHAPE:
        raise UnknownShape(f"entry {key} has shape {shape}; this version reads {SHAPE}: upgrade")
    joined = {name: value for name, value in data.items() if name != "files"}
    joined["id"] = key
    for path, value in (words or {}).items():
        here, _, rest = path.partition(".")
        joined[here] = _put(joined[here], rest.split("."), value) if rest else value
    return joined


def _put(within: Any, path: list[str], value: Any) -> Any:
    here, *rest = path
    new = (
        value
        if not rest
        else _put(within[int(here) if isinstance(within, list) else here], rest, value)
    )
    if isinstance(within, list):
        return [new if str(number) == here else each for number, each in enumerate(within)]
    return {**within, here: new}
