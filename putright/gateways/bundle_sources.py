"""Makes pages of whatever a file is, in a process apart; says so where it cannot be on paper."""

import os
import subprocess  # nosec B404
import sys
from collections.abc import Sequence
from html import escape
from typing import Any, BinaryIO, Literal

import msgspec
from msgspec import Struct

from putright.gateways.bundle_child import MOST_SECONDS, Asked, Made
from putright.gateways.bundle_words import Withheld
from putright.gateways.letter_fonts import faces
from putright.gateways.letter_pdf import render
from putright.gateways.mail import Mail, Unreadable
from putright.gateways.mail_reading import Reader

COMMAND = (sys.executable, "-I", "-B", "-m", "putright.gateways.bundle_child")
MOST_TEXT = 600_000
STYLE = (
    "@page { size: A4; margin: 20mm 18mm 22mm } html { font-size: 10.5pt; line-height: 1.4 }"
    " h1 { font-size: 15pt } h2 { font-size: 12.5pt; break-after: avoid } table { width: 100%;"
    " border-collapse: collapse } td, th { text-align: left; vertical-align: top; padding: 1.5mm"
    " 3mm 1.5mm 0; border-bottom: 0.2mm solid #999 } a { color: black } .quiet { color: #444 }"
    " .when { white-space: nowrap } .text { white-space: pre-wrap; overflow-wrap: anywhere }"
    " @page wide { size: A4 landscape; margin: 15mm 18mm 20mm } .wide { page: wide } .high, .wide"
    " { break-before: page; break-after: page } .long { overflow-wrap: anywhere } .pr-legend {"
    " columns: 3; list-style: none; padding: 0; margin: 0 0 3mm; font-size: 8.5pt }"
    " tr, .pr-legend li { break-inside: avoid } .behind { padding-left: 6mm }"
    " .pr-legend svg { vertical-align: middle; margin-right: 2mm } .pv { display: block }"
)
OF_TYPE = {
    "application/pdf": "pdf", "message/rfc822": "mail", "text/plain": "text", "text/csv": "text",
    "image/png": "picture", "image/jpeg": "picture", "image/gif": "picture",
    "image/webp": "picture", "image/heic": "picture", "text/html": "html",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "tables",
    "application/vnd.oasis.opendocument.text": "odt",
}  # fmt: skip
PLAYED = {
    "audio/mpeg": "a.mp3", "audio/mp4": "a.m4a", "audio/wav": "a.wav", "audio/ogg": "a.ogg",
    "video/mp4": "a.mp4", "video/quicktime": "a.mp4",
}  # fmt: skip
"""Recordings that say how long they play, and by which name they are opened for it."""
CANNOT = "is of a kind that cannot be put on paper"
SECONDS_A_PAGE = 70
NAMES_A_FILE = "attached as"
"""How a note of a message goes on that names a file."""
Why = Literal["", "cannot", "look"]


class Pages(Struct, frozen=True, kw_only=True):
    """Pages of a file; without any, ``why`` not: it cannot be, or a person must look first."""

    pdf: bytes = b""
    why: Why = ""
    fault: str = ""
    comments: int = 0
    hidden: int = 0
    """What a workbook or a text does not show: sheets, rows, columns, parts; and its drawings."""
    painted: int = 0
    inside: tuple[tuple[str, str, bytes], ...] = ()
    """What was attached to a message: name, type and bytes."""


def pages_of(
    *, title: str, media_type: str, raw: bytes, withheld: Withheld, is_looked_at: bool = False
) -> Pages:
    """Pages of a file. With words withheld, pictures are none until a person looked at them."""
    kind = OF_TYPE.get(media_type, "")
    if kind in ("pdf", "picture"):
        made = _apart(Asked(kind=kind, raw=raw, words=withheld.words))
        if made.fault:
            return Pages(why="cannot", fault=made.fault)
        if withheld and made.pictures and not is_looked_at:
            return Pages(why="look")
        return Pages(pdf=made.pdf, comments=made.comments, painted=made.painted)
    if kind == "mail":
        return _mail(title, raw, withheld)
    if kind in ("docx", "html", "odt"):
        made = _apart(Asked(kind=kind, raw=raw))
        if made.fault:
            return Pages(why="cannot", fault=made.fault)
        told = _text(title, made.text, withheld)
        return msgspec.structs.replace(told, comments=made.comments, hidden=made.hidden)
    if kind == "tables":
        return _tables(title, raw, withheld)
    if kind == "text":
        return _text(title, raw.decode("utf-8", "replace"), withheld)
    return Pages(why="cannot", fault=CANNOT)


def is_printed(media_type: str) -> bool:
    """Whether files of a type can become pages at all."""
    return media_type in OF_TYPE


