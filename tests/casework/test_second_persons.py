"""What waits for a second person: who sees it on their list, and who does not."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from casework.writing import agree, ask, begun
from factories import made

from putright.casework.queries.second_persons import waiting
from putright.casework.queries.worklist import worklist
from putright.core.events.entry import Entry
from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(landlord: Any, make_case: Callable[..., Case]) -> Case:
    return make_case(person=made.make_person(landlord, "Alba Fennimore"))


@pytest.fixture
def letter(actor_of: Any, case: Case, now: datetime) -> Any:
    """A letter that the officer wrote and asks a second reader for."""
    found = begun(actor_of("officer"), case, now, needs_second=True)
    ask(actor_of("officer"), case, found, now)
    return found


def test_letter_waits_for_those_who_may_read_it_and_not_for_its_writer(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    (one,) = worklist(actor_of("team leader"), now=now).to_read
    assert (one.letter, one.case, one.reference) == (letter, case.id, case.reference)
    for role in ("officer", "auditor"):
        assert waiting(actor_of(role), now=now) == ()


def test_letter_waits_for_nobody_once_somebody_agreed(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    agree(actor_of("team leader"), case, letter, now)
    assert waiting(actor_of("team leader"), now=now) == ()


def test_letter_of_a_restricted_case_waits_for_nobody_who_is_not_let_in(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    Case.objects.update(is_restricted=True)
    assert waiting(actor_of("complaints handler"), now=now) == ()


def test_letter_of_a_case_with_a_complaint_about_them_does_not_wait_for_the_one_named(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    from putright.casework.actor import staff_key

    leader = actor_of("team leader")
    raised = made.a_note(
        now, by="resident", to=(), does=("complaint.raised",), complaint="c1",
        about_staff=(staff_key(leader.user_id),),
    )  # fmt: skip
    made.add_entries(case, raised, now=now)
    assert waiting(leader, now=now) == ()


def test_offer_waits_for_those_who_may_agree_until_it_is_decided(
    actor_of: Any, case: Case, now: datetime
) -> None:
    raised = made.a_note(now, by="resident", to=(), does=("complaint.raised",), complaint="c1")
    told: Any = {"at": now, "by": actor_of("complaints handler").key, "complaint": "c1",
                 "channel": "internal", "evidence": made.NOTE}  # fmt: skip
    made.add_entries(
        case, raised, Entry(id="ask", does=("redress.approval_asked",), **told), now=now
    )
    leader = actor_of("team leader")
    (one,) = waiting(leader, now=now)
    assert (one.letter, one.number) == (None, 3)
    assert waiting(actor_of("complaints handler"), now=now) == ()
    assert waiting(actor_of("officer"), now=now) == ()
    yes = told | {"by": leader.key}
    made.add_entries(
        case, Entry(id="yes", does=("redress.approved",), answers=("ask",), **yes), now=now
    )
    assert waiting(leader, now=now) == ()
