"""What came in sounds urgent by the pack's words, and is due the same working day."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from putright.core.policy.practice_triage import TriageTime, UrgentWords
from putright.core.policy.rules import Source
from putright.core.practice.triage import MOST, due_at, urgent_in
from tests.core.build import calendar

LONDON = ZoneInfo("Europe/London")
SOURCE = Source(document="A policy", paragraph="1")
WORDS = (
    UrgentWords(id="harm", says="Somebody is hurt", phrases=("stabb*", "hit me")),
    UrgentWords(id="fear", says="Somebody is afraid", phrases=("don't feel safe", "gun")),
)
ORDINARY = TriageTime(id="ordinary", source=SOURCE, until="15:00", closes="17:00")
URGENT = TriageTime(id="urgent", source=SOURCE, hours=1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He HIT\n me and stabbed the tyre.", ["hit me", "stabbed"]),
        ("I don’t feel safe. I DON'T feel safe!", ["don't feel safe"]),
        ("It has begun, a gunmetal sky, he hit mere air.", []),
        ("", []),
    ],
)
def test_words_that_sound_urgent_are_found_whole_and_once(text: str, found: list[str]) -> None:
    assert [one.words for one in urgent_in(text, WORDS)] == found


def test_each_word_says_what_it_is_about() -> None:
    assert [one.says for one in urgent_in("A gun. He hit me.", WORDS)] == [
        "Somebody is afraid", "Somebody is hurt",
    ]  # fmt: skip


def test_a_long_tale_shows_a_few_words_and_an_empty_table_none() -> None:
    tale = " ".join(f"stabb{letter}" for letter in "abcdefghij")

    assert len(urgent_in(tale, WORDS)) == MOST
    assert urgent_in(tale, ()) == ()


@pytest.mark.parametrize(
    ("came", "due"),
    [
        ("2026-04-14T09:30", "2026-04-14T17:00"),
        ("2026-04-14T15:00", "2026-04-14T17:00"),
        ("2026-04-14T15:01", "2026-04-15T17:00"),
        ("2026-04-02T16:00", "2026-04-07T17:00"),
        ("2026-04-04T11:00", "2026-04-07T17:00"),
        ("2026-12-24T18:00", "2026-12-29T17:00"),
    ],
)
def test_it_is_due_the_same_working_day_or_the_next(came: str, due: str) -> None:
    assert due_at(_at(came), ORDINARY, calendar()) == _at(due)


def test_what_sounds_urgent_is_due_an_hour_later_though_the_clocks_go_back() -> None:
    before = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON)

    assert due_at(_at("2026-04-04T23:40"), URGENT, calendar()) == _at("2026-04-05T00:40")
    assert due_at(before, URGENT, calendar()) == before.replace(fold=1)
    assert due_at(before, URGENT, calendar()).fold == 1


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)
