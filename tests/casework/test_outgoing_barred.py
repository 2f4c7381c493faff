"""Whoever a complaint names has no hand in its letters; erased words stand in no unsent letter."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from casework.writing import agree, ask, begun, begun_by_hand, row_of, send, write
from factories import made

from putright.casework.actions import erasure
from putright.casework.queries import cases
from putright.casework.queries import outgoing as read
from putright.casework.refused import NotThere, Refused
from putright.core.events.entry import Entry
from putright.stores.record import drafts
from putright.stores.record.ledger.erase import Rule
from putright.stores.record.models import Case, Draft

pytestmark = pytest.mark.django_db
ACKNOWLEDGE = Entry(id="", does=("complaint.acknowledged",), complaint="c1", stage=1)


@pytest.fixture(autouse=True)
def _files(tmp_path: Any, settings: Any) -> None:
    settings.FILES = tmp_path / "files"


@pytest.fixture
def person(landlord: Any) -> Any:
    return made.make_person(landlord, "Alba Fennimore")


@pytest.fixture
def case(person: Any, make_case: Callable[..., Case]) -> Case:
    return make_case(person=person)


@pytest.fixture
def names_the_leader(actor_of: Any, case: Case, now: datetime) -> None:
    """A complaint that names the team leader."""
    raised = Entry(
        id="", does=("complaint.raised",), at=now, by="resident", channel="email", complaint="c1",
        stage=1, about_staff=(actor_of("team leader").key,), evidence=made.NOTE,
    )  # fmt: skip
    made.add_entries(case, raised)


@pytest.fixture
def letters(actor_of: Any, case: Case, names_the_leader: None, now: datetime) -> Any:
    """One letter of that complaint, one that is not."""
    handler = actor_of("complaints handler")
    of_complaint = begun(
        handler, case, now, entries=[ACKNOWLEDGE], permission="complaint.handle", complaint="c1",
        needs_second=True,
    )  # fmt: skip
    return of_complaint, begun(actor_of("officer"), case, now, needs_second=True)


def test_letters_of_the_complaint_do_not_exist_for_whom_it_names(
    actor_of: Any, case: Case, letters: Any, now: datetime
) -> None:
    leader, (hidden, other) = actor_of("team leader"), letters

    page = read.page(leader, case.id, now=now)
    assert [one.id for one in page.writing] == [other]
    assert page.is_barred and not page.may_begin
    for act in (
        lambda: read.letter(leader, case.id, hidden, now=now),
        lambda: read.checks(leader, case.id, hidden, body="x", now=now),
        lambda: write(leader, case, hidden, "Mine", now),
        lambda: ask(leader, case, hidden, now),
        lambda: agree(leader, case, hidden, now),
        lambda: send(leader, case, hidden, now),
    ):
        with pytest.raises(NotThere):
            act()


def test_complaints_letter_that_names_no_complaint_is_hidden_all_the_same(
    actor_of: Any, case: Case, names_the_leader: None, now: datetime
) -> None:
    letter = begun(
        actor_of("complaints handler"), case, now, entries=[ACKNOWLEDGE],
        permission="complaint.handle",
    )  # fmt: skip

    with pytest.raises(NotThere):
        read.letter(actor_of("team leader"), case.id, letter, now=now)


def test_whom_an_open_complaint_names_writes_nothing_to_the_household(
    actor_of: Any, case: Case, letters: Any, now: datetime
) -> None:
    leader, (_hidden, other) = actor_of("team leader"), letters
    ask(actor_of("officer"), case, other, now)

    for act in (
        lambda: begun(leader, case, now),
        lambda: begun_by_hand(leader, case, now),
        lambda: write(leader, case, other, "Mine", now),
        lambda: agree(leader, case, other, now),
        lambda: send(leader, case, other, now),
    ):
        with pytest.raises(Refused, match="complaint names you"):
            act()

    assert row_of(case, other).state == "asked"


def test_erasing_words_of_a_case_empties_what_is_being_written_of_it(
    actor_of: Any, case: Case, now: datetime
) -> None:
    officer = actor_of("officer")
    letter = begun(officer, case, now, body="She said: Music until two.")
    drafts.keep(
        landlord=case.landlord_id, user=officer.user_id, place=f"case-note:{case.id}",
        case=case.id, fields={"text": ["Music until two"]}, now=now,
    )  # fmt: skip
    head = actor_of("head of service")

    erasure.erase_entries(
        actor=head, near=cases.near_to(head, case.id, now=now), keys=["e1"],
        under=Rule(rule="retention", why="Asked for"), now=now,
    )  # fmt: skip

    row = row_of(case, letter)
    assert (row.state, row.body, row.entries) == ("dropped", "", [])
    assert not Draft.objects.exists()


def test_erasing_a_person_empties_the_unsent_letters_of_their_cases_and_no_others(
    actor_of: Any, case: Case, make_case: Any, person: Any, now: datetime
) -> None:
    elsewhere = make_case()
    letter, other = begun(actor_of("officer"), case, now), begun(
        actor_of("officer"), elsewhere, now
    )  # fmt: skip

    erasure.erase_person(
        actor=actor_of("head of service"), person=person, now=now,
        under=Rule(rule="retention", why="Asked for"),
    )  # fmt: skip

    assert row_of(case, letter).body == ""
    assert row_of(elsewhere, other).body != ""
