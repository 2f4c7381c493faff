"""Whoever writes a letter sees how easy it is to read, and nothing is stopped for it."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
LONG = "We rang you and " + "then we rang you again and " * 5 + "then we <b>wrote</b>."


def page_of(client: Client, letter: str, body: str) -> str:
    client.post(letter, {"body": body, "version": "1", "do": "save"})
    return client.get(letter).content.decode()


def test_page_says_the_reading_age_and_each_long_sentence(officers: Client, letter: Any) -> None:
    page = page_of(officers, letter, f"We rang you.\n\n{LONG}")

    assert "it asks for a reading age of about" in page
    assert "Sentences with more than 20 words: 1" in page
    assert "&lt;b&gt;wrote&lt;/b&gt;" in page and "<b>wrote" not in page


def test_page_with_short_sentences_names_none(officers: Client, letter: Any) -> None:
    page = page_of(officers, letter, "We rang you. We are sorry.")

    assert "it asks for a reading age of about" in page
    assert "Sentences with more than" not in page


def test_page_without_words_says_no_age(officers: Client, letter: Any) -> None:
    assert "reading age" not in page_of(officers, letter, "## Only a heading")
