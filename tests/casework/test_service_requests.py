"""Requests for service: asked for, promised, done with proof, looked at again, turned complaint."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent() -> Callable[..., Any]:
    from factories.made import NOW

    from putright.casework.actions.adding import Sent
    from putright.casework.queries.cases import near_to

    return lambda actor, case: Sent(near=near_to(actor, case.id, now=NOW))


@pytest.fixture
def ask(actor_of: Any, sent: Any, now: datetime) -> Callable[..., Any]:
    """``ask(case)``: the officer writes down that the resident asks for something."""
    from putright.casework.actions import recognising
    from putright.casework.actions.adding import When
    from putright.casework.actions.recognising import Wanted

    def take(case: Any, days: int = 0, **told: Any) -> Any:
        actor, on = actor_of("officer"), now - timedelta(days=days)
        usual: dict[str, Any] = {
            "whom": "resident", "channel": "phone", "words": "A new light on the landing.",
            "when": When(on.date(), on),
        }  # fmt: skip
        wanted = Wanted(**(usual | told))
        return recognising.request(actor=actor, sent=sent(actor, case), told=wanted, now=now)

    return take


def settled(now: datetime, **told: Any) -> Any:
    from putright.casework.actions.adding import When
    from putright.casework.actions.recognising import Settled

    usual = {"words": "The light is up.", "proof": "photo", "when": When(now.date(), now)}
    return Settled(**(usual | told))


def listed(actor: Any, now: datetime) -> Any:
    from putright.casework.queries.service import requests

    return requests(actor, now=now)


def promised(case: Any, now: datetime) -> list[Any]:
    from putright.casework.live import load
    from putright.casework.promises import promises_of

    return [one for one in promises_of(load(case).run(now=now)) if one.pledge]


def test_a_request_is_listed_with_its_age_and_is_no_complaint(
    case: Any, ask: Any, actor_of: Any, now: datetime
) -> None:
    ask(case, days=7)

    page = listed(actor_of("complaints handler"), now)

    (one,) = page.open
    assert (one.reference, one.words) == (case.reference, "A new light on the landing.")
    assert (one.age, one.is_overdue, one.complaint) == (5, False, 0)
    assert not page.is_ours and page.days == 20


def test_the_oldest_comes_first_and_one_that_nobody_looked_at_is_overdue(
    make_case: Any, ask: Any, actor_of: Any, now: datetime
) -> None:
    newer, older = make_case(), make_case()
    ask(newer, days=2)
    ask(older, days=60)

    page = listed(actor_of("complaints handler"), now)

    assert [one.reference for one in page.open] == [older.reference, newer.reference]
    assert [one.is_overdue for one in page.open] == [True, False]
    assert page.overdue == 1


def test_looking_again_keeps_what_was_seen_and_begins_the_count_anew(
    case: Any, ask: Any, actor_of: Any, sent: Any, now: datetime
) -> None:
    from putright.casework.actions import recognising

    ask(case, days=60)
    handler = actor_of("complaints handler")

    recognising.reviewed(
        actor=handler, sent=sent(handler, case), number=2, words="The part is on order.", now=now
    )

    (one,) = listed(handler, now).open
    assert (one.saw, one.looked_on, one.is_overdue) == (
        "The part is on order.", now.date(), False
    )  # fmt: skip


def test_an_officer_does_not_look_at_requests_of_all_cases(
    case: Any, ask: Any, actor_of: Any, sent: Any, now: datetime
) -> None:
    from putright.casework.actions import recognising
    from putright.casework.refused import Refused

    ask(case)
    officer = actor_of("officer")

    with pytest.raises(Refused):
        listed(officer, now)
    with pytest.raises(Refused):
        recognising.reviewed(
            actor=officer, sent=sent(officer, case), number=2, words="Seen.", now=now
        )


def test_a_day_that_was_named_is_a_promise_that_only_its_own_end_keeps(
    case: Any, ask: Any, actor_of: Any, sent: Any, now: datetime
) -> None:
    from putright.casework.actions import recognising

    actor = actor_of("officer")
    due = now.date() + timedelta(days=7)
    ask(case, promised="Put up a light", due=due)
    ask(case, promised="Mend the gate", due=due, words="The gate.")

    recognising.done(actor=actor, sent=sent(actor, case), number=2, told=settled(now), now=now)

    assert {one.what: one.is_open for one in promised(case, now)} == {
        "Put up a light": False, "Mend the gate": True
    }  # fmt: skip
    assert [one.words for one in listed(actor_of("complaints handler"), now).open] == ["The gate."]


def test_without_a_record_it_is_said_to_be_done_and_stays_open(
    case: Any, ask: Any, actor_of: Any, sent: Any, now: datetime
) -> None:
    from putright.casework.actions import recognising
    from putright.casework.refused import NotRight

    actor = actor_of("officer")
    ask(case)

    with pytest.raises(NotRight):
        recognising.done(
            actor=actor, sent=sent(actor, case), number=2, told=settled(now, proof=""), now=now
        )
    recognising.done(
        actor=actor, sent=sent(actor, case), number=2, now=now,
        told=settled(now, proof="", no_record="The joiner took no photo."),
    )  # fmt: skip

    assert len(listed(actor_of("complaints handler"), now).open) == 1


def test_what_is_done_is_neither_done_again_nor_looked_at_again(
    case: Any, ask: Any, actor_of: Any, sent: Any, now: datetime
) -> None:
    from putright.casework.actions import recognising
    from putright.casework.refused import NotRight, NotThere

    actor, handler = actor_of("officer"), actor_of("complaints handler")
    ask(case)
    recognising.done(actor=actor, sent=sent(actor, case), number=2, told=settled(now), now=now)

    with pytest.raises(NotRight):
        recognising.done(actor=actor, sent=sent(actor, case), number=2, told=settled(now), now=now)
    with pytest.raises(NotRight):
        recognising.reviewed(
            actor=handler, sent=sent(handler, case), number=2, words="Seen.", now=now
        )
    with pytest.raises(NotThere):
        recognising.reviewed(
            actor=handler, sent=sent(handler, case), number=1, words="Seen.", now=now
        )


def test_unhappiness_about_a_request_is_a_complaint_and_the_request_goes_on(
    case: Any, ask: Any, actor_of: Any, sent: Any, now: datetime
) -> None:
    from putright.casework.actions import complaints
    from putright.casework.actions.complaints import Made

    actor, handler = actor_of("officer"), actor_of("complaints handler")
    ask(case, days=30)
    told = Made(whom="resident", text="A month, and no light.", points=("The wait",), entry=2)

    complaints.log(actor=actor, sent=sent(actor, case), told=told, now=now)

    page = listed(handler, now)
    assert len(page.open) == len(page.complained) == 1
    assert page.open[0].complaint == 3


def test_requests_of_a_case_that_one_may_not_see_are_not_listed(
    make_case: Any, ask: Any, actor_of: Any, now: datetime
) -> None:
    hidden = make_case()
    ask(hidden)
    type(hidden).objects.filter(id=hidden.id).update(is_restricted=True)

    assert listed(actor_of("complaints handler"), now).open == ()


def test_whom_the_complaint_names_does_not_learn_that_a_request_became_one(
    case: Any, ask: Any, actor_of: Any, sent: Any, staff: Any, now: datetime
) -> None:
    from putright.casework.actions import complaints
    from putright.casework.actions.complaints import Made

    leader = staff("team leader")
    ask(case, days=30)
    told = Made(whom="resident", text="She put me off.", points=("Put off",), entry=2,
                about_staff=(leader.id,))  # fmt: skip
    actor = actor_of("officer")
    complaints.log(actor=actor, sent=sent(actor, case), told=told, now=now)

    (one,) = listed(actor_of("team leader"), now).open

    assert one.complaint == 0
