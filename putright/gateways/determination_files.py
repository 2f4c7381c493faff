"""Takes the text out of a determination's file: plain text, a web page, a PDF, a Word document.

Files come from outside: a page, a PDF and a Word document are taken apart in a process of their
own, with limits on memory, time and length, and nothing in them is run, fetched or kept.
"""

import os
import subprocess  # nosec B404
import sys
from pathlib import Path
from typing import NoReturn

from msgspec import DecodeError, Struct, json

from putright.core.events.faults import Fault, FileFault

MOST_BYTES = 30_000_000
MOST_SECONDS = 30
CHILD = "putright.gateways.determination_child"
_PAGE = (b"<!doctype html", b"<html", b"<body", b"<article", b"<div", b"<h1", b"<ol", b"<p>")
_OLDER = b"\xd0\xcf\x11\xe0"
"""How an old Word file begins, and a newer one that is locked."""
_LOOKED_AT = 4096
_MEND = (
    "Give the report as text, as a web page saved from the Ombudsman's site, as PDF or as .docx."
)


class Taken(Struct, frozen=True):
    """The text of a file, and its name as the address that may hold the reference."""

    text: str
    address: str


def take_text(path: Path) -> Taken:
    """The text of a file. Raises ``FileFault`` with one message that says what is wrong."""
    try:
        if path.is_dir():
            _refuse(path, "is a folder, not a file", "Name the file of one report.")
        if path.stat().st_size > MOST_BYTES:
            _refuse(path, f"is longer than {MOST_BYTES // 1_000_000} MB", _MEND)
        raw = path.read_bytes()
    except OSError as error:
        _refuse(path, f"cannot be read: {error.strerror}", "Check the path and who may read it.")
    return Taken(text_of(raw, path), path.name)


def text_of(raw: bytes, path: Path) -> str:
    """The text of the bytes of a file; the name is for messages and tells pages from text."""
    kind = kind_of(raw, path)
    if kind:
        return _apart(kind, raw, path)
    if not raw.strip():
        _refuse(path, "is empty", _MEND)
    if raw.startswith(_OLDER):
        _refuse(path, "is locked with a password, or from an old Word (.doc)", _MEND)
    if b"\0" in raw[:_LOOKED_AT] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        _refuse(path, "is neither text nor a kind of file that can be read here", _MEND)
    return _decoded(raw, path)


def kind_of(raw: bytes, path: Path) -> str:
    """What has to be taken apart: "pdf", "docx" or "html"; nothing for plain text."""
    if b"%PDF-" in raw[:1024]:
        return "pdf"
    if raw.startswith(b"PK\x03\x04"):
        return "docx"
    head = raw[:_LOOKED_AT].lower()
    named = path.suffix.lower() in (".html", ".htm", ".xhtml") and b"\0" not in head
    return "html" if (named and raw.strip()) or any(mark in head for mark in _PAGE) else ""


def _decoded(raw: bytes, path: Path) -> str:
    for coding in ("utf-8-sig", "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"):
        try:
            return raw.decode(coding)
        except UnicodeDecodeError:
            continue
    _refuse(path, "is not text in UTF-8", "Save it as UTF-8.")


def _apart(kind: str, raw: bytes, path: Path) -> str:
    """Take a file apart in a child process, which may die of what it reads without harm."""
    command = [sys.executable, "-I", "-m", CHILD, kind]
    try:
        done = subprocess.run(  # nosec B603
            command, input=raw, capture_output=True, timeout=MOST_SECONDS, check=False, env=_bare()
        )
    except subprocess.TimeoutExpired:
        _refuse(path, f"took longer than {MOST_SECONDS} seconds to open", _MEND)
    try:
        said = json.decode(done.stdout, type=dict[str, str])
    except DecodeError:
        _refuse(path, "could not be opened: it is broken, or built to do harm", _MEND)
    if "fault" in said:
        _refuse(path, said["fault"], _MEND)
    return said["text"]


def _bare() -> dict[str, str]:
    """The child knows nothing of ours but where its programs are."""
    kept = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL")
    return {name: os.environ[name] for name in kept if name in os.environ}


def _refuse(path: Path, what: str, mend: str) -> NoReturn:
    raise FileFault(str(path), [Fault(0, "file", what, mend)])
