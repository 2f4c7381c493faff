"""A case whose bundles are asked for and taken in a browser; what tests of them share."""

import hashlib
import re
import zipfile
from io import BytesIO

import pypdfium2
from django.test import Client
from django.urls import reverse

from putright.casework.operations import bundling
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.record.models import Bundle, File

NAME = "Quillfeather"


class Bundles:
    """A case whose questions are answered in a browser."""

    def __init__(self, client, case, landlord, now):
        self.client, self.case, self.landlord, self.now = client, case, landlord, now
        self.made = []

    def address(self, name, **more):
        return reverse(f"ombudsman:{name}", kwargs={"case_id": self.case.id, **more})

    def asked(self, *wants):
        page = self.client.get(self.address("asked")).text
        seen = re.search(r'name="seen" value="(\d+)"', page)[1]
        rows = {f"what_{n}": want for n, want in enumerate(wants, 1)}
        sent = {
            "step": "intervention",
            "words": "It asks.",
            "channel": "email",
            "seen": seen,
            "on": self.now.strftime("%d/%m/%Y"),
            "at": self.now.strftime("%H:%M"),
            **rows,
        }
        saved = self.client.post(self.address("asked"), sent)
        assert saved.status_code == 302, saved.text

    def noted(self, *uploads):
        page = reverse("cases:note", kwargs={"case_id": self.case.id})
        hidden = re.findall(
            r'type="hidden" name="(\w+)" value="([^"]*)"', self.client.get(page).text
        )
        told = {"text": "Files came.", "on": self.now.strftime("%d/%m/%Y"), "uploads": uploads}
        saved = self.client.post(page, dict(hidden) | told)
        assert saved.status_code == 302, saved.text

    def scanned(self):
        """As if a scanner had found nothing in any file."""
        with landlord_scope(OPERATOR):
            File.objects.update(scan="clean")

    def make(self, **told):
        self.ask(**told)
        bundling.make_all(landlord=self.landlord.id, now=self.now)
        return self.last()

    def ask(self, **told):
        told = {"kind": "shared", "words": "", "entries_0": ["*"]} | told
        sent = self.client.post(self.address("bundle"), told)
        assert sent.status_code == 302, sent.text

    def last(self):
        row = Bundle.objects.exclude(id__in=self.made).get()
        self.made.append(row.id)
        return row

    def read(self):
        return self.client.get(self.address("bundles")).text

    def archive(self, row, client=None):
        assert row.state == "ready", row.fault
        got = (client or self.client).get(self.address("bundle_download", bundle_id=row.id))
        assert got.status_code == 200
        return zipfile.ZipFile(BytesIO(b"".join(got.streaming_content)))


def text_of(archive):
    document = pypdfium2.PdfDocument(archive.read("bundle.pdf"))
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def verified(archive):
    """What ``sha256sum -c`` does."""
    lines = archive.read("SHA256SUMS").decode().splitlines()
    told = dict(reversed(line.split("  ", 1)) for line in lines)
    return {name: hashlib.sha256(archive.read(name)).hexdigest() for name in told} == told


def agreed(bundles, signed_in, **told):
    """The archive of a whole set, agreed to by a second person."""
    row = bundles.make(kind="whole", **told)
    other = signed_in(Client(), "team leader")
    other.post(bundles.address("bundle_agree", bundle_id=row.id))
    bundling.make_all(landlord=bundles.landlord.id, now=bundles.now)
    row.refresh_from_db()
    return bundles.archive(row)
