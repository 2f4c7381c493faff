"""What is known of a person, folded from the notes of the person's stream."""

from datetime import UTC, datetime, timedelta

from putright.core.events.person import Details, PersonNote, Way
from putright.core.facts.people import known_of

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
NEXT = START + timedelta(days=1)
LATER = START + timedelta(days=2)
UNSAFE = {"calls": Way(says="not ok", when="he answers her phone")}

REGISTERED = PersonNote(id="n1", does="person.registered", at=START, sets=Details(name="Hana"))
CHECKED = PersonNote(
    id="n2", does="person.safe_contact_checked", at=NEXT, sets=Details(ways=UNSAFE)
)
MOVED = PersonNote(
    id="n3", does="person.details_changed", at=LATER, sets=Details(email="hana@example.org")
)
ERASED = PersonNote(id="n4", does="record.erased", at=LATER)


def test_what_a_note_does_not_set_stays_as_it_was() -> None:
    known = known_of([REGISTERED, CHECKED, MOVED])

    assert (known.details.name, known.details.email) == ("Hana", "hana@example.org")
    assert known.way("calls").says == "not ok" and known.way("post").says == "not asked"
    assert [channel for channel, _way in known.ways][:2] == ["calls", "voicemail"]
    assert (known.checked_at, known.barred_at) == (NEXT, NEXT)


def test_what_was_written_down_later_was_not_known_then() -> None:
    late = PersonNote(
        id="n5", does="person.need_noted", at=START, recorded_at=LATER, sets=Details(language="pl")
    )

    assert known_of([REGISTERED, CHECKED, late], by=START).details == Details(name="Hana")


def test_of_somebody_whose_words_are_erased_nothing_is_known() -> None:
    known = known_of([REGISTERED, CHECKED, ERASED])

    assert known.is_erased and known.details == Details() and known.checked_at is None
