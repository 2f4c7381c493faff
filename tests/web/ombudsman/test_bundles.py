"""P27: the bundle for the Ombudsman, made from the questions, with nothing left out unsaid."""

from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from putright.casework.actions.samples import load_published
from putright.casework.operations import bundling
from putright.gateways.bundle_sources import words_left
from putright.gateways.bundle_words import Withheld
from putright.gateways.clock import LONDON
from putright.gateways.letter_pdf import what_is_missing
from putright.stores.accounts.models import User
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.record.models import Case, File, Reading
from tests.gateways.papers import pages, with_secrets
from tests.web.ombudsman.bundling import NAME, Bundles, text_of, verified

MISSING = what_is_missing()
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("reads_nothing"),
    pytest.mark.skipif(bool(MISSING), reason=f"no PDF is drawn here: {MISSING}"),
]
ANSWERED = datetime(2025, 1, 22, 10, 0, tzinfo=LONDON)


def test_a_bundle_is_made_from_the_question_and_its_digests_hold(bundles):
    row = bundles.make()

    assert row.state == "ready", row.fault
    archive = bundles.archive(row)
    assert archive.namelist() == ["bundle.pdf", "index.html", "SHA256SUMS"] and verified(archive)
    told = text_of(archive)
    assert "What the file lacks" in told and "What was done about the noise" in told
    assert f"page {row.pages} of {row.pages}" in told and NAME in told
    assert row.sha256 in bundles.read() and "Download the bundle" in bundles.read()
    assert Reading.objects.filter(what="bundle downloaded").count() == 1


def test_a_withheld_name_is_nowhere_in_the_bundle(bundles):
    row = bundles.make(words=NAME)

    archive = bundles.archive(row)
    assert "[withheld] shouted" in text_of(archive)
    assert words_left(archive.read("bundle.pdf"), Withheld((NAME,))) == ()
    assert all(NAME.encode() not in archive.read(name) for name in archive.namelist())


def test_the_same_bundle_asked_for_again_has_the_same_bytes(bundles):
    assert bundles.make().sha256 == bundles.make().sha256


def test_a_bundle_that_would_still_hold_a_withheld_word_is_not_made(bundles):
    row = bundles.make(words=bundles.case.reference)

    assert row.state == "failed" and "withheld word is still found" in row.fault
    assert not row.blob and "It was not made" in bundles.read()


def test_a_question_without_an_answer_is_refused_and_one_with_a_reason_is_told(bundles):
    refused = bundles.client.post(bundles.address("bundle"), {"kind": "shared", "words": ""})
    assert "choose what answers it" in refused.text

    row = bundles.make(entries_0=[], none_0="the recorder was not offered")
    assert "We have none, because: the recorder was not offered" in text_of(bundles.archive(row))


def test_the_whole_set_waits_for_a_second_person(bundles, signed_in):
    row = bundles.make(kind="whole")
    assert row.state == "agree" and "Waits until a second person" in bundles.read()
    own = bundles.client.post(bundles.address("bundle_agree", bundle_id=row.id))
    row.refresh_from_db()
    assert row.state == "agree" and "Somebody other than" in bundles.client.get(own.url).text

    other = signed_in(Client(), "team leader")
    assert "Agree that it goes" in other.get(bundles.address("bundles")).text
    assert other.post(bundles.address("bundle_agree", bundle_id=row.id)).status_code == 302
    bundling.make_all(landlord=bundles.landlord.id, now=bundles.now)
    row.refresh_from_db()
    assert row.state == "ready" and verified(bundles.archive(row, other))


def test_after_a_week_there_is_no_bundle_to_download(bundles, clock_at):
    row = bundles.make()
    later = bundles.now + timedelta(days=7, minutes=1)
    clock_at(later)

    assert (
        bundles.client.get(bundles.address("bundle_download", bundle_id=row.id)).status_code == 404
    )
    bundling.make_all(landlord=bundles.landlord.id, now=later)
    row.refresh_from_db()
    assert (
        row.state == "gone" and set(row.told) == {"entries", "none"} and not row.blob and row.sha256
    )


def test_files_of_the_case_are_papers_or_named_as_not_on_paper(bundles, landlord):
    upload = SimpleUploadedFile
    files = (
        upload("report.pdf", with_secrets(NAME), "application/pdf"),
        upload("told.pdf", pages(f"says {NAME} here", 2), "application/pdf"),
        upload("sound.mp3", b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" * 400),
    )
    bundles.noted(*files)
    bundles.scanned()

    archive = bundles.archive(bundles.make(words=NAME))
    told = text_of(archive)
    assert "What is not on paper" in told and "a file (" in told and "mp3" not in told
    assert "comment in the file is not printed" in told and "Bramble 1" in told
    assert words_left(archive.read("bundle.pdf"), Withheld((NAME,))) == ()
    assert not any("sha256" in line for line in told.splitlines())


def test_the_published_case_names_its_gaps_first(client, signed_in, clock_at, settings, tmp_path):
    settings.FILES = tmp_path / "files"
    clock_at(ANSWERED)
    landlord = load_published("hexagon-202427054", now=ANSWERED)
    with landlord_scope(OPERATOR):
        case = Case.objects.get(landlord_id=landlord)
        handler = User.objects.get(landlord_id=landlord, name__startswith="Abe")
    found = Bundles(signed_in(client, handler), case, handler.landlord, ANSWERED)

    archive = found.archive(found.make(entries_0=["ombudsman-request"]))

    told = " ".join(text_of(archive).split())
    gaps = told[told.index("What the file lacks") : told.index("The case in one picture")]
    calls = ("21 September 2023", "26 October 2023", "30 October 2023")
    attempts = ("29 January 2024", "16 February 2024", "8 March 2024", "20 May 2024")
    for day in (*calls, *attempts):
        assert f"No record of it, on {day}" in gaps or day in gaps, day
    assert "a stage 2 response" in told and verified(archive)


def test_nobody_else_downloads_a_bundle(bundles, signed_in):
    row = bundles.make()

    assert verified(bundles.archive(row))
    address = bundles.address("bundle_download", bundle_id=row.id)
    assert signed_in(Client(), "team leader").get(address).status_code == 404


def test_a_bundle_of_a_restricted_case_waits_for_a_second_person(bundles, signed_in):
    with landlord_scope(OPERATOR):
        Case.objects.filter(id=bundles.case.id).update(is_restricted=True)
    bundles.client = signed_in(Client(), "team leader")
    glass = bundles.client.get(bundles.address("bundle")).url
    bundles.client.post(glass, {"why": "The Ombudsman asks for the evidence today."})

    assert bundles.make().state == "agree"


@pytest.mark.parametrize("scan", ["infected", "not scanned"])
def test_what_the_scanner_holds_is_named_and_its_bytes_are_not_in_the_bundle(
    bundles, scan, settings
):
    bundles.noted(SimpleUploadedFile("told.pdf", pages("Hornbeam"), "application/pdf"))
    settings.SCANNER = "127.0.0.1:1"
    with landlord_scope(OPERATOR):
        File.objects.update(scan=scan)

    told = text_of(bundles.archive(bundles.make()))

    assert "Hornbeam" not in told and "held" in told and "What is not on paper" in told
