"""What could not be checked is answered by an entry with a record, or in words, by somebody."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from casework.writing import begun, kept_of, row_of, send, write
from factories import made

from putright.casework import outgoing_rules
from putright.casework.outgoing_shown import answer_to, may_show
from putright.casework.queries import outgoing as read
from putright.casework.queries.case_open import open_for
from putright.core.claims import Mark
from putright.core.claims.mark import UNCHECKED
from putright.core.events.parts import Evidence
from putright.stores.record.models import Case, Outgoing

pytestmark = pytest.mark.django_db
MARK = Mark(colour="amber", kind=UNCHECKED, says="Not borne out.", key="m1", quote="five people")
QUESTION = Mark(colour="amber", kind="question", says="They asked.", key="m1")
SILENT = "Thank you for what you told us."
LOG = (Evidence(kind="call log"),)


@pytest.fixture(autouse=True)
def _files(tmp_path: Any, settings: Any) -> None:
    settings.FILES = tmp_path / "files"


@pytest.fixture
def case(landlord: Any, make_case: Callable[..., Case], now: datetime) -> Case:
    """A report, a call with a record, one without, and one that was corrected."""
    wrong = made.a_note(now - timedelta(days=6), evidence=LOG, id="wrong")
    return make_case(
        person=made.make_person(landlord, "Alba Fennimore"),
        entries=[
            made.a_report(now - timedelta(days=9)),
            made.a_note(now - timedelta(days=8), evidence=LOG, id="call"),
            made.a_note(now - timedelta(days=7), evidence=(), id="bare"),
            wrong,
            made.a_note(now, does=("note.made",), to=(), corrects="wrong", text="Another day."),
        ],
    )


def opened(actor: Any, case: Case, now: datetime) -> Any:
    return open_for(actor, case.id, now=now)


def number(case: Case, key: str) -> int:
    return next(int(one.number) for one in kept_of(case) if one.entry.id == key)


def test_entry_with_a_record_is_an_answer_and_is_named_with_its_day(
    actor_of: Any, case: Case, now: datetime
) -> None:
    around, call = opened(actor_of("officer"), case, now), number(case, "call")

    answer = answer_to(around, MARK, f"entry:{call}")

    assert answer.is_enough
    assert answer.words == f"Shown by entry {call}: Reached the person on Mon 6 Apr 2026"
    assert call in [one.number for one in may_show(around)]


@pytest.mark.parametrize(
    ("which", "word"),
    [("bare", "has no record"), ("wrong", "was corrected"), ("", "You see no entry 99")],
)
def test_entry_that_shows_nothing_is_no_answer_and_the_word_says_why(
    which: str, word: str, actor_of: Any, case: Case, now: datetime
) -> None:
    around = opened(actor_of("officer"), case, now)
    named = number(case, which) if which else 99

    answer = answer_to(around, MARK, f"entry:{named}")

    assert word in answer.refused and not answer.is_enough and not answer.words
    assert named not in [one.number for one in may_show(around)]


def test_entry_whose_words_were_erased_is_no_answer(
    actor_of: Any, case: Case, now: datetime
) -> None:
    around, call = opened(actor_of("officer"), case, now), number(case, "call")
    kept = around.live.by_key["call"]
    around.live.by_key["call"] = type(kept)(
        **{name: getattr(kept, name) for name in kept.__struct_fields__} | {"is_erased": True}
    )

    assert "were erased" in answer_to(around, MARK, f"entry:{call}").refused


@pytest.mark.parametrize("said", ["entry:", "entry:two", "entry:²", "entry:-1", "entry:1 or 1"])
def test_answer_that_names_no_number_asks_for_an_entry(
    said: str, actor_of: Any, case: Case, now: datetime
) -> None:
    answer = answer_to(opened(actor_of("officer"), case, now), MARK, said)

    assert answer.refused == "Choose the entry that shows it."


def test_gate_holds_until_what_was_not_checked_is_answered(
    actor_of: Any, case: Case, now: datetime
) -> None:
    actor = actor_of("officer")
    letter = begun(actor, case, now, body=SILENT)
    around, call, bare = opened(actor, case, now), number(case, "call"), number(case, "bare")
    red = Mark(colour="red", kind="date", says="No.", key="m2")

    for said, waits in (("", 1), ("ok", 1), (f"entry:{bare}", 1), ("Minutes, on paper", 0),
                        (f"entry:{call}", 0)):  # fmt: skip
        write(actor, case, letter, SILENT, now, reasons={"m1": said, "m2": f"entry:{call}"})
        row = row_of(case, letter)
        assert len(outgoing_rules.without_reason(around, row, [MARK])) == waits, said
        assert outgoing_rules.can_be_asked(around, row, [MARK]) == (not waits)
        assert "1 thing in it cannot be sent." in outgoing_rules.stops(around, row, [MARK, red])


def test_number_of_an_entry_is_plain_words_where_a_reason_is_asked_for(
    actor_of: Any, case: Case, now: datetime
) -> None:
    answer = answer_to(opened(actor_of("officer"), case, now), QUESTION, "entry:99")

    assert answer.words == "entry:99" and not answer.refused


def test_each_answer_stays_with_whoever_gave_it(actor_of: Any, case: Case, now: datetime) -> None:
    officer, leader = actor_of("officer"), actor_of("team leader")
    letter = begun(officer, case, now, body=SILENT)
    write(officer, case, letter, SILENT, now, reasons={"m1": "The minutes say so"})
    write(leader, case, letter, SILENT, now, reasons={"m2": "I was there"})
    write(leader, case, letter, SILENT, now, reasons={"m1": "The minutes say so"})

    row = row_of(case, letter)
    assert row.answered == {"m1": str(officer.user_id), "m2": str(leader.user_id)}
    Outgoing.objects.update(reasons={"m1": "Given before that was kept"})
    row = row_of(case, letter)
    assert (row.reasons["m1"], row.answered) == ("Given before that was kept", {})


def test_answer_goes_with_the_letter_and_says_who_gave_it(
    actor_of: Any, case: Case, now: datetime
) -> None:
    actor = actor_of("officer")
    letter = begun(actor, case, now, body=SILENT)
    marks = read.letter(actor, case.id, letter, now=now).marks
    given = {one.mark.key: "She asked us not to write of it" for one in marks}
    write(actor, case, letter, SILENT, now, reasons=given)

    send(actor, case, letter, now)

    name = opened(actor, case, now).staff_name(actor.user_id)
    says = f"She asked us not to write of it. Answered by {name}."
    assert says in kept_of(case)[-1].entry.reason
    assert any(says in line for line in read.letter(actor, case.id, letter, now=now).answers)
