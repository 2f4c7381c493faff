"""A fault tells the person a reference, and nobody what people wrote."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from putright.config.logs import Lines
from putright.config.urls import handler400, handler403, handler404, handler500, urlpatterns

PLANTED = ("Oyelaran Quist", "quist@alder.example", "ZZ9 9QX", "under-the-stairs", "kept-in-a-form")
__all__ = ["handler400", "handler403", "handler404", "handler500"]


def breaks(request: HttpRequest) -> HttpResponse:
    """Fails with somebody's words in its mouth."""
    raise ValueError(f"no home for {request.POST.get('note', '')} {PLANTED[2]}")


def breaks_the_database(request: HttpRequest) -> HttpResponse:
    """Asks the database for what it does not have, in the request's own transaction."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM there_is_no_such_table")
    return HttpResponse()


urlpatterns = [
    *urlpatterns,
    path("breaks/", breaks),
    path("breaks-the-database/", breaks_the_database),
]


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What is written to the log meanwhile, as in production."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Lines())
    loggers = [logging.getLogger(name) for name in ("django", "django.request", "putright")]
    root = logging.getLogger()
    for one in (*loggers, root):
        one.addHandler(handler)
    yield written
    for one in (*loggers, root):
        one.removeHandler(handler)


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_a_fault_shows_a_reference_and_none_of_the_words(signed_in: Any, lines: Any) -> None:
    client = signed_in(Client(raise_request_exception=False), "officer")

    answer = client.post(
        f"/breaks/?home={PLANTED[3]}", {"note": " ".join(PLANTED), "other": PLANTED[4]}
    )

    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Reference for the log" in page
    assert not [word for word in PLANTED if word in page or word in lines.getvalue()]
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert [one["raised"] for one in told if "raised" in one][:1] == ["ValueError"]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_the_reference_on_the_page_is_in_the_log(signed_in: Any, lines: Any) -> None:
    client = signed_in(Client(raise_request_exception=False), "officer")

    page = client.post("/breaks/").content.decode()

    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    references = {one["reference"] for one in told if "reference" in one}
    assert references
    assert any(reference in page for reference in references)


@pytest.mark.django_db
def test_signing_in_wrongly_and_getting_lost_leaves_no_words_in_the_log(lines: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.post("/account/login/", {"login": PLANTED[1], "password": PLANTED[4]})
    Client().post("/account/login/", {"login": PLANTED[1], "password": PLANTED[4]})
    Client().get(f"/nowhere/{PLANTED[3]}/?q={PLANTED[0]}")
    Client(headers={"host": "evil.example"}).get(f"/{PLANTED[3]}/")

    assert not [word for word in PLANTED if word in lines.getvalue()]


def test_a_line_of_the_log_cannot_be_forged(lines: Any) -> None:
    logging.getLogger("putright").error("broke", extra={"what": 'x"}\n{"level": "forged'})

    assert len(lines.getvalue().splitlines()) == 1
    assert json.loads(lines.getvalue())["what"].endswith("forged")


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_a_fault_of_the_database_itself_gets_the_same_page(signed_in: Any, landlord: Any) -> None:
    landlord.phone = "0191 498 0000"
    landlord.save()
    client = signed_in(Client(raise_request_exception=False), "officer")

    answer = client.post("/breaks-the-database/")

    assert answer.status_code == 500
    assert "Reference for the log" in answer.content.decode()
    assert "0191 498 0000" in answer.content.decode()
