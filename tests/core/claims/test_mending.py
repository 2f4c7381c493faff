"""What the check offers in place of a wording: a sentence that reads, or nothing to press."""

from datetime import date

import pytest
from core.build import entry, words
from core.claims.checked import lists

from putright.core.claims import Ground, check_text
from putright.core.claims.mark import Mark
from putright.core.claims.mending import mended
from putright.core.events.entry import Person
from putright.core.timeline.timeline import build_timeline

ON = date(2026, 4, 14)


def marked(kind: str, quote: str, instead: str) -> Mark:
    return Mark(colour="red", kind=kind, says="x", key="k", quote=quote, instead=instead)


@pytest.mark.parametrize(
    ("kind", "quote", "instead", "becomes"),
    [
        ("date", "We rang you on 3 March 2026", "6 April 2026", "We rang you on 6 April 2026"),
        ("date", "We came on 3 March", "on 6 April 2026", "We came on 6 April 2026"),
        ("count", "We rang you on several occasions", "once, on 6 April 2026",
         "We rang you once, on 6 April 2026"),
        ("count", "You wrote to us twice", "on 3 occasions, 1 May, 2 May and 3 May 2025",
         "You wrote to us on 3 occasions, 1 May, 2 May and 3 May 2025"),
    ],
)  # fmt: skip
def test_day_or_count_that_is_wrong_is_replaced_and_nothing_else(
    kind: str, quote: str, instead: str, becomes: str
) -> None:
    assert mended(marked(kind, quote, instead), ON) == becomes


@pytest.mark.parametrize(
    ("kind", "quote", "instead"),
    [
        ("apology", "sorry if", "We are sorry that we ..."),
        ("date", "We rang on 3 March and on 4 March 2026", "6 April 2026"),
        ("date", "We rang you in March 2026", "6 April 2026"),
        ("date", "We rang you on 3 March 2026", "Give the day"),
        ("count", "We made three calls", "once, on 6 April 2026"),
        ("count", "We rang you twice", ""),
        ("count", "", "once, on 6 April 2026"),
    ],
)
def test_what_takes_a_person_to_word_is_offered_as_no_replacement(
    kind: str, quote: str, instead: str
) -> None:
    assert mended(marked(kind, quote, instead), ON) == ""


STAFF = (Person("o1", "landlord", role="case officer"), Person("resident", "resident"))
TIMELINE = (
    entry("update", "contact.made", "2026-04-06", to="resident", by="o1", channel="phone"),
    entry("visit", "asb.visited", "2026-04-08", to="resident", by="o1", channel="visit"),
)


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("We rang you on 7 April.", "6 April 2026"),
        ("We visited you on 9 April.", "8 April 2026"),
        ("We first contacted you on 7 April.", "6 April 2026"),
        ("We asked for a camera on 7 April.", ""),
        ("We rang you three times.", "once, on 6 April 2026"),
        ("We rang you three times about the lock.", ""),
        ("We rang you about the lock on 7 April.", ""),
        ("The police rang you on 7 April.", ""),
        ("We never visited you on 8 April.", ""),
    ],
)
def test_another_day_is_offered_only_where_an_entry_shows_the_very_act(
    text: str, offered: str
) -> None:
    timeline = build_timeline(TIMELINE, people=STAFF, words=words())
    ground = Ground(timeline=timeline, on=ON, steps=words().steps)
    found = check_text(text, ground, lists())
    assert found
    assert {one.instead for one in found} == {offered}
