"""Says what kind a file is by its content alone, reading little of it and unpacking nothing.

Our own marks decide; puremagic is the second opinion, which must not contradict them. It knows
neither plain text nor every sound and picture of a phone, and takes any container for a Word file.
"""

import os
import re
from dataclasses import dataclass
from typing import BinaryIO

import puremagic

from putright.gateways.file_containers import Opaque, box_brands, ole_names, zip_names
from putright.gateways.file_kinds import (
    DRAWING_MARKS,
    PAGE_MARKS,
    PDF_SCRIPT,
    PROGRAM_MARKS,
    RUNS,
    SCRIPT_MARKS,
    STOWAWAYS,
    Doubt,
)

PIECE = 64 * 1024
MARKS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("pdf", re.compile(rb"%PDF-\d\.\d")),
    ("png", re.compile(rb"\x89PNG\r\n\x1a\n.{4}IHDR", re.DOTALL)),
    ("jpeg", re.compile(rb"\xff\xd8\xff[\xc0-\xfe]")),
    ("gif", re.compile(rb"GIF8[79]a")),
    ("webp", re.compile(rb"RIFF.{4}WEBPVP8[ LX]", re.DOTALL)),
    ("wav", re.compile(rb"RIFF.{4}WAVE", re.DOTALL)),
    ("ogg", re.compile(rb"OggS\0.{20,80}?(\x01vorbis|OpusHead|Speex   |\x7fFLAC)", re.DOTALL)),
    ("zip", re.compile(rb"PK(\x03\x04|\x05\x06)")),
    ("ole", re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
    ("mp3", re.compile(rb"ID3[\x02-\x04]|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]")),
    ("box", re.compile(rb".{4}(ftyp|moov|mdat|wide|free|skip)", re.DOTALL)),
)
FILMS = frozenset({"isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "MSNV"})
STILLS = frozenset({"heic", "heix", "heim", "heis"})
SOUNDS = frozenset({"M4A ", "M4B "})
# Letters of a mail's first line; a mail has at least two of these lines before its text.
MAIL_LINE = re.compile(
    r"(?im)^(from|to|subject|date|received|return-path|message-id|mime-version|delivered-to|"
    r"x-[\w-]+|content-type|reply-to|cc|dkim-signature|authentication-results|arc-[\w-]+): ?"
)
SEEN_BY_PUREMAGIC = {
    "pdf": {".pdf"},
    "png": {".png"},
    "jpeg": {".jpg", ".jpeg"},
    "gif": {".gif"},
    "webp": {".webp"},
    "wav": {".wav"},
    "ogg": {".ogg", ".opus", ".oga"},
}
BIT_RATES = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0),
}
SAMPLE_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


@dataclass(frozen=True)
class Content:
    """What the content is: a kind of ``ALLOWED``, "text", "mail" or "", and what to doubt."""

    kind: str
    doubt: Doubt = Doubt.NONE


def content_of(*, file: BinaryIO) -> Content:
    """What is in the file, whatever it is called."""
    head, tail = _ends(file)
    if head.startswith(PROGRAM_MARKS) and _decoded(head, whole=len(head) < PIECE) is None:
        return Content("", Doubt.PROGRAM)
    found = next((name for name, mark in MARKS if mark.match(head)), "")
    if not found:
        return _text(head, whole=len(head) < PIECE)
    if found == "zip":
        return _container(found, file)
    if _is_two_things(found, head, tail):
        return Content(found, Doubt.TWO_THINGS)
    if found == "ole":
        return _container(found, file)
    if found == "box":
        kind = _box(head)
        return Content(kind, Doubt.NONE if kind else Doubt.UNKNOWN)
    if found == "mp3":
        return Content("mp3") if _is_mp3(file, head) else _second_opinion(head)
    if SEEN_BY_PUREMAGIC.get(found, set()).isdisjoint(_puremagic(head)):
        return Content("", Doubt.UNKNOWN)
    if found == "pdf" and _has_script(file):
        return Content("pdf", Doubt.SCRIPT)
    return Content(found)


def _ends(file: BinaryIO) -> tuple[bytes, bytes]:
    file.seek(0)
    head = file.read(PIECE)
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - PIECE))
    return head, file.read(PIECE)


def _is_two_things(found: str, head: bytes, tail: bytes) -> bool:
    """Whether an archive hangs at the end, or a page or script is hidden in it."""
    archive = tail.rfind(b"PK\x05\x06")
    if archive >= 0 and len(tail) - archive >= 22:
        comment = int.from_bytes(tail[archive + 20 : archive + 22], "little")
        if archive + 22 + comment == len(tail):
            return True
    if found in ("pdf", "ole"):
        return False
    lowered = (head + tail).lower()
    return any(mark in lowered for mark in STOWAWAYS)


def _container(found: str, file: BinaryIO) -> Content:
    try:
        return _office(zip_names(file=file)) if found == "zip" else _ole(ole_names(file=file))
    except Opaque:
        return Content("zip") if found == "zip" else Content("", Doubt.UNKNOWN)


