"""What the check says of a letter holds at the server: red never goes, amber with its reason."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from casework.writing import ask, begun, kept_of, row_of, send, write
from factories import made

from putright.casework.actions import outgoing
from putright.casework.actions.outgoing import Text
from putright.casework.queries import outgoing as read
from putright.casework.queries.outgoing_word import word_file
from putright.casework.refused import NotRight, Refused
from putright.core.events.parts import Evidence
from putright.stores.record.models import Case, File

pytestmark = pytest.mark.django_db
SORRY = "We are sorry for what we did not do."
FALSE = f"{SORRY} We rang you on 3 March 2026."
TRUE = f"{SORRY} We rang you on 6 April 2026."
SILENT = "Thank you for what you told us."
REASON = "She asked us not to write of it"


@pytest.fixture(autouse=True)
def _files(tmp_path: Any, settings: Any) -> None:
    settings.FILES = tmp_path / "files"


@pytest.fixture
def case(landlord: Any, make_case: Callable[..., Case], now: datetime) -> Case:
    """One call is on record, and the risk questions were due and not gone through."""
    call = made.a_note(now - timedelta(days=8), evidence=(Evidence(kind="call log"),), id="call")
    return make_case(
        person=made.make_person(landlord, "Alba Fennimore"),
        entries=[made.a_report(now - timedelta(days=9)), call],
    )


@pytest.fixture
def letter(actor_of: Any, case: Case, now: datetime) -> Any:
    return begun(actor_of("officer"), case, now, body=FALSE)


def test_false_date_stops_the_letter_at_every_door(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    actor, before = actor_of("officer"), len(kept_of(case))

    page = read.letter(actor, case.id, letter, now=now)
    assert page.stops == ("1 thing in it cannot be sent.",)
    with pytest.raises(NotRight, match="cannot be sent"):
        send(actor, case, letter, now)
    with pytest.raises(Refused):
        ask(actor, case, letter, now)
    with pytest.raises(Refused, match="cannot be sent"):
        word_file(actor, case.id, letter, now=now)

    assert (len(kept_of(case)), File.objects.count()) == (before, 0)


def test_no_reason_lets_a_false_date_go(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    actor = actor_of("officer")
    (seen,) = read.letter(actor, case.id, letter, now=now).marks

    write(actor, case, letter, FALSE, now, reasons={seen.mark.key: "I am quite sure of it"})

    with pytest.raises(NotRight, match="cannot be sent"):
        send(actor, case, letter, now)


def test_offered_day_put_in_makes_the_letter_true(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    actor = actor_of("officer")
    (seen,) = read.letter(actor, case.id, letter, now=now).marks
    assert seen.mended == "We rang you on 6 April 2026"
    assert [pointer.number for pointer in seen.entries] == [2]

    outgoing.use_instead(
        actor=actor, case_id=case.id, letter=letter, text=Text(version=1, body=FALSE), now=now,
        key=seen.mark.key,
    )  # fmt: skip

    assert row_of(case, letter).body == TRUE + "\n"
    assert read.letter(actor, case.id, letter, now=now).marks == ()
    send(actor, case, letter, now)


@pytest.mark.parametrize("reason", ["", "  .  "])
def test_amber_without_a_reason_does_not_go(
    reason: str, actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    actor = actor_of("officer")
    write(actor, case, letter, SILENT, now)
    (seen,) = read.letter(actor, case.id, letter, now=now).marks
    assert seen.mark.colour == "amber"
    write(actor, case, letter, SILENT, now, reasons={seen.mark.key: reason})

    with pytest.raises(NotRight, match="needs a reason"):
        send(actor, case, letter, now)


def test_reason_of_an_amber_stands_with_the_letter_on_the_timeline(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    actor = actor_of("officer")
    write(actor, case, letter, SILENT, now)
    (seen,) = read.letter(actor, case.id, letter, now=now).marks
    write(actor, case, letter, SILENT, now, reasons={seen.mark.key: REASON, "gone": "Not needed"})

    send(actor, case, letter, now)

    reason = kept_of(case)[-1].entry.reason
    assert REASON in reason and "Not needed" not in reason


def test_letter_that_the_newest_entry_makes_false_is_stopped_when_it_is_sent(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    actor = actor_of("officer")
    write(actor, case, letter, TRUE, now)
    assert read.letter(actor, case.id, letter, now=now).stops == ()
    gone = made.a_note(
        now, does=("note.made",), to=(), corrects="call", text="It was another resident."
    )
    made.add_entries(case, gone)

    with pytest.raises(NotRight, match="cannot be sent"):
        send(actor, case, letter, now)
