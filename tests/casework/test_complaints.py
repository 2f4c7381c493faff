"""Complaints through the books: received on their own day, taken further, back, joined, refused."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from factories import made

from putright.casework.actor import staff_key
from putright.casework.refused import NotRight, NotThere, Refused

if TYPE_CHECKING:
    from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
UNHAPPY = "Nobody rang me back, and the form never came."


class Doing:
    """One person who works on the complaints of a case."""

    def __init__(self, actor: Any, case: "Case", now: Any) -> None:
        self.actor, self.case, self.now = actor, case, now

    def sent(self) -> Any:
        from putright.casework.actions.adding import Sent
        from putright.casework.queries.cases import near_to

        return Sent(near=near_to(self.actor, self.case.id, now=self.now))

    def __call__(self, area: str, name: str, **told: Any) -> Any:
        from importlib import import_module

        module = import_module(f"putright.casework.actions.{area}")
        return getattr(module, name)(actor=self.actor, sent=self.sent(), now=self.now, **told)

    def says(self, text: str = "", **told: Any) -> Any:
        from putright.casework.actions.adding import When
        from putright.casework.actions.complaints import Says

        named = {"whom": "resident", "channel": "phone", "text": text,
                 "when": When(self.now.date(), self.now)}  # fmt: skip
        return Says(**(named | told))

    def logs(self, text: str = UNHAPPY, **told: Any) -> str:
        from putright.casework.actions.complaints import Made

        named = {"whom": "resident", "text": text, "points": (text,)} | told
        return str(self("complaints", "log", told=Made(**named)).complaint)

    def one(self, key: str) -> Any:
        from putright.casework.queries.complaints import one

        return one(self.actor, self.case.id, key, now=self.now)

    def entries(self) -> list[Any]:
        from putright.stores.record.ledger.read import entries

        case = self.case
        return [each.entry for each in entries(landlord=case.landlord_id, stream=case.id)]

    def answered(self, key: str, stage: int = 1) -> None:
        answer = made.a_note(
            self.now, does=("complaint.responded",), complaint=key, stage=stage, channel="letter",
            evidence=(made.Evidence(kind="letter"),), by=staff_key(self.actor.user_id),
        )  # fmt: skip
        made.add_entries(self.case, answer, now=self.now)


@pytest.fixture
def doing(actor_of: Callable[[str], Any], case: "Case", now: Any) -> Callable[..., Doing]:
    return lambda role="complaints handler", days=0: Doing(
        actor_of(role), case, now + timedelta(days=days)
    )


def refusal(work: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as refused:
        work()
    return refused.value.reason


def days_of(page: Any) -> dict[str, tuple[str, Any, Any]]:
    return {step.name: (step.state, step.due and step.due.date(), step.done) for step in page.steps}


def test_complaint_is_received_when_it_was_first_said_and_logged_when_it_was_logged(
    doing: Callable[..., Doing], case: Any, now: Any
) -> None:
    first = now - timedelta(days=6)
    said = made.a_note(first, does=("contact.received",), by="resident", to=(), dissatisfied=True)
    made.add_entries(case, said, now=first)
    worker = doing()
    number = len(worker.entries())

    key = worker.logs(entry=number, wants=("an apology",))

    page = worker.one(key)
    assert (page.received_on, page.logged_on) == (first.date(), now.date())
    assert days_of(page)["Stage 1 acknowledged"] == ("due", (now + timedelta(days=1)).date(), None)
    assert page.wants == ("an apology",) and [p.id for p in page.points] == ["P1"]
    assert "taken as a complaint already" in refusal(lambda: worker.logs(entry=number))


def test_case_of_antisocial_behaviour_goes_on_beside_the_complaint(
    doing: Callable[..., Doing], case: Any, now: Any
) -> None:
    from putright.casework.queries.case_open import open_for

    worker = doing()
    before = {one.key for one in open_for(worker.actor, case.id, now=now).owed}
    worker.logs()

    opened = open_for(worker.actor, case.id, now=now)
    assert before <= {one.key for one in opened.owed}
    assert opened.run.facts.case_is_open(opened.run.now)


def test_complaint_about_the_officer_names_who_looks_after_the_case_or_is_not_saved(
    doing: Callable[..., Doing], case: Any, officer: Any, staff: Any
) -> None:
    worker, leader = doing(), staff("team leader")
    assert "Who looks after the case" in refusal(lambda: worker.logs(about_staff=(officer.id,)))
    assert "Who looks after the case" in refusal(
        lambda: worker.logs(about_staff=(officer.id,), officer=officer.id)
    )
    before = len(worker.entries())

    worker.logs(about_staff=(officer.id,), officer=leader.id)

    case.refresh_from_db()
    assert case.officer_id == leader.id
    added = [entry.does[0] for entry in worker.entries()[before:]]
    assert added == ["complaint.raised", "complaint.logged", "staff.handed_over"]


def test_somebody_named_can_take_the_complaint_but_not_say_who_handles_it(
    doing: Callable[..., Doing], staff: Any, case: Any, now: Any
) -> None:
    leader, handler = staff("team leader"), staff("complaints handler")
    worker = doing("team leader")
    named = {"about_staff": (leader.id,)}
    assert "somebody else says who" in refusal(lambda: worker.logs(**named, handler=handler.id))
    assert "cannot handle it" in refusal(lambda: doing().logs(**named, handler=leader.id))

    worker.logs(**named)

    assert worker.entries()[-1].does == ("complaint.logged",)


def test_officer_who_is_named_sees_that_there_is_one_and_who_handles_it_and_no_more(
    doing: Callable[..., Doing], case: Any, officer: Any, staff: Any, actor_of: Any, now: Any
) -> None:
    from putright.casework.queries.complaints import one, page

    handler = staff("complaints handler")
    worker = doing()
    key = worker.logs(about_staff=(officer.id,), officer=staff("team leader").id,
                      handler=handler.id)  # fmt: skip
    named = actor_of("officer")

    seen = page(named, case.id, now=now)
    assert seen.complaints == () and seen.around.wall.handlers == (handler.name,)
    with pytest.raises(NotThere):
        one(named, case.id, key, now=now)
    theirs = Doing(named, case, now)
    with pytest.raises(NotThere):
        theirs("complaints", "escalate", key=key, says=theirs.says())


def test_escalation_needs_no_reason_and_begins_the_clocks_of_stage_2(
    doing: Callable[..., Doing], now: Any
) -> None:
    key = doing().logs()
    doing().answered(key)
    worker = doing("contact centre", days=4)
    worker("complaints", "escalate", key=key, says=worker.says(channel="visit"))

    page = doing(days=4).one(key)
    assert page.is_open and page.stage == "Stage 2"
    on_a_saturday = (now + timedelta(days=4)).date()
    assert page.steps[3].done == on_a_saturday
    assert days_of(page)["Stage 2 acknowledged"][1] == date(2026, 4, 24)
    assert "not answered yet" in refusal(
        lambda: worker("complaints", "escalate", key=doing().logs("More"), says=worker.says())
    )


def test_escalation_of_an_answer_that_is_late_waits_for_no_answer(
    doing: Callable[..., Doing],
) -> None:
    key = doing().logs()
    late = doing(days=30)
    late("complaints", "escalate", key=key, says=late.says())
    assert late.one(key).stage == "Stage 2"


def test_after_the_last_stage_there_is_the_ombudsman(doing: Callable[..., Doing]) -> None:
    key = doing().logs()
    doing().answered(key)
    first = doing(days=4)
    first("complaints", "escalate", key=key, says=first.says())
    doing("team leader", days=8).answered(key, stage=2)
    last = doing("team leader", days=12)
    assert "Ombudsman" in refusal(lambda: last("complaints", "escalate", key=key, says=last.says()))


def test_withdrawn_in_their_words_and_back_with_a_day_of_its_own(
    doing: Callable[..., Doing], now: Any
) -> None:
    worker = doing()
    key = worker.logs(points=("P one", "P two"), wants=("a call",))
    assert "not withdrawn" in refusal(
        lambda: worker("complaints", "take_back", key=key, says=worker.says())
    )
    worker("complaints", "withdraw", key=key, says=worker.says("I am too tired of it."))
    assert worker.one(key).ended.startswith("withdrawn by them")
    assert "nothing to take back" in refusal(
        lambda: worker("complaints", "withdraw", key=key, says=worker.says("Again"))
    )

    later = doing(days=10)
    back = later("complaints", "take_back", key=key, says=later.says("I want it answered"))

    page = later.one(back.complaint)
    assert (page.received_on, page.is_open) == (later.now.date(), True)
    assert [point.what for point in page.points] == ["P one", "P two"]
    assert page.wants == ("a call",) and page.related
    assert not later.one(key).is_open


def test_more_joins_stage_1_while_it_is_open_and_else_is_a_complaint_of_its_own(
    doing: Callable[..., Doing],
) -> None:
    worker = doing()
    key = worker.logs()

    def more(text: str, *, related: bool) -> str:
        says = worker.says(text)
        return str(worker("complaints", "add_point", key=key, says=says, is_related=related
                          ).complaint)  # fmt: skip

    assert more("The lock is still broken.", related=True) == key
    apart = more("My rent was taken twice.", related=False)
    doing().answered(key)
    late = more("And the letter was wrong.", related=True)

    assert [point.id for point in worker.one(key).points] == ["P1", "P2"]
    assert len({key, apart, late}) == 3
    assert [point.what for point in worker.one(late).points] == ["And the letter was wrong."]


def test_group_and_somebody_who_speaks_for_them(doing: Callable[..., Doing], now: Any) -> None:
    worker = doing()
    key = worker.logs(group=7, helper="Odile Brack", scope="All of it; she wrote to us.")
    page = worker.one(key)
    assert (page.group, page.reader) == (7, "Odile Brack")

    worker("complaints", "represent", key=key, says=worker.says(), helper="Per Aske",
           scope="Only the lock.", until=now.date())  # fmt: skip
    assert worker.one(key).reader == "Per Aske"
    assert doing(days=2).one(key).reader != "Per Aske"


def test_what_was_agreed_with_them_is_how_it_is_understood(doing: Callable[..., Doing]) -> None:
    from putright.casework.actions.complaint_handling import Defined, points_of

    worker = doing()
    key = worker.logs()
    points = points_of(["P1"], ["Nobody rang back in March.", "The form never came."])
    ours = {"P1": ("yes", ""), "P2": ("no", "The council sends it.")}
    says = worker.says(wants=("a call each week",))
    told = Defined(says=says, points=points, responsible=ours)
    worker("complaint_handling", "define", key=key, told=told)

    page = worker.one(key)
    assert [(one.id, one.what, one.ours) for one in page.points] == [
        ("P1", "Nobody rang back in March.", "We answer for it"),
        ("P2", "The form never came.", "We do not answer for it. The council sends it."),
    ]  # fmt: skip
    assert page.wants == ("a call each week",) and page.defined is not None
    empty = Defined(says=worker.says(), points=())
    assert "at least one point" in refusal(
        lambda: worker("complaint_handling", "define", key=key, told=empty)
    )


def test_late_answer_has_updates_that_were_agreed_and_a_later_day_beside_the_codes(
    doing: Callable[..., Doing],
) -> None:
    key = doing().logs()
    late = doing(days=30)
    due = days_of(late.one(key))["Stage 1 answered"]
    assert due[0] == "overdue"

    late("complaint_handling", "agree_updates", key=key, says=late.says(), every="1 week")
    until = (late.now + timedelta(days=9)).date()
    late("complaint_handling", "agree_extension", key=key, says=late.says("She agreed."),
         until=until)  # fmt: skip

    page = late.one(key)
    assert days_of(page)["Stage 1 answered"] == due
    said = " ".join(one.shown.what for one in page.promises)
    assert "as agreed" in said and "intervals for updates" in said


def test_complaint_that_is_not_there_is_not_there(doing: Callable[..., Doing]) -> None:
    worker = doing()
    with pytest.raises(NotThere):
        worker("complaints", "withdraw", key="c-nothing", says=worker.says("x"))
    with pytest.raises(NotRight):
        worker("complaint_handling", "assign", key=worker.logs(), handler=worker.case.id)
