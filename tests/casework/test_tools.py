"""The toolkit of a case: weighed with reasons, used in order, legal steps with a second person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from factories.made import a_report, add_entries, as_actor, make_person, make_user

from putright.casework.actions import tools
from putright.casework.actions.adding import Sent, When
from putright.casework.queries import tools as queries
from putright.casework.queries.cases import near_to
from putright.casework.refused import NotRight, Refused
from putright.core.events.parts import ToolUse
from putright.core.events.person import Way
from putright.stores.record.cases import NewParty

pytestmark = pytest.mark.django_db


@dataclass
class Desk:
    """A case with one person complained of, and the officer at work in it."""

    case: Any
    actor: Any
    now: datetime

    def sent(self, actor: Any = None) -> Sent:
        return Sent(near=near_to(actor or self.actor, self.case.id, now=self.now))

    def page(self, actor: Any = None) -> queries.ToolsPage:
        return queries.page(actor or self.actor, self.case.id, now=self.now)

    def rung(self, tool: str) -> queries.RungSeen:
        found = self.page()
        return next(one for one in (*found.known, *found.unknown) if one.tool.id == tool)

    def entries(self) -> list[Any]:
        from putright.stores.record.ledger.read import entries

        return [one.entry for one in entries(landlord=self.case.landlord_id, stream=self.case.id)]

    def step(self, tool: str, outcome: str = "done", **told: Any) -> Any:
        named: dict[str, Any] = {
            "tool": tool, "outcome": outcome, "whom": ("neighbour",), "text": "As agreed.",
            "when": When(on=self.now.date(), at=self.now), "channel": "visit",
        }  # fmt: skip
        step = tools.Step(**(named | told))
        return tools.use(actor=self.actor, sent=self.sent(), step=step, now=self.now)

    def heard(self, **more: str) -> None:
        talk = tools.Talk(
            whom="neighbour", heard=True, text="He says he stops at nine.",
            when=When(on=self.now.date(), at=self.now), channel="visit", **more,
        )  # fmt: skip
        tools.spoke(actor=self.actor, sent=self.sent(), talk=talk, now=self.now)

    def asked(self, says: str, tool: str = "mediation") -> None:
        asked = tools.Asked(
            tool=tool, victim="resident", says=says, channel="phone",
            words="I would rather not." if says == "no" else "If it is not in my house.",
            when=When(on=self.now.date(), at=self.now),
        )  # fmt: skip
        tools.ask_victim(actor=self.actor, sent=self.sent(), asked=asked, now=self.now)


@pytest.fixture
def desk(make_case: Any, landlord: Any, actor_of: Any, now: datetime) -> Callable[..., Desk]:
    """``desk(kinds=...)``: such a case, reported five days ago."""

    def make(**told: Any) -> Desk:
        neighbour = make_person(landlord, "Craig Dunmallet", ways=told.pop("ways", None))
        report = a_report(now - timedelta(days=5), against=("neighbour",), **told)
        party = NewParty(key="neighbour", side="other party", role="tenant", person=neighbour)
        return Desk(make_case(entries=[report], parties=[party]), actor_of("officer"), now)

    return make


def test_weighing_keeps_the_promise_and_shows_on_each_rung(desk: Any) -> None:
    here = desk()
    assert [one.rule for one in here.page().promises] != []
    uses = [
        ToolUse(tool="advice", outcome="done", reason="A card through the door."),
        ToolUse(tool="injunction", outcome="not used", reason="A first report of music."),
    ]
    tools.weigh(
        actor=here.actor, sent=here.sent(), uses=uses, whom=["neighbour"], text="", now=here.now
    )
    new = here.entries()[-1]
    assert (new.does, new.contains, new.against) == (
        ("asb.tools_considered",), ("tools",), ("neighbour",),
    )  # fmt: skip
    assert here.rung("injunction").state == "not used"
    assert here.rung("injunction").uses[0].reason == "A first report of music."
    assert here.rung("mediation").state == "not weighed"
    assert not [one for one in here.page().promises if "tools_considered" in one.rule]


@pytest.mark.parametrize(
    ("reason", "said"),
    [("", "say why"), ("No police action.", "civil standard"), ("NFA", "civil standard")],
)
def test_a_tool_not_used_needs_a_reason_and_no_police_action_is_none(
    desk: Any, reason: str, said: str
) -> None:
    here = desk()
    use = ToolUse(tool="injunction", outcome="not used", reason=reason)
    with pytest.raises(NotRight, match=said) as refused:
        tools.weigh(actor=here.actor, sent=here.sent(), uses=[use], whom=[], text="", now=here.now)
    assert refused.value.field == "why_injunction"
    assert len(here.entries()) == 1


@pytest.mark.parametrize("kind", ["assault", "weapon", "threat", "domestic abuse"])
def test_mediation_is_never_offered_for_violence_threats_or_domestic_abuse(
    desk: Any, kind: str
) -> None:
    here = desk(kinds=(kind,))
    assert here.rung("mediation").state == "never fits" and here.rung("mediation").why
    with pytest.raises(NotRight, match="never fits"):
        here.asked("yes")
    with pytest.raises(NotRight, match="never fits"):
        here.step("mediation", "offered")


def test_mediation_asks_the_victim_first_and_her_no_ends_it(desk: Any) -> None:
    here = desk()
    with pytest.raises(NotRight, match="first"):
        here.step("mediation", "offered")
    here.asked("not yet")
    with pytest.raises(NotRight, match="first"):
        here.step("mediation", "offered")
    here.asked("no")
    assert here.rung("mediation").state == "refused"
    with pytest.raises(NotRight, match="said no"):
        here.step("mediation", "offered")
    assert not [one for one in here.page().promises if "mediation" in one.shown.what.lower()]


def test_mediation_is_offered_to_the_other_party_once_she_said_yes(desk: Any) -> None:
    here = desk()
    here.asked("yes")
    here.step("mediation", "offered")
    assert here.entries()[-1].does == ("asb.mediation_offered",)
    assert here.rung("mediation").state == "offered"


def test_a_warning_before_hearing_is_stopped_with_what_is_missing(desk: Any) -> None:
    here = desk()
    until = here.now.date() + timedelta(days=60)
    with pytest.raises(NotRight, match="put the allegations") as refused:
        here.step("verbal-warning", until=until)
    assert refused.value.field == "anyway"
    here.step("verbal-warning", until=until, anyway="He came at her with a bat; it could not wait.")
    assert here.entries()[-1].reason.startswith("He came")


def test_a_warning_after_hearing_is_saved_with_its_review(desk: Any) -> None:
    here = desk()
    here.heard()
    with pytest.raises(NotRight, match="Name the day"):
        here.step("written-warning")
    until = here.now.date() + timedelta(days=60)
    report = here.entries()[0].id
    spent = tools.Spent("The letter", Decimal("4.50"), here.now.date())
    here.step("written-warning", until=until, proof="letter", supports=(report,), spent=spent)
    found = here.page()
    assert [one.until for one in found.reviews] == [until]
    assert found.spent == Decimal("4.50")
    (used,) = here.rung("written-warning").uses
    assert used.has_record and [one.number for one in used.supports] == [1]
    number = found.reviews[0].number
    tools.review(
        actor=here.actor, sent=here.sent(), number=number, text="Quiet since.", again=None,
        now=here.now,
    )  # fmt: skip
    assert here.page().reviews == ()


def test_a_legal_step_needs_somebody_else_who_may_agree(desk: Any, staff: Any) -> None:
    here = desk()
    here.heard()
    with pytest.raises(NotRight, match="second person"):
        here.step("injunction")
    leader = as_actor(staff("team leader"))
    tools.ask_legal(
        actor=leader, sent=here.sent(leader), tool="injunction", why="Nothing less has worked.",
        supports=(), now=here.now,
    )  # fmt: skip
    (asked,) = here.page().asked
    decide: dict[str, Any] = {
        "number": asked.number, "agrees": True, "why": "Right.", "now": here.now,
    }  # fmt: skip
    with pytest.raises(NotRight, match="you asked"):
        tools.decide_legal(actor=leader, sent=here.sent(leader), **decide)
    with pytest.raises(Refused, match="may not"):
        tools.decide_legal(actor=here.actor, sent=here.sent(), **decide)
    other = as_actor(
        make_user(here.case.landlord, "team leader", team=here.case.team, name="Another leader")
    )
    tools.decide_legal(actor=other, sent=here.sent(other), **decide)
    here.step("injunction", proof="document")
    assert here.rung("injunction").state == "done"
    with pytest.raises(NotRight, match="second person"):
        here.step("injunction")


def test_a_refused_legal_step_opens_no_way(desk: Any, staff: Any) -> None:
    here = desk()
    here.heard()
    tools.ask_legal(
        actor=here.actor, sent=here.sent(), tool="possession-discretionary", why="Enough.",
        supports=(), now=here.now,
    )  # fmt: skip
    leader = as_actor(staff("team leader"))
    tools.decide_legal(
        actor=leader, sent=here.sent(leader), number=here.page().asked[0].number, agrees=False,
        why="Warn first.", now=here.now,
    )  # fmt: skip
    assert here.page().asked == () and here.page().agreed == ()
    with pytest.raises(NotRight, match="second person"):
        here.step("possession-discretionary")


def test_a_hold_of_the_police_excuses_the_approach_until_we_go_on(desk: Any) -> None:
    here = desk()
    today = here.now.date()
    tools.hold(
        actor=here.actor, sent=here.sent(), tool="", why="DC Brand asks us to wait.",
        until=today + timedelta(days=20), review=today + timedelta(days=10),
        when=When(on=today, at=here.now), now=here.now,
    )  # fmt: skip
    found = here.page()
    assert not [one for one in found.promises if "approached" in one.rule]
    (held,) = found.holds
    tools.end_hold(
        actor=here.actor, sent=here.sent(), number=held.number, text="She rang.", now=here.now
    )
    after = here.page()
    assert after.holds == ()
    assert [one.rule for one in after.promises if "approached" in one.rule]


def test_an_order_stands_with_its_dates(desk: Any) -> None:
    here = desk()
    until = date(2027, 4, 14)
    tools.order(
        actor=here.actor, sent=here.sent(), tool="injunction", whom=["neighbour"],
        text="Not to speak with her.", when=When(on=here.now.date()), until=until,
        spent=tools.Spent(), now=here.now,
    )  # fmt: skip
    assert [one.until for one in here.page().reviews] == [until]


def test_with_nobody_named_there_is_the_ladder_for_a_person_not_known(
    make_case: Any, actor_of: Any, now: datetime
) -> None:
    here = Desk(make_case(), actor_of("officer"), now)
    found = here.page()
    assert found.known == ()
    assert [one.tool.id for one in found.unknown] == ["patrol", "cctv", "home-security"]
    here.step("patrol", whom=(), text="Two evenings, nobody seen.")
    assert here.rung("patrol").state == "done"


def test_what_an_older_case_says_by_its_acts_stands_on_the_ladder_too(desk: Any) -> None:
    here = desk()
    from putright.core.events.entry import Entry
    from putright.core.events.parts import Evidence

    heard = Entry(id="", does=("asb.other_party_heard",), at=here.now, to=("neighbour",),
                  evidence=(Evidence(kind="note"),), channel="visit")  # fmt: skip
    warned = Entry(id="", does=("asb.warning_given", "asb.mediation_offered"), at=here.now,
                   channel="letter", evidence=(Evidence(kind="letter"),))  # fmt: skip
    add_entries(here.case, heard, warned)
    assert here.rung("written-warning").state == "done"
    assert here.rung("mediation").state == "offered"


@pytest.mark.parametrize(
    ("tool", "outcome"),
    [("mediation", "offered"), ("injunction", "done"), ("written-warning", "done")],
)
def test_weighing_cannot_stand_for_a_step_that_must_wait_for_something(
    desk: Any, tool: str, outcome: str
) -> None:
    here = desk()
    use = ToolUse(tool=tool, outcome=outcome)  # type: ignore[arg-type]
    with pytest.raises(NotRight, match="step itself"):
        tools.weigh(actor=here.actor, sent=here.sent(), uses=[use], whom=[], text="", now=here.now)


def test_a_way_that_they_asked_us_not_to_use_needs_words_why(desk: Any) -> None:
    here = desk(ways={"visit": Way(says="not ok")})
    with pytest.raises(NotRight, match="not to use this way") as refused:
        here.heard()
    assert refused.value.field == "anyway"
    here.heard(anyway="He opened the door himself and spoke.")
    assert here.entries()[-1].reason.startswith("He opened")
