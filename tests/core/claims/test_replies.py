"""Replies told from their end, works that were others, money offered in the letter, short words."""

from datetime import date

import pytest
from core.build import entry, words
from core.claims.checked import lists, marks, reds

from putright.core.claims import Ground, Missed, check_text
from putright.core.claims.letter import listed, short
from putright.core.timeline.timeline import build_timeline

HOE, ALDER, MILL, QUAY = (
    f"labelled/claims/{name}.toml"
    for name in ("hoe-green", "alder-walk", "mill-bank", "quay-house")
)


@pytest.mark.parametrize(
    ("path", "on", "text"),
    [
        (ALDER, date(2025, 7, 31), "Both matters that you raised on 10 June were addressed."),
        (MILL, date(2025, 8, 28), "Both of your diaries have been answered in writing."),
        (HOE, date(2025, 10, 3), "I have let you know which homes are coming up."),
        (QUAY, date(2025, 12, 5), "Your photographs were acknowledged on receipt."),
        (MILL, date(2025, 7, 1), "We are offering you £57."),
        (QUAY, date(2025, 12, 12), "The camera has gone up on your landing."),
        (QUAY, date(2025, 12, 12), "Our officer was retrained."),
    ],
)
def test_what_nothing_shows_is_red(path: str, on: date, text: str) -> None:
    assert reds(path, on, text)


@pytest.mark.parametrize(
    ("path", "on", "text"),
    [
        (MILL, date(2025, 8, 28), "Your diaries will be answered by Friday 5 September."),
        (MILL, date(2025, 8, 6), "I now offer £125 more, which makes £200 in all."),
        (MILL, date(2025, 7, 1), "We can offer up to £500 under our policy."),
        (HOE, date(2025, 9, 15), "Your lock was changed on 4 August."),
        (QUAY, date(2025, 12, 5), "Your email of 9 October was answered."),
        (QUAY, date(2025, 12, 5), "Your support worker's question of 11 November was answered."),
    ],
)
def test_what_is_to_come_or_shown_may_leave(path: str, on: date, text: str) -> None:
    assert not reds(path, on, text)


def test_other_works_than_those_on_record_ask_for_a_reason() -> None:
    found = marks(HOE, date(2025, 10, 3), "We fitted an alarm to your door.")

    assert [one.colour for one in found if one.kind == "act"] == ["amber"]


def test_works_that_nothing_describes_may_be_the_ones_told_of() -> None:
    works = entry("works", "works.done", "2025-09-01", channel="internal", evidence="system record")
    timeline = build_timeline([works], people=[], words=words())
    case = Ground(timeline=timeline, on=date(2025, 10, 3), steps=words().steps)

    assert check_text("We fitted an alarm to your door.", case, lists()) == ()


def test_what_was_missed_is_named_in_short_words_and_three_at_most() -> None:
    what = ("ring; weekly", "write (a letter)", "visit, at home", "go " * 40)
    missed = [Missed(rule="r", what=one, entry="e") for one in what]

    assert listed(missed) == "ring; write; visit; and 1 more"
    assert short(what[3]).endswith("...") and len(short(what[3])) < 80