def _office(names: frozenset[str]) -> Content:
    """An archive, by the names in its list: what is packed under them is not looked at."""
    if "META-INF/MANIFEST.MF" in names or "AndroidManifest.xml" in names:
        return Content("", Doubt.PROGRAM)
    if any(name.endswith(("vbaProject.bin", "vbaData.xml")) for name in names):
        return Content("", Doubt.MACRO)
    if "[Content_Types].xml" in names and "word/document.xml" in names:
        return Content("docx")
    if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
        return Content("xlsx")
    if "mimetype=application/vnd.oasis.opendocument.text" in names:
        has_macros = any(name.startswith(("Basic/", "Scripts/")) for name in names)
        return Content("odt", Doubt.MACRO if has_macros else Doubt.NONE)
    return Content("zip")


def _ole(names: frozenset[str]) -> Content:
    """An older Office file or a mail of Outlook, by the names of the streams in it."""
    if "EncryptedPackage" in names:
        return Content("", Doubt.LOCKED)
    if names & {"Macros", "_VBA_PROJECT_CUR", "VBA", "_VBA_PROJECT"}:
        return Content("", Doubt.MACRO)
    if "__properties_version1.0" in names:
        return Content("msg")
    if "WordDocument" in names:
        return Content("doc")
    return Content("xls") if names & {"Workbook", "Book"} else Content("", Doubt.UNKNOWN)


def _box(head: bytes) -> str:
    """Films, sounds and pictures of telephones share one container; its brands tell them apart."""
    major, brands = box_brands(head=head)
    if not major:
        return "mov" if head[4:8] in (b"moov", b"mdat", b"wide") else ""
    if major == "qt  ":
        return "mov"
    if major in SOUNDS:
        return "m4a"
    if major in STILLS or (major == "mif1" and brands & STILLS):
        return "heic"
    return "mp4" if major in FILMS or (major.startswith("3gp") and brands & FILMS) else ""


def _is_mp3(file: BinaryIO, head: bytes) -> bool:
    """Whether two frames of sound follow each other: two bytes alone look like one too easily."""
    start = 0
    if head.startswith(b"ID3") and len(head) >= 10:
        shifts = zip(head[6:10], (21, 14, 7, 0), strict=True)
        start = 10 + sum((byte & 0x7F) << shift for byte, shift in shifts)
    file.seek(start)
    sound = file.read(PIECE).lstrip(b"\0")
    length = _frame_length(sound)
    return bool(length) and (len(sound) <= length or bool(_frame_length(sound[length:])))


def _frame_length(sound: bytes) -> int:
    """The bytes of the frame that begins here; 0 where none does (ISO/IEC 11172-3, 2.4.1.3)."""
    if len(sound) < 4 or sound[0] != 0xFF or sound[1] & 0xE6 != 0xE2:
        return 0
    version, rate, sampling = (sound[1] >> 3) & 3, sound[2] >> 4, (sound[2] >> 2) & 3
    if version == 1 or sampling == 3:
        return 0
    bits = BIT_RATES[3 if version == 3 else 2][rate] * 1000
    per_frame = 144 if version == 3 else 72
    padding = (sound[2] >> 1) & 1
    return per_frame * bits // SAMPLE_RATES[version][sampling] + padding if bits else 0


def _has_script(file: BinaryIO) -> bool:
    """Whether a PDF names script in the open. What it has packed away is not found by this."""
    file.seek(0)
    kept = b""
    while piece := file.read(PIECE):
        if any(mark in kept + piece for mark in PDF_SCRIPT):
            return True
        kept = piece[-16:]
    return False


def _text(head: bytes, *, whole: bool) -> Content:
    text = _decoded(head, whole=whole)
    if text is None:
        return _second_opinion(head)
    plain = text.lstrip("\ufeff \t\r\n")
    if plain.lower().startswith(SCRIPT_MARKS):
        return Content("", Doubt.PROGRAM)
    if len(MAIL_LINE.findall(re.split(r"\r?\n\r?\n", plain, maxsplit=1)[0])) >= 2:
        return Content("mail")
    opening = plain[:4096].lower().encode()
    if any(mark in opening for mark in DRAWING_MARKS):
        return Content("", Doubt.DRAWING)
    if any(mark in opening for mark in PAGE_MARKS):
        return Content("", Doubt.WEB_PAGE)
    return Content("text")


def _decoded(head: bytes, *, whole: bool) -> str | None:
    """The text, or nothing where it is none: text has no control signs but ends of lines."""
    codes = ["utf-8", "cp1252"]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        codes = ["utf-16"]
    for code in codes:
        # The last sign may be cut in two where this is not the whole file.
        for shorter in range(1 if whole else 4):
            try:
                text = head[: len(head) - shorter].decode(code)
            except UnicodeDecodeError:
                continue
            return None if re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", text) else text
    return None


def _second_opinion(head: bytes) -> Content:
    """What has none of our marks is a program where puremagic says so, and unknown otherwise."""
    runs = {f".{ending}" for ending in RUNS}
    sure = _puremagic(head)
    return Content("", Doubt.PROGRAM if sure and sure <= runs else Doubt.UNKNOWN)


def _puremagic(head: bytes) -> set[str]:
    try:
        return {match.extension for match in puremagic.magic_string(head) if match.extension}
    except (puremagic.PureError, ValueError):
        return set()
