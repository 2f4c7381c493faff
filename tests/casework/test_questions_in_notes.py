"""Which words of a note raise a quiet question, and which do not."""

import pytest

from putright.casework.questions import questions_in, says_several


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I will send the form.", "I will send the form"),
        ("Listened. I'll ring her Monday!", "I'll ring her Monday!"),
        ("We’ll ask the police", "We’ll ask the police"),
        ("Said we'll get back to her", "Said we'll get back to her"),
    ],
)
def test_such_words_are_asked_about_in_their_own_sentence(text: str, words: str) -> None:
    (question,) = questions_in(text)

    assert question.words == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We talked for ten minutes.",
        "She will ring when she is ready.",
        "I will not ring her again.",
        "Wills and bills were not spoken of.",
        "She is happy with this.",
    ],
)
def test_other_words_ask_nothing(text: str) -> None:
    assert questions_in(text) == []


def test_what_was_recorded_is_not_asked_again() -> None:
    text = "I will send the form. I'll ring on Monday. She is not happy."

    assert questions_in(text, promised=2) == []
    assert [one.words for one in questions_in(text, promised=1)] == [
        "I will send the form", "I'll ring on Monday"
    ]  # fmt: skip


def test_a_long_sentence_is_cut_to_be_read() -> None:
    (question,) = questions_in("I will " + "send it and " * 40)

    assert len(question.words) <= 160
    assert question.words.endswith("…")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tried several times", "several times"),
        ("Rang 3 times today", "3 times"),
        ("Knocked twice", "twice"),
        ("Two attempts", "Two attempts"),
        ("Rang once, no answer", ""),
        ("It rang for a long time", ""),
    ],
)
def test_several_tries_in_one_note_are_seen(text: str, words: str) -> None:
    assert says_several(text) == words
