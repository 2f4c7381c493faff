"""Whoever can write past the database's own refusals is named by the walk over the chains."""

from datetime import timedelta

import pytest
from factories.made import a_note, add_entries, make_person
from walked import first_broken, id_of, sealed, unguarded, walk

pytestmark = pytest.mark.slow


@pytest.fixture
def three(fresh_database, make_case, now):
    """A case of three entries in a database that really commits."""
    case = make_case()
    for minutes in (1, 2):
        add_entries(case, a_note(now + timedelta(minutes=minutes)), now=now + timedelta(minutes=5))
    return case


def change(copy, line, *values):
    marked = line if copy.engine == "sqlite" else line.replace("?", "%s")
    with unguarded(copy) as chief:
        chief.execute(marked, [id_of(copy, value) for value in values])


def test_an_untouched_record_verifies(three):
    found = walk(three.landlord)

    assert (found.streams, found.entries, found.broken) == (1, 3, ())


@pytest.mark.parametrize(
    "column, value",
    [("kind", "'contact.attempted'"), ("key", "'e9'"), ("data", "'{}'"), ("source", "'import'"),
     ("actor_id", "stream_id"), ("happened_at", "'2026-01-01 10:00:00'")],
)  # fmt: skip
def test_a_changed_entry_is_named(fresh_database, three, column, value):
    change(fresh_database, f"UPDATE record_entry SET {column} = {value} WHERE number = 2 AND"
           " stream_id = ?", three.id)  # fmt: skip

    broken = first_broken(three.landlord)

    assert (broken.stream, broken.name, broken.number) == (three.id, three.reference, 2)
    assert broken.what == "was changed"


def test_an_entry_taken_out_of_the_middle_is_named(fresh_database, three):
    change(fresh_database, "DELETE FROM record_entry WHERE number = 2 AND stream_id = ?", three.id)

    broken = first_broken(three.landlord)

    assert (broken.number, broken.what) == (2, "is missing")


def test_a_cut_end_is_named(fresh_database, three):
    change(fresh_database, "DELETE FROM record_entry WHERE number = 3 AND stream_id = ?", three.id)

    broken = first_broken(three.landlord)

    assert broken.number == 3
    assert "cut off at 2 entries" in broken.what


def test_an_end_cut_together_with_its_head_shows_against_the_seal(fresh_database, three, now):
    sealed(three.landlord, now)
    cut_cleanly(fresh_database, three)

    broken = first_broken(three.landlord)

    assert (broken.number, broken.what) == (3, "is missing: 3 entries were sealed")


def cut_cleanly(copy, case):
    """Take the last entry away so that the stream itself looks whole."""
    last = "(SELECT {} FROM record_entry WHERE number = 2 AND stream_id = record_stream.id)"
    told = f"head = 2, digest = {last.format('digest')}, last_at = {last.format('recorded_at')}"
    change(copy, "DELETE FROM record_entry WHERE number = 3 AND stream_id = ?", case.id)
    change(copy, "DELETE FROM record_wording WHERE number = 3 AND stream_id = ?", case.id)
    change(copy, f"UPDATE record_stream SET {told} WHERE id = ?", case.id)


def test_seals_cut_away_with_the_end_show_against_the_anchor_outside(fresh_database, three, now):
    anchor = sealed(three.landlord, now)
    cut_cleanly(fresh_database, three)
    change(fresh_database, "DELETE FROM record_seal")

    assert walk(three.landlord).broken == ()
    broken = first_broken(three.landlord, anchors=[anchor])

    assert broken.what.startswith("seal 1 ")
    assert broken.what.endswith("is missing here")


def test_a_rewritten_seal_is_named(fresh_database, three, now):
    sealed(three.landlord, now)
    change(fresh_database, "UPDATE record_seal SET heads = '{}'")

    assert first_broken(three.landlord).what == "seal 1 was changed"


def test_a_dropped_stream_is_named(fresh_database, three, now):
    sealed(three.landlord, now)
    for table, key in (("entry", "stream_id"), ("wording", "stream_id"), ("stream", "id")):
        change(fresh_database, f"DELETE FROM record_{table} WHERE {key} = ?", three.id)

    broken = first_broken(three.landlord)

    assert broken.stream == three.id
    assert broken.what == "the whole stream is missing; it was sealed with 3 entries"


def test_a_person_whose_stream_was_dropped_is_named(fresh_database, landlord):
    person = make_person(landlord)
    for table, key in (("entry", "stream_id"), ("wording", "stream_id"), ("stream", "id")):
        change(fresh_database, f"DELETE FROM record_{table} WHERE {key} = ?", person)

    broken = first_broken(landlord)

    assert (broken.stream, broken.what) == (person, "the whole stream is missing")


def test_entries_whose_stream_is_gone_are_named(fresh_database, three):
    change(fresh_database, "DELETE FROM record_stream WHERE id = ?", three.id)

    assert "the stream is gone" in first_broken(three.landlord).what


def test_swapped_words_are_named(fresh_database, three):
    change(fresh_database, "UPDATE record_wording SET body = (SELECT body FROM record_wording w"
           " WHERE w.number = 1 AND w.stream_id = record_wording.stream_id) WHERE number = 2 AND"
           " stream_id = ?", three.id)  # fmt: skip

    broken = first_broken(three.landlord)

    assert (broken.number, broken.what) == (2, "has other words than were written")


def test_words_deleted_without_a_note_are_named(fresh_database, three):
    change(
        fresh_database, "DELETE FROM record_wording WHERE number = 2 AND stream_id = ?", three.id
    )

    assert first_broken(three.landlord).what == "has no words, and no erasure is on record"


def test_a_note_of_an_erasure_that_no_entry_tells_of_is_named(fresh_database, three):
    change(fresh_database, "INSERT INTO record_erasure (landlord_id, stream_id, number, erased_at,"
           " rule, why) VALUES (?, ?, 2, '2026-04-14 10:00:00', 'none', 'none')",
           three.landlord_id, three.id)  # fmt: skip
    change(
        fresh_database, "DELETE FROM record_wording WHERE number = 2 AND stream_id = ?", three.id
    )

    broken = first_broken(three.landlord)

    assert (broken.number, broken.what) == (2, "the words of e2 are gone and no entry tells why")


def test_a_head_set_back_is_named(fresh_database, three):
    change(fresh_database, "UPDATE record_stream SET head = 2 WHERE id = ?", three.id)

    assert first_broken(three.landlord).what == "is not what the head of the stream says"


def test_a_worklist_written_over_is_no_matter_of_the_record(fresh_database, three):
    change(fresh_database, "DELETE FROM worklist_owed")

    assert walk(three.landlord).broken == ()


def test_one_broken_stream_does_not_hide_another(fresh_database, three, make_case):
    other = make_case()
    change(fresh_database, "UPDATE record_entry SET kind = 'x' WHERE number = 1")

    assert {each.stream for each in walk(three.landlord).broken} == {three.id, other.id}
