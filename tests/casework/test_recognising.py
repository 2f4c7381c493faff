"""Where somebody sounds unhappy a person is asked, and what a person answers is kept."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from factories import made

pytestmark = pytest.mark.django_db
WORDS = "I have left five messages and nobody has rung me back. It is not good enough."
OFFER = "complaints.dissatisfaction_offered"


@pytest.fixture
def sent() -> Callable[..., Any]:
    from factories.made import NOW

    from putright.casework.actions.adding import Sent
    from putright.casework.queries.cases import near_to

    return lambda actor, case: Sent(near=near_to(actor, case.id, now=NOW))


def said(now: datetime, text: str = WORDS, **told: Any) -> Any:
    from putright.core.events.entry import Entry

    usual: dict[str, Any] = {
        "id": "", "does": ("contact.received",), "at": now - timedelta(days=1), "by": "resident",
        "channel": "phone", "text": text, "evidence": made.NOTE,
    }  # fmt: skip
    return Entry(**(usual | told))


def asked(actor: Any, case: Any, now: datetime) -> Any:
    from putright.casework.queries.case_open import open_for
    from putright.casework.queries.recognising import asked_about

    return asked_about(open_for(actor, case.id, now=now))


def owed(actor: Any, case: Any, now: datetime) -> list[Any]:
    from putright.casework.queries.case_open import open_for

    opened = open_for(actor, case.id, now=now)
    return [each for each in opened.owed if each.rule == OFFER]


def last(case: Any) -> Any:
    return entries(case)[-1]


def entries(case: Any) -> list[Any]:
    from putright.casework.live import load

    return [one.entry for one in load(case).kept]


def not_now(now: datetime, **told: Any) -> Any:
    from putright.casework.actions.adding import When
    from putright.casework.actions.recognising import NotNow

    usual: dict[str, Any] = {
        "whom": "resident", "channel": "phone", "words": "Not while my mother is ill.",
        "when": When(now.date(), now),
    }  # fmt: skip
    return NotNow(**(usual | told))


def test_words_that_sound_unhappy_are_asked_about_and_nothing_is_stored(
    case: Any, actor_of: Any, now: datetime
) -> None:
    actor = actor_of("officer")
    made.add_entries(case, said(now))

    (one,) = asked(actor, case, now)

    assert (one.number, one.why) == (2, "words")
    assert any(piece.is_marked for piece in one.pieces)
    assert "".join(piece.text for piece in one.pieces) == WORDS
    assert not last(case).dissatisfied
    assert owed(actor, case, now) == []


def test_a_plain_report_of_a_neighbour_is_not_asked_about(
    case: Any, actor_of: Any, now: datetime
) -> None:
    made.add_entries(case, said(now, "Loud music again last night until three."))

    assert asked(actor_of("officer"), case, now) == ()


def test_what_a_person_heard_is_asked_about_whatever_the_words(
    case: Any, actor_of: Any, now: datetime
) -> None:
    made.add_entries(case, said(now, "Blue door.", dissatisfied=True))

    (one,) = asked(actor_of("officer"), case, now)

    assert one.why == "person"
    assert [piece.text for piece in one.pieces] == ["Blue door."]


def test_unhappy_and_not_asked_yet_makes_asking_owed_since_it_was_first_said(
    case: Any, actor_of: Any, sent: Any, now: datetime
) -> None:
    from putright.casework.actions import recognising

    actor = actor_of("officer")
    long_ago = now - timedelta(days=20)
    made.add_entries(case, said(long_ago), now=long_ago)

    recognising.not_asked_yet(actor=actor, sent=sent(actor, case), number=2, now=now)

    (promise,) = owed(actor, case, now)
    (one,) = asked(actor, case, now)
    assert promise.state_at(now) == "overdue"
    assert (one.number, one.why) == (3, "person")
    assert last(case).replies_to == ("e2",)


def test_of_a_note_of_ours_it_is_the_resident_who_is_unhappy(
    case: Any, actor_of: Any, sent: Any, now: datetime
) -> None:
    from putright.casework.actions import recognising

    actor = actor_of("officer")
    note = said(now, "She is fed up with waiting for us.", does=("contact.made",), by=actor.key,
                to=("resident",))  # fmt: skip
    made.add_entries(case, note)

    recognising.not_asked_yet(actor=actor, sent=sent(actor, case), number=2, now=now)

    assert (last(case).by, last(case).dissatisfied) == ("resident", True)
    assert len(owed(actor, case, now)) == 1


def test_not_now_keeps_their_words_and_is_asked_again_at_the_next_contact(
    case: Any, actor_of: Any, sent: Any, now: datetime
) -> None:
    from putright.casework.actions import recognising

    actor = actor_of("officer")
    made.add_entries(case, said(now, dissatisfied=True))

    recognising.not_now(actor=actor, sent=sent(actor, case), number=2, told=not_now(now), now=now)

    offered, answer = entries(case)[-2:]
    assert [offered.does[0], answer.does[0]] == ["complaint.offered", "complaint.not_wanted"]
    assert answer.text == "Not while my mother is ill."
    assert owed(actor, case, now) == []
    assert asked(actor, case, now) == ()
    later = now + timedelta(days=3)
    made.add_entries(case, said(later + timedelta(days=1), "Hello again."), now=later)
    (again,) = asked(actor, case, later)
    assert (again.why, again.said.words) == ("again", "Not while my mother is ill.")


def test_a_reason_puts_these_words_aside_and_no_later_ones(
    case: Any, actor_of: Any, sent: Any, now: datetime
) -> None:
    from putright.casework.actions import recognising

    actor = actor_of("officer")
    made.add_entries(case, said(now))

    recognising.not_one(
        actor=actor, sent=sent(actor, case), number=2, why="She means the water company.", now=now
    )

    assert asked(actor, case, now) == ()
    assert (last(case).by, last(case).text) == (actor.key, "She means the water company.")
    made.add_entries(case, said(now, at=now))
    assert [one.number for one in asked(actor, case, now)] == [4]


def test_no_reason_of_ours_ends_what_a_person_heard(
    case: Any, actor_of: Any, sent: Any, now: datetime
) -> None:
    from putright.casework.actions import recognising
    from putright.casework.refused import NotRight

    actor = actor_of("officer")
    made.add_entries(case, said(now, dissatisfied=True))

    with pytest.raises(NotRight):
        recognising.not_one(actor=actor, sent=sent(actor, case), number=2, why="No.", now=now)
    with pytest.raises(NotRight):
        recognising.not_asked_yet(actor=actor, sent=sent(actor, case), number=2, now=now)


def test_what_was_answered_meanwhile_is_not_answered_twice(
    case: Any, actor_of: Any, sent: Any, now: datetime
) -> None:
    from putright.casework.actions import recognising
    from putright.casework.refused import NotRight

    actor = actor_of("officer")
    made.add_entries(case, said(now))
    recognising.not_one(actor=actor, sent=sent(actor, case), number=2, why="No.", now=now)

    with pytest.raises(NotRight):
        recognising.not_one(actor=actor, sent=sent(actor, case), number=2, why="No.", now=now)


def test_only_the_residents_side_can_say_not_now(
    case: Any, actor_of: Any, sent: Any, now: datetime
) -> None:
    from putright.casework.actions import recognising
    from putright.casework.refused import Refused

    actor = actor_of("officer")
    made.add_entries(case, said(now))

    for whom in ("other party", "landlord", "a stranger"):
        with pytest.raises(Refused):
            recognising.not_now(
                actor=actor, sent=sent(actor, case), number=2, told=not_now(now, whom=whom), now=now
            )


def test_while_a_complaint_is_open_words_ask_nothing_and_nothing_is_put_off(
    case: Any, actor_of: Any, sent: Any, now: datetime
) -> None:
    from putright.casework.actions import recognising
    from putright.casework.refused import NotRight

    actor = actor_of("officer")
    raised = said(now, does=("complaint.raised",), complaint="c1", at=now - timedelta(days=2))
    made.add_entries(case, raised, said(now))

    assert asked(actor, case, now) == ()
    made.add_entries(case, said(now, dissatisfied=True))
    assert [one.number for one in asked(actor, case, now)] == [4]
    with pytest.raises(NotRight):
        recognising.not_now(
            actor=actor, sent=sent(actor, case), number=4, told=not_now(now), now=now
        )


def test_whom_a_complaint_names_is_asked_nothing(
    case: Any, actor_of: Any, officer: Any, now: datetime
) -> None:
    actor = actor_of("officer")
    answered = now - timedelta(days=3)
    raised = said(now, does=("complaint.raised",), complaint="c1", about_staff=(actor.key,),
                  at=answered)  # fmt: skip
    made.add_entries(case, raised, said(now, dissatisfied=True))

    assert asked(actor, case, now) == ()
    assert [one.number for one in asked(actor_of("team leader"), case, now)] == [3]


def test_an_auditor_is_asked_nothing(case: Any, actor_of: Any, now: datetime) -> None:
    made.add_entries(case, said(now))

    assert asked(actor_of("auditor"), case, now) == ()


def test_a_case_that_sounds_unhappy_is_on_the_list_of_whoever_looks_after_it(
    case: Any, actor_of: Any, now: datetime
) -> None:
    from putright.casework.queries.worklist import worklist

    made.add_entries(case, said(now))

    assert [one.case for one in worklist(actor_of("officer"), now=now).unhappy] == [case.id]
    assert worklist(actor_of("team leader"), now=now).unhappy == ()


def test_a_long_text_shows_what_stands_round_the_words(
    case: Any, actor_of: Any, now: datetime
) -> None:
    calm = "We walked to the shop and bought some bread. " * 40
    made.add_entries(case, said(now, f"{calm}{WORDS} {calm}"))

    (one,) = asked(actor_of("officer"), case, now)

    shown = "".join(piece.text for piece in one.pieces)
    assert shown.startswith("…") and shown.endswith("…")
    assert len(shown) < 500
