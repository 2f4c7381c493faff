"""Which bytes of a file a request asks for."""

import re

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class NotInFile(Exception):
    """The request asks for bytes that the file does not have."""


def asked(header: str, *, size: int) -> tuple[int, int] | None:
    """The first byte asked for and the one after the last; None for the whole file.

    Several ranges at once, and what cannot be read, get the whole file, as HTTP allows.
    """
    found = RANGE.fullmatch(header.strip())
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        start, stop = max(size - int(last), 0), size
    else:
        start, stop = int(first), min(int(last) + 1 if last else size, size)
    if start >= size or stop <= start:
        raise NotInFile
    return start, stop
