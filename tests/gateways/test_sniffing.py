"""What a file is, is decided by content and name together; what is doubtful is only downloaded."""

import io
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.gateways.blobs import EmptyFile
from putright.gateways.file_kinds import ALLOWED, BY_ENDING, NEUTRAL, SAYS, Doubt
from putright.gateways.sniffing import Sniffed, name_to_hand_out, sniff
from tests.gateways.made import GOOD, compound, open_document, packed

KINDS = ALLOWED.values()
PAGE = b"<!DOCTYPE html><html><script>fetch('/')</script></html>"
DRAWING = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'
PROGRAM = b"MZ\x90\0\3\0\0\0" + b"\0" * 200


def sniffed(name: str, content: bytes) -> Sniffed:
    return sniff(name=name, file=io.BytesIO(content))


def test_every_allowed_kind_is_known_by_content_and_name():
    found = {name: sniffed(name, content) for name, content in GOOD.items()}

    assert all(one.warning is Doubt.NONE for one in found.values()), found
    for name, one in found.items():
        kind = ALLOWED[BY_ENDING[name.lower().rpartition(".")[2]]]
        assert (one.media_type, one.kind) == (kind.media_type, kind.kind)
    assert {BY_ENDING[one.extension] for one in found.values()} == set(ALLOWED) - {"zip"}


def test_every_file_under_every_other_name_is_only_downloaded():
    shared = [{"mp4", "m4v", "m4a"}, {"txt", "csv"}]
    for name, content in GOOD.items():
        true = name.lower().rpartition(".")[2]
        for ending, kind in BY_ENDING.items():
            same = kind == BY_ENDING[true] or any({true, ending} <= one for one in shared)
            same = same or (true, ending) == ("eml", "txt")
            found = sniffed(f"it.{ending}", content)
            assert same == (found.warning is Doubt.NONE), (name, ending, found)
            assert same or (found.media_type, found.kind) == (NEUTRAL, "download only")


@pytest.mark.parametrize(
    ("name", "content", "doubt"),
    [
        ("page.html", PAGE, Doubt.WEB_PAGE),
        ("page.jpg", PAGE, Doubt.WEB_PAGE),
        ("note.txt", b"\xef\xbb\xbf  " + PAGE, Doubt.WEB_PAGE),
        ("note.txt", PAGE.decode().encode("utf-16"), Doubt.WEB_PAGE),
        ("saved.mht", b"MIME-Version: 1.0\r\nSubject: x\r\n\r\n<html>", Doubt.WEB_PAGE),
        ("plan.svg", DRAWING, Doubt.DRAWING),
        ("plan.png", DRAWING, Doubt.DRAWING),
        ("plan.svgz", b"\x1f\x8b\x08\0\0\0\0\0", Doubt.DRAWING),
        ("photo.jpg", PROGRAM, Doubt.PROGRAM),
        ("photo.jpg.exe", PROGRAM, Doubt.PROGRAM),
        ("photo.jpg   .scr", b"just text", Doubt.PROGRAM),
        ("photo.jpg", b"\x7fELF\2\1\1\0", Doubt.PROGRAM),
        ("notes.txt", b"#!/bin/sh\nrm -r ~\n", Doubt.PROGRAM),
        ("notes.txt", b"@ECHO OFF\r\ndel *\r\n", Doubt.PROGRAM),
        ("open me.lnk", b"L\0\0\0\1\x14\2\0" + b"\0" * 60, Doubt.PROGRAM),
        ("tool.zip", packed("META-INF/MANIFEST.MF", "A.class"), Doubt.PROGRAM),
        ("photo.jpg", b"Rar!\x1a\7\0" + b"\0" * 40, Doubt.NOT_AS_NAMED),
        ("photos.rar", b"Rar!\x1a\7\0" + b"\0" * 40, Doubt.UNKNOWN),
        ("photo.avif", b"\0\0\0\x18ftypavif\0\0\0\0avifmif1", Doubt.UNKNOWN),
        ("sound.mp3", b"\xff\xfb\x90\0" + b"not two frames\0" * 90, Doubt.NOT_AS_NAMED),
        ("README", b"plain words", Doubt.NO_ENDING),
        ("plan.docm", packed("[Content_Types].xml", "word/document.xml"), Doubt.MACRO),
        (
            "plan.docx",
            packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
            Doubt.MACRO,
        ),
        ("photos.zip", packed("a.jpg", "b.jpg"), Doubt.ARCHIVE),
    ],
)
def test_what_is_doubtful_is_kept_to_download_with_a_word_why(
    name: str, content: bytes, doubt: Doubt
):
    found = sniffed(name, content)

    assert (found.warning, found.kind) == (doubt, "download only")
    assert found.media_type == ("application/zip" if doubt is Doubt.ARCHIVE else NEUTRAL)
    assert found.says == SAYS[doubt] != ""


@pytest.mark.parametrize(
    "name", ["door.exe.jpg", "door.html.jpg", "door.pdf.jpg", "door.php .jpg", "door.svg.jpeg"]
)
def test_a_name_that_says_two_things_is_only_downloaded(name: str):
    found = sniffed(name, GOOD["door.JPG"])

    assert (found.warning, found.media_type) == (Doubt.TWO_ENDINGS, NEUTRAL)


