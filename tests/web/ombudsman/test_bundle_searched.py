"""P27: a withheld name is in nothing of what leaves: text, index, names, drawn pages."""

import os
import re
from html import unescape
from io import BytesIO

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from putright.gateways.bundle_reading import can_read
from putright.gateways.bundle_sources import words_left, words_seen
from putright.gateways.bundle_words import Withheld
from putright.gateways.letter_pdf import what_is_missing
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.record.models import File
from tests.gateways.papers import pages, with_secrets
from tests.web.ombudsman.bundling import NAME, text_of, verified

MISSING = what_is_missing()
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(bool(MISSING), reason=f"no PDF is drawn here: {MISSING}"),
]
IS_FULL = os.environ.get("HYPOTHESIS_PROFILE") == "full"
reads = pytest.mark.skipif(not can_read(), reason="tesseract is not installed: no page is read")


def photo_of(words):
    drawn = Image.new("RGB", (1200, 500), "white")
    ImageDraw.Draw(drawn).text((80, 200), words, "black", font=ImageFont.load_default(64))
    out = BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()


def upload(name, raw, media_type):
    return SimpleUploadedFile(name, raw, media_type)


def texts(made):
    """The text of each page but for its number."""
    document = pypdfium2.PdfDocument(made)
    told = (page.get_textpage().get_text_range() for page in document)
    return [re.sub(r"\S+, page \d+ of \d+", "", one) for one in told]


def named(name):
    with landlord_scope(OPERATOR):
        return str(File.objects.get(name=name).id)


@reads
def test_a_withheld_name_is_in_no_text_no_name_no_description_and_no_drawn_page(bundles):
    told, withheld = pages(f"says {NAME} here", 1, turned=90), Withheld((NAME,))
    bundles.noted(upload(f"{NAME}.pdf", told, "application/pdf"))
    bundles.noted(upload("report.pdf", with_secrets(NAME), "application/pdf"))
    bundles.scanned()
    assert words_seen(told, withheld, (1,))

    row = bundles.make(words=NAME)
    archive = bundles.archive(row)

    made, index = archive.read("bundle.pdf"), archive.read("index.html").decode()
    assert row.searched == "pixels" and verified(archive)
    assert "read by a program as well, as they are seen" in " ".join(text_of(archive).split())
    assert "in what a program reads on the pages" in bundles.read()
    assert words_left(made, withheld) == () and NAME not in index
    painted = [number for number, text in enumerate(texts(made), 1) if text.strip() == ""]
    every = tuple(range(1, row.pages + 1)) if IS_FULL else tuple(painted)
    assert every and words_seen(made, withheld, every) == ()


@reads
def test_a_name_in_a_picture_that_somebody_passed_over_stops_the_bundle(bundles):
    bundles.noted(upload("wall.png", photo_of(f"Written by {NAME}"), "image/png"))
    bundles.scanned()

    row = bundles.make(words=NAME, looked=[named("wall.png")])
    assert row.state == "failed" and ", as it is seen" in row.fault and not row.blob


@pytest.mark.usefixtures("reads_nothing")
def test_where_nothing_reads_pages_it_is_said_on_the_page_and_in_the_bundle(bundles):
    row = bundles.make(words=NAME)

    assert row.searched == "text" and "were not read as they are seen" in bundles.read()
    told = " ".join(text_of(bundles.archive(row)).split())
    assert "What is drawn on them was not read by a program" in told


def test_the_index_names_the_page_of_each_paper_and_asks_for_nothing_else(bundles):
    bundles.noted(upload("told.pdf", pages("Rowan", 3), "application/pdf"))
    bundles.noted()  # behind three pages, so that numbers of entries are not those of pages
    bundles.scanned()

    archive = bundles.archive(bundles.make())

    index = archive.read("index.html").decode()
    document = pypdfium2.PdfDocument(archive.read("bundle.pdf"))
    links = re.findall(r'href="bundle\.pdf#page=(\d+)">([^<]+)<', index)
    assert len({page for page, _words in links}) == 5
    for page, words in links:
        told = " ".join(document[int(page) - 1].get_textpage().get_text_range().split())
        shown = "Rowan 1" if words == "a file (document)" else unescape(words)
        assert words == page or shown in told
    policy = re.search('<meta http-equiv="Content-Security-Policy" content="([^"]*)">', index)
    assert "default-src 'none'" in policy[1] and "script-src" not in policy[1]
    index = index.replace(policy[0], "").replace("http://www.w3.org/2000/svg", "")
    assert "<script" not in index and "http" not in index
    assert set(re.findall(r'(?:href|src)="(?!bundle\.pdf)([^"]*)"', index)) == {"data:,"}


def test_the_case_is_drawn_without_what_is_withheld(bundles):
    whole = bundles.archive(bundles.make())
    assert "Promises: from what set them going" in text_of(whole)
    assert "Promises: from what set" in whole.read("index.html").decode()

    archive = bundles.archive(bundles.make(words="Promises"))
    assert "[withheld]: from what set them going" in text_of(archive)
    assert "[withheld]: from what set" in archive.read("index.html").decode()
