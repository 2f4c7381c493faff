"""The page that brings in files: look first, then bring in; the file is sent once."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from putright.stores.people.models import Home

pytestmark = pytest.mark.django_db
HOMES = "address,postcode\n1 Alder Row,ZZ1 1ZZ\n"
FAULTY = HOMES + '"=cmd|calc",nowhere\n'


@pytest.fixture
def client(
    client: Client, signed_in: Callable[..., Client], settings: Any, tmp_path: Any
) -> Client:
    settings.FILES = tmp_path / "files"
    return signed_in(client, "head of service")


def look(client: Client, text: str | bytes, kind: str = "homes") -> Any:
    data = text.encode() if isinstance(text, str) else text
    return client.post("/people/import", {"kind": kind, "file": SimpleUploadedFile("a.csv", data)})


def kept_in(response: Any) -> str:
    return re.search(r'name="kept" value="([0-9a-f]{32})"', response.content.decode())[1]


def words(response: Any) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_file_is_looked_at_first_and_brought_in_by_the_second_step(client: Client) -> None:
    looked = look(client, HOMES)
    none_yet = Home.objects.count()

    done = client.post(
        "/people/import", {"kind": "homes", "kept": kept_in(looked), "step": "bring"}
    )

    assert "Would be made: 1" in words(looked) and none_yet == 0
    assert "Made: 1" in words(done) and Home.objects.count() == 1


def test_faults_are_shown_by_row_column_and_reason_and_can_be_left_out(client: Client) -> None:
    looked = look(client, FAULTY)
    sent = {"kind": "homes", "kept": kept_in(looked), "step": "bring"}

    refused = words(client.post("/people/import", sent))
    none_yet = Home.objects.count()
    done = words(client.post("/people/import", sent | {"leave_out": "on"}))

    assert "is no postcode" in words(looked) and "Rows with a fault: 1" in words(looked)
    assert "Tick this, or mend the file" in refused and none_yet == 0
    assert "Saved." in done and Home.objects.count() == 1


def test_the_faulty_rows_are_handed_out_guarded_and_to_their_sender_only(
    client: Client, signed_in: Any, staff: Any
) -> None:
    path = f"/people/import/{kept_in(look(client, FAULTY))}/homes/left-out.csv"

    got = client.get(path)
    others = signed_in(Client(), "administrator").get(path)

    assert got["Content-Disposition"].startswith("attachment")
    assert "'=cmd|calc" in got.content.decode() and "1 Alder Row" not in got.content.decode()
    assert others.status_code == 404
    assert client.get(path.replace("homes/left", "cases/left")).status_code == 404
    assert client.get("/people/import/..%2f..%2fx/homes/left-out.csv").status_code == 404
    assert client.get("/people/import/etc/homes/left-out.csv").status_code == 404


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "The file is empty."),
        (b"PK\x03\x04xxxx", "This is no CSV file"),
        (b"\xff\xfe\x00", "cannot be read"),
        (b"name\n<script>alert(1)</script>\n", "this column is missing"),
        (b"address,postcode,<script>\na,b,c\n", "not known and were left unread"),
    ],
)
def test_a_hostile_file_is_refused_in_words(client: Client, data: bytes, says: str) -> None:
    page = words(look(client, data))

    assert says in page and "<script>alert" not in page and "<script>." not in page


def test_without_a_file_or_a_kind_the_page_says_so(client: Client) -> None:
    page = words(client.post("/people/import", {}))

    assert "Choose the file to look at" in page and "Choose an answer" in page


def test_an_officer_may_not_bring_anything_in(client: Client, signed_in: Any) -> None:
    officer = signed_in(Client(), "officer")

    assert officer.get("/people/import").status_code == 403
    assert look(officer, HOMES).status_code == 403
    assert officer.get(f"/people/import/{'0' * 32}/homes/left-out.csv").status_code == 403
