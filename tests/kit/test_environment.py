"""The environment of pages: escapes, forgives no missing name, lets no script through a link."""

from typing import ClassVar
from uuid import UUID

import pytest
from django.test import override_settings
from django.urls import path
from drawn import draw, pages
from jinja2 import TemplateNotFound, UndefinedError

from putright.kit.environment import link, url


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", " javascript:x",
     "\x01javascript:x", "data:text/html,x", "vbscript:x", "//evil.example", "/\\evil.example",
     "\\\\evil", "file:///etc/passwd", "blob:x", "http://[bad", "evil", ""],
)  # fmt: skip
def test_a_link_of_an_unwelcome_kind_leads_nowhere(address: str) -> None:
    assert link(address) == "#"


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a?b=c#d", "http://example.org", "HTTPS://example.org",
     "mailto:a@example.org", "tel:+441632960001", "/cases/1", "?page=2", "#entry-1"],
)  # fmt: skip
def test_a_welcome_link_stays_as_it_is(address: str) -> None:
    assert link(address) == address


def test_an_unknown_name_is_an_error_not_a_blank() -> None:
    with pytest.raises(UndefinedError):
        draw("{{ nobody_gave_this }}")


def test_what_is_filled_into_a_sentence_is_escaped() -> None:
    assert draw("{% trans who='<b>' %}Hello {{ who }}{% endtrans %}").strip() == "Hello &lt;b&gt;"


def test_pages_of_others_are_left_to_their_own_engine() -> None:
    with pytest.raises(TemplateNotFound):
        pages().get_template("allauth/layouts/base.html")


class Ways:
    """Addresses of these tests alone."""

    urlpatterns: ClassVar = [path("cases/<uuid:case_id>/", lambda _asked: None, name="case")]


def test_an_address_is_found_by_the_name_of_a_view() -> None:
    case_id = UUID(int=7)
    with override_settings(ROOT_URLCONF=Ways):
        assert url("case", case_id=case_id) == f"/cases/{case_id}/"
