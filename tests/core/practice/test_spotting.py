"""What the spotter hears, on what grounds, and that no text can keep it busy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.core.practice.spotting import LONGEST, MOST_SHOWN, Phrases, Spotter, tokens_of

GROUPS = {
    "us": ["you|your", "officer*"],
    "silence": ["nobody|not ~ rang|rung", "no reply", "was told ~ would ~ ring"],
}
CLASSES = {"not": "nobody not", "reach": "rang ring"}
WEIGHTS = {"#us": 1.0, "#silence": 3.0, "thank": -4.0, "rang": 0.5, "nobody rang": 1.5}


def spotter(**weights: float) -> Spotter:
    return Spotter(
        phrases=Phrases(GROUPS, CLASSES), weights=WEIGHTS | weights, bias=-0.4, threshold=0.5
    )


def shown(text: str, **weights: float) -> list[str]:
    return [text[mark.start : mark.end] for mark in spotter(**weights).hear(text).marks]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nobody has rung me.", ["Nobody has rung"]),
        ("I got NO REPLY at all", ["NO REPLY"]),
        ("I was told that she would perhaps ring.", ["was told that she would perhaps ring"]),
        ("Nobody\u2019s rung: nobody has rung.", ["nobody has rung"]),
    ],
)
def test_phrases_are_found_with_words_between_and_shown_where_they_stand(
    text: str, words: list[str]
) -> None:
    assert spotter().hear(text).asks
    assert shown(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "...",
        "All is well.",
        "Nobody was there. She rang.",
        "Nobody in the whole of the long street rang.",
        "Thank you. Nobody rang, thank you.",
        "No. Reply soon.",
        "I was told that she would. Ring me.",
        "I was told",
        "nobody",
        "I said no",
    ],
)
def test_other_words_ask_nothing_and_show_nothing(text: str) -> None:
    heard = spotter(thank=-20.0).hear(text)

    assert not heard.asks
    assert heard.marks == ()


def test_a_phrase_that_is_displeasure_by_itself_is_told_of() -> None:
    told = Spotter(phrases=Phrases(GROUPS, CLASSES), weights=WEIGHTS, bias=0.0, threshold=0.5,
                   plain=["silence"])  # fmt: skip

    assert told.hear("No reply.").is_plain
    assert not spotter().hear("No reply.").is_plain


def test_whom_it_is_about_and_single_words_show_nothing_and_so_ask_nothing() -> None:
    assert shown("Your officer: no reply.") == ["no reply"]
    for words in ("Your officer, your officers.", "Rang."):
        heard = spotter(**{"#us": 9.0, "rang": 9.0}).hear(words)
        assert (heard.asks, heard.marks) == (False, ())
        assert heard.score > 0.5


def test_what_lies_in_other_words_is_shown_once_and_no_more_than_a_few() -> None:
    assert shown("Nobody rang.") == ["Nobody rang"]
    assert len(shown("no reply, " * 20)) == MOST_SHOWN


def test_words_near_each_other_are_shown_where_no_whole_phrase_stands() -> None:
    weights = {"rang office": 3.0, "office twice": 2.0}

    assert shown("I rang office twice.", **weights) == ["rang office"]
    assert shown("No reply. I rang office twice.", **weights) == ["No reply"]


def test_words_of_a_class_near_each_other_weigh_as_a_pair() -> None:
    text = "Not once did she ring."

    near = shown(text, **{"@not>@reach": 3.0, "#silence": 0.0})

    assert near == ["Not once did she ring"]
    assert shown("Not once. She did ring.", **{"@not>@reach": 3.0}) == []
    assert shown("Not a ring", **{"@not>ring": 3.0}) == ["Not a ring"]
    assert shown("Not a ring", **{"not>@reach": 3.0}) == ["Not a ring"]


@pytest.mark.parametrize(
    ("name", "text", "other"),
    [
        ("#silence&you", "You: no reply.", "He: no reply."),
        ("#silence&noyou", "He: no reply.", "You: no reply."),
        ("^nobody", "Nobody sang.", "There nobody sang."),
        ("^nobody sang", "Nobody sang.", "Nobody. Sang."),
        ("^@not", "Not so.", "It is not so."),
        ("^@not @reach", "Not ring.", "Not. Ring."),
        ("^@not&@reach", "It is not she who does ever ring.", "It is not she. Ring."),
        ("?", "Sure?", "Sure!"),
        ("!", "Sure. Really!", "Sure. Really?"),
        ("~mebo", "Somebody.", "Some."),
        ("~ady>", "Lady", "Ladybird"),
        ("~<som", "Somebody.", "Awesome."),
    ],
)
def test_parts_signs_beginnings_and_whom_a_phrase_stands_beside_weigh(
    name: str, text: str, other: str
) -> None:
    phrases = Phrases(GROUPS, {**CLASSES, "you": "you"})
    spotter = Spotter(phrases=phrases, weights={name: 9.0}, bias=0.0, threshold=0.9)

    assert spotter.hear(text).score > spotter.hear(other).score == 0.5


def test_words_as_one_sort_weigh_together_and_the_weightiest_is_shown_where_none_is_heavy() -> None:
    assert shown("He: no reply.", **{"#silence": 0.6, "#silence&noyou": 0.6, "^he": 9.0}) == [
        "no reply"
    ]
    assert shown("No reply, nobody rang.", **{"#silence": 0.3, "^no": 9.0, "nobody rang": 0.4}) == [
        "nobody rang"
    ]
    assert shown("No reply.", **{"#silence": -0.3, "^no": 9.0}) == []


def test_of_a_long_text_the_part_that_sounds_most_like_it_counts() -> None:
    calm = "We walked to the shop and bought some bread. " * 30
    text = f"{calm}Nobody rang. {calm}"

    assert spotter().hear(text).asks
    assert shown(text) == ["Nobody rang"]
    assert spotter().hear(text).score < 1


def test_a_sentence_without_an_end_is_cut_and_still_heard() -> None:
    assert spotter().hear("bread " * 70 + "no reply " + "bread " * 20).asks


def test_what_comes_after_the_longest_text_is_not_looked_at() -> None:
    assert not spotter().hear("a" * LONGEST + " no reply").asks


def test_a_number_is_one_word_and_apostrophes_are_left_out() -> None:
    assert [one.word for one in tokens_of("Didn't 19 O\u2019Hara £5")] == [
        "didnt", "0", "ohara", "£5"
    ]  # fmt: skip


def test_letters_that_grow_when_small_move_no_place() -> None:
    text = "\u0130\u0130 no reply"

    assert shown(text) == ["no reply"]


def test_the_same_beginning_of_a_word_is_one_stem() -> None:
    stems = [one.stem for one in tokens_of("waits waited waiting ring hated badly")]

    assert stems == ["wait", "wait", "wait", "ring", "hated", "badly"]


@pytest.mark.parametrize("phrase", ["", "~ rang", "rang ~", "a ~ b ~ c ~ d", "no* reply"])
def test_a_phrase_that_cannot_be_looked_for_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match="in silence"):
        Phrases({"silence": [phrase]})


@given(st.text(max_size=400))
def test_marks_lie_in_the_text_in_order_and_apart(text: str) -> None:
    heard = spotter().hear(text)

    ends = [0, *(mark.end for mark in heard.marks)]
    assert 0 <= heard.score <= 1
    assert all(end <= mark.start for end, mark in zip(ends, heard.marks, strict=False))
    assert all(mark.start < mark.end <= len(text) for mark in heard.marks)
