"""The process apart that makes pages of what came from outside: one file in, pages or a fault out.

It may use little, writes nothing, and knows nothing of ours: what hangs or falls on a hostile file
is this process.
"""

import sys
from contextlib import suppress

import msgspec
from msgspec import Struct

MOST_MEMORY = 2_500_000_000
MOST_SECONDS = 240


class Asked(Struct, frozen=True, kw_only=True):
    """A file to make pages of, and the words that must not be on them."""

    kind: str
    raw: bytes
    words: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()


class Table(Struct, frozen=True, kw_only=True):
    """A sheet of a workbook: its name, and the text of each cell, row by row."""

    title: str
    rows: tuple[tuple[str, ...], ...]


class Made(Struct, frozen=True, kw_only=True):
    """What came of it: pages, text or tables, or a fault; whether pictures are in it, what is not.

    ``hidden`` counts what a workbook or a text does not show, or shows as a drawing.
    """

    pdf: bytes = b""
    text: str = ""
    tables: tuple[Table, ...] = ()
    hidden: int = 0
    fault: str = ""
    pictures: bool = False
    comments: int = 0
    painted: int = 0
    found: tuple[str, ...] = ()
    seconds: float = 0.0


class CannotMake(Exception):
    """Why no pages can be made, in words to follow "the file"."""


def make(asked: Asked) -> Made:
    """Pages of a file. Raises ``CannotMake``, and whatever a broken file makes a library raise."""
    if asked.kind == "pdf":
        from putright.gateways.bundle_pdf import pages_of

        return pages_of(asked.raw, asked.words)
    if asked.kind == "picture":
        from putright.gateways.bundle_pictures import page_of

        return Made(pdf=page_of(asked.raw), pictures=True)
    if asked.kind == "tables":
        from putright.gateways.bundle_tables import tables_of

        return tables_of(asked.raw)
    if asked.kind == "odt":
        from putright.gateways.bundle_odt import text_of

        return text_of(asked.raw)
    if asked.kind == "check":
        from putright.gateways.bundle_check import found_in

        return Made(found=found_in(asked.raw, asked.words))
    if asked.kind == "read":
        from putright.gateways.bundle_reading import seen_in

        return Made(found=seen_in(asked.raw, asked.pages, asked.words))
    return _text(asked)


def _text(asked: Asked) -> Made:
    from putright.gateways.determination_child import CannotTake, take

    try:
        return Made(text=take(asked.kind, asked.raw))
    except CannotTake as fault:
        raise CannotMake(str(fault)) from fault


def answer(asked: Asked) -> Made:
    """What came of it, or the fault."""
    try:
        return make(asked)
    except CannotMake as fault:
        return Made(fault=str(fault))
    except Exception:
        return Made(fault="could not be opened: it is broken, or not what its name says")


def limit() -> None:
    """Bound what this process may use, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def length(name: str) -> Made:
    """How long the recording plays that is the standard input; it is never read whole."""
    try:
        from putright.gateways.bundle_length import seconds_of

        return Made(seconds=seconds_of(sys.stdin.buffer, name))
    except Exception:
        return Made(fault="does not say how long it is")


def main() -> None:
    """Read what is asked, or a recording, from the standard input."""
    limit()
    if len(sys.argv) > 1:
        sys.stdout.buffer.write(msgspec.msgpack.encode(length(sys.argv[1])))
        return
    asked = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Asked)
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer(asked)))


if __name__ == "__main__":
    from putright.gateways import bundle_child as own  # the one whose faults are raised

    own.main()
