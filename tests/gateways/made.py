"""Files as people send them, made here byte by byte: small, real and of nobody."""

import io
import struct
import zipfile

FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
FRAME = b"\xff\xfb\x90\x00" + b"\0" * 413


def packed(*names: str) -> bytes:
    """An archive with members of these names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"<x/>")
    return out.getvalue()


def open_document(*more: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name in ("content.xml", *more):
            archive.writestr(name, "<x/>")
    return out.getvalue()


def compound(*names: str) -> bytes:
    """A compound file of Microsoft's, with a table, and streams of these names without content."""
    sectors = (len(names) + 1 + 3) // 4
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<H", 2 * len(name) + 2)
        + b"\2\1"
        + b"\0" * 60
        for name in ("Root Entry", *names)
    ).ljust(sectors * 512, b"\0")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 10
    header += struct.pack("<II", 1, 1) + b"\0" * 24
    header += struct.pack("<110I", 0, *[FREE] * 109)[: 512 - 76]
    chain = [TABLE, *range(2, sectors + 1), END]
    table = struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    return header.ljust(512, b"\xff") + table + entries


def boxed(major: bytes, *brands: bytes) -> bytes:
    body = b"ftyp" + major + b"\0\0\0\0" + b"".join(brands)
    return struct.pack(">I", len(body) + 4) + body + b"\0\0\0\x08mdat"


GOOD: dict[str, bytes] = {
    "letter.pdf": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n",
    "wall.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 17,
    "door.JPG": b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\1" * 40 + b"\xff\xd9",
    "phone.jpeg": b"\xff\xd8\xff\xe1\0\x10Exif\0\0" + b"\1" * 40 + b"\xff\xd9",
    "moving.gif": b"GIF89a\1\0\1\0\0\0\0;",
    "hall.webp": b"RIFF\x20\0\0\0WEBPVP8 " + b"\0" * 20,
    "window.heic": boxed(b"heic", b"mif1", b"heic"),
    "garden.heic": boxed(b"mif1", b"mif1", b"heic"),
    "night.mp4": boxed(b"isom", b"isom", b"mp41"),
    "stairs.mov": boxed(b"qt  ", b"qt  "),
    "noise.mp3": b"ID3\3\0\0\0\0\0\0" + FRAME * 3,
    "music.mp3": FRAME * 3,
    "voice.m4a": boxed(b"M4A ", b"M4A ", b"mp42"),
    "recorder.m4a": boxed(b"mp42", b"isom", b"mp42"),
    "bark.wav": b"RIFF\x20\0\0\0WAVEfmt " + b"\0" * 20,
    "message.ogg": b"OggS\0\2" + b"\0" * 22 + b"OpusHead" + b"\0" * 20,
    "diary.txt": "Noise from 23:10 to 23:55 – Straße, £5".encode(),
    "old diary.txt": "Noise from 23:10 – caf\xe9".encode("cp1252"),
    "windows.txt": "Noise again".encode("utf-16"),
    "log.csv": b"day,hour,what\n2026-01-02,23:10,music\n",
    "answer.eml": b"From: a@example.com\r\nTo: b@example.com\r\nSubject: Bins\r\n\r\n<html>Hello",
    "mail.msg": compound("__properties_version1.0", "__substg1.0_0037001F"),
    "plan.doc": compound("1Table", "WordDocument", "Data", "ObjectPool", "CompObj"),
    "sums.xls": compound("Workbook"),
    "plan.docx": packed("[Content_Types].xml", "word/document.xml"),
    "sums.xlsx": packed("[Content_Types].xml", "xl/workbook.xml"),
    "plan.odt": open_document(),
}
