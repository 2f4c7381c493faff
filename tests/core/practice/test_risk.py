"""Scoring the risk questions: nothing averages a weapon away, and silence lowers nothing."""

from typing import Any

import pytest

from putright.core.policy.practice import QuestionSet
from putright.core.practice import risk
from putright.core.practice.risk import UNKNOWN, Said, scored
from tests.core.build import shipped, words

MILD = {
    "often": "first", "worse": "no", "aimed": "nobody", "motive": "no", "known": "no",
    "violence": "none", "health": "little", "support": "many", "household": "nobody",
    "others": "yes", "fear": "not", "before": "no",
}  # fmt: skip
ORDER = words().levels


def questions() -> QuestionSet:
    found: QuestionSet = shipped("good-practice").practice["question_set"][0]
    return found


def come_to(**answers: str) -> risk.Scored:
    given = {key: Said(answer) for key, answer in (MILD | answers).items() if answer}
    return scored(questions(), given, order=ORDER)


def test_mild_answers_are_low_and_deal_with_welfare_and_needs() -> None:
    told = come_to()

    assert (told.total, told.level, told.lifted_by, told.unanswered) == (0, "low", (), ())
    assert told.contains == ("welfare", "needs")


@pytest.mark.parametrize(
    ("more", "total", "level"),
    [
        ({"often": "daily", "health": "badly", "before": "yes"}, 11, "low"),
        ({"often": "daily", "health": "badly", "aimed": "us"}, 12, "medium"),
        ({"often": "daily", "health": "badly", "aimed": "us", "motive": "yes", "support": "nobody",
          "fear": "very"}, 21, "medium"),
        ({"often": "daily", "health": "badly", "aimed": "us", "motive": "yes", "support": "nobody",
          "fear": "very", "others": "no"}, 22, "high"),
    ],
)  # fmt: skip
def test_level_begins_at_its_cut_off(more: dict[str, str], total: int, level: str) -> None:
    told = come_to(**more)

    assert (told.total, told.level, told.by_points) == (total, level, level)


@pytest.mark.parametrize(
    "lifting",
    [
        {"violence": "hurt"}, {"violence": "weapon"}, {"violence": "gun"}, {"motive": "threat"},
        {"household": "child"}, {"household": "adult"}, {"known": "family"}, {"health": "suicide"},
    ],
)  # fmt: skip
def test_one_grave_answer_lifts_to_high_whatever_the_total(lifting: dict[str, str]) -> None:
    told = come_to(**lifting)

    assert told.by_points == "low" and told.level == "high"
    assert told.lifted_by == tuple(lifting)
    assert risk.below("high", held=risk.held_at(questions(), told.answers, order=ORDER),
                      order=ORDER) == ()  # fmt: skip


def test_grave_answers_say_what_to_think_of_and_what_was_told() -> None:
    told = come_to(health="suicide", known="family", motive="threat")

    assert told.prompts == ("domestic abuse", "safeguarding", "suicide")
    assert told.kinds == ("hate", "threat", "domestic abuse", "suicidal thoughts")


def test_what_nobody_knows_counts_as_the_most_that_lifts_nothing() -> None:
    told = come_to(violence=UNKNOWN, household=UNKNOWN)

    assert (told.total, told.level) == (6, "low")
    assert told.contains == ("welfare",)


def test_questions_left_open_are_named_and_their_words_kept() -> None:
    given = {"often": Said("weekly", "Every Friday"), "worse": Said("", "Perhaps")}
    told = scored(questions(), given, order=ORDER)

    assert len(told.unanswered) == 11 and "worse" in told.unanswered
    assert [(a.says, a.points) for a in told.answers] == [("Every Friday", 3)]


def test_answer_that_the_set_does_not_know_is_none() -> None:
    given = {"often": Said("hourly"), "moon": Said("full")}
    told = scored(questions(), given, order=ORDER)

    assert told.answers == () and len(told.unanswered) == 12
    assert risk.points_of(questions().question[0], "hourly") == 0


def test_set_without_cut_offs_gives_the_lowest_level() -> None:
    bare = QuestionSet(id="risk", title="", version="2", source=questions().source)

    assert scored(bare, {}, order=ORDER).level == "low"
    assert risk.version_of(bare) == "risk 2"


def test_levels_above_and_below() -> None:
    assert risk.above("low", order=ORDER) == ("medium", "high")
    assert risk.below("high", held="", order=ORDER) == ("low", "medium")
    assert risk.below("high", held="medium", order=ORDER) == ("medium",)


def test_every_word_of_the_shipped_questions_is_known() -> None:
    asked: Any = questions()
    assert asked.illustrative and len(asked.question) == 12
    for question in asked.question:
        assert set(question.contains) <= set(words().contents)
        for choice in question.choice:
            assert set(choice.kinds) <= set(words().kinds)
            assert set(choice.prompts) <= {"safeguarding", "suicide", "domestic abuse"}
            assert choice.id != UNKNOWN
