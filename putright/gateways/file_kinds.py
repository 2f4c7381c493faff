"""Which kinds of file are shown, as data: their names, and the marks that content begins with.

What is not here is kept as well, but only to download.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Kind = Literal["picture", "document", "sound", "film", "text", "download only"]
NEUTRAL = "application/octet-stream"


@dataclass(frozen=True)
class FileKind:
    """One kind of file that is allowed: the first of its endings is the one that we write."""

    media_type: str
    kind: Kind
    endings: tuple[str, ...]


ALLOWED: dict[str, FileKind] = {
    "pdf": FileKind("application/pdf", "document", ("pdf",)),
    "png": FileKind("image/png", "picture", ("png",)),
    "jpeg": FileKind("image/jpeg", "picture", ("jpg", "jpeg", "jpe", "jfif")),
    "gif": FileKind("image/gif", "picture", ("gif",)),
    "webp": FileKind("image/webp", "picture", ("webp",)),
    "heic": FileKind("image/heic", "picture", ("heic", "heif")),
    "mp4": FileKind("video/mp4", "film", ("mp4", "m4v")),
    "mov": FileKind("video/quicktime", "film", ("mov",)),
    "mp3": FileKind("audio/mpeg", "sound", ("mp3",)),
    "m4a": FileKind("audio/mp4", "sound", ("m4a",)),
    "wav": FileKind("audio/wav", "sound", ("wav",)),
    "ogg": FileKind("audio/ogg", "sound", ("ogg", "oga", "opus")),
    "txt": FileKind("text/plain", "text", ("txt",)),
    "csv": FileKind("text/csv", "text", ("csv",)),
    "eml": FileKind("message/rfc822", "text", ("eml",)),
    "msg": FileKind("application/vnd.ms-outlook", "document", ("msg",)),
    "doc": FileKind("application/msword", "document", ("doc",)),
    "xls": FileKind("application/vnd.ms-excel", "document", ("xls",)),
    "docx": FileKind(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "document",
        ("docx",),
    ),
    "xlsx": FileKind(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "document", ("xlsx",)
    ),
    "odt": FileKind("application/vnd.oasis.opendocument.text", "document", ("odt",)),
    "zip": FileKind("application/zip", "download only", ("zip",)),
}
BY_ENDING = {ending: name for name, kind in ALLOWED.items() for ending in kind.endings}

# Kinds that one content can rightly be: sound recorders write the film container, and back.
SAME_CONTENT: dict[str, frozenset[str]] = {
    "mp4": frozenset({"mp4", "m4a"}),
    "m4a": frozenset({"mp4", "m4a"}),
    "text": frozenset({"txt", "csv"}),
    "mail": frozenset({"eml", "txt"}),
}

# These are made from other files and keep their names, as "letter.docx.pdf": nothing is hidden.
WRAPPERS = frozenset({"pdf", "zip", "eml", "msg"})

# What a desktop runs when it is double-clicked, whatever is in it.
RUNS = frozenset(
    """
    apk appimage bat cmd com cpl deb dll dmg exe gadget hta inf ins iso jar js jse lnk msc msi msp
    mst pif pl ps1 psm1 py pyw rb reg rpm scf scr sh sys url vb vbe vbs vhd vhdx wsf wsh xll
    """.split()  # noqa: SIM905
)
# Web addresses end like this, and stand in the names of mails and letters.
NOT_HIDDEN = frozenset({"com", "pl"})
# What a desktop opens in a browser, where script in it would run.
PAGES = frozenset(
    "asp aspx htm html jsp mht mhtml php phtml shtml xht xhtml xml".split()  # noqa: SIM905
)
WITH_MACROS = frozenset(
    "docm dotm pptm potm ppam ppsm xlam xlsb xlsm xltm".split()  # noqa: SIM905
)

# Content that runs: programs for Windows, Linux and macOS, Java, shortcuts, scripts.
PROGRAM_MARKS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"L\x00\x00\x00\x01\x14\x02\x00",
)
SCRIPT_MARKS = ("#!", "@echo off")
PAGE_MARKS = (b"<!doctype html", b"<html", b"<script", b"<iframe", b"<body", b"<object", b"<embed")
DRAWING_MARKS = (b"<svg",)
# Nothing of this stands in a picture, sound or film, unless somebody made it to be two things.
# Five signs at least: four stand by chance in one photo of some thousands.
STOWAWAYS = (b"<!doctype html", b"<html", b"<script", b"<?php", b"<svg ", b"%pdf-1.")
PDF_SCRIPT = (b"/JavaScript", b"/Launch")


class Doubt(StrEnum):
    """Why a file is not shown, or shown with a warning. The word is what the record keeps."""

    NONE = ""
    UNKNOWN = "unknown kind"
    NO_ENDING = "no ending"
    NOT_AS_NAMED = "not as named"
    TWO_ENDINGS = "two endings"
    TWO_THINGS = "two things in one"
    PROGRAM = "program"
    WEB_PAGE = "web page"
    DRAWING = "drawing with script"
    MACRO = "macro"
    LOCKED = "locked"
    ARCHIVE = "archive"
    SCRIPT = "script inside"


# Handed out under a name that nothing runs when it is clicked.
DISARMED = frozenset(
    {
        Doubt.NOT_AS_NAMED,
        Doubt.TWO_ENDINGS,
        Doubt.TWO_THINGS,
        Doubt.PROGRAM,
        Doubt.WEB_PAGE,
        Doubt.DRAWING,
    }
)

SAYS: dict[Doubt, str] = {
    Doubt.NONE: "",
    Doubt.UNKNOWN: "Kept safely, but it is a kind of file that cannot be shown here. You can "
    "download it.",
    Doubt.NO_ENDING: "Kept safely. Its name does not say what it is, so it cannot be shown here. "
    "You can download it.",
    Doubt.NOT_AS_NAMED: "Kept safely. What is in it is not what its name says, so it is not shown "
    "here. Download it only if you know who it came from.",
    Doubt.TWO_ENDINGS: "Kept safely. Its name says two things at once, as harmful files often do, "
    "so it is not shown here. Download it only if you know who it came from.",
    Doubt.TWO_THINGS: "Kept safely. It is built to be two kinds of file at once, so it is not "
    "shown here. Ask whoever looks after your computers before you open it.",
    Doubt.PROGRAM: "Kept safely. It is a program, so it is not shown here. Ask whoever looks after "
    "your computers before you open it.",
    Doubt.WEB_PAGE: "Kept safely. It is a web page, which can carry script, so it is not shown "
    "here. You can download it.",
    Doubt.DRAWING: "Kept safely. It is a drawing that can carry script, so it is not shown here. "
    "Ask for a photo or a PDF of it.",
    Doubt.MACRO: "Kept safely. It carries macros, which are small programs, so it is not shown "
    "here. Ask for a copy without them, or for a PDF.",
    Doubt.LOCKED: "Kept safely. It is locked with a password, so it cannot be shown here. "
    "Download it to open it, or ask for a copy without a password.",
    Doubt.ARCHIVE: "Kept safely. What is packed in it is never opened here. You can download it.",
    Doubt.SCRIPT: "It carries script, which does not run here. Look at it here rather than "
    "opening the original.",
}
