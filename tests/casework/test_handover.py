"""Handing a case over: nothing promised gets lost, and who took what on is in the timeline."""

from datetime import timedelta

import pytest
from factories.made import NOW, a_note, a_report, add_entries, as_actor, make_user

from putright.casework import desk
from putright.casework.actions import handover as actions
from putright.casework.actions import samples, staffing
from putright.casework.queries import handover as read
from putright.casework.queries.board import board
from putright.casework.queries.worklist import worklist
from putright.casework.refused import NotThere, Refused
from putright.core.events.parts import Pledge
from putright.stores.accounts.models import User
from putright.stores.record.models import Case, StoredEntry
from putright.stores.worklist.models import Card

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def second(landlord, team):
    return make_user(landlord, "officer", team=team, name="Second")


@pytest.fixture
def passed(staff, make_case, second):
    """A case with three more promises, given to the second officer by the team leader."""
    named = [(f"p{n}", f"thing {n}") for n in range(3)]
    pledges = tuple(Pledge(id=key, what=what, within="3 working days") for key, what in named)
    case = make_case(entries=[a_report(NOW - HOUR), a_note(NOW - HOUR / 2, promises=pledges)])
    leader = as_actor(staff("team leader"))
    staffing.reassign(actor=leader, moves=[(case.id, second.id)], note="Leave.", now=NOW)
    return case


def page(user, case, now=NOW + HOUR):
    return read.page(as_actor(user, now=now), case.id, now=now)


def states(seen):
    return {one.seen.shown.what.lower(): one.state for one in seen.promises}


def key_of(seen, what):
    return next(one.seen.key for one in seen.promises if one.seen.shown.what.lower() == what)


def test_each_promise_waits_for_the_new_officer(passed, second, officer) -> None:
    seen = page(second, passed)
    told = states(seen)
    assert {told[f"thing {n}"] for n in range(3)} == {"waiting"}
    assert told["to tell the resident that their contact is now second"] == "new"
    assert (seen.taker, seen.is_taker, seen.why) == ("Second", True, "Leave.")
    assert not page(officer, passed).is_taker
    assert seen.waiting == sum(state == "waiting" for state in told.values())
    assert Card.objects.get(case=passed).unaccepted == seen.waiting


def test_promises_are_taken_on_or_asked_about(passed, second) -> None:
    seen, actor = page(second, passed), as_actor(second)
    now = NOW + HOUR
    actions.ask(
        actor=actor, case=passed.id, key=key_of(seen, "thing 1"), question="Which door?", now=now
    )
    others = [one.seen.key for one in seen.promises
              if one.state == "waiting" and one.seen.shown.what.lower() != "thing 1"]  # fmt: skip
    assert actions.accept(actor=actor, case=passed.id, keys=others, now=now) == len(others)
    after = page(second, passed, now=now + HOUR)
    told = states(after)
    assert (told["thing 0"], told["thing 1"], after.waiting) == ("taken on", "asked about", 0)
    asked = next(one.asked for one in after.promises if one.state == "asked about")
    assert (asked.who, asked.text) == ("Second", "Which door?")
    kinds = list(StoredEntry.objects.filter(stream_id=passed.id).values_list("kind", flat=True))
    assert {"staff.handover_accepted", "staff.handover_queried"} <= set(kinds)


def test_question_that_was_answered_ends_in_taking_on(passed, second) -> None:
    actor, key = as_actor(second), key_of(page(second, passed), "thing 1")
    actions.ask(actor=actor, case=passed.id, key=key, question="Which door?", now=NOW + HOUR)
    actions.accept(actor=actor, case=passed.id, keys=[key], now=NOW + 2 * HOUR)
    assert states(page(second, passed, now=NOW + 3 * HOUR))["thing 1"] == "taken on"


def test_nobody_else_takes_promises_on(passed, officer, staff, second) -> None:
    key = key_of(page(second, passed), "thing 0")
    for other in (officer, staff("team leader"), staff("head of service")):
        with pytest.raises(Refused, match="Only the officer who takes the case on"):
            actions.accept(actor=as_actor(other), case=passed.id, keys=[key], now=NOW + HOUR)
    with pytest.raises(Refused, match="Tick the promises"):
        actions.accept(actor=as_actor(second), case=passed.id, keys=["x~y~~"], now=NOW + HOUR)
    with pytest.raises(NotThere):
        actions.ask(actor=as_actor(second), case=passed.id, key="x", question="?", now=NOW + HOUR)


def test_case_never_handed_over_says_so(case, officer) -> None:
    seen = page(officer, case)
    assert (seen.passed_at, seen.taker) == (None, officer.name)
    assert {one.state for one in seen.promises} == {""}
    with pytest.raises(Refused, match="not handed over"):
        actions.accept(actor=as_actor(officer), case=case.id, keys=["x"], now=NOW)


