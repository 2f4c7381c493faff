"""P27: what becomes of the files of a case in its bundle: printed, named, held, never dropped."""

import subprocess
import wave
from email.message import EmailMessage
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from putright.gateways.letter_pdf import what_is_missing
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.record.models import File, Reading
from tests.gateways.papers import beyond_measure, film, pages, with_script
from tests.web.ombudsman.bundling import NAME, agreed, text_of, verified

MISSING = what_is_missing()
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("reads_nothing"),
    pytest.mark.skipif(bool(MISSING), reason=f"no PDF is drawn here: {MISSING}"),
]
WHY = "The police gave it to us on a disc that they had scanned."


def upload(name, raw, media_type="application/octet-stream"):
    return SimpleUploadedFile(name, raw, media_type)


def sound(seconds=73):
    out = BytesIO()
    with wave.open(out, "wb") as told:
        told.setparams((1, 1, 100, 0, "NONE", ""))
        told.writeframes(bytes(100 * seconds))
    return out.getvalue()


def picture():
    out = BytesIO()
    Image.new("RGB", (300, 200), "navy").save(out, "PNG")
    return out.getvalue()


def message(*files, subject="The pipe"):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@post.example", "b@post.example", subject
    mail.set_content("See what is with it.")
    for name, raw in files:
        mail.add_attachment(raw, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def plain(archive):
    return " ".join(text_of(archive).split())


def test_a_recording_is_named_with_its_length_and_without_its_digest_where_words_are_withheld(
    bundles,
):
    bundles.noted(upload("night.wav", sound()), upload("door.mov", film(3723)))
    bundles.noted(upload("cut.mov", film(0)))
    bundles.scanned()

    told = plain(bundles.archive(bundles.make(words=NAME)))

    assert "1 minute 13 seconds long" in told and "1 hour 2 minutes 3 seconds long" in told
    assert "its length is not known" in told
    assert "sha256" not in told and "night.wav" not in told


def test_the_whole_set_lists_a_recording_with_its_digest_and_has_its_original(
    bundles, signed_in, tmp_path
):
    bundles.noted(upload("night.wav", sound()))
    bundles.scanned()
    archive = agreed(bundles, signed_in)

    assert "originals/001-night.wav" in archive.namelist() and verified(archive)
    told = "".join(text_of(archive).split())
    assert "night.wav" in told and "1minute13secondslong" in told
    digest = archive.read("SHA256SUMS").decode().splitlines()[2].split("  ")[0]
    assert digest in told
    archive.extractall(tmp_path)
    checked = subprocess.run(
        ["/usr/bin/sha256sum", "-c", "SHA256SUMS"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert checked.stdout.count(": OK") == 3


def test_what_came_with_a_message_is_printed_behind_it_unless_it_stands_there_already(bundles):
    inner = message(("deep.pdf", pages("Hornbeam")), subject="Further in")
    files = (
        ("told.pdf", pages("Rowan")), ("kept.pdf", pages("Sallow")), ("fwd.eml", inner),
        ("list.bin", b"\x00\x01\x02"),
    )  # fmt: skip
    bundles.noted(upload("kept.pdf", pages("Sallow"), "application/pdf"))
    bundles.noted(upload("mail.eml", message(*files), "message/rfc822"))
    bundles.scanned()

    told = plain(bundles.archive(bundles.make()))

    assert all(told.count(f"{word} 1") == 1 for word in ("Rowan", "Sallow", "Hornbeam"))
    assert "1 file that came with the message stands by itself" in told
    assert "a file (download only), with the message of" in told
    assert told.index("See what is with it") < told.index("Rowan 1") < told.index("Hornbeam 1")


def test_a_name_in_what_came_with_a_message_is_painted_out_and_pictures_wait(bundles):
    files = ("told.pdf", pages(f"says {NAME}")), ("shot.png", picture())
    bundles.noted(upload("mail.eml", message(*files), "message/rfc822"))
    bundles.scanned()

    told = plain(bundles.archive(bundles.make(words=NAME)))
    assert f"says {NAME}" not in told and "waits for a person to look at its pictures" in told
    assert "With it: files: 2" in told and "told.pdf" not in told and "shot.png" not in told

    with landlord_scope(OPERATOR):
        mail = File.objects.get(name="mail.eml")
    looked = plain(bundles.archive(bundles.make(words=NAME, looked=[str(mail.id)])))
    assert "waits for a person" not in looked


def test_a_file_that_was_not_scanned_is_held_until_a_person_answers_for_it(bundles):
    bundles.noted(upload("told.pdf", pages("Hornbeam"), "application/pdf"))
    held = plain(bundles.archive(bundles.make()))
    assert "Hornbeam" not in held and "It is held: no virus scanner has looked at it" in held

    with landlord_scope(OPERATOR):
        file = File.objects.get()
    without = {"kind": "shared", "entries_0": ["*"], "checked": [str(file.id)]}
    refused = bundles.client.post(bundles.address("bundle"), without)
    assert "Say why files that were not scanned may go in" in refused.text
    told = plain(bundles.archive(bundles.make(checked=[str(file.id)], checked_why=WHY)))
    assert "Hornbeam 1" in told and WHY in told and "The complaints handler says why" in told
    read = Reading.objects.get(what="unscanned let into a bundle")
    assert read.why == WHY


def test_an_infected_file_is_never_let_in(bundles):
    bundles.noted(upload("told.pdf", pages("Hornbeam"), "application/pdf"))
    bundles.noted(upload("more.pdf", pages("Sallow"), "application/pdf"))
    bundles.noted(upload("last.pdf", pages("Rowan"), "application/pdf"))
    with landlord_scope(OPERATOR):
        File.objects.filter(name="told.pdf").update(scan="infected")
        bad = File.objects.get(name="told.pdf")
    assert str(bad.id) not in bundles.client.get(bundles.address("bundle")).text

    told = plain(bundles.archive(bundles.make(checked=["*"], checked_why=WHY)))
    assert "Hornbeam" not in told and "found something in it" in told and "Rowan 1" in told
    sent = {"kind": "shared", "entries_0": ["*"], "checked": [str(bad.id)], "checked_why": WHY}
    assert bundles.client.post(bundles.address("bundle"), sent).status_code == 200


def test_hostile_papers_are_each_named_and_the_rest_is_made(bundles):
    out = BytesIO()
    with pikepdf.open(BytesIO(pages())) as locked:
        locked.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    papers = (
        upload("locked.pdf", out.getvalue()), upload("bomb.png", beyond_measure()),
        upload("script.pdf", with_script("Juniper")), upload("photo.jpg", pages("Disguised")),
        upload("broken.pdf", b"%PDF-1.7 nothing"),
        upload("../../etc/a\r\nb\u202efdp.exe", b"MZ" + bytes(64)),
        upload("x" * 300 + ".txt", b"Told in a long name."),
        upload("good.pdf", pages("Hornbeam"), "application/pdf"),
    )  # fmt: skip
    bundles.noted(*papers)
    bundles.noted(upload("mail.eml", message(("empty.pdf", b"")), "message/rfc822"))
    bundles.scanned()

    archive = bundles.archive(bundles.make())
    told = plain(archive)

    assert "Hornbeam 1" in told and "Juniper 1" in told and "Told in a long name" in told
    assert "There is nothing in what was attached as empty.pdf" in told
    assert told.count("Not printed: a file") == 5 and "Disguised" not in told
    assert "is a picture of more points than are opened here" in told and "password" in told
    with pikepdf.open(BytesIO(archive.read("bundle.pdf"))) as whole:
        assert not any(b"/JavaScript" in one.unparse() for one in whole.objects if one is not None)
