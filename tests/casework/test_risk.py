"""The level of risk: what stands at once, what needs a second person, and what nobody may lower."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from factories.made import NOW, a_report, add_entries, as_actor, make_landlord, make_team, make_user

from putright.casework.actions import risk as actions
from putright.casework.actions.adding import Sent, When
from putright.casework.actions.risk import Talk
from putright.casework.live import load
from putright.casework.queries import risk
from putright.casework.queries.case_identity import identity
from putright.casework.queries.case_open import open_for
from putright.casework.queries.cases import near_to
from putright.casework.refused import Refused
from putright.core.practice.risk import UNKNOWN, Said
from putright.core.practice.risk_standing import standing

pytestmark = pytest.mark.django_db
MILD = {
    "often": "first", "worse": "no", "aimed": "nobody", "motive": "no", "known": "no",
    "violence": "none", "health": "little", "support": "many", "household": "nobody",
    "others": "yes", "fear": "not", "before": "no",
}  # fmt: skip
MEDIUM = {"often": "daily", "health": "badly", "aimed": "us"}


@pytest.fixture(autouse=True)
def _files(tmp_path: Any, settings: Any) -> None:
    settings.FILES = tmp_path / "files"


def sent(actor: Any, case: Any, now: Any = NOW) -> Sent:
    return Sent(near=near_to(actor, case.id, now=now))


def assess(actor: Any, case: Any, *, now: Any = NOW, channel: str = "phone", **more: str) -> Any:
    given = {key: Said(answer) for key, answer in (MILD | more).items()}
    talk = Talk(whom="resident", channel=channel, when=When(on=now.date()))
    return actions.assess(actor=actor, sent=sent(actor, case, now), given=given, talk=talk, now=now)


def set_level(actor: Any, case: Any, level: str, *, now: Any = NOW) -> Any:
    return actions.set_level(
        actor=actor, sent=sent(actor, case, now), level=level, reason="He has gone.", now=now
    )


def answer(actor: Any, case: Any, *, agrees: bool = True, now: Any = NOW) -> Any:
    return actions.answer_lowering(
        actor=actor, sent=sent(actor, case, now), agrees=agrees, reason="So say the police.",
        now=now,
    )  # fmt: skip


def level_of(case: Any, actor: Any, now: Any = NOW) -> tuple[str, str]:
    """What stands, and what the identity bar shows."""
    last = standing(load(case).timeline).last
    return last.entry.level if last else "", identity(open_for(actor, case.id, now=now)).risk


def test_answers_meet_the_promise_and_set_the_clocks_of_their_level(
    actor_of: Callable[[str], Any], case: Any
) -> None:
    officer = actor_of("officer")
    saved = assess(officer, case, violence="weapon")

    opened = open_for(officer, case.id, now=NOW)
    over = {each.rule: each.over for each in opened.promises}
    owed = {each.rule: each.due_at for each in opened.owed}
    assert over["asb.risk_assessment"] == "met" and over["asb.first_action"] == "met"
    assert {each.rule for each in saved.promised} >= {"asb.risk_visit", "asb.risk_review"}
    assert owed["asb.risk_review"].date() == (NOW + timedelta(days=14)).date()
    assert level_of(case, officer) == ("high", "high")
    assert opened.live.kept[-1].files and opened.live.kept[-1].entry.until is not None


def test_answers_in_writing_are_no_talk_and_a_helper_is_not_visited(
    actor_of: Callable[[str], Any], case: Any, make_case: Any
) -> None:
    from putright.stores.record.cases import NewParty

    officer = actor_of("officer")
    assess(officer, case, channel="letter")
    assert load(case).kept[-1].entry.does == ("asb.risk_assessed",)

    other = make_case(parties=[NewParty(key="niece", side="helper")])
    talk = Talk(whom="niece", channel="visit", when=When(on=NOW.date()))
    given = {key: Said(value) for key, value in MILD.items()}
    actions.assess(actor=officer, sent=sent(officer, other), given=given, talk=talk, now=NOW)
    assert load(other).kept[-1].entry.does == ("asb.risk_assessed", "contact.made")


def test_open_questions_save_nothing(actor_of: Callable[[str], Any], case: Any) -> None:
    officer = actor_of("officer")
    with pytest.raises(Refused, match="Answer every question"):
        assess(officer, case, often="")
    assert len(load(case).kept) == 1


def test_landlord_without_a_rule_looks_again_as_the_questions_say(case: Any) -> None:
    landlord = make_landlord(pack="magna")
    team = make_team(landlord)
    officer = make_user(landlord, "officer", team=team)
    from factories.made import landlord_scope, make_case

    with landlord_scope(landlord.id):
        case = make_case(landlord, team=team, officer=officer)
        actor = as_actor(officer)
        assess(actor, case, violence="hurt")
        until = load(case).kept[-1].entry.until

    assert until == (NOW + timedelta(days=14)).date()


def test_who_asked_for_a_lower_level_cannot_agree_to_it(
    actor_of: Callable[[str], Any], case: Any
) -> None:
    leader = actor_of("team leader")
    assess(leader, case, **MEDIUM)
    set_level(leader, case, "low")
    assert level_of(case, leader) == ("medium", "medium")

    with pytest.raises(Refused, match="Somebody else must decide"):
        answer(leader, case)
    with pytest.raises(Refused, match="You may not"):
        answer(actor_of("officer"), case)
    assert level_of(case, leader) == ("medium", "medium")


def test_second_person_lowers_the_level_and_keeps_both_reasons(
    actor_of: Callable[[str], Any], case: Any
) -> None:
    officer, leader = actor_of("officer"), actor_of("team leader")
    assess(officer, case, **MEDIUM)
    set_level(officer, case, "low")
    answer(leader, case)

    first, asked, lower = [one.entry for one in load(case).kept[1:]]
    assert level_of(case, officer) == ("low", "standard")
    assert lower.refs == (first.id, asked.id) and lower.answers == (asked.id,)
    assert (lower.by, asked.by) == (leader.key, officer.key)
    owed = {each.rule for each in open_for(officer, case.id, now=NOW).owed}
    assert "asb.risk_lowering" not in owed
    with pytest.raises(Refused, match="Nobody waits"):
        answer(leader, case)


@pytest.mark.parametrize("grave", [{"violence": "weapon"}, {"household": "child"}])
def test_level_that_a_grave_answer_holds_cannot_be_lowered(
    grave: dict[str, str], actor_of: Callable[[str], Any], case: Any
) -> None:
    officer = actor_of("officer")
    assess(officer, case, **grave)

    with pytest.raises(Refused, match="An answer holds the level"):
        set_level(officer, case, "low")
    page = risk.page(officer, case.id, now=NOW)
    assert not page.may_change and "An answer holds" in page.why_not_lower


def test_after_a_new_incident_no_lower_level_is_asked_for_nor_agreed(
    actor_of: Callable[[str], Any], case: Any
) -> None:
    officer, leader = actor_of("officer"), actor_of("team leader")
    assess(officer, case, **MEDIUM)
    set_level(officer, case, "low")
    later = NOW + timedelta(hours=1)
    add_entries(case, a_report(later, text="A bin was set on fire."), now=later)

    with pytest.raises(Refused, match="A new incident was reported since"):
        answer(leader, case, now=later)
    with pytest.raises(Refused, match="A new incident was reported since"):
        set_level(officer, case, "low", now=later)
    assert answer(leader, case, agrees=False, now=later)
    assert level_of(case, officer, later) == ("medium", "medium")


def test_asking_anew_settles_a_request_that_nobody_answered(
    actor_of: Callable[[str], Any], case: Any
) -> None:
    officer, leader = actor_of("officer"), actor_of("team leader")
    assess(officer, case, **MEDIUM)
    set_level(officer, case, "low")
    later = NOW + timedelta(hours=1)
    assess(officer, case, now=later, **MEDIUM)

    assert risk.page(leader, case.id, now=later).lowering is None


def test_level_of_old_questions_cannot_be_lowered(
    actor_of: Callable[[str], Any], case: Any
) -> None:
    from putright.core.events.entry import Entry
    from putright.core.events.parts import Answer, Evidence

    officer = actor_of("officer")
    old = Entry(
        id="", does=("asb.risk_assessed",), at=NOW, by="landlord", level="high", form="risk 0",
        given=(Answer(question="knife", answer="yes", points=9),),
        evidence=(Evidence(kind="form"),),
    )  # fmt: skip
    add_entries(case, old)

    with pytest.raises(Refused, match="not of the questions in force"):
        set_level(officer, case, "low")
    page = risk.page(officer, case.id, now=NOW)
    assert page.last and [(b.question, b.answer, b.points) for b in page.last.bars] == [
        ("knife", "yes", 9)
    ]


def test_no_level_by_judgement_before_anybody_asked(
    actor_of: Callable[[str], Any], case: Any
) -> None:
    with pytest.raises(Refused, match="Go through the questions first"):
        set_level(actor_of("officer"), case, "high")


def test_person_of_another_team_does_no_casework_of_risk(landlord: Any, case: Any) -> None:
    other = make_user(landlord, "officer", team=make_team(landlord))
    with pytest.raises(Refused):
        assess(as_actor(other), case)
    assert len(load(case).kept) == 1


def test_putting_off_again_plans_another_day_and_the_policys_promise_stays(
    actor_of: Callable[[str], Any], case: Any
) -> None:
    officer = actor_of("officer")
    for days in (1, 3):
        actions.put_off(
            actor=officer, sent=sent(officer, case), whom="resident", why="Not alone.",
            until=(NOW + timedelta(days=days)).date(), now=NOW,
        )  # fmt: skip

    later = NOW + timedelta(days=2)
    owed = {each.rule: each for each in open_for(officer, case.id, now=later).owed}
    assert owed["promises.kept"].due_at.date() == (NOW + timedelta(days=3)).date()
    assert owed["asb.risk_assessment"].due_at.date() == (NOW + timedelta(days=2)).date()
    assess(officer, case, now=later)
    rules = {each.rule for each in open_for(officer, case.id, now=later).owed}
    assert rules.isdisjoint({"promises.kept", "asb.risk_assessment"})


def test_way_that_somebody_told_us_is_not_safe_is_refused(
    actor_of: Callable[[str], Any], landlord: Any, make_case: Any
) -> None:
    from factories.made import make_person

    from putright.core.events.person import Way

    person = make_person(landlord, "Ada Quill", ways={"calls": Way(says="not ok")})
    case = make_case(person=person)
    with pytest.raises(Refused, match="not safe"):
        assess(actor_of("officer"), case)


def test_what_nobody_knows_is_said_so_beside_last_time(
    actor_of: Callable[[str], Any], case: Any
) -> None:
    officer = actor_of("officer")
    assess(officer, case, fear=UNKNOWN)
    assess(officer, case, now=NOW + timedelta(hours=1))

    page = risk.page(officer, case.id, now=NOW + timedelta(hours=1))
    bars = {bar.question: bar for bar in page.last.bars} if page.last else {}
    fear = bars["How afraid are you that something worse will happen?"]
    assert (fear.answer, fear.before, fear.points) == ("Not afraid", "Not known", 0)
