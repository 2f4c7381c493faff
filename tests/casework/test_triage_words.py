"""Which words of what came in bring it to the top of the list, by the pack that all have."""

import pytest
from factories.made import NOW

from putright.casework.triage_words import flags

pytestmark = pytest.mark.django_db


def urgent(text: str) -> tuple[str, ...]:
    return flags("good-practice", text, at=NOW).urgent


@pytest.mark.parametrize(
    "text",
    [
        "he banged on my door again and said he will burn us out. im scared for the kids",
        "They said they'd burn the house down",
        "He set fire to the bins",
        "she says she'll stab him",
        "I'm scared for my children",
        "he is outside now",
        "he hurt us again",
        "He wants to kill the dog",
        "I can smell petrol on the mat",
    ],
)
def test_words_of_danger_are_urgent(text: str) -> None:
    assert urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "My son rode his bike there",
        "the children are loud",
        "I ask because we are moving",
        "The stable door is stuck",
    ],
)
def test_words_that_alone_are_no_danger_are_not(text: str) -> None:
    assert urgent(text) == ()
