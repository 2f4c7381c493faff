"""The second reader of a letter: another person, exactly this text, or back with words."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from casework.writing import agree, ask, begun, row_of, send, write
from factories import made

from putright.casework.actions import outgoing_read
from putright.casework.actions.adding import When
from putright.casework.actions.outgoing import Overtaken
from putright.casework.queries import outgoing as read
from putright.casework.refused import NotRight, Refused
from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(tmp_path: Any, settings: Any) -> None:
    settings.FILES = tmp_path / "files"


@pytest.fixture
def case(landlord: Any, make_case: Callable[..., Case]) -> Case:
    return make_case(person=made.make_person(landlord, "Alba Fennimore"))


@pytest.fixture
def letter(actor_of: Any, case: Case, now: datetime) -> Any:
    return begun(actor_of("officer"), case, now, needs_second=True)


def test_letter_that_needs_a_second_reader_waits_for_them(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    with pytest.raises(NotRight, match="second person"):
        send(actor_of("officer"), case, letter, now)

    ask(actor_of("officer"), case, letter, now)
    assert [one.id for one in read.page(actor_of("officer"), case.id, now=now).waiting] == [letter]
    agree(actor_of("team leader"), case, letter, now)

    saved = send(actor_of("officer"), case, letter, now)
    assert len(saved.numbers) == 1


def test_letter_did_not_go_before_it_was_agreed_to(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    later = now + timedelta(hours=2)
    ask(actor_of("officer"), case, letter, now)
    agree(actor_of("team leader"), case, letter, later)

    with pytest.raises(NotRight, match="not ready yet"):
        send(actor_of("officer"), case, letter, later, when=When(on=now.date(), at=now))

    send(actor_of("officer"), case, letter, later)


def test_who_agreed_stands_in_the_entry(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    from casework.writing import kept_of

    ask(actor_of("officer"), case, letter, now)
    agree(actor_of("team leader"), case, letter, now)
    send(actor_of("officer"), case, letter, now)

    assert "agreed to by The team leader" in kept_of(case)[-1].entry.reason


def test_whoever_wrote_in_it_is_no_second_reader(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    write(actor_of("team leader"), case, letter, "Mended by the leader", now)
    write(actor_of("officer"), case, letter, "And by the officer", now)
    ask(actor_of("officer"), case, letter, now)

    for role in ("officer", "team leader", "contact centre"):
        with pytest.raises(Refused):
            agree(actor_of(role), case, letter, now)
    agree(actor_of("complaints handler"), case, letter, now)

    assert row_of(case, letter).is_agreed


def test_change_after_agreeing_asks_again(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    ask(actor_of("officer"), case, letter, now)
    agree(actor_of("team leader"), case, letter, now)

    write(actor_of("officer"), case, letter, "Another text", now)

    assert row_of(case, letter).agreed_by is None
    with pytest.raises(NotRight, match="second person"):
        send(actor_of("officer"), case, letter, now)


def test_agreeing_to_a_text_that_was_changed_meanwhile_agrees_to_nothing(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    ask(actor_of("officer"), case, letter, now)
    write(actor_of("officer"), case, letter, "Changed meanwhile", now)
    ask(actor_of("officer"), case, letter, now)

    with pytest.raises(Overtaken):
        agree(actor_of("team leader"), case, letter, now, version=1)

    assert not row_of(case, letter).is_agreed


def test_nobody_agrees_unasked_nor_asks_twice(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    with pytest.raises(Refused):
        agree(actor_of("team leader"), case, letter, now)
    ask(actor_of("officer"), case, letter, now)
    with pytest.raises(Refused):
        ask(actor_of("officer"), case, letter, now)


def test_letter_sent_back_says_why_and_by_whom(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    ask(actor_of("officer"), case, letter, now)
    told: dict[str, Any] = {"case_id": case.id, "letter": letter, "version": 1, "now": now}

    with pytest.raises(NotRight):
        outgoing_read.send_back(actor=actor_of("team leader"), words=" ", **told)
    outgoing_read.send_back(actor=actor_of("team leader"), words="Say sorry plainly", **told)

    page = read.letter(actor_of("officer"), case.id, letter, now=now)
    assert (page.sent_back, page.sent_back_by) == ("Say sorry plainly", "The team leader")
    assert page.letter.state == "writing"
