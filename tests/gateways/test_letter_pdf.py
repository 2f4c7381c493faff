"""A letter on paper: tagged, titled, in its language, the same each time, and fetching nothing."""

import re
import socket
import subprocess
import sys
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace

from putright.gateways import letter_pdf
from putright.gateways.letter_fonts import font
from putright.gateways.letter_pdf import pdf_of, render, what_is_missing
from putright.gateways.letter_sheet import Sheet
from putright.gateways.letter_text import to_plain
from tests.gateways.read_out import read_out
from tests.gateways.sheets import ARABIC, BODY, ENGLISH, POLISH

MISSING = what_is_missing()
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"no PDF is drawn here: {MISSING}")
LETTERS = {"english": ENGLISH, "polish": POLISH, "arabic": ARABIC}
BOTH_SIZES = [
    replace(sheet, large_print=large) for sheet in LETTERS.values() for large in (False, True)
]
ROOT = Path(__file__).parents[2]
LARGEST = 20_000
"""Bytes of a PDF in which nothing but a word or two stands."""
SECRET = "kept-where-no-letter-goes"
REFERENCES = [
    '<img src="{0}">',
    '<img srcset="{0} 2x">',
    '<link rel="stylesheet" href="{0}">',
    '<link rel="attachment" href="{0}">',
    '<a rel="attachment" href="{0}">x</a>',
    '<object data="{0}"></object>',
    '<embed src="{0}">',
    '<svg xmlns:xlink="x"><image href="{0}" width="9" height="9"/></svg>',
    '<style>@import url("{0}");</style>',
    '<style>@font-face {{ font-family: x; src: url("{0}") }} p {{ font-family: x }}</style><p>x',
    '<p style="background: url({0})">x</p>',
    '<ul style="list-style-image: url({0})"><li>x</li></ul>',
    '<style>p::before {{ content: url("{0}") }}</style><p>x</p>',
    '<style>@color-profile --x {{ src: url("{0}") }}</style><p>x',
    '<base href="{0}"><img src="x.png">',
]


drawn = cache(pdf_of)


def opened(sheet: Sheet) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(drawn(sheet)))


def structure(pdf: pikepdf.Pdf) -> list[tuple[str, str, str]]:
    """Every tag with its language and that of its parent, in reading order."""
    found = []

    def walk(element: pikepdf.Object, above: str) -> None:
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            return
        found.append((str(element.S), str(element.get("/Lang", "")), above))
        kids = element.get("/K", [])
        for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
            walk(kid, str(element.S))

    for top in pdf.Root.StructTreeRoot.K:
        walk(top, "")
    return found


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    asked: list[object] = []

    def refuse(*words: object, **_named: object) -> None:
        asked.append(words)
        raise OSError("no network here")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    return asked


@pytest.mark.parametrize("sheet", BOTH_SIZES, ids=lambda sheet: sheet.language)
def test_a_letter_is_tagged_and_titled_in_its_language(sheet: Sheet) -> None:
    pdf = opened(sheet)

    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == sheet.language
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_metadata() as told:
        assert told["dc:title"] == sheet.title
        assert told["pdfuaid:part"] == "1"


@pytest.mark.parametrize("sheet", LETTERS.values(), ids=LETTERS)
def test_headings_come_in_order_and_lists_are_lists(sheet: Sheet) -> None:
    tags = structure(opened(sheet))
    headings = [tag for tag, _language, _above in tags if tag in ("/H1", "/H2", "/H3")]

    once = ["/H1", "/H2", "/H2"]
    assert headings == (once * 2 if sheet.english else once)
    assert all(above in ("/L",) for tag, _language, above in tags if tag == "/LI")
    assert all(above == "/LI" for tag, _language, above in tags if tag in ("/Lbl", "/LBody"))
    assert any(tag == "/L" for tag, _language, _above in tags)


def test_the_english_of_a_translated_letter_says_that_it_is_english() -> None:
    tags = structure(opened(ARABIC))

    assert [language for tag, language, _above in tags if tag == "/Sect"] == ["en-GB"]