@pytest.mark.parametrize(
    "name",
    ["plan.docx.pdf", "v1.2 of 3.4.2026.pdf", "to a@example.com.pdf", "door.jpg.pdf", "x.pdf.pdf"],
)
def test_a_name_with_harmless_dots_is_shown(name: str):
    assert sniffed(name, GOOD["letter.pdf"]).warning is Doubt.NONE


@pytest.mark.parametrize("name", ["door.JPG", "letter.pdf", "wall.png", "plan.doc", "night.mp4"])
def test_a_file_with_an_archive_hung_on_is_two_things(name: str):
    assert sniffed(name, GOOD[name] + packed("evil.class")).warning is Doubt.TWO_THINGS


@pytest.mark.parametrize("hidden", [PAGE, b"<?php system($_GET[0]);", b"%PDF-1.4 ...", DRAWING])
def test_a_picture_with_a_page_inside_is_two_things(hidden: bytes):
    assert sniffed("door.jpg", GOOD["door.JPG"] + hidden).warning is Doubt.TWO_THINGS


def test_a_photo_with_a_film_behind_it_as_phones_write_is_shown():
    assert sniffed("a.jpg", GOOD["door.JPG"] + GOOD["night.mp4"]).kind == "picture"


def test_a_pdf_with_script_is_shown_with_a_warning():
    content = b"%PDF-1.7\n" + b" " * 65_520 + b"<< /S /JavaScript /JS (app.alert(1)) >>"

    found = sniffed("form.pdf", content)

    assert (found.kind, found.warning) == ("document", Doubt.SCRIPT)


def test_a_locked_office_file_says_so_and_keeps_its_ending():
    found = sniffed("report.docx", compound("EncryptedPackage", "EncryptionInfo"))

    assert (found.warning, found.extension) == (Doubt.LOCKED, "docx")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.doc", compound("WordDocument", "Macros", "VBA")),
        ("sums.xls", compound("Workbook", "_VBA_PROJECT_CUR")),
        ("plan.odt", open_document("Basic/Standard/Module1.xml")),
    ],
)
def test_older_files_with_macros_are_only_downloaded(name: str, content: bytes):
    assert sniffed(name, content).warning is Doubt.MACRO


def test_an_archive_bomb_is_kept_and_never_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", "word/document.xml"):
            archive.writestr(name, b"\0" * 40_000_000)
    bomb = out.getvalue()
    tracemalloc.start()

    kinds = [sniffed("bomb.zip", bomb).warning, sniffed("bomb.docx", bomb).kind]
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert kinds == [Doubt.NOT_AS_NAMED, "document"]
    assert most < 2_000_000


def test_an_archive_whose_list_claims_to_be_huge_is_not_read():
    archive = bytearray(packed("a.txt"))
    at = archive.rfind(b"PK\5\6")
    archive[at + 12 : at + 16] = (0x7FFFFFFF).to_bytes(4, "little")

    assert sniffed("a.zip", bytes(archive)).warning is Doubt.ARCHIVE
    assert sniffed("a.docx", bytes(archive)).warning is Doubt.NOT_AS_NAMED


def test_an_older_file_whose_table_goes_in_circles_comes_to_an_end():
    circle = bytearray(compound("WordDocument"))
    circle[512 + 4 : 512 + 8] = (1).to_bytes(4, "little")

    assert sniffed("plan.doc", bytes(circle)).warning is Doubt.NOT_AS_NAMED


def test_an_empty_file_is_refused_in_words_for_its_sender():
    with pytest.raises(EmptyFile, match="empty, so there is nothing to keep"):
        sniffed("photo.jpg", b"")


def test_what_could_run_is_handed_out_under_a_name_that_does_not_run():
    for name, content in [("a.jpg.exe", PROGRAM), ("a.html", PAGE), ("a.svg", DRAWING)]:
        found = sniffed(name, content)

        assert name_to_hand_out(name=name, sniffed=found) == f"{name}.bin"


def test_what_is_as_named_keeps_its_name():
    found = sniffed("Hall  door.JPG", GOOD["door.JPG"])

    assert name_to_hand_out(name="../Hall  door.JPG", sniffed=found) == "Hall door.JPG"


@given(st.text(max_size=20), st.sampled_from(sorted(BY_ENDING)), st.binary(min_size=1))
def test_no_content_and_no_name_break_the_sniffing(stem: str, ending: str, content: bytes):
    found = sniffed(f"{stem}.{ending}", content)

    assert found.media_type == NEUTRAL or found.media_type in {k.media_type for k in KINDS}


@given(st.sampled_from(sorted(GOOD)), st.data())
def test_a_file_that_is_cut_or_flipped_breaks_nothing(name: str, data: st.DataObject):
    content = bytearray(GOOD[name])
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    cut = data.draw(st.integers(1, len(content)))

    assert sniffed(name, bytes(content[:cut])).extension
