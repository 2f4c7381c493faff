"""Reads the lists of names in containers, and nothing of what lies packed under the names."""

import os
import struct
import zipfile
from typing import BinaryIO

MOST_LIST_BYTES = 4 * 1024 * 1024
END_OF_LIST = b"PK\x05\x06"
LONGEST_END = 22 + 0xFFFF
LAST_SECTOR = 0xFFFFFFFA
MOST_SECTORS = 512
ENTRY = 128


class Opaque(Exception):
    """The list cannot be read, or is too long to be worth it."""


def zip_names(*, file: BinaryIO) -> frozenset[str]:
    """The names in an archive, with ``mimetype=...`` for one that states its type in the open.

    Raises ``Opaque``.
    """
    _check_list(file)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error) as error:
        raise Opaque from error
    names = {entry.filename for entry in entries}
    stated = _stated_type(file)
    return frozenset(names | {f"mimetype={stated}"} if stated else names)


def ole_names(*, file: BinaryIO) -> frozenset[str]:
    """The names of the streams in a compound file. Raises ``Opaque``."""
    try:
        return _ole_names(file)
    except (struct.error, IndexError, ValueError, OSError) as error:
        raise Opaque from error


def box_brands(*, head: bytes) -> tuple[str, frozenset[str]]:
    """The main brand and all brands of an ISO media file; empty where it names none."""
    if head[4:8] != b"ftyp":
        return "", frozenset()
    length = min(int.from_bytes(head[:4], "big"), 512, len(head))
    brands = [head[at : at + 4].decode("latin-1") for at in range(8, length - 3, 4) if at != 12]
    return (brands[0], frozenset(brands)) if brands else ("", frozenset())


def _check_list(file: BinaryIO) -> None:
    """Look at how long the list says it is before anything of it is read into memory."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - LONGEST_END))
    tail = file.read(LONGEST_END)
    at = tail.rfind(END_OF_LIST)
    if at < 0 or len(tail) - at < 22:
        raise Opaque
    length = int.from_bytes(tail[at + 12 : at + 16], "little")
    if length > MOST_LIST_BYTES:
        raise Opaque


def _stated_type(file: BinaryIO) -> str:
    """The content of a first member called mimetype, which stands unpacked in the file."""
    file.seek(0)
    head = file.read(256)
    if head[30:38] != b"mimetype" or head[8:10] != b"\0\0":
        return ""
    length = int.from_bytes(head[22:26], "little")
    extra = int.from_bytes(head[28:30], "little")
    return head[38 + extra : 38 + extra + min(length, 100)].decode("ascii", "replace")


def _ole_names(file: BinaryIO) -> frozenset[str]:
    file.seek(0)
    header = file.read(512)
    sector_bytes = 1 << min(struct.unpack_from("<H", header, 30)[0], 12)
    if sector_bytes not in (512, 4096):
        raise Opaque
    tables = [at for at in struct.unpack_from("<109I", header, 76) if at < LAST_SECTOR]
    sector = struct.unpack_from("<I", header, 48)[0]
    names: set[str] = set()
    for _turn in range(MOST_SECTORS):
        if sector >= LAST_SECTOR:
            return frozenset(names)
        names |= _entry_names(_sector(file, sector, sector_bytes))
        per_table = sector_bytes // 4
        table = _sector(file, tables[sector // per_table], sector_bytes)
        sector = struct.unpack_from("<I", table, 4 * (sector % per_table))[0]
    raise Opaque


def _sector(file: BinaryIO, number: int, sector_bytes: int) -> bytes:
    file.seek((number + 1) * sector_bytes)
    return file.read(sector_bytes)


def _entry_names(sector: bytes) -> set[str]:
    names = set()
    for at in range(0, len(sector) - ENTRY + 1, ENTRY):
        length = struct.unpack_from("<H", sector, at + 64)[0]
        if 2 < length <= 64:
            names.add(sector[at : at + length - 2].decode("utf-16-le", "replace"))
    return names