def length_of(media_type: str, file: BinaryIO) -> float:
    """How many seconds a recording plays; nothing where it does not say."""
    if media_type not in PLAYED:
        return 0.0
    return _answer(PLAYED[media_type], stdin=file).seconds


def words_seen(pdf: bytes, withheld: Withheld, pages: tuple[int, ...]) -> tuple[str, ...]:
    """Where withheld words can be read on the drawn pages; ``can_read`` is asked before."""
    asked = Asked(kind="read", raw=pdf, words=withheld.words, pages=pages)
    made = _apart(asked, seconds=MOST_SECONDS + SECONDS_A_PAGE * len(pages))
    return (made.fault,) if made.fault else made.found


def words_left(pdf: bytes, withheld: Withheld) -> tuple[str, ...]:
    """Where withheld words are still found in a made file; it says so where it cannot be read."""
    made = _apart(Asked(kind="check", raw=pdf, words=withheld.words))
    return (made.fault,) if made.fault else made.found


def drawn(title: str, body: str) -> bytes:
    """A page of ours from HTML that is ours and escaped."""
    html = (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title></head><body><h1>{escape(title)}</h1>{body}</body></html>"
    )
    return render(html, STYLE + faces(html), seed=html.encode(), is_letter=False)


def drawn_text(title: str, text: str) -> bytes:
    """A text as pages."""
    return drawn(title, f'<div class="text">{escape(text)}</div>')


def _text(title: str, text: str, withheld: Withheld) -> Pages:
    if len(text) > MOST_TEXT:
        return Pages(why="cannot", fault="is longer than can be printed here")
    return Pages(pdf=drawn_text(title, withheld.removed(_printable(text))))


def _printable(text: str) -> str:
    return "".join(one if one.isprintable() or one in "\n\t" else " " for one in text)


def _tables(title: str, raw: bytes, withheld: Withheld) -> Pages:
    made = _apart(Asked(kind="tables", raw=raw))
    if made.fault:
        return Pages(why="cannot", fault=made.fault)
    body = "".join(
        f"<h2>{escape(withheld.removed(one.title))}</h2><table>"
        f"{''.join(_row(row, withheld) for row in one.rows)}</table>"
        for one in made.tables
    )
    return Pages(pdf=drawn(title, body), comments=made.comments, hidden=made.hidden)


def _row(cells: Sequence[str], withheld: Withheld) -> str:
    """A row; one that only whole says what is withheld, as a name over two cells, in one cell."""
    said = [withheld.removed(_printable(one)) for one in cells]
    if withheld.is_in(" ".join(said)):
        said = [withheld.removed(" ".join(said))]
    return f"<tr>{''.join(f'<td>{escape(one)}</td>' for one in said)}</tr>"


def _mail(title: str, raw: bytes, withheld: Withheld) -> Pages:
    try:
        with Reader() as reader:
            mail = reader.read(raw)
    except Unreadable:
        return Pages(why="cannot", fault="is a message that cannot be read")
    written = mail.written_at.isoformat(sep=" ", timespec="minutes") if mail.written_at else ""
    head = (
        ("From", f"{mail.sender_name} {mail.sender}".strip()), ("To", ", ".join(mail.recipients)),
        ("Written", written), ("Subject", mail.subject),
        ("With it", _with_it(mail, withheld)),
    )  # fmt: skip
    notes = [one for one in mail.notes if not (withheld and NAMES_A_FILE in one)]
    text = "\n".join([*(f"{name}: {said}" for name, said in head if said), *notes])
    made = _text(title, f"{text}\n\n{mail.text}", withheld)
    inside = tuple((one.name, one.media_type, one.content) for one in mail.files)
    return msgspec.structs.replace(made, inside=inside)


def _with_it(mail: Mail, withheld: Withheld) -> str:
    """What came with a message; where words are withheld, how much (security R12)."""
    if not withheld:
        return ", ".join(one.name for one in mail.files)
    return f"files: {len(mail.files)}" if mail.files else ""


def _apart(asked: Asked, seconds: int = MOST_SECONDS) -> Made:
    return _answer(input=msgspec.msgpack.encode(asked), seconds=seconds)


def _answer(*more: str, seconds: int = MOST_SECONDS, **told: Any) -> Made:
    """What the process apart answers, or what became of it."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    try:
        done = subprocess.run(  # nosec B603
            (*COMMAND, *more), capture_output=True, timeout=seconds, check=False, env=kept, **told
        )
        return msgspec.msgpack.decode(done.stdout, type=Made)
    except subprocess.TimeoutExpired:
        return Made(fault="took too long to open")
    except msgspec.DecodeError:
        return Made(fault="could not be opened: it is broken, or built to do harm")