def test_handover_waits_on_the_list_and_goes_back_to_the_board_after_a_working_day(
    passed, second, staff
) -> None:
    leader = staff("team leader")
    for days, shown in ((0, False), (1, False), (2, True)):
        now = NOW + days * DAY
        uncovered = board(as_actor(leader, now=now), now=now).uncovered
        assert [one.kind for one in uncovered] == (["handover"] if shown else [])
    mine = worklist(as_actor(second), now=NOW + HOUR).to_accept
    assert [(one.case, one.promises) for one in mine] == [
        (passed.id, Card.objects.get(case=passed).unaccepted)
    ]
    waiting = read.waiting(as_actor(leader), now=NOW + HOUR)
    assert [(one.case, one.taker, one.is_mine) for one in waiting] == [(passed.id, "Second", False)]


def test_cover_takes_on_while_the_new_officer_is_away(
    landlord, passed, second, officer, staff
) -> None:
    from putright.casework.cover_rules import Absence

    leader = as_actor(staff("team leader"))
    away = Absence(second.id, NOW.date(), NOW.date() + DAY)
    staffing.set_away(actor=leader, absence=away, cover=officer.id, now=NOW)
    assert page(officer, passed).is_taker
    keys = [key_of(page(officer, passed), "thing 0")]
    assert actions.accept(actor=as_actor(officer), case=passed.id, keys=keys, now=NOW + HOUR) == 1


def test_judgement_written_before_and_after_is_read_by_the_next_officer(
    make_case, officer, second, staff
) -> None:
    case, leader = make_case(), as_actor(staff("team leader"))
    actions.write(actor=as_actor(officer), case=case.id, text="Knock twice.", now=NOW)
    staffing.reassign(actor=leader, moves=[(case.id, second.id)], note="x", now=NOW + HOUR)
    actions.write(actor=leader, case=case.id, text="Ask for the son.", now=NOW + 2 * HOUR)
    seen = page(second, case, now=NOW + 3 * HOUR)
    assert [one.text for one in seen.judgement] == ["Knock twice.", "Ask for the son."]


def test_worries_say_what_is_late_silent_and_not_assessed(make_case, officer) -> None:
    at = NOW - 60 * DAY
    case = make_case(entries=[a_report(at, kinds=("threat",)), a_note(at + DAY)], now=at)
    add_entries(case, a_report(NOW - 3 * DAY, asks=("when will it stop",), dissatisfied=True))
    words = " ".join(page(officer, case).worries)
    for said in ("overdue", "No record shows that we reached", "risk questions", "not happy"):
        assert said in words
    questions = page(officer, case).questions
    assert [one.words for one in questions] == ["when will it stop"]


def test_promise_handed_to_somebody_else_is_not_asked_of_the_new_officer(
    landlord, passed, second, officer
) -> None:
    from putright.casework.actions.promises_kept import hand_on

    key = key_of(page(second, passed), "thing 2")
    hand_on(
        actor=as_actor(second), promises=[(passed.id, key)], to=officer.id, why="Yours.",
        now=NOW + HOUR,
    )  # fmt: skip
    assert states(page(second, passed, now=NOW + 2 * HOUR))["thing 2"] == "new"


def test_rebuilt_cards_know_of_the_handover(landlord, passed) -> None:
    def card():
        return Card.objects.values("handed_at", "handed_to", "unaccepted").get(case=passed)

    before = card()
    Card.objects.update(handed_at=None, handed_to=None, unaccepted=0)
    desk.rebuild(landlord=landlord.id, now=NOW)
    assert card() == before


@pytest.mark.slow
def test_sample_handover_reads_with_nine_promises_and_is_taken_on_by_the_next_officer() -> None:
    samples.load_meadowbank(now=NOW)
    case = Case.objects.get(title__startswith="Youths in the yard")
    daniel, gareth = (User.objects.get(email__startswith=name) for name in ("daniel", "gareth"))
    seen = page(daniel, case, now=NOW)
    assert len(seen.promises) == 9
    assert (len(seen.story), seen.taker, seen.passed_by) == (
        5, "Daniel Okwuosa", "Gareth Penhallow",
    )  # fmt: skip
    assert seen.told is not None
    assert "who I am" in seen.told.text
    assert "2 promises are overdue." in seen.worries
    leaving = read.leaver(as_actor(gareth), case.officer_id, now=NOW)
    assert case.id in {one.case for one in leaving.cases}
    staffing.reassign(
        actor=as_actor(gareth), moves=[(case.id, daniel.id)], note="For good.", now=NOW
    )
    waiting = [one for one in page(daniel, case).promises if one.state == "waiting"]
    assert len(waiting) == 9
    keys = [one.seen.key for one in waiting]
    assert actions.accept(actor=as_actor(daniel), case=case.id, keys=keys, now=NOW + HOUR) == 9
    assert page(daniel, case, now=NOW + 2 * HOUR).waiting == 0
