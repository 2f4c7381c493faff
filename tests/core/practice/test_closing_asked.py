"""What was asked of agencies or for a move: which of it waits, and what settled the rest."""

import pytest

from putright.core.events.entry import Entry
from putright.core.practice.agency_threads import Thread, threads_of
from putright.core.practice.closing_asked import agencies_asked, moves_asked
from putright.core.timeline.items import Item
from tests.core.build import entry, minute, person, timeline

PEOPLE = [person("police", "agency"), person("council", "agency")]
NOW = minute("2026-06-01")
ASKED = entry("asked", "agency.requested", "2026-05-04", to="police")
CHASED = entry("chased", "agency.chased", "2026-05-12", to="police")
HIGHER = entry("higher", "agency.taken_higher", "2026-05-20", to="police")
REPLY = entry("reply", "agency.replied", "2026-05-21", by="police")
BACK = entry("back", "agency.bounced", "2026-05-05", by="police", replies_to=["asked"])
ONWARD = entry("onward", "agency.requested", "2026-05-06", to="council", replies_to=["asked"])
MOVE = entry("move", "move.requested", "2026-05-04", by="resident")
REVIEW = entry("review", "move.review_asked", "2026-05-11", by="resident")


def threads(*entries: Entry) -> list[Thread]:
    return threads_of(timeline(entries, PEOPLE))


def ids(items: tuple[Item, ...]) -> list[str]:
    return [item.id for item in items]


def waits(*entries: Entry) -> list[str]:
    made = timeline(entries, PEOPLE)
    return ids(agencies_asked(made, now=NOW).waiting + moves_asked(made, now=NOW).waiting)


def test_what_names_no_request_belongs_to_the_last_one_to_that_agency() -> None:
    told = entry("told", "contact.made", "2026-05-22", to="resident", answers=["reply"])
    (one,) = threads(ASKED, CHASED, HIGHER, REPLY, told)

    assert (ids(one.chases), ids(one.higher)) == (["chased"], ["higher"])
    assert one.reply is not None and one.told is not None
    assert (one.reply.id, one.told.id) == ("reply", "told")


@pytest.mark.parametrize(
    ("entries", "state"),
    [
        ((ASKED,), "waiting"),
        ((ASKED, REPLY), "answered"),
        ((ASKED, BACK), "came back"),
        ((ASKED, BACK, ONWARD), "sent on"),
    ],
)
def test_request_stands_by_what_came_of_it(entries: tuple[Entry, ...], state: str) -> None:
    assert threads(*entries)[0].state == state


def test_request_that_was_sent_on_waits_as_the_later_one() -> None:
    answer = entry("answer", "agency.replied", "2026-05-08", by="council")
    found = agencies_asked(timeline((ASKED, BACK, ONWARD, answer), PEOPLE), now=NOW)

    assert waits(ASKED, BACK) == ["asked"]
    assert waits(ASKED, BACK, ONWARD) == ["onward"]
    assert found.waiting == () and ids(found.settled) == ["answer"]
    assert found.passed_on == {"asked", "back"}


def test_answer_that_nothing_shows_is_none() -> None:
    said = entry("reply", "agency.replied", "2026-05-21", by="police", evidence=[])

    assert waits(ASKED, said) == ["asked"]


def test_what_is_still_to_come_does_not_wait() -> None:
    later = entry("later", "agency.requested", "2026-07-01", to="police")
    to_come = entry("move", "move.requested", "2026-07-01", by="resident")

    assert waits(later, to_come) == []


def test_decision_settles_the_request_and_no_wish_for_a_review() -> None:
    decided = entry("decided", "move.decided", "2026-05-08")
    second = entry("second", "move.decided", "2026-05-12")
    withdrawn = entry("withdrawn", "move.withdrawn", "2026-05-12", by="resident")

    assert waits(MOVE) == ["move"]
    assert waits(MOVE, decided) == []
    assert waits(MOVE, decided, REVIEW, second) == ["review"]
    assert waits(MOVE, decided, REVIEW, entry("r", "move.reviewed", "2026-05-15")) == []
    assert waits(MOVE, decided, REVIEW, withdrawn) == []


def test_decision_of_that_day_that_was_written_first_is_not_looked_at_again() -> None:
    decided = entry("decided", "move.decided", "2026-05-11 16:00")
    looked = entry("looked", "move.reviewed", "2026-05-11 17:00")

    assert waits(MOVE, decided, REVIEW) == ["review"]
    assert waits(MOVE, decided, looked, REVIEW) == ["review"]
    assert waits(MOVE, decided, REVIEW, looked) == []
