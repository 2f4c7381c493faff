"""Kept files: what is handed out, to whom, for how long, and what is held."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from factories.made import a_report, add_entries

if TYPE_CHECKING:
    from django.test import Client

    from putright.stores.record.ledger.translate import Attached
    from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
PAGE = b"<html><script>alert(1)</script></html>" + b" " * 100
TEXT = b"0123456789"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Any, settings: Any, clock_at: Any, now: datetime) -> None:
    settings.FILES = tmp_path / "files"
    clock_at(now)


@pytest.fixture
def kept(case: "Case", actor_of: Callable[[str], Any], now: datetime) -> "Callable[..., Attached]":
    """Keep a file with the case, and an entry that holds it."""
    from putright.casework.actions.files import keep
    from putright.casework.queries.cases import near_to

    def make(name: str = "note.txt", content: bytes = TEXT, **told: Any) -> "Attached":
        actor = actor_of("officer")
        near = near_to(actor, case.id, now=now)
        attached = keep(actor=actor, near=near, name=name, chunks=[content], now=now)
        add_entries(case, a_report(now, repeats="", **told), files={0: (attached,)})
        return attached

    return make


def get(client: "Client", file: "Attached", **headers: str) -> Any:
    asked = client.get(f"/files/{file.id}/")
    assert asked.status_code == 302
    return client.get(asked["Location"], headers=headers)


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_file_is_a_download_that_nothing_runs(
    client: "Client", signed_in: Any, kept: Any
) -> None:
    answer = get(signed_in(client), kept("me.html", PAGE))
    assert body(answer) == PAGE
    assert answer["Content-Disposition"].startswith("attachment")
    assert "html" not in answer["Content-Type"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["Cache-Control"] == "no-store"


def test_the_link_needs_no_session_and_ends_after_a_minute(
    client: "Client", signed_in: Any, kept: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core import signing
    from django.test import Client

    link = signed_in(client).get(f"/files/{kept().id}/")["Location"]
    assert body(Client().get(link)) == TEXT
    real = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: real + 61)
    assert Client().get(link).status_code == 404


def test_a_link_is_no_one_elses(client: "Client", signed_in: Any, kept: Any) -> None:
    link = signed_in(client).get(f"/files/{kept().id}/")["Location"]
    signed_in(client, "team leader")
    assert client.get(link).status_code == 404
    assert client.get(link[:-3] + "xx/").status_code == 404


def test_a_link_ends_with_the_right_to_the_case(
    client: "Client", signed_in: Any, kept: Any, case: "Case", officer: Any
) -> None:
    from django.test import Client

    link = signed_in(client).get(f"/files/{kept().id}/")["Location"]
    officer.is_active = False
    officer.save()
    assert Client().get(link).status_code == 404


@pytest.mark.parametrize(
    ("asked", "status", "found"),
    [
        ("bytes=2-4", 206, b"234"), ("bytes=7-", 206, b"789"), ("bytes=-2", 206, b"89"),
        ("bytes=0-99", 206, TEXT), ("bytes=a-b", 200, TEXT), ("bytes=-", 200, TEXT),
    ],
)  # fmt: skip
def test_a_range_is_answered_with_that_range(
    client: "Client", signed_in: Any, kept: Any, asked: str, status: int, found: bytes
) -> None:
    answer = get(signed_in(client), kept(), Range=asked)
    assert (answer.status_code, body(answer)) == (status, found)
    assert answer["Content-Length"] == str(len(found))


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=5-2", "bytes=-0"])
def test_a_range_outside_the_file_is_refused(
    client: "Client", signed_in: Any, kept: Any, asked: str
) -> None:
    answer = get(signed_in(client), kept(), Range=asked)
    assert answer.status_code == 416 and answer["Content-Range"] == "bytes */10"


@pytest.mark.parametrize("role", ["administrator"])
def test_whoever_may_not_see_the_case_gets_no_file(
    client: "Client", signed_in: Any, kept: Any, role: str
) -> None:
    file = kept()
    assert signed_in(client, role).get(f"/files/{file.id}/").status_code == 404


def test_a_file_of_a_restricted_case_needs_the_reason_too(
    client: "Client", signed_in: Any, kept: Any, case: "Case"
) -> None:
    from putright.stores.record import cases

    file = kept()
    cases.restrict(landlord=case.landlord_id, case=case.id, is_restricted=True)
    answer = signed_in(client, "contact centre").get(f"/files/{file.id}/")
    assert answer.status_code == 302 and "break-glass" in answer["Location"]


def test_a_file_of_a_complaint_is_kept_from_whom_it_names(
    client: "Client", signed_in: Any, kept: Any, officer: Any
) -> None:
    told = {"does": ("complaint.raised",), "about_staff": (f"staff-{officer.id}",)}
    file = kept(**told)
    assert signed_in(client).get(f"/files/{file.id}/").status_code == 404
    assert signed_in(client, "team leader").get(f"/files/{file.id}/").status_code == 302


@pytest.mark.parametrize(
    ("scan", "says"),
    [("infected", "found something"), ("not scanned", "until the virus scanner")],
)
def test_what_is_not_clean_is_held(
    client: "Client", signed_in: Any, kept: Any, case: "Case", settings: Any, scan: str, says: str
) -> None:
    from putright.stores.record import files

    file = kept()
    link = signed_in(client).get(f"/files/{file.id}/")["Location"]
    settings.SCANNER = "unix:/nowhere/at/all"
    files.scanned(landlord=case.landlord_id, file=file.id, scan=scan)
    page = client.get(f"/files/{file.id}/")
    assert page.status_code == 200 and says in page.content.decode()
    assert client.get(link).status_code == 404
    shown = client.get(f"/cases/{case.id}/timeline/").content.decode()
    assert says in shown and f"/files/{file.id}/" not in shown


def test_reading_a_file_is_written_in_the_log(
    client: "Client", signed_in: Any, kept: Any, case: "Case"
) -> None:
    from putright.stores.record import readings

    file = kept()
    get(signed_in(client), file)
    found = readings.of_case(landlord=case.landlord_id, case=case.id)
    assert [read.what for read in found[:2]] == ["file read", "file"]
    assert {read.detail for read in found[:2]} == {str(file.id)}


def test_names_that_mislead_are_made_plain(client: "Client", signed_in: Any, kept: Any) -> None:
    name = "../../a\r\nSet-Cookie: x=1\u202egpj.exe"
    answer = get(signed_in(client), kept(name, b"MZ" + b"\0" * 100))
    assert "Set-Cookie" not in answer.headers
    assert "\n" not in answer["Content-Disposition"] and "/" not in answer["Content-Disposition"]


def test_a_file_that_is_none_is_not_there(client: "Client", signed_in: Any) -> None:
    from uuid import uuid4

    assert signed_in(client).get(f"/files/{uuid4()}/").status_code == 404
    assert client.get("/files/bytes/none/").status_code == 404
