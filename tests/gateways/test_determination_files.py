"""The files of determinations: every format read as it was made, and one word for what is not."""

import io
import zipfile
from pathlib import Path

import pytest

from putright.core.determinations import read
from putright.core.events.faults import FileFault
from putright.gateways import determination_child, files
from putright.gateways.determination_docx import docx_text
from putright.gateways.determination_files import take_text
from putright.gateways.determination_page import page_text
from putright.gateways.determination_pdf import pdf_text
from tests.core.determinations.answers import known, told
from tests.factories.report_files import as_docx, as_page, as_pdf, as_text
from tests.factories.reports import made_report

TAKEN = {
    "html": lambda made: page_text(as_page(made).encode()),
    "docx": lambda made: docx_text(as_docx(made)),
    "pdf": lambda made: pdf_text(as_pdf(made)),
}
SAMPLES = [("html", n) for n in range(12)] + [("docx", n) for n in range(6)] + [
    ("pdf", n) for n in range(6)
]  # fmt: skip


@pytest.mark.parametrize(("kind", "number"), SAMPLES)
def test_every_format_is_read_as_the_report_was_made(kind: str, number: int) -> None:
    made = made_report(number)

    report = read(TAKEN[kind](made), calendar=files.load_calendar())

    assert told(report) == known(made)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("report.txt", as_text(made_report(1)).encode()),
        ("report.txt", as_text(made_report(1)).encode("cp1252")),
        ("report.txt", as_text(made_report(1)).encode("utf-16")),
        ("saved", as_page(made_report(1)).encode()),
        ("saved.htm", as_page(made_report(1)).encode("cp1252", "replace")),
        ("report.docx", as_docx(made_report(1))),
        ("report.pdf", as_pdf(made_report(1))),
    ],
)
def test_a_file_is_known_by_what_is_in_it(tmp_path: Path, name: str, raw: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(raw)

    taken = take_text(path)

    assert made_report(1).reference in taken.text
    assert taken.address == name
    assert "document.write" not in taken.text


def bomb() -> bytes:
    """An archive that unpacks to far more than it holds."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 40_000_000)
    return out.getvalue()


def archive() -> bytes:
    """An archive that is no document."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as held:
        held.writestr("notes.txt", "nothing")
    return out.getvalue()


def locked() -> bytes:
    """A PDF with a password."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(as_pdf(made_report(1)))) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def blank(pages: int) -> bytes:
    """A PDF without text."""
    import pikepdf

    out = io.BytesIO()
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    document.save(out)
    return out.getvalue()


HOSTILE = {
    "empty": (b"  \n", "is empty"),
    "older": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "locked with a password, or from an old Word"),
    "binary": (b"\x01\x02\0\0" * 50, "neither text nor"),
    "bomb": (bomb(), "unpacks to far more"),
    "archive": (archive(), "no Word document"),
    "torn archive": (bomb()[:-40], "could not be opened"),
    "torn pdf": (b"%PDF-1.7\n" + b"\x00\xff" * 400, "is a PDF that cannot be opened"),
    "locked": (locked(), "locked with a password"),
    "picture": (blank(1), "it is a picture of a page"),
    "long": (blank(301), "more than 300 pages"),
    "only script": (b"<html><script>alert(1)</script></html>", "a web page without text"),
    "deep": (b"<html>" + b"<ol><li>" * 3000 + b"x", "could not be opened|beyond reason"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_broken_or_hostile_file_ends_in_one_message(tmp_path: Path, name: str) -> None:
    raw, says = HOSTILE[name]
    path = tmp_path / "file"
    path.write_bytes(raw)

    with pytest.raises(FileFault, match=says) as fault:
        take_text(path)

    assert len(fault.value.faults) == 1
    assert fault.value.faults[0].mend


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.txt"):
        with pytest.raises(FileFault):
            take_text(path)


def test_a_file_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.truncate(30_000_001)

    with pytest.raises(FileFault, match="longer than 30 MB"):
        take_text(path)


def test_a_child_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from putright.gateways import determination_files

    path = tmp_path / "report.pdf"
    path.write_bytes(as_pdf(made_report(1)))
    monkeypatch.setattr(determination_files, "MOST_SECONDS", 0.01)

    with pytest.raises(FileFault, match="took longer"):
        take_text(path)


def test_a_child_that_dies_harms_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from putright.gateways import determination_files

    path = tmp_path / "report.pdf"
    path.write_bytes(as_pdf(made_report(1)))
    monkeypatch.setattr(determination_files, "CHILD", "putright.gateways.nothing_of_that_name")

    with pytest.raises(FileFault, match="broken, or built to do harm"):
        take_text(path)


def test_the_child_answers_with_text_or_with_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    page = as_page(made_report(1)).encode()

    assert b'"text"' in determination_child.answer("html", page)
    assert b'"fault"' in determination_child.answer("docx", page)
    assert b'"fault"' in determination_child.answer("pdf", page)
    monkeypatch.setattr(determination_child, "MOST_CHARACTERS", 10)
    assert b"far more text" in determination_child.answer("html", page)
