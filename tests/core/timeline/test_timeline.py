"""Entries placed in time: when known, told of by others, corrected."""

from datetime import datetime

from putright.core.timeline.since import Since
from tests.core.build import day, entry, minute, person, timeline

moment = datetime.fromisoformat
LETTER = entry("letter", "account.given", "2026-03-04")


def test_an_undated_entry_stands_where_it_was_first_told_of_however_many_tellings_away() -> None:
    told = entry("told", "contact.received", told_in=["retold"])
    retold = entry("retold", "contact.received", told_in=["letter"])

    placed = {item.id: item for item in timeline([told, retold, LETTER]).items}

    assert placed["told"].undated
    assert placed["told"].when.date == day("2026-03-04")


def test_entries_that_tell_of_each_other_have_no_day() -> None:
    one = entry("one", "contact.received", told_in="two")
    two = entry("two", "contact.received", told_in="one")

    assert {item.when.date for item in timeline([one, two]).items} == {day("1970-01-01")}


def test_what_was_written_down_to_the_minute_is_known_from_then() -> None:
    call = entry("call", "contact.made", "2026-03-02 10:00", recorded_at=moment("2026-03-02 16:30"))

    (item,) = timeline([call]).items

    assert item.known == minute("2026-03-02 16:30")
    assert item.is_evidenced


def test_a_note_written_to_the_minute_weeks_later_is_no_proof() -> None:
    late = entry(
        "call",
        "contact.made",
        "2026-03-02",
        evidence="note",
        recorded_at=moment("2026-04-02 16:30"),
    )

    assert timeline([late]).items[0].state == "claimed"


def test_a_dispute_of_nothing_that_is_in_the_books_marks_nothing() -> None:
    account = entry("account", "account.given", "2026-03-04", by="resident", disputes="gone")

    assert timeline([account]).items[0].disputed_by == ()


def test_an_entry_that_corrects_itself_or_nothing_strikes_nothing() -> None:
    itself = entry("itself", "contact.made", "2026-03-04", corrects="itself")

    assert timeline([itself]).items[0].struck_by == ""


def test_an_item_names_itself_to_the_reader_of_a_failed_test() -> None:
    assert repr(timeline([LETTER]).items[0]) == "Item(letter 2026-03-04)"


def test_doing_several_acts_is_in_order_of_time() -> None:
    entries = [
        entry("b", "contact.made", "2026-03-05"),
        entry("a", "asb.visited", "2026-03-04"),
        entry("both", ["asb.visited", "contact.made"], "2026-03-06"),
    ]

    found = timeline(entries).doing(("contact.made", "asb.visited"))

    assert [item.id for item in found] == ["a", "b", "both"]


def test_a_side_is_told_by_the_person_or_is_the_side_itself() -> None:
    people = [person("worker", "helper")]
    word = entry("word", "contact.received", "2026-03-04", by="worker")

    assert timeline([word], people).items[0].by_side == "helper"


def test_the_word_for_a_reader_says_how_far_an_entry_is_shown() -> None:
    claimed = entry("claimed", "contact.made", "2026-03-05", evidence=[])

    states = [item.state for item in timeline([LETTER, claimed]).items]

    assert states == ["evidenced", "claimed"]


def test_what_came_since_an_entry_leaves_itself_out_and_reads_as_a_list() -> None:
    entries = [
        entry("before", "contact.made", "2026-03-01"),
        entry("start", "asb.reported", "2026-03-02"),
        entry("one", "contact.made", "2026-03-03"),
        entry("two", "contact.made", "2026-03-04"),
    ]
    held = timeline(entries)

    since = Since(held.shelves, held.by_id["start"])

    assert len(since) == 2
    assert since[0].id == "one"
    assert [item.id for item in since[0:2]] == [item.id for item in since] == ["one", "two"]
