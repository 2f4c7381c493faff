"""The child process that takes one file of a determination apart: bytes in, JSON out, no more."""

import sys
from contextlib import suppress

from msgspec import json

MOST_MEMORY = 1_500_000_000
MOST_SECONDS = 25
MOST_CHARACTERS = 4_000_000


class CannotTake(Exception):
    """Why the text cannot be taken, in words to follow the file's name."""


def limit() -> None:
    """Bound what this process may use, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def take(kind: str, raw: bytes) -> str:
    """The text of a file of a kind. Raises ``CannotTake``."""
    if kind == "pdf":
        from putright.gateways.determination_pdf import pdf_text as taken
    elif kind == "docx":
        from putright.gateways.determination_docx import docx_text as taken
    else:
        from putright.gateways.determination_page import page_text as taken
    text = taken(raw)
    if len(text) > MOST_CHARACTERS:
        raise CannotTake("holds far more text than a report")
    return text


def answer(kind: str, raw: bytes) -> bytes:
    """What goes back: the text, or the fault."""
    try:
        return json.encode({"text": take(kind, raw)})
    except CannotTake as fault:
        return json.encode({"fault": str(fault)})
    except Exception:
        return json.encode(
            {"fault": "could not be opened: it is broken, or not what its name says"}
        )


def main() -> None:
    """Read one file from the standard input."""
    limit()
    sys.stdout.buffer.write(answer(sys.argv[1], sys.stdin.buffer.read()))


if __name__ == "__main__":
    from putright.gateways import determination_child as own  # the one whose faults are raised

    own.main()
