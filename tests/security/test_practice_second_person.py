"""What a second person decided stays theirs: nobody else revives, overrules or rewrites it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from factories import made

from putright.casework.actions import cases, closing, tools
from putright.casework.actions.adding import Sent, When
from putright.casework.live import load
from putright.casework.queries.case_open import open_for
from putright.casework.queries.cases import near_to
from putright.casework.queries.tools import agreed_and_not_begun
from putright.casework.refused import Refused
from putright.core.events.entry import Entry
from putright.core.events.parts import Answer, Evidence, ToolUse
from putright.core.practice.risk_standing import JUDGED, standing
from putright.stores.record.cases import NewParty

if TYPE_CHECKING:
    from putright.casework.actor import Actor
    from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
SYSTEM = (Evidence(kind="system record"),)
Actors = Callable[[str], "Actor"]


@pytest.fixture(autouse=True)
def _files(tmp_path: Any, settings: Any) -> None:
    settings.FILES = tmp_path / "files"


@pytest.fixture
def second_leader(landlord: Any, team: Any) -> "Actor":
    return made.as_actor(made.make_user(landlord, "team leader", team=team, name="Uma Thackle"))


@pytest.fixture
def complained_of(make_case: Callable[..., "Case"]) -> "Case":
    return make_case(parties=[NewParty(key="n", side="other party")])


def sent(actor: "Actor", case: "Case", now: datetime) -> Sent:
    return Sent(near=near_to(actor, case.id, now=now))


def last(case: "Case") -> Any:
    return load(case).kept[-1]


def asks_legal(actor: "Actor", case: "Case", now: datetime) -> int:
    tools.ask_legal(
        actor=actor, sent=sent(actor, case, now), tool="injunction", why="Nothing else worked.",
        supports=(), now=now,
    )  # fmt: skip
    return int(last(case).number)


def decides(actor: "Actor", case: "Case", number: int, now: datetime, *, agrees: bool) -> None:
    tools.decide_legal(
        actor=actor, sent=sent(actor, case, now), number=number, agrees=agrees, why="So I think.",
        now=now,
    )  # fmt: skip


def corrects(actor: "Actor", case: "Case", number: int, now: datetime) -> None:
    cases.correct(
        actor=actor, sent=sent(actor, case, now), number=number, text="Other words.",
        when=When(on=now.date(), at=now), why="A slip of the pen.", now=now,
    )  # fmt: skip


@pytest.mark.parametrize("first", [True, False])
def test_a_legal_step_that_was_decided_is_not_decided_once_more(
    first: bool, complained_of: "Case", actor_of: Actors, second_leader: "Actor", now: datetime
) -> None:
    number = asks_legal(actor_of("officer"), complained_of, now)
    decides(actor_of("team leader"), complained_of, number, now, agrees=first)

    with pytest.raises(Refused):
        decides(second_leader, complained_of, number, now, agrees=not first)


def test_a_request_that_somebody_rewrote_is_not_decided_by_them(
    complained_of: "Case", actor_of: Actors, now: datetime
) -> None:
    number = asks_legal(actor_of("officer"), complained_of, now)
    corrects(actor_of("team leader"), complained_of, number, now)

    with pytest.raises(Refused):
        decides(actor_of("team leader"), complained_of, number, now, agrees=True)
    with pytest.raises(Refused):
        number = int(last(complained_of).number)
        decides(actor_of("team leader"), complained_of, number, now, agrees=True)


def test_an_agreement_to_one_legal_step_is_not_doubled_by_correcting_it(
    complained_of: "Case", actor_of: Actors, now: datetime
) -> None:
    officer = actor_of("officer")
    number = asks_legal(officer, complained_of, now)
    decides(actor_of("team leader"), complained_of, number, now, agrees=True)
    agreed = last(complained_of)
    begun = Entry(
        id="", does=("asb.legal_action_begun",), at=now, by=officer.key, to=("n",),
        answers=(agreed.entry.id,), evidence=SYSTEM,
        tools=(ToolUse(tool="injunction", outcome="done"),), facts={"tool": "injunction"},
    )  # fmt: skip
    made.add_entries(complained_of, begun)
    assert not list(agreed_and_not_begun(open_for(officer, complained_of.id, now=now)))

    with pytest.raises(Refused):
        corrects(officer, complained_of, int(agreed.number), now)
    assert not list(agreed_and_not_begun(open_for(officer, complained_of.id, now=now)))


def test_a_lower_level_of_risk_is_not_set_alone_by_correcting_an_old_one(
    make_case: Callable[..., "Case"], actor_of: Actors, now: datetime
) -> None:
    def assessed(days: int, level: str, **told: Any) -> Entry:
        return Entry(
            id="", does=("asb.risk_assessed",), at=now - timedelta(days=days), by="landlord",
            level=level, evidence=SYSTEM, **told,
        )  # fmt: skip

    case = make_case(
        entries=[
            made.a_report(now - timedelta(days=30)),
            assessed(20, "low", facts={"decision": JUDGED}),
            assessed(2, "high"),
        ]
    )
    officer = actor_of("officer")
    with pytest.raises(Refused):
        corrects(officer, case, 2, now)

    opened = standing(load(case).timeline).last
    assert opened is not None and opened.entry.level == "high"


def test_a_closing_that_was_agreed_to_is_not_revived_by_correcting_it(
    make_case: Callable[..., "Case"], actor_of: Actors, now: datetime
) -> None:
    def step(days: int, act: str, **told: Any) -> Entry:
        return Entry(id="", does=(act,), at=now - timedelta(days=days), by="landlord",
                     evidence=SYSTEM, **told)  # fmt: skip

    case = make_case(entries=[made.a_report(now - timedelta(days=30))])
    officer = actor_of("officer")
    made.add_entries(
        case,
        step(9, "asb.closure_asked", given=(Answer(question="risk", answer="excused", says="x"),)),
        step(8, "asb.closure_reviewed", answers=("e2",), facts={"decision": "granted"}),
        step(7, "asb.closure_announced", to=("resident",), channel="letter"),
    )
    closing.take_back(
        actor=officer, sent=sent(officer, case, now), how="error", reason="Too early.", now=now
    )
    with pytest.raises(Refused):
        corrects(officer, case, 3, now)

    stage = open_stage(officer, case, now)
    assert stage.granted is None and stage.name == "open"


def open_stage(actor: "Actor", case: "Case", now: datetime) -> Any:
    from putright.casework.closing import closing_now

    return closing_now(open_for(actor, case.id, now=now)).stage


def test_a_case_taken_back_is_not_closed_by_correcting_its_first_closing(
    make_case: Callable[..., "Case"], actor_of: Actors, now: datetime
) -> None:
    officer = actor_of("officer")
    case = make_case(entries=[made.a_report(now - timedelta(days=30))])
    closed = Entry(id="", does=("asb.case_closed",), at=now - timedelta(days=8), by="landlord",
                   evidence=SYSTEM)  # fmt: skip
    back = Entry(id="", does=("asb.case_reopened",), at=now - timedelta(days=7), by="landlord",
                 evidence=SYSTEM)  # fmt: skip
    made.add_entries(case, closed, back)

    with pytest.raises(Refused):
        corrects(officer, case, 2, now)
    assert open_stage(officer, case, now).name == "open"


def test_the_day_of_a_high_level_is_not_moved_behind_a_lower_one(
    make_case: Callable[..., "Case"], actor_of: Actors, now: datetime
) -> None:
    def assessed(days: int, level: str) -> Entry:
        return Entry(id="", does=("asb.risk_assessed",), at=now - timedelta(days=days),
                     by="landlord", level=level, evidence=SYSTEM)  # fmt: skip

    first = made.a_report(now - timedelta(days=30))
    case = make_case(entries=[first, assessed(20, "low"), assessed(2, "high")])
    officer = actor_of("officer")

    with pytest.raises(Refused):
        cases.correct(
            actor=officer, sent=sent(officer, case, now), number=3, text="It was earlier.",
            when=When(on=(now - timedelta(days=25)).date()), why="The wrong day.", now=now,
        )  # fmt: skip
    corrects(officer, case, 3, now)
    stands = standing(load(case).timeline).last
    assert stands is not None and stands.entry.level == "high"
