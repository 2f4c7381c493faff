"""What every answer carries: nothing kept, nothing framed, nothing run that is not ours."""

import os
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

pytestmark = pytest.mark.django_db
POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'",
    "media-src 'self'", "font-src 'self'", "connect-src 'self'", "worker-src 'self'",
    "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
}  # fmt: skip
IS_FULL = os.environ.get("HYPOTHESIS_PROFILE") == "full"
RARE = ("put", "patch", "delete")
"""The methods that no page uses; in the short run each address is asked by one of them."""
FILLED_IN = {"uuid": str(uuid4()), "int": "7", "slug": "a-word", "str": "a-word", "path": "a/b"}


def addresses(patterns: Any = None, before: str = "/") -> list[str]:
    """Every address of the application, with something where it wants something."""
    found: list[str] = []
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = getattr(one.pattern, "_route", "password/link/abc-def/")
        for name, converter in getattr(one.pattern, "converters", {}).items():
            kind = type(converter).__name__.removesuffix("Converter").lower()
            wanted = kind if kind != "string" else "str"
            value = FILLED_IN.get(wanted, "1")
            for written in (f"<{wanted}:{name}>", f"<{name}>"):
                route = route.replace(written, value)
        if isinstance(one, URLResolver):
            found += addresses(one.url_patterns, before + route)
        elif isinstance(one, URLPattern):
            found.append(before + route)
    return found


def wrong_with(answer: Any, address: str) -> list[str]:
    """Which of the headers that every answer carries are missing."""
    told = answer.headers
    sent = {part.strip() for part in told.get("Content-Security-Policy", "").split(";")}
    wanted = {
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer" if address.startswith("/r/") else "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    wrong = [name for name, value in wanted.items() if told.get(name) != value]
    if "sandbox" in sent:  # bytes of a file that somebody sent: even less is allowed
        wrong = [name for name in wrong if name != "Referrer-Policy"]
        is_safe = "default-src 'none'" in sent and told.get("Referrer-Policy") == "no-referrer"
    else:
        is_safe = sent >= POLICY
    if not is_safe or "unsafe" in told.get("Content-Security-Policy", ""):
        wrong.append("Content-Security-Policy")
    if "no-store" not in told.get("Cache-Control", ""):
        wrong.append("Cache-Control")
    return wrong


def test_every_answer_carries_the_headers(signed_in: Any) -> None:
    stranger, officer = Client(), signed_in(Client(), "officer")
    officer.raise_request_exception = False

    found = {
        (who, method, address): wrong
        for who, client in (("stranger", stranger), ("officer", officer))
        for address in [*addresses(), "/nowhere/"]
        for method in ("get", "post")
        if (wrong := wrong_with(getattr(client, method)(address), address))
    }

    assert not found


def test_nothing_but_signing_in_opens_to_a_stranger() -> None:
    stranger = Client()

    opened = {path for path in addresses() if stranger.get(path).status_code == 200}

    assert opened == {
        "/account/login/",
        "/account/password/link/abc-def/",
        "/account/password/set/",
    }


def test_no_unsafe_method_is_taken_without_its_token(signed_in: Any) -> None:
    client = signed_in(Client(enforce_csrf_checks=True), "administrator")
    client.raise_request_exception = False

    taken = {
        (method, path): answer.status_code
        for at, path in enumerate(addresses())
        for method in ("post", *(RARE if IS_FULL else RARE[at % 3 : at % 3 + 1]))
        if (answer := getattr(client, method)(path)).status_code != 403
    }

    assert not taken


def test_a_form_without_its_token_gets_a_page_with_words() -> None:
    answer = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "a@b.example"})

    assert answer.status_code == 403
    assert "open too long" in answer.content.decode()


def test_a_page_that_is_not_there_says_so_plainly(signed_in: Any) -> None:
    answer = signed_in(Client(), "officer").get("/nowhere/")

    assert answer.status_code == 404
    assert "Page not found" in answer.content.decode()


def test_a_stranger_learns_nothing_of_what_is_there(signed_in: Any) -> None:
    there, nowhere = (Client().get(path) for path in ("/staff/accounts/", "/nowhere/"))

    assert there.status_code == 302
    assert nowhere.status_code in (302, 404)
