"""Words are made alike before either engine sees them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.stores.worklist.search_words import (
    LONGEST_WORD,
    MOST_WORDS,
    findable,
    fold,
    phone_digits,
    typed,
)


@pytest.mark.parametrize(
    ("written", "alike"),
    [
        ("Zoë O’Brien-Nuñez", "zoe obrien nunez"),
        ("Łukasz Ørsted", "lukasz orsted"),
        ("STRASSE straße", "strasse strasse"),
        ("12a Weavers' Row,\nZZ9 9ZZ", "12a weavers row zz9 9zz"),
        ("snake_case", "snake case"),
        ("", ""),
    ],
)
def test_capitals_marks_and_points_make_no_difference(written: str, alike: str) -> None:
    assert fold(written) == alike


def test_a_reference_is_indexed_in_pieces_and_in_one_piece() -> None:
    assert findable("Crime 01/XYZ/4567/26, well-known") == (
        "crime 01 xyz 4567 26 well known 01xyz456726"
    )


@pytest.mark.parametrize(
    "number",
    ["07700 900123", "+44 7700 900123", "0044 (0)7700-900-123", "07700900123", "7700 900 123"],
)
def test_a_phone_number_is_the_same_in_any_spacing(number: str) -> None:
    assert phone_digits(number) == "7700900123"


def test_few_digits_are_a_house_number_and_no_phone() -> None:
    assert phone_digits("12") == ""
    assert typed("12 Alder Row").digits == ""


def test_what_is_typed_is_cut_to_what_a_person_means() -> None:
    asked = typed("word " * 5000 + "\0")

    assert len(asked.words) == MOST_WORDS
    assert len(typed("x" * 10_000).words[0]) == LONGEST_WORD


@given(st.text(max_size=80))
def test_any_text_becomes_words_of_letters_and_digits(text: str) -> None:
    asked = typed(text)

    assert all(word and all(letter.isalnum() for letter in word) for word in asked.words)
    assert fold(fold(text)) == fold(text)
