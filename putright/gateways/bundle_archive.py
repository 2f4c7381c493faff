"""The archive of a bundle: its files with the list of their digests, the same bytes each time."""

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO

Pieces = Callable[[], Iterable[bytes]]
PIECE = 256 * 1024
SUMS = "SHA256SUMS"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def write(to: IO[bytes], inside: Sequence[tuple[str, Pieces]]) -> None:
    """Write files and ``SHA256SUMS`` over all of them; each is read twice, and never whole."""
    sums = "".join(f"{digest(pieces())}  {name}\n" for name, pieces in inside)
    with zipfile.ZipFile(to, "w") as archive:
        for name, pieces in (*inside, (SUMS, lambda: (sums.encode(),))):
            with archive.open(zipfile.ZipInfo(name, _LONG_AGO), "w", force_zip64=True) as one:
                for piece in pieces():
                    one.write(piece)


def digest(pieces: Iterable[bytes]) -> str:
    """The sha256 of some bytes that come in pieces."""
    found = hashlib.sha256()
    for piece in pieces:
        found.update(piece)
    return found.hexdigest()


def pieces_of(written: IO[bytes]) -> Iterator[bytes]:
    """A file from its beginning, in pieces."""
    written.seek(0)
    while piece := written.read(PIECE):
        yield piece