def test_words_around_a_letter_are_english_and_say_so_where_we_have_no_others() -> None:
    urdu = replace(ARABIC, language="ur", english="", translated_by="")
    tags = structure(opened(urdu))

    assert [language for tag, language, _above in tags if tag == "/Sect"] == ["en-GB"] * 3
    assert "Yours sincerely" in letter_pdf.page_of(urdu)


@pytest.mark.parametrize("sheet", BOTH_SIZES, ids=lambda sheet: sheet.language)
def test_every_face_is_inside_and_its_letters_can_be_copied_out(sheet: Sheet) -> None:
    pdf = opened(sheet)
    faces = [one for one in pdf.objects if _is(one, "/Font")]
    inner = [one for one in pdf.objects if _is(one, "/FontDescriptor")]

    assert faces and all("/FontFile2" in one or "/FontFile3" in one for one in inner)
    assert all("/ToUnicode" in one for one in faces if one.Subtype == "/Type0")
    assert all("Putright" in str(one.FontName) for one in inner)


def _is(thing: pikepdf.Object, kind: str) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == kind


def test_what_stands_at_the_foot_of_a_sheet_is_not_read_out_with_the_letter() -> None:
    for page in opened(replace(ENGLISH, body=BODY * 6)).pages:
        steps = [
            (str(step.operands[0]), step.operands[1])
            for step in pikepdf.parse_content_stream(page)
            if str(step.operator) == "BDC"
        ]
        foot = [words for tag, words in steps if tag == "/Artifact"]

        assert [str(words.Type) for words in foot] == ["/Pagination"] * 2
        assert all("/MCID" in words for tag, words in steps if tag != "/Artifact")


