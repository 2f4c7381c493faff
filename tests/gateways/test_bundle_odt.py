"""OpenDocument texts made pages: what they show, and how much they hide."""

import io
import zipfile

import pytest

from putright.gateways.bundle_sources import Pages, pages_of, words_left
from putright.gateways.bundle_words import INSTEAD, Withheld
from putright.gateways.letter_pdf import what_is_missing
from tests.gateways.test_bundle_sources import text_of

MISSING = what_is_missing()
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"no PDF is drawn here: {MISSING}")
ODT = "application/vnd.oasis.opendocument.text"
NONE, SOME = Withheld(()), Withheld(("Ann Quillfeather",))
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
        ("style", "style"),
    )
)  # fmt: skip
UNSEEN = '<style:style style:name="U"><style:text-properties text:display="none"/></style:style>'
HEIR = '<style:style style:name="T1" style:parent-style-name="U"/>'
SHOWN = (
    "<text:h>Diary</text:h>\n <text:p>Called<text:s text:c='2'/>Ann <text:span>Quill</text:span>"
    "<text:span>feather</text:span><text:line-break/>at nine.</text:p>"
    "<text:list><text:list-item><text:p>No answer<text:note><text:note-body><text:p>Twice."
    "</text:p></text:note-body></text:note></text:p></text:list-item></text:list>"
    "<table:table><table:table-row><table:table-cell><text:p>4 May</text:p></table:table-cell>"
    "</table:table-row></table:table>"
)
GONE = (
    "<text:tracked-changes><text:p>Deleted</text:p></text:tracked-changes>"
    "<text:p>Seen<office:annotation><text:p>Aside</text:p></office:annotation>"
    "<text:span text:style-name='T1'>Whispered</text:span> too</text:p>"
    "<text:section text:display='none'><text:p>Folded</text:p></text:section>"
    "<text:p><text:hidden-text text:string-value='Masked'/><draw:frame><draw:image/></draw:frame>"
    "</text:p>"
)


def odt(body: str, head: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODT)
        archive.writestr("styles.xml", f"<office:styles {SPACES}>{UNSEEN}</office:styles>")
        archive.writestr(
            "content.xml",
            f"{head}<office:document-content {SPACES}>{HEIR}<office:body><office:text>{body}"
            "</office:text></office:body></office:document-content>",
        )
    return out.getvalue()


def of(raw: bytes, withheld: Withheld = NONE) -> Pages:
    return pages_of(title="A diary", media_type=ODT, raw=raw, withheld=withheld)


def test_what_a_text_shows_is_on_its_pages_line_by_line() -> None:
    lines = [line.strip() for line in text_of(of(odt(SHOWN)).pdf).splitlines()]
    said = [" ".join(line.split()) for line in lines if line]
    assert said[1:] == [
        "Diary", "Called Ann Quillfeather", "at nine.", "No answer (Twice.)", "4 May",
    ]  # fmt: skip


def test_what_a_text_does_not_show_is_counted_and_left_out() -> None:
    made = of(odt(GONE))
    told = " ".join(text_of(made.pdf).split())
    assert told == "A diary Seen too" and (made.comments, made.hidden) == (1, 4)


def test_a_withheld_name_over_two_pieces_is_gone_from_a_text() -> None:
    made = of(odt(SHOWN), SOME)
    assert INSTEAD in text_of(made.pdf) and words_left(made.pdf, SOME) == ()


@pytest.mark.parametrize(
    "raw",
    [
        odt("<text:p>cut")[:-90], b"PK\x03\x04 no archive", odt("<text:p>open"),
        odt("<text:p>&bomb;</text:p>" * 9, '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
            '<!ENTITY bomb "&a;&a;&a;&a;&a;&a;&a;&a;">]>'),
    ],
)  # fmt: skip
def test_a_broken_text_says_so_and_one_with_entities_opens_none(raw: bytes) -> None:
    made = of(raw)
    assert "broken" in made.fault or "aaaa" not in text_of(made.pdf)
