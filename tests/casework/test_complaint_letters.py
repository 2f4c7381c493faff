"""Letters of a complaint: begun once, in time, whole, weighed; refused here and at the desk."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from casework.test_complaints import Doing, days_of, refusal
from factories import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def doing(actor_of: Callable[[str], Any], case: Any, now: Any) -> Callable[..., Doing]:
    return lambda role="complaints handler", days=0: Doing(
        actor_of(role), case, now + timedelta(days=days)
    )


@pytest.fixture
def taken(doing: Callable[..., Doing], staff: Any) -> str:
    """A complaint that somebody handles."""
    return doing().logs(handler=staff("complaints handler").id)


@pytest.fixture
def acknowledged(doing: Callable[..., Doing], taken: str) -> str:
    """One that was acknowledged too, with the day of its answer."""
    sends(doing(), begins(doing(), "acknowledge", taken))
    return taken


def begins(worker: Doing, name: str, key: str, **told: Any) -> Any:
    """The letter as it lies there, begun."""
    from putright.casework.actions import complaint_letters
    from putright.stores.record import outgoing

    begun = getattr(complaint_letters, name)(
        actor=worker.actor, near=worker.sent().near, key=key, leads_to="/", now=worker.now, **told
    )
    case = worker.case
    return outgoing.one(landlord=case.landlord_id, case=case.id, letter=begun)


def sends(worker: Doing, letter: Any) -> Any:
    """What sending it writes, as the desk is asked for it."""
    import msgspec

    from putright.casework import desk
    from putright.core.events.entry import Entry

    told = msgspec.convert(letter.entries, list[Entry])
    written = [
        msgspec.structs.replace(
            one, at=worker.now, by=worker.actor.key, to=(letter.party,), channel="email",
            evidence=(made.Evidence(kind="email"),),
        )
        for one in told
    ]  # fmt: skip
    return desk.add(actor=worker.actor, permission=letter.permission, near=worker.sent().near,
                    entries=written, now=worker.now)  # fmt: skip


def test_acknowledgement_says_what_it_must_and_when_they_hear(
    doing: Callable[..., Doing], taken: str, staff: Any
) -> None:
    worker = doing(days=1)
    letter = begins(worker, "acknowledge", taken)

    (entry,) = letter.entries
    assert entry["does"] == ["complaint.acknowledged"] and entry["facts"]["contents_listed"]
    assert {"definition", "ombudsman details", "named officer"} <= set(entry["contains"])
    for words in ("Nobody rang me back", "29 April 2026", "The complaints handler", "Ombudsman"):
        assert words in letter.body
    sends(worker, letter)
    answer = days_of(worker.one(taken))["Stage 1 answered"]
    assert answer == ("due", date(2026, 4, 29), None)


def test_acknowledgement_waits_for_a_handler(doing: Callable[..., Doing]) -> None:
    key = doing().logs()
    assert "Name who handles" in refusal(lambda: begins(doing(), "acknowledge", key))


def test_stage_is_acknowledged_once(doing: Callable[..., Doing], taken: str) -> None:
    worker = doing()
    first, second = (begins(worker, "acknowledge", taken) for _ in range(2))
    sends(worker, first)

    assert "acknowledged already" in refusal(lambda: begins(worker, "acknowledge", taken))
    assert "acknowledged already" in refusal(lambda: sends(worker, second))


def test_extension_before_the_day_moves_it_and_both_days_are_seen(
    doing: Callable[..., Doing], acknowledged: str
) -> None:
    worker = doing()
    due = days_of(worker.one(acknowledged))["Stage 1 answered"][1]
    later = due + timedelta(days=7)
    letter = begins(worker, "extend", acknowledged, until=later, reason="The witness is away.")
    sends(worker, letter)

    step = next(one for one in worker.one(acknowledged).steps if one.name == "Stage 1 answered")
    assert (step.was.date(), step.due.date()) == (due, later)
    assert not letter.needs_second and "ombudsman details" in letter.entries[0]["contains"]
    assert "needs their agreement" in refusal(
        lambda: begins(
            worker, "extend", acknowledged, until=later + timedelta(days=7), reason="More"
        )
    )


def test_extension_past_the_longest_day_needs_a_second_person(
    doing: Callable[..., Doing], acknowledged: str
) -> None:
    letter = begins(
        doing(), "extend", acknowledged, until=date(2026, 6, 30), reason="A court hearing."
    )
    assert letter.needs_second


def test_extension_after_the_day_is_refused_on_the_page_and_at_the_desk(
    doing: Callable[..., Doing], acknowledged: str
) -> None:
    early, late = doing(), doing(days=40)
    until = (late.now + timedelta(days=10)).date()
    begun_in_time = begins(early, "extend", acknowledged, until=until, reason="Away.")
    assert "We said that we would answer by" in begun_in_time.body

    said = refusal(lambda: begins(late, "extend", acknowledged, until=until, reason="Away."))
    assert "cannot be extended" in said and "agree how often" in said
    assert "cannot be extended" in refusal(lambda: sends(late, begun_in_time))
    assert "later than" in refusal(
        lambda: begins(early, "extend", acknowledged, until=early.now.date(), reason="Away.")
    )


def test_extension_waits_for_the_acknowledgement_that_names_the_day(
    doing: Callable[..., Doing], taken: str
) -> None:
    soon = (doing().now + timedelta(days=20)).date()
    assert "Write the acknowledgement first" in refusal(
        lambda: begins(doing(), "extend", taken, until=soon, reason="Away.")
    )
    assert "complaints:extend" not in {one.name for one in doing().one(taken).next}
    made.add_entries(doing().case, made.a_note(
        doing().now, does=("complaint.acknowledged",), complaint=taken, stage=1, channel="email",
        evidence=(made.Evidence(kind="email"),),
    ))  # fmt: skip
    letter = begins(doing(), "extend", taken, until=soon, reason="Away.")
    assert "We said that we would answer by" not in letter.body


def weighs(worker: Doing, key: str, decision: str = "refuse") -> None:
    worker("complaint_handling", "weigh", key=key, ground="over-12-months", decision=decision,
           why="She knew in 2024.")  # fmt: skip


def told(ground: str = "over-12-months") -> Any:
    from putright.casework.actions.complaint_letters import Refusal

    return Refusal(ground=ground, reasons="You knew in May 2024.", evidence="Your email says so.")


def test_refusal_for_age_is_weighed_by_two_and_goes_in_writing_with_a_second_reader(
    doing: Callable[..., Doing], taken: str
) -> None:
    worker, leader = doing(), doing("team leader")
    for weigh in (lambda: None, lambda: weighs(worker, taken), lambda: weighs(worker, taken),
                  lambda: weighs(leader, taken, "take")):  # fmt: skip
        weigh()
        assert "Two people weigh" in refusal(lambda: begins(worker, "refuse", taken, told=told()))
    weighs(leader, taken)

    letter = begins(worker, "refuse", taken, told=told())

    assert letter.needs_second and letter.entries[0]["does"] == ["complaint.refused"]
    assert letter.entries[0]["facts"]["ground"] == "over-12-months"
    assert {"reasons", "ombudsman details"} <= set(letter.entries[0]["contains"])
    sends(worker, letter)
    assert not worker.one(taken).is_open


def test_refusal_of_the_next_stage_is_another_letter(
    doing: Callable[..., Doing], taken: str
) -> None:
    doing().answered(taken)
    worker = doing("team leader", days=3)
    worker("complaints", "escalate", key=taken, says=worker.says())
    letter = begins(worker, "refuse", taken, told=told("considered"))
    assert letter.entries[0]["does"] == ["complaint.escalation_refused"]
    sends(worker, letter)
    assert worker.one(taken).ended.startswith("next stage refused")
    assert "nothing to refuse" in refusal(
        lambda: begins(worker, "refuse", taken, told=told("considered"))
    )


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"channel": "phone"}, "only in writing"),
        ({"facts": {"ground": "we are busy"}}, "one of the grounds"),
        ({"facts": {"ground": "over-12-months"}}, "Two people weigh"),
    ],
)
def test_refusal_past_every_page_is_refused_at_the_desk(
    given: Any, says: str, doing: Callable[..., Doing], taken: str, case: Any, now: Any
) -> None:
    from putright.casework import desk

    worker = doing()
    named = {"does": ("complaint.refused",), "complaint": taken, "by": worker.actor.key,
             "channel": "letter", "evidence": (made.Evidence(kind="letter"),),
             "facts": {"ground": "court"}}  # fmt: skip
    entry = made.a_note(now, **(named | given))
    assert says in refusal(lambda: desk.add(
        actor=worker.actor, permission="complaint.handle", near=worker.sent().near,
        entries=[entry], now=now,
    ))  # fmt: skip


def test_letter_goes_to_whoever_speaks_for_them(doing: Callable[..., Doing], staff: Any) -> None:
    handler = staff("complaints handler").id
    key = doing().logs(helper="Odile Brack", scope="All of it.", handler=handler)
    letter = begins(doing(), "acknowledge", key)
    assert letter.party == "complaint-helper" and "Odile Brack" in letter.body


def test_late_answer_is_owned_in_the_letter_about_how_it_stands(
    doing: Callable[..., Doing], taken: str
) -> None:
    from putright.casework.actions.complaint_letters import Standing

    late = doing(days=40)
    by = (late.now + timedelta(days=5)).date()
    letter = begins(late, "tell_standing", taken, told=Standing(what="Ask the repairs team", by=by))
    assert "It is late, and we are sorry" in letter.body
    assert letter.entries[0]["does"] == ["complaint.updated"]


def test_withdrawn_complaint_is_written_down_with_the_way_back(
    doing: Callable[..., Doing], taken: str
) -> None:
    worker = doing()
    assert "not taken this complaint back" in refusal(lambda: begins(worker, "tell_stopped", taken))
    worker("complaints", "withdraw", key=taken, says=worker.says("I am too tired of it."))
    letter = begins(worker, "tell_stopped", taken)
    assert "I am too tired of it." in letter.body and "come back" in letter.body
    sends(worker, letter)
    assert not worker.one(taken).is_open


def test_named_officer_begins_no_letter(
    doing: Callable[..., Doing], staff: Any, officer: Any, case: Any, now: Any
) -> None:
    from putright.casework.actions import outgoing
    from putright.casework.queries.cases import near_to

    doing().logs(about_staff=(officer.id,), officer=staff("team leader").id)
    named = made.as_actor(officer)
    letter = outgoing.Begun(
        kind="general", to="resident", title="A letter", body="Hello", entries=(),
        permission="letter.write",
    )  # fmt: skip
    near = near_to(named, case.id, now=now)
    assert "A complaint names you" in refusal(
        lambda: outgoing.begin(actor=named, near=near, letter=letter, now=now)
    )