@pytest.mark.parametrize("sheet", LETTERS.values(), ids=LETTERS)
def test_the_same_sheet_gives_the_same_bytes_in_another_process(sheet: Sheet) -> None:
    name = {"en-GB": "ENGLISH", "pl": "POLISH", "ar": "ARABIC"}[sheet.language]
    code = (
        "import sys; from tests.gateways import sheets\n"
        "from putright.gateways.letter_pdf import pdf_of\n"
        f"sys.stdout.buffer.write(pdf_of(sheets.{name}))"
    )
    run = _python(code, {"PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)})

    assert run == pdf_of(sheet) == pdf_of(sheet)
    assert run != pdf_of(replace(sheet, reference="MB-26-0013"))


def drawn_or_refused(page: str) -> bytes:
    from weasyprint.urls import URLFetchingError

    try:
        return render(page, "p { color: black }", seed=b"x")
    except URLFetchingError:
        return b""


@pytest.mark.parametrize("reference", REFERENCES)
def test_nothing_is_fetched_whatever_is_referred_to(
    reference: str, tmp_path: Path, no_network: list[object]
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    for address in (secret.as_uri(), "http://outside.example/x", "ftp://outside.example/x"):
        page = f"<html lang='en'><title>x</title>{reference.format(address)}"
        made = drawn_or_refused(page)

        assert SECRET.encode() not in made
        assert b"/EmbeddedFile" not in made and b"/Filespec" not in made
        assert len(made) < LARGEST
    assert no_network == []


def test_style_that_refers_elsewhere_fetches_nothing(no_network: list[object]) -> None:
    style = (
        '@import url("http://outside.example/x.css"); p { background: url("file:///etc/hosts") }'
    )

    assert render("<html lang='en'><title>x</title><p>x", style, seed=b"x").startswith(b"%PDF")
    assert no_network == []


@pytest.mark.parametrize(
    "address", ["putright-font:../../core/__init__", "putright-font:", "file:///etc/hosts", "x"]
)
def test_only_the_packages_faces_are_handed_out(address: str) -> None:
    with pytest.raises(LookupError):
        font(address)


def test_words_of_a_letter_bring_no_markup_and_no_hidden_sign() -> None:
    hostile = '<script>x</script><img src="http://outside.example/x">\u202e\x00{{ 7*7 }}{page}'
    sheet = Sheet(**dict.fromkeys(ENGLISH.__struct_fields__[:8], hostile))

    html = letter_pdf.page_of(sheet)

    assert "<script" not in html and "<img" not in html
    assert "\u202e" not in html and "\x00" not in html
    assert "{{ 7*7 }}{page}" in html
    assert pdf_of(sheet).startswith(b"%PDF")


def test_machine_without_the_text_library_is_told_what_to_install(tmp_path: Path) -> None:
    package = tmp_path / "weasyprint"
    package.mkdir()
    (package / "__init__.py").write_text("raise OSError('cannot load library')", encoding="utf-8")
    code = (
        "from putright.gateways.letter_pdf import RenderingMissing, what_is_missing, pdf_of\n"
        "from tests.gateways.sheets import ENGLISH\n"
        "try:\n    pdf_of(ENGLISH)\nexcept RenderingMissing as fault:\n"
        "    assert str(fault) == what_is_missing()\n    print(fault)"
    )
    run = _python(code, {"PYTHONPATH": f"{tmp_path}:{ROOT}"})

    assert b"apt-get install libpango" in run


def _python(code: str, environment: dict[str, str]) -> bytes:
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env=environment
    )
    return run.stdout


@pytest.mark.parametrize("sheet", BOTH_SIZES, ids=lambda sheet: sheet.language)
def test_a_checker_of_pdf_ua_finds_nothing(sheet: Sheet, tmp_path: Path) -> None:
    pdfua = pytest.importorskip("pdfua", reason="the checker of PDF/UA is not installed")
    path = tmp_path / "letter.pdf"
    path.write_bytes(drawn(sheet))

    report = pdfua.validate(str(path))

    assert report.findings == ()
    # its rule on empty headings stumbles over nested lists; the tests above look at headings
    assert {one.rule_id for one in report.outcomes if one.skipped_reason} <= {"UA-14-001"}


def test_the_checker_sees_a_pdf_that_is_not_tagged(tmp_path: Path) -> None:
    pdfua = pytest.importorskip("pdfua", reason="the checker of PDF/UA is not installed")
    path = tmp_path / "bare.pdf"
    bare = opened(ENGLISH)
    del bare.Root.StructTreeRoot, bare.Root.MarkInfo, bare.Root.Lang
    bare.save(path)

    assert {"UA-01-002", "UA-06-001"} <= {one.rule_id for one in pdfua.validate(str(path)).findings}


@pytest.mark.parametrize("sheet", BOTH_SIZES, ids=lambda sheet: sheet.language)
def test_a_letter_is_read_out_word_for_word_and_in_order(sheet: Sheet) -> None:
    said = _words(read_out(opened(sheet)))
    left = iter(said)

    for body in (sheet.body, sheet.english):
        assert all(word in left for word in _words(to_plain(body)))
    assert said.count(sheet.sender.split()[0]) == 1
    assert "\ufffd" not in "".join(said)


def _words(text: str) -> list[str]:
    return re.sub("[\u2066\u2069•–]|^ *- ", "", text, flags=re.M).split()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ur", "ہم آپ سے معذرت کرتے ہیں۔"),
        ("ckb", "ئێمە داوای لێبوردن دەکەین"),
        ("fa", "ما پوزش می‌خواهیم"),
        ("bn", "আমরা দুঃখিত।"),
        ("pa", "ਸਾਨੂੰ ਅਫ਼ਸੋਸ ਹੈ।"),
        ("hi", "हमें खेद है।"),
        ("ti", "ይቕሬታ ንሓትት።"),
        ("uk", "Нам шкода, ґанок і їжа."),
        ("el", "Λυπούμαστε."),
        ("vi", "Chúng tôi xin lỗi."),
        ("ro", "Ne pare rău, și vă mulțumim."),
        ("so", "Waan ka xunnahay."),
    ],
)
def test_scripts_of_residents_are_set_in_faces_that_are_shipped(language: str, words: str) -> None:
    pdf = opened(replace(ENGLISH, language=language, title=words, body=f"**{words}** {words}"))
    names = {str(one.FontName) for one in pdf.objects if _is(one, "/FontDescriptor")}

    assert names and all("Putright" in name for name in names)
    assert words in " ".join(read_out(pdf).split())
