"""How easy a letter is to read is measured on its sentences, and only in English."""

import pytest

from putright.gateways.reading import reading_of, sentences_of, syllables_of

PLAIN = "We did not ring you. We are sorry. We will ring on Monday."
HARD = (
    "Notwithstanding the aforementioned considerations, the organisation's determination regarding "
    "accommodation suitability remains predicated upon comprehensive multidisciplinary evaluation."
)


def test_plain_words_are_for_the_young_and_hard_ones_are_not() -> None:
    assert reading_of(PLAIN).age <= 8
    assert reading_of(HARD).age > 18


def test_longest_sentence_is_told_with_its_words() -> None:
    long = "We said " + "and said again " * 8 + "that we would ring."
    (found,) = reading_of(f"## A heading\n\n{PLAIN}\n\n- {long}").longest

    assert found.text == long
    assert found.words == 2 + 24 + 4


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We met Mr. Quill at 4.30pm on 1 May. He agreed.", 2),
        ("Write to www.example.org or ring 01632 960 012. We answer.", 2),
        ("“We are sorry.” That is what we said.", 2),
        ("It costs £1,200.50. £50 is for the lock.", 2),
        ("- . -", 0),
        ("Did you ring? No! We did.", 3),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, count: int) -> None:
    assert len(sentences_of(text)) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [("ring", 1), ("housing", 2), ("complaint", 2), ("Ombudsman", 3), ("responsible", 4),
     ("agreed", 2), ("2026", 1), ("area", 2)],
)  # fmt: skip
def test_syllables_are_not_undercounted(word: str, count: int) -> None:
    assert syllables_of(word) >= count


def test_no_age_is_given_for_another_language_or_for_no_words() -> None:
    assert reading_of("Nie zadzwoniliśmy. Przepraszamy.", language="pl").age == 0
    assert reading_of("## Only a heading").age == 0
