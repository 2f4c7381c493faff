"""The public doors tell nobody what is there, keep no word in an address, and let anybody leave."""

import logging
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from factories import made
from portal.conftest import PLANTED

pytestmark = pytest.mark.django_db
PAGES = ("", "report/", "complaint/", "receipt/")
SHAPES = ("nobody-here", "UPPER", "a.b", "a%20b", "%00", "9" * 300, "ünder", "..%2f", "-")


def body_of(answer: Any) -> tuple[int, bytes, list[str]]:
    kept = sorted(name for name in answer.headers if name != "Content-Length")
    return answer.status_code, answer.content, kept


def test_every_name_that_is_not_there_is_answered_alike() -> None:
    no_team = made.make_landlord()

    told = {
        body_of(Client().get(f"/r/{slug}/{page}"))[:2]
        for slug in (*SHAPES, no_team.slug)
        for page in PAGES
    }

    assert len(told) == 1
    assert next(iter(told))[0] == 404
    assert Client().get("/r/").content == next(iter(told))[1]


def test_an_unsafe_method_is_refused_alike_whatever_is_there(front: Any) -> None:
    client = Client(enforce_csrf_checks=True)

    told = {
        (method, page): {
            body_of(getattr(client, method)(f"/r/{slug}/{page}"))[:2]
            for slug in (front.landlord.slug, "nobody-here")
        }
        for method in ("post", "put", "patch", "delete")
        for page in (*PAGES, "leave/")
    }

    assert {len(answers) for answers in told.values()} == {1}
    assert {status for answers in told.values() for status, _body in answers} == {403}


def test_only_the_forms_take_anything(front: Any) -> None:
    client = Client()

    taken = {
        (method, page): getattr(client, method)(front.path(page)).status_code
        for method in ("post", "put", "patch", "delete")
        for page in (*PAGES, "leave/")
    }

    assert {each for each, status in taken.items() if status != 405} == {
        ("post", "report/"), ("post", "complaint/"), ("post", "receipt/"),
    }  # fmt: skip


def test_looking_changes_nothing(front: Any, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as asked:
        for page in (*PAGES, "leave/"):
            front.client.get(front.path(page))

    changing = ("INSERT", "UPDATE", "DELETE")
    assert [each["sql"] for each in asked if each["sql"].startswith(changing)] == []


def test_every_page_has_the_way_out_first_and_no_script(front: Any) -> None:
    pages = [front.client.get(front.path(page)) for page in PAGES]
    pages += [front.send(what=""), Client().get("/r/nobody-here/")]

    for page in pages:
        text = page.content.decode()
        first = text.split("<a ", 1)[1]
        assert "/leave/" in first.split(">")[0]
        assert "<script" not in text and " on" + "click" not in text
        assert '<meta name="robots" content="noindex' in text
        assert "Ring 999" in text
        assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert page.headers["Cache-Control"] == "no-store"


def test_leaving_goes_elsewhere_and_leaves_no_cookie_behind(front: Any) -> None:
    front.send()
    assert live_cookies(front.client) == {"receipt", "csrftoken"}

    answer = front.client.get(front.path("leave/"))

    assert answer.status_code == 302
    assert not answer.headers["Location"].startswith("/")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert live_cookies(front.client) == set()
    assert b"pr-number-given" not in front.client.get(front.path("receipt/")).content


@pytest.mark.parametrize("slug", ["the-landlord", "nobody-here"])
def test_a_link_to_the_way_out_signs_no_staff_out(slug: str, front: Any, signed_in: Any) -> None:
    client = signed_in(Client(), "officer")
    client.cookies["csrftoken"], client.cookies["device"] = "of a form", "known here"
    client.cookies["receipt"] = "of a visit"
    path = front.path("leave/") if slug == "the-landlord" else f"/r/{slug}/leave/"

    answer = client.get(path)

    assert "Clear-Site-Data" not in answer.headers
    assert live_cookies(client) == {"sessionid", "csrftoken", "device"}
    assert client.get("/").status_code == 200


def live_cookies(client: Client) -> set[str]:
    return {name for name, morsel in client.cookies.items() if morsel.value}


def test_no_word_of_theirs_is_in_an_address_a_cookie_a_title_or_the_log(
    front: Any, caplog: Any, settings: Any, monkeypatch: Any
) -> None:
    settings.SCANNER = "unix:/nowhere/scanner.sock"
    with caplog.at_level(logging.DEBUG):
        for name in ("putright", "django"):
            monkeypatch.setattr(logging.getLogger(name), "propagate", True)
        page = front.send(
            what=PLANTED, who=PLANTED, email=f"{PLANTED}@example.org", address=PLANTED,
            safe=["email"],
        )  # fmt: skip

    told = [str(page.redirect_chain), page.content.decode(), caplog.text]
    told += [morsel.OutputString() for morsel in front.client.cookies.values()]
    assert [text for text in told if PLANTED.lower() in text.lower()] == []


def test_a_receipt_is_shown_only_where_it_was_sent_from(front: Any, other_landlord: Any) -> None:
    from portal.conftest import Front

    made.make_team(other_landlord)
    front.send()
    value = front.client.cookies["receipt"].value

    other = Front(other_landlord)
    other.client.cookies["receipt"] = value
    stranger = Client()
    forged = Client()
    forged.cookies["receipt"] = value[:-4] + "AAAA"

    assert "Your number" in front.client.get(front.path("receipt/")).content.decode()
    for client, path in (
        (other.client, other.path("receipt/")), (stranger, front.path("receipt/")),
        (forged, front.path("receipt/")),
    ):  # fmt: skip
        assert "Nothing to show here" in client.get(path).content.decode()


def test_a_colleague_who_is_signed_in_is_nobody_here(
    front: Any, items: Any, signed_in: Any
) -> None:
    signed_in(front.client, "officer")

    page = front.send()

    assert page.status_code == 200
    assert "The officer" not in page.content.decode()
    assert items()[0].claimed_by_id is None


def test_a_language_says_its_own_sentence_and_is_kept_for_the_form(front: Any) -> None:
    text = front.client.get(front.path("report/?lang=ar")).content.decode()
    strange = front.client.get(front.path("report/?lang=%3Cscript%3E")).content.decode()

    assert '<p lang="ar" dir="rtl">' in text
    assert '<option value="ar" selected>' in text
    assert "&lt;script" not in strange and "<script" not in strange


def test_hostile_words_come_back_as_text(front: Any, settings: Any, tmp_path: Any) -> None:
    (tmp_path / "file").write_text("no folder can be here")
    settings.FILES = tmp_path / "file"
    hostile = "<img src=x onerror=alert(1)>\"'></textarea><script>alert(2)</script>"

    text = front.send(what=hostile, who=hostile, once=str(uuid4())).content.decode()

    assert "<img src=x" not in text and "<script" not in text
    assert "&lt;script&gt;alert(2)" in text
