"""Files made pages: what is seen stays, what is withheld goes, what breaks says so."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from putright.gateways.bundle_pdf import pages_of as pdf_pages
from putright.gateways.bundle_sources import Pages, drawn_text, length_of, pages_of, words_left
from putright.gateways.bundle_words import INSTEAD, Withheld
from putright.gateways.letter_pdf import what_is_missing
from tests.gateways.papers import (
    TELEPHONE,
    beyond_measure,
    film,
    pages,
    with_field,
    with_secrets,
)

MISSING = what_is_missing()
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"no PDF is drawn here: {MISSING}")
NAME = "Quillfeather"
NONE = Withheld(())
SOME = Withheld((NAME, "14 Elm Court", "Ann"))


def text_of(made: bytes) -> str:
    return "\n".join(
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made)
    )  # fmt: skip


def of(media_type: str, raw: bytes, withheld: Withheld = NONE, *, looked: bool = False) -> Pages:
    return pages_of(
        title="A paper", media_type=media_type, raw=raw, withheld=withheld, is_looked_at=looked
    )


@pytest.mark.parametrize(
    "said",
    [
        "QUILLFEATHER", "Quill-\nfeather", "Quíllfeather", "Q u i l l f e a t h e r",
        "quillfeather42@post.example", "Quill\u00adfeather", "14, Elm\nCourt", "Ann's",
    ],
)  # fmt: skip
def test_a_withheld_word_is_found_however_it_is_spelt(said: str) -> None:
    assert SOME.is_in(f"so {said} said")
    assert INSTEAD in SOME.removed(f"so {said} said")


def test_a_short_name_is_not_found_inside_other_words() -> None:
    assert SOME.removed("planning the annual meeting") == "planning the annual meeting"


def test_a_page_with_a_withheld_name_becomes_a_picture_with_the_name_painted_out() -> None:
    made = pdf_pages(pages(f"told by {NAME} then", 1, turned=90), (NAME,))
    assert made.painted == 1 and text_of(made.pdf).strip() == ""
    before = pypdfium2.PdfDocument(pages(f"told by {NAME} then", 1, turned=90))[0]
    after = pypdfium2.PdfDocument(made.pdf)[0].render(scale=1, grayscale=True).to_pil()
    told = before.get_textpage()
    start = told.get_text_range().index(NAME)
    left, low, right, top = told.get_charbox(start + len(NAME) // 2)
    # the page is turned: what was up is now to the right
    spot = after.getpixel(((low + top) / 2, (left + right) / 2))
    assert isinstance(spot, int) and spot < 60
    assert words_left(made.pdf, SOME) == ()


def test_pages_without_a_withheld_name_keep_their_words() -> None:
    made = of("application/pdf", pages("Bramble", 2), SOME)
    assert made.painted == 0 and "Bramble 2" in text_of(made.pdf)


def test_what_was_filled_into_a_form_is_seen_and_comments_are_counted() -> None:
    assert "Hazelnut" in text_of(of("application/pdf", with_field("Hazelnut")).pdf)
    made = of("application/pdf", with_secrets(NAME))
    assert made.comments == 1
    assert words_left(made.pdf, SOME) == ()


def test_a_name_in_the_words_of_a_message_is_gone_before_they_are_drawn() -> None:
    raw = f"From: a@post.example\r\nSubject: {NAME}\r\n\r\nIt was {NAME}, said so.\r\n".encode()
    made = of("message/rfc822", raw, SOME)
    assert "said so" in text_of(made.pdf) and INSTEAD in text_of(made.pdf)
    assert words_left(made.pdf, SOME) == ()


def test_a_picture_loses_what_the_camera_wrote_and_waits_for_a_person_where_words_are_withheld(
) -> None:  # fmt: skip
    raw = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = NAME
    Image.new("RGB", (300, 200), "navy").save(raw, "JPEG", exif=exif)
    assert NAME.encode() in raw.getvalue()
    assert of("image/jpeg", raw.getvalue(), SOME).why == "look"
    made = of("image/jpeg", raw.getvalue(), SOME, looked=True)
    assert NAME.encode() not in made.pdf and made == of("image/jpeg", raw.getvalue(), looked=True)


@pytest.mark.parametrize(
    ("media_type", "raw"),
    [
        ("application/pdf", b"%PDF-1.7 nothing"), ("image/png", b"\x89PNG broken"),
        ("audio/mpeg", b"ID3"), ("application/zip", b"PK"),
    ],
)  # fmt: skip
def test_what_cannot_be_on_paper_says_why(media_type: str, raw: bytes) -> None:
    made = of(media_type, raw)
    assert made.why == "cannot" and made.fault and not made.pdf


def test_a_locked_document_says_that_it_is_locked() -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(pages())) as made:
        made.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert "password" in of("application/pdf", out.getvalue()).fault


def test_a_name_that_stayed_in_a_made_file_is_told_with_its_place() -> None:
    assert words_left(drawn_text("Plain", f"So {NAME} said."), SOME)
    assert words_left(with_secrets(NAME), SOME) == ("its bookmarks, names or description",)


def test_a_document_of_ten_thousand_pages_is_named_and_not_opened_further() -> None:
    with pikepdf.open(BytesIO(pages())) as made:
        tree = made.Root.Pages
        tree.Kids = pikepdf.Array([tree.Kids[0]] * 10_000)
        tree.Count = 10_000
        out = BytesIO()
        made.save(out)
    assert "more than 3000" in of("application/pdf", out.getvalue()).fault


def test_a_picture_of_a_telephone_is_a_page_without_what_the_telephone_wrote_into_it() -> None:
    made = of("image/heic", TELEPHONE)
    shown = pypdfium2.PdfDocument(made.pdf)[0].render().to_pil()
    across, down = shown.width // 2, shown.height // 2
    red, blue = shown.getpixel((across - 8, down)), shown.getpixel((across + 8, down))
    assert isinstance(red, tuple) and isinstance(blue, tuple)
    assert red[0] > 150 > red[2] and blue[2] > 150 > blue[0]
    assert NAME.encode() in TELEPHONE and NAME.encode() not in made.pdf
    assert of("image/heic", TELEPHONE, SOME).why == "look"
    assert "broken" in of("image/heic", TELEPHONE[:300]).fault


def test_a_small_file_that_opens_to_a_large_picture_is_a_page_and_one_beyond_measure_is_not(
) -> None:  # fmt: skip
    raw = BytesIO()
    Image.new("L", (7_000, 7_000)).save(raw, "PNG")
    assert len(raw.getvalue()) < 50_000
    assert of("image/png", raw.getvalue()).pdf
    assert "more points" in of("image/png", beyond_measure()).fault


@pytest.mark.parametrize(
    ("media_type", "raw", "seconds"),
    [
        ("video/quicktime", film(3723), 3723), ("video/mp4", film(0), 0),
        ("audio/mpeg", b"ID3 nothing", 0), ("audio/ogg", b"OggS" + bytes(2000), 0),
    ],
)  # fmt: skip
def test_a_recording_says_how_long_it_is_or_nothing_is_said(
    media_type: str, raw: bytes, seconds: int, tmp_path: Path
) -> None:
    (tmp_path / "kept").write_bytes(raw)
    with (tmp_path / "kept").open("rb") as kept:
        assert length_of(media_type, kept) == seconds
